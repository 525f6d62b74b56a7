"""The steps of a meeting about a unit that has units under it: told by unit, the gravest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from danvan_metrics.formats.table import Cell, Table
from danvan_metrics.formats.table_pages import cut_table, split_table
from danvan_metrics.metrics.completion import top_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_received, describe_scope, name_asked
from danvan_metrics.topics.unit_criteria.least_met import lay_out_least_met
from danvan_metrics.topics.unit_scorecard.figures import collect_unit_scorecard
from danvan_metrics.topics.unit_scorecard.table import lay_out_unit_scorecard
from danvan_metrics.topics.unit_spread.chart import describe_lowest_unit
from danvan_metrics.topics.unit_spread.figures import collect_unit_spread
from danvan_metrics.topics.unit_spread.table import lay_out_unit_ladder
from danvan_metrics.topics.unit_timeliness.figures import collect_unit_timeliness, describe_lagging
from danvan_metrics.topics.unit_timeliness.table import lay_out_lagging
from danvan_metrics.topics.unit_trend.figures import RUNG, collect_unit_trends
from danvan_metrics.topics.unit_trend.slides import describe_moves
from danvan_metrics.topics.unit_trend.table import lay_out_unit_trends
from danvan_metrics.web.meeting.step_widgets import show_step_table

MOST_ROWS: Final = 9
_SMALL: Final = 2  # indicators of a group that would stand lost on a screen: they are read on its page


@dataclass(frozen=True, slots=True)
class NodeScreen:
    """One screenful: the title states what it shows, `part` is what it belongs to, where several screens tell one thing."""

    code: str
    title: str
    subtitle: str
    part: str
    table: Table


def tell_node(dataset: Dataset, scope: Scope) -> Iterator[NodeScreen]:
    """Yield every table of a node's meeting as screenfuls, in the order they are talked about."""
    for make in _MAKERS:
        yield from make(dataset, scope)


def _score(dataset: Dataset, scope: Scope) -> Iterator[NodeScreen]:
    """The slowest units first, as the scorecard has them."""
    card = collect_unit_scorecard(dataset, scope)
    told = f"{describe_scope(dataset, scope)} · {describe_received(dataset, scope)}"
    yield from _turn("scorecard", "Bảng điểm theo đơn vị", "Bảng điểm theo đơn vị", told, lay_out_unit_scorecard(card))


def _list_contents(dataset: Dataset, scope: Scope) -> Iterator[NodeScreen]:
    """A screen per group of the plan: what the fewest schools meet."""
    told = f"{describe_scope(dataset, scope)} · trường chưa có số liệu tính là chưa đạt"
    for group in top_groups(dataset.plan):
        table = lay_out_least_met(dataset, scope, group.code, most=MOST_ROWS)
        if len(table.rows) <= _SMALL:
            continue
        title = f"{group.title}: {name_asked(dataset.plan, group.code)} ít trường đạt nhất trước"
        yield from _turn(group.code, group.title, title, told, table)


def _follow(dataset: Dataset, scope: Scope) -> Iterator[NodeScreen]:
    """One screen: of what fell most everybody talks, the rest stands on the page Lan tỏa."""
    trends = collect_unit_trends(dataset, scope, RUNG)
    if not trends.empty and len(trends.periods) > 1:
        table = lay_out_unit_trends(trends, most=MOST_ROWS)
        yield from _turn("trend", "Qua các kỳ", describe_moves(trends), f"{trends.subtitle} · giảm nhiều nhất trước", table)


def _spread(dataset: Dataset, scope: Scope) -> Iterator[NodeScreen]:
    spread = collect_unit_spread(dataset, scope)
    if not spread.empty:
        table = cut_table(lay_out_unit_ladder(spread, lowest_first=True), MOST_ROWS)
        told = f"{spread.subtitle} · thấp nhất trước"
        yield from _turn("ladder", "Lan tỏa theo đơn vị", describe_lowest_unit(spread), told, table)


def _chase(dataset: Dataset, scope: Scope) -> Iterator[NodeScreen]:
    record = collect_unit_timeliness(dataset, scope)
    if record.lagging:
        yield from _turn("late", "Hạn nộp", describe_lagging(record), record.subtitle, lay_out_lagging(record))


def _turn(code: str, part: str, title: str, told: str, table: Table) -> Iterator[NodeScreen]:
    """A screenful each; the sums stand under every one."""
    if not table.rows:
        return
    pages = split_table(_shorten(table), MOST_ROWS)
    for page, shown in enumerate(pages, start=1):
        number = f" ({page}/{len(pages)})" if len(pages) > 1 else ""
        yield NodeScreen(f"{code}-{page}", f"{title}{number}", told, part, shown)


def _shorten(table: Table) -> Table:
    """Without the names of few schools and the remarks beside figures without a mark: on a screen the figures are read."""
    bands = (replace(band, rows=tuple(tuple(map(_drop_remark, row)) for row in band.rows)) for band in table.bands)
    return replace(table, bands=tuple(bands))


def _drop_remark(cell: Cell) -> Cell:
    return cell if cell.mark else replace(cell, note="")


def show_told(table: Table, code: str) -> Callable[[Scope], None]:
    """What draws one of these tables as a step."""

    def show(_: Scope) -> None:
        show_step_table(table, code)

    return show


_MAKERS: Final = (_score, _list_contents, _follow, _spread, _chase)
