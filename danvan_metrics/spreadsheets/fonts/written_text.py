"""How a cell's text is written: its font, or run by run its fonts; and what the text is in Unicode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from danvan_metrics.spreadsheets.flaw_words import Position
from danvan_metrics.spreadsheets.fonts.old_fonts import decode, is_old


class FontRun(NamedTuple):
    """A part of a cell's text and the font it is written in; "" is the cell's."""

    text: str
    font: str


@dataclass(frozen=True, slots=True)
class Written:
    """How a cell's text is written: in which font, and run by run where it has several."""

    font: str
    runs: tuple[FontRun, ...] = ()

    @property
    def old_font(self) -> str:
        """The first old font in it, "" where there is none."""
        fonts = [run.font or self.font for run in self.runs] or [self.font]
        return next(filter(is_old, fonts), "")

    def decode(self, text: str) -> str:
        """The cell's text as Unicode; by the cell's font alone where its runs are other words."""
        if self.runs and text.split() == "".join(run.text for run in self.runs).split():
            return "".join(decode(run.text, run.font or self.font) for run in self.runs)
        return decode(text, self.font)


Fonts = Mapping[str, Mapping[Position, Written]]  # by sheet: the cells with an old font in them
