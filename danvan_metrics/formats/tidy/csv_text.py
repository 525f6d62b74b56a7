"""Rows as CSV for Excel, Power Query and R: RFC 4180, UTF-8 with a mark at its head, and no text that becomes a formula.

A text that a spreadsheet would take for a formula gets one apostrophe before it, and so does one that would be taken for that
already (“'=1”): whoever takes one apostrophe away from every text that looks so has what was written, letter for letter.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC
from typing import Any, Final

from danvan_metrics.formats.tidy.tidy_table import ColumnKind, TidyTable

BYTE_ORDER_MARK: Final = "\ufeff"  # without it Excel takes UTF-8 for the machine's own letters
# Space before it does not keep every program from seeing the sign; the wide ones are typed on East Asian keyboards.
_FORMULA: Final = re.compile("'*(?:[\\s\u200b\u2060\ufeff]*[=+\\-@＝＋－＠]|[\t\r\n])")
_NUMBER: Final = re.compile(r"-\d+(?:[.,]\d+)?")  # a number below 0 written as a text is no formula
_WHOLE: Final = 1e15  # beyond, a float no longer tells whole numbers apart
Row = Sequence[Any]


def write_csv(table: TidyTable, rows: Iterable[Iterable[Row]]) -> Iterator[bytes]:
    """The heading, then the rows as they come: pieces that one after another are the file."""
    yield (BYTE_ORDER_MARK + _join([table.names])).encode()
    formats = [_FORMATS[column.kind] for column in table.columns]
    for batch in rows:
        text = _join([_format_row(row, formats) for row in batch])
        if text:
            yield text.encode("utf-8", "replace")  # half a letter, which no file can hold, becomes “?”


def neutralise(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restore(text: str) -> str:
    """What `neutralise` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _join(rows: Iterable[Iterable[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue()


def _format_row(row: Row, formats: Sequence[Callable[[Any], str]]) -> list[str]:
    return ["" if value is None else write(value) for value, write in zip(row, formats, strict=True)]


def _format_text(text: str) -> str:
    return neutralise(text.replace("\x00", ""))


def _format_number(number: float) -> str:
    """Point for decimals, no thousands, as short as it can be told exactly."""
    return str(int(number)) if number.is_integer() and abs(number) < _WHOLE else repr(number)


_FORMATS: Final[dict[ColumnKind, Callable[[Any], str]]] = {
    ColumnKind.TEXT: _format_text,
    ColumnKind.WHOLE: str,
    ColumnKind.NUMBER: _format_number,
    ColumnKind.SHARE: _format_number,
    ColumnKind.DAY: lambda day: day.isoformat(),
    ColumnKind.MOMENT: lambda moment: moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    ColumnKind.YES_NO: lambda yes: "TRUE" if yes else "FALSE",
}
