"""Tracks from 0 to 100 %: a point per period with its n/N, a tick for what it is compared with.

Labels stand at their points at every width: the latest above the track, the earlier below it, and those too near to each other
on the narrowest screen share one.

A drawing of tracks is measured in pixels downwards (y) and in track lengths to the right (x).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_text import escape, measure, wrap_escaped
from danvan_metrics.formats.plotly.legend import Entry, Key
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import STATES
from danvan_metrics.vietnamese import NOTHING, format_percent, format_ratio

HEIGHT: Final = 92  # px of a track with its name, labels and reference
_NAME, _LATEST, _LINE, _EARLIER, _BELOW = 10, 28, 44, 60, 75  # px from the top of the track
_ROOM: Final = 7  # px between two labels
_SHORT: Final = 0.4  # of the track: words as short as this stand at the tick
_LETTER: Final = 7.0  # px of a bold letter of a name
_SIZES: Final = (8, 11, 15)
COMPLETE: Final = "đủ các kỳ"
_WHOLE: Final = {STATES["sent_back"]: "báo cáo"}  # who it is that all tracks of a period are said of


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """One period: n of N met, or a state without a figure."""

    period: str
    title: str
    state: str
    n: int
    N: int

    @property
    def share(self) -> float | None:
        """Where the point stands; None where it has none."""
        return self.n / self.N if self.state == "value" and self.N else None

    @property
    def words(self) -> str:
        """“5/7”, or why there is no figure."""
        return STATES[self.kind] if self.share is None else format_ratio(self.n, self.N)

    @property
    def kind(self) -> str:
        """Its state; a value of nothing to do does not apply."""
        return "not_applicable" if self.state == "value" and not self.N else self.state


@dataclass(frozen=True, slots=True)
class Track:
    """A name, its points in the order of the periods, and the share it is compared with (None: no one to compare with).

    `first` is the row of its first point in the chart's table; `others`: how many schools a middle is taken over.
    """

    name: str
    points: tuple[TrackPoint, ...]
    reference: float | None
    reference_words: str = ""
    first: int = 0
    others: int = 0

    @property
    def middle(self) -> str:
        """“57 % (14 trường)”, where the reference is the middle of others."""
        return NOTHING if self.reference is None else f"{format_percent(self.reference)} ({self.others} trường)"

    def describe(self) -> str:
        """“TC1 môi trường 3/7 → 5/7 → 6/7 (mức giữa của 14 trường khác 57 %)”."""
        passed = " → ".join(point.words for point in self.points)
        reference = "" if self.reference is None else f"{self.reference_words} {format_percent(self.reference)}"
        compared = f" ({reference.strip()})" if reference else ""
        return f"{self.name} {passed}{compared}"


def list_periods(dataset: Dataset, scope: Scope) -> dict[str, str]:
    """Titles by code of the periods up to the scope's."""
    codes = [period.code for period in dataset.plan.periods]
    return {period.code: period.title for period in dataset.plan.periods[: codes.index(scope.period) + 1]}


def make_points(periods: Mapping[str, str], rows: Mapping[str, pd.DataFrame], school: str, group: str) -> tuple[TrackPoint, ...]:
    """One school's points in one group; `periods` are titles by code, `rows` score_groups by code.

    In a period before the school stood on the roster there is nothing it applies to.
    """
    points = []
    for code, title in periods.items():
        found = rows[code][rows[code]["school"].eq(school) & rows[code]["group"].eq(group)]
        state, n, total = next(found[["state", "n", "N"]].itertuples(index=False, name=None), ("not_applicable", 0, 0))
        points.append(TrackPoint(code, title, str(state), int(n), int(total)))
    return tuple(points)


@dataclass(frozen=True, slots=True)
class PointLabel:
    """Words at a place on the track (0…1), centred there or, where they would leave it, ending with it."""

    words: str
    place: float
    anchor: str


def join_labels(points: Sequence[tuple[float, str]], pixels: float, size: int) -> list[PointLabel]:
    """Labels of points (place and words, in the order of their periods) on a track of `pixels`; none touches the next.

    Points too near to each other share one, “5/7 → 6/7”, in the middle between them.
    """
    groups = [[index] for index in sorted(range(len(points)), key=lambda index: (points[index][0], index))]
    while True:
        labels = [_join([points[index] for index in sorted(group)], pixels, size) for group in groups]
        near = next((at for at in range(len(labels) - 1) if _touch(labels[at], labels[at + 1], pixels, size)), None)
        if near is None:
            return labels
        groups[near : near + 2] = [groups[near] + groups[near + 1]]


def _join(points: Sequence[tuple[float, str]], pixels: float, size: int) -> PointLabel:
    words = " → ".join(dict.fromkeys(words for _, words in points))
    return _anchor(words, (min(points)[0] + max(points)[0]) / 2, pixels, size)


def _anchor(words: str, place: float, pixels: float, size: int) -> PointLabel:
    """Centred at its place; at an end of the track where half of it would not fit between."""
    half = measure(words, size) / pixels / 2
    margin = 18 / pixels  # a short label may reach a little beyond the end, and stays at its point
    if place - half < -margin:
        return PointLabel(words, 0.0, "left")
    return PointLabel(words, 1.0, "right") if place + half > 1 + margin else PointLabel(words, place, "center")


def _touch(left: PointLabel, right: PointLabel, pixels: float, size: int) -> bool:
    return find_span(left, pixels, size)[1] + _ROOM / pixels > find_span(right, pixels, size)[0]


def find_span(label: PointLabel, pixels: float, size: int) -> tuple[float, float]:
    """From where to where on the track a label reaches."""
    width = measure(label.words, size) / pixels
    start = label.place - {"left": 0.0, "center": 0.5, "right": 1.0}[label.anchor] * width
    return start, start + width


def list_points(track: Track, group: str, scope: Scope, school: str) -> Iterator[Reference]:
    """The figure behind each of its points."""
    return (Reference(group, scope.at(point.period), school) for point in track.points)


def number_tracks(tracks: Sequence[Track], first: int = 0) -> list[Track]:
    """The tracks with the rows their points have in the chart's table, from `first` on."""
    numbered = []
    for track in tracks:
        numbered.append(replace(track, first=first))
        first += len(track.points)
    return numbered


def add_track(canvas: Canvas, track: Track, *, x: float, y: float, pixels: float, name: str) -> None:
    """Draw a track whose left end is x and top y; `pixels` is its length where the chart is narrowest."""
    canvas.add_trace(_ground(x, y + _LINE))
    points = [(position, point) for position, point in enumerate(track.points) if point.share is not None]
    _add_points(canvas, track, points, x=x, y=y + _LINE, name=name)
    title = wrap_escaped(track.name, round(pixels / _LETTER), 1)
    canvas.add_text(f"<b>{title}</b>", x=x, y=y + _NAME)
    _add_labels(canvas, track, points, x=x, y=y, pixels=pixels)
    if track.reference is not None:
        _add_reference(canvas, track, track.reference, x=x, y=y, pixels=pixels)
    if not points:
        canvas.add_text(escape(track.points[-1].words if track.points else ""), x=x, y=y + _LATEST, color=theme.MUTED)


def _ground(x: float, y: float) -> go.Scatter:
    return go.Scatter(x=[x, x + 1], y=[y, y], mode="lines", line={"color": theme.TRACK, "width": 8}, hoverinfo="skip")


def _add_points(canvas: Canvas, track: Track, points: Sequence[tuple[int, TrackPoint]], *, x: float, y: float, name: str) -> None:
    count = len(track.points)
    canvas.add_trace(
        go.Scatter(
            x=[x + (point.share or 0) for _, point in points],
            y=[y] * len(points),
            customdata=[track.first + position for position, _ in points],
            mode="lines+markers",
            line={"color": theme.POINT_COLORS[1], "width": 2},
            marker={
                "size": [_SIZES[max(0, len(_SIZES) - count + position)] for position, _ in points],
                "color": [theme.point_color(position, count) for position, _ in points],
                "opacity": 1,
                "line": {"color": theme.PAPER, "width": 1},
            },
            text=[format_ratio(point.n, point.N) for _, point in points],
            hovertext=[escape(f"{name} · {track.name} · {point.title}: {point.words}") for _, point in points],
            hoverinfo="text",
            cliponaxis=False,
        )
    )


def _add_labels(
    canvas: Canvas, track: Track, points: Sequence[tuple[int, TrackPoint]], *, x: float, y: float, pixels: float
) -> None:
    """The latest period's above its point, those of earlier ones below theirs."""
    told = [(position == len(track.points) - 1, (point.share or 0.0, point.words)) for position, point in points]
    latest, earlier = ([point for last, point in told if last is wanted] for wanted in (True, False))
    for label in join_labels(latest, pixels, theme.LABEL_SIZE):
        _add_label(canvas, label, x=x, y=y + _LATEST, weight=700)
    for label in join_labels(earlier, pixels, theme.SMALL_SIZE):
        _add_label(canvas, label, x=x, y=y + _EARLIER, size=theme.SMALL_SIZE, color=theme.MUTED)


def _add_label(canvas: Canvas, label: PointLabel, *, x: float, y: float, **look: Any) -> None:
    canvas.add_text(escape(label.words), x=x + label.place, y=y, xanchor=label.anchor, **look)


def _add_reference(canvas: Canvas, track: Track, reference: float, *, x: float, y: float, pixels: float) -> None:
    """The tick and its words: at the tick where they are short, else from the start of the track."""
    place, line = x + reference, y + _LINE
    stroke = {"color": theme.REFERENCE, "width": 3}
    canvas.add_trace(go.Scatter(x=[place, place], y=[line - 9, line + 9], mode="lines", line=stroke, hoverinfo="skip"))
    words = f"{track.reference_words} {format_percent(reference)}".strip()
    short = measure(words, theme.SMALL_SIZE) <= _SHORT * pixels
    label = _anchor(words, reference, pixels, theme.SMALL_SIZE) if short else PointLabel(words, 0.0, "left")
    _add_label(canvas, label, x=x, y=y + _BELOW, size=theme.SMALL_SIZE, color=theme.REFERENCE)


def list_entries(titles: Sequence[str], reference: str) -> tuple[Entry, ...]:
    """The legend: a point per period, darker is later, and the tick (left out where `reference` is "")."""
    points = tuple(
        Entry(title, theme.Fill(theme.point_color(position, len(titles))), Key.POINT) for position, title in enumerate(titles)
    )
    return points + ((Entry(reference, theme.Fill(theme.REFERENCE), Key.TICK),) if reference else ())


def describe_absences(tracks: Sequence[Track]) -> tuple[str, tuple[Track, ...]]:
    """Why points are missing: periods missing in every track as one note, those of one track as a symbol behind its name."""
    shared = [all(point.share is None for point in points) for points in zip(*(track.points for track in tracks), strict=True)]
    return _note(tracks, shared), tuple(replace(track, name=_mark_name(track, shared)) for track in tracks)


def _note(tracks: Sequence[Track], shared: Sequence[bool]) -> str:
    by_state: dict[str, list[str]] = {}
    for point, missing in zip(tracks[0].points, shared, strict=True):
        if missing:
            by_state.setdefault(point.words, []).append(point.title)
    whole = [f"{_WHOLE.get(words, 'cả trường')} {words}: {', '.join(titles)}" for words, titles in by_state.items()]
    symbols = dict.fromkeys(f"{_symbol(point)} {point.words}" for track in tracks for point in _find_own(track, shared))
    return " · ".join([*whole, *symbols]) or COMPLETE


def _mark_name(track: Track, shared: Sequence[bool]) -> str:
    return " · ".join([track.name, *(f"{point.title} {_symbol(point)}" for point in _find_own(track, shared))])


def _find_own(track: Track, shared: Sequence[bool]) -> list[TrackPoint]:
    """The points missing in this track but not in every track."""
    return [point for point, common in zip(track.points, shared, strict=True) if point.share is None and not common]


def _symbol(point: TrackPoint) -> str:
    return SYMBOLS[Mark(point.kind)]
