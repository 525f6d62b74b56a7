"""The sheets Chỉ tiêu – Nhiệm vụ and Trường học hạnh phúc: a row per line of the plan."""

from __future__ import annotations

from functools import lru_cache

from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.rules import AnyRule, Field
from danvan_metrics.same_object import SameObject
from danvan_metrics.workbook.layout import HEADER_ROW, LayoutRow
from danvan_metrics.workbook.request import Request
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.hints import Prompt, write_prompt
from danvan_metrics.workbook.template.line_looks import BOLD, FONT_SIZES, OVERFLOWING
from danvan_metrics.workbook.template.previous import describe_previous_lines
from danvan_metrics.workbook.template.row_contents import Cells, TableShape, fill_row
from danvan_metrics.workbook.template.sheet_page import protect, set_up_page, set_widths, write_headings, write_top
from danvan_metrics.workbook.template.wrapping import Wrapped, measure_height

_LEAST_LINE: float = 32
_LEAST_HEADING: float = 24


def write_lines(book: Book, request: Request, shape: TableShape) -> None:
    """Write one sheet of lines, with last period's answers in its grey column."""
    sheet = book.add_sheet(shape.sheet)
    set_widths(sheet, shape.widths)
    write_top(book, sheet, request, f"Chỉ điền ô nền vàng; số liệu cộng dồn từ đầu năm. {request.describe_previous()}")
    write_headings(book, sheet, HEADER_ROW, shape.headings, shape.widths)
    answers = describe_previous_lines(request.plan, request.previous) if request.previous else {}
    rows = request.layout.rows_on(shape.sheet)
    for row in rows:
        cells = fill_row(request.plan, shape, row, answers.get(row.line.code, "") if row.line else "")
        _write_row(book, sheet, shape, row, cells)
        _ask_for_line(book, request, row)
    book.enforce(sheet)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(shape.last_column)}{rows[-1].row}"
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    set_up_page(sheet, request, header_row=HEADER_ROW)
    protect(sheet)


def _write_row(book: Book, sheet: Worksheet, shape: TableShape, row: LayoutRow, cells: Cells) -> None:
    for column, (text, style) in cells.items():
        book.put(sheet, (row.row, column), text, style)
    wrapped = [
        Wrapped(text, shape.widths[column - 1], FONT_SIZES.get(style, 12), style in BOLD)
        for column, (text, style) in cells.items()
        if text and style not in OVERFLOWING
    ]
    least = _LEAST_LINE if row.line else _LEAST_HEADING
    book.set_height(sheet, row.row, measure_height(*wrapped, least=least))


def _ask_for_line(book: Book, request: Request, row: LayoutRow) -> None:
    if row.line is None or row.indicator is None:
        return
    place = request.layout.lines[row.line.code]
    asked = _list_asked(SameObject(request.plan), SameObject(row.indicator))
    for field in place.columns:
        book.ask(place.cell(field).cell, *asked[field])


@lru_cache(maxsize=4096)
def _list_asked(plan: SameObject[Plan], indicator: SameObject[Indicator]) -> dict[Field, tuple[AnyRule, Prompt]]:
    """What every cell of an indicator's lines takes: the same in every template of a plan."""
    rules = rules_for(plan.it, indicator.it)
    return {field: (rule, write_prompt(plan.it, indicator.it, field)) for field, rule in rules.items()}
