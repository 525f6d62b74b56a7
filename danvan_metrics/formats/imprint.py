"""What every file that leaves says of itself: whose it is, what it is, of which day, and whether it is only a sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Imprint:
    """`footer` stands on every page; `day` is the day the figures are judged on, never the moment of writing."""

    title: str
    subject: str
    author: str
    footer: str
    day: date
    sample: bool
