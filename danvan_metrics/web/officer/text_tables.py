"""Text on the officer's pages as it is: tables of it, and sentences from which Markdown makes nothing."""

from __future__ import annotations

import re

import pandas as pd

from danvan_metrics.formats.table import Table, group_rows, name_columns
from danvan_metrics.vietnamese import NBSP, format_quantity
from danvan_metrics.web.widgets.table import show_table

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])")
SHORT = 10
_JOINER = "\u2060"  # no width, no break; keeps what looks like an address from becoming a link


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


def escape_markdown(text: str) -> str:
    """Text that Markdown shows letter by letter: no picture, link, formula or colour comes out of a file's name."""
    plain = text.replace("://", f":{_JOINER}//").replace("www.", f"www{_JOINER}.").replace("@", f"{_JOINER}@")
    return _MARKDOWN.sub(r"\\\1", plain)
