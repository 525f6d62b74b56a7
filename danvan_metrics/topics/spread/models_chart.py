"""Registered models by field, under the four standard areas: how many, whose, and of how many schools."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, count_series, keep_present
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_rows import add_headings, add_left, add_right, place_rows, turn_down
from danvan_metrics.formats.plotly.chart_text import wrap_escaped
from danvan_metrics.formats.plotly.frame import Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.plotly.stacks import BAR, add_stacks, list_entries
from danvan_metrics.formats.record import Chart, make_table
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.spread import count_models
from danvan_metrics.metrics.words import (
    describe_emptiness,
    describe_origin,
    describe_period,
    describe_received,
    describe_schools,
    join_sentences,
    name_file,
)
from danvan_metrics.plan.choices import ModelStatus, Owner
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.vietnamese import NOTHING, format_quantity

UNNAMED: Final = "Chưa ghi lĩnh vực"
_ROW: Final = 30
_HEADING: Final = 26
_LEFT: Final = 262
_RIGHT: Final = 158
_LETTERS: Final = 38
KINDS: Final = (
    Series("collective", "tập thể", theme.COLLECTIVE),
    Series("individual", "cá nhân", theme.INDIVIDUAL),
    Series("unknown", "chưa ghi tập thể hay cá nhân", theme.UNKNOWN_OWNER),
)


@dataclass(frozen=True, slots=True)
class FieldCount:
    """One field: models in all (those that were `stopped` too) and by owner, and the schools that registered them."""

    area: str
    field: str
    collective: int
    individual: int
    total: int
    schools: int
    stopped: int

    @property
    def words(self) -> str:
        """“3 mô hình, 2 trường”; “2 mô hình” where each is of a school of its own; “0”."""
        return describe_models(self.total, self.schools) if self.total else "0"

    @property
    def by_owner(self) -> dict[str, int]:
        """Counts keyed as the series are."""
        unknown = self.total - self.collective - self.individual
        return {"collective": self.collective, "individual": self.individual, "unknown": unknown}


def describe_models(total: int, schools: int) -> str:
    """How many models, and of how many schools where that is another number."""
    models = f"{format_quantity(total)} mô hình"
    return models if total == schools else f"{models}, {format_quantity(schools)} trường"


def describe_stopped(stopped: int) -> str:
    """“, trong đó 1 đã dừng” after a number of models; "" where none was."""
    return f", trong đó {format_quantity(stopped)} đã dừng" if stopped else ""


@dataclass(frozen=True, kw_only=True)
class ModelsByFieldChart(Chart):
    """Fields grouped by area, areas in the order the plan first names them."""

    fields: tuple[FieldCount, ...]

    def table(self) -> pd.DataFrame:
        """One row per field, those without a model too."""
        return make_table(_table_row(field) for field in self.fields)

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        for field in self.fields:
            yield Reference(Subject.MODELS, scope, field=NOTHING if field.field == UNNAMED else field.field)


def collect_models_by_field(dataset: Dataset, scope: Scope) -> ModelsByFieldChart:
    """Count the models registered in the scope's period, for every field of the plan; the scope's lens does not matter."""
    scope = replace(scope, lens=Lens.DECLARED)
    fields = (*_collect_fields(dataset, scope), *_collect_unnamed(dataset, scope))
    total = sum(field.total for field in fields)
    empty = describe_emptiness(dataset, scope) or ("" if total else _describe_none(dataset, scope))
    stopped = describe_stopped(sum(field.stopped for field in fields))
    told = f"{format_quantity(total)} mô hình{stopped} · {describe_received(dataset, scope)}"
    when = f"{describe_period(dataset, scope.period)} · {describe_schools(scope)}"
    return ModelsByFieldChart(
        title="Mô hình “Dân vận khéo” đăng ký theo lĩnh vực",
        subtitle=f"{told} · {when}",
        alt=empty or _describe(fields, f"{told}, {when}"),
        file_name=name_file("mo hinh theo linh vuc", scope, lens=False),
        **describe_origin(dataset),
        empty=empty,
        fields=fields,
    )


def _describe_none(dataset: Dataset, scope: Scope) -> str:
    """“Không” written by all is an answer; a sheet left blank is none."""
    codes = [school.code for school in scope.schools(dataset)]
    receipts = dataset.receipts[dataset.receipts["period"].eq(scope.period) & dataset.receipts["school"].isin(codes)]
    if all(declared is False for declared in receipts["models_declared"]):
        return "Các trường có số liệu đều ghi chưa đăng ký mô hình nào."
    return "Chưa có mô hình nào được ghi trong báo cáo của các trường."


def _collect_fields(dataset: Dataset, scope: Scope) -> list[FieldCount]:
    columns = ["area", "field", "collective", "individual", "total", "schools"]
    models = _select(dataset, scope)
    stopped = models.loc[models["status"].eq(ModelStatus.STOPPED), "field"].value_counts()
    rows = iterate_rows(count_models(dataset, scope)[columns])
    counts = [FieldCount(**row._asdict(), stopped=int(stopped.get(row.field, 0))) for row in rows]
    areas = list(dict.fromkeys(field.area for field in counts))
    return sorted(counts, key=lambda field: areas.index(field.area))


def _select(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    codes = [school.code for school in scope.schools(dataset)]
    return dataset.models[dataset.models["period"].eq(scope.period) & dataset.models["school"].isin(codes)]


def _collect_unnamed(dataset: Dataset, scope: Scope) -> Iterator[FieldCount]:
    """Models whose field was left blank: counted apart, never dropped."""
    known = [field.name for field in dataset.plan.fields_of_models]
    models = _select(dataset, scope)
    models = models[~models["field"].isin(known)]
    if len(models):
        stopped = int(models["status"].eq(ModelStatus.STOPPED).sum())
        owners = models["owner"].value_counts()
        collective, individual = (int(owners.get(owner, 0)) for owner in (Owner.COLLECTIVE, Owner.INDIVIDUAL))
        yield FieldCount(UNNAMED, UNNAMED, collective, individual, len(models), models["school"].nunique(), stopped)


def _describe(fields: Sequence[FieldCount], told: str) -> str:
    lines = (
        f"{field.field}: {field.words} ({field.collective} tập thể, {field.individual} cá nhân{_tell_rest(field)})"
        for field in fields
        if field.total
    )
    named = [field for field in fields if field.field != UNNAMED]
    none = sum(not field.total for field in named)
    absent = f"{none}/{len(named)} lĩnh vực chưa có mô hình nào." if none else ""
    return join_sentences(f"Thanh ngang, mô hình đăng ký theo lĩnh vực, {told}.", "; ".join(lines) + ".", absent)


def _tell_rest(field: FieldCount) -> str:
    unknown = field.by_owner["unknown"]
    return (f", {unknown} chưa ghi" if unknown else "") + describe_stopped(field.stopped)


def _table_row(field: FieldCount) -> dict[str, object]:
    return {
        "Lĩnh vực chuẩn": field.area,
        "Lĩnh vực": field.field,
        "Tập thể": field.collective,
        "Cá nhân": field.individual,
        "Chưa ghi": field.by_owner["unknown"],
        "Cộng": field.total,
        "Số trường": field.schools,
        "Trong đó đã dừng": field.stopped,
    }


def build_field_bars(rows: Sequence[FieldCount | str]) -> Bars:
    """A bar per field, by owner; a text is a heading without bar."""
    counts = [None if isinstance(row, str) else row.by_owner for row in rows]
    names = tuple(row if isinstance(row, str) else row.field for row in rows)
    return Bars(names, keep_present(count_series(KINDS, counts)))


def draw_models_by_field(record: ModelsByFieldChart) -> go.Figure:
    """Draw a stacked bar per field, areas as headings with their sums."""
    if record.empty:
        return draw_empty(record)
    bars = build_field_bars(record.fields)
    rows = place_rows([_head(record.fields, field.area) for field in record.fields], row=_ROW, heading=_HEADING)
    frame = Frame(height=rows.height, left=_LEFT, right=_RIGHT, legend=list_entries(bars))
    canvas = start_canvas(record, frame)
    add_stacks(canvas, bars, at=rows.places, thickness=_ROW * BAR)
    turn_down(canvas, rows.height)
    add_headings(canvas, rows, frame)
    for field, place in zip(record.fields, rows.places, strict=True):
        _label_row(canvas, field, place, frame)
    return finish(canvas, record)


def _head(fields: Sequence[FieldCount], area: str) -> str:
    return f"{area}: {format_quantity(sum(field.total for field in fields if field.area == area))} mô hình"


def _label_row(canvas: Canvas, field: FieldCount, place: float, frame: Frame) -> None:
    add_left(canvas, wrap_escaped(field.field, _LETTERS, 2), y=place, frame=frame, size=theme.SMALL_SIZE)
    add_right(canvas, field.words, y=place, weight=600 if field.total else 400)
