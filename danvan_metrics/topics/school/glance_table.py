"""A school's year laid out: a band per lens, a row per period, and below it what stands beside the school."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from danvan_metrics.formats.table import Band, Cell, Heading, Row, SchoolPage, Table
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.school.glance import Middle, MiddleMoment, YearGlance, YearMoment
from danvan_metrics.topics.scorecard.table import REACH_NOTE, lay_out_score
from danvan_metrics.vietnamese import NOTHING, capitalise, format_percent

_ABSENT = "chưa có trong danh sách"


def lay_out_year(record: YearGlance) -> Table:
    """Lay the year out; the figures of a silent period are one cell over all groups."""
    bands = [*_build_lenses(record), *_build_beside(record)]
    return Table(
        caption=record.title,
        subtitle=record.subtitle,
        headings=((Heading("Kỳ"), *(Heading(group.short, words=group.title) for group in record.groups)),),
        bands=tuple(bands),
        align="n" + "m" * len(record.groups),
        legend=record.legend,
        band_heading="Góc nhìn",
        notes=tuple(_list_notes(record)),
        dense=True,
    )


def _list_notes(record: YearGlance) -> Iterator[str]:
    if any(cell.reach for moment in record.moments for cell in moment.cells):
        yield REACH_NOTE
    yield record.limits_note


def _build_lenses(record: YearGlance) -> Iterator[Band]:
    for lens in Lens:
        own = [moment for moment in record.moments if moment.scope.lens is lens]
        if own:
            yield Band(capitalise(lens.words), tuple(_lay_moment(moment, record.school.code, record) for moment in own))


def _build_beside(record: YearGlance) -> Iterator[Band]:
    lens = record.scope.lens.words
    if record.other:
        other = record.other
        rows = (_lay_moment(moment, other.code, record, opens=SchoolPage(other.code)) for moment in record.others)
        yield Band(f"Bên cạnh: {other.short_name} · {lens}", tuple(rows))
    elif record.no_middle:
        yield Band(f"Bên cạnh · {lens}", ((Cell(NOTHING), *_join(Cell(capitalise(record.no_middle)), record)),))
    else:
        title = f"Mức giữa của các trường khác cùng cấp {record.school.level} · {lens}"
        yield Band(title, tuple(_lay_middle(moment, record) for moment in record.middles))


def _lay_moment(moment: YearMoment, school: str, record: YearGlance, opens: SchoolPage | None = None) -> Row:
    head = Cell(moment.title, opens=opens, strong=moment.scope == record.scope)
    if not moment.cells:
        return (head, *_join(Cell(_ABSENT, mark=Mark.NOT_APPLICABLE), record))
    cells = [lay_out_score(replace(score, agreed=0), school, moment.scope) for score in moment.cells]
    silent = len({score.mark for score in moment.cells}) == 1 and not any(score.ratio for score in moment.cells)
    return (head, *(replace(cell, joined=silent and place > 0) for place, cell in enumerate(cells)))


def _join(first: Cell, record: YearGlance) -> tuple[Cell, ...]:
    """One cell over all groups."""
    return (first, *(replace(first, joined=True) for _ in record.groups[1:]))


def _lay_middle(moment: MiddleMoment, record: YearGlance) -> Row:
    strong = moment.scope == record.scope
    return (Cell(moment.title, strong=strong), *(_lay_share(cell) for cell in moment.cells))


def _lay_share(cell: Middle) -> Cell:
    """“71 % · 5 trường”; too few schools are told as such."""
    schools = f"{cell.schools} trường"
    if cell.share is None:
        return Cell(NOTHING, schools, words=f"Chưa có mức giữa: mới {schools} khác cùng cấp có số liệu")
    return Cell(format_percent(cell.share), schools, words=f"Mức giữa của {schools} khác cùng cấp: {format_percent(cell.share)}")
