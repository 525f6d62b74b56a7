"""What every chart's record says of itself, and the table of figures behind it."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.plan.model import Plan

STATE_HEADING: Final = "Tình trạng"
SHARE_HEADING: Final = "Tỉ lệ"  # a column whose heading begins with this holds shares, 0…1


@dataclass(frozen=True, kw_only=True)
class FigureRecord:
    """What a chart, table or list says of itself; `file_name` is ASCII, without extension; `sample`: the figures are made up."""

    title: str
    subtitle: str
    file_name: str
    sample: bool


@dataclass(frozen=True, kw_only=True)
class Chart(FigureRecord, ABC):
    """A chart's record; `empty` is the sentence shown instead of the drawing where there is nothing to draw."""

    alt: str
    source: str
    empty: str = ""

    @abstractmethod
    def table(self) -> pd.DataFrame:
        """The figures drawn, with Vietnamese headings; n and N in columns of their own, empty kinds in words."""

    @abstractmethod
    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:
        """The figure behind every row of `table()`, in its order, so that each can be followed to its source."""


@dataclass(frozen=True, kw_only=True)
class UnitChart(Chart):
    """A chart whose rows are units: none has a source of its own; `units` are the codes each row opens ("": nothing)."""

    units: tuple[str, ...]

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """None: what is behind a unit's figure is the unit, one storey down."""
        return iter(())


def make_table(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """A table of these rows, typed."""
    return type_figures(pd.DataFrame(list(rows)))


def type_figures(table: pd.DataFrame) -> pd.DataFrame:
    """The table with shares as floats, every other number whole where all of the column are (missing: <NA>)."""
    for heading in table:
        if str(heading).startswith(SHARE_HEADING):
            table[heading] = table[heading].astype(float)
        elif table[heading].map(_is_count).all():
            table[heading] = table[heading].astype("Int64")
    return table


def _is_count(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and (math.isnan(value) or float(value).is_integer()))
