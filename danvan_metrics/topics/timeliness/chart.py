"""When every school's return came in: days before or after the last day on time; who is missing, who is not yet due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_rows import add_left_column, add_right_column, place_rows, turn_down
from danvan_metrics.formats.plotly.chart_text import escape, wrap_escaped
from danvan_metrics.formats.plotly.frame import Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.plotly.legend import Entry
from danvan_metrics.formats.plotly.stacks import mark_fill
from danvan_metrics.formats.record import STATE_HEADING, Chart, make_table
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.return_states import ReturnState, describe_standing, judge_returns
from danvan_metrics.metrics.timeliness import Timeliness, count_timeliness
from danvan_metrics.metrics.words import NO_SCHOOL, describe_origin, describe_period, describe_schools, join_sentences, name_file
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.timeliness.school_lines import FILLS, SYMBOLS, WORDS, SchoolTimeliness, describe_counts
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date

_ROW: Final = 22  # px; a heading takes as many
_LEFT: Final = 150
_RIGHT: Final = 166
_RIGHT_SENT_BACK: Final = 226
_LETTERS: Final = 22
_FARTHEST: Final = 30  # days: a bar longer than this is cut, its words are not
_CAME: Final = ("on_time", "late")
_NEAREST: Final = 5  # days shown on either side at least


@dataclass(frozen=True, kw_only=True)
class TimelinessChart(Chart):
    """Schools in the roster's order, and the counts of them."""

    schools: tuple[SchoolTimeliness, ...]
    counts: Timeliness
    last_day: date

    def table(self) -> pd.DataFrame:
        """One row per school."""
        return make_table(_table_row(school) for school in self.schools)

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        return (Reference(Subject.RECEIPTS, scope, school.school) for school in self.schools)


def collect_timeliness(dataset: Dataset, scope: Scope) -> TimelinessChart:
    """Judge every school of the scope by the day its return was first received."""
    counts = count_timeliness(dataset, scope)
    last = scope.find_period(dataset).last_day_on_time
    schools = tuple(_read_school(dataset.roster.by_code[row.school], row) for row in iterate_rows(judge_returns(dataset, scope)))
    period, told = describe_period(dataset, scope.period), describe_counts(counts)
    return TimelinessChart(
        title=f"Ngày nhận báo cáo {period} so với hạn",
        subtitle=f"{told} · ngày cuối còn đúng hạn {format_date(last)} · {describe_schools(scope)}",
        alt=_describe(schools, period, told) if schools else NO_SCHOOL,
        file_name=name_file("ngay nhan bao cao", scope, lens=False),
        **describe_origin(dataset),
        empty="" if schools else NO_SCHOOL,
        schools=schools,
        counts=counts,
        last_day=last,
    )


def _read_school(school: School, row: Any) -> SchoolTimeliness:
    came, taken = not pd.isna(row.margin), not pd.isna(row.revision)
    return SchoolTimeliness(
        school=school.code,
        name=school.short_name,
        level=school.level,
        model=school.model,
        state=row.timing,
        received_on=pd.Timestamp(row.received_on).date() if came else None,
        days=int(row.margin if came else row.days_late),
        revision=int(row.revision) if taken else None,
        waiting=describe_standing(row) if row.state == ReturnState.SENT_BACK else "",
    )


def _describe(schools: Sequence[SchoolTimeliness], period: str, told: str) -> str:
    late = ", ".join(f"{school.name} ({school.words})" for school in schools if school.state == "late")
    missing = ", ".join(school.name for school in schools if school.state == "missing")
    sent_back = ", ".join(f"{school.name} ({school.words})" for school in schools if school.waiting)
    return join_sentences(
        f"Ngày nhận báo cáo {period} của từng trường: {told}.",
        f"Trễ: {late}." if late else "",
        f"Trả lại, chờ sửa: {sent_back}." if sent_back else "",
        f"Chưa nộp: {missing}." if missing else "",
    )


def _table_row(school: SchoolTimeliness) -> dict[str, object]:
    return {
        "Trường": school.name,
        "Cấp học": school.level,
        STATE_HEADING: school.outcome,
        "Ngày nhận": format_date(school.received_on) if school.received_on else "",
        "Số ngày so với hạn": school.days if school.received_on or school.state == "missing" else None,
        "Lần nộp": school.revision,
    }


def draw_timeliness(record: TimelinessChart) -> go.Figure:
    """Draw a bar per school from the last day on time: left of it early, right of it late, hatched where missing."""
    if record.empty:
        return draw_empty(record)
    rows = place_rows(["Trường điểm" if one.model else one.level for one in record.schools], row=_ROW, heading=_ROW)
    right = _RIGHT_SENT_BACK if any(one.waiting for one in record.schools) else _RIGHT
    frame = Frame(height=rows.height, left=_LEFT, right=right, head=20, legend=_list_entries(record))
    canvas = start_canvas(record, frame)
    first, last = _find_range(record.schools)
    ends = [_cut(school, first, last) for school in record.schools]
    canvas.set_layout(barmode="overlay")
    marks = [_Mark(*one) for one in zip(record.schools, rows.places, ends, range(len(ends)), strict=True)]
    for state in WORDS:
        _draw_marks(canvas, state, [one for one in marks if one.school.state == state])
    _draw_deadline(canvas, record, rows.height)
    canvas.set_axis("xaxis", range=[first - 0.5, last + 0.5])
    turn_down(canvas, rows.height)
    names = [wrap_escaped(school.name, _LETTERS, 1) for school in record.schools]
    add_left_column(canvas, rows, names, pitch=_ROW, frame=frame)
    add_right_column(canvas, rows, [_describe_days(school) for school in record.schools], pitch=_ROW)
    return finish(canvas, record)


def _draw_deadline(canvas: Canvas, record: TimelinessChart, height: int) -> None:
    canvas.add_shape(type="line", x0=0, x1=0, y0=0, y1=height, line={"color": theme.INK, "width": 1.5})
    place: dict[str, Any] = {"yref": "paper", "xanchor": "center", "yshift": 9}
    canvas.add_text(f"hết ngày {record.last_day:%d/%m}", x=0, y=1, size=theme.SMALL_SIZE, **place)


def _find_range(schools: Sequence[SchoolTimeliness]) -> tuple[int, int]:
    """First and last day shown, in days from the last day on time; only returns that came in stretch it."""
    days = [school.days for school in schools if school.received_on is not None]
    first, last = min([-_NEAREST, *days]), max([_NEAREST, *days])
    return max(-_FARTHEST, first), min(_FARTHEST, last)


def _cut(school: SchoolTimeliness, first: int, last: int) -> int | None:
    """Where the school's bar ends: a missing return's at the edge, for it is still running."""
    if school.state == "not_due":
        return None
    return last if school.state == "missing" else max(first, min(last, school.days))


@dataclass(frozen=True, slots=True)
class _Mark:
    """One school's row: y in pixels down, the day its bar ends at (None: no bar), and its row in the chart's table."""

    school: SchoolTimeliness
    y: float
    end: int | None
    number: int


def _draw_marks(canvas: Canvas, state: str, marks: Sequence[_Mark]) -> None:
    """Draw the bars of one state, and a point where a return came in."""
    ended = [one for one in marks if one.end is not None]
    if not ended:
        return
    told: dict[str, Any] = {"hovertext": [escape(f"{one.school.name}: {one.school.words}") for one in ended], "hoverinfo": "text"}
    place: dict[str, Any] = {"x": [one.end for one in ended], "y": [one.y for one in ended], "name": WORDS[state]}
    place["customdata"] = [one.number for one in ended]
    canvas.add_trace(go.Bar(orientation="h", width=_ROW * 0.6, marker=mark_fill(FILLS[state]), **place, **told))
    if state in _CAME:
        marker = {"size": 10, "color": FILLS[state].color, "line": {"color": theme.INK, "width": 1}}
        canvas.add_trace(go.Scatter(mode="markers", marker=marker, cliponaxis=False, **place, **told))


def _describe_days(school: SchoolTimeliness) -> str:
    """A return sent back says what it waits for; how early or late it came, its bar shows."""
    words = f"{school.received_on:%d/%m} · {school.waiting}" if school.waiting else school.words
    told = f"{school.sign} {escape(words)}".strip()
    return f"<b>{told}</b>" if school.waiting or school.state in {"late", "missing"} else told


def _list_entries(record: TimelinessChart) -> tuple[Entry, ...]:
    states = {school.state for school in record.schools}
    return tuple(Entry(f"{SYMBOLS[state]} {words}".strip(), FILLS[state]) for state, words in WORDS.items() if state in states)
