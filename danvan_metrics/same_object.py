"""An object as the key of a cache: the very same one, where comparing two by content costs more than what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, eq=False)
class SameObject(Generic[Kept]):
    """Equal only to what holds the same object, which it keeps alive, so that nothing else takes its place in memory."""

    it: Kept

    def __hash__(self) -> int:
        """Of the object's identity."""
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same object."""
        return isinstance(other, SameObject) and other.it is self.it
