"""The kinds of thing a plan asks for, and who answers (indicators.md, “Kinds of indicator”).

A new kind is a module of its own beside these, and a line in `Kind`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Self

from danvan_metrics.plan.kinds.checklist import CHECKLIST
from danvan_metrics.plan.kinds.count import COUNT
from danvan_metrics.plan.kinds.date import DATE
from danvan_metrics.plan.kinds.definition import Definition, Trait
from danvan_metrics.plan.kinds.derived import DERIVED
from danvan_metrics.plan.kinds.level import LEVEL
from danvan_metrics.plan.kinds.limit import LIMIT
from danvan_metrics.plan.kinds.ratio import RATIO
from danvan_metrics.plan.kinds.tracked import TRACKED
from danvan_metrics.plan.kinds.yes_no import YES_NO


class Kind(StrEnum):
    """How an indicator is answered and completed; its value is the word in the plan's file, `definition` all the rest."""

    definition: Definition

    def __new__(cls, definition: Definition) -> Self:
        """A member is the word itself, so that tables and files hold plain text."""
        kind = str.__new__(cls, definition.code)
        kind._value_ = definition.code
        kind.definition = definition
        return kind

    RATIO = RATIO
    COUNT = COUNT
    LIMIT = LIMIT
    YES_NO = YES_NO
    CHECKLIST = CHECKLIST
    DATE = DATE
    LEVEL = LEVEL
    TRACKED = TRACKED
    DERIVED = DERIVED


ITEM_KINDS: Final = frozenset(kind for kind in Kind if Trait.ITEM in kind.definition.traits)


class Source(StrEnum):
    """Where an indicator's figure comes from when no cell of its own asks for it."""

    MODELS_REGISTERED = "models_registered"
    MODELS_WITH_RESULTS = "models_with_results"
    RECEIPTS_ON_TIME = "receipts_on_time"
    MODEL_SCHOOLS = "model_schools"
    APPRAISED_SCHOOLS = "appraised_schools"
    MODEL_SCHOOLS_APPRAISED = "model_schools_appraised"
    SCHOOLS_MEETING = "schools_meeting"
    ROUNDS_BEGUN = "rounds_begun"
    COUNCIL_HELD = "council_held"
    PROPOSALS_CONSIDERED = "proposals_considered"
    PROPOSALS_DECIDED = "proposals_decided"


MODEL_SOURCES: Final = frozenset({Source.MODELS_REGISTERED, Source.MODELS_WITH_RESULTS})
KIND_OF_SOURCE = {
    Source.MODELS_REGISTERED: Kind.COUNT,
    Source.MODELS_WITH_RESULTS: Kind.RATIO,
    Source.RECEIPTS_ON_TIME: Kind.DERIVED,
    Source.MODEL_SCHOOLS: Kind.DERIVED,
    Source.APPRAISED_SCHOOLS: Kind.DERIVED,
    Source.MODEL_SCHOOLS_APPRAISED: Kind.DERIVED,
    Source.SCHOOLS_MEETING: Kind.DERIVED,
    Source.ROUNDS_BEGUN: Kind.DERIVED,
    Source.COUNCIL_HELD: Kind.DERIVED,
    Source.PROPOSALS_CONSIDERED: Kind.DERIVED,
    Source.PROPOSALS_DECIDED: Kind.DERIVED,
}


class Reporter(StrEnum):
    """Who fills an indicator in."""

    SCHOOL = "school"
    OFFICE = "office"


class FactKind(StrEnum):
    """What a field of the sheet Thông tin holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
