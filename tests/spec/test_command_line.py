"""The command line: templates go out, workbooks come back, figures are told – without a browser."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from danvan_metrics.formats.package import pack_files
from danvan_metrics.plan.rules import Field
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_FIXES, SHEET_TASKS
from danvan_metrics.workbook.recognising.recognise import read_identity
from tests.builders_cli import PLAN, ROSTER, Office, fill_template
from tests.builders_officer import fill_workbook

DONE = {Field.DONE: "Có", Field.EVIDENCE_COUNT: 1, Field.EVIDENCE: "QĐ số 12"}
TOO_MANY = {Field.TO_DO: 5, Field.DONE: 8}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


# ── template ─────────────────────────────────────────────────────────────────


def test_a_template_is_made_for_one_school_and_period(office: Office):
    result = office.run("template", "--school", "MN-DAPTHANH", "--period", "6m", "--out", office.folder / "mau.xlsx")
    assert result.exit_code == 0
    assert "Trường Mầm non Đạp Thanh" in result.stdout
    identity = read_identity(read_workbook((office.folder / "mau.xlsx").read_bytes()))
    assert identity
    assert (identity.plan, identity.school, identity.period) == (PLAN.code, "MN-DAPTHANH", "6m")


def test_the_office_has_a_template_of_its_own(office: Office):
    office.run("template", "--school", PLAN.office.code, "--period", "6m", "--out", office.folder / "mau.xlsx")
    identity = read_identity(read_workbook((office.folder / "mau.xlsx").read_bytes()))
    assert identity
    assert identity.school == PLAN.office.code


def test_templates_of_all_schools_come_in_one_zip(office: Office):
    assert office.run("template", "--all", "--period", "9m", "--out", office.folder / "mau.zip").exit_code == 0
    with zipfile.ZipFile(office.folder / "mau.zip") as archive:
        identities = [read_identity(read_workbook(archive.read(name))) for name in archive.namelist()]
    assert [identity.school for identity in identities if identity] == [school.code for school in ROSTER.schools]


def test_a_school_that_has_closed_gets_no_template(tmp_path: Path):
    """TT02 of the small roster closed on 31/8/2022, before the second period's deadline."""
    office = Office(tmp_path, today="2022-12-01", small=True)
    office.run("template", "--all", "--period", "hk2", "--out", tmp_path / "mau.zip")
    names = zipfile.ZipFile(tmp_path / "mau.zip").namelist()
    assert len(names) == 2
    assert not [name for name in names if "TT02" in name]


def test_a_template_carries_what_was_reported_for_the_period_before(office: Office):
    report = fill_template(office.folder / "6m.xlsx", "MN-DAPTHANH", lines={"NV1.2": {Field.DONE: 37}})
    assert office.run("import", report).exit_code == 0
    office.run("template", "--school", "MN-DAPTHANH", "--period", "9m", "--out", office.folder / "9m.xlsx")
    grid = read_workbook((office.folder / "9m.xlsx").read_bytes()).grid(SHEET_TASKS)
    assert [row for row in range(1, grid.rows + 1) if "37" in str(grid.value(row, 10))], "column J, “Kỳ trước”"


def test_a_file_is_overwritten_only_on_demand(office: Office):
    out = office.folder / "mau.xlsx"
    out.write_bytes(b"something of the user's")
    command = ("template", "--school", "MN-DAPTHANH", "--period", "6m", "--out", out)
    refused = office.run(*command)
    assert (refused.exit_code, out.read_bytes()) == (2, b"something of the user's")
    assert "--force" in refused.stderr
    assert office.run(*command, "--force").exit_code == 0
    assert zipfile.is_zipfile(out)


# ── check ────────────────────────────────────────────────────────────────────


def test_checking_a_file_without_an_error_gives_0(office: Office):
    result = office.run("check", fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines={"NV1.1": DONE}))
    assert result.exit_code == 0
    assert "không có lỗi" in result.stdout


def test_checking_a_file_with_an_error_gives_1_and_names_the_cell(office: Office):
    result = office.run("check", fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines={"CT1.1": TOO_MANY}))
    assert result.exit_code == 1
    assert (
        f"LỖI {SHEET_TASKS} › F6: CT1.1: “Đã thực hiện” ghi 8, nhưng theo số “Phải thực hiện” thì không quá 5." in result.stdout
    )


def test_a_file_that_cannot_be_read_gives_2_even_among_others(office: Office):
    good = fill_template(office.folder / "a.xlsx", "TH-MINHCAM")
    wrong = fill_template(office.folder / "b.xlsx", "PTDTNT", lines={"CT1.1": TOO_MANY})
    broken = office.folder / "c.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    result = office.run("check", good, broken, wrong)
    assert result.exit_code == 2
    assert "Tổng cộng 3 tệp: 1 không có lỗi, 1 cần sửa, 1 không đọc được." in result.stdout


def test_a_file_that_is_not_there_stops_nothing(office: Office):
    told = office.run_json("check", office.folder / "khong-co.xlsx", fill_template(office.folder / "a.xlsx", "TH-MINHCAM"))
    assert [outcome["status"] for outcome in told] == ["unreadable", "accepted"]


def test_another_plan_s_workbook_is_an_error_but_can_be_read(office: Office, tmp_path: Path):
    other = Office(tmp_path, today="2022-12-01", small=True)
    other.run("template", "--school", "TH01", "--period", "hk1", "--out", tmp_path / "khac.xlsx")
    assert office.run("check", tmp_path / "khac.xlsx").exit_code == 1
    [outcome] = office.run_json("check", tmp_path / "khac.xlsx")
    assert [issue["code"] for issue in outcome["issues"]] == ["other_plan"]


def test_a_check_as_json_is_a_list_of_files_with_their_issues(office: Office):
    path = fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines={"CT1.1": TOO_MANY})
    [outcome] = office.run_json("check", path)
    assert list(outcome) == [
        "file", "school", "period", "status", "recognised_by", "complete", "answered", "normalised", "issues",
    ]  # fmt: skip
    assert (outcome["file"], outcome["school"], outcome["period"], outcome["status"]) == (
        str(path),
        "TH-MINHCAM",
        "6m",
        "returned",
    )
    [error] = [issue for issue in outcome["issues"] if issue["severity"] == "error"]
    assert list(error) == ["code", "severity", "sheet", "cell", "line", "found", "message"]
    assert (error["code"], error["sheet"], error["cell"], error["found"]) == ("done_above_to_do", SHEET_TASKS, "F6", "8")


def test_json_keeps_vietnamese_letters(office: Office):
    path = fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines={"CT1.1": TOO_MANY})
    assert "“Đã thực hiện” ghi 8" in office.run("check", path, "--json").stdout


def test_checking_keeps_nothing(office: Office):
    office.run("check", fill_template(office.folder / "a.xlsx", "TH-MINHCAM"))
    assert office.run_json("summary", "--period", "6m")["received"]["n"] == 0


def test_a_file_in_doubt_is_asked_about_and_taken_as_it_is_told(office: Office):
    path = fill_template(office.folder / "a.xlsx", "TH-MINHCAM")
    book = openpyxl.load_workbook(path)
    book["Thông tin"]["C4"].value = "Trường Mầm non Đạp Thanh"
    book.save(path)

    [asked] = office.run_json("check", path)
    assert (asked["status"], asked["school"]) == ("ask", None)
    assert [one["code"] for one in asked["doubt"]["schools"]] == ["TH-MINHCAM", "MN-DAPTHANH"]
    result = office.run("check", path)
    assert result.exit_code == 1
    assert "Đơn vị có thể là MN-DAPTHANH – Mầm non Đạp Thanh (sheet Thông tin ghi “Trường Mầm non Đạp Thanh”)" in result.stdout
    assert "Hãy chạy lại với --school MÃ --period KỲ để xác nhận." in result.stdout

    [told] = office.run_json("import", path, "--school", "mn-dapthanh", "--period", "6m")
    assert (told["status"], told["school"]) == ("accepted", "MN-DAPTHANH")
    assert told["recognised_by"].startswith("do cán bộ Phòng xác nhận")


def test_half_an_answer_or_one_for_many_files_is_refused(office: Office):
    paths = [fill_template(office.folder / name, "TH-MINHCAM") for name in ("a.xlsx", "b.xlsx")]
    assert "Hãy ghi cả hai" in office.run("check", paths[0], "--school", "TH-MINHCAM").stderr
    assert "chỉ dùng cho một tệp" in office.run("check", *paths, "--school", "TH-MINHCAM", "--period", "6m").stderr


def test_folders_and_zips_are_checked_file_by_file(office: Office):
    fill_template(office.folder / "nộp" / "a.xlsx", "TH-MINHCAM", lines={"CT1.1": TOO_MANY})
    packed = fill_template(office.folder / "b.xlsx", "PTDTNT").read_bytes()
    (office.folder / "nộp" / "thư.zip").write_bytes(pack_files([("Tháng 6/b.xlsx", packed)]))
    told = office.run_json("check", office.folder / "nộp")
    assert [(Path(one["file"]).name, one["status"]) for one in told] == [("a.xlsx", "returned"), ("b.xlsx", "accepted")]
    assert told[1]["file"].endswith("thư.zip/Tháng 6/b.xlsx")


def test_json_tells_what_was_read_otherwise_than_written_and_whether_all_is_answered(office: Office):
    path = fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines={"NV1.1": {Field.DONE: "x", Field.EVIDENCE_COUNT: 1}})
    [told] = office.run_json("check", path)
    [reading] = told["normalised"]
    assert (reading["line"], reading["sheet"], reading["found"], reading["taken"]) == ("NV1.1", SHEET_TASKS, "x", "Có")
    assert (told["recognised_by"], told["complete"]) == ("theo mã nhận dạng trong tệp", False)
    assert told["answered"]["n"] == 2  # NV1.1, and the question on models


# ── mark ─────────────────────────────────────────────────────────────────────


def test_a_file_with_an_error_is_marked_in_a_copy_and_gives_0(office: Office):
    path = fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines={"CT1.1": TOO_MANY})
    before = path.read_bytes()
    result = office.run("mark", path, "--out", office.folder / "a-can-sua.xlsx")
    assert result.exit_code == 0
    marked = read_workbook((office.folder / "a-can-sua.xlsx").read_bytes())
    assert marked.names[0] == SHEET_FIXES
    fixes = marked.grid(SHEET_FIXES)
    assert (SHEET_TASKS, "F6") in {(fixes.value(row, 2), fixes.value(row, 3)) for row in range(5, fixes.rows + 1)}
    assert path.read_bytes() == before


def test_a_file_without_an_issue_is_not_marked_and_gives_1(office: Office):
    path = office.folder / "a.xlsx"
    path.write_bytes(fill_workbook("TH-MINHCAM", "6m"))
    result = office.run("mark", path, "--out", office.folder / "a-can-sua.xlsx")
    assert (result.exit_code, (office.folder / "a-can-sua.xlsx").exists()) == (1, False)
    assert "không có lỗi" in result.stdout


def test_a_file_that_cannot_be_read_is_not_marked_and_gives_2(office: Office):
    broken = office.folder / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    for path in (broken, office.folder / "khong-co.xlsx"):
        result = office.run("mark", path, "--out", office.folder / "a-can-sua.xlsx")
        assert (result.exit_code, (office.folder / "a-can-sua.xlsx").exists()) == (2, False)


def test_a_marked_copy_overwrites_nothing_unasked(office: Office):
    path = fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines={"CT1.1": TOO_MANY})
    before = path.read_bytes()
    refused = office.run("mark", path, "--out", path)
    assert (refused.exit_code, path.read_bytes()) == (2, before)
    assert "--force" in refused.stderr
    assert office.run("mark", path, "--out", path, "--force").exit_code == 0
    assert office.run("check", path).exit_code == 1, "what was wrong is still wrong, and is still found"


# ── import ───────────────────────────────────────────────────────────────────


def test_a_return_without_an_error_is_stored_as_revision_1(office: Office):
    [outcome] = office.run_json("import", fill_template(office.folder / "a.xlsx", "TH-MINHCAM"))
    assert list(outcome) == [
        "file", "school", "period", "status", "recognised_by", "complete", "answered", "normalised", "issues",
        "stored", "revision",
    ]  # fmt: skip
    assert (outcome["status"], outcome["stored"], outcome["revision"]) == ("accepted", True, 1)


def test_a_return_with_an_error_is_not_stored(office: Office):
    path = fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines={"CT1.1": TOO_MANY})
    [outcome] = office.run_json("import", path)
    assert (outcome["status"], outcome["stored"], outcome["revision"]) == ("returned", False, None)
    assert office.run("import", path).exit_code == 1
    told = office.run_json("summary", "--period", "6m")
    assert told["received"]["n"] == 1  # it came; no figure comes from it
    [school] = [one for one in told["schools"] if one["school"] == "TH-MINHCAM"]
    assert (school["state"], school["return"]["state"], school["return"]["errors"]) == ("sent_back", "sent_back", 1)
    assert {group["value"] for group in school["groups"].values()} == {None}


def test_a_correction_is_the_next_revision_and_the_same_bytes_are_kept_once(office: Office):
    first = fill_template(office.folder / "a.xlsx", "TH-MINHCAM")
    second = fill_template(office.folder / "b.xlsx", "TH-MINHCAM", lines={"NV1.1": DONE})
    told = [office.run_json("import", path)[0] for path in (first, second, second)]
    assert [(outcome["status"], outcome["stored"], outcome["revision"]) for outcome in told] == [
        ("accepted", True, 1),
        ("accepted", True, 2),
        ("duplicate", False, 2),
    ]


def test_a_question_is_status_ask_and_accept_answers_it(office: Office):
    """Two files of one school and period: the first is kept; which of them counts is for a person to say."""
    first = fill_template(office.folder / "a.xlsx", "TH-MINHCAM")
    second = fill_template(office.folder / "b.xlsx", "TH-MINHCAM", lines={"NV1.1": DONE})
    told = office.run_json("import", first, second)
    assert [(one["status"], one["stored"]) for one in told] == [("accepted", True), ("ask", False)]
    [question] = told[1]["questions"]
    assert question["code"] == "two_in_batch"
    assert "“a.xlsx”" in question["sentence"]
    shown = office.run("import", first, second)
    assert shown.exit_code == 1
    assert f"Cần quyết định: {question['sentence']}" in shown.stdout
    assert "--accept" in shown.stdout
    accepted = office.run_json("import", first, second, "--accept")
    assert [(one["status"], one["revision"]) for one in accepted] == [("duplicate", 1), ("accepted", 2)]


def test_folders_are_searched_and_excel_s_lock_files_passed_over(office: Office):
    fill_template(office.folder / "nộp" / "a.xlsx", "TH-MINHCAM")
    fill_template(office.folder / "nộp" / "Tháng 6" / "b.XLSX", "PTDTNT")
    (office.folder / "nộp" / "~$a.xlsx").write_bytes(b"Excel's lock file")
    (office.folder / "nộp" / "ghi-chu.txt").write_text("không phải báo cáo", encoding="utf-8")
    told = office.run_json("import", office.folder / "nộp")
    assert {outcome["school"] for outcome in told if outcome["status"] == "accepted"} == {"TH-MINHCAM", "PTDTNT"}
    assert [Path(outcome["file"]).name for outcome in told if outcome["status"] == "unreadable"] == ["ghi-chu.txt"]
    assert len(told) == 3


def test_a_file_that_contradicts_itself_is_asked_about_until_the_officer_says_whose_it_is(office: Office):
    path = office.folder / "a.xlsx"
    path.write_bytes(fill_workbook("MN-DONDAC", "6m", hidden={"school": "MN-NAMSON"}))
    asked = office.run("import", path)
    assert asked.exit_code == 1
    assert "cần hỏi" in asked.stdout
    assert "Các chỗ trong tệp ghi đơn vị khác nhau: MN Nam Sơn và MN Đồn Đạc. Hãy chạy lại với --school MÃ" in asked.stdout
    assert "Đơn vị có thể là MN-NAMSON – MN Nam Sơn (mã nhận dạng trong tệp: MN-NAMSON)" in asked.stdout
    assert "Đơn vị có thể là MN-DONDAC – MN Đồn Đạc (sheet Thông tin ghi “Trường Mầm non Đồn Đạc”;" in asked.stdout
    assert office.run_json("summary", "--period", "6m")["received"]["n"] == 0

    [outcome] = office.run_json("import", path, "--school", "MN-DONDAC", "--period", "6m")
    assert (outcome["status"], outcome["school"], outcome["period"]) == ("accepted", "MN-DONDAC", "6m")
    assert outcome["recognised_by"] == "do cán bộ Phòng xác nhận (MN Đồn Đạc, kỳ 6 tháng)"


def test_a_file_s_name_tells_where_nothing_inside_does(office: Office):
    path = office.folder / "MN Nam Sơn" / "báo cáo 6 tháng.xlsx"
    path.parent.mkdir()
    path.write_bytes(wipe_names(fill_workbook("MN-DONDAC", "6m")))
    [outcome] = office.run_json("check", path)
    assert (outcome["school"], outcome["period"]) == ("MN-NAMSON", "6m")
    assert outcome["recognised_by"] == "đơn vị theo thư mục “MN Nam Sơn”, kỳ theo tên tệp “báo cáo 6 tháng.xlsx”"


def test_one_bad_file_does_not_stop_the_batch(office: Office):
    folder = office.folder / "nộp"
    fill_template(folder / "a.xlsx", "TH-MINHCAM")
    (folder / "b.xlsx").write_bytes(b"")
    fill_template(folder / "c.xlsx", "PTDTNT")
    result = office.run("import", folder)
    assert result.exit_code == 2
    assert office.run_json("summary", "--period", "6m")["received"]["n"] == 2


@pytest.mark.parametrize(("day", "on_time"), [("2020-06-13", 1), ("2020-06-14", 0), ("13/6/2020", 1), ("14/06/2020", 0)])
def test_the_day_received_decides_what_is_on_time(office: Office, day: str, on_time: int):
    office.run("import", fill_template(office.folder / "a.xlsx", "TH-MINHCAM"), "--received", day)
    assert office.run_json("summary", "--period", "6m")["on_time"] == {"n": on_time, "N": 1}


def test_without_a_day_the_return_was_received_today(office: Office):
    """Today is 20/6/2020 in this office, seven days after the last day on time (13/6)."""
    office.run("import", fill_template(office.folder / "a.xlsx", "TH-MINHCAM"))
    [school] = [s for s in office.run_json("summary", "--period", "6m")["schools"] if s["school"] == "TH-MINHCAM"]
    assert school["days_late"] == (20 - 13)


# ── summary ──────────────────────────────────────────────────────────────────


def test_a_summary_tells_what_was_received_and_each_school_s_groups(office: Office):
    lines = {"CT3.1": {Field.DONE: "Có"}, "HP1.1": {Field.DONE: "Đạt", Field.EVIDENCE_COUNT: 2}}
    office.run("import", fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines=lines), "--received", "2020-06-01")
    figures = office.run_json("summary", "--period", "6m")
    assert figures["period"] == "6m"
    assert figures["received"] == {"n": 1, "N": len(ROSTER.schools)}
    school = figures["schools"][1]
    assert {
        "school": "TH-MINHCAM",
        "name": "Trường Tiểu học Minh Cầm",
        "level": "Tiểu học",
        "model": True,
    }.items() <= school.items()
    assert list(school["groups"]) == ["CT", "NV", "BC", "HP1", "HP2", "HP3", "HP"]
    # Of CT's six lines CT3.1 is met, and “Không” to models makes CT3.2 a true 0: (1 + 0) of 6, two of them reported.
    assert school["groups"]["CT"] == {"value": pytest.approx((1 + 0) / 6), "n": 1, "N": 6, "reported": 2}
    assert school["groups"]["HP1"] == {"value": pytest.approx(1 / 7), "n": 1, "N": 7, "reported": 1}
    assert school["groups"]["HP"] == {"value": pytest.approx(1 / 27), "n": 1, "N": 27, "reported": 1}


def test_a_school_that_did_not_report_has_no_value_rather_than_0(office: Office):
    school = office.run_json("summary", "--period", "6m")["schools"][0]
    assert (school["state"], school["rung"], school["groups"]["CT"]["value"]) == ("not_reported", None, None)


def test_the_evidenced_lens_counts_only_what_is_proved(office: Office):
    lines = {"CT3.1": {Field.DONE: "Có"}, "NV1.1": DONE}
    office.run("import", fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines=lines))
    declared, evidenced = (office.run_json("summary", "--period", "6m", "--lens", lens) for lens in ("declared", "evidenced"))
    met = [{group: told["n"] for group, told in figures["schools"][1]["groups"].items()} for figures in (declared, evidenced)]
    assert (met[0]["CT"], met[1]["CT"]) == (1, 0)
    assert (met[0]["NV"], met[1]["NV"]) == (1, 1)


@pytest.mark.parametrize("command", [("summary",), ("export", "xlsx", "--out", "a.xlsx")], ids=["summary", "export"])
def test_what_schools_declare_is_never_given_out_as_the_offices_appraisal(office: Office, command: tuple[str, ...]):
    office.run("import", fill_template(office.folder / "r.xlsx", "TH-MINHCAM", lines={"CT1.1": {Field.TO_DO: 8, Field.DONE: 6}}))
    refused = office.run(*command, "--period", "6m", "--lens", "appraised")
    assert (refused.exit_code, refused.stdout) == (2, "")
    said = "Kỳ 6 tháng chưa có trường nào được Phòng thẩm định; hãy chọn góc nhìn “tự khai” hoặc “có minh chứng”."
    assert said in refused.stderr


def test_a_level_may_be_named_without_accents(office: Office):
    for name in ("Tiểu học", "tieu hoc"):
        figures = office.run_json("summary", "--period", "6m", "--level", name)
        assert {school["level"] for school in figures["schools"]} == {"Tiểu học"}


def test_each_indicator_says_how_many_schools_meet_it_and_the_pooled_ratio(office: Office):
    lines = {"CT1.1": {Field.TO_DO: 8, Field.DONE: 6}}
    office.run("import", fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines=lines))
    office.run("import", fill_template(office.folder / "b.xlsx", "PTDTNT", lines={"CT1.1": {Field.TO_DO: 4, Field.DONE: 4}}))
    [told] = [told for told in office.run_json("summary", "--period", "6m")["indicators"] if told["code"] == "CT1.1"]
    assert told["schools_met"]["n"] == 1
    assert told["pooled"] == {"done": 6 + 4, "todo": 8 + 4, "credited": 6 + 4, "value": pytest.approx((6 + 4) / (8 + 4))}


def test_a_summary_without_json_is_a_table_to_read(office: Office):
    office.run("import", fill_template(office.folder / "a.xlsx", "TH-MINHCAM", lines={"NV1.1": DONE}), "--received", "2020-06-01")
    shown = office.run("summary", "--period", "6m").stdout.splitlines()
    assert shown[1] == "Đã nhận 1/19 trường, đúng hạn 1/1."
    [row] = [line for line in shown if line.startswith("Tiểu học Minh Cầm (điểm)")]
    assert row.endswith("đã nhận 01/06, thiếu 74 dòng")  # 76 asked; NV1.1 is answered, and the sheet Mô hình
    assert all("chưa nộp, quá hạn" in line for line in shown[4:] if not line.startswith("Tiểu học Minh Cầm"))


# ── sample ───────────────────────────────────────────────────────────────────


def test_the_sample_s_workbooks_are_written_and_no_real_store_takes_them(tmp_path: Path):
    office = Office(tmp_path, today="2023-01-05", small=True)
    result = office.run("sample", "--out", tmp_path / "mau")
    assert result.exit_code == 0
    written = sorted((tmp_path / "mau").glob("*.xlsx"))
    assert f"Đã ghi {len(written)} tệp" in result.stdout
    told = office.run_json("import", tmp_path / "mau")
    assert [outcome["stored"] for outcome in told] == [False] * len(written)
    assert [[issue["code"] for issue in outcome["issues"]] for outcome in told] == [["sample_workbook"]] * len(written)


def test_the_sample_is_not_written_over_other_files(office: Office):
    (office.folder / "cua-toi.txt").write_text("giữ", encoding="utf-8")
    refused = office.run("sample", "--out", office.folder)
    assert refused.exit_code == 2
    assert [path.name for path in office.folder.iterdir() if path.suffix == ".xlsx"] == []


def test_the_sample_flag_looks_at_the_sample_store_and_leaves_the_real_one_alone(tmp_path: Path):
    office = Office(tmp_path, today="2022-12-01", small=True)
    figures = office.run_json("--sample", "summary", "--period", "hk1")
    assert figures["received"] == {"n": 3, "N": 3}
    assert office.run_json("summary", "--period", "hk1")["received"] == {"n": 0, "N": 3}
    assert "DỮ LIỆU MINH HỌA" in office.run("--sample", "summary", "--period", "hk1").stdout


def test_real_returns_never_enter_the_sample_store(office: Office):
    refused = office.run("--sample", "import", fill_template(office.folder / "a.xlsx", "TH-MINHCAM"))
    assert refused.exit_code == 2
    assert not (office.folder / "minh-hoa.sqlite3").exists()


# ── help ─────────────────────────────────────────────────────────────────────

OPTIONS = {
    (): (
        "--sample",
        "--create",
        "130",
        "143",
        "template",
        "check",
        "import",
        "summary",
        "export",
        "snapshot",
        "snapshots",
        "sample",
    ),
    ("template",): ("--school", "--all", "--period", "--out", "--force"),
    ("check",): ("TỆP", "--json-lines", "--json"),
    ("import",): ("THƯ-MỤC", "--received", "--json-lines", "--json"),
    ("summary",): ("--period", "--level", "--lens", "--json"),
    ("export",): ("--period", "--level", "--lens", "--snapshot", "--out", "--force", "pptx"),
    ("snapshot",): ("--period", "--meeting"),
    ("snapshots",): ("--json",),
    ("sample",): ("--out", "--fill", "--force"),
}


@pytest.mark.parametrize(("command", "options"), OPTIONS.items(), ids=lambda value: "-".join(value)[:30])
def test_every_command_explains_itself_in_vietnamese(office: Office, command: tuple[str, ...], options: tuple[str, ...]):
    result = office.run(*command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Cách dùng: ")
    assert [option for option in options if option not in result.stdout] == []
    assert not [word for word in ("Usage", "Options:", "Commands:", "required", "Show this") if word in result.stdout]
    assert list(office.folder.iterdir()) == [], "asking for help opens no store"


def test_a_template_s_zip_holds_nothing_but_workbooks(office: Office):
    office.run("template", "--all", "--period", "6m", "--out", office.folder / "mau.zip")
    with zipfile.ZipFile(office.folder / "mau.zip") as archive:
        assert all(zipfile.is_zipfile(io.BytesIO(archive.read(name))) and name.endswith(".xlsx") for name in archive.namelist())


def wipe_names(content: bytes) -> bytes:
    """The workbook without anything in it that says whose it is or for which period."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    guide, *sheets, hidden = workbook.worksheets
    for sheet in sheets:
        sheet["A1"].value = sheet["A2"].value = None
    for cell in ("C4", "C5", "C6", "C7", "C9"):  # name, code, level, commune, period
        workbook[SHEET_FACTS][cell].value = None
    guide["A3"].value = None
    hidden.delete_rows(1, 6)
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()
