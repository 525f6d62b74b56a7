"""The model schools laid out: every item through the year, what moved, and each group beside the rest of the schools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.formats.table import Band, Cell, Heading, Row, SchoolPage, Table, group_rows, name_columns
from danvan_metrics.metrics.comparison import track_items
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import LABELS, WITHOUT_VALUE, Mark, name_mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.plan.verdicts import OUTCOMES, Outcome
from danvan_metrics.topics.model_schools.chart import ModelSchoolTracks, ModelTracksChart
from danvan_metrics.topics.model_schools.figures import GroupComparison, ModelComparison, SideFigure
from danvan_metrics.topics.model_schools.movement import ModelMovements, Movement
from danvan_metrics.topics.model_schools.tracks import Track, TrackPoint
from danvan_metrics.vietnamese import NOTHING, format_percent, format_quantity

_SHORT: Final = {
    Outcome.LOWERED: "hạ",
    Outcome.RAISED: "nâng",
    Outcome.UNPROVEN: "chưa đủ",
}  # beside the mark of the office's level; the words of the cell say why
_INCOMPARABLE: Final = "chưa đủ số liệu hai kỳ để so sánh"
_QUANTITY: Final = "Tỉ lệ: bình quân các dòng, như Bảng điểm; bên cạnh: số dòng đạt đủ trên số dòng áp dụng"
_ZERO: Final = "chưa thực hiện, chưa có minh chứng hoặc chưa được xác nhận (0)"


def lay_out_items(dataset: Dataset, school: str) -> Table:
    """Lay out every item of kind level of one school through the year; a cell leads to the school's own cells."""
    plan = dataset.plan
    tracked = track_items(dataset, school)
    by_cell = {(row.item, row.period): row for row in iterate_rows(tracked)}
    marks = dict.fromkeys(map(Mark, [*tracked["declared"], *tracked["evidenced"], *tracked.loc[tracked["checked"], "appraised"]]))
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
        legend=tuple((mark, _name(mark, judged=bool(tracked["checked"].any()))) for mark in Mark if mark in marks),
        band_heading="Tiêu chí",
        notes=(
            "Minh chứng: số minh chứng; “Đạt” không có minh chứng thì chưa được tính",
            "Thẩm định: mức Phòng xác định cho từng nội dung; “chưa” là Phòng chưa thẩm định",
        ),
        dense=True,
    )


def _name(mark: Mark, *, judged: bool) -> str:
    return _ZERO if mark is Mark.ZERO and judged else name_mark(mark, Lens.EVIDENCED)


def _build_bands(dataset: Dataset, tracked: pd.DataFrame, by_cell: dict[tuple[str, str], Any], school: str) -> Iterator[Band]:
    plan = dataset.plan
    items = iterate_rows(tracked[["item", "group"]].drop_duplicates())
    for group, rows in groupby(items, key=lambda row: row.group):
        yield Band(plan.group_by_code[group].short, tuple(_lay_item(plan, row.item, by_cell, school) for row in rows))


def _lay_item(plan: Plan, item: str, by_cell: dict[tuple[str, str], Any], school: str) -> Row:
    indicator = plan.indicator_by_code[item]
    cells: list[Cell] = []
    for period in plan.periods:
        row = by_cell[item, period.code]
        laid = (*_lay_period(row, period, indicator.title), _lay_appraised(row, period, indicator.title))
        links = [Reference(item, Scope(period.code, lens), school) for lens in Lens]
        opened = [replace(cell, opens=link) for cell, link in zip(laid, links, strict=True)]
        cells += opened if row.checked else [*opened[:-1], laid[-1]]
    return (Cell(item, strong=True), Cell(indicator.title, words=indicator.text), *cells)


def _lay_period(row: Any, period: Period, title: str) -> tuple[Cell, Cell]:
    """What the school says, and what it can prove."""
    declared, evidenced = Mark(row.declared), Mark(row.evidenced)
    if declared in WITHOUT_VALUE:
        words = f"{title}, {period.title}: {LABELS[declared]}"
        return Cell(mark=declared, words=words), Cell(mark=declared, words=words)
    pieces = "0" if pd.isna(row.evidence_count) else format_quantity(row.evidence_count)
    bare = declared is Mark.MET and evidenced is not Mark.MET
    proof = f"{title}, {period.title}: {pieces} minh chứng" + ("; chưa được tính là đạt" if bare else "")
    own = Cell(mark=declared, words=f"{title}, {period.title}, tự khai: {LABELS[declared]}")
    return own, Cell(pieces, mark=evidenced, words=proof)


def _lay_appraised(row: Any, period: Period, title: str) -> Cell:
    """The mark of the office's level, and why where it is not the school's; “chưa” where it has not said."""
    asked = f"{title}, {period.title}, thẩm định"
    if not row.checked:
        silent = Mark(row.declared) in WITHOUT_VALUE and not row.outcome
        return Cell() if silent else Cell(note="chưa", words=f"{asked}: {LABELS[Mark.NOT_APPRAISED]}")
    mark, outcome = Mark(row.appraised), OUTCOMES[Outcome(row.outcome)]
    reason = f" – {row.reason}" if row.reason else ""
    short = _SHORT.get(Outcome(row.outcome), "")
    return Cell(note=short, mark=mark, words=f"{asked}: {name_mark(mark, Lens.APPRAISED)} ({outcome.lower()}{reason})")


def lay_out_comparison(record: ModelComparison) -> Table:
    """Lay out both sides in the scorecard's bands, and the middle of the rest with the number of those it is taken over."""
    heads = (
        Heading("Nhóm"),
        Heading("Trường điểm", figures=(f"{SHARE_HEADING} trường điểm", "Trường điểm: đạt", "Trường điểm: áp dụng")),
        Heading("Trường còn lại", figures=(f"{SHARE_HEADING} trường còn lại", "Trường còn lại: đạt", "Trường còn lại: áp dụng")),
        Heading(
            "Mức giữa của các trường khác",
            figures=(f"{SHARE_HEADING} mức giữa của các trường khác", "Mức giữa của bao nhiêu trường"),
        ),
    )
    rows = group_rows(_lay_group(group, Reference(group.code, record.scope)) for group in record.groups)
    return Table(record.title, (heads,), rows, "lccc", record.subtitle, legend=record.legend, notes=(_QUANTITY,))


def _lay_group(group: GroupComparison, reference: Reference) -> Row:
    ours, rest = (replace(reference, scope=replace(reference.scope, model=model)) for model in (True, False))
    return (
        Cell(group.title),
        _lay_side(group.ours, f"{group.title}, trường điểm", ours),
        _lay_side(group.rest, f"{group.title}, trường còn lại", rest),
        _lay_middle(group),
    )


def _lay_side(side: SideFigure, whose: str, source: Reference) -> Cell:
    if side.share is None:
        return Cell(NOTHING, figures=(None, None, None))
    share, words = format_percent(side.share), f"Nguồn số liệu: {whose} {side.ratio}"
    figures = (side.share, side.ratio.n, side.ratio.total)
    return Cell(share, str(side.ratio), side.mark, words, source, strong=True, figures=figures)


def _lay_middle(group: GroupComparison) -> Cell:
    if group.rest_median is None:
        return Cell(NOTHING, figures=(None, None))
    told = f"mức giữa của {group.rest_schools} trường khác"
    note = f"của {group.rest_schools} trường khác"
    return Cell(format_percent(group.rest_median), note, words=told, figures=(group.rest_median, group.rest_schools))


def lay_out_movements(dataset: Dataset, record: ModelMovements) -> Table:
    """Lay out what moved, a row per school and kind of change, every item by its name; a kind without any is left out."""
    bands = tuple(Band(_name_school(dataset, movement), tuple(_lay_movement(dataset, movement))) for movement in record.movements)
    headings = (Heading("Thay đổi"), Heading("Số nội dung", figures=("Số nội dung",)), Heading("Những nội dung nào"))
    return Table(record.title, (headings,), bands, "ncl", record.subtitle, band_heading="Trường")


def _name_school(dataset: Dataset, movement: Movement) -> str:
    return dataset.roster.by_code[movement.school].short_name


def _lay_movement(dataset: Dataset, movement: Movement) -> Iterator[Row]:
    link, asked = SchoolPage(movement.school), f"Mở hồ sơ {_name_school(dataset, movement)}"
    if not movement.comparable:
        yield (Cell("Chưa so được", opens=link, words=asked), Cell(NOTHING, figures=(None,)), Cell(_INCOMPARABLE))
        return
    kinds = (
        ("Không còn đạt", [(code, "") for code in movement.lost]),
        ("Mới đạt", [(code, "") for code in movement.gained]),
        ("Mới bắt đầu", [(code, "") for code in movement.begun]),
        ("Chưa có số liệu", [(code, "" if mark is Mark.NOT_REPORTED else LABELS[mark]) for code, mark in movement.silent]),
    )
    told = [(kind, items) for kind, items in kinds if items] or [("Không thay đổi", [])]
    for kind, items in told:
        names = "; ".join(_name_item(dataset.plan, code, reason) for code, reason in items) or NOTHING
        number = Cell(str(len(items)), strong=True, figures=(len(items),))
        yield (Cell(kind, opens=link, words=asked), number, Cell(names))


def _name_item(plan: Plan, code: str, reason: str) -> str:
    return f"{code} {plan.indicator_by_code[code].title}" + (f" ({reason})" if reason else "")


def lay_out_tracks(record: ModelTracksChart, school: ModelSchoolTracks) -> Table:
    """Lay out one school's criteria, a column per period; pages and slides draw them instead."""
    headings = name_columns("Tiêu chí", *record.periods, "Mức giữa của các trường khác")
    rows = group_rows(_lay_track(track) for track in school.tracks)
    return Table(
        f"{school.name}: số nội dung đạt trên số nội dung áp dụng", headings, rows, "l" + "c" * (len(record.periods) + 1)
    )


def _lay_track(track: Track) -> tuple[str, ...]:
    return (track.name, *map(_format_point, track.points), track.middle)


def _format_point(point: TrackPoint) -> str:
    return point.words if point.share is None else f"{point.words} ({format_percent(point.share)})"
