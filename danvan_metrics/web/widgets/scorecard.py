"""The scorecard as a table: one row per school, one marked cell per group, and when the return came."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import LABELS
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.plan.model import Group
from danvan_metrics.topics.overview.figures import collect_overview
from danvan_metrics.topics.scorecard.figures import Cell as ScorecardCell
from danvan_metrics.topics.scorecard.figures import Row, Scorecard
from danvan_metrics.web.navigation import follow, link_school, link_source
from danvan_metrics.web.state import measure
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.table import Band, Cell, Heading, Table, show_table

FLAG = "⚑"
_RETURN = ("Báo cáo", ("Hạn nộp", "Trạng thái"))


def show_scorecard(scorecard: Scorecard, *, key: str) -> None:
    """Draw the scorecard; a name leads to the school's page, a cell to what made it."""
    with st.container(gap="xxsmall", key=f"{key}_with_title"):
        st.markdown(f"**{scorecard.title}** · {scorecard.subtitle}")
        if link := show_table(measure(lay_out_scorecard, scorecard.scope), key=key):
            follow(link)
        offer_figures(scorecard, key=key)


def lay_out_scorecard(dataset: Dataset, scope: Scope) -> Table:
    """Lay out the scorecard of Tổng quan; kept like any other figure, for a page runs anew with every press."""
    return build_table(collect_overview(dataset, scope).scorecard)


def build_table(scorecard: Scorecard) -> Table:
    """Lay the scorecard out: two rows of headings, schools in bands."""
    return Table(
        caption=f"{scorecard.title}. {scorecard.subtitle}",
        headings=(tuple(_upper_headings(scorecard.groups)), tuple(_lower_headings(scorecard.groups))),
        bands=tuple(Band(title, tuple(_build_row(row, scorecard.scope) for row in rows)) for title, rows in scorecard.bands),
        align="n" + "c" * len(scorecard.groups) + "m" * len(_RETURN[1]),
        legend=scorecard.legend,
        band_heading="Nhóm trường",
        notes=tuple(_list_notes(scorecard)),
        dense=True,
    )


def _upper_headings(groups: tuple[Group, ...]) -> list[Heading]:
    headings = [Heading("Trường", rows=2)]
    parents = {group.parent for group in groups}
    names = [group.code if group.code in parents else group.parent for group in groups]
    titles = {group.code: group.title for group in groups}
    for name in dict.fromkeys(names):
        headings += [Heading(titles[name] if name else "Nhóm chỉ tiêu, nhiệm vụ", names.count(name))]
    return [*headings, Heading(_RETURN[0], len(_RETURN[1]))]


def _lower_headings(groups: tuple[Group, ...]) -> list[Heading]:
    parents = {group.parent for group in groups}
    columns = [Heading("Cộng" if group.code in parents else group.short, words=group.title) for group in groups]
    return [*columns, *map(Heading, _RETURN[1])]


def _list_notes(scorecard: Scorecard) -> Iterator[str]:
    yield "+n mục: so với kỳ trước"
    if any(cell.agreed for row in scorecard.rows for cell in row.cells):
        yield f"{FLAG} có việc đang giao"


def _build_row(row: Row, scope: Scope) -> tuple[Cell, ...]:
    opens = link_school(row.school)
    name = Cell(row.name, opens=opens, words=f"Mở hồ sơ {row.name}", tag="điểm" if row.model else "", strong=row.model)
    receipt = Cell(row.receipt, opens=link_source(Reference(Subject.RECEIPTS, scope, row.school)))
    return (
        name,
        *(_build_cell(cell, row.school, scope) for cell in row.cells),
        receipt,
        Cell(row.state, opens=opens, words=f"Mở hồ sơ {row.name}: {row.state}"),
    )


def _build_cell(cell: ScorecardCell, school: str, scope: Scope) -> Cell:
    change = f"{cell.change} mục" if cell.change else ""
    note = " ".join(filter(None, (change, f"▲{cell.above}" if cell.above else "", FLAG if cell.agreed else "")))
    opens = link_source(Reference(cell.group, Scope(scope.period, scope.lens), school))
    return Cell(cell.ratio or LABELS[cell.mark], note, cell.mark, cell.words, opens=opens)
