"""What sentences, scorecard and key figures are made from, each computed at most once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from danvan_metrics.metrics.comparison import changes
from danvan_metrics.metrics.completion import score_groups, score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.return_states import judge_returns
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.timeliness import Timeliness, count_timeliness, judge_timeliness
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Period


@dataclass(frozen=True)
class Material:
    """The figures of one selection of schools in one period and lens."""

    dataset: Dataset
    scope: Scope

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Every scored indicator of every school in scope."""
        return score_indicators(self.dataset, self.scope)

    @cached_property
    def groups(self) -> pd.DataFrame:
        """Every group of every school in scope."""
        return score_groups(self.dataset, self.scope)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """What changed in every group since the period before."""
        return changes(self.dataset, self.scope)

    @cached_property
    def receipts(self) -> pd.DataFrame:
        """When every return came."""
        return judge_timeliness(self.dataset, self.scope)

    @cached_property
    def returns(self) -> pd.DataFrame:
        """Where every return stands."""
        return judge_returns(self.dataset, self.scope)

    @cached_property
    def counts(self) -> Timeliness:
        """How many returns came, and when."""
        return count_timeliness(self.dataset, self.scope)

    @cached_property
    def ladder(self) -> pd.DataFrame:
        """The rung of every school in scope."""
        return climb_ladder(self.dataset, self.scope)

    @property
    def before(self) -> Period | None:
        """The period before."""
        return self.dataset.plan.period_before(self.scope.period)

    def through(self, lens: Lens) -> pd.DataFrame:
        """The scores looked at through another lens."""
        return self.scores if lens == self.scope.lens else score_indicators(self.dataset, replace(self.scope, lens=lens))

    def name(self, school: str) -> str:
        """A school's short name."""
        return self.dataset.roster.by_code[school].short_name


def gather(dataset: Dataset, scope: Scope) -> Material:
    """The figures of a selection, gathered once for a set of data."""
    return dataset.once(("material", scope), lambda: Material(dataset, scope))


def count_reached(ladder: pd.DataFrame, rung: int) -> int:
    """How many schools stand on or above the rung."""
    return int((ladder["rung"].dropna() >= rung).sum())
