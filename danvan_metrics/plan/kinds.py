"""The kinds of thing a plan asks for, and who answers (indicators.md, “Kinds of indicator”)."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How an indicator is answered and completed (indicators.md, “Kinds of indicator”)."""

    RATIO = "ratio"
    COUNT = "count"
    LIMIT = "limit"
    YES_NO = "yes_no"
    CHECKLIST = "checklist"
    DATE = "date"
    LEVEL = "level"
    TRACKED = "tracked"
    DERIVED = "derived"


UNSCORED = frozenset({Kind.TRACKED, Kind.DERIVED})
WITHOUT_EVIDENCE = frozenset({Kind.LIMIT, Kind.TRACKED, Kind.DERIVED})
WITH_LINES = frozenset({Kind.CHECKLIST, Kind.TRACKED})
WITHOUT_PACE = frozenset({Kind.DATE, Kind.YES_NO, Kind.LIMIT})


class Source(StrEnum):
    """Where an indicator's figure comes from when no cell of its own asks for it."""

    MODELS_REGISTERED = "models_registered"
    MODELS_WITH_RESULTS = "models_with_results"
    RECEIPTS_ON_TIME = "receipts_on_time"
    MODEL_SCHOOLS = "model_schools"
    APPRAISED_SCHOOLS = "appraised_schools"


KIND_OF_SOURCE = {
    Source.MODELS_REGISTERED: Kind.COUNT,
    Source.MODELS_WITH_RESULTS: Kind.RATIO,
    Source.RECEIPTS_ON_TIME: Kind.DERIVED,
    Source.MODEL_SCHOOLS: Kind.DERIVED,
    Source.APPRAISED_SCHOOLS: Kind.DERIVED,
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
