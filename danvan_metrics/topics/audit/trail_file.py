"""The trail as a file: a workbook, or lines separated by commas."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from danvan_metrics.topics.audit.figures import TrailLine
from danvan_metrics.topics.audit.table import WIDTHS, tabulate_trail

TITLE: Final = "Nhật ký"
_NOTE_WIDTH: Final = 12
_READ_AS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class TrailForm(StrEnum):
    """What kind of file; its value is the ending of the name."""

    XLSX = "xlsx"
    CSV = "csv"


def write_trail(lines: Sequence[TrailLine], form: TrailForm, *, subtitle: str, sample: bool) -> bytes:
    """Write the lines in their order; a spreadsheet takes no text of it for a formula."""
    frame = tabulate_trail(lines)
    if form is TrailForm.CSV:
        return frame.map(_disarm).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
    from danvan_metrics.formats.xlsx.plain_sheet import write_figures  # noqa: PLC0415 - XlsxWriter only when a file is asked for

    return write_figures(TITLE, subtitle, frame, sample=sample, widths=[*WIDTHS, _NOTE_WIDTH])


def _disarm(text: str) -> str:
    """A file may be named “=HYPERLINK(…)”; behind an apostrophe it stays a name."""
    return f"'{text}" if text.startswith(_READ_AS_FORMULA) else text
