"""Marks on the cells of a workbook that came back: a pale fill and a comment, both of which can be taken off again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from typing import Any, Final, Protocol

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.workbook.template.line_looks import Style
from danvan_metrics.workbook.values import spell_in_cell

ERROR_WORDS: Final = "✕ Lỗi phải sửa"
WARNING_WORDS: Final = "⚠ Nên xem lại"
ERROR_TINT: Final = "FFF8C9C4"  # red, paler than any print would show as black
WARNING_TINT: Final = "FFFFDCA8"  # orange, apart from the yellow of the cells to fill in
AUTHOR: Final = "Phần mềm kiểm tra báo cáo"
_OWN_NOTE: Final = "\n\n— Ghi chú đã có sẵn trong ô —\n"
_WIDTH, _LINE_HEIGHT, _LETTERS_A_LINE = 360, 19, 50  # pixels, pixels, letters


class Sayable(Protocol):
    """What a mark says."""

    @property
    def severity_is_error(self) -> bool:
        """An error, or else a warning."""

    @property
    def message(self) -> str:
        """What is wrong."""

    @property
    def found(self) -> str:
        """What stands there."""

    @property
    def expected(self) -> str:
        """What should."""

    @property
    def remedy(self) -> str:
        """What to do."""


def name_severity(*, error: bool) -> str:
    """The words for an error or a warning, with a sign: colour alone says nothing."""
    return ERROR_WORDS if error else WARNING_WORDS


def tint(*, error: bool) -> PatternFill:
    """The fill of an error's or a warning's cell."""
    return PatternFill("solid", fgColor=ERROR_TINT if error else WARNING_TINT)


def mark_cell(sheet: Worksheet, address: str, remarks: Sequence[Sayable]) -> None:
    """Tint a cell and comment it with every remark on it, errors first; a comment of the school's own stays, below."""
    cell = _find_cell(sheet, address)
    ordered = sorted(remarks, key=lambda remark: not remark.severity_is_error)
    cell.fill = tint(error=ordered[0].severity_is_error)
    text = "\n\n".join(map(_describe_remark, ordered))
    own = f"{_OWN_NOTE}{cell.comment.text}" if cell.comment else ""
    _comment(cell, spell_in_cell(text) + own, author=AUTHOR)


def unmark_cells(sheet: Worksheet) -> None:
    """Take off fills and comments of ours; a cell gets back the fill of its style, and the school's own comment."""
    cells: Any = sheet._cells  # only cells that are there
    for cell in list(cells.values()):
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (ERROR_TINT, WARNING_TINT):
            cell.fill = _fill_of_style(cell)
        if cell.comment and cell.comment.text.startswith((ERROR_WORDS, WARNING_WORDS)):
            _, _, own = cell.comment.text.partition(_OWN_NOTE)
            cell.comment = None
            if own:
                _comment(cell, own, author="")


def _find_cell(sheet: Worksheet, address: str) -> Any:
    """The cell, or the one that shows where it is merged away."""
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[address]


def _fill_of_style(cell: Any) -> Any:
    styles = cell.parent.parent._named_styles
    fills = {style.name: style.fill for style in styles}
    # All cells to fill in share a fill; what LibreOffice saved may bear another style's name.
    style = cell.style if cell.protection.locked else Style.ENTRY_TEXT.value
    return copy(fills.get(style, PatternFill()))


def _describe_remark(remark: Sayable) -> str:
    parts = (("Đã thấy", remark.found), ("Cần ghi", remark.expected), ("Cách sửa", remark.remedy))
    lines = [name_severity(error=remark.severity_is_error), remark.message]
    return "\n".join([*lines, *(f"{heading}: {words}" for heading, words in parts if words)])


def _comment(cell: Any, text: str, *, author: str) -> None:
    lines = sum(max(1, math.ceil(len(line) / _LETTERS_A_LINE)) for line in text.split("\n"))
    cell.comment = Comment(text, author, height=(lines + 1) * _LINE_HEIGHT, width=_WIDTH)
