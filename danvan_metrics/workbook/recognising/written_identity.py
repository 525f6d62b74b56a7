"""What the template wrote into a workbook to tell whose it is: the hidden sheet's codes, and the locked rows of Thông tin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.raw import Raw, format_raw
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.vietnamese import clean_text, fold
from danvan_metrics.workbook.answering.places import find_grid
from danvan_metrics.workbook.labels import IDENTITY_LABELS
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_IDENTITY, WORKBOOK_KIND

_KEY_COLUMN, _VALUE_COLUMN, _DEEPEST_KEY = 1, 2, 60
_DEEPEST_LABEL, _WIDEST_LABEL, _LONGEST_LABEL, _FARTHEST_VALUE = 60, 8, 40, 2
_LABELS: Final = {fold(IDENTITY_LABELS[key]): key for key in ("school", "code", "level", "commune", "period")}


def read_hidden(sheets: Sheets) -> dict[str, str]:
    """What is left on the template's hidden sheet, by key; nothing where another kind of workbook has a sheet of that name."""
    grid = sheets.grid(SHEET_IDENTITY)
    pairs = ((grid.value(row, _KEY_COLUMN), grid.value(row, _VALUE_COLUMN)) for row in range(1, min(grid.rows, _DEEPEST_KEY) + 1))
    said = {_read_text(key): text for key, value in pairs if (text := _read_text(value))}
    return said if said.get("kind", WORKBOOK_KIND) == WORKBOOK_KIND else {}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person reads on Thông tin beside one of its locked labels, and where."""

    row: int
    column: int
    text: str


def read_shown(sheets: Sheets) -> Mapping[str, Shown]:
    """The locked fields of Thông tin that hold anything, by key, found by their labels wherever rows were put in."""
    grid = find_grid(sheets, SHEET_FACTS)
    if grid is None:
        return {}
    found: dict[str, Shown] = {}
    for row in range(1, min(grid.rows, _DEEPEST_LABEL) + 1):
        for column in range(1, min(grid.columns, _WIDEST_LABEL) + 1):
            key = _LABELS.get(_read_label(grid.value(row, column)), "")
            if key and key not in found and (value := _read_beside(grid, row, column)):
                found[key] = value
    return found


def _read_label(raw: Raw) -> str:
    return fold(raw) if isinstance(raw, str) and len(raw) <= _LONGEST_LABEL else ""


def _read_beside(grid: Grid, row: int, column: int) -> Shown | None:
    """The value of a label: the next filled cell, which a column put in or a merged label may have pushed on."""
    for place in range(column + 1, column + 1 + _FARTHEST_VALUE):
        if text := _read_text(grid.value(row, place)):
            return Shown(row, place, text)
    return None


def _read_text(raw: Raw) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return clean_text(format_raw(raw))
