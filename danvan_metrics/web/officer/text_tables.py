"""Tables of text on the officer's pages."""

from __future__ import annotations

import pandas as pd

from danvan_metrics.formats.table import Table, group_rows, name_columns
from danvan_metrics.vietnamese import NBSP, format_quantity
from danvan_metrics.web.widgets.table import show_table

SHORT = 10


def show_text_table(frame: pd.DataFrame, *, caption: str, key: str) -> None:
    """Draw a frame of text, a row each, under its headings."""
    headings = name_columns(*(_keep_together(str(column)) for column in frame.columns))
    rows = group_rows(frame.map(_write).to_numpy().tolist())
    show_table(Table(caption, headings, rows, "l" * len(frame.columns)), key=key)


def _write(value: object) -> str:
    return format_quantity(value) if isinstance(value, int) else str(value)


def _keep_together(heading: str) -> str:
    """A short heading on one line."""
    return heading.replace(" ", NBSP) if len(heading) <= SHORT else heading
