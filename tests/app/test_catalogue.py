"""Danh mục, as a reader reads it."""

import pytest

from danvan_metrics import __version__
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from tests.builders_officer import PLAN, ROSTER, read_sentences, read_tables
from tests.builders_web import open_app, read_letters


def test_every_indicator_and_every_line_stands_in_the_catalogue(page):
    listed = {row["Mã"] for table in read_tables(page) for row in table if "Mã" in row}
    asked = {line.code for indicator in PLAN.indicators for line in indicator.rows} | {item.code for item in PLAN.indicators}

    assert asked <= listed


def test_groups_are_tabs(page):
    assert {"CT · Chỉ tiêu", "NV · Nhiệm vụ"} <= {tab.label for tab in page.tabs}


def test_a_row_says_how_the_indicator_is_met(page):
    row = find_row(page, "NV2.3")

    assert row["Chỉ tiêu"] == "≥\u00a02\u00a0cuộc"
    assert row["Cách tính mức hoàn thành"] == "Số đã ghi ÷ 2\u00a0cuộc, nhiều nhất là 100\u00a0%; nhiều hơn là vượt mức."
    assert (row["Mục kế hoạch"], row["Ai báo cáo"], row["Minh chứng"]) == ("III.2", "Nhà trường", "Ít nhất 1")


def test_search_needs_no_accents(page):
    page.text_input(key="catalogue_search").set_value("doi thoai truc tiep").run()

    assert f"1/{len(PLAN.indicators)} chỉ tiêu, nội dung khớp" in read_sentences(page)
    assert [row["Mã"] for row in read_tables(page)[0]] == ["NV2.3"]


def test_a_search_that_finds_nothing_says_so(page):
    page.text_input(key="catalogue_search").set_value("không có chữ này").run()

    assert f"0/{len(PLAN.indicators)} chỉ tiêu, nội dung khớp" in read_sentences(page)


def test_the_ladder_is_told_in_words(page):
    rows = [row for table in read_tables(page) for row in table if "Bậc" in row]

    assert [row["Tên bậc"] for row in rows] == ["Chưa khởi động", *(rung.title for rung in PLAN.ladder)]
    assert rows[2]["Điều kiện"] == "Đạt NV1.1 và CT3.2."


def test_every_mark_is_described_and_the_words_that_are_easily_mixed_up(page):
    rows = [row for table in read_tables(page) for row in table if "Dấu" in row]
    read = LABELS | {Mark.NEAR: "hơi chậm (Cả năm: gần đạt)"}
    assert [(row["Dấu"], row["Đọc là"]) for row in rows] == [(SYMBOLS[mark], read[mark]) for mark in Mark]
    assert all(row["Khi nào"] for row in rows)
    terms = [row["Từ"] for table in read_tables(page) for row in table if "Từ" in row]
    assert {"đã nhận", "đủ", "hợp lệ", "đạt", "phần trăm", "mức giữa của n trường khác"} <= set(terms)


def test_every_band_says_its_limits_in_every_period(page):
    """Of the share of the year due by then, 50, 75 and 100 %: near from 0,8 of it, behind from 0,5, rounded up."""
    when = {row["Dấu"]: row["Khi nào"].replace("\u00a0", " ") for table in read_tables(page) for row in table if "Dấu" in row}

    assert when["→"].endswith(" 6 tháng 50–99 %; 9 tháng 75–99 %.")  # at the end nothing is on pace without being complete
    assert when["▽"].endswith("còn từ 80 % phần đó. 6 tháng 40–49 %; 9 tháng 60–74 %; Cả năm 80–99 %.")
    assert when["▼"].startswith("Dưới 80 %, còn từ 50 %")
    assert when["▼"].endswith(" 6 tháng 25–39 %; 9 tháng 38–59 %; Cả năm 50–79 %.")
    assert when["▼▼"] == "Dưới 50 % phần phải xong đến kỳ ấy. 6 tháng dưới 25 %; 9 tháng dưới 38 %; Cả năm dưới 50 %."


def test_what_the_office_set_carries_its_day(page):
    rows = {row["Con số"]: row for table in read_tables(page) for row in table if "Ngày đặt" in row}

    assert rows["Bậc lan tỏa cần chú ý"]["Giá trị"] == "từ bậc 4"
    assert rows["Hơi chậm (kỳ cả năm: gần đạt), dưới nữa là chậm"]["Giá trị"] == "từ 80\u00a0% phần phải xong"
    assert rows["Chậm, dưới nữa là rất chậm"]["Giá trị"] == "từ 50\u00a0% phần phải xong"
    assert rows["Thời gian trường có ý kiến về kết quả thẩm định"]["Giá trị"] == "5 ngày"
    assert rows["Hệ số xác minh thấp hơn mức này là khai vượt"]["Giá trị"] == "dưới 0,9"
    assert rows["Tỉ lệ phiếu để thông qua một đề nghị"]["Giá trị"] == "từ 70\u00a0%"
    assert rows["Thời gian giữ thông tin liên hệ của người lập"]["Giá trị"] == "12 tháng"
    assert all("do Phòng đặt" in row["Ghi chú"] and row["Ngày đặt"] for row in rows.values())


def test_the_rounds_of_appraisal_are_named_with_whom_they_go_to(page):
    rows = [row for table in read_tables(page) for row in table if "Đợt" in row]

    assert [(row["Đợt"], row["Thẩm định"]) for row in rows] == [
        ("Tổ thẩm định của Phòng", "mọi trường"),
        ("Đoàn thẩm định liên ngành", "các trường điểm"),
    ]


def test_the_roster_is_marked_provisional(page):
    assert f"{len(ROSTER.schools)}/{len(ROSTER.schools)} trường chờ Phòng xác nhận" in read_sentences(page)


def test_the_map_is_credited(page):
    said = read_sentences(page)

    assert "© 2017 Marc Choisy" in said
    assert "ranh giới khái quát, chỉ để minh hoạ" in said


def test_the_foot_says_which_version_this_is(page):
    assert read_letters(page.caption[-1].value) == f"Phiên bản chương trình: {__version__}"


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")  # two days before the first deadline
    return open_app("catalogue")


def find_row(page, code):
    rows = (row for table in read_tables(page) for row in table)
    return next(row for row in rows if row.get("Mã") == code)
