"""Find known phrases in folded text, whether their words stand apart or are run together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_COMPILED: Final = 65_536  # patterns kept: all of a district's; of a country's the ones that files name


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase met in a text: whose it is, how well it speaks for it (greater is better), and from where to where."""

    code: str
    rank: int
    start: int
    end: int

    def yields_to(self, other: Found) -> bool:
        """Whether `other` says more at the same place: it is longer and holds this one, or it is the same and ranks higher."""
        if (self.start, self.end) == (other.start, other.end):
            return other.rank > self.rank
        return other.start <= self.start and self.end <= other.end


class PhraseBook:
    """Phrases by code; each is of lower-case ASCII words with single spaces between, as `fold` leaves them."""

    def __init__(self, phrases: Iterable[tuple[str, int, str]]) -> None:
        """Take triples of code, rank and phrase; of equal phrases of one code the best rank counts."""
        best: dict[tuple[str, str], int] = {}
        for code, rank, text in phrases:
            if text:
                best[text, code] = max(rank, best.get((text, code), rank))
        self._entries: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for (text, code), rank in best.items():
            self._entries[text.replace(" ", "")].append((text, code, rank))
        self._lengths = sorted({len(letters) for letters in self._entries})

    def find(self, text: str) -> list[Found]:
        """Every phrase in the text that no better one covers, in the text's order."""
        found = sorted(self._search(text), key=lambda one: (one.start, -one.end))
        return [one for one in found if not any(one.yields_to(other) for other in found if other is not one)]

    def _search(self, text: str) -> Iterator[Found]:
        for letters in self._meet(text.replace(" ", "")):
            for phrase, code, rank in self._entries[letters]:
                yield from (Found(code, rank, *match.span()) for match in _compile(phrase).finditer(text))

    def _meet(self, glued: str) -> Iterable[str]:
        """The phrases whose letters stand in the text: ten times as fast as the patterns, and nearly always enough.

        Of few phrases each is looked for; of a country's names each piece of the text is looked up among them instead.
        """
        if len(self._entries) <= len(glued) * len(self._lengths):
            return [letters for letters in self._entries if letters in glued]
        pieces = (glued[start : start + length] for length in self._lengths for start in range(len(glued) - length + 1))
        return dict.fromkeys(piece for piece in pieces if piece in self._entries)


@lru_cache(maxsize=_COMPILED)
def _compile(text: str) -> re.Pattern[str]:
    """A letter may not go on as a letter, nor a digit as a digit; “mndapthanh6thang” holds both its phrases."""
    before = r"(?<!\d)" if text[0].isdigit() else r"(?<![a-z])"
    after = r"(?!\d)" if text[-1].isdigit() else r"(?![a-z])"
    return re.compile(before + " ?".join(map(re.escape, text.split())) + after)
