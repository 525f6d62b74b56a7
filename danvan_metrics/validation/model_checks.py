"""Checks of the registered models against each other and against the question above them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from danvan_metrics.plan.choices import OWNERS, STATUSES
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.issues import BLANK, Issue
from danvan_metrics.vietnamese import fold, format_quantity
from danvan_metrics.workbook.answering.models import LINE, ModelPlaces, find_models
from danvan_metrics.workbook.answering.places import read_row
from danvan_metrics.workbook.answers import ModelEntry

COUNT_OF_EVIDENCE: Final = "số minh chứng, từ 1 trở lên"
EVIDENCE_IF_ANY: Final = "số minh chứng, nếu có"
_LABELS = {
    "field": "một lĩnh vực trong danh sách",
    "status": " / ".join(STATUSES.values()),
    "owner": " / ".join(OWNERS.values()),
}


def check_models(case: Case) -> Iterator[Issue]:
    """Every model has name, field, status and owner; rows and the question agree; a result has evidence."""
    places = find_models(case.form, case.grids)
    if places is None:
        return
    yield from _check_question(case, places)
    yield from _check_twins(case)
    for entry in case.returned.models:
        yield from _check_entry(case, places, entry)
        yield from _check_evidence(case, places, entry)


def _check_question(case: Case, places: ModelPlaces) -> Iterator[Issue]:
    models, declared = case.returned.models, case.returned.models_declared
    if models and declared is False:
        found = f"{format_quantity(len(models))} mô hình"
        yield Issue("models_against_answer", places.question, line=LINE, found=found, expected="“Có”, hoặc bảng để trống")
    if not models and declared is True:
        expected = "ít nhất một mô hình, hoặc “Không”"
        yield Issue("models_announced", places.question, line=LINE, found="chưa ghi mô hình nào", expected=expected)


def _check_twins(case: Case) -> Iterator[Issue]:
    """Rows of one name, once a name: each of them is counted as a model."""
    rows: dict[str, list[ModelEntry]] = {}
    for entry in case.returned.models:
        if entry.name:
            rows.setdefault(fold(entry.name), []).append(entry)
    for first, *others in rows.values():
        if others:
            numbers = ", ".join(str(read_row(one.place)) for one in (first, *others))
            found = f"ở {1 + len(others)} dòng ({numbers})"
            yield Issue("model_twice", first.place, line=f"Mô hình “{first.name}”", found=found, expected="mỗi mô hình một dòng")


def _check_entry(case: Case, places: ModelPlaces, entry: ModelEntry) -> Iterator[Issue]:
    row = read_row(entry.place)
    if not entry.name and entry.place not in case.refused:
        yield Issue("model_name_missing", entry.place, line=LINE, found=BLANK, expected="tên mô hình")
    name = f"Mô hình “{entry.name}”" if entry.name else f"Mô hình ở dòng {row}"
    for key, expected in _LABELS.items():
        place = places.cell(row, key)
        if getattr(entry, key) is None and place not in case.refused:
            yield Issue(f"model_{key}_missing", place, line=name, found=BLANK, expected=expected)


def _check_evidence(case: Case, places: ModelPlaces, entry: ModelEntry) -> Iterator[Issue]:
    place = places.cell(read_row(entry.place), "evidence_count")
    if place in case.refused or entry.evidence_count:
        return
    if entry.evidence and entry.evidence_count is None:
        yield Issue("evidence_without_count", place, line=LINE, found=entry.evidence, expected=COUNT_OF_EVIDENCE)
    elif entry.result:
        yield Issue("claim_without_evidence", place, line=LINE, found=entry.result, expected=EVIDENCE_IF_ANY)
