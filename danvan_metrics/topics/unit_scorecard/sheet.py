"""“Bảng điểm theo đơn vị”: counts and weights typed in, percentages, their bands and sums by formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import letter
from danvan_metrics.formats.xlsx.counted_rows import Column, CountColumn, CountedRows, ShareColumn, write_counted_rows
from danvan_metrics.formats.xlsx.look import paint
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import set_print
from danvan_metrics.metrics.bands import BANDS, BandLimits, set_limits
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.rollup.node_totals import total_group_sums
from danvan_metrics.metrics.rollup.node_units import FEWEST, NodeUnit, load_sums, sum_columns
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_scorecard.figures import UnitScorecard, UnitScores, collect_unit_scorecard

SHEET: Final = "Bảng điểm theo đơn vị"
_COUNTED: Final = {"on_time": "Nộp đúng hạn", "received": "Đã nhận", "missing": "Chưa nộp", "sent_back": "Trả lại, chờ sửa"}
_BEHIND: Final = {"told": "trường có số liệu", "weighted": "phần đạt", "base": "phần áp dụng"}
_NAME, _COUNT = 30, 7.5  # widths


def write_unit_scorecard_sheet(page: Page, meeting: Meeting) -> None:
    """Write a row per unit, the slowest first, and the sum of all; what the shares are the ratio of stands beyond the print."""
    card = meeting.take(collect_unit_scorecard)
    printed, beyond = list(_list_printed(meeting, card)), list(_list_beyond(meeting, card))
    listed = CountedRows("Đơn vị", [_name(row) for row in card.rows], [*printed, *beyond])
    page.set_widths([_NAME, *[_COUNT] * len(listed.columns)])
    columns = 1 + len(printed)
    page.write_head(card.title, _describe(card), columns)
    if not card.rows:
        page.write_line(TOP + 1, "Không có đơn vị nào trong bộ lọc.", looks.PLAIN, columns)
    else:
        last = write_counted_rows(page, listed, TOP)
        page.set_height(TOP, 48)
        _fill(page, listed, last, set_limits(meeting.plan, meeting.scope.period))
    set_print(page, columns=columns, repeat=TOP, freeze=f"B{TOP + 1}")


def _describe(card: UnitScorecard) -> str:
    legend = " · ".join(f"{SYMBOLS[mark]} {words}" for mark, words in card.legend if mark in BANDS)
    return f"{card.subtitle} · {legend} · dưới {FEWEST} trường có số liệu: không tính % · {card.limits_note}"


def _name(row: UnitScores) -> str:
    """The unit, and its schools where they are few."""
    return f"{row.name} ({row.unit.names})" if row.unit and row.unit.names else row.name


def _list_printed(meeting: Meeting, card: UnitScorecard) -> Iterator[Column]:
    units = [row.unit for row in card.rows if row.unit]
    counts = sum_columns(
        load_sums(meeting.dataset, meeting.scope, Lens.DECLARED).counts, units, ["schools", "appraised", *_COUNTED]
    )
    totals = _total(meeting)
    yield CountColumn("Số trường", list(counts["schools"]))
    yield CountColumn("Trường có số liệu", [row.taken for row in card.rows])
    for group in card.shown:
        n, total, told = (f"{group.short}: {_BEHIND[name]}" for name in ("weighted", "base", "told"))
        yield ShareColumn(f"{group.short} %", n, total, told, FEWEST)
        yield from (CountColumn(f"{group.short}: {name}", _pick(units, totals, group.code, name)) for name in ("n", "N"))
    yield from (CountColumn(heading, list(counts[name])) for name, heading in _COUNTED.items())
    if card.notable is not None:
        yield CountColumn(f"Từ bậc {card.notable}", _count_reached(meeting, units, card.notable))
    yield CountColumn("Đã thẩm định", list(counts["appraised"]))


def _list_beyond(meeting: Meeting, card: UnitScorecard) -> Iterator[Column]:
    units, totals = [row.unit for row in card.rows if row.unit], _total(meeting)
    for group in card.shown:
        for name, heading in _BEHIND.items():
            yield CountColumn(f"{group.short}: {heading}", _pick(units, totals, group.code, name))


def _total(meeting: Meeting) -> Mapping[tuple[str, str], Any]:
    totals = total_group_sums(load_sums(meeting.dataset, meeting.scope).groups)
    return {(row.unit, row.group): row for row in iterate_rows(totals)}


def _pick(units: Sequence[NodeUnit], totals: Mapping[tuple[str, str], Any], group: str, name: str) -> list[float]:
    found = (totals.get((unit.code, group)) for unit in units)
    return [0.0 if row is None else float(getattr(row, name)) for row in found]


def _count_reached(meeting: Meeting, units: Sequence[NodeUnit], rung: int) -> list[float]:
    rungs = load_sums(meeting.dataset, meeting.scope).rungs
    return list(sum_columns(rungs[rungs["rung"].ge(rung)], units, ["schools"])["schools"])


def _fill(page: Page, listed: CountedRows, last: int, limits: BandLimits) -> None:
    """Fill every share as its band, by the whole per cent that is shown."""
    lowest = {
        Mark.MET: 1.0,
        Mark.ON_PACE: limits.on_pace,
        Mark.NEAR: limits.near,
        Mark.BEHIND: limits.behind,
        Mark.FAR_BEHIND: 0.5,
    }
    for place, column in enumerate(listed.columns, start=2):
        if not isinstance(column, ShareColumn):
            continue
        first = f"{letter(place)}{TOP + 1}"
        for mark, limit in lowest.items():
            least = limit if mark is Mark.MET else (limit - 0.5) / 100
            whole = f",{first}<1" if mark is not Mark.MET else ""
            rule = {
                "type": "formula",
                "criteria": f"=AND(ISNUMBER({first}),ROUND({first},9)>={least}{whole})",
                "stop_if_true": True,
            }
            fill = page.cells.workbook.add_format(paint(theme.MARK_FILLS[mark]))
            page.sheet.conditional_format(f"{first}:{letter(place)}{last}", rule | {"format": fill})
