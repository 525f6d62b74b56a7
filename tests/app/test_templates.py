"""Biểu mẫu, as the officer uses it."""

import io
import zipfile

import openpyxl
import pytest

from danvan_metrics.district import open_district
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.web.state import TEMPLATE_PACKAGE
from danvan_metrics.workbook.layout import SHEET_IDENTITY
from tests.builders_access import OFFICE
from tests.builders_officer import ROSTER, fill_workbook, read_sentences
from tests.builders_web import open_app


def test_the_next_period_to_hand_in_is_offered_with_its_strict_deadline(page):
    assert page.segmented_control(key="template_period").value == "6m"
    assert "kỳ 6 tháng · hạn nộp: trước 14/06/2020 (ngày cuối còn đúng hạn: 13/06/2020)" in read_sentences(page)


def test_all_schools_come_in_one_zip_of_ascii_names(page):
    build(page)

    package = page.session_state[TEMPLATE_PACKAGE]
    with zipfile.ZipFile(io.BytesIO(package.content)) as archive:
        names = archive.namelist()
        schools = [read_identity(archive.read(name))["school"] for name in names]
    assert schools == [school.code for school in ROSTER.schools]
    assert all(name.isascii() for name in [package.name, *names])
    assert f"{len(ROSTER.schools)} biểu mẫu" in read_sentences(page)


def test_one_school_comes_as_one_workbook_that_knows_who_it_is(page):
    choose_schools(page, "MN-DAPTHANH")
    page.segmented_control(key="template_period").set_value("9m")
    build(page)

    package = page.session_state[TEMPLATE_PACKAGE]
    identity = read_identity(package.content)
    assert package.name.endswith(".xlsx")
    assert (identity["plan"], identity["school"], identity["period"]) == ("dan-van-2020", "MN-DAPTHANH", "9m")


def test_a_level_gives_its_schools(page):
    page.segmented_control(key="template_units").set_value("level").run()
    page.pills(key="template_levels").set_value(["TH&THCS"])
    build(page)

    expected = sum(school.level == "TH&THCS" for school in ROSTER.schools)
    assert f"Đã tạo xong {expected} biểu mẫu" in read_sentences(page)


def test_the_office_can_have_its_own_workbook(page):
    choose_schools(page)
    page.checkbox(key="template_office").check()
    build(page)

    assert read_identity(page.session_state[TEMPLATE_PACKAGE].content)["school"] == ROSTER.office.code


def test_nobody_chosen_builds_nothing(page):
    choose_schools(page)
    page.run()

    assert page.button(key="template_build").disabled
    assert "Hãy chọn ít nhất một" in read_sentences(page)


def test_another_choice_takes_the_old_download_away(page):
    choose_schools(page, "MN-DAPTHANH")
    build(page)
    page.segmented_control(key="template_period").set_value("12m").run()

    assert not page.get("download_button")


def test_the_grey_column_shows_what_was_handed_in_for_the_period_before(page):
    handed_in = fill_workbook("MN-DAPTHANH", "6m", {("NV2.3", Field.DONE): 41})
    assert receive_file(open_district(load_settings()), "6.xlsx", handed_in, Receiving(actor=OFFICE)).status == "accepted"
    choose_schools(page, "MN-DAPTHANH")
    page.segmented_control(key="template_period").set_value("9m")
    build(page)

    [previous] = read_previous(page.session_state[TEMPLATE_PACKAGE].content, "NV2.3")
    assert "41" in previous


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")  # two days before the first deadline
    return open_app("templates")


def choose_schools(page, *codes):
    page.segmented_control(key="template_units").set_value("school").run()
    page.pills(key="template_schools").set_value(list(codes))


def build(page):
    page.run()
    page.button(key="template_build").click().run()
    assert not page.exception


def read_identity(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))[SHEET_IDENTITY]
    return {key: value for key, value in sheet.iter_rows(max_col=2, values_only=True) if key}


def read_previous(content, code):
    """The last cell of the row that carries this code."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = (row for sheet in book if sheet.title != SHEET_IDENTITY for row in sheet.iter_rows(values_only=True))
    return [str([cell for cell in row if cell is not None][-1]) for row in rows if row[0] == code]
