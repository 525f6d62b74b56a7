"""What is wrong in a folder of the office's look, each told in one sentence with its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WORDS: Final = "look.toml"
SLIDES: Final = "slides.pptx"
PAPER: Final = "report.docx"
CRESTS: Final = ("crest.png", "crest.jpg", "crest.jpeg")
CREST: Final = CRESTS[0]
FOLDER: Final = "folder"


@dataclass(frozen=True, slots=True)
class LookFault:
    """One fault of a part of the look: `text` says what is wrong and what to do, without a full stop.

    part: WORDS, CREST, SLIDES, PAPER, or FOLDER for all of them. file: its name there. A grave one keeps the part from being
    used; the others are told, and it is used all the same.
    """

    part: str
    file: str
    text: str
    grave: bool = True

    @property
    def told(self) -> str:
        """The sentence: “crest.png: ảnh chỉ có 40 × 40 điểm; hãy …”."""
        return f"{self.file}: {self.text}."


def find_grave(faults: Iterable[LookFault], parts: Iterable[str]) -> tuple[LookFault, ...]:
    """Those that keep one of these parts from being used; a fault of the folder keeps all of them."""
    asked = {FOLDER, *parts}
    return tuple(fault for fault in faults if fault.grave and fault.part in asked)
