"""One model school for a meeting: its criteria period by period beside the other schools, and the items it does not meet."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.formats.table import Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.bands import band_share, set_limits
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.material import gather
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.plan.model import Group
from danvan_metrics.topics.model_schools.chart import ModelSchoolTracks, ModelTracksChart
from danvan_metrics.topics.model_schools.tracks import Track, TrackPoint
from danvan_metrics.vietnamese import NOTHING, format_percent


def lay_out_criteria(dataset: Dataset, scope: Scope, record: ModelTracksChart, school: ModelSchoolTracks) -> Table:
    """Lay out a row per criterion: every period, the middle of the others, and what is not met in the scope's period."""
    groups = {group.short: group for group in dataset.plan.groups}
    rows = [_lay_track(dataset, scope, school.school, groups[track.name], track) for track in school.tracks]
    marks = {cell.mark for row in rows for cell in row if cell.mark}
    return Table(
        caption=school.name,
        headings=name_columns("Tiêu chí", *record.periods, *([_head_middle(school)] if record.rest else []), "Nội dung chưa đạt"),
        bands=group_rows(rows if record.rest else [(*row[:-2], row[-1]) for row in rows]),
        align="l" + "c" * len(record.periods) + ("c" if record.rest else "") + "l",
        subtitle=record.subtitle,
        legend=tuple(describe_legend(marks, scope.lens, set_limits(dataset.plan, scope.period))),
    )


def _head_middle(school: ModelSchoolTracks) -> str:
    counts = sorted({track.others for track in school.tracks if track.reference is not None})
    told = "–".join(map(str, dict.fromkeys((counts[0], counts[-1])))) if counts else "các"
    return f"Mức giữa của {told} trường khác"


def _lay_track(dataset: Dataset, scope: Scope, school: str, group: Group, track: Track) -> Row:
    *before, last = (_lay_point(scope, school, group, point) for point in track.points)
    point = track.points[-1]
    if point.share is not None:
        last = Cell(last.text, last.note, band_share(point.share, set_limits(dataset.plan, scope.period)), last.words, last.opens)
    middle = NOTHING if track.reference is None else format_percent(track.reference)
    unmet = "; ".join(_list_unmet(dataset, scope, school, group)) or (NOTHING if point.share is None else "đạt đủ")
    return (Cell(track.name, strong=True), *before, last, Cell(middle), Cell(unmet))


def _lay_point(scope: Scope, school: str, group: Group, point: TrackPoint) -> Cell:
    opens = Reference(group.code, scope.at(point.period), school)
    words = f"{group.title}, {point.title}: {point.words}"
    if point.share is None:
        return Cell(point.words, words=words, opens=opens)
    return Cell(format_percent(point.share), point.words, words=words, opens=opens, strong=True)


def _list_unmet(dataset: Dataset, scope: Scope, school: str, group: Group) -> Iterator[str]:
    scores = gather(dataset, scope).scores
    own = scores[scores["school"].eq(school) & scores["group"].eq(group.code)]
    for row in iterate_rows(own[own["reported"] & ~own["met"]]):
        yield f"{row.indicator} {dataset.plan.indicator_by_code[row.indicator].title}"
