"""Which return a workbook says it is: read from what the template hid in it, so that a renamed file is still known."""

from __future__ import annotations

from danvan_metrics.plan.raw import Raw
from danvan_metrics.vietnamese import clean_text
from danvan_metrics.workbook.answers import Identity
from danvan_metrics.workbook.layout import SHEET_IDENTITY, WORKBOOK_KIND
from danvan_metrics.workbook.reader import Grid, Sheets

_KEY_COLUMN, _VALUE_COLUMN = 1, 2


def read_identity(sheets: Sheets) -> Identity | None:
    """The identity on the hidden sheet; None where this is no report workbook, or where a part of it is gone."""
    said = _read_pairs(sheets.grid(SHEET_IDENTITY))
    if said.get("kind") != WORKBOOK_KIND:
        return None
    parts = {key: said.get(key, "") for key in ("plan", "plan_version", "school", "period", "template_version")}
    return Identity(**parts) if all(parts.values()) else None


def _read_pairs(grid: Grid) -> dict[str, str]:
    pairs = ((grid.value(row, _KEY_COLUMN), grid.value(row, _VALUE_COLUMN)) for row in range(1, grid.rows + 1))
    return {_read_text(key): _read_text(value) for key, value in pairs}


def _read_text(raw: Raw) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return clean_text("" if raw is None else str(raw))
