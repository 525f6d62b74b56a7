"""What became of the lines looked into, group by group: confirmed, raised, lowered, not proven, and those not looked into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, count_series, keep_present
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_rows import add_left, add_right, head_right, turn_down
from danvan_metrics.formats.plotly.chart_text import escape, wrap_escaped
from danvan_metrics.formats.plotly.frame import Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.plotly.stacks import BAR, Segments, add_segments, finish_stacks, list_entries
from danvan_metrics.formats.record import Chart, make_table
from danvan_metrics.metrics.appraisal import count_outcomes
from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import describe_period, describe_schools, join_sentences, name_file
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.appraisal.figures import collect_appraisals, describe_coverage, describe_findings, format_shift, refer
from danvan_metrics.vietnamese import NOTHING, format_quantity, format_ratio

# No colour of a band: lowered is no violation, raised not “vượt”. In grey nearly white, pale, dark, darker, and barred.
KINDS: Final = (
    Series("confirmed", "xác nhận", theme.CONFIRMED),
    Series("raised", "nâng", theme.RAISED, "+"),
    Series("lowered", "hạ", theme.LOWERED, "−"),
    Series("unproven", "chưa đủ minh chứng", theme.UNPROVEN, "*"),
    Series("unchecked", "chưa kiểm", theme.MARK_FILLS[Mark.NOT_APPRAISED]),
)
_ROW: Final = 44
_LEFT: Final = 180
_RIGHT: Final = 108
_NARROW: Final = 0.045  # of a whole bar: from here a part has room for its number
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """The lines of one group or indicator, at the schools that were looked into, by what became of them."""

    code: str
    title: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Every applicable line."""
        return sum(self.counts.values())

    @property
    def checked(self) -> int:
        """Those looked into."""
        return self.total - self.counts["unchecked"]

    @property
    def shift(self) -> str:
        """Hạ and Nâng apart; “–” where there is neither: a column of words would hide the few that differ."""
        return format_shift(self.counts["lowered"], self.counts["raised"]) if self.differs else NOTHING

    @property
    def differs(self) -> bool:
        """Whether the office found anything better or worse than declared."""
        return any(self.counts[kind.key] for kind in KINDS[1:3])

    @property
    def moved(self) -> str:
        """“nâng 1, hạ 3”; "" where there is neither."""
        kinds = (f"{kind.label} {format_quantity(self.counts[kind.key])}" for kind in KINDS[1:3] if self.counts[kind.key])
        return ", ".join(kinds)


@dataclass(frozen=True, kw_only=True)
class OutcomeChart(Chart):
    """Groups in the plan's order."""

    groups: tuple[OutcomeCounts, ...]

    def table(self) -> pd.DataFrame:
        """One row per group."""
        return make_table(map(_table_row, self.groups))

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        for group in self.groups:
            yield refer(scope, indicator=group.code)


def collect_outcomes(dataset: Dataset, scope: Scope) -> OutcomeChart:
    """Count the outcomes of every group over the schools in scope that were looked into."""
    record = collect_appraisals(dataset, scope)
    groups = () if record.empty else count_outcomes_by(dataset, scope, "group")
    told = f"{describe_coverage(record.schools)} · {describe_period(dataset, scope.period)} · {describe_schools(scope)}"
    return OutcomeChart(
        title="Thẩm định theo nhóm: xác nhận, nâng, hạ, chưa đủ minh chứng",
        subtitle=told,
        alt=record.empty or _describe(groups, told),
        file_name=name_file("ket qua tham dinh theo nhom", scope, lens=False),
        **describe_findings(dataset),
        empty=record.empty,
        groups=groups,
    )


def count_outcomes_by(dataset: Dataset, scope: Scope, by: str) -> tuple[OutcomeCounts, ...]:
    """The outcomes of every “group” or “indicator” that has applicable lines, in the plan's order."""
    plan = dataset.plan
    named = [group.code for group in scored_groups(plan)] if by == "group" else list(plan.indicator_by_code)
    rows = {str(row[0]): row for row in iterate_rows(count_outcomes(dataset, scope, by))}
    counts = (
        OutcomeCounts(code, _name(plan, by, code), {kind.key: int(getattr(rows[code], kind.key)) for kind in KINDS})
        for code in named
        if code in rows
    )
    return tuple(one for one in counts if one.total)


def _name(plan: Plan, by: str, code: str) -> str:
    if by == "indicator":
        return plan.indicator_by_code[code].title
    group = plan.group_by_code[code]
    return group.title if group.parent is None else group.short


def _describe(groups: Sequence[OutcomeCounts], told: str) -> str:
    lines = (f"{group.title}: {describe_outcomes(group)}." for group in groups)
    return join_sentences(f"Thanh ngang chồng, số dòng theo kết quả thẩm định, {told}.", *lines)


def describe_outcomes(group: OutcomeCounts) -> str:
    """“đã kiểm 40/57 dòng: xác nhận 30, nâng 1, hạ 4, chưa đủ minh chứng 5”."""
    kinds = (f"{kind.label} {format_quantity(group.counts[kind.key])}" for kind in KINDS[:-1] if group.counts[kind.key])
    return ": ".join(filter(None, (f"đã kiểm {format_ratio(group.checked, group.total)} dòng", ", ".join(kinds))))


def _table_row(group: OutcomeCounts) -> dict[str, object]:
    kinds = {f"{kind.label[:1].upper()}{kind.label[1:]}": group.counts[kind.key] for kind in KINDS}
    return {"Mã": group.code, "Nhóm": group.title, "Dòng áp dụng": group.total, "Đã kiểm": group.checked, **kinds}


def build_outcome_bars(groups: Sequence[OutcomeCounts], *, narrow: float = 0.0) -> Bars:
    """A bar per group, a segment per outcome that occurs; a segment narrower than this part of the longest has no number."""
    names = tuple(group.title for group in groups)
    series = keep_present(count_series(KINDS, [group.counts for group in groups]))
    bars = Bars(names, series)
    return replace(bars, series=tuple(replace(one, labels=_label(one, narrow * bars.end)) for one in series))


def _label(series: Series, least: float) -> tuple[str, ...]:
    return tuple(f"{series.symbol}{format_quantity(count)}" if count and count >= least else "" for count in series.values)


def draw_outcomes(record: OutcomeChart) -> go.Figure:
    """Draw a whole bar per group, parted by outcome; on the right how many of its lines were looked into, raised and lowered."""
    if record.empty:
        return draw_empty(record)
    bars = build_outcome_bars(record.groups)
    frame = Frame(height=_ROW * len(record.groups), left=_LEFT, right=_RIGHT, head=18, legend=list_entries(bars))
    canvas = start_canvas(record, frame)
    at = [_ROW * (place + 0.5) for place in range(len(record.groups))]
    for one in bars.series:
        _add_outcome(canvas, record.groups, one, at)
    finish_stacks(canvas, end=1)
    turn_down(canvas, frame.height)
    head_right(canvas, "dòng đã kiểm", frame)
    for group, place in zip(record.groups, at, strict=True):
        add_left(canvas, wrap_escaped(group.title, _LETTERS, 2), y=place, frame=frame)
        add_right(canvas, f"<b>{format_ratio(group.checked, group.total)}</b><br>{group.moved}", y=place, size=theme.SMALL_SIZE)
    return finish(canvas, record)


def _add_outcome(canvas: Canvas, groups: Sequence[OutcomeCounts], kind: Series, at: Sequence[float]) -> None:
    """One outcome of every group, as a part of the group's whole bar; a part too narrow for its number stands in the column."""
    counts = [group.counts[kind.key] for group in groups]
    parts = [count / group.total for count, group in zip(counts, groups, strict=True)]
    told = zip(groups, counts, strict=True)
    segments = Segments(
        lengths=parts,
        labels=[label if part >= _NARROW else "" for label, part in zip(kind.labels, parts, strict=True)],
        hovers=[f"{escape(group.title)}<br>{kind.label}: {format_ratio(count, group.total)}" for group, count in told],
    )
    add_segments(canvas, kind, segments, at=at, thickness=_ROW * BAR)
