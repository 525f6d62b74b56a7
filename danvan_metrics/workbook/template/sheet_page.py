"""What every sheet of the template shares: protection, widths, printing."""

from __future__ import annotations

import math
from typing import Any, Final

from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.workbook.labels import describe_top
from danvan_metrics.workbook.request import Request
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.cell_styles import FONT_NAME
from danvan_metrics.workbook.template.line_looks import Style
from danvan_metrics.workbook.template.wrapping import Wrapped, measure_height
from danvan_metrics.xml_text import make_xml_safe

_A4: Final = 9
_ZOOM: Final = 90  # per cent: every column stands on a laptop's screen
_PRINTED_WIDTH, _PRINTED_HEIGHT = 770.0, 498.0  # points of A4 landscape within the margins
_POINTS_PER_UNIT: Final = 6.0  # of column width
_SQUEEZE: Final = 0.15  # of a page
_MARGINS: Final = PageMargins(left=0.5, right=0.5, top=0.7, bottom=0.65, header=0.35, footer=0.3)


def set_up_page(sheet: Worksheet, request: Request, *, header_row: int | None = None) -> None:
    """A4 landscape, one page wide, headings repeated; header and footer say whose report it is."""
    set_up_paper(sheet, header_row=header_row)
    _write_header_and_footer(sheet, request)


def set_up_paper(sheet: Worksheet, *, header_row: int | None = None) -> None:
    """A4 landscape, one page wide, headings repeated; every row's height and every column's width are set before."""
    page: Any = sheet
    page.print_area = f"A1:{get_column_letter(page.max_column)}{page.max_row}"
    if header_row:
        page.print_title_rows = f"{header_row}:{header_row}"
    page.sheet_view.zoomScale = _ZOOM
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToHeight = _count_pages(page, header_row)
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_options.horizontalCentered = True
    page.page_margins = _MARGINS


def protect(sheet: Worksheet) -> None:
    """Lock without a password; columns and rows may be resized and formatted, filters and sorting work."""
    sheet.protection = SheetProtection(
        sheet=True, objects=True, scenarios=True, formatColumns=False, formatRows=False, autoFilter=False, sort=False
    )


def set_widths(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    """Set column widths from the first column on."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _write_header_and_footer(page: Any, request: Request) -> None:
    _write_part(page.oddHeader.left, _escape(request.school.name))
    _write_part(page.oddHeader.right, _escape(request.report_words.capitalize()))
    _write_part(page.oddFooter.left, _escape(request.plan.short_title))
    _write_part(page.oddFooter.right, "Trang &P/&N")


def _write_part(part: Any, text: str) -> None:
    part.text, part.font, part.size = make_xml_safe(text), f"{FONT_NAME},Regular", 10


def _escape(text: str) -> str:
    return text.replace("&", "&&")


def write_top(book: Book, sheet: Worksheet, request: Request, help_text: str) -> None:
    """Write the three rows above a table: the sheet's title, whose report it is, a line of help."""
    title, subject = describe_top(sheet.title, request)
    book.put(sheet, (1, 1), title, Style.SHEET_TITLE)
    book.put(sheet, (2, 1), subject, Style.SUBJECT)
    book.put(sheet, (3, 1), help_text, Style.HELP)
    for row, height in ((1, 25), (2, 20), (3, 21)):
        book.set_height(sheet, row, height)


def write_headings(book: Book, sheet: Worksheet, row: int, headings: tuple[str, ...], widths: tuple[float, ...]) -> None:
    """Write a table's heading row, high enough for its longest heading beside a filter's arrow."""
    for column, heading in enumerate(headings, start=1):
        book.put(sheet, (row, column), heading, Style.HEADER)
    wrapped = (Wrapped(text, width - 1, 11, bold=True) for text, width in zip(headings, widths, strict=True))
    book.set_height(sheet, row, measure_height(*wrapped, least=36))


def _count_pages(page: Any, header_row: int | None) -> int:
    """How many pages to print on: a few rows left over shrink the print instead of taking a page of their own."""
    width: float = sum(dimension.width for dimension in page.column_dimensions.values()) * _POINTS_PER_UNIT
    room = _PRINTED_HEIGHT * max(1.0, width / _PRINTED_WIDTH)
    height: float = sum(dimension.height for dimension in page.row_dimensions.values())
    repeated: float = page.row_dimensions[header_row].height if header_row else 0.0
    return max(1, math.ceil((height - repeated) / (room - repeated) - _SQUEEZE))
