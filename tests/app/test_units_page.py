"""The page Đơn vị, trường: the tree, one unit's card, and the forms that change the roster and say first what they do."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from tests.builders_web import open_app, read_letters, read_rows, read_words

UNITS = """code,name,short_name,kind,parent,head
T,Tỉnh T,T,tỉnh,,Bà Mai
A,Xã A,A,xã,T,Ông An
B,Xã B,B,xã,T,
"""
SCHOOLS = """code,name,short_name,other_names,level,type,commune,model,valid_from,valid_to,confirmed,unit
A1,Trường MN A,MN A,,Mầm non,,A,no,,,yes,A
A2,Trường TH A,TH A,,Tiểu học,,A,no,,,no,A
B1,Trường MN B,MN B,,Mầm non,,B,no,,,yes,B
"""


@pytest.fixture
def units(monkeypatch, tmp_path):
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "schools.csv").write_text(SCHOOLS, encoding="utf-8")
    monkeypatch.setenv("DANVAN_UNITS", str(tmp_path / "units.csv"))
    monkeypatch.setenv("DANVAN_ROSTER", str(tmp_path / "schools.csv"))
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-20")
    monkeypatch.setenv("DANVAN_ACTOR", "Cô Lan")


def choose_deed(app, words):
    find(app.selectbox, "Việc").set_value(words).run()
    return app


def find(widgets, label):
    return next(one for one in widgets if one.label == label)


def press(app):
    find(app.button, "Ghi thay đổi").click()
    return app.run()


def roster():
    district = open_district(load_settings())
    found = district.roster
    district.repository.close()
    return found


def test_the_top_unit_is_shown_first_with_what_stands_under_it(units):
    app = open_app("units")
    assert ["Người đứng đầu", "Bà Mai"] in read_rows(app, "roster_card")
    assert read_rows(app, "roster_units") == [["Xã A", "A", "xã", "2", "Ông An", "–"], ["Xã B", "B", "xã", "1", "–", "–"]]
    assert "1/3 trường chờ Phòng xác nhận" in read_words(app)


def test_a_unit_opens_from_its_address_and_shows_its_schools(units):
    app = open_app("units", thuoc="A")
    assert [row[:2] for row in read_rows(app, "roster_schools")] == [["Trường MN A", "A1"], ["Trường TH A", "A2"]]
    assert ["Thuộc", "Tỉnh T"] in read_rows(app, "roster_card")


def test_a_school_is_searched_for_and_opened(units):
    app = open_app("units")
    app.text_input(key="roster_search").input("mn b").run()
    choice = find(app.selectbox, "Đơn vị, trường")
    assert choice.options == ["Trường MN B (B1)"]
    choice.set_value("B1").run()
    assert ["Thuộc", "Tỉnh T › Xã B"] in read_rows(app, "roster_card")
    assert app.query_params["ma"] == "B1"


def test_units_are_merged_after_a_sentence_that_says_what_that_does(units):
    app = choose_deed(open_app("units", thuoc="A"), "Sáp nhập")
    find(app.multiselect, "Các nơi sáp nhập cùng").set_value(["B"])
    find(app.date_input, "Có hiệu lực từ").set_value(date(2020, 6, 1))
    find(app.text_input, "Số quyết định, nghị quyết").input("NQ 1").run()
    moved = "1 đơn vị, trường trực thuộc chuyển theo; báo cáo đã nộp vẫn đứng tên nơi đã nộp."
    said = f"Từ 01/06/2020, Xã B nhập vào Xã A (NQ 1); {moved}"
    assert read_letters(app.info[0].value) == said
    assert "B1" not in {school.code for school in roster().list_under("A", date(2020, 6, 1))}  # nothing is kept yet
    app = press(app)
    assert read_letters(app.success[0].value) == f"Đã ghi. {said}"
    assert {school.code for school in roster().list_under("A", date(2020, 6, 1))} == {"A1", "A2", "B1"}
    assert [row[1] for row in read_rows(app, "roster_schools")] == ["A1", "B1", "A2"]


def test_without_decision_or_reason_nothing_is_kept_and_it_is_said(units):
    app = press(choose_deed(open_app("units", ma="B1"), "Thôi hoạt động"))
    assert "Chưa ghi số quyết định hay lý do" in read_letters(app.error[0].value)
    assert roster().by_code["B1"].valid_to is None


def test_a_school_is_added_under_a_unit(units):
    app = choose_deed(open_app("units", thuoc="B"), "Thêm")
    find(app.text_input, "Mã (không đổi được)").input("B2")
    find(app.text_input, "Tên đầy đủ").input("Trường TH B")
    find(app.text_input, "Tên ngắn").input("TH B")
    find(app.selectbox, "Cấp học").set_value("Tiểu học")
    find(app.text_input, "Lý do (khi không có quyết định)").input("mới mở").run()
    press(app)
    added = roster().by_code["B2"]
    assert (added.name, added.level, added.commune, added.unit, added.valid_from) == (
        "Trường TH B",
        "Tiểu học",
        "B",
        "B",
        date(2020, 6, 20),
    )


def test_who_signs_is_set_right(units):
    app = choose_deed(open_app("units", thuoc="A"), "Sửa thông tin")
    find(app.text_input, "Người ký").input("Bà Cúc")
    find(app.text_area, "Nơi nhận (mỗi dòng một nơi)").input("Sở\nLưu: VT")
    find(app.text_input, "Lý do (khi không có quyết định)").input("bổ nhiệm mới").run()
    app = press(app)
    assert ["Người ký", "Bà Cúc"] in read_rows(app, "roster_card")
    assert roster().tree.by_code["A"].recipients == ("Sở", "Lưu: VT")


def test_a_unit_is_split_and_its_schools_go_where_it_is_said(units):
    app = choose_deed(open_app("units", thuoc="A"), "Chia tách")
    for part, widgets in (("P", 0), ("Q", 1)):
        fill(app, "Mã (không đổi được)", widgets, part)
        fill(app, "Tên đầy đủ", widgets, f"Xã {part}")
        fill(app, "Tên ngắn", widgets, part)
    find(app.text_input, "Số quyết định, nghị quyết").input("NQ 2").run()
    find(app.multiselect, "Về phần 2 (còn lại về phần 1)").set_value(["A2"]).run()
    press(app)
    after = roster().group_by_unit(date(2020, 6, 20))
    assert {unit: [one.code for one in after[unit]] for unit in ("P", "Q")} == {"P": ["A1"], "Q": ["A2"]}


def fill(app, label, place, text):
    [one for one in app.text_input if one.label == label][place].input(text)


def test_schools_are_confirmed_together(units):
    app = choose_deed(open_app("units", thuoc="A"), "Xác nhận trường")
    find(app.text_input, "Lý do (khi không có quyết định)").input("đã đối chiếu").run()
    app = press(app)
    assert not roster().provisional
    assert "chờ Phòng xác nhận" not in read_words(app)


def test_a_unit_that_has_ended_is_read_and_no_more_changed(units):
    app = choose_deed(open_app("units", thuoc="A"), "Sáp nhập")
    find(app.multiselect, "Các nơi sáp nhập cùng").set_value(["B"])
    find(app.text_input, "Số quyết định, nghị quyết").input("NQ 1").run()
    press(app)
    app = open_app("units", ma="B")
    assert ["Lịch sử", "20/06/2020: thành Xã A (NQ 1)"] in read_rows(app, "roster_card")
    assert "đã thôi hoạt động sau ngày 19/06/2020" in read_words(app)
    assert not [one for one in app.button if one.label == "Ghi thay đổi"]


def test_the_district_without_units_lists_its_schools_and_takes_more(monkeypatch):
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-20")
    app = open_app("units")
    assert len(read_rows(app, "roster_schools")) == 19
    assert find(app.selectbox, "Việc").options == ["Xác nhận trường", "Thêm"]


def test_the_sample_is_read_only(sample):
    app = open_app("units", minh_hoa="1")
    assert "Dữ liệu minh họa: xem được, không sửa được" in read_words(app)
    assert not [one for one in app.button if one.label == "Ghi thay đổi"]
