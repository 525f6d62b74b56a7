"""A page left open overnight: whatever was offered yesterday because it was usual then is not taken for a choice today."""

from datetime import date

import pytest
import streamlit as st

from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from tests.builders_access import OFFICE
from tests.builders_officer import PLAN, XLSX, fill_workbook
from tests.builders_web import open_app, read_component

SCHOOL = "MN-DONDAC"


def test_a_return_handed_in_on_the_next_morning_was_received_on_that_day(clock):
    page = open_app("upload")

    clock("2020-06-14")  # the deadline: in time is “before”
    hand_in(page, "sang-hom-sau.xlsx")

    assert [record.received_on.isoformat() for record in stored()] == ["2020-06-14"]
    assert page.date_input(key="upload_received_on").value.isoformat() == "2020-06-14"


def test_a_day_that_was_chosen_stays(clock):
    page = open_app("upload")
    page.date_input(key="upload_received_on").set_value("2020-06-12").run()

    clock("2020-06-14")
    hand_in(page, "thu-ngay-12.xlsx")

    assert [record.received_on.isoformat() for record in stored()] == ["2020-06-12"]


def test_a_day_chosen_for_one_batch_does_not_serve_the_next_mornings(clock):
    page = open_app("upload")
    page.date_input(key="upload_received_on").set_value("2020-06-12").run()
    hand_in(page, "mot.xlsx")
    hand_in(page, "hai.xlsx", school="MN-NAMSON")  # the same day: still the day chosen

    clock("2020-06-14")
    hand_in(page, "ba.xlsx", school="TH-THITRAN")

    assert [record.received_on.isoformat() for record in stored()] == ["2020-06-12", "2020-06-12", "2020-06-14"]


def test_days_given_file_by_file_are_not_lost_when_the_day_passes(clock):
    page = open_app("upload")
    page.file_uploader[0].set_value([("a.xlsx", fill_workbook(SCHOOL, "6m"), XLSX)]).run()
    page.toggle(key="upload_each_day").set_value(True).run()
    page.session_state["upload_chosen_days"] = {0: date(2020, 6, 10)}  # as typed into the table, which AppTest cannot do

    clock("2020-06-14")
    page.button(key="upload_start").click().run()

    assert [record.received_on.isoformat() for record in stored()] == ["2020-06-10"]


def test_templates_are_offered_for_the_period_that_comes_next_now(clock):
    page = open_app("templates")
    assert page.segmented_control(key="template_period").value == "6m"

    clock("2020-06-14")  # nobody can hand in on time for 6m any more
    page.run()

    assert page.segmented_control(key="template_period").value == "9m"


def test_a_period_chosen_for_templates_stays(clock):
    page = open_app("templates")
    page.segmented_control(key="template_period").set_value("12m").run()

    clock("2020-06-14")
    page.run()

    assert page.segmented_control(key="template_period").value == "12m"


def test_a_template_built_before_the_last_period_came_in_is_not_offered_any_more(clock):
    page = open_app("templates")
    page.segmented_control(key="template_units").set_value("school").run()
    page.button_group(key="template_schools").set_value([SCHOOL]).run()
    page.button(key="template_build").click().run()
    assert page.get("download_button")

    open_district_with(SCHOOL)
    page.run()

    assert not page.get("download_button"), "its column “Kỳ trước” would lack what has come in since"


def test_the_period_shown_moves_on_with_the_first_return_of_the_next_one(clock):
    """A deadline that has passed shows nothing yet: a page of 19 × “chưa báo cáo” is no place to begin."""
    open_district_with(SCHOOL)
    page = open_app()
    clock("2020-09-14")
    page.run()
    assert "kỳ 6 tháng" in read_component(page, "scorecard")["caption"]

    open_district_with(SCHOOL, "9m")
    page.run()

    assert "kỳ 9 tháng" in read_component(page, "scorecard")["caption"]


def test_a_period_asked_for_stays(clock):
    open_district_with(SCHOOL)
    page = open_app(ky="6 tháng")
    page.segmented_control(key="ky").set_value("12m").run()

    clock("2020-09-14")
    page.run()

    assert "kỳ cả năm" in read_component(page, "scorecard")["caption"]


def test_a_link_goes_on_showing_the_period_it_names(clock):
    open_district_with(SCHOOL)
    page = open_app(ky="6 tháng")
    clock("2020-09-14")
    page.run()

    assert "kỳ 6 tháng" in read_component(page, "scorecard")["caption"]


def test_a_meeting_that_goes_past_midnight_keeps_its_period(clock):
    open_district_with(SCHOOL)
    page = open_app("meeting", buoc="1")

    clock("2020-09-14")
    page.run()

    assert "kỳ 6 tháng" in str(read_component(page, "step_opening")["told"])


def test_the_day_of_a_meeting_is_today_when_figures_are_fixed(clock):
    open_district_with(SCHOOL)
    page = open_app("exports")
    assert page.date_input(key="fix_day").value.isoformat() == "2020-06-13"

    clock("2020-06-14")
    page.run()

    assert page.date_input(key="fix_day").value.isoformat() == "2020-06-14"


@pytest.fixture
def clock(monkeypatch):
    """The day before the first deadline; called with another day, the night passes while the page stays open."""

    def move(day):
        monkeypatch.setenv("DANVAN_TODAY", day)
        st.cache_resource.clear()

    move("2020-06-13")
    return move


def hand_in(page, name, school=SCHOOL):
    page.file_uploader[0].set_value([(name, fill_workbook(school, "6m"), XLSX)])
    page.run()
    page.button(key="upload_start").click().run()
    assert not page.exception


def open_district_with(school, period="6m"):
    """A return received by another officer."""
    from danvan_metrics.intake.archive import HandedIn  # noqa: PLC0415
    from danvan_metrics.intake.receiving import Receiving, receive_files  # noqa: PLC0415

    [outcome] = receive_files(
        open_district(load_settings()), [HandedIn("a.xlsx", fill_workbook(school, period))], Receiving(actor=OFFICE)
    )
    assert outcome.stored


def stored():
    return open_district(load_settings()).repository.list_submissions(PLAN.code)
