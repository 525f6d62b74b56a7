"""The marked return: a school's own workbook with what is to be mended tinted, commented and listed on a first sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.errors import UserError
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.container import is_office_open_xml, unpack
from danvan_metrics.workbook.results import keep_results
from danvan_metrics.workbook.sheets.fixes import drop_fixes, write_fixes
from danvan_metrics.workbook.sheets.marks import mark_cell, unmark_cells
from danvan_metrics.workbook.template import write_workbook

_EARLIEST: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - a zip's dates know no zone, and none before


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be mended at one place, in words; an error, or else a warning."""

    place: Place
    severity_is_error: bool
    line: str
    message: str
    found: str
    expected: str
    remedy: str


def mark_workbook(content: bytes, remarks: Sequence[Remark]) -> bytes:
    """The workbook (.xlsx, .xlsm) marked, as an .xlsx: values and formats stay, only the fill of the cells remarked on changes.

    Marks of an earlier time are taken off first. UnreadableWorkbook as `read_workbook`; UserError where it cannot be marked.
    """
    unpack(content)
    if not is_office_open_xml(content):
        raise UserError(
            "Chỉ đánh dấu được tệp .xlsx hoặc .xlsm; hãy mở tệp bằng Excel, lưu dạng “Sổ làm việc Excel (*.xlsx)” rồi đánh dấu."
        )
    workbook = _open(content)
    drop_fixes(workbook)
    for sheet in workbook.worksheets:
        unmark_cells(sheet)
    _mark_cells(workbook, remarks)
    write_fixes(workbook, remarks)
    return keep_results(content, workbook, _write(workbook))


def _open(content: bytes) -> Workbook:
    try:
        return load_workbook(io.BytesIO(content), rich_text=True)
    except Exception as error:  # whatever the library cannot take
        raise UserError("Không đánh dấu được tệp này; hãy mở tệp bằng Excel, bấm Lưu rồi đánh dấu bản vừa lưu.") from error


def _mark_cells(workbook: Workbook, remarks: Iterable[Remark]) -> None:
    here: dict[Place, list[Remark]] = {}
    for remark in remarks:
        if remark.place.cell:
            here.setdefault(remark.place, []).append(remark)
    sheets: dict[str, Worksheet] = {sheet.title: sheet for sheet in workbook.worksheets}
    for place, own in here.items():
        if place.sheet in sheets:
            mark_cell(sheets[place.sheet], place.cell, own)


def _write(workbook: Workbook) -> bytes:
    written: Any = workbook.properties.modified or workbook.properties.created or _EARLIEST
    return write_workbook(workbook, moment=max(written.replace(tzinfo=None), _EARLIEST))
