"""What a sight takes out of the data, before anything is computed from them."""

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.access.rights import WHOLE, Sight
from danvan_metrics.metrics.actions import ActionState, Deed, Happening
from danvan_metrics.metrics.rewards import Attendee, CouncilMeeting, Proposal, Rewards
from danvan_metrics.topics.narrowing import narrow

TABLES = ("answers", "models", "receipts", "sent_back", "appraisals", "verdicts", "evidence")
OWN = "MN-DAPTHANH"
PERSON = "Hoàng Thị Riêng"
DAY = date(2020, 9, 18)
COUNCIL = CouncilMeeting(1, "9m", "Phòng họp", DAY, 9, (Attendee(PERSON, "Trưởng phòng"),), PERSON, PERSON, f"{PERSON} kết luận")
PROPOSALS = (
    Proposal(1, "9m", "individual", OWN, PERSON, "Giáo viên", "", "giay-khen", f"{PERSON} vận động", reason=f"{PERSON} rút"),
    Proposal(2, "9m", "collective", "TH-MINHCAM", "Trường Tiểu học Minh Cầm", "", "", "giay-khen", f"do {PERSON} phụ trách"),
)


@pytest.fixture
def named(meeting_dataset):
    """The sample district in which a person's name stands wherever one can."""
    happened = Happening(DAY, Deed.DONE, "Trồng hoa", PERSON, DAY, PERSON, f"{PERSON} đã làm")
    actions = tuple(
        replace(one, person=PERSON, closed_as=ActionState.DONE, closing_note=f"{PERSON} báo xong", history=(happened,))
        for one in meeting_dataset.actions
    )
    verdicts = meeting_dataset.verdicts.assign(appraiser=PERSON, reason=f"{PERSON} không đưa được sổ")
    models = meeting_dataset.models.assign(result=meeting_dataset.models["result"].where(lambda told: told.eq(""), PERSON))
    evidence = meeting_dataset.evidence.assign(title=f"Kế hoạch của {PERSON}", issuer=PERSON)
    rewards = Rewards(meeting_dataset.rewards.recognised, PROPOSALS, (COUNCIL,))
    return replace(meeting_dataset, actions=actions, verdicts=verdicts, models=models, evidence=evidence, rewards=rewards)


def tell_all(dataset) -> str:
    """Everything the data hold, as text."""
    tables = "".join(getattr(dataset, name).to_csv() for name in TABLES)
    return f"{tables}{dataset.actions}{dataset.rewards}"


def test_who_sees_all_is_given_the_very_data(meeting_dataset):
    assert narrow(meeting_dataset, WHOLE) is meeting_dataset


def test_of_the_schools_seen_every_row_stays_and_of_the_others_none(meeting_dataset):
    shown = narrow(meeting_dataset, Sight(frozenset({OWN})))
    for name in TABLES:
        whole, kept = getattr(meeting_dataset, name), getattr(shown, name)
        assert set(kept["school"]) <= {OWN}, name
        assert len(kept) == (whole["school"] == OWN).sum(), name
    assert len(shown.answers) > 0
    assert [school.code for school in shown.roster.schools] == [OWN]
    assert {action.school for action in narrow(meeting_dataset, Sight(frozenset({OWN}))).actions} <= {OWN}


def test_no_other_school_is_told_anywhere(named):
    """Codes only: a school may name another in its own words."""
    others = {one.code for one in named.roster.by_code.values()} - {OWN}
    shown = narrow(named, Sight(frozenset({OWN})))
    told = {code for name in TABLES for code in getattr(shown, name)["school"]}
    told |= {one.school for one in (*shown.actions, *shown.rewards.recognised, *shown.rewards.proposals)}
    assert told & others == set()
    assert told == {OWN}


def test_votes_and_proposals_are_nobody_elses_to_see(named):
    shown = narrow(named, Sight(frozenset({OWN}))).rewards
    assert (shown.proposals, shown.meetings) == ((), ())


def test_where_nobody_is_named_the_figures_stay(named):
    shown = narrow(named, Sight(None, persons=False))
    assert PERSON in tell_all(named)
    assert PERSON not in tell_all(shown)
    assert "Trường Tiểu học Minh Cầm" in str(shown.rewards.proposals)  # a collective is no person
    for name in ("answers", "receipts", "sent_back", "appraisals"):
        assert getattr(shown, name) is getattr(named, name)
    assert [one.task for one in shown.actions] == [one.task for one in named.actions]
    assert list(shown.verdicts["outcome"]) == list(named.verdicts["outcome"])
    assert list(shown.evidence["code"]) == list(named.evidence["code"])
    told = {PERSON: "đã ghi kết quả", "": ""}  # that a result was written stays to be seen
    assert list(shown.models["result"]) == [told[result] for result in named.models["result"]]
    assert set(shown.models["result"]) == set(told.values())


def test_a_guest_who_was_given_schools_sees_neither_others_nor_names(named):
    shown = narrow(named, Sight(frozenset({OWN}), persons=False))
    assert PERSON not in tell_all(shown)
    assert {one.code for one in shown.roster.schools} == {OWN}


def test_the_meeting_before_is_narrowed_too(named):
    whole = replace(named, load_earlier=lambda: named)
    earlier = narrow(whole, Sight(frozenset({OWN}), persons=False)).earlier
    assert earlier is not None
    assert set(earlier.answers["school"]) == {OWN}
    assert PERSON not in tell_all(earlier)


def test_where_there_was_no_meeting_there_is_none(meeting_dataset):
    whole = replace(meeting_dataset, load_earlier=None)
    assert narrow(whole, Sight(frozenset({OWN}))).earlier is None


def test_what_was_computed_for_all_is_not_given_to_some(meeting_dataset):
    """Figures are kept with the data they were computed from."""
    count = lambda data: data.once("schools", lambda: len(data.roster.schools))  # noqa: E731
    assert count(meeting_dataset) > 1
    assert count(narrow(meeting_dataset, Sight(frozenset({OWN})))) == 1
