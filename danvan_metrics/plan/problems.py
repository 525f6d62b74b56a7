"""What is wrong between two parts of a plan, and where."""

from __future__ import annotations

from typing import NamedTuple

Location = tuple[str | int, ...]


class Problem(NamedTuple):
    """Something wrong between two parts: where it stands in the document, and what to do (Vietnamese)."""

    location: Location
    remedy: str
