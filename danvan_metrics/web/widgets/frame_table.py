"""A data frame as a real HTML table, its figures written the Vietnamese way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.formats.table import Cell, Table, group_rows, name_columns
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.vietnamese import NOTHING, format_date, format_percent, format_quantity
from danvan_metrics.web.widgets.table import show_table


def show_frame(frame: pd.DataFrame, *, caption: str, key: str, sources: Sequence[Reference | None] = ()) -> None:
    """Draw the frame; columns whose heading begins with “Tỉ lệ” hold shares. `sources`: where each row's first cell leads."""
    show_table(lay_out(frame, caption, sources), key=key)


def lay_out(frame: pd.DataFrame, caption: str, sources: Sequence[Reference | None] = ()) -> Table:
    """Lay a frame out as a table of text: figures at the right, a missing figure as a dash."""
    columns = list(map(str, frame.columns))
    rows = [[Cell(write_value(value, name)) for value, name in zip(row, columns, strict=True)] for row in iterate_rows(frame)]
    if sources:
        rows = [_lead(row, source) for row, source in zip(rows, sources, strict=True)]
    align = "".join("r" if pd.api.types.is_numeric_dtype(frame[column]) else "l" for column in frame.columns)
    return Table(caption, name_columns(*columns), group_rows(rows), align)


def _lead(row: list[Cell], source: Reference | None) -> list[Cell]:
    """The row with its first cell leading to what made it."""
    words = f"Nguồn số liệu: {' · '.join(cell.text for cell in row[:3])}"
    return [replace(row[0], opens=source, words=words if source else ""), *row[1:]]


def write_value(value: Any, column: str = "") -> str:
    """One value as people write it."""
    if value is None or pd.isna(value):
        return NOTHING
    if isinstance(value, str):
        return value
    if hasattr(value, "strftime"):
        return format_date(value)
    return format_percent(float(value)) if column.startswith(SHARE_HEADING) else format_quantity(float(value))
