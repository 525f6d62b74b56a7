"""The marked copy of a phiếu: the appraiser's own workbook with everything to be looked at again marked in it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from openpyxl import load_workbook

from danvan_metrics.validation.issues import Issue
from danvan_metrics.validation.sent_back import remark_on
from danvan_metrics.workbook.appraisal_sheet.sheet_build import build_sheet_workbook
from danvan_metrics.workbook.appraisal_sheet.sheet_layout import LINE_KEY
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetRequest
from danvan_metrics.workbook.layout import SHEET_IDENTITY
from danvan_metrics.workbook.marking.fixes import APPRAISAL_TITLE
from danvan_metrics.workbook.marking.marked_copy import mark_workbook
from danvan_metrics.workbook.marking.results import keep_results
from danvan_metrics.workbook.template.build import write_dated_workbook
from danvan_metrics.workbook.values import set_value


def mark_sheet(
    content: bytes, issues: Iterable[Issue], *, request: SheetRequest | None = None, revisions: Mapping[str, int] | None = None
) -> bytes:
    """The phiếu as an .xlsx with these issues marked; UserError where it cannot be marked.

    request: lends its look to a file of another format. revisions: what whoever sends the marked copy in again has seen of
    lines that others judged meanwhile, by line: their verdicts are told in it.
    """
    make_template = partial(build_sheet_workbook, request) if request else None
    marked = mark_workbook(content, [remark_on(issue) for issue in issues], make_template, title=APPRAISAL_TITLE)
    return _advance(marked, revisions) if revisions else marked


def _advance(content: bytes, revisions: Mapping[str, int]) -> bytes:
    workbook = load_workbook(io.BytesIO(content), rich_text=True)
    if SHEET_IDENTITY not in workbook.sheetnames:
        return content
    cells: Any = workbook[SHEET_IDENTITY]
    for key, value in cells.iter_rows(min_col=1, max_col=2):
        line = str(key.value or "").removeprefix(LINE_KEY)
        if line in revisions and key.value != line:
            set_value(value, str(revisions[line]))
    properties: Any = workbook.properties
    written = write_dated_workbook(workbook, moment=properties.modified.replace(tzinfo=None))
    return keep_results(content, workbook, written)
