"""How figures are looked at: what schools say, what they can prove, what the office judges (indicators.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from danvan_metrics.errors import UserError


@dataclass(frozen=True, slots=True)
class _Look:
    words: str  # within a sentence
    short: str  # over a column
    pieces: int | None  # of evidence that a line needs to count; None: no figure is computed through the lens


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
    def computed(self) -> bool:
        """Whether figures can be looked at through it."""
        return _LOOKS[self].pieces is not None

    def require_pieces(self) -> int:
        """How many pieces of evidence a line needs to count; UserError where no figure is computed through the lens."""
        pieces = _LOOKS[self].pieces
        if pieces is None:
            others = " hoặc ".join(f"“{lens.words}”" for lens in Lens if lens.computed)
            raise UserError(f"Chưa có số liệu theo góc nhìn “{self.words}”; hãy chọn {others}.")
        return pieces


_LOOKS: Final = {
    Lens.DECLARED: _Look("tự khai", "Tự khai", 0),
    Lens.EVIDENCED: _Look("có minh chứng", "Minh chứng", 1),
    Lens.APPRAISED: _Look("Phòng thẩm định", "Thẩm định", None),
}
