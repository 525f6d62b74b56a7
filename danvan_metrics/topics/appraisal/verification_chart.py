"""Counts held against what the office counted itself: recount ÷ declared per line, with the band that counts as agreeing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_rows import add_left, add_right, head_right, turn_down
from danvan_metrics.formats.plotly.chart_text import escape, wrap_escaped
from danvan_metrics.formats.plotly.frame import Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.plotly.legend import Entry, Key
from danvan_metrics.formats.record import Chart, make_table
from danvan_metrics.metrics.appraisal import verify_counts
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import describe_period, describe_schools, join_sentences, name_file
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.appraisal.figures import collect_appraisals, describe_coverage, describe_findings, refer
from danvan_metrics.vietnamese import NOTHING, format_change, format_number, format_quantity

SHARES: Final = {
    "matched": "khớp",
    "within": "trong khoảng",
    "over": "khai vượt",
    "under": "khai thiếu",
    "found_more": "phát hiện thêm",
    "unchecked": "chưa kiểm",
}
_ROW: Final = 46
_LEFT: Final = 236
_RIGHT: Final = 172
_LETTERS: Final = 36
_END: Final = 2.0  # a factor beyond stands at the edge, with its number beside it
_NOTHING_CHECKED: Final = "Các dòng có số đếm chưa được kiểm ở trường nào, nên chưa có hệ số xác minh."


@dataclass(frozen=True, slots=True)
class Verification:
    """One count: declared and found over the same checked lines; `factor` is None under ten or where nothing was checked.

    schools: how many of them agree, and how, keyed as SHARES.
    """

    indicator: str
    line: str
    title: str
    declared: float
    found: float
    factor: float | None
    schools: dict[str, int]

    @property
    def checked(self) -> int:
        """Schools where the count was looked into."""
        return sum(count for key, count in self.schools.items() if key != "unchecked")

    @property
    def figure(self) -> str:
        """“0,94 (118 so với 125)”, under ten the exact difference: “−1 (4 so với 5)”, “khớp, cùng là 6”."""
        if not self.checked:
            return "chưa kiểm"
        if self.found == self.declared and self.factor is None:
            return f"khớp, cùng là {format_quantity(self.found)}"
        pair = f"{format_quantity(self.found)} so với {format_quantity(self.declared)}"
        own = _format_difference(self.found - self.declared) if self.factor is None else format_number(self.factor, 2)
        return f"{own} ({pair})"

    @property
    def spread(self) -> str:
        """“3 khớp, 1 khai vượt, 4 chưa kiểm”: schools."""
        return ", ".join(f"{count} {SHARES[key]}" for key, count in self.schools.items() if count)


@dataclass(frozen=True, kw_only=True)
class VerificationChart(Chart):
    """Lines in the plan's order; between `low` and `high` a recount agrees with what was declared."""

    lines: tuple[Verification, ...]
    low: float
    high: float

    @property
    def band(self) -> str:
        """“0,9–1,1”."""
        return f"{format_number(self.low, 1)}–{format_number(self.high, 1)}"

    def table(self) -> pd.DataFrame:
        """One row per count."""
        return make_table(map(_table_row, self.lines))

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        for line in self.lines:
            yield refer(scope, indicator=line.indicator)


def collect_verification(dataset: Dataset, scope: Scope) -> VerificationChart:
    """Hold every count of the schools looked into against what was found."""
    record, thresholds = collect_appraisals(dataset, scope), dataset.plan.thresholds
    lines = () if record.empty else tuple(_collect_lines(dataset, scope))
    low, high = (
        (0.9 if thresholds.verified_from is None else thresholds.verified_from.value),
        (1.1 if thresholds.verified_to is None else thresholds.verified_to.value),
    )
    told = f"{describe_coverage(record.schools)} · {describe_period(dataset, scope.period)} · {describe_schools(scope)}"
    empty = record.empty or ("" if any(line.checked for line in lines) else _NOTHING_CHECKED)
    return VerificationChart(
        title="Hệ số xác minh số đếm: số Phòng kiểm đếm ÷ số trường tự khai",
        subtitle=told,
        alt=empty or _describe(lines, told),
        file_name=name_file("he so xac minh", scope, lens=False),
        **describe_findings(dataset),
        empty=empty,
        lines=lines,
        low=low,
        high=high,
    )


def _collect_lines(dataset: Dataset, scope: Scope) -> Iterator[Verification]:
    order = {line: place for place, line in enumerate(dataset.plan.indicator_of_line)}
    for row in sorted(iterate_rows(verify_counts(dataset, scope)), key=lambda row: order[row.line]):
        indicator = dataset.plan.indicator_by_code[row.indicator]
        yield Verification(
            row.indicator,
            row.line,
            indicator.title,
            _read(row.declared),
            _read(row.found),
            None if pd.isna(row.factor) else float(row.factor),
            {key: int(getattr(row, key)) for key in SHARES},
        )


def _read(value: Any) -> float:
    return 0.0 if pd.isna(value) else float(value)


def _format_difference(difference: float) -> str:
    """A count's difference with its sign; halves and the like are told too."""
    if float(difference).is_integer():
        return format_change(difference, unchanged="khớp")
    return f"{'+' if difference > 0 else '−'}{format_quantity(abs(difference))}"


def _describe(lines: Sequence[Verification], told: str) -> str:
    rows = (f"{line.line} {line.title}: {line.figure}; số trường: {line.spread}." for line in lines)
    return join_sentences(f"Điểm trên thang hệ số cho từng số đếm, {told}.", *rows)


def _table_row(line: Verification) -> dict[str, object]:
    checked = bool(line.checked)
    return {
        "Mã": line.line,
        "Số đếm": line.title,
        "Trường tự khai": line.declared if checked else None,
        "Phòng kiểm đếm": line.found if checked else None,
        "Hệ số": NOTHING if line.factor is None else format_number(line.factor, 2),
        "Chênh lệch": line.found - line.declared if checked else None,
        **{f"Số trường {words}": line.schools[key] for key, words in SHARES.items()},
    }


def draw_verification(record: VerificationChart) -> go.Figure:
    """Draw a point per count on a scale of factors, the band behind; under ten the exact difference stands in words."""
    if record.empty:
        return draw_empty(record)
    legend = (
        Entry("hệ số xác minh", theme.Fill(theme.ACCENT), Key.POINT),
        Entry(f"khoảng coi là khớp: {record.band} (do Phòng đặt)", theme.Fill(theme.TRACK)),
    )
    note = "Số tự khai dưới 10 thì ghi chênh lệch, không ghi hệ số. Dưới khoảng: khai vượt; trên khoảng: khai thiếu."
    frame = Frame(height=_ROW * len(record.lines), left=_LEFT, right=_RIGHT, head=20, legend=legend, note=note)
    canvas = start_canvas(record, frame)
    canvas.set_axis("xaxis", range=[-0.05, _END + 0.1])
    turn_down(canvas, frame.height)
    _draw_band(canvas, record, frame.height)
    head_right(canvas, "số trường", frame)
    for number, line in enumerate(record.lines):
        _draw_line(canvas, line, _ROW * (number + 0.5), frame)
    _draw_points(canvas, record.lines)
    return finish(canvas, record)


def _draw_band(canvas: Canvas, record: VerificationChart, height: int) -> None:
    box = {"x0": record.low, "x1": record.high, "y0": 0, "y1": height}
    canvas.add_shape(type="rect", **box, fillcolor=theme.TRACK, line={"width": 0}, layer="below")
    for tick in (0, 1, 2):
        line = {"color": theme.FAINT, "width": 0.8}
        canvas.add_shape(type="line", x0=tick, x1=tick, y0=0, y1=height, line=line, layer="below")
        place: dict[str, Any] = {"x": tick, "y": 1, "yref": "paper", "yshift": 9, "xanchor": "center"}
        canvas.add_text(str(tick), size=theme.SMALL_SIZE, color=theme.MUTED, **place)


def _draw_line(canvas: Canvas, line: Verification, place: float, frame: Frame) -> None:
    add_left(canvas, wrap_escaped(f"{line.line} {line.title}", _LETTERS, 2), y=place, frame=frame, size=theme.SMALL_SIZE)
    add_right(canvas, wrap_escaped(line.spread, 27, 3), y=place, size=theme.SMALL_SIZE)
    beside = 0.5 if line.factor is None else min(line.factor, _END) / _END
    look: dict[str, Any] = {"size": theme.SMALL_SIZE, "xanchor": "center" if 0.2 < beside < 0.8 else "left"}
    if line.factor is None:
        color = theme.INK if line.checked else theme.MUTED
        canvas.add_text(escape(line.figure), x=1, y=place, size=theme.SMALL_SIZE, xanchor="center", color=color)
        return
    at = beside * _END
    anchor = "left" if beside < 0.25 else "right" if beside > 0.75 else "center"
    canvas.add_text(escape(line.figure), x=at, y=place - 13, **(look | {"xanchor": anchor}))


def _draw_points(canvas: Canvas, lines: Sequence[Verification]) -> None:
    own = [(number, line, line.factor) for number, line in enumerate(lines) if line.factor is not None]
    exact = [(number, line) for number, line in enumerate(lines) if line.factor is None]
    marker = {"size": 11, "color": theme.ACCENT, "line": {"width": 0}}
    _add_points(canvas, own_x=[min(factor, _END) for _, _, factor in own], rows=[(n, line) for n, line, _ in own], marker=marker)
    _add_points(canvas, own_x=[1.0] * len(exact), rows=exact, marker={"size": 11, "opacity": 0})


def _add_points(canvas: Canvas, *, own_x: list[float], rows: Sequence[tuple[int, Verification]], marker: dict[str, Any]) -> None:
    canvas.add_trace(
        go.Scatter(
            mode="markers",
            x=own_x,
            y=[_ROW * (number + 0.5) + (3 if line.factor is not None else 0) for number, line in rows],
            marker=marker,
            customdata=[number for number, _ in rows],
            hovertext=[f"{escape(f'{line.line} {line.title}')}<br>{line.figure}<br>{line.spread} (trường)" for _, line in rows],
            hoverinfo="text",
        )
    )
