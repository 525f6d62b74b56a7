"""The model schools: a native chart each, the three criteria through the periods, beside the middle of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, fill_absences
from danvan_metrics.formats.pptx.chart_frames import add_chart
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.lowest import find_lowest, name_together
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.chart import ModelSchoolTracks, ModelTracksChart, collect_model_tracks
from danvan_metrics.topics.model_schools.tracks import Track, TrackPoint
from danvan_metrics.vietnamese import format_percent, format_ratio

_MIDDLE: Final = "mức giữa"
_PER_SLIDE: Final = 3
_GAP: Final = 0.25
_NAMES: Final = 1.5  # inches
_MIDDLE_FILL: Final = theme.Fill(theme.TRACK)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A row of the chart: a criterion's name alone, a period's point, or the middle of the others (its track)."""

    name: str
    position: int = -1
    point: TrackPoint | None = None
    track: Track | None = None


def add_model_school_slides(deck: Deck, meeting: Meeting) -> None:
    """Three schools on a slide."""
    record = meeting.take(collect_model_tracks)
    if record.empty or not any(_add_up(school)[1] for school in record.schools):
        deck.leave_out(record.title, record.empty or "Chưa trường điểm nào có số liệu kỳ này.")
        return
    for first in range(0, len(record.schools), _PER_SLIDE):
        _add_slide(deck, meeting, record.schools[first : first + _PER_SLIDE], more=first > 0)


def describe_lowest_model(record: ModelTracksChart, lens: Lens) -> str:
    """“Tiểu học Minh Cầm thấp nhất trong 3 trường điểm: 23/27 nội dung”: over all criteria, in the period looked at."""
    sums = [(school.name, *_add_up(school)) for school in record.schools]
    known = [one for one in sums if one[2]]
    lowest = find_lowest(known, lambda one: one[1] / one[2])
    if not lowest:
        return "Chưa trường điểm nào có số liệu kỳ này"
    ratios = {format_ratio(n, total) for _, n, total in lowest}
    told = ratios.pop() if len(ratios) == 1 else format_percent(lowest[0][1] / lowest[0][2])
    if len(known) == 1:
        return f"{known[0][0]} đạt {told} nội dung"
    if lowest[0][1] == lowest[0][2]:
        return f"Cả {len(known)} trường điểm có số liệu đều đạt trọn các nội dung"
    if len(lowest) == len(known):
        return f"{len(known)} trường điểm có số liệu cùng đạt {told} nội dung"
    names = name_together([name for name, _, _ in lowest], "trường")
    told += " nội dung được thẩm định là đạt" if lens is Lens.APPRAISED else " nội dung"
    return f"{names} thấp nhất trong {len(known)} trường điểm: {told}"


def _add_up(school: ModelSchoolTracks) -> tuple[int, int]:
    """Items met, of those that apply, at the last point of every track that has a figure there."""
    points = [track.points[-1] for track in school.tracks if track.points and track.points[-1].share is not None]
    return sum(point.n for point in points), sum(point.N for point in points)


def _add_slide(deck: Deck, meeting: Meeting, schools: Sequence[ModelSchoolTracks], *, more: bool) -> None:
    record = meeting.take(collect_model_tracks)
    subtitle = f"{record.title} · {record.subtitle.replace('vạch đứng', 'so với')}"
    slide = deck.add_slide(describe_lowest_model(record, meeting.scope.lens) + (" (tiếp)" if more else ""), subtitle)
    width = (ROOM - _GAP * (len(schools) - 1)) / len(schools)
    for number, school in enumerate(schools):
        box = (MARGIN + number * (width + _GAP), TOP, width, BOTTOM - TOP)
        add_chart(slide, _build_bars(record, school), box, alt=record.alt, names=_NAMES)


def _build_bars(record: ModelTracksChart, school: ModelSchoolTracks) -> Bars:
    rows = [row for track in school.tracks for row in _list_rows(track)]
    periods = (_build_period(rows, position, title, len(record.periods)) for position, title in enumerate(record.periods))
    states = [_find_state(row) for row in rows]
    absences = fill_absences(states, [STATES.get(state, "") for state in states])
    middles = [_build_middle(rows, record.rest)] if record.rest else []
    return Bars(
        categories=tuple(row.name for row in rows),
        series=(*periods, *absences, *middles),
        shares=True,
        title=school.name,
    )


def _list_rows(track: Track) -> Iterator[_Bar]:
    yield _Bar(f"▸ {track.name}")
    for position, point in enumerate(track.points):
        yield _Bar(point.title, position, point)
    if track.reference is not None:
        yield _Bar(_MIDDLE, track=track)


def _find_state(row: _Bar) -> str:
    """Why the row's point has no figure, “” where it has one; nothing to do (0/0) does not apply."""
    return "" if row.point is None or row.point.share is not None else row.point.kind


def _build_period(rows: Sequence[_Bar], position: int, title: str, count: int) -> Series:
    """The points of one period; the latest is the darkest of the blues that INK can be read on."""
    own = [row.point if row.position == position else None for row in rows]
    shares = tuple(point.share if point else None for point in own)
    labels = tuple(point.words if point and point.share is not None else "" for point in own)
    color = theme.SHARE_COLORS[max(1, len(theme.SHARE_COLORS) - count + position)]
    return Series(title, title, theme.Fill(color), values=shares, labels=labels)


def _build_middle(rows: Sequence[_Bar], rest: str) -> Series:
    middles = tuple(row.track.reference if row.track else None for row in rows)
    labels = tuple(row.track.middle if row.track else "" for row in rows)
    return Series("middle", rest, _MIDDLE_FILL, values=middles, labels=labels)
