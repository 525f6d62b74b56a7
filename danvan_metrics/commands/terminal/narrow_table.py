"""Tables and sentences that fit the terminal; whole lines where none is, so that what is piped on can be searched."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import click

_GAP: Final = 2
_LEAST: Final = 40  # columns: below, nothing can be laid out
_USUAL: Final = (80, 24)
_WIDEST_KEY: Final = 26  # of what names a row, which every part of a split table repeats
_WIDEST: Final = 30  # of any other cell of a table that does not fit as it is

Row = Sequence[str]


def measure_room() -> int | None:
    """How many columns may be written: the terminal's (COLUMNS says otherwise); None where the output is no terminal."""
    if sys.stdout and sys.stdout.isatty():
        return max(_LEAST, shutil.get_terminal_size(_USUAL).columns)
    return None


def print_lines(lines: Iterable[str]) -> None:
    """Print sentences; those that are too long go on under themselves, a little to the right. A word is never broken."""
    room = measure_room()
    for line in lines:
        click.echo("\n".join(_wrap_line(line, room)) if room else line)


def align_rows(rows: Sequence[Row], *, room: int | None = None) -> Iterator[str]:
    """The rows as lines of at most `room` columns (None: whole), the first row being headings, the first cell a row's name.

    What does not fit beside each other goes below: long cells are wrapped, and then the table goes on with its other columns
    after a blank line, every row named again. Nothing is cut, so no figure is lost. Letters two columns wide, and marks that
    take none, are counted as a terminal shows them.
    """
    widths = [max(map(_measure, column)) for column in zip(*rows, strict=True)]
    if room is None or _add_up(widths) <= room:
        yield from _align(rows, widths)
        return
    key = min(widths[0], _WIDEST_KEY)
    capped = [key, *(min(width, _WIDEST, room - key - _GAP) for width in widths[1:])]
    for number, block in enumerate(_split(capped, room)):
        if number:
            yield ""
        yield from _align([[row[at] for at in block] for row in rows], _spread([capped[at] for at in block], widths, block, room))


def _split(widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """The columns of each part, by number: as many as fit, after the first column."""
    block = [0]
    for at in range(1, len(widths)):
        if len(block) > 1 and _add_up([widths[one] for one in (*block, at)]) > room:
            yield block
            block = [0]
        block.append(at)
    yield block


def _spread(capped: list[int], widths: Sequence[int], block: Sequence[int], room: int) -> list[int]:
    """Room that is left goes to the cells that were made narrow."""
    spread = list(capped)
    for place, at in enumerate(block):
        left = room - _add_up(spread)
        spread[place] += min(left, widths[at] - spread[place])
    return spread


def _align(rows: Iterable[Row], widths: Sequence[int]) -> Iterator[str]:
    import wcwidth  # noqa: PLC0415 - as above

    for row in rows:
        wrapped = [wcwidth.wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, wrapped))):
            cells = (lines[number] if number < len(lines) else "" for lines in wrapped)
            padded = (wcwidth.ljust(cell, width) for cell, width in zip(cells, widths, strict=True))
            yield (" " * _GAP).join(padded).rstrip()


def _wrap_line(line: str, room: int) -> list[str]:
    import wcwidth  # noqa: PLC0415 - only a terminal needs it

    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return wcwidth.wrap(line, room, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


def _add_up(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _measure(text: str) -> int:
    import wcwidth  # noqa: PLC0415 - as above

    return max(0, wcwidth.width(text))
