"""The model schools laid out: every item through the year, what moved, and each group beside the rest of the schools."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from danvan_metrics.metrics.words import Ratio
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.plan.roster import Roster
from danvan_metrics.plan.verdicts import OUTCOMES, Outcome
from danvan_metrics.topics.model_schools.chart import ModelSchoolTracks, ModelTracksChart
from danvan_metrics.topics.model_schools.figures import GroupComparison, ModelComparison
from danvan_metrics.topics.model_schools.movement import Movement
from danvan_metrics.topics.model_schools.tracks import Track, TrackPoint
from danvan_metrics.vietnamese import NOTHING, format_percent, format_quantity

_SHORT: Final = {
    Outcome.LOWERED: "hạ",
    Outcome.RAISED: "nâng",
    Outcome.UNPROVEN: "chưa đủ",
}  # beside the mark of the office's level; the words of the cell say why
_ZERO: Final = "chưa làm, chưa có minh chứng hoặc chưa được xác nhận (0)"


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
    """Lay out n/N and share of both sides, and the middle of the rest with their number."""
    upper = (Heading("Nhóm", rows=2), Heading("Trường điểm", 2), Heading("Trường còn lại", 3))
    lower = (
        Heading("n/N", figures=("Trường điểm: đạt", "Trường điểm: áp dụng")),
        Heading(SHARE_HEADING, figures=(f"{SHARE_HEADING} trường điểm",)),
        Heading("n/N", figures=("Trường còn lại: đạt", "Trường còn lại: áp dụng")),
        Heading(SHARE_HEADING, figures=(f"{SHARE_HEADING} trường còn lại",)),
        Heading("Mức giữa", figures=(f"{SHARE_HEADING} mức giữa của trường còn lại", "Mức giữa của bao nhiêu trường")),
    )
    rows = group_rows(_lay_group(group, Reference(group.code, record.scope)) for group in record.groups)
    return Table(record.title, (upper, lower), rows, "lccccc", record.subtitle)


def _lay_group(group: GroupComparison, reference: Reference) -> Row:
    ours, rest = (replace(reference, scope=replace(reference.scope, model=model)) for model in (True, False))
    return (
        Cell(group.title),
        _lay_ratio(group.ours, f"Nguồn: {group.title}, trường điểm {group.ours}", ours),
        _lay_share(group.share),
        _lay_ratio(group.rest, f"Nguồn: {group.title}, trường còn lại {group.rest}", rest),
        _lay_share(group.rest_share),
        _lay_middle(group),
    )


def _lay_middle(group: GroupComparison) -> Cell:
    text = NOTHING if group.rest_median is None else f"{format_percent(group.rest_median)} ({group.rest_schools} trường)"
    return Cell(text, figures=(group.rest_median, group.rest_schools))


def _lay_ratio(ratio: Ratio, words: str, source: Reference) -> Cell:
    return Cell(str(ratio), strong=True, opens=source, words=words, figures=(ratio.n, ratio.total))


def _lay_share(share: float | None) -> Cell:
    return Cell(NOTHING if share is None else format_percent(share), figures=(share,))


def lay_out_movements(roster: Roster, movements: Sequence[Movement], since: str) -> Table:
    """Lay out what moved, a row per school."""
    rows = group_rows(_lay_movement(roster, movement) for movement in movements)
    headings = name_columns("Trường", "Mới đạt", "Không còn đạt", "Mới bắt đầu", "Kỳ này chưa có số liệu")
    return Table(f"Thay đổi của trường điểm so với {since}", headings, rows, "lllll")


def _lay_movement(roster: Roster, movement: Movement) -> tuple[str | Cell, ...]:
    unit = roster.by_code[movement.school]
    name = Cell(unit.short_name, opens=SchoolPage(unit.code), words=f"Mở hồ sơ {unit.short_name}", strong=True)
    if not movement.comparable:
        return name, "chưa đủ số liệu hai kỳ để so sánh", NOTHING, NOTHING, NOTHING
    silent = [code if mark is Mark.NOT_REPORTED else f"{code} ({LABELS[mark]})" for code, mark in movement.silent]
    return name, *map(_list_items, (movement.gained, movement.lost, movement.begun, silent))


def _list_items(codes: Sequence[str]) -> str:
    return f"{len(codes)}: {', '.join(codes)}" if codes else "0"


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
