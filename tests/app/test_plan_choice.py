"""Two years' plans in the dashboard: chosen in the bar and by the address, and what goes along."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.meeting_acts import fix_figures
from tests.builders_web import open_app, read_rows
from tests.builders_years import NEW, OFFICER, OLD, hand_in, list_variables, open_years

TALKS = {"T2": {"done": 5, "evidence_count": 1}}
CHOICE = "plan_choice"


@pytest.fixture
def years(stores, monkeypatch, tmp_path):
    """An office with a return of 2022's year and one of 2023's first half."""
    for name, value in list_variables(tmp_path, date(2023, 12, 31)).items():
        monkeypatch.setenv(name, value)
    office = open_years(tmp_path)
    hand_in(office, OLD, "TH01", "hk2", TALKS)
    hand_in(office, NEW, "TH01", "hk1", TALKS)
    return office


def find_choice(app):
    return next((one for one in app.selectbox if one.key == CHOICE), None)


def test_one_plan_leaves_nothing_to_choose(sample):
    assert find_choice(open_app(minh_hoa="1")) is None


def test_the_usual_plan_is_looked_at_and_the_other_offered(years):
    choice = find_choice(open_app())
    assert choice.options == ["Xã hội học tập 2023", "Xã hội học tập 2022"]
    assert choice.value == NEW


def test_the_address_names_the_plan(years):
    app = open_app(ke_hoach=OLD)
    assert find_choice(app).value == OLD
    assert app.query_params["ke-hoach"] == OLD
    assert app.session_state["ky"] == "hk2"  # the newest period with a return, of that plan


def test_another_plan_is_one_press_away_and_the_usual_one_needs_no_name(years):
    app = open_app()
    find_choice(app).set_value(OLD).run()
    assert app.query_params["ke-hoach"] == OLD
    find_choice(app).set_value(NEW).run()
    assert "ke-hoach" not in app.query_params
    assert not app.exception


def test_an_unknown_plan_is_told_with_the_way_back(years):
    app = open_app(ke_hoach="x")
    assert "Không có kế hoạch “x”" in app.error[0].value
    app.button(key="leave_unknown_plan").click().run()
    assert find_choice(app).value == NEW


def test_a_link_may_name_a_snapshot_of_its_plan(years):
    fix_figures(years.turn_to(OLD), "Tổng kết 2022", "hk2", actor=OFFICER)
    app = open_app(ke_hoach=OLD, chot="Tổng kết 2022")
    assert not app.exception
    assert (app.session_state["snapshot_name"], find_choice(app).value) == ("Tổng kết 2022", OLD)
    find_choice(app).set_value(NEW).run()
    assert (app.session_state["snapshot_name"], "chot" in app.query_params) == ("", False)


def test_pages_without_filters_offer_it_too(years):
    app = open_app("templates", ke_hoach=OLD)
    assert find_choice(app).value == OLD


def test_tong_quan_leads_to_the_year_before(years):
    links = [one for one in open_app(ky="Học kỳ I").get("page_link") if "So với năm" in one.proto.label]
    assert [one.proto.label for one in links] == ["So với năm 2022"]


def test_a_year_is_held_against_the_one_before(years):
    hand_in(years, OLD, "TH01", "hk1", TALKS)
    app = open_app("years", ky="Học kỳ I")
    assert not app.exception
    told = read_rows(app, "years")
    assert [row[0] for row in told if "không so được vì mức phải đạt khác" in row[2]] == ["T2"]


def test_without_a_year_before_the_page_says_so(years):
    app = open_app("years", ke_hoach=OLD)
    assert [one.value for one in app.info] == ["Chưa có kế hoạch của năm trước để so."]
