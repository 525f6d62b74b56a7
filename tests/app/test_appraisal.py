"""Thẩm định: what leadership reads of the office's appraisals, from the store to the page."""

from __future__ import annotations

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from tests.builders_cards import open_figures
from tests.builders_rewards import FOUND, PERIOD, SCHOOL, appraise, hand_in
from tests.builders_web import find_row, open_app, read_charts, read_component, read_component_texts, read_rows, read_words


@pytest.fixture
def district(monkeypatch):
    """One return taken, on a day after the year's deadline."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-12-20")
    district = open_district(load_settings(), create=True)
    hand_in(district, answers=[answer for answer, _, _ in FOUND.values()])
    return district


def open_page(**parameters):
    return open_app("appraisal", ky="Cả năm", **parameters)


def test_before_any_appraisal_one_sentence_and_where_to_begin(district):
    app = open_page()

    assert "Chưa có trường nào được thẩm định ở kỳ cả năm." in read_words(app)
    assert [link.proto.label for link in app.get("page_link")] == ["Bắt đầu ở trang Chấm thẩm định"]
    assert len(read_charts(app)) == 1  # the models' funnel needs no appraisal


def test_an_empty_store_shows_the_three_steps():
    assert "Ba bước để bắt đầu" in read_words(open_app("appraisal"))


def test_coverage_and_findings_stand_first(district):
    appraise(district)
    app = open_page()

    figures = {one["label"]: one for one in read_component(app, "appraisal_figures")["figures"]}
    assert figures["Đã kết luận"]["value"] == "1/19 trường"
    # of six lines five were checked (HP2.2 could not be); declared met: HP1.1, HP1.2, HP2.1; confirmed: HP1.1
    assert figures["Dòng đã kiểm"]["value"].startswith("5/")
    assert figures["Xác nhận"]["value"] == "1/3"
    assert figures["Hạ và nâng"]["value"] == "0 (hạ 1, nâng 1)"
    assert figures["Hạ và nâng"]["note"] == "1 dòng chưa đủ minh chứng; 1 dòng không kiểm tra được"
    assert "Đã kết luận 1/19 trường" in read_words(app)


def test_every_school_stands_in_the_table_and_only_one_has_a_figure_of_the_offices(district):
    appraise(district)
    app = open_page()

    rows = read_rows(app, "appraised_schools")
    assert len(rows) == len(district.roster.schools)
    name = district.roster.by_code[SCHOOL].short_name
    own = find_row(app, "appraised_schools", name)
    assert own[1].startswith("đã kết luận")
    assert own[8:] == ["1", "1", "1"]
    assert {row[5] for row in rows if row[0] != name} == {"chưa thẩm định"}


def test_four_charts_each_with_its_table_and_its_words(district):
    appraise(district)
    app = open_page()

    assert len(read_charts(app)) == 4
    assert all(len(chart.proto.alt) > 40 for chart in app.get("plotly_chart"))
    keys = ("dumbbells", "outcomes", "verification", "funnel")
    app = open_figures(app, *keys)
    for key in keys:
        assert read_component(app, f"figures_{key}")["bands"][0]["rows"]


def test_the_matrix_shows_both_marks_of_every_item(district):
    appraise(district)
    row = find_row(open_page(), "matrix_HP1", district.roster.by_code[SCHOOL].short_name)

    assert row[1:4] == ["●|●", "●|◐ −", "◐|● +"]


def test_a_cell_leads_to_the_line_who_judged_it_and_the_schools_own_cell(district):
    appraise(district)
    table = read_component(open_page(), "matrix_HP1")
    name = district.roster.by_code[SCHOOL].short_name
    row = next(row for band in table["bands"] for row in band["rows"] if row[0]["text"] == name)
    address, _, query = row[2]["opens"].partition("?")
    app = open_app("source", **dict(part.split("=") for part in query.split("&")))

    assert address == "nguon"
    told = read_rows(app, "source_rows")[0]
    assert told[0] == "HP1.2"
    assert {"Đạt", "Hạ", "Đang thực hiện", "Bồn hoa chưa trồng xong", "Trần Văn Bình"} <= set(told)


def test_another_period_does_not_borrow_the_appraisal(district):
    appraise(district)
    app = open_app("appraisal", ky="9 tháng")

    assert PERIOD != "9m"
    assert "Chưa có trường nào được thẩm định ở kỳ 9 tháng" in read_words(app)
    assert "appraisal_figures" not in "".join(one.proto.id for one in app.get("bidi_component"))


def test_no_english_word_stands_on_the_page(district):
    appraise(district)
    app = open_page()

    said = f"{read_words(app)} {' '.join(read_component_texts(app))}".lower()
    for word in ("confirmed", "lowered", "raised", "unproven", "unchecked", "concluded", "under_way", "nan", "none"):
        assert f" {word} " not in f" {said} ", word
