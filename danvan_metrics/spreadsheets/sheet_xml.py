"""A quick walk over a sheet's XML, for what its parser does not tell: where cells claim to stand, and how they are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_USUAL_ROOT: Final = b'<worksheet xmlns="'
_TAG: Final = re.compile(  # \b keeps out <cols>, <cfRule> and <rowBreaks>
    rb"""<(?:\w+:)?(?:row\b(?P<row>[^>]*)|c\b(?P<head>[^>]*?)(?:/|>(?P<body>.*?)</(?:\w+:)?c\s*))>""", re.DOTALL
)
_ADDRESS: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")


@dataclass(frozen=True, slots=True)
class XmlCell:
    """One cell as spelled: its position (1-based), its attributes, and what stands between its tags."""

    row: int
    column: int
    attributes: bytes
    body: bytes


def is_worksheet(name: str) -> bool:
    """Whether a part of this name holds a sheet's cells."""
    return "/worksheets/" in name and name.endswith(".xml")


def is_usual(part: bytes) -> bool:
    """Whether a sheet is spelled as spreadsheet programs spell it (no prefixes, double quotes); quick searches rely on it."""
    return _USUAL_ROOT in part[:400]


def iterate_cells(part: bytes) -> Iterator[XmlCell]:
    """Every cell that has a body; a cell or row that names no position follows the one before it."""
    row, column = 0, 0
    for tag in _TAG.finditer(part):
        address = _ADDRESS.search(tag["row"] or tag["head"] or b"")
        if tag["head"] is None:
            row, column = int(address[2]) if address else row + 1, 0
            continue
        column = read_letters(address[1]) if address else column + 1
        if tag["body"]:
            yield XmlCell(int(address[2]) if address else row, column, tag["head"], tag["body"])


def read_letters(letters: bytes) -> int:
    """The number of a column: AB is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
