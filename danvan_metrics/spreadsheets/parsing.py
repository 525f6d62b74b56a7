"""Turn a file's bytes into sheets: judge it, parse it, and explain what cannot be parsed. Runs in a worker only."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.container import MAIN_PART, explain_failure, open_package
from danvan_metrics.spreadsheets.containers.compound import show_root
from danvan_metrics.spreadsheets.findings import Findings, find_in_file, list_parts
from danvan_metrics.spreadsheets.fonts.decoding import decode_cells
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.spreadsheets.ranges import LARGEST_WHOLE, cut_blanks, refuse_range
from danvan_metrics.spreadsheets.readable_text import clean_cells
from danvan_metrics.vietnamese import format_quantity


def parse(content: bytes, limits: Limits) -> Sheets:
    """The sheets of a workbook; UnreadableWorkbook says why there are none. May raise MemoryError, or abort the process."""
    package = open_package(content, limits)
    readable, parts = (package.store(), list_parts(package)) if package else (show_root(content), {})
    if package and package.far:
        return _read_again(readable, parts, None)
    try:
        return _read_sheets(readable, find_in_file(readable, parts), limits)
    except (UnreadableWorkbook, MemoryError):
        raise
    except BaseException as error:
        # The parser's PanicException is no Exception, and its module (pyo3_runtime) cannot be imported: only its name tells it.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        return _read_again(readable, parts, error)


def _read_sheets(content: bytes, findings: Findings, limits: Limits) -> Sheets:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        names = workbook.sheet_names
        if len(names) > limits.most_sheets:
            raise UnreadableWorkbook("too_large", f"tệp có {format_quantity(len(names))} sheet")
        sheets = (workbook.get_sheet_by_name(name) for name in names)
        hidden = {told.name for told in workbook.sheets_metadata if told.visible != SheetVisibleEnum.Visible}
        grids = (_read_grid(sheet, findings) for sheet in _stop_beyond(sheets, limits))
        return Sheets({grid.name: replace(grid, hidden=True) if grid.name in hidden else grid for grid in grids})


def _stop_beyond(sheets: Iterable[CalamineSheet], limits: Limits) -> Iterator[CalamineSheet]:
    """Sheet after sheet, while their cells together are few enough to be handed on."""
    taken = 0
    for sheet in sheets:
        taken += sheet.height * sheet.width
        if taken > limits.largest_range:
            refuse_range(sheet.total_height, sheet.total_width)
        yield sheet


def _read_grid(sheet: CalamineSheet, findings: Findings) -> Grid:
    row, column = sheet.start or (0, 0)
    grid = _make_grid(sheet.name, (row + 1, column + 1), _take_cells(sheet), findings)
    told = [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return replace(grid, merged=told) if told else grid


def _make_grid(name: str, start: tuple[int, int], cells: list[Any], findings: Findings) -> Grid:
    """What either parser read, made readable text, with all that was found beside it."""
    found, fonts = findings.find(name), findings.fonts.get(name)
    decoded = decode_cells(cells, start, fonts) if fonts else {}
    clean_cells(cells)  # after the fonts, whose letters stand where control characters are
    return Grid(name, *start, cells, found.flaws, found.merged, found.formats, decoded)


def _take_cells(sheet: CalamineSheet) -> list[Any]:
    """A sheet's rows from its first filled cell on; without their blanks where there are many."""
    if sheet.height * sheet.width <= LARGEST_WHOLE:
        return sheet.to_python()
    first = sheet.start[0] if sheet.start else 0
    return cut_blanks(islice(sheet.iter_rows(), first, None))


def _read_again(content: bytes, parts: Mapping[str, bytes], error: BaseException | None) -> Sheets:
    """A workbook whose parser gave up, by another that is slower and more patient (“#ERROR!”, as Google writes it)."""
    if MAIN_PART not in parts:
        raise explain_failure(content) from error
    from danvan_metrics.spreadsheets.second_parser import parse_slowly  # noqa: PLC0415 - loads openpyxl only when it is needed

    try:
        findings = find_in_file(content, parts, with_merged=True)
        sheets = parse_slowly(content)
        return Sheets({name: replace(_make_grid(name, (1, 1), rows, findings), hidden=hidden) for name, rows, hidden in sheets})
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever the library cannot take
        raise explain_failure(content) from error
