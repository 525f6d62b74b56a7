"""What a rule says, and how schools are named in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_NAMED: Final = 3


class Target(StrEnum):
    """Where the rows behind a sentence stand; `subject` says which of them."""

    TIMELINESS = "timeliness"
    INDICATOR = "indicator"
    MODEL_SCHOOLS = "model_schools"
    SCHOOL = "school"
    SPREAD = "spread"
    ACTIONS = "actions"
    APPRAISAL = "appraisal"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`lead` is read first and printed bold, `text` goes on from it; `subject` is a school's, an indicator's or a unit's code.

    `grave`: somebody must act on it before anything else is looked at.
    """

    lead: str
    text: str
    target: Target
    subject: str = ""
    grave: bool = False


def name_some(names: Sequence[str], sign: str = ", ", most: int = _NAMED) -> str:
    """“A, B, C và 2 trường khác”: nobody is left uncounted, and a sentence stays one breath."""
    more = len(names) - most
    return f"{sign.join(names[:most])} và {more} trường khác" if more > 0 else sign.join(names)
