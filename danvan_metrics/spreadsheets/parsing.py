"""Turn a file's bytes into sheets: judge it, parse it, and explain what cannot be parsed. Runs in a worker only."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from python_calamine import CalamineSheet, CalamineWorkbook

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.container import MAIN_PART, explain_failure, open_package
from danvan_metrics.spreadsheets.fonts.decoding import decode_cells, find_old_fonts
from danvan_metrics.spreadsheets.fonts.written_text import Fonts
from danvan_metrics.spreadsheets.formulas import Position, find_flaws
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.spreadsheets.ranges import refuse_range
from danvan_metrics.vietnamese import format_quantity


def parse(content: bytes, limits: Limits) -> Sheets:
    """The sheets of a workbook; UnreadableWorkbook says why there are none. May raise MemoryError, or abort the process."""
    package = open_package(content, limits)
    readable, parts = (package.store(), package.find_xml()) if package else (content, {})
    try:
        return _read_sheets(readable, _Marks(find_flaws(parts), find_old_fonts(readable, parts)), limits)
    except (UnreadableWorkbook, MemoryError):
        raise
    except BaseException as error:
        # The parser's PanicException is no Exception, and its module (pyo3_runtime) cannot be imported: only its name tells it.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        return _read_again(readable, parts, error)


class _Marks(NamedTuple):
    """What the parser does not tell of cells, by sheet: values that are none, and text in old fonts."""

    flaws: Mapping[str, Mapping[Position, str]]
    fonts: Fonts


def _read_sheets(content: bytes, marks: _Marks, limits: Limits) -> Sheets:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        names = workbook.sheet_names
        if len(names) > limits.most_sheets:
            raise UnreadableWorkbook("too_large", f"tệp có {format_quantity(len(names))} sheet")
        sheets = (workbook.get_sheet_by_name(name) for name in names)
        return Sheets({sheet.name: _read_grid(sheet, marks) for sheet in _stop_beyond(sheets, limits)})


def _stop_beyond(sheets: Iterable[CalamineSheet], limits: Limits) -> Iterator[CalamineSheet]:
    """Sheet after sheet, while their cells together are few enough to be handed on."""
    taken = 0
    for sheet in sheets:
        taken += sheet.height * sheet.width
        if taken > limits.largest_range:
            refuse_range(sheet.total_height, sheet.total_width)
        yield sheet


def _read_grid(sheet: CalamineSheet, marks: _Marks) -> Grid:
    row, column = sheet.start or (0, 0)
    cells, fonts = sheet.to_python(), marks.fonts.get(sheet.name)
    decoded = decode_cells(cells, (row + 1, column + 1), fonts) if fonts else {}
    merged = [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return Grid(sheet.name, row + 1, column + 1, cells, marks.flaws.get(sheet.name, {}), merged, decoded)


def _read_again(content: bytes, parts: Mapping[str, bytes], error: BaseException) -> Sheets:
    """A workbook whose parser gave up, by another that is slower and more patient (“#ERROR!”, as Google writes it)."""
    if MAIN_PART not in parts:
        raise explain_failure(content) from error
    from danvan_metrics.spreadsheets.second_parser import parse_slowly  # noqa: PLC0415 - loads openpyxl only when it is needed

    try:
        return parse_slowly(content, find_flaws(parts))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever the library cannot take
        raise explain_failure(content) from error
