"""The sample of a small province: filled through the front door, and counted again by hand from what its recipe tells."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from danvan_metrics.district import District
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.plan.lens import Lens
from danvan_metrics.sample import count_sample, fill_sample_store, is_filled
from danvan_metrics.sample.recipe import Story, load_recipe
from danvan_metrics.units.roster import School
from tests.builders_cli import Office
from tests.builders_province import open_small_province, read_figures
from tests.builders_units import SlowSums

COMMUNES = ("Bến Ngự", "Suối Ngàn", "Đồng Rui")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> District:
    opened = open_small_province(tmp_path_factory.mktemp("tinh"), *COMMUNES)
    fill_sample_store(opened)
    return opened


def list_stories(district: District) -> list[tuple[School, str, Story]]:
    recipe = load_recipe(district.settings.sample_folder)
    return [
        (school, period.code, recipe.story(school, period.code))
        for period in district.plan.periods
        for school in district.roster.select(on=period.last_day_on_time)
    ]


def test_every_sound_workbook_is_kept_and_every_other_sent_back(province: District):
    told = [story for _, _, story in list_stories(province)]
    wrong = sum(bool(story.mistakes) for story in told)
    assert wrong >= 2
    assert len(province.repository.list_events(action="returned")) == wrong
    office = len(province.plan.periods)
    sound = sum(not story.missing and not story.mistakes for story in told)
    again = sum(story.corrected_after is not None for story in told)
    assert len(province.repository.list_submissions(province.plan.code)) == sound + again + office
    recipe = load_recipe(province.settings.sample_folder)
    assert count_sample(province.plan, province.roster, recipe) == sound + again + wrong + office


def test_received_and_on_time_are_what_the_stories_tell(province: District):
    whole = province.load_whole()
    for period in province.plan.periods:
        told = [story for _, code, story in list_stories(province) if code == period.code]
        figures = summarise(whole, Scope(period.code, lens=Lens.DECLARED))
        here = sum(not story.missing for story in told)  # a file sent back has come too
        assert figures["received"] == {"n": here, "N": len(told)}
        assert figures["on_time"]["n"] == here - sum(story.late_days > 0 for story in told)


def test_a_school_that_was_merged_reported_as_itself_until_then(province: District):
    submitted = {(one.school, one.period) for one in province.repository.list_submissions(province.plan.code)}
    assert {period for school, period in submitted if school in {"TH-BENTREN", "TH-BENDUOI"}} == {"6m"}
    assert {period for school, period in submitted if school == "TH-BENNGU"} <= {"9m", "12m"}


def test_a_commune_shows_its_schools_and_those_that_went_into_them(province: District):
    schools = Counter(school.code for school in province.load_dataset("BENNGU").roster.schools)
    # Eight stood in its two parts before, two of them became one.
    assert len(schools) == 8 + 1
    assert {"TH-BENTREN", "TH-BENDUOI", "TH-BENNGU", "MN-BENTREN"} <= set(schools)


def test_a_meeting_fixed_the_figures_of_nine_months(province: District):
    [record] = province.repository.meetings.list_snapshots(province.plan.code)
    assert (record.name, record.period) == ("Giao ban quý III", "9m")


def test_filling_again_does_nothing(province: District):
    assert is_filled(province)
    version = province.repository.version()
    fill_sample_store(province)
    assert province.repository.version() == version


# ── The command ──────────────────────────────────────────────────────────────


def test_the_command_fills_the_sample_store_once_and_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    office = Office(tmp_path, today="2023-01-05", small=True)
    monkeypatch.setenv("DANVAN_PROGRESS", "1")
    first, again = (office.run("sample", "--fill") for _ in range(2))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stderr.splitlines()[-1] == "Đã nạp báo cáo minh họa: 7/7"
    assert "Đã nạp xong kho minh họa" in first.stdout
    assert "đã đủ dữ liệu" in again.stdout
    assert office.run_json("--sample", "summary", "--period", "hk1")["received"] == {"n": 3, "N": 3}


def test_the_command_asks_what_to_do_with_the_sample(tmp_path: Path):
    refused = Office(tmp_path, small=True).run("sample")
    assert refused.exit_code == 2
    assert "--fill" in refused.stderr
    assert list(tmp_path.iterdir()) == []


# ── The sums of its communes, beside all its schools one by one ──────────────


@pytest.mark.parametrize(("period", "lens"), [("6m", Lens.DECLARED), ("9m", Lens.EVIDENCED), ("12m", Lens.APPRAISED)])
def test_what_the_province_is_shown_is_what_its_schools_add_up_to(province: District, period: str, lens: Lens):
    slow = SlowSums(province.load_whole(), "YENHAI").load(period, lens)
    quick = province.load_dataset().sums
    assert quick is not None
    figures = read_figures(quick.load(period, lens))
    assert figures == read_figures(slow)
    # Two communes made up Bến Ngự until the end of June.
    units = {"SUOINGAN", "DONGRUI", *(("BENTREN", "BENDUOI") if period == "6m" else ("BENNGU",))}
    assert {unit for table, unit, *_ in figures if table == "counts"} == units
