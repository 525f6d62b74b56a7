"""Where a table's lines stand on the sheet that came back: by their codes, else by their wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_metrics.plan.rules import Field, Refusal
from danvan_metrics.raw import format_raw
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.workbook.answering.by_wording import match_wordings
from danvan_metrics.workbook.answering.codes import CodeRows, find_codes, read_code
from danvan_metrics.workbook.answering.form import FormTable
from danvan_metrics.workbook.answering.headings import Header, find_header
from danvan_metrics.workbook.answering.judging import Judge, locate


@dataclass(frozen=True, slots=True)
class TablePlaces:
    """The row of each line that was found, and the column of each field."""

    rows: Mapping[str, int]
    columns: Mapping[Field, int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    table: FormTable
    grid: Grid
    header: Header

    @property
    def code_column(self) -> int:
        return self.header.columns[self.table.code_heading]

    @property
    def above(self) -> int:
        """The last row above the lines; none is known where the heading row is gone."""
        return self.header.row if self.header.found else 0


def find_places(table: FormTable, grid: Grid, judge: Judge) -> TablePlaces:
    """The places of a table's lines; headings lost or reworded, codes met twice and lines found by other means are told."""
    sheet = _Sheet(table, grid, find_header(grid, table.header))
    judge.note_headings(grid, sheet.header)
    lines = find_codes(grid, table.asked, known=table.codes, column=sheet.code_column, below=sheet.above)
    _note_codes(sheet, lines, judge)
    rows = lines.rows if len(lines.rows) == len(table.asked) else {**lines.rows, **_find_by_wording(sheet, lines, judge)}
    return TablePlaces(rows, {field: sheet.header.columns[heading] for field, heading in table.headings.items()})


def _note_codes(sheet: _Sheet, lines: CodeRows, judge: Judge) -> None:
    for line, again in lines.repeated:
        place = locate(sheet.grid.name, again, sheet.code_column)
        judge.refuse(line, place, Refusal("duplicate_line", line, "mỗi mã một dòng"))
    for line in lines.retyped:
        _note_line(sheet, line, lines.rows[line], judge)


def _note_line(sheet: _Sheet, line: str, row: int, judge: Judge) -> None:
    """Other case and other spaces are not worth telling."""
    found = format_raw(sheet.grid.value(row, sheet.code_column))
    if "".join(found.split()).casefold() != line.casefold():
        judge.tell(line, locate(sheet.grid.name, row, sheet.code_column), found=found, taken=line)


def _find_by_wording(sheet: _Sheet, lines: CodeRows, judge: Judge) -> dict[str, int]:
    wordings = sheet.table.wordings
    wanted = {line: wordings[line] for line in sheet.table.asked if line not in lines.rows}
    found = match_wordings(wanted, wordings, _read_free_rows(sheet, lines))
    for line, row in found.items():
        _note_line(sheet, line, row, judge)
    return found


def _read_free_rows(sheet: _Sheet, lines: CodeRows) -> dict[int, str]:
    """The wording of every row that no code of the sheet has claimed."""
    grid, table = sheet.grid, sheet.table
    column = find_header(grid, table.worded).columns[table.text_heading]
    claimed = {*lines.rows.values(), *(row for _, row in lines.repeated)}
    texts = {
        row: grid.value(row, column)
        for row in grid.filled_rows(sheet.above + 1)
        if row not in claimed and read_code(grid.value(row, sheet.code_column)) not in table.codes
    }
    return {row: text for row, text in texts.items() if isinstance(text, str)}
