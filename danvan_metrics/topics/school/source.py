"""The cells of a school's own workbook behind one indicator: where they stand, what they hold, and what was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd
from openpyxl.utils.cell import coordinate_to_tuple

from danvan_metrics.plan.choices import CHECKLIST, LEVELS, Choice
from danvan_metrics.plan.model import Indicator
from danvan_metrics.plan.rules import Field
from danvan_metrics.raw import Raw
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.workbook.answers import Answer, Place, Return

NOTHING: Final = "(để trống)"
FIELDS: Final = {
    Field.TO_DO: "Phải làm",
    Field.DONE: "Đã thực hiện",
    Field.EVIDENCE_COUNT: "Số minh chứng",
    Field.EVIDENCE: "Minh chứng",
    Field.NOTE: "Ghi chú",
}
_CHOICES: Final = {**CHECKLIST, **LEVELS}


@dataclass(frozen=True, slots=True)
class CellTrace:
    """One cell: the line and column it answers, its place, what the workbook holds there, and what it was read as.

    `text` says which of several lines it is ("" where the indicator is one line).
    """

    line: str
    text: str
    field: str
    place: Place
    held: str
    read: str


def trace_cells(indicator: Indicator, returned: Return, sheets: Sheets) -> tuple[CellTrace, ...]:
    """Every cell a school filled in, or left blank, for an indicator; `sheets` are of its original workbook."""
    given = {answer.line: answer for answer in returned.answers}
    answered = [(line.text if indicator.lines else "", given[line.code]) for line in indicator.rows if line.code in given]
    return tuple(trace for text, answer in answered for trace in _trace_answer(text, answer, sheets))


def trace_models(returned: Return, sheets: Sheets) -> tuple[CellTrace, ...]:
    """The rows of the sheet Mô hình, by the cell of each model's name."""
    return tuple(
        CellTrace("Mô hình", model.name, "Tên mô hình", model.place, _hold(sheets, model.place), model.name)
        for model in returned.models
    )


def _trace_answer(text: str, answer: Answer, sheets: Sheets) -> Iterator[CellTrace]:
    for field, label in FIELDS.items():
        if place := answer.cells.get(field):
            yield CellTrace(answer.line, text, label, place, _hold(sheets, place), _read(answer, field))


def _hold(sheets: Sheets, place: Place) -> str:
    grid = sheets.grid(place.sheet)
    row, column = coordinate_to_tuple(place.cell)
    if flaw := grid.flaws.get((row, column)):
        return f"công thức chưa có kết quả ({flaw})" if grid.formula_without_value(row, column) else flaw
    return grid.percentage(row, column) or _format_value(grid.value(row, column))


def _format_value(value: Raw) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    return format_quantity(value) if isinstance(value, (int, float)) else format_date(value)


def _read(answer: Answer, field: Field) -> str:
    if field is Field.DONE and answer.choice is not None:
        return _CHOICES[Choice(answer.choice)]
    if field is Field.DONE and answer.dated is not None:
        return format_date(answer.dated)
    numbers = {Field.TO_DO: answer.to_do, Field.DONE: answer.done, Field.EVIDENCE_COUNT: answer.evidence_count}
    words = {Field.EVIDENCE: answer.evidence, Field.NOTE: answer.note}
    if field in words:
        return words[field] or NOTHING
    number = numbers[field]
    return NOTHING if number is None else format_quantity(number)


def tabulate_cells(traces: tuple[CellTrace, ...]) -> pd.DataFrame:
    """The cells with Vietnamese headings."""
    rows = [(one.line, one.text, one.field, one.place.sheet, one.place.cell, one.held, one.read) for one in traces]
    table = pd.DataFrame(rows, columns=["Mã", "Nội dung", "Cột", "Sheet", "Ô", "Ô đang giữ", "Đã đọc là"])
    return table if any(one.text for one in traces) else table.drop(columns="Nội dung")
