"""What the office's own list reads off returns, appraisals and rewards: nobody types it (appraisal.md)."""

from __future__ import annotations

from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.rewards import OPEN_STEPS, CouncilMeeting, Proposal, RewardStep
from danvan_metrics.plan.lens import Lens

DutySums = tuple[int, int, int, int]  # met_n, met_N, done, to_do


def find_meeting(dataset: Dataset, scope: Scope, code: str) -> frozenset[str]:
    """Schools in scope whose return says they meet the indicator: what they declare, through whatever lens the rest is seen."""
    scores = score_indicators(dataset, Scope(scope.period, Lens.DECLARED, scope.level, scope.commune, scope.model))
    return frozenset(scores.loc[scores["indicator"].eq(code) & scores["met"], "school"])


def count_meeting(dataset: Dataset, scope: Scope, code: str) -> DutySums:
    """Schools that meet an indicator, of the schools in scope."""
    return _twice(len(find_meeting(dataset, scope, code)), len(scope.schools(dataset)))


def count_rounds(dataset: Dataset, scope: Scope) -> DutySums:
    """Rounds of the plan in which a school has been assigned to a team up to the period, of all rounds."""
    begun = {code for code, schools in count_assigned(dataset, scope).items() if schools}
    return _twice(len(begun), len(dataset.plan.rounds))


def count_assigned(dataset: Dataset, scope: Scope) -> dict[str, int]:
    """How many schools each round of the plan has assigned up to the period, every school once."""
    assigned = dataset.appraisals[dataset.appraisals["period"].isin(_list_periods(dataset, scope))]
    return {one.code: assigned.loc[assigned["round"].eq(one.code), "school"].nunique() for one in dataset.plan.rounds}


def count_council(dataset: Dataset, scope: Scope) -> DutySums:
    """1 of 1 where a meeting of the council up to the period is on record."""
    return _twice(int(bool(list_meetings(dataset, scope))), 1)


def list_meetings(dataset: Dataset, scope: Scope) -> tuple[CouncilMeeting, ...]:
    """Meetings of the council up to the period."""
    periods = _list_periods(dataset, scope)
    return tuple(one for one in dataset.rewards.meetings if one.period in periods)


def sum_considered(dataset: Dataset, scope: Scope) -> DutySums:
    """Proposals the council has considered, of all that stand of those made up to the period."""
    proposals = list_proposals(dataset, scope)
    return _twice(sum(one.meeting is not None for one in proposals), len(proposals))


def sum_decided(dataset: Dataset, scope: Scope) -> DutySums:
    """Proposals with a decision in force, of those that the council's votes carried."""
    carried = [one for one in list_proposals(dataset, scope) if one.passed]
    return _twice(sum(one.step is RewardStep.DECIDED for one in carried), len(carried))


def list_proposals(dataset: Dataset, scope: Scope) -> tuple[Proposal, ...]:
    """Proposals made up to the period; what was dropped or withdrawn is none any more."""
    periods = _list_periods(dataset, scope)
    return tuple(one for one in dataset.rewards.proposals if one.period in periods and one.step in OPEN_STEPS)


def _list_periods(dataset: Dataset, scope: Scope) -> frozenset[str]:
    """The period looked at and those before it: a year's work adds up from the first of January."""
    codes = [period.code for period in dataset.plan.periods]
    return frozenset(codes[: codes.index(scope.period) + 1])


def _twice(n: int, total: int) -> DutySums:
    return n, total, n, total
