"""A phiếu goes out on the command line, is filled in with LibreOffice away from the desk, and comes back: no browser anywhere."""

from __future__ import annotations

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from danvan_metrics.appraising.desk import load_desk
from danvan_metrics.workbook.answers import Place
from tests.builders_appraiser import HEAD, SECRETARY, assign_team, build_key, hand_in
from tests.builders_cli import Office
from tests.builders_sheet import (
    DONE,
    LINES,
    OUTCOME,
    REASON,
    TO_DO,
    fill,
    hand_back,
    list_codes,
    list_rows,
    open_office,
    open_sheet,
)
from tests.e2e.spreadsheet import save_as, type_into

SCHOOL = "MN-DAPTHANH"


@pytest.fixture
def office(tmp_path):
    """An office with one return, given to a team."""
    district = open_office(tmp_path, today=date(2020, 6, 20))
    hand_in(district)
    assign_team(district)
    return Office(tmp_path)


def download(office, *more):
    path = office.folder / "phieu.xlsx"
    done = office.run("template", "--appraisal", "--school", SCHOOL, "--period", "6m", "--out", path, *more)
    assert done.exit_code == 0, done.output
    return path.read_bytes()


def list_judged(folder):
    lines = load_desk(open_office(folder), build_key()).lines
    return {line.code: line.verdict.outcome.value for line in lines if line.verdict}


def test_typed_into_libreoffice_and_appraised_on_the_command_line(office):
    sheet = download(office, "--appraiser", HEAD)
    rows = list_rows(open_sheet(sheet))

    def at(column, code):
        return Place(LINES, f"{column}{rows[code]}")

    typed = {
        at(TO_DO, "CT1.1"): 12, at(DONE, "CT1.1"): 5, at(REASON, "CT1.1"): "Thiếu một biên bản",
        at(DONE, "HP1.1"): "Đạt", at(OUTCOME, "HP1.2"): "xn",
    }  # fmt: skip
    path = office.folder / "đã chấm.xlsx"
    path.write_bytes(type_into(sheet, office.folder, typed))
    done = office.run("appraise", path, "--json")
    [told] = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {key: told[key] for key in ("school", "period", "round", "status", "appraiser", "changed", "saved", "issues")} == {
        "school": SCHOOL, "period": "6m", "round": "to-phong", "status": "accepted", "appraiser": HEAD,
        "changed": 3, "saved": 3, "issues": [],
    }  # fmt: skip
    assert list_judged(office.folder) == {"CT1.1": "lowered", "HP1.1": "confirmed", "HP1.2": "confirmed"}


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_saved_in_another_format_it_is_read_alike_and_comes_back_marked(office, ending):
    filled = fill(download(office, "--appraiser", HEAD), {"HP1.1": {DONE: "Đang"}, "HP1.2": {OUTCOME: "xn"}})
    done = hand_back(open_office(office.folder), save_as(filled, office.folder, ending), name=f"phieu.{ending}")
    assert list_codes(done) == ["reason_missing"]
    marked = open_sheet(done.marked)
    row = list_rows(marked)["HP1.1"]
    assert "chưa ghi lý do" in marked[LINES][f"{REASON}{row}"].comment.text
    mended = fill(done.marked, {"HP1.1": {REASON: "Chưa đều các lớp"}})
    assert hand_back(open_office(office.folder), mended).saved == 2


def test_a_zip_of_phieus_is_taken_apart_and_each_told_of(office):
    sheet = download(office, "--appraiser", HEAD)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/phieu 1.xlsx", fill(sheet, {"HP1.1": {OUTCOME: "xn"}}))
        archive.writestr("a/phieu 2.xlsx", fill(sheet, {"HP1.2": {OUTCOME: "hạ"}}, person=SECRETARY))
    path = office.folder / "phieu.zip"
    path.write_bytes(packed.getvalue())
    done = office.run("appraise", path)
    assert done.exit_code == 1
    assert "phieu 1.xlsx [MN-DAPTHANH, 6m, to-phong]: không có lỗi, 1 dòng mới hoặc đổi, đã lưu 1 dòng" in done.stdout
    assert "LỖI Phiếu thẩm định › H60: HP1.2: chọn “Hạ” nhưng ô Thẩm định còn trống." in done.stdout
    assert "Tổng cộng 2 phiếu: 1 không có lỗi, 1 cần sửa." in done.stdout


def test_two_who_hand_in_the_same_line_at_once_are_not_both_kept(office):
    values = {HEAD: "Đang", SECRETARY: "Chưa thực hiện"}
    sheet = download(office)
    filled = [fill(sheet, {"HP1.1": {DONE: value, REASON: "a"}}, person=person) for person, value in values.items()]
    districts = [open_office(office.folder) for _ in filled]
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(hand_back, districts, filled))
    assert sorted((one.status.value, one.saved, list_codes(one)) for one in done) == [
        ("accepted", 1, []),
        ("returned", 0, ["verdict_stale"]),
    ]
    [kept] = [line for line in load_desk(districts[0], build_key()).lines if line.verdict]
    assert kept.revision == 1


def test_what_is_no_phieu_is_told_with_the_exit_code_of_import(office):
    path = office.folder / "thu.pdf"
    path.write_bytes(b"%PDF-1.4")
    assert office.run("appraise", path).exit_code == 2
    template = office.folder / "bao-cao.xlsx"
    office.run("template", "--school", SCHOOL, "--period", "6m", "--out", template)
    done = office.run("appraise", template)
    assert (done.exit_code, "Đây là báo cáo của trường, không phải phiếu thẩm định." in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--appraisal", "--period", "6m"), "hãy ghi --school MÃ"),
        (("--appraisal", "--school", SCHOOL, "--period", "6m", "--round", "cuoi"), "không có đợt thẩm định “cuoi”"),
        (("--appraisal", "--school", "MN-DONDAC", "--period", "6m", "--round", "lien-nganh"), "chỉ thẩm định trường điểm"),
        (("--appraisal", "--school", "MN-DONDAC", "--period", "6m"), "chưa có báo cáo nào đang dùng"),
        (("--school", SCHOOL, "--period", "6m", "--round", "to-phong"), "hãy thêm --appraisal"),
        (("--school", SCHOOL, "--period", "6m"), "--out"),
    ],
)
def test_a_call_that_cannot_be_done_is_one_sentence(office, arguments, sentence):
    done = office.run("template", *arguments)
    assert done.exit_code == 2
    assert sentence in done.output


def test_without_a_name_the_phieu_has_one(office, monkeypatch):
    monkeypatch.chdir(office.folder)
    assert office.run("template", "--appraisal", "--school", SCHOOL, "--period", "6m").exit_code == 0
    [path] = office.folder.glob("phieu-tham-dinh-*.xlsx")
    assert path.name == "phieu-tham-dinh-dan-van-2020_6-thang_to-phong_MN-DAPTHANH.xlsx"


def test_a_plan_without_rounds_has_no_phieu(tmp_path):
    done = Office(tmp_path, small=True).run("template", "--appraisal", "--school", "TH01", "--period", "hk1")
    assert done.exit_code == 2
    assert "không có đợt thẩm định nào nên không có phiếu thẩm định" in done.output
