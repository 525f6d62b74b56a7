"""The command line as a process: what stops it is one sentence, whatever the machine's encoding."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import IO

import openpyxl
import psutil
import pytest
from click.testing import CliRunner

from danvan_metrics.commands import danvan
from danvan_metrics.commands.files import report_each
from danvan_metrics.district import open_district
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.store.failures import StoreError
from danvan_metrics.workbook.layout import build_layout
from tests.builders_cli import PLAN, Office, fill_template

try:
    import resource
except ImportError:  # Windows
    resource = None

ROOT = Path(__file__).resolve().parents[2]
ANSWERED = {"NV1.1": {Field.DONE: "Có", Field.EVIDENCE_COUNT: 1}}
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals and limits")


def test_output_is_utf_8_even_where_the_machine_is_not(tmp_path: Path):
    path = fill_template(tmp_path / "bao-cao.xlsx", "TH-MINHCAM", lines={"CT1.1": {Field.TO_DO: 5, Field.DONE: 8}})
    run = _run(tmp_path, "check", path, "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert run.returncode == 1
    [outcome] = json.loads(run.stdout.decode("utf-8"))
    assert "“Đã thực hiện” ghi 8" in next(issue["message"] for issue in outcome["issues"] if issue["severity"] == "error")


def test_files_go_from_template_to_summary_through_processes(tmp_path: Path):
    assert _run(tmp_path, "template", "--school", "MN-DAPTHANH", "--period", "6m", "--out", tmp_path / "mau.xlsx").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "mau.xlsx")
    place = build_layout(PLAN, Reporter.SCHOOL).lines["NV2.3"].cell(Field.DONE)
    book[place.sheet][place.cell].value = 1
    book.save(tmp_path / "mau.xlsx")
    run = _run(tmp_path, "import", tmp_path / "mau.xlsx", "--received", "2020-06-01")
    assert run.returncode == 0, run.stderr.decode()
    assert "đã lưu (lần nộp 1)" in run.stdout.decode("utf-8")
    figures = json.loads(_run(tmp_path, "summary", "--period", "6m", "--json").stdout)
    assert figures["on_time"] == {"n": 1, "N": 1}


def test_a_surprise_inside_a_file_shows_no_traceback(tmp_path: Path):
    """A zip that claims to be a workbook and holds nothing a workbook needs."""
    (tmp_path / "a.xlsx").write_bytes(b"PK\x05\x06" + bytes(18))
    run = _run(tmp_path, "check", tmp_path / "a.xlsx", tmp_path)
    assert run.returncode == 2
    assert b"Traceback" not in run.stdout + run.stderr


def test_when_the_store_fails_half_way_what_was_done_is_still_told(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    district = open_district(load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'kho.sqlite3'}"}))

    def receive():
        yield FileOutcome("a.xlsx", "PTDTNT", "6m", Status.ACCEPTED, stored=True, revision=1)
        raise StoreError("Ổ đĩa đầy.")

    with pytest.raises(StoreError):
        report_each(district, receive(), total=2, as_json=True)
    assert [outcome["file"] for outcome in json.loads(capsys.readouterr().out)] == ["a.xlsx"]


def test_where_the_store_fails_before_the_first_file_json_is_still_a_list(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    district = open_district(load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'kho.sqlite3'}"}))

    def receive():
        raise StoreError("Ổ đĩa đầy.")
        yield

    with pytest.raises(StoreError):
        report_each(district, receive(), total=2, as_json=True)
    assert json.loads(capsys.readouterr().out) == []


def test_json_lines_tell_each_file_as_soon_as_it_is_kept(tmp_path: Path):
    """By the time a line is read, another process finds the return in the store."""
    paths = [fill_template(tmp_path / f"{school}.xlsx", school, lines=ANSWERED) for school in ("TH-MINHCAM", "PTDTNT")]
    with _start(tmp_path, "import", *paths, "--json-lines") as command:
        assert command.stdout
        for number, line in enumerate(command.stdout, start=1):
            told = json.loads(line)
            assert (told["file"], told["stored"]) == (str(paths[number - 1]), True)
            with closing(sqlite3.connect(tmp_path / "kho.sqlite3")) as store:
                assert store.execute("SELECT count(*) FROM submissions").fetchone()[0] >= number
        assert command.wait() == 0


# What ends it, and what fills up


@needs_signals
@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [
        (signal.SIGINT, 130, "Đã dừng theo yêu cầu (Ctrl-C)."),
        (signal.SIGTERM, 143, "Đã dừng vì hệ thống yêu cầu chương trình kết thúc."),
    ],
    ids=["Ctrl-C", "SIGTERM"],
)
def test_a_batch_that_is_ended_says_how_far_it_came_and_its_readers_end_too(
    tmp_path: Path, number: int, code: int, sentence: str
):
    path = fill_template(tmp_path / "a.xlsx", "TH-MINHCAM", lines=ANSWERED)
    with _start(tmp_path, "import", *[path] * 200, "--json-lines") as command:
        assert command.stdout
        lines = [command.stdout.readline()]
        readers = psutil.Process(command.pid).children()
        command.send_signal(number)
        rest, errors = command.communicate(timeout=60)
    lines += rest.splitlines()
    told = errors.decode()
    assert command.returncode == code
    # The last file may be done and not yet told.
    assert any(f"Mới xong {done}/200 tệp; hãy chạy lại lệnh này" in told for done in (len(lines), len(lines) + 1))
    assert told.rstrip().endswith(sentence)
    assert "Traceback" not in told
    assert len(readers) > 0
    psutil.wait_procs(readers, timeout=10)
    assert not any(reader.is_running() and reader.status() != psutil.STATUS_ZOMBIE for reader in readers)


def test_ctrl_c_in_any_command_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupt(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr("danvan_metrics.commands.office.open_district", lambda *_, **__: interrupt())
    result = Office(tmp_path).run("summary", "--period", "6m")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.strip() == "Đã dừng theo yêu cầu (Ctrl-C)."


@needs_signals
@pytest.mark.parametrize(("limit", "stood"), [(450_000, None), (450_000, b"what stood there")])
def test_a_disk_that_fills_up_under_an_export_leaves_no_cut_file(tmp_path: Path, limit: int, stood: bytes | None):
    """The zip of all templates takes some 700 KB; no file may grow beyond 450 KB here, and the store does not come near."""
    _run(tmp_path, "summary", "--period", "6m")
    out = tmp_path / "mau.zip"
    if stood:
        out.write_bytes(stood)
    run = _run(tmp_path, "template", "--all", "--period", "6m", "--out", out, "--force", largest=limit)
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.decode() == (
        f"Không ghi được “{out}” vì ổ đĩa đã đầy; hãy giải phóng dung lượng, hoặc chọn ổ đĩa khác, rồi làm lại.\n"
    )
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".sqlite3"}
    assert left == ({"mau.zip": stood} if stood else {})


@needs_signals
def test_a_disk_that_is_full_when_a_store_is_made_leaves_none(tmp_path: Path):
    run = _run(tmp_path, "summary", "--period", "6m", largest=16_384)
    assert run.returncode == 2
    assert str(tmp_path / "kho.sqlite3") in run.stderr.decode()
    assert "hãy" in run.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_disk_that_is_full_where_the_output_goes_is_told(tmp_path: Path):
    with Path("/dev/full").open("wb") as full:
        run = _run(tmp_path, "summary", "--period", "6m", stdout=full)
    assert run.returncode == 2
    assert run.stderr.decode() == "Không ghi được kết quả vì ổ đĩa đã đầy; hãy giải phóng dung lượng rồi làm lại.\n"


FAULTS = {
    "an unknown school": (
        ("template", "--school", "MN-KHONGCO", "--period", "6m", "--out", "x.xlsx"),
        "Không có trường “MN-KHONGCO”",
    ),
    "an unknown period": (("template", "--school", "PTDTNT", "--period", "3m", "--out", "x.xlsx"), "6m (6 tháng), 9m (9 tháng)"),
    "a school and all": (("template", "--school", "PTDTNT", "--all", "--period", "6m", "--out", "x.zip"), "--all"),
    "neither school nor all": (("template", "--period", "6m", "--out", "x.zip"), "--school MÃ"),
    "a file in a folder that is not there": (
        ("template", "--all", "--period", "6m", "--out", "khong-co/x.zip"),
        "Không ghi được",
    ),
    "a file where a folder is": (("template", "--school", "PTDTNT", "--period", "6m", "--out", ".", "--force"), "Không ghi được"),
    "a folder where a file is": (("sample", "--out", "tep.txt"), "Không ghi được"),
    "an unknown period in a summary": (("summary", "--period", "x"), "Không có kỳ báo cáo “x”"),
    "an unknown level": (("summary", "--period", "6m", "--level", "Đại học"), "Mầm non, Tiểu học, THCS, TH&THCS"),
    "an unknown lens": (("summary", "--period", "6m", "--lens", "guessed"), "evidenced (có minh chứng)"),
    "a day that is none": (("import", "tep.txt", "--received", "2020-02-31"), "“2020-02-31” không phải ngày"),
    "a day to come": (("import", "tep.txt", "--received", "2020-06-21"), "21/06/2020 sau hôm nay (20/06/2020)"),
    "a folder without workbooks": (("import", "rong"), "Không có tệp nào trong “rong”"),
    "an unknown command": (("xoa",), "Không có lệnh “xoa”"),
    "an unknown option": (("check", "tep.txt", "--sua"), "Không có tùy chọn “--sua”"),
    "an option without its value": (("summary", "--period"), "“--period” còn thiếu giá trị"),
    "an option that takes no value": (("summary", "--period", "6m", "--json=1"), "“--json” không nhận giá trị"),
    "a word too many": (("summary", "--period", "6m", "x"), "Không nhận thêm x."),
    "no command": (("--sample",), "Còn thiếu lệnh."),
    "an unknown kind of export": (
        ("export", "odp", "--period", "6m", "--out", "x"),
        "không có loại “odp”; hãy chọn một trong: pptx",
    ),
    "a period left out": (("summary",), "Còn thiếu --period"),
    "files left out": (("check",), "Còn thiếu TỆP|THƯ-MỤC|ZIP…"),
}


@pytest.mark.parametrize(("arguments", "sentence"), FAULTS.values(), ids=FAULTS)
def test_what_stops_a_command_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str
):
    monkeypatch.chdir(tmp_path)
    Path("tep.txt").write_text("không phải báo cáo", encoding="utf-8")
    Path("rong").mkdir()
    result = Office(tmp_path).run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("DANVAN_PLAN", "khong-co.toml", "DANVAN_PLAN"),
        ("DANVAN_ROSTER", "khong-co.csv", "Không thấy danh sách trường “khong-co.csv”; hãy kiểm tra DANVAN_ROSTER"),
        ("DANVAN_DATABASE_URL", "kho.sqlite3", "DANVAN_DATABASE_URL"),
        ("DANVAN_TODAY", "hôm nay", "DANVAN_TODAY"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(tmp_path: Path, variable: str, value: str, sentence: str):
    environment = {**Office(tmp_path).environment, variable: value}
    result = CliRunner().invoke(danvan, ["summary", "--period", "6m"], env=environment, catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def _run(
    folder: Path, *arguments: object, largest: int | None = None, stdout: IO[bytes] | int = subprocess.PIPE, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """A command as a process of its own; `largest`: the bytes beyond which no file of it may grow, as on a full disk."""
    limit = largest and partial(resource.setrlimit, resource.RLIMIT_FSIZE, (largest, largest))
    return subprocess.run(
        _name(arguments), cwd=ROOT, env=_environment(folder) | variables, stdout=stdout, stderr=subprocess.PIPE,
        preexec_fn=limit or None, check=False,
    )  # fmt: skip


def _start(folder: Path, *arguments: object) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(_name(arguments), cwd=ROOT, env=_environment(folder), stdout=pipe, stderr=pipe)


def _name(arguments: Iterable[object]) -> list[str]:
    return [sys.executable, "-m", "danvan_metrics", *map(str, arguments)]


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, **Office(folder).environment}
