"""Lines found by their wording, where their codes are gone: never two lines to one row, nothing where two rows are as good."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice
from typing import Final

from danvan_metrics.vietnamese import fold

_NEARLY: Final = 0.93  # the plan's own two lines most alike, NV2.2 and NV2.2.1, reach 0.83
_CLEARLY: Final = 0.05
_SHORTEST_CONTAINED: Final = 12  # “Sổ tay” stands in many a sentence
_MOST_ROWS: Final = 2000  # a stranger's long sheet must not hold up the batch
_MOST_COMPARED: Final = 400  # letter by letter, which is slow
_LONGEST: Final = 600


def match_wordings(wanted: Mapping[str, str], wordings: Mapping[str, str], rows: Mapping[int, str]) -> dict[str, int]:
    """The row of each line of `wanted` that can be told.

    `wanted` and `wordings` give the wording of the lines looked for, and of every line of the table; `rows` the text of each
    row not taken yet. First the same words, then the line's words within the row's, then nearly the same letters.
    """
    search = _Search(
        {line: fold(text) for line, text in wanted.items()},
        [fold(text) for text in wordings.values()],
        {row: fold(text) for row, text in islice(rows.items(), _MOST_ROWS) if len(text) <= _LONGEST},
    )
    for find in (search.find_same, search.find_contained, search.find_near):
        search.settle(find)
    return search.found


@dataclass(frozen=True, slots=True)
class _Search:
    """What is still looked for, and what was found; texts are folded."""

    wanted: dict[str, str]
    others: list[str]
    rows: dict[int, str]
    found: dict[str, int] = field(default_factory=dict)

    def settle(self, find: Callable[[str], list[int]]) -> None:
        """Give each line its row where it has one only, and the row has no other line."""
        claims = {line: rows[0] for line, text in self.wanted.items() if text and len(rows := find(text)) == 1}
        claimed = list(claims.values())
        for line, row in claims.items():
            if claimed.count(row) == 1:
                self.found[line] = row
                del self.wanted[line], self.rows[row]

    def find_same(self, text: str) -> list[int]:
        """Rows with these very words; none where two lines have them."""
        return [row for row, written in self.rows.items() if written == text] if self.others.count(text) == 1 else []

    def find_contained(self, text: str) -> list[int]:
        """Rows that have these words among others, and no other line's words beyond them."""
        if len(text) < _SHORTEST_CONTAINED:
            return []
        return [row for row, written in self.rows.items() if _holds(written, text) and not self._holds_another(written, text)]

    def _holds_another(self, written: str, text: str) -> bool:
        others = (other for other in self.others if len(other) >= _SHORTEST_CONTAINED and not _holds(text, other))
        return any(_holds(written, other) for other in others)

    def find_near(self, text: str) -> list[int]:
        """The row that is nearly the same, clearly nearer than any other row, and no nearer to another line."""
        ranked = sorted(self._rate_rows(text), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEARLY):
            return []
        best, row = ranked[0]
        rivals = _rate(self.rows[row], (other for other in self.others if other != text), best - _CLEARLY)
        return [] if best < _NEARLY or self.others.count(text) > 1 or any(rivals) else [row]

    def _rate_rows(self, text: str) -> Iterator[tuple[float, int]]:
        for row, written in islice(self.rows.items(), _MOST_COMPARED):
            for ratio in _rate(text, [written], _NEARLY - _CLEARLY):
                yield ratio, row


def _list_figures(text: str) -> list[str]:
    return re.findall("[0-9]+", text)


def _rate(text: str, others: Iterable[str], least: float) -> Iterator[float]:
    """How near each of the others is, where it is above `least`: quick bounds first.

    Other figures are another line, however near: “NQ 25-NQ/TW” is not “NQ 26-NQ/TW”.
    """
    # autojunk would pass over the common letters of texts of 200 and more: eight rows of the plan are so long.
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)  # difflib prepares the second text once, for all the first ones
    figures = _list_figures(text)
    for other in others:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > least and matcher.quick_ratio() > least and _list_figures(other) == figures:
            ratio = matcher.ratio()
            if ratio > least:
                yield ratio


def _holds(text: str, part: str) -> bool:
    return f" {part} " in f" {text} "
