"""How figures are looked at: what schools say, what they can prove, what the office judges (indicators.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class _Look:
    words: str  # within a sentence
    short: str  # over a column
    pieces: int  # of evidence that a line needs to count


class Lens(StrEnum):
    """A way to look at every figure; its value stands in addresses, on the command line and in what is kept."""

    DECLARED = "declared"
    EVIDENCED = "evidenced"
    APPRAISED = "appraised"

    @property
    def words(self) -> str:
        """Its name within a sentence."""
        return _LOOKS[self].words

    @property
    def short(self) -> str:
        """Its name over a column."""
        return _LOOKS[self].short

    @property
    def pieces(self) -> int:
        """How many pieces of evidence a line needs to count; none where the office has judged it."""
        return _LOOKS[self].pieces


_LOOKS: Final = {
    Lens.DECLARED: _Look("tự khai", "Tự khai", 0),
    Lens.EVIDENCED: _Look("có minh chứng", "Minh chứng", 1),
    Lens.APPRAISED: _Look("thẩm định", "Thẩm định", 0),
}
