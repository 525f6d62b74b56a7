"""The sheet Cần sửa: first in a marked return, a row for everything to be mended, with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any, Final, Protocol

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.layout import SHEET_FIXES
from danvan_metrics.workbook.marking.cell_marks import Sayable, name_severity, tint
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.cell_styles import FONT_NAME, complete_styles
from danvan_metrics.workbook.template.line_looks import FONT_SIZES, Style
from danvan_metrics.workbook.template.sheet_page import protect, set_up_paper, set_widths, write_headings
from danvan_metrics.workbook.template.wrapping import Wrapped, measure_height
from danvan_metrics.workbook.values import FORMULA_STARTS

HEADINGS: Final = ("Mức độ", "Sheet", "Ô", "Dòng", "Vấn đề", "Đã thấy", "Cần ghi", "Cách sửa")
WHOLE_FILE: Final = "(cả tệp)"
RETURN_TITLE: Final = "CẦN SỬA – NHỮNG CHỖ PHÒNG ĐỀ NGHỊ NHÀ TRƯỜNG XEM LẠI"
APPRAISAL_TITLE: Final = "CẦN SỬA – NHỮNG CHỖ CỦA PHIẾU CẦN TỔ THẨM ĐỊNH XEM LẠI"
_HELP: Final = (
    "Bấm vào cột “Ô” để đến đúng chỗ; ô được tô màu và có ghi chú. Sửa xong, hãy lưu và gửi lại chính tệp này; "
    "sheet này để nguyên."
)
_WIDTHS: Final = (16, 19, 8, 14, 38, 20, 25, 42)
_HEADER_ROW: Final = 4
_LINK_COLUMN: Final = 3
_LINK_INK: Final = "FF0B4F9E"


class Listed(Sayable, Protocol):
    """What a row of the sheet says."""

    @property
    def place(self) -> Place:
        """Where: a cell, a sheet or the whole file."""

    @property
    def line(self) -> str:
        """The line's code, the field's name or the model."""


def drop_fixes(workbook: Workbook) -> None:
    """Remove the sheet of an earlier marking; a sheet of this name that a school made itself stays."""
    for sheet in workbook.worksheets:
        if fold(sheet.title) == fold(SHEET_FIXES) and sheet["A1"].value in {RETURN_TITLE, APPRAISAL_TITLE}:
            workbook.remove(sheet)


def write_fixes(workbook: Workbook, remarks: Sequence[Listed], title: str = RETURN_TITLE) -> None:
    """Write the sheet, under one of our titles, in front of the others and open the workbook there."""
    complete_styles(workbook)
    book = Book(workbook)
    sheet: Worksheet = workbook.create_sheet(SHEET_FIXES, 0)
    set_widths(sheet, _WIDTHS)
    _write_top(book, sheet, remarks, title)
    write_headings(book, sheet, _HEADER_ROW, HEADINGS, _WIDTHS)
    for row, remark in enumerate(remarks, start=_HEADER_ROW + 1):
        _write_row(book, sheet, row, remark)
    _finish(workbook, sheet)


def _write_top(book: Book, sheet: Worksheet, remarks: Sequence[Listed], title: str) -> None:
    errors = sum(remark.severity_is_error for remark in remarks)
    counts = ((errors, "lỗi phải sửa"), (len(remarks) - errors, "chỗ nên xem lại"))
    told = ", ".join(f"{count} {words}" for count, words in counts if count) or "Không còn chỗ nào phải sửa"
    tops = ((title, Style.SHEET_TITLE, 25.0), (f"{told}.", Style.SUBJECT, 20.0), (_HELP, Style.HELP, 21.0))
    for row, (text, style, height) in enumerate(tops, start=1):
        book.put(sheet, (row, 1), text, style)
        book.set_height(sheet, row, height)


def _write_row(book: Book, sheet: Worksheet, row: int, remark: Listed) -> None:
    texts = _list_texts(remark)
    for column, text in enumerate(texts, start=1):
        book.put(sheet, (row, column), text, Style.UNIT if column == _LINK_COLUMN else Style.HINT)
        if text.startswith(FORMULA_STARTS):  # else Excel takes it for a formula as soon as somebody edits the cell
            cell: Any = sheet.cell(row, column)
            cell.quotePrefix = True
    first: Any = sheet.cell(row, 1)
    first.fill = tint(error=remark.severity_is_error)
    _link(book.workbook, sheet.cell(row, _LINK_COLUMN), remark.place)
    size = FONT_SIZES[Style.HINT]
    wrapped = (Wrapped(text, width, size) for text, width in zip(texts, _WIDTHS, strict=True))
    book.set_height(sheet, row, measure_height(*wrapped))


def _list_texts(remark: Listed) -> tuple[str, ...]:
    where = (remark.place.sheet or WHOLE_FILE, remark.place.cell, remark.line)
    return (
        name_severity(error=remark.severity_is_error), *where, remark.message, remark.found, remark.expected, remark.remedy
    )  # fmt: skip


def _link(workbook: Workbook, cell: Any, place: Place) -> None:
    """Let a click lead to the very cell, where its sheet is there."""
    if not place.cell or place.sheet not in workbook.sheetnames:
        return
    quoted = place.sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place.cell}", tooltip="Bấm để đến ô này")
    cell.font = Font(name=FONT_NAME, family=1, size=FONT_SIZES[Style.HINT], underline="single", color=_LINK_INK)


def _finish(workbook: Workbook, sheet: Worksheet) -> None:
    page: Any = sheet
    page.freeze_panes = f"A{_HEADER_ROW + 1}"
    set_up_paper(sheet, header_row=_HEADER_ROW)
    protect(sheet)
    others: list[Any] = [other for other in workbook.worksheets if other is not sheet]
    for other in others:
        other.sheet_view.tabSelected = False  # two sheets selected are a group: what is typed in one goes into both
    printed = next((other for other in others if other.oddHeader.left.text), None)
    if printed:  # whose report it is stands on every printed page
        page.HeaderFooter = copy(printed.HeaderFooter)
    workbook.active = 0
    for view in workbook.views:
        view.firstSheet = 0  # the tabs may be scrolled to where the school left them, this one out of sight
