"""“Chỉ tiêu”: every indicator over the schools in scope, counted from the data sheet; what is only followed stands below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, quote
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, set_print
from danvan_metrics.metrics.words import Ratio, describe_extremes, name_open
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.data.counting import MET, OPEN, REPORTED, Condition, DataColumn, add_up, count, count_due, divide
from danvan_metrics.topics.indicators.figures import IndicatorRow, IndicatorTable, collect_indicator_tables
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import NOTHING

SHEET: Final = "Chỉ tiêu"
_HEADINGS: Final = (
    "Mã", "Nội dung", "Trường đạt (n)", "Trường áp dụng (N)", f"{SHARE_HEADING} thấp nhất", f"{SHARE_HEADING} cao nhất",
    "Cộng đã làm", "Cộng phải làm", "Được tính", f"{SHARE_HEADING} của tổng", "± trường",
)  # fmt: skip
_CODE, _N, _TOTAL, _TO_DO, _CREDITED = 1, 3, 4, 8, 9
_NOTE: Final = (
    "n/N: số trường đạt trên số trường áp dụng và đã đến hạn, trường chưa có số liệu nằm trong N. Khoảng của "
    "tỉ lệ tính cả {open}: {extremes}. Cộng: chỉ các trường có số liệu. Được "
    "tính: mỗi trường nhiều nhất bằng số phải làm của mình; tỉ lệ của tổng là được tính ÷ cộng phải làm. ±: so với kỳ trước, "
    "trên các trường có số ở cả hai kỳ."
)
_FOLLOWED: Final = "Chỉ theo dõi hoặc phần mềm tự tính, không chấm điểm (số ghi sẵn, không có công thức)"


def _describe(lens: Lens) -> str:
    return _NOTE.format(open=name_open(lens), extremes=describe_extremes(lens))


def write_indicators(page: Page, meeting: Meeting) -> None:
    """Write the scored indicators under their groups, then the others."""
    tables, plan = meeting.take(collect_indicator_tables), meeting.plan
    levels = tables[0].levels if tables else ()
    columns = len(_HEADINGS) + 2 * len(levels)
    page.set_widths([8, 52, 9, 9, 9, 9, 9, 9, 9, 9, 8, *[8] * (2 * len(levels))])
    page.write_head("Chỉ tiêu và nội dung: bao nhiêu trường đạt", _describe(meeting.scope.lens), columns)
    _write_headings(page, levels)
    row = TOP + 2
    for table in tables:
        row = _write_table(page, table, plan, row=row, columns=columns)
    _write_followed(page, tables, plan, row=row + 1, columns=columns)
    set_print(page, columns=columns, repeat=TOP + 1, freeze=f"C{TOP + 2}", fit=PaperFit(high=1, upright=True))


def _write_headings(page: Page, levels: Sequence[str]) -> None:
    for column, heading in enumerate(_HEADINGS, start=1):
        page.write_heading(TOP, column, heading, rows=2)
    for number, level in enumerate(levels):
        first = len(_HEADINGS) + 1 + 2 * number
        page.write_heading(TOP, first, level, columns=2)
        page.write_headings(TOP + 1, ["n", "N"], column=first)
    for row in (TOP, TOP + 1):
        page.set_height(row, 25)


def _write_table(page: Page, table: IndicatorTable, plan: Plan, *, row: int, columns: int) -> int:
    """Write the scored rows of one group; the row after them."""
    scored = [one for one in table.rows if plan.indicator_by_code[one.code].scored]
    band = None
    for one in scored:
        group = plan.group_by_code[plan.indicator_by_code[one.code].group]
        heading = f"{plan.group_by_code[group.parent].title} · {group.title}" if group.parent else group.title
        if heading != band:
            page.write_band(row, heading, columns)
            band, row = heading, row + 1
        page.write_row(row, list(_build_row(one, row, table.levels)))
        row += 1
    return row


def _build_row(one: IndicatorRow, row: int, levels: Sequence[str]) -> Iterator[tuple[Content, CellFormat]]:
    own = (DataColumn.INDICATOR, cell(row, _CODE))
    n, total = cell(row, _N), cell(row, _TOTAL)
    yield one.code, looks.CENTRED
    yield one.title, looks.LONG_TEXT
    yield from _count_met(one.met, (own,), total)
    yield Formula(divide(n, total), one.met.low), looks.SHARE
    yield Formula(divide(f"({n}+{count(own, OPEN)})", total), one.met.high), looks.SHARE
    yield from _pool(one, own, row)
    yield one.change, looks.CHANGE
    for number, level in enumerate(levels):
        conditions = (own, (DataColumn.LEVEL, quote(level)))
        yield from _count_met(one.by_level[level], conditions, cell(row, len(_HEADINGS) + 2 + 2 * number))


def _count_met(met: Ratio, conditions: tuple[Condition, ...], total: str) -> Iterator[tuple[Content, CellFormat]]:
    """n and N; “–” and blank where it applies to no school that is due."""
    known = bool(met.total)
    yield Formula(f'IF(ISNUMBER({total}),{count(*conditions, MET)},"")', met.n if known else None), looks.COUNT
    due = count_due(*conditions)
    yield Formula(f'IF({due}=0,"–",{due})', met.total if known else NOTHING), looks.COUNT


def _pool(one: IndicatorRow, own: Condition, row: int) -> Iterator[tuple[Content, CellFormat]]:
    """Done and to do over the schools that reported, what of it is credited, and its share."""
    column, code = own
    credited = f"SUMPRODUCT(({column}={code})*1,{DataColumn.COMPLETION},{DataColumn.TO_DO})"
    sums = (add_up(DataColumn.DONE, own, REPORTED), add_up(DataColumn.TO_DO, own, REPORTED), credited)
    for formula, value in zip(sums, (one.pooled.n, one.pooled.total, one.credited), strict=True):
        yield Formula(f'IF({count(own, REPORTED)}=0,"",{formula})', value), looks.COUNT
    share = one.credited / one.pooled.total if one.pooled.total > 0 else None
    yield Formula(divide(cell(row, _CREDITED), cell(row, _TO_DO)), share), looks.SHARE


def _write_followed(page: Page, tables: Sequence[IndicatorTable], plan: Plan, *, row: int, columns: int) -> None:
    """What no data row holds, as the dashboard tells it."""
    page.write_line(row, _FOLLOWED, looks.SECTION, columns)
    for one in (one for table in tables for one in table.rows if not plan.indicator_by_code[one.code].scored):
        row += 1
        met = f"{one.met} trường · " if one.met.total else ""
        page.write(row, 1, one.code, looks.CENTRED)
        page.write(row, 2, one.title, looks.LONG_TEXT)
        page.write_over(row, 3, f"{met}{one.sums}", looks.TYPED_TEXT, columns=columns - 2)
