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
    """One period or level: schools by rung (keys "0"…) and by state without one.

    `models` are the model schools among them, each with its rung or its state: what the others are to come up to.
    """

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


def name_reached(rung: int, model: bool | None) -> str:  # noqa: FBT001  a condition of the scope
    """What n of N counts, and of whom where that is not all: “bậc 4 trở lên”, “bậc 4 trở lên, ngoài trường điểm”."""
    whom = {True: ", trường điểm", False: ", ngoài trường điểm", None: ""}[model]
    return f"bậc {rung} trở lên{whom}"


def count_by_period(dataset: Dataset, scope: Scope, notable: int) -> Iterator[LadderRow]:
    """Yield a row per period of the plan."""
    for period in dataset.plan.periods:
        yield _count(period.title, climb_ladder(dataset, replace(scope, period=period.code)), scope, notable)


def count_by_level(dataset: Dataset, scope: Scope, notable: int) -> Iterator[LadderRow]:
    """Yield a row per level that has a school, in the scope's period."""
    ladder = climb_ladder(dataset, scope)
    for level in dataset.plan.levels:
        rows = ladder[ladder["level"].eq(level)]
        if len(rows):
            yield _count(level, rows, scope, notable)


def _count(name: str, ladder: pd.DataFrame, scope: Scope, notable: int) -> LadderRow:
    standing = ladder["rung"].astype("string").fillna(ladder["state"])
    counts = {str(key): int(count) for key, count in standing.value_counts().items()}
    models = () if scope.model else tuple(_name_models(ladder[ladder["model"].astype(bool)]))
    return LadderRow(name, counts, int(ladder["rung"].ge(notable).sum()), models)


def _name_models(models: pd.DataFrame) -> Iterator[tuple[str, int | str]]:
    for name, state, rung in models[["name", "state", "rung"]].itertuples(index=False):
        yield str(name), str(state) if pd.isna(rung) else int(rung)
