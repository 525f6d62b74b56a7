"""A figure's reference in the address of the page Nguồn số liệu, whole: a link shows the same whoever opens it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import require_lens
from danvan_metrics.plan.lens import Lens
from danvan_metrics.web.state import SOURCE_LENS, SOURCE_PERIOD

SUBJECT: Final = "so"
UNIT: Final = "don-vi"
FIELD: Final = "linh-vuc"
_LEVEL, _COMMUNE, _MODEL = "thuoc-cap", "thuoc-xa", "loai"
_MODELS: Final = {True: "diem", False: "con-lai"}


def write_reference(reference: Reference) -> dict[str, str]:
    """The reference as parameters of an address."""
    scope = reference.scope
    given = {
        SUBJECT: reference.subject,
        UNIT: reference.school,
        FIELD: reference.field,
        SOURCE_PERIOD: scope.period,
        SOURCE_LENS: "" if scope.lens is Lens.DECLARED else scope.lens,
        _LEVEL: scope.level or "",
        _COMMUNE: scope.commune or "",
        _MODEL: "" if scope.model is None else _MODELS[scope.model],
    }
    return {name: str(value) for name, value in given.items() if value}


def read_reference(parameters: Mapping[str, str], dataset: Dataset) -> Reference:
    """The reference an address names; UserError where there is no such period or lens, or no figure through it."""
    period, lens = parameters.get(SOURCE_PERIOD, ""), parameters.get(SOURCE_LENS, Lens.DECLARED)
    if period not in dataset.plan.period_by_code or lens not in list(Lens):
        raise UserError("Đường dẫn tới nguồn số liệu không đúng hoặc đã cũ; hãy mở lại từ một con số trên trang Tổng quan.")
    models = {word: flag for flag, word in _MODELS.items()}
    scope = Scope(
        period=period,
        lens=Lens(lens),
        level=parameters.get(_LEVEL) or None,
        commune=parameters.get(_COMMUNE) or None,
        model=models.get(parameters.get(_MODEL, "")),
    )
    require_lens(dataset, scope)
    return Reference(parameters.get(SUBJECT, ""), scope, parameters.get(UNIT, ""), parameters.get(FIELD, ""))
