"""The rows of a table by the codes in its first column, as sent out or as retyped (“nv 2.3”, “NV2,3 - Đối thoại”)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.raw import Raw, narrow
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.vietnamese import clean_text

_LONGEST: Final = 200
_PART: Final = re.compile(r"[^\W\d_]+|[0-9]+")
# Letters, then numbers parted by points or commas without a space; what follows must not go on with the code.
_HEAD: Final = re.compile(r"[\W_]*((?:[^\W\d]|[\s.&-])*[0-9]+(?:[.,][0-9]+)*)(?=[.:)\]]*(?:\s|[-–—:]|$))")
_FIGURE_NEXT: Final = re.compile(r"[\W_]*[0-9]")
_WORD: Final = re.compile(r"[^\s–—-]*[0-9][^\s–—-]*")
_PARTED: Final = re.compile(r"[0-9]\s+[0-9]")

CodeKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeRows:
    """The rows in which codes stand; `repeated` holds each further row with a code already met, `retyped` codes not as sent."""

    rows: Mapping[str, int]
    repeated: tuple[tuple[str, int], ...]
    retyped: tuple[str, ...] = ()


def find_codes(grid: Grid, codes: Collection[str], *, known: Collection[str], column: int, below: int) -> CodeRows:
    """The rows under `below` whose cell in `column` holds one of these codes; `known` are all codes sent out on the sheet.

    A code as sent out goes before one retyped; of several rows with one code the first is read.
    """
    exact: list[tuple[str, int]] = []
    strange: list[tuple[str, int]] = []
    for row in grid.filled_rows(below + 1):
        code = read_code(grid.value(row, column))
        if code in codes:
            exact.append((code, row))
        elif code and code not in known:
            strange.append((code, row))
    retyped = list(_match_retyped(strange, codes, known)) if strange else []
    rows: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    for code, row in [*exact, *retyped]:
        if code in rows:
            repeated.append((code, row))
        rows.setdefault(code, row)
    return CodeRows(rows, tuple(repeated), tuple(code for code, row in retyped if rows[code] == row))


def _match_retyped(
    strange: Iterable[tuple[str, int]], codes: Collection[str], known: Collection[str]
) -> Iterable[tuple[str, int]]:
    by_key = _index_keys(known)
    for text, row in strange:
        code = _match_code(text, by_key)
        if code in codes:
            yield code, row


def _index_keys(known: Collection[str]) -> dict[CodeKey, str]:
    """Codes by their parts; two codes that differ in nothing else are both left out."""
    keys = [_key(narrow(code)) for code in known]
    return {key: code for key, code in zip(keys, known, strict=True) if keys.count(key) == 1}


def _match_code(text: str, by_key: Mapping[CodeKey, str]) -> str:
    """The code that the text is, or begins with; "" where it is none."""
    if len(text) > _LONGEST:
        return ""
    narrowed = narrow(text).casefold()
    whole = by_key.get(_key(narrowed)) if not _PARTED.search(narrowed) else None
    head = None if whole else _HEAD.match(narrowed)
    return whole or (by_key.get(_key(head[1]), "") if head and not _goes_on(narrowed[head.end() :], by_key) else "")


def _goes_on(rest: str, by_key: Mapping[CodeKey, str]) -> bool:
    """Whether what follows may be more of the code (“NV 2 3”), or names another (“HP1.1 – HP1.12”)."""
    return bool(_FIGURE_NEXT.match(rest)) or any(_key(word) in by_key for word in _WORD.findall(rest))


def _key(text: str) -> CodeKey:
    return tuple(part.lstrip("0") or "0" for part in _PART.findall(text.casefold()))


def read_code(raw: Raw) -> str:
    """A code as the plan writes it; a code that Excel took for a number loses nothing."""
    if isinstance(raw, float):
        return f"{raw:g}"
    return clean_text(raw) if isinstance(raw, str) else ""
