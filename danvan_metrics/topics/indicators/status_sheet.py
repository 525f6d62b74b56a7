"""“Trạng thái”: how many schools stand at which mark on every scored indicator, counted from the data sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.formats.xlsx.native_charts import ChartBox, ColumnSeries, FormulaBars, add_bars
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, break_before, set_print
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.data.counting import MET, Condition, DataColumn, count, count_due, format_mark, in_mark
from danvan_metrics.topics.indicators.status_chart import ORDER, IndicatorStatusChart, StatusRow, collect_statuses, list_marks
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import NOTHING

SHEET: Final = "Trạng thái"
_FIRST_MARK: Final = 3
_N: Final = _FIRST_MARK + len(ORDER)
_LABEL: Final = _N + 2
_NOTE: Final = "Số trường ở từng dấu; n/N: số trường đạt hoặc vượt trên số trường áp dụng và đã đến hạn."
_BAR: Final = 0.5  # cm
_PAPER_ROWS: Final = 38  # rows of tables that fit
_PAPER: Final = 18.5  # cm of charts that fit one sheet of paper


def write_statuses(page: Page, meeting: Meeting) -> None:
    """Write a table per group, then their charts on paper of their own."""
    records, lens = meeting.take(collect_statuses), meeting.scope.lens
    page.set_widths([9, 54, *[10.5] * len(ORDER), 9, 8, 70])
    page.write_head("Từng chỉ tiêu, nội dung: bao nhiêu trường ở từng dấu", _NOTE, _LABEL - 1)
    row, used = TOP, 0
    firsts = []
    for record in (one for one in records if one.rows):
        if used + len(record.rows) > _PAPER_ROWS:
            break_before(page, row)
            used = 0
        firsts.append((record, row + 2))
        used += len(record.rows) + 3
        row = _write_table(page, record, lens, row)
    _add_charts(page, firsts, row)
    set_print(page, columns=_LABEL - 1, repeat=TOP - 1, freeze=f"C{TOP}", fit=PaperFit(high=1, upright=True))


def _write_table(page: Page, record: IndicatorStatusChart, lens: Lens, row: int) -> int:
    """Write band, headings and indicators; the row after them and a blank one."""
    page.write_band(row, record.title, _LABEL - 1)
    marks = [format_mark(mark, lens) for mark in ORDER]
    page.write_headings(row + 1, ["Mã", "Nội dung", *marks, "Trường đạt (n)", "N", "Nhãn của biểu đồ"])
    for place, one in enumerate(record.rows, start=row + 2):
        page.write_row(place, list(_build_row(one, place, lens)))
    return row + 3 + len(record.rows)


def _build_row(one: StatusRow, row: int, lens: Lens) -> Iterator[tuple[Content, CellFormat]]:
    own: Condition = (DataColumn.INDICATOR, cell(row, 1))
    n, total = cell(row, _N), cell(row, _N + 1)
    yield one.code, looks.CENTRED
    yield one.title, looks.TEXT
    for mark in ORDER:
        yield Formula(count(own, in_mark(mark, lens)), one.counts[mark]), looks.COUNT
    yield Formula(f'IF(ISNUMBER({total}),{count(own, MET)},"")', one.met_n if one.met_N else None), looks.COUNT
    yield Formula(f'IF({count_due(own)}=0,"–",{count_due(own)})', one.met_N or NOTHING), looks.COUNT
    label = f'{cell(row, 1)}&" "&{cell(row, 2)}&" · "&IF(ISNUMBER({total}),{n}&"/"&{total},{total})'
    yield Formula(label, f"{one.code} {one.title} · {f'{one.met_n}/{one.met_N}' if one.met_N else '–'}"), looks.TEXT


def _add_charts(page: Page, tables: Sequence[tuple[IndicatorStatusChart, int]], row: int) -> None:
    """As many charts on one sheet of paper as fit; a single indicator needs none."""
    used = _PAPER
    for record, first in (one for one in tables if not one[0].empty and len(one[0].rows) > 1):
        box = ChartBox("A", row + 1, width=34, height=2.6 + _BAR * len(record.rows))
        if used + box.height > _PAPER:
            break_before(page, row)
            used = 0.0
        bars = FormulaBars(record.title, _LABEL, first, first + len(record.rows) - 1, _list_series(record))
        add_bars(page, bars, box)
        used, row = used + box.height, row + box.rows


def _list_series(record: IndicatorStatusChart) -> list[ColumnSeries]:
    shown: list[Mark] = [mark for mark in ORDER if any(row.counts[mark] for row in record.rows)]
    columns = {mark: column for column, mark in enumerate(ORDER, start=_FIRST_MARK)}
    return [ColumnSeries(one, columns[Mark(one.key)]) for one in list_marks(record) if one.key in shown]
