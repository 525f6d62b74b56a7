"""A data frame as a real HTML table, its figures written the Vietnamese way."""

from __future__ import annotations

from typing import Any

import pandas as pd

from danvan_metrics.briefing.rows import iterate_rows
from danvan_metrics.charts.record import SHARE_HEADING
from danvan_metrics.vietnamese import format_date, format_percent, format_quantity
from danvan_metrics.web.components.table import Heading, Table, plain_rows, show_table

NOTHING = "–"


def show_frame(frame: pd.DataFrame, *, caption: str, key: str) -> None:
    """Draw the frame; columns whose heading begins with “Tỉ lệ” hold shares, 0…1."""
    show_table(lay_out(frame, caption), key=key)


def lay_out(frame: pd.DataFrame, caption: str) -> Table:
    """Lay a frame out as a table of text: figures at the right, a missing figure as a dash."""
    columns = list(map(str, frame.columns))
    rows = [[write_value(value, column) for value, column in zip(row, columns, strict=True)] for row in iterate_rows(frame)]
    align = "".join("r" if pd.api.types.is_numeric_dtype(frame[column]) else "l" for column in frame.columns)
    return Table(caption, (tuple(map(Heading, columns)),), plain_rows(rows), align)


def write_value(value: Any, column: str = "") -> str:
    """One value as people write it."""
    if value is None or pd.isna(value):
        return NOTHING
    if isinstance(value, str):
        return value
    if hasattr(value, "strftime"):
        return format_date(value)
    return format_percent(float(value)) if column.startswith(SHARE_HEADING) else format_quantity(float(value))
