"""Schools counted by the rung they stand on, the model schools named apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.spread import WITHOUT_RUNG, climb_ladder
from danvan_metrics.metrics.words import STATES


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One period or level: schools by rung (keys "0"…) and by state without one; `models` are (name, rung or state)."""

    name: str
    counts: dict[str, int]
    at_or_above: int
    models: tuple[tuple[str, int | str], ...] = ()

    @property
    def schools(self) -> int:
        """All of them, those without a return too."""
        return sum(self.counts.values())

    @property
    def reported(self) -> int:
        """Those that stand on a rung."""
        return sum(count for key, count in self.counts.items() if key.isdigit())


def name_schools(model: bool | None) -> str:  # noqa: FBT001  a condition of the scope
    """Which schools a figure of the ladder counts; all of them, the model schools too, are just “trường”."""
    return {True: "trường điểm", False: "trường ngoài trường điểm", None: "trường"}[model]


def describe_absent(counts: Mapping[str, int]) -> tuple[str, ...]:
    """“2 chưa báo cáo”, “1 trả lại, chờ sửa”: who stands in N without a rung, by state."""
    return tuple(f"{counts[state]} {STATES[state]}" for state in WITHOUT_RUNG if counts.get(state))


def choose_bars(dataset: Dataset, scope: Scope) -> Scope:
    """Which schools the bars count: the others than the model schools, unless only those are asked for or found."""
    others = any(not school.model for school in scope.schools(dataset))
    return replace(scope, model=bool(scope.model) or not others)


def count_by_period(dataset: Dataset, scope: Scope, notable: int) -> Iterator[LadderRow]:
    """Yield a row per period of the plan."""
    for period in dataset.plan.periods:
        yield _count(period.title, climb_ladder(dataset, replace(scope, period=period.code, model=None)), scope, notable)


def count_by_level(dataset: Dataset, scope: Scope, notable: int) -> Iterator[LadderRow]:
    """Yield a row per level that has a school, in the scope's period."""
    ladder = climb_ladder(dataset, replace(scope, model=None))
    for level in dataset.plan.levels:
        rows = ladder[ladder["level"].eq(level)]
        if rows["model"].eq(bool(scope.model)).any():
            yield _count(level, rows, scope, notable)


def _count(name: str, ladder: pd.DataFrame, scope: Scope, notable: int) -> LadderRow:
    bars = ladder[ladder["model"].eq(bool(scope.model))]
    standing = bars["rung"].astype("string").fillna(bars["state"])
    counts = {str(key): int(count) for key, count in standing.value_counts().items()}
    models = () if scope.model else tuple(_name_models(ladder[ladder["model"]]))
    return LadderRow(name, counts, int(bars["rung"].ge(notable).sum()), models)


def _name_models(models: pd.DataFrame) -> Iterator[tuple[str, int | str]]:
    for name, state, rung in models[["name", "state", "rung"]].itertuples(index=False):
        yield str(name), str(state) if pd.isna(rung) else int(rung)
