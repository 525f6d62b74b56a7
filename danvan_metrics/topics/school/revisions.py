"""Two hand-ins of one return, cell by cell: what the school changed, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.plan.choices import CHECKLIST, LEVELS, Choice
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.topics.school.figures import leave_out_contacts, list_models
from danvan_metrics.vietnamese import fold, format_date, format_quantity, slug
from danvan_metrics.workbook.answers import Answer, FactAnswer, ModelEntry, Place, Return, State

FIELDS: Final = {
    Field.TO_DO: "Phải thực hiện",
    Field.DONE: "Đã thực hiện",
    Field.EVIDENCE_COUNT: "Số minh chứng",
    Field.EVIDENCE: "Minh chứng",
    Field.NOTE: "Ghi chú",
}
BLANK: Final = "(để trống)"
_LABELS: Final = {**CHECKLIST, **LEVELS}
_FACTS, _MODELS = "Thông tin", "Mô hình"
_MODEL_CELL: Final = "Ô"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs: the line's code (or the sheet), what it is about, and both values with their addresses."""

    code: str
    title: str
    field: str
    before: str
    after: str
    cell_before: str
    cell_after: str


@dataclass(frozen=True, kw_only=True)
class Comparison(FigureRecord):
    """Everything that differs between two hand-ins; `lines` of `asked` lines have another answer."""

    changes: tuple[CellChange, ...]
    lines: int
    asked: int

    def table(self) -> pd.DataFrame:
        """A row per cell that differs, with Vietnamese headings."""
        rows = [(one.code, one.title, one.field, one.before, one.after, one.cell_before, one.cell_after) for one in self.changes]
        return pd.DataFrame(rows, columns=["Mã", "Nội dung", "Cột", "Lần trước", "Lần sau", "Ô lần trước", "Ô lần sau"])


def collect_comparison(plan: Plan, before: Return, after: Return, *, revisions: tuple[int, int], sample: bool) -> Comparison:
    """Compare two revisions of one school's return for one period."""
    changes = compare_returns(plan, before, after)
    period = plan.find_period(after.identity.period).title.lower()
    return Comparison(
        title=f"So sánh lần nộp {revisions[0]} với lần nộp {revisions[1]}",
        subtitle=f"{after.identity.school} · kỳ {period}",
        file_name=slug("so sanh", after.identity.school, after.identity.period, f"{revisions[0]}-{revisions[1]}"),
        sample=sample,
        changes=changes,
        lines=len({one.code for one in changes} & {answer.line for answer in after.answers}),
        asked=len(after.answers),
    )


def compare_returns(plan: Plan, before: Return, after: Return) -> tuple[CellChange, ...]:
    """Every cell that differs, lines first in the plan's order, then Thông tin, then the models by name."""
    return (*_compare_answers(plan, before, after), *_compare_facts(plan, before, after), *_compare_models(before, after))


def _compare_answers(plan: Plan, before: Return, after: Return) -> Iterator[CellChange]:
    earlier, later = ({answer.line: answer for answer in given.answers} for given in (before, after))
    for code, indicator in plan.indicator_of_line.items():
        then, now = earlier.get(code), later.get(code)
        for field, heading in FIELDS.items():
            was, is_now = _format_field(then, field), _format_field(now, field)
            if was != is_now:
                yield CellChange(code, indicator.title, heading, was, is_now, _find_cell(then, field), _find_cell(now, field))


def _format_field(answer: Answer | None, field: Field) -> str:
    if answer is None:
        return BLANK
    if field is Field.DONE:
        return _format_done(answer)
    value = {Field.TO_DO: answer.to_do, Field.EVIDENCE_COUNT: answer.evidence_count}.get(field)
    if value is not None:
        return format_quantity(value)
    return {Field.EVIDENCE: answer.evidence, Field.NOTE: answer.note}.get(field) or BLANK


def _format_done(answer: Answer) -> str:
    if answer.choice is not None:
        return _LABELS[Choice(answer.choice)]
    if answer.dated is not None:
        return format_date(answer.dated)
    if answer.done is not None:
        return format_quantity(answer.done)
    return LABELS[Mark.INVALID] if answer.state is State.INVALID else BLANK


def _find_cell(answer: Answer | None, field: Field) -> str:
    return _write_place(answer.cells.get(field)) if answer else ""


def _write_place(place: Place | None) -> str:
    return f"{place.sheet}!{place.cell}" if place else ""


def _compare_facts(plan: Plan, before: Return, after: Return) -> Iterator[CellChange]:
    labels = {fact.key: fact.label for fact in plan.facts}
    earlier = {fact.key: fact for fact in before.facts}
    for fact in leave_out_contacts(plan, after):
        was, is_now = _format_fact(earlier.get(fact.key)), _format_fact(fact)
        if was != is_now:
            then = earlier.get(fact.key)
            places = (_write_place(then.place if then else None), _write_place(fact.place))
            yield CellChange(_FACTS, labels.get(fact.key, fact.key), "Nội dung", was, is_now, *places)


def _format_fact(fact: FactAnswer | None) -> str:
    value = fact.value if fact else None
    if value is None:
        return BLANK
    if isinstance(value, str):
        return value
    return format_date(value) if isinstance(value, date) else format_quantity(value)


def _compare_models(before: Return, after: Return) -> Iterator[CellChange]:
    earlier, later = _name_models(before.models), _name_models(after.models)
    for key in dict.fromkeys((*earlier, *later)):
        then, now = earlier.get(key, {}), later.get(key, {})
        title = (now or then)["Tên mô hình"]
        cells = (then.get(_MODEL_CELL, ""), now.get(_MODEL_CELL, ""))
        if not then or not now:
            yield CellChange(_MODELS, title, "cả dòng", "có" if then else "không có", "có" if now else "không có", *cells)
            continue
        for heading, was in then.items():
            if heading != _MODEL_CELL and was != now[heading]:
                yield CellChange(_MODELS, title, heading, was, now[heading], *cells)


def _name_models(models: Iterable[ModelEntry]) -> Mapping[tuple[str, int], dict[str, str]]:
    """Models as shown, by name; those of one name in their order."""
    named: dict[tuple[str, int], dict[str, str]] = {}
    for shown in list_models(tuple(models)):
        name = fold(shown["Tên mô hình"])
        named[name, sum(key[0] == name for key in named)] = shown
    return named
