"""The sheet Thông tin: who reports, locked, and what the plan wants to know of the unit."""

from __future__ import annotations

from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.plan.entries import fact_rule
from danvan_metrics.plan.model import Fact
from danvan_metrics.workbook.labels import FACT_HEADINGS, IDENTITY_LABELS, SIGNED_ROWS, SIGNERS, describe_identity
from danvan_metrics.workbook.layout import FACT_COLUMN, FACT_LABEL_COLUMN, HEADER_ROW, SHEET_FACTS, list_identity_keys
from danvan_metrics.workbook.request import Request
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.hints import Prompt
from danvan_metrics.workbook.template.line_looks import Style, entry_style
from danvan_metrics.workbook.template.previous import describe_previous_facts
from danvan_metrics.workbook.template.sheet_page import protect, set_up_page, set_widths, write_headings, write_top
from danvan_metrics.workbook.template.wrapping import Wrapped, measure_height

_WIDTHS: Final = (6, 46, 60, 42, 24)


def write_facts(book: Book, request: Request) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(SHEET_FACTS)
    set_widths(sheet, _WIDTHS)
    write_top(book, sheet, request, f"Hãy điền ô nền vàng; mục có dấu (*) là bắt buộc. {request.describe_previous()}")
    values = describe_identity(request)
    keys = list_identity_keys(request.school.reporter)
    for row, key in enumerate(keys, start=HEADER_ROW):
        _write_identity(book, sheet, row, (IDENTITY_LABELS[key], values[key]))
    heading_row = HEADER_ROW + len(keys) + 1
    write_headings(book, sheet, heading_row, FACT_HEADINGS, _WIDTHS)
    previous = describe_previous_facts(request.previous) if request.previous else {}
    for number, fact in enumerate(request.plan.facts, start=1):
        _write_fact(book, sheet, request, (heading_row + number, number, fact, previous.get(fact.key, "")))
    _write_signatures(book, sheet, request, heading_row + len(request.plan.facts) + 2)
    book.enforce(sheet)
    set_up_page(sheet, request)
    protect(sheet)


def _write_signatures(book: Book, sheet: Worksheet, request: Request, row: int) -> None:
    """Where the printed report is signed: whoever drew it up, and the head of the unit; and whom to ask at the office."""
    place, *roles = f"{request.plan.office.seat}, ngày …… tháng …… năm {request.plan.year}", *SIGNERS
    book.put(sheet, (row, 4), place, Style.SUBTITLE)
    for column, (role, how) in zip((2, 4), roles, strict=True):
        book.put(sheet, (row + 1, column), role, Style.SIGNATURE)
        book.put(sheet, (row + 2, column), how, Style.SUBTITLE)
    for line, height in ((row, 20), (row + 1, 20), (row + 2, 18), (row + 3, 64)):  # room for a hand and a stamp
        book.set_height(sheet, line, height)
    last = row + SIGNED_ROWS
    book.put(sheet, (last, 1), f"Cần hỏi, xin liên hệ: {request.plan.office.reach}.", Style.HELP)
    book.set_height(sheet, last, 20)


def _write_identity(book: Book, sheet: Worksheet, row: int, texts: tuple[str, str]) -> None:
    label, value = texts
    book.put(sheet, (row, FACT_LABEL_COLUMN), label, Style.LABEL)
    book.put(sheet, (row, FACT_COLUMN), value, Style.FILLED)
    wrapped = Wrapped(value, _WIDTHS[FACT_COLUMN - 1], bold=True)
    book.set_height(sheet, row, measure_height(wrapped, least=22))


def _write_fact(book: Book, sheet: Worksheet, request: Request, entry: tuple[int, int, Fact, str]) -> None:
    row, number, fact, previous = entry
    rule = fact_rule(request.plan, fact)
    hint = fact.prompt or f"{rule.describe()}."
    label = f"{fact.label} (*)" if fact.required else fact.label
    texts: tuple[tuple[str | float | None, Style], ...] = (
        (number, Style.CODE),
        (label, Style.WORDING),
        (None, entry_style(rule)),
        (hint, Style.HINT),
        (previous, Style.PREVIOUS),
    )
    for column, (text, style) in enumerate(texts, start=1):
        book.put(sheet, (row, column), text, style)
    wrapped = (Wrapped(label, _WIDTHS[1]), Wrapped(hint, _WIDTHS[3], 11), Wrapped(previous, _WIDTHS[4], 11))
    book.set_height(sheet, row, measure_height(*wrapped, least=26))
    book.ask(request.layout.facts[fact.key].cell, rule, Prompt(fact.label, fact.prompt))
