"""Commands on a terminal: what they print fits it, and how far they have come stands on one line (issue 16, point 3)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import wcwidth

from tests.builders_cli import Office, fill_template
from tests.builders_officer import fill_workbook

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
ROOT = Path(__file__).resolve().parents[2]
PROVINCE = ROOT / "data" / "sample" / "province"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, filled_sample: Path) -> Path:
    """A folder with a year's store, and returns to hand in, one of them wrong."""
    folder = tmp_path_factory.mktemp("terminal")
    shutil.copy(filled_sample / "minh-hoa.sqlite3", folder / "kho.sqlite3")
    (folder / "bao-cao").mkdir()
    for school in ("TH-MINHCAM", "PTDTNT", "MN-DAPTHANH"):
        (folder / "bao-cao" / f"{school}.xlsx").write_bytes(fill_workbook(school, "6m"))
    fill_template(folder / "bao-cao" / "sai.xlsx", "TH-MINHCAM")
    return folder


TABLES = {
    "summary": ["summary", "--period", "9m"],
    "summary of one level": ["summary", "--period", "12m", "--level", "Mầm non", "--lens", "appraised"],
    "snapshots": ["snapshots"],
    "check": ["check", "bao-cao"],
    "import": ["import", "bao-cao"],
    "people list": ["people", "list"],
    "units list": ["units", "list"],
    "units show": ["units", "show", "PTDTNT"],
    "audit": ["audit"],
    "verify": ["verify"],
    "scores check": ["scores", "check"],
    "settings": ["settings"],
}


@pytest.mark.parametrize("words", TABLES.values(), ids=TABLES)
def test_nothing_printed_is_wider_than_a_terminal_of_80_columns(desk: Path, words: list[str]):
    shown = show(desk, words)
    assert shown.strip()
    assert "Traceback" not in shown
    wide = [line for line in shown.splitlines() if wcwidth.width(line) > 80]
    assert [line for line in wide if " " in line.strip()] == [], "only what has no place to break may be longer"


def test_a_table_that_is_split_loses_no_figure(desk: Path):
    """Every n/N of the whole table stands in the narrow one, and every school in each of its parts."""
    whole = run(desk, ["summary", "--period", "9m"]).stdout
    narrow = show(desk, ["summary", "--period", "9m"])
    figures = re.compile(r"\d+/\d+(?: \(\d+ %\))?")
    assert sorted(figures.findall(whole)) == sorted(figures.findall(narrow))
    assert "\n\n" in narrow.partition("\n\n")[2], "it has parts"


def test_a_province_s_summary_fits_too(desk: Path, tmp_path: Path):
    variables = {
        "DANVAN_UNITS": str(PROVINCE / "units.csv"),
        "DANVAN_ROSTER": str(PROVINCE / "schools.csv"),
        "DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'tinh.sqlite3'}",
    }
    for words in (["summary", "--period", "6m"], ["units", "list"]):
        assert [line for line in show(desk, words, **variables).splitlines() if wcwidth.width(line) > 80] == []


def test_progress_is_one_line_that_is_wiped_and_never_in_the_output(desk: Path):
    read, write = pty.openpty()
    done = subprocess.Popen(
        name(["check", "bao-cao", "--json"]), cwd=desk, env=environment(desk), stdout=subprocess.PIPE, stderr=write
    )
    os.close(write)
    told = read_all(read)
    assert done.stdout
    assert len(json.loads(done.stdout.read())) == 4
    done.wait()
    assert [f"{number}/4" for number in range(5) if f"Đã xong tệp: {number}/4" in told][-1:] == ["4/4"]
    assert "\n" not in told
    last = told.rpartition("\r")[0].rpartition("\r")[2]
    assert last.strip() == ""
    assert len(last) >= len("Đã xong tệp: 4/4"), "the line is wiped in full"


@pytest.mark.parametrize("words", [["-q"], []], ids=["quiet", "no terminal"])
def test_there_is_no_progress_where_nobody_looks(desk: Path, words: list[str]):
    assert run(desk, [*words, "check", "bao-cao", "--json"]).stderr == ""


def test_progress_may_be_asked_for_in_a_log(desk: Path):
    told = run(desk, ["template", "--all", "--period", "6m", "--out", "mau.zip", "--force"], DANVAN_PROGRESS="1").stderr
    assert told.splitlines()[-1] == "Đã tạo biểu mẫu: 19/19"
    assert 2 <= len(told.splitlines()) <= 10


# ── completion, as a shell asks ──────────────────────────────────────────────


def complete(folder: Path, line: str, **more: str) -> list[str]:
    """The words bash is given for the last word of a line."""
    words = line.split(" ")
    asked = {"_DANVAN_COMPLETE": "bash_complete", "COMP_WORDS": line.replace("'", ""), "COMP_CWORD": str(len(words) - 1)}
    result = run(folder, [], **asked, **more)
    assert result.stderr == ""
    return [item.partition(",")[2] for item in result.stdout.splitlines() if item]


COMPLETED = {
    "commands": ("danvan che", ["check"]),
    "commands of a group": ("danvan people wi", ["withdraw"]),
    "options": ("danvan check --json", ["--json", "--json-lines"]),
    "choices": ("danvan export pp", ["pptx"]),
    "lenses": ("danvan summary --lens ev", ["evidenced"]),
    "schools": ("danvan template --school TH-MINH", ["TH-MINHCAM"]),
    "schools in small letters": ("danvan template --school th-minh", ["TH-MINHCAM"]),
    "periods": ("danvan summary --period 1", ["12m"]),
    "roles": ("danvan people add --role ad", ["admin"]),
    "rounds": ("danvan template --round to", ["to-phong"]),
    "shells": ("danvan completion p", ["powershell"]),
}


@pytest.mark.parametrize(("line", "words"), COMPLETED.values(), ids=COMPLETED)
def test_a_shell_is_given_the_words_that_may_follow(desk: Path, line: str, words: list[str]):
    assert complete(desk, line) == words


def test_units_and_snapshots_are_completed_as_the_store_has_them(desk: Path, tmp_path: Path):
    shutil.copy(desk / "kho.sqlite3", tmp_path / "kho.sqlite3")
    run(tmp_path, ["snapshot", "Chốt-thử", "--period", "9m"])
    assert "Chốt-thử" in complete(tmp_path, "danvan export --snapshot ")
    assert complete(tmp_path, "danvan units show CHO", DANVAN_UNITS=str(PROVINCE / "units.csv"),
                    DANVAN_ROSTER=str(PROVINCE / "schools.csv")) == ["CHOMOI"]  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{}, {"DANVAN_PLAN": "khong-co"}, {"DANVAN_DATABASE_URL": "foo"}], ids=["nothing", "plan", "store"]
)
def test_completing_makes_no_store_and_tells_of_nothing_wrong(tmp_path: Path, wrong: dict[str, str]):
    assert complete(tmp_path, "danvan export --snapshot ", **wrong) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_of_a_shell_asks_danvan(tmp_path: Path, shell: str):
    script = run(tmp_path, ["completion", shell])
    assert (script.returncode, script.stderr) == (0, "")
    assert f"{shell}_complete" in script.stdout
    assert "_DANVAN_COMPLETE" in script.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a bash")
def test_bash_itself_completes_with_the_script(desk: Path, tmp_path: Path):
    program = tmp_path / "danvan"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m danvan_metrics "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    asking = (
        'eval "$(danvan completion bash)"; COMP_WORDS=(danvan template --school TH-MINH); COMP_CWORD=3; '
        '_danvan_completion danvan; echo "${COMPREPLY[@]}"'
    )
    variables = {**environment(desk), "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    told = subprocess.run(["bash", "-c", asking], cwd=desk, env=variables, capture_output=True, text=True, check=False)
    assert (told.stdout.strip(), told.stderr) == ("TH-MINHCAM", "")


def show(folder: Path, words: list[str], **more: str) -> str:
    """What a command prints on a terminal of 80 columns, errors too."""
    read, write = pty.openpty()
    with subprocess.Popen(
        name(words), cwd=folder, env=environment(folder) | {"COLUMNS": "80"} | more, stdout=write, stderr=write
    ):
        os.close(write)
        return read_all(read).replace("\r\n", "\n")


def read_all(end: int) -> str:
    told = b""
    while True:
        try:
            part = os.read(end, 65_536)
        except OSError:  # so Linux tells that the other end is closed
            break
        if not part:
            break
        told += part
    os.close(end)
    return told.decode("utf-8")


def run(folder: Path, words: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        name(words), cwd=folder, env=environment(folder) | more, capture_output=True, encoding="utf-8", check=False
    )


def name(words: list[str]) -> list[str]:
    return [sys.executable, "-m", "danvan_metrics", *words]


def environment(folder: Path) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    return {**own, "PYTHONPATH": str(ROOT), **Office(folder, today="2020-12-17").environment}
