"""The one place where a stranger's text becomes text of ours: control characters go before anybody reads, stores or prints it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_metrics.raw import clean_controls


def clean_cells(rows: list[Any]) -> None:
    """Clean every text of a sheet, in place; most sheets hold nothing to clean, which their texts tell at one look."""
    if clean_controls(together := "\n".join(text for row in rows for text in row if text.__class__ is str)) == together:
        return
    for number, row in enumerate(rows):
        rows[number] = _clean_row(row)


def _clean_row(row: Sequence[Any]) -> list[Any]:
    return [clean_controls(cell) if isinstance(cell, str) else cell for cell in row]
