"""A store that has no sums of units yet gets them from whoever opens it first (many.md)."""

from danvan_metrics.district import open_district
from danvan_metrics.scoring.score_new import waits_for_first
from danvan_metrics.settings import load_settings
from tests.builders_stage import set_up_province
from tests.builders_web import open_app, read_component


def ask(what):
    """Of the district that the settings name, opened for this alone."""
    district = open_district(load_settings())
    try:
        return what(district)
    finally:
        district.repository.close()


def is_waiting(district):
    return waits_for_first(district.repository, district.plan, district.roster)


def count_scored(district):
    with district.repository.scores.view() as view:
        return len(view.list_scored(district.plan.code))


def test_the_first_visit_makes_the_sums_and_the_next_shows_the_same(monkeypatch, tmp_path):
    set_up_province(monkeypatch, tmp_path)
    assert (ask(is_waiting), ask(count_scored)) == (True, 0)
    first = read_component(open_app("overview"), "unit_scorecard")
    assert (ask(is_waiting), ask(count_scored)) == (False, 18)  # 16 returns, and twice a file that was sent back
    assert read_component(open_app("overview"), "unit_scorecard") == first


def test_where_schools_stand_under_the_office_alone_no_sums_are_made():
    open_app("overview")
    assert (ask(is_waiting), ask(count_scored)) == (False, 0)
