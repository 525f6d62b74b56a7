"""The sheet Mô hình: whether the unit registered any, and a row per registered model."""

from __future__ import annotations

from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.plan.entries import model_rules, models_question_rule
from danvan_metrics.workbook.labels import HEADINGS, QUESTION
from danvan_metrics.workbook.layout import PREVIOUS_COLUMN, QUESTION_ROW, SHEET_MODELS, ModelTable
from danvan_metrics.workbook.request import Request
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.hints import Prompt
from danvan_metrics.workbook.template.line_looks import Style, entry_style
from danvan_metrics.workbook.template.previous import describe_previous_model
from danvan_metrics.workbook.template.sheet_page import protect, set_up_page, set_widths, write_headings, write_top
from danvan_metrics.workbook.template.wrapping import Wrapped, measure_height

_HELP: Final = {
    "name": "Mỗi mô hình một dòng; ghi cả mô hình đã đăng ký ở các kỳ trước.",
    "leader": "Họ tên người phụ trách chính.",
    "beneficiaries": "Cộng dồn từ đầu năm; không có thì ghi 0.",
    "result": "Ghi kết quả đã đạt, có số liệu kiểm đếm được.",
    "evidence_count": "Đếm số văn bản, biên bản, ảnh… chứng minh kết quả.",
    "evidence": "Ghi tên, số, ngày của văn bản, biên bản, ảnh…",
}
_QUESTION_HELP: Final = (
    "Chọn “Không” nếu không đăng ký mô hình nào, rồi để trống bảng dưới; để trống ô này nghĩa là chưa báo cáo."
)
_WIDTHS: Final = (6, 24, 19, 9, 16, 13, 12, 10, 23, 9, 19, 9, 17)
_ROW_HEIGHT: Final = 36


def write_models(book: Book, request: Request, table: ModelTable) -> None:
    """Write the sheet, with the models of the return before in the grey column."""
    sheet = book.add_sheet(SHEET_MODELS)
    set_widths(sheet, _WIDTHS)
    write_top(book, sheet, request, f"Mỗi mô hình “Dân vận khéo” ghi một dòng. {request.describe_previous()}")
    _write_question(book, sheet, table)
    headings = ("STT", *(HEADINGS[key] for key in table.columns), "Kỳ trước")
    write_headings(book, sheet, table.header_row, headings, _WIDTHS)
    _write_entries(book, sheet, request, table)
    book.enforce(sheet)
    sheet.freeze_panes = f"C{table.first_row}"
    set_up_page(sheet, request, header_row=table.header_row)
    protect(sheet)


def _write_question(book: Book, sheet: Worksheet, table: ModelTable) -> None:
    rule = models_question_rule()
    book.put(sheet, (QUESTION_ROW, 2), QUESTION, Style.LABEL)
    book.put(sheet, (QUESTION_ROW, 3), None, entry_style(rule))
    book.put(sheet, (QUESTION_ROW, 4), f"  {_QUESTION_HELP}", Style.HELP)
    book.set_height(sheet, QUESTION_ROW, measure_height(Wrapped(QUESTION, _WIDTHS[1], bold=True)))
    book.set_height(sheet, QUESTION_ROW + 1, 8)
    book.ask(table.question.cell, rule, Prompt("Đăng ký mô hình", _QUESTION_HELP))


def _write_entries(book: Book, sheet: Worksheet, request: Request, table: ModelTable) -> None:
    rules = model_rules(request.plan)
    previous = [describe_previous_model(model) for model in request.previous.models] if request.previous else []
    for row in range(table.first_row, table.last_row + 1):
        number = row - table.first_row
        before = previous[number] if number < len(previous) else ""
        book.put(sheet, (row, 1), number + 1, Style.CODE)
        for key, column in table.columns.items():
            book.put(sheet, (row, column), None, entry_style(rules[key]))
        book.put(sheet, (row, PREVIOUS_COLUMN[SHEET_MODELS]), before, Style.PREVIOUS)
        book.set_height(sheet, row, measure_height(Wrapped(before, _WIDTHS[-1], 11), least=_ROW_HEIGHT))
    for key, rule in rules.items():
        first, last = table.cell(table.first_row, key).cell, table.cell(table.last_row, key).cell
        book.ask(f"{first}:{last}", rule, Prompt(HEADINGS[key], _HELP.get(key, "")))
