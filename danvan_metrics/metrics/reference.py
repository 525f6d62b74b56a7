"""What names a figure, so that every place that shows it can lead to its source (product.md, point 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from danvan_metrics.metrics.dataset import Scope


class Subject(StrEnum):
    """Figures that are no group's and no indicator's; their words stand in links."""

    RECEIPTS = "nop"
    LADDER = "bac"
    MODELS = "mo-hinh"
    APPRAISAL = "tham-dinh"


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure: its subject (a Subject, or the code of a group or indicator), the scope, and the school ("": all in scope).

    `field` narrows models to one field, an appraisal to one indicator ("": all).
    """

    subject: str
    scope: Scope
    school: str = ""
    field: str = ""
