"""No path, encoding, setting or end of a pipe brings a traceback: a sentence, and a code of its own (issue 16, point 3)."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from danvan_metrics.__main__ import assemble
from danvan_metrics.commands.terminal.surprise import SURPRISED
from danvan_metrics.plan.rules import Field
from tests.builders_cli import Office, fill_template

ROOT = Path(__file__).resolve().parents[2]
ANSWERED = {"NV1.1": {Field.DONE: "Có", Field.EVIDENCE_COUNT: 1}}
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such names, pipes and devices")

# ── paths ────────────────────────────────────────────────────────────────────

LONG = "a" * 5000
PATHS = {
    "a name too long": LONG,
    "a name too long in a folder": f"x/{'b' * 300}.xlsx",
    "a name with a NUL": "a\0b.xlsx",
    "no name": "",
    "a folder": ".",
    "a folder that is not there": "khong/co/gi.xlsx",
    "a file as a folder": "tep.txt/a.xlsx",
    "a home of nobody": "~khong-ai/a.xlsx",
    "a link in a circle": "vong",
    "marks of another direction": "\u202eslx.oac\u2066",
    "a name in two letters": "Ba\u0301o ca\u0301o.xlsx",
}
READING = {
    "check": ["check", "{}"],
    "import": ["import", "{}"],
    "mark": ["mark", "{}", "--out", "ra.xlsx"],
    "appraise": ["appraise", "{}"],
    "people import": ["people", "import", "{}"],
    "units import": ["units", "import", "{}", "--on", "2020-06-01", "--decision", "NQ 1"],
    "verify": ["verify", "{}"],
    "restore": ["restore", "{}"],
}
WRITING = {
    "template": ["template", "--school", "PTDTNT", "--period", "6m", "--out", "{}", "--force"],
    "templates": ["template", "--all", "--period", "6m", "--out", "{}"],
    "mark": ["mark", "sai.xlsx", "--out", "{}", "--force"],
    "sample": ["sample", "--out", "{}"],
    "backup": ["backup", "{}"],
    "audit": ["audit", "--out", "{}", "--force"],
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tep.txt").write_text("không phải báo cáo", encoding="utf-8")
    fill_template(tmp_path / "sai.xlsx", "TH-MINHCAM", lines={"CT1.1": {Field.TO_DO: 5, Field.DONE: 8}})
    if sys.platform != "win32":
        (tmp_path / "vong").symlink_to("vong")
    return Office(tmp_path)


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_a_strange_path_to_read_is_told_in_a_sentence(office: Office, words: list[str], path: str):
    assert_sentences(invoke(office, [word.format(path) for word in words]), {0, 1, 2})


@pytest.mark.parametrize("path", {**PATHS, "a device that is always full": "/dev/full"}.values(), ids=[*PATHS, "/dev/full"])
@pytest.mark.parametrize("words", WRITING.values(), ids=WRITING)
def test_a_strange_path_to_write_is_told_in_a_sentence(office: Office, words: list[str], path: str):
    if path == "/dev/full" and words[0] == "backup":
        path = "/dev/full/kho"  # a copy has an ending of its own, which would make a new file beside the device
    result = invoke(office, [word.format(path) for word in words])
    assert_sentences(result, {0, 2})
    assert Path("/dev/full").is_char_device() or sys.platform != "linux", "a device is never exchanged for a file"
    if path in {LONG, PATHS["a folder that is not there"], PATHS["a file as a folder"], "/dev/full"}:
        assert result.exit_code == 2 or (words[0] == "sample" and path != LONG)


def test_a_file_that_may_not_be_read_is_told_of(office: Office, monkeypatch: pytest.MonkeyPatch):
    """By what the system says of it: whoever runs tests as root may read everything."""
    real = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "sai.xlsx":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr("danvan_metrics.intake.archive.open", refuse_open, raising=False)
    result = invoke(office, ["people", "import", "sai.xlsx"])
    assert_sentences(result, {2})
    assert "quyền đọc" in result.stderr


def refuse_open(*_arguments: object, **_options: object) -> None:
    raise PermissionError(13, "Permission denied")


@needs_posix
@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no users here")
def test_a_store_that_may_only_be_read_is_told_of(tmp_path: Path):
    """A file system's own refusal, which holds for root too: the store is opened read-only."""
    run(tmp_path, ["summary", "--period", "6m"])
    path = fill_template(tmp_path / "a.xlsx", "TH-MINHCAM", lines=ANSWERED)
    address = f"sqlite:///file:{tmp_path / 'kho.sqlite3'}?mode=ro&uri=true"
    told = run(tmp_path, ["import", str(path)], DANVAN_DATABASE_URL=address)
    assert_process(told, {2})
    assert "hãy" in told.stderr


# ── encodings ────────────────────────────────────────────────────────────────


@needs_posix
@pytest.mark.parametrize("variables", [
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "utf-16"},
], ids=["LC_ALL=C", "ascii", "cp1252", "utf-16"])  # fmt: skip
@pytest.mark.parametrize("words", [["--help"], ["summary"], ["check", "không có.xlsx"]], ids=["help", "wrong call", "result"])
def test_what_is_said_is_utf_8_whatever_the_system_says(tmp_path: Path, variables: dict[str, str], words: list[str]):
    told = run(tmp_path, words, **variables)
    assert_process(told, {0, 2})
    assert re.search("[ạáảãà]", told.stdout + told.stderr)


@needs_posix
@pytest.mark.parametrize("words", [["check", b"b\xe1o.xlsx"], ["check", b"b\xe1o.xlsx", "--json"], ["b\xe1o".encode("latin-1")],
                                   ["summary", "--period", b"\xff"], ["template", b"--\xff"]])  # fmt: skip
def test_words_that_are_no_text_are_told_of(tmp_path: Path, words: list[str | bytes]):
    program = [sys.executable, "-m", "danvan_metrics"]
    done = subprocess.run([*program, *words], cwd=tmp_path, env=environment(tmp_path), capture_output=True, check=False)
    assert_process(done, {2})
    if "--json" in words:
        assert json.loads(done.stdout)[0]["status"] == "unreadable"


# ── ends of pipes ────────────────────────────────────────────────────────────


@needs_posix
def test_whoever_reads_along_may_go_and_what_was_told_is_kept(tmp_path: Path):
    paths = [
        str(fill_template(tmp_path / f"{name}.xlsx", name, lines=ANSWERED)) for name in ("TH-MINHCAM", "PTDTNT", "MN-DONDAC")
    ]
    with subprocess.Popen(
        command(["import", *paths * 60, "--json-lines"]),
        cwd=tmp_path, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdout
        assert program.stderr
        first = json.loads(program.stdout.readline())
        program.stdout.close()
        errors = program.stderr.read()
        assert (program.wait(), errors) == (141, b"")
    with closing(sqlite3.connect(tmp_path / "kho.sqlite3")) as store:
        kept = {row[0] for row in store.execute("SELECT school FROM submissions")}
    assert first["school"] in kept


@needs_posix
@pytest.mark.parametrize("words", ["--help", "template --help", "audit --json", "settings"])
def test_a_reader_who_reads_nothing_brings_no_traceback(tmp_path: Path, words: str):
    shell = f"{sys.executable} -m danvan_metrics {words} | true; echo ${{PIPESTATUS[0]}}"
    told = subprocess.run(
        ["bash", "-c", shell], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert told.stderr == ""
    assert told.stdout.strip() in {"0", "141"}


@needs_posix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_places_are_no_trouble_and_no_store_stands_in_them(tmp_path: Path, closed: str):
    shell = f"{sys.executable} -m danvan_metrics summary --period 6m {closed}"
    told = subprocess.run(
        ["bash", "-c", shell], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (0, "")
    whole = run(tmp_path, ["verify"])
    assert (whole.returncode, "Nguyên vẹn." in whole.stdout) == (0, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", ["--help", "check x.xlsx --json-lines", "completion bash", "settings"])
def test_a_full_disk_under_the_output_is_told(tmp_path: Path, words: str):
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run(
            command(words.split()), cwd=tmp_path, env=environment(tmp_path), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert told.returncode == 2
    assert told.stderr.decode().endswith("Không ghi được kết quả vì ổ đĩa đã đầy; hãy giải phóng dung lượng rồi làm lại.\n")
    assert b"Traceback" not in told.stderr


# ── settings ─────────────────────────────────────────────────────────────────

SETTINGS = {
    "an address that is none": {"DANVAN_DATABASE_URL": "foo"},
    "an address of no known kind": {"DANVAN_DATABASE_URL": "oracle://x/y"},
    "a server out of reach": {"DANVAN_DATABASE_URL": "postgresql+psycopg://a:b@127.0.0.1:1/x"},
    "a port that is none": {"DANVAN_DATABASE_URL": "postgresql+psycopg://a:b@127.0.0.1:abc/x"},
    "a store without a name": {"DANVAN_DATABASE_URL": "sqlite://"},
    "a store in a folder that cannot be": {"DANVAN_DATABASE_URL": "sqlite:////proc/khong/kho.sqlite3"},
    "a folder as a store": {"DANVAN_DATABASE_URL": "sqlite:///."},
    "a store with a long name": {"DANVAN_DATABASE_URL": f"sqlite:///{'k' * 400}.sqlite3"},
    "no plan": {"DANVAN_PLAN": "khong-co"},
    "a folder as plans": {"DANVAN_PLAN": "/"},
    "a file that is no plan": {"DANVAN_PLAN": "tep.toml"},
    "a roster that is a folder": {"DANVAN_ROSTER": "."},
    "a roster that is no text": {"DANVAN_ROSTER": "tep.csv"},
    "units that are no table": {"DANVAN_UNITS": "tep.csv"},
    "a day that is none": {"DANVAN_TODAY": "hôm nay"},
    "a limit that is none": {"DANVAN_LARGEST_FILE_MB": "lớn"},
    "a way to sign in there is not": {"DANVAN_SIGN_IN": "x"},
}


@pytest.mark.parametrize("wrong", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("words", [["summary", "--period", "6m"], ["check", "tep.csv"], ["verify"]], ids=" ".join)
def test_a_wrong_setting_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], words: list[str]
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tep.toml").write_bytes(b"\xff\xfe = [")
    (tmp_path / "tep.csv").write_bytes(b"\x00\xff\xfe;;;")
    result = CliRunner().invoke(assemble(), words, env=Office(tmp_path).environment | wrong, catch_exceptions=False)
    assert_sentences(result, {2})


# ── what nobody has foreseen ─────────────────────────────────────────────────


def test_a_surprise_is_one_sentence_a_code_of_its_own_and_a_file_with_the_details(tmp_path: Path):
    told = surprise(tmp_path, {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "LOCALAPPDATA": str(tmp_path)})
    assert (told.returncode, told.stdout) == (SURPRISED, "")
    [sentence] = told.stderr.splitlines()
    assert sentence.startswith("Chương trình gặp lỗi ngoài dự kiến; dữ liệu đã lưu không bị ảnh hưởng.")
    [kept] = tmp_path.rglob("loi-*.txt")
    assert str(kept) in sentence
    assert "ZeroDivisionError" in kept.read_text("utf-8")
    assert "6m" not in kept.read_text("utf-8").splitlines()[2], "what follows the verb may name people"


def test_where_the_details_cannot_be_kept_that_is_said_too(tmp_path: Path):
    (tmp_path / "tep").write_text("", encoding="utf-8")
    told = surprise(tmp_path, dict.fromkeys(("HOME", "XDG_STATE_HOME", "LOCALAPPDATA"), str(tmp_path / "tep")))
    assert told.returncode == SURPRISED
    assert "Chi tiết không ghi được vào đâu" in told.stderr


def surprise(folder: Path, home: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A mistake of the program's own, made by breaking it in the process that runs it, for a person with this home folder."""
    broken = (
        "import sys, danvan_metrics.commands.office as office\n"
        "def fail(*_, **__): raise ZeroDivisionError('bí mật')\n"
        "office.open_district = fail\n"
        "from danvan_metrics.__main__ import main\n"
        "sys.argv = ['danvan', 'summary', '--period', '6m']\n"
        "main()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", broken],
        cwd=ROOT,
        env=environment(folder) | home,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def invoke(office: Office, words: list[str]):
    return CliRunner().invoke(assemble(), words, env=office.environment, catch_exceptions=False)


def assert_sentences(result, codes: set[int]) -> None:
    assert result.exit_code in codes, result.output
    assert "Traceback" not in result.output
    assert re.search("[ạáảãàậấếệđ]", result.output), result.output
    if result.stderr:
        assert len(result.stderr.splitlines()) == 1, result.stderr


def assert_process(done: subprocess.CompletedProcess, codes: set[int]) -> None:
    told = [part.decode("utf-8") if isinstance(part, bytes) else part for part in (done.stdout, done.stderr)]
    assert done.returncode in codes, told
    assert "Traceback" not in "".join(told), told
    assert "".join(told).strip()


def run(folder: Path, words: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(words), cwd=folder, env=environment(folder) | more, capture_output=True, encoding="utf-8", check=False
    )


def command(words: list[str]) -> list[str]:
    return [sys.executable, "-m", "danvan_metrics", *words]


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **Office(folder).environment}
