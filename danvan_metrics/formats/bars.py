"""Bars as a subject means them, whoever draws them: categories, series of values, their words, symbols and fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.words import STATES


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of value and one value per category; None is an empty cell, never 0.

    Without values it is the kind alone: its key in counts, words, symbol and fill, for charts that point at cells.
    caption: stands by the number, as “bậc 4”. labels: a text per value (“” for none), or () where numbers are shown.
    fills: of single values. absent: its bars fill the places of values there are none of.
    """

    key: str
    label: str
    fill: theme.Fill
    symbol: str = ""
    caption: str = ""
    values: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()
    fills: Mapping[int, theme.Fill] = field(default_factory=dict)
    absent: bool = False

    @property
    def name(self) -> str:
        """Symbol and words, as a legend shows them."""
        return f"{self.symbol} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, the first category on top: counts stacked beside each other, told apart by a legend.

    shares: on an axis of 0–100 % instead, labelled, so without legend; all series of a category share one place, for only one of
    them has a value there.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    shares: bool = False
    title: str = ""

    @property
    def end(self) -> float:
        """The end of the axis: 1 (100 %), or the longest bar's count, at least 1."""
        if self.shares:
            return 1
        columns = zip(*(one.values for one in self.series), strict=True)
        return max((1, *(sum(value or 0 for value in column) for column in columns)))


def count_series(kinds: Sequence[Series], counts: Sequence[Mapping[str, int] | None]) -> tuple[Series, ...]:
    """The kinds with their counts, by their keys; a row of None is a heading without a bar."""
    return tuple(replace(kind, values=tuple(None if row is None else row.get(kind.key, 0) for row in counts)) for kind in kinds)


def keep_present(series: Sequence[Series]) -> tuple[Series, ...]:
    """The series that count anything."""
    return tuple(one for one in series if any(one.values))


def fill_absences(states: Sequence[str], labels: Sequence[str]) -> tuple[Series, ...]:
    """Whole bars of shares for the categories whose state has no value: a series per state, each bar with its label."""
    return tuple(
        replace(
            one,
            values=tuple(1 if state == one.key else None for state in states),
            labels=tuple(label if state == one.key else "" for state, label in zip(states, labels, strict=True)),
        )
        for one in _ABSENCES
        if one.key in states
    )


_ABSENCES: Final = tuple(
    Series(state, STATES[state], theme.MARK_FILLS[state], absent=True)
    for state in (Mark.NOT_REPORTED, Mark.NOT_APPRAISED, Mark.SENT_BACK, Mark.NOT_DUE, Mark.NOT_APPLICABLE, Mark.INVALID)
)
