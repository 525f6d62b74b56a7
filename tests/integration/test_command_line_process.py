"""The command line as a process: what stops it is one sentence, whatever the machine's encoding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from danvan_metrics.commands import danvan
from danvan_metrics.commands.files import report_each
from danvan_metrics.district import open_district
from danvan_metrics.intake.outcome import Outcome, Status
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.store.failures import StoreError
from tests.builders_cli import Office, fill_template

ROOT = Path(__file__).resolve().parents[2]


def test_output_is_utf_8_even_where_the_machine_is_not(tmp_path: Path):
    path = fill_template(tmp_path / "bao-cao.xlsx", "TH-MINHCAM", lines={"CT1.1": {Field.TO_DO: 5, Field.DONE: 8}})
    run = _run(tmp_path, "check", path, "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert run.returncode == 1
    [outcome] = json.loads(run.stdout.decode("utf-8"))
    assert "“Đã thực hiện” ghi 8" in next(issue["message"] for issue in outcome["issues"] if issue["severity"] == "error")


def test_files_go_from_template_to_summary_through_processes(tmp_path: Path):
    assert _run(tmp_path, "template", "--school", "MN-DAPTHANH", "--period", "6m", "--out", tmp_path / "mau.xlsx").returncode == 0
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
        yield Outcome("a.xlsx", "PTDTNT", "6m", Status.ACCEPTED, stored=True, revision=1)
        raise StoreError("Ổ đĩa đầy.")

    with pytest.raises(StoreError):
        report_each(district, receive(), as_json=True)
    assert [outcome["file"] for outcome in json.loads(capsys.readouterr().out)] == ["a.xlsx"]


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
    "an unknown kind of export": (("export", "odp", "--period", "6m", "--out", "x"), "không có loại “odp”; hãy chọn pptx"),
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
        ("DANVAN_ROSTER", "khong-co.csv", "danh sách trường"),
        ("DANVAN_DATABASE_URL", "kho.sqlite3", "DANVAN_DATABASE_URL"),
        ("DANVAN_TODAY", "hôm nay", "DANVAN_TODAY"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(tmp_path: Path, variable: str, value: str, sentence: str):
    environment = {**Office(tmp_path).environment, variable: value}
    result = CliRunner().invoke(danvan, ["summary", "--period", "6m"], env=environment, catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def _run(folder: Path, *arguments: object, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **Office(folder).environment, **variables}
    command = [sys.executable, "-m", "danvan_metrics", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
