"""The sample store: filled once, through the front door, and never mixed with the real one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danvan_metrics.appraising.desk import LineState, load_board, load_desk
from danvan_metrics.district import District, open_district
from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import digest_figures, load_snapshot, open_dataset
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.plan.verdicts import Outcome, Stage
from danvan_metrics.sample import count_sample, fill_sample_store, is_filled
from danvan_metrics.settings import load_settings
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey
from danvan_metrics.topics.since_meeting.figures import collect_since
from tests.builders_cli import Office


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> District:
    """The shipped plan's whole sample."""
    filled = _open(Office(tmp_path_factory.mktemp("minh-hoa")))
    fill_sample_store(filled)
    return filled


@pytest.fixture
def small(tmp_path: Path) -> District:
    return _open(Office(tmp_path, small=True))


def test_every_workbook_is_stored_but_those_with_mistakes(district: District):
    returned = district.repository.list_events(action="returned")
    stored = district.repository.list_submissions(district.plan.code)
    assert {(event.school, event.period) for event in returned} == {
        ("THTHCS-NAMSON", "6m"),
        ("TH-THITRAN", "9m"),
        ("MN-THANHLAM", "12m"),
    }
    sent_again = 1  # MN Nam Sơn, after the office had begun to look at its return
    assert len(stored) == count_sample(district.plan, district.roster) - len(returned) + sent_again


def test_corrections_and_supplements_are_revisions(district: District):
    revisions = {
        (record.school, record.period): record.revision for record in district.repository.list_submissions("dan-van-2020")
    }
    assert revisions["THTHCS-DAPTHANH", "6m"] == 2
    assert revisions["THTHCS-NAMSON", "6m"] == 1, "the wrong one before it was not stored"
    assert ("MN-THANHLAM", "12m") not in revisions


def test_one_number_that_fell_is_warned_about(district: District):
    codes = [event.detail.get("codes", {}) for event in district.repository.list_events()]
    assert sum(counts.get("count_below_previous", 0) for counts in codes if isinstance(counts, dict)) == 1


def test_a_meeting_fixed_the_figures_of_nine_months_as_they_stood_on_its_day(district: District):
    [record] = district.repository.meetings.list_snapshots(district.plan.code)
    assert (record.name, record.period, record.meeting_on) == ("Họp giao ban quý III", "9m", date(2020, 9, 18))
    fixed = load_snapshot(district, record.name)
    assert digest_figures(fixed) == record.figures_sha256  # whatever came later
    assert max(fixed.receipts["received_on"]) <= record.meeting_on
    assert set(fixed.receipts["period"]) == {"6m", "9m"}
    assert [action.period for action in fixed.actions] == ["6m", "6m"]  # that of the meeting itself came some days after
    found = collect_since(open_dataset(district), Scope("12m"))
    assert found.risen
    assert [move.school for move in found.fallen] == []


def test_the_sample_shows_every_stage_of_an_appraisal_and_every_outcome(district: District):
    dataset = district.load_dataset()
    assert {row.stage for row in load_board(district, "12m")} == set(Stage)
    assert set(dataset.verdicts["outcome"]) == set(Outcome)
    model_schools = dataset.appraisals[dataset.appraisals["round"].eq("lien-nganh")].set_index("school")["stage"]
    assert model_schools.to_dict() == {"MN-DAPTHANH": "concluded", "TH-MINHCAM": "under_way", "PTDTNT": "with_school"}
    assert dataset.verdicts.loc[dataset.verdicts["recheck"].astype(bool), "school"].unique().tolist() == ["MN-NAMSON"]
    differing = load_desk(district, AppraisalKey(district.plan.code, "TH-MINHCAM", "12m", "lien-nganh"), appraiser="Lã Minh Tâm")
    assert [line.code for line in differing.lines if line.state is LineState.DIFFERS] == ["HP1.3", "HP2.6", "HP3.2"]


def test_the_sample_shows_every_step_of_a_reward(district: District):
    rewards = district.load_dataset().rewards
    steps = {(one.step, one.passed) for one in rewards.proposals}
    assert {("proposed", None), ("considered", True), ("considered", False), ("decided", True), ("withdrawn", True)} == steps
    assert {one.model for one in rewards.recognised} == {
        "Xây dựng trường học hạnh phúc",
        "Tiết kiệm điện, nước, văn phòng phẩm",
    }, "the third was withdrawn"


def test_the_movement_spreads_from_period_to_period(district: District):
    rungs = {period: [school["rung"] for school in _summarise(district, period)["schools"]] for period in ("6m", "9m", "12m")}
    assert {0, 1, 2, 3, 4} <= set(rungs["6m"])
    climbed = {period: sum(rung >= 3 for rung in reached if rung is not None) for period, reached in rungs.items()}
    assert climbed["6m"] < climbed["9m"] < climbed["12m"]


def test_the_lenses_differ(district: District):
    declared, evidenced = (_summarise(district, "12m", lens)["schools"] for lens in ("declared", "evidenced"))
    lower = [d["school"] for d, e in zip(declared, evidenced, strict=True) if e["groups"]["HP"]["n"] < d["groups"]["HP"]["n"]]
    assert "TH-THITRAN" in lower


def test_received_and_on_time_tell_the_recipe_s_story(district: District):
    told = {
        period: (_summarise(district, period)["received"]["n"], _summarise(district, period)["on_time"]["n"])
        for period in ("6m", "9m", "12m")
    }
    # Of 19: two missing and three late; one missing and three late; one missing and three late, one of those on time sent back.
    assert told == {"6m": (19 - 2, 19 - 2 - 3), "9m": (19 - 1, 19 - 1 - 3), "12m": (19 - 1, 19 - 1 - 3)}


def test_filling_again_does_nothing(small: District):
    fill_sample_store(small)
    version = small.repository.version()
    fill_sample_store(small)
    assert small.repository.version() == version


def test_progress_counts_every_workbook(small: District):
    told: list[tuple[int, int]] = []
    fill_sample_store(small, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 7) for done in range(1, 7 + 1)]


def test_a_store_left_half_filled_is_begun_anew(small: District):
    def give_up(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill_sample_store(small, progress=give_up)
    assert not is_filled(small)
    fill_sample_store(small)
    assert is_filled(small)
    assert len(small.repository.list_submissions(small.plan.code)) == 7


def test_a_store_of_another_roster_is_begun_anew(tmp_path: Path):
    before = _open(Office(tmp_path, small=True))
    fill_sample_store(before)
    roster = type(before.roster)(before.roster.schools[:1], before.roster.office)
    after = District(before.plan, roster, before.repository, before.settings, sample=True)
    assert not is_filled(after)
    fill_sample_store(after)
    assert {record.school for record in after.repository.list_submissions(after.plan.code)} <= {
        roster.schools[0].code,
        roster.office.code,
    }


def test_the_real_store_takes_no_sample(tmp_path: Path):
    real = open_district(load_settings(Office(tmp_path, small=True).environment))
    with pytest.raises(UserError, match="kho minh họa"):
        fill_sample_store(real)
    assert real.repository.version() == 0


def _open(office: Office) -> District:
    return open_district(load_settings(office.environment), sample=True)


def _summarise(district: District, period: str, lens: str = "declared"):
    return summarise(district.load_dataset(), Scope(period, lens=lens))
