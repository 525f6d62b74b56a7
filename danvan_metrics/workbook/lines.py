"""Where each line of a table stands on the sheet that came back: by its code, else by its wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.rules import Field
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.cells import Judge, locate
from danvan_metrics.workbook.codes import CodeRows, find_codes
from danvan_metrics.workbook.form import Table
from danvan_metrics.workbook.grid import Grid
from danvan_metrics.workbook.headings import Header, find_header
from danvan_metrics.workbook.layout import TEXT_COLUMN
from danvan_metrics.workbook.wording import match_wordings

_TEXT_HEADING: Final = fold("Nội dung")


@dataclass(frozen=True, slots=True)
class LineRows:
    """The row of each line found, the codes that stand a second time, and the column of each field."""

    rows: Mapping[str, int]
    repeated: tuple[tuple[str, int], ...]
    code_column: int
    columns: Mapping[Field, int]


def find_lines(table: Table, grid: Grid, judge: Judge) -> LineRows:
    """Find every line; what was found under other words or codes than were sent out is told to the judge."""
    header = find_header(grid, table.header)
    judge.miss_headings(grid, header)
    judge.tell_headings(grid, header)
    code_column = header.columns[table.code_heading]
    codes = {question.line.code for question in table.questions}
    by_code = find_codes(grid, codes, known=table.codes, column=code_column, below=header.row)
    for code in by_code.retyped:
        judge.tell(code, locate(grid.name, by_code.rows[code], code_column), grid.value(by_code.rows[code], code_column), code)
    rows = {**by_code.rows, **_find_by_wording(table, grid, judge, (header, by_code))}
    columns = {field: header.columns[heading] for field, heading in table.headings.items()}
    return LineRows(rows, by_code.repeated, code_column, columns)


def _find_by_wording(table: Table, grid: Grid, judge: Judge, found: tuple[Header, CodeRows]) -> dict[str, int]:
    """Lines whose code stands nowhere."""
    header, by_code = found
    wordings = {question.line.code: question.line.text for question in table.questions}
    wanted = {code: text for code, text in wordings.items() if code not in by_code.rows}
    if not wanted:
        return {}
    column = _find_text_column(grid, header, header.columns[table.code_heading])
    rows = match_wordings(wanted, wordings, _list_texts(table, grid, column, found))
    for code, row in rows.items():
        judge.tell(code, locate(grid.name, row, column), "dòng không có mã, nhận ra theo nội dung", f"dòng {code}")
    return rows


def _list_texts(table: Table, grid: Grid, column: int, found: tuple[Header, CodeRows]) -> dict[int, str]:
    """The wording of each row that no code has taken; headings of groups have a code of their own."""
    header, by_code = found
    taken, code_column = {*by_code.rows.values(), *(row for _, row in by_code.repeated)}, header.columns[table.code_heading]
    texts = {}
    for row in range(header.row + 1, grid.rows + 1):
        text = grid.value(row, column)
        if isinstance(text, str) and row not in taken and grid.value(row, code_column) not in table.codes:
            texts[row] = text
    return texts


def _find_text_column(grid: Grid, header: Header, code_column: int) -> int:
    """The column of the lines' wording: under its heading, else beside the codes, as it was sent out."""
    for column in range(1, grid.columns + 1):
        heading = grid.value(header.row, column)
        if isinstance(heading, str) and fold(heading) == _TEXT_HEADING:
            return column
    return code_column + TEXT_COLUMN - 1
