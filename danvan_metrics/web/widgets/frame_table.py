"""A data frame as a real HTML table, its figures written the Vietnamese way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.metrics.iteration import iterate_rows
from danvan_metrics.vietnamese import NOTHING, format_date, format_percent, format_quantity
from danvan_metrics.web.navigation import follow
from danvan_metrics.web.widgets.table import Band, Cell, Heading, Table, plain_rows, show_table


def show_frame(frame: pd.DataFrame, *, caption: str, key: str, links: Sequence[str] = ()) -> None:
    """Draw the frame; columns whose heading begins with “Tỉ lệ” hold shares, 0…1. `links`: where each row's first cell leads."""
    if link := show_table(lay_out(frame, caption, links), key=key):
        follow(link)


def lay_out(frame: pd.DataFrame, caption: str, links: Sequence[str] = ()) -> Table:
    """Lay a frame out as a table of text: figures at the right, a missing figure as a dash."""
    columns = list(map(str, frame.columns))
    rows = [[write_value(value, column) for value, column in zip(row, columns, strict=True)] for row in iterate_rows(frame)]
    align = "".join("r" if pd.api.types.is_numeric_dtype(frame[column]) else "l" for column in frame.columns)
    bands = _lead(plain_rows(rows), links) if links else plain_rows(rows)
    return Table(caption, (tuple(map(Heading, columns)),), bands, align)


def _lead(bands: tuple[Band, ...], links: Sequence[str]) -> tuple[Band, ...]:
    """The rows with their first cell leading to what made them."""
    return tuple(
        Band(band.title, tuple(_lead_row(row, link) for row, link in zip(band.rows, links, strict=True))) for band in bands
    )


def _lead_row(row: tuple[Cell, ...], link: str) -> tuple[Cell, ...]:
    words = f"Nguồn số liệu: {' · '.join(cell.text for cell in row[:3])}"
    return (replace(row[0], opens=link, words=words if link else ""), *row[1:])


def write_value(value: Any, column: str = "") -> str:
    """One value as people write it."""
    if value is None or pd.isna(value):
        return NOTHING
    if isinstance(value, str):
        return value
    if hasattr(value, "strftime"):
        return format_date(value)
    return format_percent(float(value)) if column.startswith(SHARE_HEADING) else format_quantity(float(value))
