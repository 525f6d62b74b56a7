"""Tổng quan and Tiêu chí & chỉ tiêu of a province: communes as rows, opened downward (many.md, “Roll-up at every node”)."""

import pytest

from tests.builders_cards import read_strip
from tests.builders_stage import set_up_province
from tests.builders_web import find_row, open_app, read_charts, read_component, read_rows, read_words

P = "\u00a0%"
ITEMS = 7  # the column of all items: after the name and the schools that told, two groups and three criteria


@pytest.fixture
def province(monkeypatch, tmp_path):
    return set_up_province(monkeypatch, tmp_path)


def find_cells(app, name, table="unit_scorecard"):
    rows = [row for band in read_component(app, table)["bands"] for row in band["rows"]]
    return next(row for row in rows if row[0]["text"] == name)


class TestOverview:
    def test_communes_are_rows_the_slowest_first_and_the_province_last(self, province):
        app = open_app("overview", ky="6 tháng")
        assert [row[0] for row in read_rows(app, "unit_scorecard")] == [
            "An Bình",
            "Bến Sông",
            "Cù Mông",
            "Trường trực thuộc Sông Mây",
            "Toàn tỉnh Sông Mây",
        ]
        row = find_cells(app, "An Bình")
        # 14 + 7 + 20 items of 3 × 27; a fourth school told nothing
        assert (row[1]["text"], row[ITEMS]["text"], row[ITEMS]["note"]) == ("3/4", f"51{P}", "41/81 (38–66)")
        assert {row[0]["opens"].partition("&")[0], row[ITEMS]["opens"].partition("&")[0]} == {"tong-quan?thuoc=SM-AB"}
        assert (row[ITEMS]["to"], row[ITEMS]["details"][-1][:3]) == ("Mở đơn vị", "và ")

    def test_fewer_than_three_schools_are_named_over_all_groups(self, province):
        row = find_cells(open_app("overview", ky="6 tháng"), "Cù Mông")
        assert row[2]["text"] == "MN Cù Mông: rất chậm, 5/27 · TH&THCS Cù Mông: trả lại, chờ sửa"
        assert [cell["joined"] for cell in row[2 : ITEMS + 1]] == [False, True, True, True, True, True]

    def test_figures_and_sentences_over_it_are_of_all_schools(self, province):
        app = open_app("overview", ky="6 tháng")
        strip = read_strip(app)
        assert strip["Đã nhận"].value == "9/10 trường"
        assert strip["Trường học hạnh phúc"].value == "138/216 nội dung"
        assert any("Cù Mông 1/2, An Bình 1/4" in row["text"] for row in read_component(app, "brief")["rows"])

    def test_filters_and_lens_narrow_it(self, province):
        app = open_app("overview", ky="6 tháng", cap="Mầm non", goc="Có minh chứng")
        assert read_strip(app)["Đã nhận"].value == "4/4 trường"
        total = find_cells(app, "Cộng")
        assert (total[1]["text"], total[ITEMS]["text"], total[ITEMS]["mark"]) == ("4/4", f"0{P}", "far_behind")  # no evidence

    def test_an_empty_period_shows_no_percentage(self, province):
        app = open_app("overview", ky="9 tháng")
        assert all("%" not in cell for row in read_rows(app, "unit_scorecard") for cell in row)


class TestCriteria:
    def test_a_group_counts_all_schools(self, province):
        app = open_app("criteria", ky="Cả năm", muc="HP")
        assert find_row(app, "indicators", "HP3.8")[2] == "3/10"
        assert read_charts(app)

    def test_an_indicator_has_units_as_rows(self, province):
        app = open_app("criteria", ky="Cả năm", muc="HP3.8")
        assert [row[:2] for row in read_rows(app, "indicator_units")] == [
            ["Cù Mông", "0/2"],
            ["Trường trực thuộc Sông Mây", "0/1"],
            ["An Bình", "1/4"],
            ["Bến Sông", "2/3"],
            ["Cộng", "3/10"],
        ]
        assert "thuoc=SM-AB" in find_cells(app, "An Bình", "indicator_units")[0]["opens"]

    def test_a_tracked_number_is_added_up_by_unit(self, province):
        app = open_app("criteria", ky="Cả năm", muc="NV1.2")
        assert find_row(app, "unit_numbers", "An Bình")[1] == "chưa báo cáo 0/4 trường"

    def test_what_is_worked_out_of_single_returns_is_looked_at_one_storey_down(self, province):
        assert "hãy chọn một đơn vị bên dưới" in read_words(open_app("criteria", muc="BC1.2"))

    def test_one_storey_down_it_is_the_page_of_schools(self, province):
        app = open_app("criteria", ky="Cả năm", muc="HP3.8", thuoc="SM-AB")
        names = [row[0]["text"] for band in read_component(app, "indicator_schools")["bands"] for row in band["rows"]]
        assert names == ["MN An Bình", "MN An Bình 2", "TH An Bình", "THCS An Bình"]
