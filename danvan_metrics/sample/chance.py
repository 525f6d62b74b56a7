"""Chance that depends on the seed and on what is asked, never on the order of asking or on the machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

Option = TypeVar("Option")


@dataclass(frozen=True, slots=True)
class Chance:
    """Drawings about one subject: the same question always gets the same answer."""

    seed: int
    subject: str = ""

    def about(self, *subject: str) -> Chance:
        """Drawings about something more particular."""
        return Chance(self.seed, "/".join((self.subject, *subject)))

    def share(self, question: str) -> float:
        """A number from 0 up to, not including, 1."""
        digest = blake2b(f"{self.seed}{self.subject}/{question}".encode(), digest_size=6).digest()
        return int.from_bytes(digest) / 2**48

    def whole(self, low: int, high: int, question: str) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share(question) * (high - low + 1))

    def pick(self, options: Sequence[Option], question: str) -> Option:
        """One of the options."""
        return options[self.whole(0, len(options) - 1, question)]
