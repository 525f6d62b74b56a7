"""The workbook being written: sheets, cells that are never formulas, and drop-downs from the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.cell import coordinate_from_string, get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.plan.rules import AnyRule
from danvan_metrics.workbook.layout import OPTIONS_COLUMN, SHEET_IDENTITY
from danvan_metrics.workbook.template.cell_styles import add_styles
from danvan_metrics.workbook.template.hints import Prompt, describe_entry
from danvan_metrics.workbook.template.line_looks import Style
from danvan_metrics.workbook.values import set_value

# Excel's limits on a validation; openpyxl writes longer ones without a word.
_LONGEST_INLINE_LIST: Final = 255
_LONGEST_PROMPT: Final = 255
_LONGEST_ERROR: Final = 225
_LONGEST_TITLE: Final = 32
ERROR_TITLE: Final = "Chưa đúng cách ghi"


@dataclass
class Book:
    """A workbook with the template's styles, and what its cells ask: cells with the same rule and prompt share one validation."""

    workbook: Workbook
    option_lists: list[tuple[str, ...]] = field(default_factory=list)
    asked: dict[tuple[AnyRule, Prompt], list[str]] = field(default_factory=dict)

    @cached_property
    def looks(self) -> dict[str, StyleArray]:
        """What a cell of each look bears, by the name of its style; openpyxl would seek it through all names for every cell."""
        inner: Any = self.workbook
        return {named.name: named.as_tuple() for named in inner._named_styles}

    def add_sheet(self, name: str) -> Worksheet:
        """Add a sheet behind the others."""
        sheet: Worksheet = self.workbook.create_sheet(name)
        return sheet

    def put(self, sheet: Worksheet, place: tuple[int, int], value: str | float | None, style: Style) -> None:
        """Write one cell by row and column: a value, or a blank with a look."""
        cell: Any = sheet.cell(*place)
        cell._style = StyleArray(self.looks[style])
        set_value(cell, value)

    def set_height(self, sheet: Worksheet, row: int, height: float) -> None:
        """Set a row's height in points."""
        sheet.row_dimensions[row].height = height

    def ask(self, cells: str, rule: AnyRule, prompt: Prompt) -> None:
        """Note what a cell, or a range of them, takes; `enforce` tells Excel when the sheet is written."""
        self.asked.setdefault((rule, prompt), []).append(cells)

    def enforce(self, sheet: Worksheet) -> None:
        """Let Excel enforce everything asked on this sheet, with prompts and error texts."""
        for (rule, prompt), cells in self.asked.items():
            validation = self._validate(rule, prompt)
            validation.sqref = MultiCellRange(" ".join(join_cells(cells)))
            sheet.add_data_validation(validation)
        self.asked.clear()

    def _validate(self, rule: AnyRule, prompt: Prompt) -> DataValidation:
        excel: Any = rule.excel()
        return DataValidation(
            type=excel.type,
            operator=excel.operator,
            formula1=self._list_source(excel.options) if excel.options else excel.first,
            formula2=excel.second,
            allow_blank=True,
            showErrorMessage=True,
            showInputMessage=True,
            promptTitle=_cut(prompt.title, _LONGEST_TITLE),
            prompt=_cut(f"{describe_entry(rule)}. {prompt.more}".strip(), _LONGEST_PROMPT),
            errorTitle=ERROR_TITLE,
            error=_cut(f"{describe_entry(rule)}. Hãy bấm Thử lại (Retry) rồi ghi lại.", _LONGEST_ERROR),
        )

    def _list_source(self, options: tuple[str, ...]) -> str:
        inline = ",".join(options)
        # A comma in an option would part it in two.
        if len(inline) <= _LONGEST_INLINE_LIST and not any(set(option) & set(',"') for option in options):
            return f'"{inline}"'
        if options not in self.option_lists:
            self.option_lists.append(options)
        letter = get_column_letter(OPTIONS_COLUMN + self.option_lists.index(options))
        return f"{SHEET_IDENTITY}!${letter}$1:${letter}${len(options)}"


def open_book() -> Book:
    """Start a workbook without a sheet."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_styles(workbook)
    return Book(workbook)


def join_cells(cells: list[str]) -> Iterator[str]:
    """Join cells that stand below one another into ranges; ranges given are kept."""
    single = sorted(coordinate_from_string(cell) for cell in cells if ":" not in cell)
    for column, group in groupby(enumerate(single), key=lambda pair: (pair[1][0], pair[1][1] - pair[0])):
        rows = [row for _, (_, row) in group]
        yield f"{column[0]}{rows[0]}:{column[0]}{rows[-1]}" if len(rows) > 1 else f"{column[0]}{rows[0]}"
    yield from (cell for cell in cells if ":" in cell)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
