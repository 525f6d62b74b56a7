"""What tells a phiếu apart whatever its file and its sheets are called, and what it was made from, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.workbook.appraisal_sheet.sheet_layout import LINE_KEY, SHEET_KEYS, SHEET_KIND, SHEET_VERSION
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetRequest
from danvan_metrics.workbook.layout import SAMPLE_KEY
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.identity_sheet import write_hidden_pairs
from danvan_metrics.workbook.template.sample_mark import SAMPLE_WORDS


def write_hidden(book: Book, request: SheetRequest) -> None:
    """Write the hidden sheet and the document's properties, and the options of long drop-downs; when every sheet is written."""
    revisions = ((f"{LINE_KEY}{line.code}", str(line.revision)) for line in request.lines)
    write_hidden_pairs(book, _list_pairs(request), revisions)


def _list_pairs(request: SheetRequest) -> Iterator[tuple[str, str]]:
    told = (
        SHEET_KIND, request.plan.code, request.plan.version, request.school.code, request.period.code, request.round.code,
        str(request.submission), str(request.version), request.lane.value, SHEET_VERSION,
    )  # fmt: skip
    yield from zip(SHEET_KEYS, told, strict=True)
    if request.sample:
        yield SAMPLE_KEY, SAMPLE_WORDS
