"""The marked return: a school's own workbook with what is to be mended tinted, commented and listed on a first sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.errors import UnreadableWorkbook, UserError
from danvan_metrics.spreadsheets.container import is_office_open_xml
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.marking.cell_marks import mark_cell, unmark_cells
from danvan_metrics.workbook.marking.conversion import convert_workbook
from danvan_metrics.workbook.marking.fixes import RETURN_TITLE, drop_fixes, write_fixes
from danvan_metrics.workbook.marking.results import keep_results
from danvan_metrics.workbook.template.build import write_dated_workbook

MakeTemplate = Callable[[], Workbook]

LARGEST_EDITED: Final = 20_000_000  # bytes unpacked: the library that edits takes some fifty times as much memory
MOST_CELLS: Final = 500_000
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


def mark_workbook(
    content: bytes, remarks: Sequence[Remark], make_template: MakeTemplate | None = None, *, title: str = RETURN_TITLE
) -> bytes:
    """The workbook marked, as an .xlsx: values and formats stay, only the fill of the cells remarked on changes.

    An .xls, .xlsb, .ods or “Strict Open XML” file, and one that is too large to be edited, gives a new .xlsx of its values in
    their places; `make_template` lends that the template's look. Marks of an earlier time are taken off first.
    UserError where it cannot be marked.
    """
    workbook, edited = open_copy(content, make_template)
    drop_fixes(workbook)
    for sheet in workbook.worksheets:
        unmark_cells(sheet)
    _mark_cells(workbook, remarks)
    write_fixes(workbook, remarks, title)
    return write_copy(workbook, content if edited else None)


def open_copy(content: bytes, make_template: MakeTemplate | None = None) -> tuple[Workbook, bool]:
    """The workbook to change, and whether it is the file's own and not a new one of its values; UserError where there is none."""
    loaded = _load(content)
    return (loaded, True) if loaded else (_convert(content, make_template), False)


def write_copy(workbook: Workbook, content: bytes | None) -> bytes:
    """The changed workbook as bytes; `content`, the file it was opened from, lends the results of its formulas."""
    written = _write(workbook)
    return keep_results(content, workbook, written) if content else written


def _load(content: bytes) -> Workbook | None:
    """The workbook to edit; None where the library cannot take it as it is."""
    if not is_office_open_xml(content) or _measure_unpacked(content) > LARGEST_EDITED:
        return None
    try:
        return load_workbook(io.BytesIO(content), rich_text=True)
    except Exception:  # noqa: BLE001 - whatever the library cannot take
        return None


def _convert(content: bytes, make_template: MakeTemplate | None) -> Workbook:
    try:
        sheets = read_workbook(content)
    except UnreadableWorkbook as error:
        raise UserError(f"Không đánh dấu được: {error}; hãy mở tệp bằng Excel, bấm Lưu rồi đánh dấu bản vừa lưu.") from error
    if sum(len(row) for grid in sheets.grids.values() for row in grid.cells) > MOST_CELLS:
        raise UserError("Tệp quá lớn nên không đánh dấu được; hãy chép số liệu sang biểu mẫu gốc của Phòng rồi nộp lại.")
    return convert_workbook(sheets, make_template() if make_template else None)


def _measure_unpacked(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(member.file_size for member in archive.infolist())


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
    return write_dated_workbook(workbook, moment=max(written.replace(tzinfo=None), _EARLIEST))
