"""Which decision on a line counts, told as short stories: who judged what, one after another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from danvan_metrics.plan.verdicts import Lane, Outcome, Stage, Verdict
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, AppraisalRecord, Step, VerdictRecord
from danvan_metrics.store.appraising.line_standing import find_standings

AT = datetime(2021, 1, 5, tzinfo=UTC)
LANES = {"T": Lane.TEAM, "F": Lane.FIRST, "S": Lane.SECOND}
NAMES = {"T": "Trưởng", "F": "Một", "S": "Hai"}


def tell(story, *, independent):
    """“F=met S=doing 2 T=met”: first found Đạt, second Đang; then, under version 2, the team Đạt."""
    version, kept = 1, []
    for word in story.split():
        if word.isdigit():
            version = int(word)
            continue
        who, choice = word.split("=")
        verdict = Verdict(line="HP1.1", outcome=Outcome.LOWERED, choice=choice, appraiser=NAMES[who], reason=f"lý do {who}")
        revision = sum(one.lane is LANES[who] for one in kept) + 1
        kept.append(
            VerdictRecord(verdict=verdict, lane=LANES[who], revision=revision, version=version, submission=len(kept), at=AT)
        )
    detail = {"appraisers": ["Một", "Hai"] if independent else []}
    step = Step(stage=Stage.UNDER_WAY, version=version, at=AT, actor="", detail=detail)
    return find_standings(AppraisalRecord(key=AppraisalKey("P", "S", "K", "R"), steps=(step,), verdicts=tuple(kept)))["HP1.1"]


@pytest.mark.parametrize(
    ("story", "counts", "judges", "differs"),
    [
        ("F=met", None, (), False),
        ("F=met S=met", "met", ("Một", "Hai"), False),
        ("F=met S=doing", None, (), True),
        ("F=met S=doing S=met", "met", ("Một", "Hai"), False),
        ("F=met S=met F=doing", None, (), True),  # one has changed their mind
        ("F=met S=doing T=doing", "doing", ("Trưởng",), False),
        ("F=met S=doing T=doing T=met", "met", ("Trưởng",), False),
        ("F=met S=doing T=doing F=met", "doing", ("Trưởng",), False),  # reconciled until both have judged anew …
        ("F=met S=doing T=doing F=met S=met", "met", ("Một", "Hai"), False),
        ("F=met S=doing T=doing F=met S=doing", "doing", ("Trưởng",), True),  # … and agree
        ("F=met S=met 2 F=doing", "met", ("Một", "Hai"), False),  # under version 2 the old word stands …
        ("F=met S=met 2 F=met", "met", ("Một", "Hai"), False),
        ("F=met S=met 2 F=doing S=met", "met", ("Một", "Hai"), True),  # … until both agree on another
        ("F=met S=met 2 F=doing S=doing", "doing", ("Một", "Hai"), False),
        ("F=met S=met 2 F=doing S=met T=doing", "doing", ("Trưởng",), False),
    ],
)
def test_of_two_a_line_counts_once_they_agree_or_it_was_reconciled(story, counts, judges, differs):
    standing = tell(story, independent=True)
    assert (standing.counting.verdict.choice if standing.counting else None) == counts
    assert (standing.judges, standing.differs) == (judges, differs)


def test_the_last_decision_of_a_team_counts():
    standing = tell("T=met T=doing 2 T=not_started", independent=False)
    assert (standing.counting.verdict.choice, standing.judges, standing.submissions) == ("not_started", ("Trưởng",), {2})


def test_two_who_agree_are_named_with_both_their_reasons_and_hand_ins():
    standing = tell("F=met S=met", independent=True)
    assert (standing.counting.verdict.appraiser, standing.counting.verdict.reason) == ("Một, Hai", "lý do F; lý do S")
    assert standing.submissions == {0, 1}
