"""Registered models: a row per model, whose they are and of which field."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from danvan_metrics.formats.table import Row
from danvan_metrics.metrics.dataset import Dataset, iterate_rows
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.words import describe_period, describe_received, describe_schools, name_file
from danvan_metrics.plan.choices import OWNERS, STATUSES, ModelStatus, Owner
from danvan_metrics.topics.source_rows import FigureSource, find_school, make_row
from danvan_metrics.topics.spread.models_chart import describe_models, describe_stopped
from danvan_metrics.vietnamese import NOTHING, format_quantity

UNNAMED = "chưa ghi lĩnh vực"


def collect_models(dataset: Dataset, reference: Reference) -> FigureSource:
    """Every model registered by the schools in scope, or by one school."""
    scope = reference.scope
    rows = tuple(_list_models(dataset, reference))
    schools, stopped = len(set(map(find_school, rows))), sum(row[4].text == STATUSES[ModelStatus.STOPPED] for row in rows)
    return FigureSource(
        reference=reference,
        title="Mô hình “Dân vận khéo” đã đăng ký",
        subtitle=f"{describe_period(dataset, scope.period)} · {describe_schools(scope)} · {describe_received(dataset, scope)}",
        value=describe_models(len(rows), schools) + describe_stopped(stopped),
        formula="Đếm các dòng của sheet Mô hình trong báo cáo đang dùng của từng trường, cả mô hình đã dừng; "
        "dòng chưa ghi lĩnh vực được đếm riêng.",
        headings=("Trường", "Tên mô hình", "Lĩnh vực", "Của", "Trạng thái", "Minh chứng", "Đã có kết quả và minh chứng"),
        rows=rows,
        file_name=name_file("nguon mo hinh", scope, lens=False),
        sample=dataset.sample,
    )


def _list_models(dataset: Dataset, reference: Reference) -> Iterator[Row]:
    models = dataset.models[dataset.models["period"].eq(reference.scope.period)]
    for unit in reference.scope.schools(dataset):
        if reference.school not in {"", unit.code}:
            continue
        for row in iterate_rows(models[models["school"].eq(unit.code)]):
            if reference.field not in {"", _format_known(row.field)}:
                continue
            yield make_row(
                Reference(Subject.MODELS, reference.scope, unit.code),
                unit.short_name,
                row.name,
                _format_known(row.field),
                OWNERS[Owner(row.owner)] if _known(row.owner) else NOTHING,
                STATUSES[ModelStatus(row.status)] if _known(row.status) else NOTHING,
                _tell_evidence(row.evidence_count),
                "có" if row.has_result else "chưa",
            )


def _tell_evidence(pieces: float) -> str:
    return f"có {format_quantity(pieces)} minh chứng" if pieces >= 1 else "chưa có minh chứng"


def _known(value: object) -> bool:
    return isinstance(value, str) and not pd.isna(value)


def _format_known(value: object) -> str:
    return str(value) if _known(value) else NOTHING
