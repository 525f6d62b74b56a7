"""Completion of the groups by school level and over the whole selection, in the quantity of the scorecard's district row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats.plotly.frame import Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.record import SHARE_HEADING, STATE_HEADING, Chart, make_table
from danvan_metrics.metrics.bands import BandLimits, band_share, set_limits
from danvan_metrics.metrics.completion import average_groups, score_groups, scored_groups, sum_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import (
    STATES,
    describe_emptiness,
    describe_origin,
    describe_received,
    describe_scope,
    join_sentences,
    name_file,
    name_open,
)
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group, Plan
from danvan_metrics.topics.completion.level_bars import LEFT, LevelBar, draw_panels, list_entries, measure_panels
from danvan_metrics.topics.scorecard.figures import MEAN_NOTE, choose_shown


@dataclass(frozen=True, kw_only=True)
class CompletionByLevelChart(Chart):
    """Bars group by group, levels in the plan's order, the whole selection last."""

    bars: tuple[LevelBar, ...]
    limits: BandLimits
    lens: Lens = Lens.DECLARED

    @property
    def legend(self) -> tuple[tuple[Mark, str], ...]:
        """Every band with its limits in the period, and the other marks the bars show."""
        return tuple(describe_legend((bar.mark for bar in self.bars), self.lens, self.limits))

    def table(self) -> pd.DataFrame:
        """One row per group and level."""
        return make_table([_table_row(bar) for bar in self.bars])

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:
        """The figure behind every row of the table."""
        for bar in self.bars:
            yield Reference(bar.group, scope if bar.whole else scope.at_level(plan, bar.level))


def collect_completion_by_level(
    dataset: Dataset, scope: Scope, groups: pd.DataFrame | None = None, *, codes: Sequence[str] | None = None
) -> CompletionByLevelChart:
    """Average the lines of the top groups the scorecard shows (or of `codes`) per level; `groups`: score_groups of the scope."""
    groups = score_groups(dataset, scope) if groups is None else groups
    bars = tuple(_collect_bars(dataset, scope, groups, codes))
    return CompletionByLevelChart(
        title="Mức độ hoàn thành theo cấp học",
        subtitle=" · ".join((describe_received(dataset, scope), describe_scope(dataset, scope), *_explain(scope, bars))),
        alt=_describe(dataset, scope, bars),
        file_name=name_file("hoan thanh theo cap hoc", scope),
        **describe_origin(dataset),
        empty=describe_emptiness(dataset, scope),
        bars=bars,
        limits=set_limits(dataset.plan, scope.period),
        lens=scope.lens,
    )


def _explain(scope: Scope, bars: Sequence[LevelBar]) -> Iterator[str]:
    """What the bar, n/N and the tick below it are of."""
    yield MEAN_NOTE
    yield "n/N: đạt trọn trên áp dụng"
    if any(bar.ranged for bar in bars):
        yield f"vạch: khoảng bình quân tính cả {name_open(scope.lens)}"


def _collect_bars(dataset: Dataset, scope: Scope, groups: pd.DataFrame, codes: Sequence[str] | None) -> Iterator[LevelBar]:
    level_of = {school.code: school.level for school in scope.schools(dataset)}
    levels = [level for level in dataset.plan.levels if level in level_of.values()]
    selections = [(level, {code for code in level_of if level_of[code] == level}) for level in levels]
    if len(levels) > 1:
        selections.append((scope.whole_label, set(level_of)))
    limits = set_limits(dataset.plan, scope.period)
    for group in _choose_groups(dataset.plan, codes):
        rows = groups[groups["group"].eq(group.code)]
        for level, schools in selections:
            whole = len(schools) == len(level_of) and len(levels) > 1
            yield _build_bar(group, level, rows[rows["school"].isin(schools)], limits, whole=whole)


def _choose_groups(plan: Plan, codes: Sequence[str] | None) -> list[Group]:
    if codes:
        return [group for group in scored_groups(plan) if group.code in codes]
    return [group for group in choose_shown(plan) if group.parent is None]


def _build_bar(group: Group, level: str, own: pd.DataFrame, limits: BandLimits, *, whole: bool) -> LevelBar:
    state, (mean, low, high) = _name_state(own["state"]), average_groups(own)
    known = state == "value" and mean == mean  # noqa: PLR0124 - NaN where nothing applies
    mark = band_share(mean, limits) if known else Mark(state) if state != "value" else Mark.NOT_APPLICABLE
    return LevelBar(group.code, group.title, level, whole, state, *sum_groups(own), len(own), mean, low, high, mark)


def _name_state(states: pd.Series) -> str:
    """A value where any school has one; else the commonest state."""
    return "value" if states.eq("value").any() else str(states.mode().iloc[0])


def _describe(dataset: Dataset, scope: Scope, bars: Sequence[LevelBar]) -> str:
    if describe_emptiness(dataset, scope):
        return f"Mức độ hoàn thành theo cấp học: {describe_emptiness(dataset, scope)}"
    groups = dict.fromkeys(bar.heading for bar in bars)
    parts = (
        f"{heading}: " + ", ".join(f"{bar.level} {bar.label}" for bar in bars if bar.heading == heading) + "."
        for heading in groups
    )
    opening = f"Thanh ngang theo cấp học, {describe_scope(dataset, scope)}; {describe_received(dataset, scope)}."
    return join_sentences(opening, *parts)


def _table_row(bar: LevelBar) -> dict[str, object]:
    known = bar.state == "value"
    return {
        "Nhóm": bar.heading,
        "Cấp học": bar.level,
        STATE_HEADING: STATES[bar.mark] if bar.mark in STATES else STATES["value"],
        "Số đạt (n)": bar.n if known else None,
        "Số áp dụng (N)": bar.N if known else None,
        f"{SHARE_HEADING} đạt trọn": bar.n / bar.N if known and bar.N else None,
        f"{SHARE_HEADING} bình quân": bar.mean if known else None,
        f"{SHARE_HEADING} bình quân thấp nhất": bar.mean_low,
        f"{SHARE_HEADING} bình quân cao nhất": bar.mean_high,
        "Trường có số liệu": bar.reported,
        "Số trường": bar.schools,
    }


def draw_completion_by_level(record: CompletionByLevelChart) -> go.Figure:
    """Draw a panel per group, two beside each other: tracks to 100 %, filled to the mean in its band, labels in a column."""
    if record.empty:
        return draw_empty(record)
    panels = [[bar for bar in record.bars if bar.group == group] for group in dict.fromkeys(bar.group for bar in record.bars)]
    columns = 2 if len(panels) > 1 else 1
    frame = Frame(height=measure_panels(panels, columns), left=LEFT, legend=list_entries(record.bars, record.lens, record.legend))
    canvas = start_canvas(record, frame)
    draw_panels(canvas, panels, columns, record.limits)
    return finish(canvas, record)
