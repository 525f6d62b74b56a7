"""The items of the happy school for one school: criteria × items × periods, declared beside evidenced beside appraised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

import pandas as pd

from danvan_metrics.metrics.comparison import track_items
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.iteration import iterate_rows
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.plan.roster import School
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.web.navigation import follow, link_source
from danvan_metrics.web.state import measure
from danvan_metrics.web.widgets.table import Band, Cell, Heading, Table, show_table

_WITHOUT_VALUE = {Mark.NOT_REPORTED, Mark.NOT_DUE, Mark.NOT_APPLICABLE, Mark.INVALID}
NOT_APPRAISED = "chưa thẩm định"


def lay_out_items(dataset: Dataset, school: str) -> Table:
    """Lay out every item of kind level of one school through the year; a cell leads to the school's own cells."""
    plan = dataset.plan
    tracked = track_items(dataset, school)
    by_cell = {(row.item, row.period): row for row in iterate_rows(tracked)}
    marks = dict.fromkeys(map(Mark, [*tracked["declared"], *tracked["evidenced"]]))
    upper = [
        Heading("Mã", rows=2),
        Heading("Nội dung", rows=2),
        *(Heading(period.title, len(Lens)) for period in plan.periods),
    ]
    return Table(
        caption=f"{dataset.roster.by_code[school].name}: từng nội dung qua {len(plan.periods)} kỳ",
        headings=(tuple(upper), tuple(Heading(lens.short) for _ in plan.periods for lens in Lens)),
        bands=tuple(_build_bands(dataset, tracked, by_cell, school)),
        align="ll" + "c" * len(Lens) * len(plan.periods),
        legend=tuple((mark, LABELS[mark]) for mark in Mark if mark in marks),
        band_heading="Tiêu chí",
        notes=(
            "Minh chứng: số minh chứng; “Đạt” không có minh chứng thì chưa được tính",
            "Thẩm định: “chưa” là Phòng chưa thẩm định",
        ),
        dense=True,
    )


def _build_bands(dataset: Dataset, tracked: pd.DataFrame, by_cell: dict[tuple[str, str], Any], school: str) -> Iterator[Band]:
    plan = dataset.plan
    items = iterate_rows(tracked[["item", "group"]].drop_duplicates())
    for group, rows in groupby(items, key=lambda row: row.group):
        yield Band(plan.group_by_code[group].short, tuple(_build_row(plan, row.item, by_cell, school) for row in rows))


def _build_row(plan: Plan, item: str, by_cell: dict[tuple[str, str], Any], school: str) -> tuple[Cell, ...]:
    indicator = plan.indicator_by_code[item]
    cells: list[Cell] = []
    for period in plan.periods:
        links = [link_source(Reference(item, Scope(period.code, lens), school)) for lens in (Lens.DECLARED, Lens.EVIDENCED)]
        own, proof, appraised = _build_cells(by_cell[item, period.code], period, indicator.title)
        cells += [replace(own, opens=links[0]), replace(proof, opens=links[1]), appraised]
    return (Cell(item, strong=True), Cell(indicator.title, words=indicator.text), *cells)


def _build_cells(row: Any, period: Period, title: str) -> tuple[Cell, Cell, Cell]:
    declared, evidenced = Mark(row.declared), Mark(row.evidenced)
    if declared in _WITHOUT_VALUE:
        words = f"{title}, {period.title}: {LABELS[declared]}"
        return Cell(mark=declared, words=words), Cell(mark=declared, words=words), Cell()
    pieces = "0" if pd.isna(row.evidence_count) else format_quantity(row.evidence_count)
    bare = declared is Mark.MET and evidenced is not Mark.MET
    proof = f"{title}, {period.title}: {pieces} minh chứng" + ("; chưa được tính là đạt" if bare else "")
    own = Cell(mark=declared, words=f"{title}, {period.title}, tự khai: {LABELS[declared]}")
    return own, Cell(pieces, mark=evidenced, words=proof), Cell(note="chưa", words=NOT_APPRAISED)


def show_items(school: School, *, key: str) -> None:
    """Draw the items of one school."""
    if link := show_table(measure(lay_out_items, school.code), key=key):
        follow(link)
