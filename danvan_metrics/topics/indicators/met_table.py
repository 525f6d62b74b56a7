"""A group's indicators for a meeting: how many of the schools with a figure meet each, the fewest first, and which do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Cell, IndicatorPage, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.bands import BandLimits, band_share, set_limits
from danvan_metrics.metrics.comparison import pair_scores, total_changes
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.material import Material, gather
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import Ratio, describe_scope, name_asked, name_file
from danvan_metrics.plan.model import Indicator
from danvan_metrics.vietnamese import NOTHING, format_change, format_percent

_NAMED: Final = 5  # schools that are named; of the others how many


@dataclass(frozen=True, slots=True)
class MetRow:
    """One indicator: schools that meet it of those with a figure of it, its band, and the short names of the others.

    change: how many more than in the period before, in the schools that can be compared (None: none can).
    """

    code: str
    title: str
    met: Ratio
    mark: Mark
    unmet: tuple[str, ...]
    change: int | None = None


@dataclass(frozen=True, kw_only=True)
class MetTable(FigureRecord):
    """The rows of one group that any school has a figure of, the one that the smallest share meets first."""

    scope: Scope
    group: str
    asked: str
    rows: tuple[MetRow, ...]
    limits: BandLimits


def collect_met(dataset: Dataset, scope: Scope, group: str) -> MetTable:
    """Collect the scored indicators of a group and of those under it, over the schools in scope."""
    material, limits = gather(dataset, scope), set_limits(dataset.plan, scope.period)
    changes = {row.indicator: int(row.change) for row in iterate_rows(total_changes(pair_scores(dataset, scope)))}
    told = material.scores[material.scores["reported"] & material.scores["state"].eq("value")]
    by_code = {str(code): rows for code, rows in told.groupby("indicator", sort=False)}
    asked = [one for one in dataset.plan.indicators_in(group) if one.code in by_code]
    rows = [_build_row(material, one, by_code[one.code], limits, changes.get(one.code)) for one in asked]
    return MetTable(
        title=dataset.plan.group_by_code[group].title,
        subtitle=describe_scope(dataset, scope),
        file_name=name_file(f"truong dat {group}", scope),
        sample=dataset.sample,
        scope=scope,
        group=group,
        asked=name_asked(dataset.plan, group),
        rows=tuple(sorted(rows, key=lambda row: row.met.n / row.met.total)),
        limits=limits,
    )


def _build_row(material: Material, item: Indicator, told: pd.DataFrame, limits: BandLimits, change: int | None) -> MetRow:
    met, total = int(told["met"].sum()), len(told)
    unmet = tuple(_list_unmet(material, iterate_rows(told[~told["met"]])))
    return MetRow(item.code, item.title, Ratio(met, total), band_share(met / total, limits), unmet, change)


def _list_unmet(material: Material, rows: Iterator[Any]) -> Iterator[str]:
    """The schools that do not meet it, whoever has done least first."""
    for row in sorted(rows, key=lambda row: row.completion):
        yield material.name(row.school)


def lay_out_met(record: MetTable) -> Table:
    """Lay the rows out: a code leads to the indicator's schools, a figure to its source; no change where nothing is compared."""
    table = Table(
        caption=record.title,
        headings=name_columns("Mã", "Nội dung", "Trường đạt", "So kỳ trước", "Chưa đạt"),
        bands=group_rows(_lay_row(row, record.scope) for row in record.rows),
        align="nlccl",
        subtitle=record.subtitle,
        legend=tuple(describe_legend({row.mark for row in record.rows}, record.scope.lens, record.limits)),
    )
    return table if any(row.change is not None for row in record.rows) else table.select(0, 1, 2, 4)


def _lay_row(row: MetRow, scope: Scope) -> Row:
    share = format_percent(row.met.n / row.met.total)
    words = f"Nguồn của {row.code}: {row.met} trường đạt, trong các trường có số liệu"
    change = NOTHING if row.change is None else format_change(row.change)
    return (
        Cell(row.code, opens=IndicatorPage(row.code), words=f"Xem từng trường: {row.title}"),
        Cell(row.title),
        Cell(share, str(row.met), row.mark, words, Reference(row.code, scope), strong=True),
        Cell(change),
        Cell(_name_unmet(row.unmet)),
    )


def _name_unmet(names: Sequence[str]) -> str:
    more = f" và {len(names) - _NAMED} trường khác" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more if names else NOTHING
