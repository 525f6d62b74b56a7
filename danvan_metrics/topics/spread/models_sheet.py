"""“Mô hình”: registered models counted by field from the list below, with a native chart."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, quote, span
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat, embolden
from danvan_metrics.formats.xlsx.native_charts import ChartBox, ColumnSeries, FormulaBars, add_bars
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, break_before, set_print
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.material import Material
from danvan_metrics.plan.choices import OWNERS, STATUSES, ModelStatus, Owner
from danvan_metrics.topics.data.sheet import YES_NO
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.spread.models_chart import KINDS, UNNAMED, FieldCount, ModelsByFieldChart, collect_models_by_field

SHEET: Final = "Mô hình"
_HEADINGS: Final = ("Lĩnh vực chuẩn", "Lĩnh vực", "Tập thể", "Cá nhân", "Chưa ghi", "Cộng", "Số trường", "Trong đó đã dừng")
_LIST_HEADINGS: Final = ("Trường", "Lĩnh vực", "Của ai", "Tình trạng", "Có kết quả", "Số minh chứng", "Lần đầu", "Tên mô hình")
_FIELD, _OWNER, _STATUS, _FIRST_TIME = 2, 3, 4, 7
_UNTOLD: Final = "chưa ghi"
_NOTE: Final = "Đếm từ danh sách mô hình ở dưới. Lần đầu = 1 ở dòng đầu tiên của mỗi trường trong một lĩnh vực, để đếm số trường."


class ModelColumn(StrEnum):
    """The columns of the list that formulas name."""

    FIELD = "MH_LINH_VUC"
    OWNER = "MH_CUA_AI"
    STATUS = "MH_TINH_TRANG"
    FIRST = "MH_LAN_DAU"


def write_models(page: Page, meeting: Meeting) -> None:
    """Write the fields, their chart, and the list of models."""
    record, material = meeting.take(collect_models_by_field), meeting.material
    page.set_widths([27, 50, 11, 16, 11, 12, 11, 52])
    page.write_head(record.title, f"{record.subtitle}. {_NOTE}", len(_LIST_HEADINGS))
    page.write_headings(TOP, _HEADINGS)
    for row, field in enumerate(record.fields, start=TOP + 1):
        page.write_row(row, list(_build_field(row, field)))
    last = TOP + len(record.fields)
    page.write_row(last + 1, list(_build_total(record, last)))
    below = _add_chart(page, record, last)
    break_before(page, below)
    page.write_line(below, "Danh sách mô hình đã đăng ký", looks.SECTION, len(_LIST_HEADINGS))
    _write_list(page, material, below + 1)
    set_print(page, columns=len(_LIST_HEADINGS), repeat=TOP - 1, fit=PaperFit(high=1, upright=True))


def _build_field(row: int, field: FieldCount) -> Iterator[tuple[Content, CellFormat]]:
    own = f"{ModelColumn.FIELD},{cell(row, 2)}"
    yield field.area, looks.TEXT
    yield field.field, looks.TEXT
    for owner, value in ((OWNERS[Owner.COLLECTIVE], field.collective), (OWNERS[Owner.INDIVIDUAL], field.individual)):
        yield Formula(f"COUNTIFS({own},{ModelColumn.OWNER},{quote(owner)})", value), looks.COUNT
    yield Formula(f"COUNTIFS({own},{ModelColumn.OWNER},{quote(_UNTOLD)})", field.by_owner["unknown"]), looks.COUNT
    yield Formula(f"COUNTIFS({own})", field.total), looks.COUNT
    yield Formula(f"SUMIFS({ModelColumn.FIRST},{own})", field.schools), looks.COUNT
    stopped = quote(STATUSES[ModelStatus.STOPPED])
    yield Formula(f"COUNTIFS({own},{ModelColumn.STATUS},{stopped})", field.stopped), looks.COUNT


def _build_total(record: ModelsByFieldChart, last: int) -> Iterator[tuple[Content, CellFormat]]:
    fields = record.fields
    sums = [sum(field.collective for field in fields), sum(field.individual for field in fields)]
    sums += [sum(field.by_owner["unknown"] for field in fields), sum(field.total for field in fields)]
    yield "Cộng", embolden(looks.TEXT)
    yield None, embolden(looks.TEXT)
    for column, value in enumerate(sums, start=3):
        yield Formula(f"SUM({span(column, TOP + 1, last)})", value), embolden(looks.COUNT)
    yield None, embolden(looks.TEXT)  # a school may stand in several fields
    stopped = sum(field.stopped for field in fields)
    yield Formula(f"SUM({span(len(_HEADINGS), TOP + 1, last)})", stopped), embolden(looks.COUNT)


def _add_chart(page: Page, record: ModelsByFieldChart, last: int) -> int:
    """Draw the chart where there is a model; the row after it."""
    below = last + 3
    if record.empty:
        page.write(below, 1, record.empty, looks.LOOSE)
        return below + 2
    owners = [ColumnSeries(kind, column) for column, kind in enumerate(KINDS, start=3)]
    present = [one for one in owners if any(page.value(row, one.column) for row in range(TOP + 1, last + 1))]
    box = ChartBox("A", below, width=30, height=9.5)
    add_bars(page, FormulaBars(record.title, 2, TOP + 1, last, present), box)
    return below + box.rows


def _write_list(page: Page, material: Material, top: int) -> None:
    page.write_headings(top, _LIST_HEADINGS)
    row = top
    firsts: set[tuple[str, str]] = set()
    for row, model in enumerate(iterate_rows(_select(material)), start=top + 1):
        page.write_row(
            row, list(_build_model(material, model, row=row, top=top, first=(model.school, model.field) not in firsts))
        )
        firsts.add((model.school, model.field))
    for name, column in zip(ModelColumn, (_FIELD, _OWNER, _STATUS, _FIRST_TIME), strict=True):
        page.name_rows(name, column, top + 1, row)


def _select(material: Material) -> pd.DataFrame:
    """The models of the period's schools in scope; a field the plan does not know is told as unnamed."""
    dataset, scope = material.dataset, material.scope
    known = [field.name for field in dataset.plan.fields_of_models]
    order = {school.code: place for place, school in enumerate(scope.schools(dataset))}
    models = dataset.models[dataset.models["period"].eq(scope.period) & dataset.models["school"].isin(order)]
    named = models["field"].where(models["field"].isin(known), UNNAMED)
    places = models["school"].map(order)
    return models.assign(field=named, place=places).sort_values("place", kind="stable")


def _build_model(material: Material, model: Any, *, row: int, top: int, first: bool) -> Iterator[tuple[Content, CellFormat]]:
    yield material.name(model.school), looks.TEXT
    yield model.field, looks.LONG_TEXT
    yield _name(OWNERS, Owner, model.owner), looks.TEXT
    yield _name(STATUSES, ModelStatus, model.status), looks.TEXT
    yield YES_NO[bool(model.has_result)], looks.CENTRED
    yield None if pd.isna(model.evidence_count) else model.evidence_count, looks.TYPED
    seen = f"{span(1, top + 1, row)},{cell(row, 1)},{span(_FIELD, top + 1, row)},{cell(row, _FIELD)}"
    yield Formula(f"IF(COUNTIFS({seen})=1,1,0)", int(first)), looks.COUNT
    yield _format_text(model.name), looks.LONG_TEXT


def _format_text(text: Any) -> str:
    return _UNTOLD if pd.isna(text) or not str(text).strip() else str(text)


def _name(words: dict[Any, str], kind: type[StrEnum], code: Any) -> str:
    return _UNTOLD if pd.isna(code) else words[kind(code)]
