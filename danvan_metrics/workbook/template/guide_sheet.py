"""The sheet Hướng dẫn: who, which period, by when, how to fill it in, where to send it, whom to ask."""

from __future__ import annotations

from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.labels import describe_form
from danvan_metrics.workbook.layout import SHEET_GUIDE
from danvan_metrics.workbook.request import Request
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.guide_text import Entry, list_sections
from danvan_metrics.workbook.template.line_looks import BOLD, Style
from danvan_metrics.workbook.template.sheet_page import protect, set_up_page, set_widths
from danvan_metrics.workbook.template.wrapping import Wrapped, measure_height

_WIDTHS: Final = (30.0, 104.0)


def write_guide(book: Book, request: Request) -> None:
    """Write the sheet, one page to print."""
    sheet = book.add_sheet(SHEET_GUIDE)
    set_widths(sheet, _WIDTHS)
    row = _write_letterhead(book, sheet, request)
    for heading, entries in list_sections(request):
        row = _write_section(book, sheet, row, (heading, entries))
    set_up_page(sheet, request)
    sheet.page_setup.fitToHeight = 1
    sheet.sheet_view.showGridLines = False
    protect(sheet)


def _write_letterhead(book: Book, sheet: Worksheet, request: Request) -> int:
    office, plan = request.plan.office, request.plan
    issued = f" (ban hành ngày {format_date(plan.issued_on)})" if plan.issued_on else ""
    lines = (
        (office.parent.upper(), Style.LETTERHEAD, 18),
        (office.name.upper(), Style.LETTERHEAD_BOLD, 20),
        (describe_form(request), Style.TITLE, 32),
        (f"{plan.title}{issued}", Style.SUBTITLE, 24),
    )
    for row, (text, style, height) in enumerate(lines, start=1):
        book.put(sheet, (row, 1), text, style)
        sheet.merge_cells(f"A{row}:B{row}")
        book.set_height(sheet, row, height)
    return len(lines) + 1


def _write_section(book: Book, sheet: Worksheet, row: int, section: tuple[str, tuple[Entry, ...]]) -> int:
    heading, entries = section
    for column, text in ((1, heading), (2, None)):
        book.put(sheet, (row, column), text, Style.GROUP)
    book.set_height(sheet, row, 22)
    for entry_row, (label, style, text) in enumerate(entries, start=row + 1):
        book.put(sheet, (entry_row, 1), label, style)
        book.put(sheet, (entry_row, 2), text, Style.WORDING)
        wrapped = (Wrapped(label, _WIDTHS[0], bold=style in BOLD), Wrapped(text, _WIDTHS[1]))
        book.set_height(sheet, entry_row, measure_height(*wrapped, least=20))
    return row + len(entries) + 1
