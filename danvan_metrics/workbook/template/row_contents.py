"""What stands in each cell of a row on a sheet of lines: text and look, by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.model import Group, Indicator, Line, Plan
from danvan_metrics.plan.rules import ChoiceRule, Field
from danvan_metrics.workbook.layout import (
    CODE_COLUMN,
    ITEM_COLUMNS,
    PREVIOUS_COLUMN,
    SHEET_ITEMS,
    SHEET_TASKS,
    TASK_COLUMNS,
    TEXT_COLUMN,
    LayoutRow,
)
from danvan_metrics.workbook.template.hints import write_hint
from danvan_metrics.workbook.template.line_looks import Style, entry_style

NOT_TAKEN: Final = "không điền"
COMPUTED: Final = "tự tính"
_HINT_COLUMN: Final = 3
_UNIT_COLUMN: Final = 4

Cells = dict[int, tuple[str, Style]]


@dataclass(frozen=True, slots=True)
class TableShape:
    """How one sheet of lines looks: headings and widths from the first column on."""

    sheet: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    columns: Mapping[Field, int]
    hinted: bool  # whether “Cách ghi” and “Đơn vị” stand on the sheet

    @property
    def last_column(self) -> int:
        """The last column, “Kỳ trước”."""
        return len(self.headings)


TASKS: Final = TableShape(
    SHEET_TASKS,
    (
        "Mã",
        "Nội dung",
        "Cách ghi",
        "Đơn vị",
        "Phải thực hiện",
        "Đã thực hiện",
        "Số minh chứng",
        "Minh chứng",
        "Ghi chú",
        "Kỳ trước",
    ),
    (9, 44, 25, 9, 10, 13, 10, 25, 18, 16),
    TASK_COLUMNS,
    hinted=True,
)
ITEMS: Final = TableShape(
    SHEET_ITEMS,
    ("Mã", "Nội dung", "Mức độ", "Số minh chứng", "Minh chứng", "Ghi chú", "Kỳ trước"),
    (9, 72, 17, 10, 34, 21, 16),
    ITEM_COLUMNS,
    hinted=False,
)


def fill_row(plan: Plan, shape: TableShape, row: LayoutRow, previous: str) -> Cells:
    """Every cell of one row of the table."""
    if row.group:
        return _fill_group(row.group, shape)
    if row.indicator is None:
        return {}
    if row.line is None:
        return _fill_stem(row.indicator, shape)
    return _fill_line(plan, shape, row.indicator, row.line) | {PREVIOUS_COLUMN[shape.sheet]: (previous, Style.PREVIOUS)}


def _fill_group(group: Group, shape: TableShape) -> Cells:
    style = Style.SUBGROUP if group.parent else Style.GROUP
    band = dict.fromkeys(range(1, shape.last_column + 1), ("", style))
    return band | {CODE_COLUMN: (group.code, style), TEXT_COLUMN: (group.title, style)}


def _fill_stem(indicator: Indicator, shape: TableShape) -> Cells:
    band = dict.fromkeys(range(1, shape.last_column + 1), ("", Style.STEM))
    hint = {_HINT_COLUMN: ("Ghi từng dòng dưới đây", Style.HINT)} if shape.hinted else {}
    return band | hint | {CODE_COLUMN: (indicator.code, Style.STEM_CODE), TEXT_COLUMN: (indicator.text, Style.STEM)}


def _fill_line(plan: Plan, shape: TableShape, indicator: Indicator, line: Line) -> Cells:
    rules = rules_for(plan, indicator)
    refused = (NOT_TAKEN if indicator.entered else COMPUTED, Style.NOT_TAKEN)
    cells: Cells = {CODE_COLUMN: (line.code, Style.CODE), TEXT_COLUMN: (line.text, Style.WORDING)}
    if shape.hinted:
        cells[_HINT_COLUMN] = (write_hint(indicator, rules), Style.HINT)
        cells[_UNIT_COLUMN] = ("" if isinstance(rules.get(Field.DONE), ChoiceRule) else line.unit or indicator.unit, Style.UNIT)
    for field, column in shape.columns.items():
        cells[column] = ("", entry_style(rules[field])) if field in rules else refused
    return cells
