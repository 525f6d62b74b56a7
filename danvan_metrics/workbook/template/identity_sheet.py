"""What tells a returned workbook apart whatever its file is called: a hidden sheet and custom document properties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openpyxl.packaging.custom import StringProperty

from danvan_metrics.workbook.layout import IDENTITY_KEYS, OPTIONS_COLUMN, SHEET_IDENTITY, TEMPLATE_VERSION, WORKBOOK_KIND
from danvan_metrics.workbook.request import Request
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.line_looks import Style
from danvan_metrics.workbook.template.sheet_page import protect


def write_identity(book: Book, request: Request) -> None:
    """Write both, and the options of long drop-downs beside; call it when every other sheet is written."""
    values = (WORKBOOK_KIND, request.plan.code, request.plan.version, request.school.code, request.period.code, TEMPLATE_VERSION)
    write_hidden_pairs(book, zip(IDENTITY_KEYS, values, strict=True))


def write_hidden_pairs(book: Book, pairs: Iterable[tuple[str, str]], more: Iterable[tuple[str, str]] = ()) -> None:
    """Write keys and values on the hidden sheet and as properties (`more`: on the sheet only), and the options beside them."""
    sheet = book.add_sheet(SHEET_IDENTITY)
    properties: Any = book.workbook.custom_doc_props  # type: ignore[attr-defined]
    told = list(pairs)
    for key, value in told:
        properties.append(StringProperty(name=key, value=value))
    for row, texts in enumerate((*told, *more), start=1):
        for column, text in enumerate(texts, start=1):
            book.put(sheet, (row, column), text, Style.PLAIN)
    for column, options in enumerate(book.option_lists, start=OPTIONS_COLUMN):
        for row, option in enumerate(options, start=1):
            book.put(sheet, (row, column), option, Style.PLAIN)
    sheet.sheet_state = "veryHidden"
    protect(sheet)
