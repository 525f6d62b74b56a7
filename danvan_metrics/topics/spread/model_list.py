"""Registered models as a list: whose each is, how far it has come, whom it serves, with what result and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Band, Cell, Heading, Row, SchoolPage, Table
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.words import describe_emptiness, describe_period, describe_received, describe_schools, name_file
from danvan_metrics.plan.choices import OWNERS, STATUSES, ModelStatus, Owner
from danvan_metrics.topics.spread.models_chart import UNNAMED, describe_models, describe_stopped
from danvan_metrics.vietnamese import NOTHING, format_quantity, sort_key

TITLE: Final = "Danh sách mô hình “Dân vận khéo” đã đăng ký"
NONE_REGISTERED: Final = "Chưa có mô hình nào được ghi trong báo cáo của các trường."
NONE_CHOSEN: Final = "Không có mô hình nào thuộc lĩnh vực và trạng thái đang chọn."
_UNTOLD: Final = "chưa ghi"
_HEADINGS: Final = (
    Heading("Trường"),
    Heading("Tên mô hình"),
    Heading("Lĩnh vực"),
    Heading("Trạng thái"),
    Heading("Của"),
    Heading("Người hưởng lợi"),
    Heading("Kết quả"),
    Heading("Minh chứng", words="số minh chứng"),
)


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """One row of a school's sheet: words as shown; beneficiaries and pieces of evidence are None where none are written."""

    school: str
    school_name: str
    name: str
    field: str
    status: str
    owner: str
    beneficiaries: float | None
    result: str
    pieces: float | None


@dataclass(frozen=True, kw_only=True)
class ModelList(FigureRecord):
    """The models of the schools in scope in the roster's order, then as their sheets list them; empty: why there is none."""

    scope: Scope
    models: tuple[RegisteredModel, ...]
    empty: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that a model is of, in alphabetical order."""
        return tuple(sorted({model.field for model in self.models}, key=sort_key))

    @property
    def statuses(self) -> tuple[str, ...]:
        """How far models are, from registered to stopped."""
        found = {model.status for model in self.models}
        return tuple(status for status in (*STATUSES.values(), _UNTOLD) if status in found)

    def select(self, field: str, status: str) -> ModelList:
        """The models of one field and one status; "" is any."""
        kept = (one for one in self.models if field in {"", one.field} and status in {"", one.status})
        return replace(self, models=tuple(kept))


def collect_model_list(dataset: Dataset, scope: Scope) -> ModelList:
    """Collect every model registered in the scope's period; through which lens is looked does not matter."""
    models = tuple(_list_models(dataset, scope))
    told = f"{describe_period(dataset, scope.period)} · {describe_schools(scope)} · {describe_received(dataset, scope)}"
    return ModelList(
        title=TITLE,
        subtitle=told,
        file_name=name_file("danh sach mo hinh", scope, lens=False),
        sample=dataset.sample,
        scope=scope,
        models=models,
        empty=describe_emptiness(dataset, scope) or ("" if models else NONE_REGISTERED),
    )


def _list_models(dataset: Dataset, scope: Scope) -> Iterator[RegisteredModel]:
    models = dataset.models[dataset.models["period"].eq(scope.period)]
    for unit in scope.schools(dataset):
        for row in iterate_rows(models[models["school"].eq(unit.code)]):
            yield RegisteredModel(
                unit.code,
                unit.short_name,
                _tell(row.name),
                _tell(row.field, UNNAMED.lower()),
                STATUSES[ModelStatus(row.status)] if _known(row.status) else _UNTOLD,
                OWNERS[Owner(row.owner)] if _known(row.owner) else _UNTOLD,
                None if pd.isna(row.beneficiaries) else float(row.beneficiaries),
                _tell(row.result),
                None if pd.isna(row.evidence_count) else float(row.evidence_count),
            )


def _tell(value: Any, otherwise: str = _UNTOLD) -> str:
    return value.strip() if _known(value) else otherwise


def _known(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def describe_list(record: ModelList) -> str:
    """“22 mô hình, 16 trường, trong đó 1 đã dừng · 1.240 người hưởng lợi”, of the models that are listed."""
    stopped = sum(one.status == STATUSES[ModelStatus.STOPPED] for one in record.models)
    told = describe_models(len(record.models), len({one.school for one in record.models})) + describe_stopped(stopped)
    people = [one.beneficiaries for one in record.models if one.beneficiaries is not None]
    return f"{told} · {format_quantity(sum(people))} lượt người hưởng lợi" if people else told


def lay_out_model_list(record: ModelList) -> Table:
    """Lay out a row per model: the school leads to its page, the name to where it is written; then the sums."""
    bands = [Band("", tuple(_lay_model(record.scope, model) for model in record.models))]
    if len(record.models) > 1:
        bands.append(Band("", (_lay_sum(record),), total=True))
    return Table(record.title, (_HEADINGS,), tuple(bands), "nllnnrlr", record.subtitle)


def _lay_model(scope: Scope, model: RegisteredModel) -> Row:
    source = Reference(Subject.MODELS, scope, model.school)
    return (
        Cell(model.school_name, opens=SchoolPage(model.school), words=f"Mở hồ sơ {model.school_name}"),
        Cell(model.name, opens=source, words=f"Nguồn số liệu: {model.name}", strong=True),
        Cell(model.field),
        Cell(model.status),
        Cell(model.owner),
        _lay_number(model.beneficiaries, _UNTOLD),
        Cell(model.result),
        _lay_number(model.pieces or None, "chưa có"),
    )


def _lay_number(value: float | None, otherwise: str) -> Cell:
    return Cell(otherwise if value is None else format_quantity(value), figures=(value,))


def _lay_sum(record: ModelList) -> Row:
    people, pieces = ([getattr(one, name) or 0 for one in record.models] for name in ("beneficiaries", "pieces"))
    schools = len({one.school for one in record.models})
    first = (Cell("Cộng", strong=True), Cell(describe_models(len(record.models), schools), strong=True))
    empty = Cell(NOTHING)
    return (*first, empty, empty, empty, _lay_number(sum(people), NOTHING), empty, _lay_number(sum(pieces), NOTHING))
