"""Checks of where things stand: a sheet that came twice, what was typed where it is not read. Nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile
from typing import Final

from danvan_metrics.plan.entries import models_question_rule
from danvan_metrics.plan.rules import ChoiceRule, Field, Refusal
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.issues import BLANK, Issue
from danvan_metrics.vietnamese import fold, format_quantity
from danvan_metrics.workbook.answering.contents import WrittenCell, show_cell
from danvan_metrics.workbook.answering.form import AskedLine, FormTable
from danvan_metrics.workbook.answering.headings import Header, find_header
from danvan_metrics.workbook.answering.judging import locate
from danvan_metrics.workbook.answering.models import LINE, ModelPlaces, find_models, part_model_rows
from danvan_metrics.workbook.answering.places import list_filled, read_column, read_row
from danvan_metrics.workbook.answering.strays import Block, Stray, StrayCells, Use, gather_blocks, may_answer
from danvan_metrics.workbook.answering.which_sheet import Copy, choose_sheets
from danvan_metrics.workbook.answers import Answer, FactAnswer, Place, State
from danvan_metrics.workbook.labels import FACT_HEADINGS, SIGNED_ROWS, SIGNERS
from danvan_metrics.workbook.layout import FACT_COLUMN, FACT_LABEL_COLUMN, SHEET_EVIDENCE, SHEET_FACTS

_MOST_SHOWN: Final = 4  # cells or texts quoted in one sentence
_LONGEST_SHOWN: Final = 60
_USES: Final = {"Cách ghi": Use.LABEL, "Đơn vị": Use.UNIT, "Kỳ trước": Use.PREVIOUS, "STT": Use.NUMBERS}


def check_copies(case: Case) -> Iterator[Issue]:
    """A sheet that came twice: told where nothing is lost, refused where both say different things."""
    for copy in choose_sheets(case.form, case.sheets).copies:
        if not copy.differing:
            yield _tell_copy(copy)
        for own, other in copy.differing:
            yield _refuse_copy(copy, own, other)


def _tell_copy(copy: Copy) -> Issue:
    state = "ghi giống hệt" if copy.filled else "chưa điền"
    found = f"bản {_name_sheet(copy.other)} {state}"
    return Issue("sheet_twice", Place(copy.read.name), line=copy.sheet, found=found, expected=f"bản {_name_sheet(copy.read)}")


def _refuse_copy(copy: Copy, own: WrittenCell, other: WrittenCell) -> Issue:
    said = [(own.text, copy.read, own.place), (other.text, copy.other, other.place)]
    both = [f"{f'“{_shorten(text)}”' if text else BLANK} ở {_name_sheet(grid)}, ô {place.cell}" for text, grid, place in said]
    place = own.place if own.place.sheet == copy.read.name else other.place
    # two lists of evidence keep no return out
    mild = copy.sheet == SHEET_EVIDENCE
    return Issue(
        "sheets_differ", place, line=own.line, found="; ".join(both), expected="một bản duy nhất của sheet này", mild=mild
    )


def _name_sheet(grid: Grid) -> str:
    return f"“{grid.name}” (đang ẩn)" if grid.hidden else f"“{grid.name}”"


def check_lines_aside(case: Case) -> Iterator[Issue]:
    """Beside the lines' cells, in heading rows and in rows that are none of the form's."""
    for table in case.form.tables:
        grid = case.grids.get(table.sheet)
        if grid is not None:
            yield from _LinesAside(case, table, grid).check()


class _LinesAside:
    """One sheet of lines, looked through once."""

    def __init__(self, case: Case, table: FormTable, grid: Grid) -> None:
        self._case, self._table, self._grid = case, table, grid
        self._header = find_header(grid, table.worded)
        columns = self._header.columns
        self._code, self._text = columns[table.code_heading], columns[table.text_heading]
        self._fields = {field: columns[heading] for field, heading in table.headings.items()}
        uses = dict.fromkeys(self._fields.values(), Use.ANSWER) | {self._code: Use.LABEL, self._text: Use.LABEL}
        self._cells = StrayCells(grid, _list_uses(grid, self._header, uses), _is_first(case))
        asked = {question.line.code: question for question in table.questions}
        self._lines = {
            read_row(next(iter(answer.cells.values()))): (asked[answer.line], answer)
            for answer in case.returned.answers
            if answer.line in asked
        }
        self._repeated = {
            read_row(one.place)
            for one in case.returned.rejected
            if one.refusal.code == "duplicate_line" and one.place.sheet == grid.name
        }

    @cached_property
    def _wordings(self) -> set[str]:
        """Only looked at where a row has no code of the form, which is seldom."""
        return {fold(text) for text in self._table.wordings.values()}

    def check(self) -> Iterator[Issue]:
        """Answers in other places than their own, and once a sheet what else is not read."""
        aside: list[Stray] = []
        others: list[int] = []
        above = self._header.row if self._header.found else min(self._lines, default=1) - 1
        rows = self._grid.filled_rows(above + 1)
        for row in rows:
            if row in self._lines:
                yield from self._check_line(row, aside)
            elif self._is_heading(row):
                yield from self._check_heading(row, rows, aside)
            elif row not in self._repeated:
                others.append(row)
        yield from _tell_aside(self._grid, aside)
        yield from _tell_rows(_Rows(self._grid), others, "rows_not_read", self._table.sheet)

    def _is_heading(self, row: int) -> bool:
        """Whether the row stands in the form without being filled in; its code may be gone."""
        code = self._grid.value(row, self._code)
        if isinstance(code, str) and code.strip() in self._table.codes:
            return code.strip() not in self._table.asked
        text = self._grid.value(row, self._text)
        return isinstance(text, str) and fold(text) in self._wordings

    def _check_line(self, row: int, aside: list[Stray]) -> Iterator[Issue]:
        question, answer = self._lines[row]
        rule = question.rules[Field.DONE]
        taken = [self._fields[field] for field in question.rules]
        for stray in self._cells.find(row, taken, no_unit=isinstance(rule, ChoiceRule)):
            if self._is_unanswered(answer) and may_answer(self._grid, stray, rule):
                yield _refuse_aside(self._grid, stray, question.line.code, answer.cells[Field.DONE])
            else:
                aside.append(stray)

    def _is_unanswered(self, answer: Answer) -> bool:
        return answer.state is State.NOT_REPORTED and not self._case.refused.intersection(answer.cells.values())

    def _check_heading(self, row: int, rows: list[int], aside: list[Stray]) -> Iterator[Issue]:
        strays = list(self._cells.find(row))
        below = (self._list_own(row) or self._list_below(row, rows)) if strays else []
        open_lines = bool(below) and all(self._is_unanswered(answer) for _, answer in below)
        answers = {self._fields[field] for field in (Field.TO_DO, Field.DONE) if field in self._fields}
        code = show_cell(self._grid, row, self._code) or show_cell(self._grid, row, self._text)
        for stray in strays:
            if open_lines and stray.column in answers:
                place = locate(self._grid.name, stray.row, stray.column)
                found = _quote(self._grid, stray)
                lines = ", ".join(question.line.code for question, _ in below[:_MOST_SHOWN])
                more = "…" if len(below) > _MOST_SHOWN else ""
                yield Issue("answer_in_heading", place, line=code, found=found, expected=f"ghi vào từng dòng {lines}{more}")
            else:
                aside.append(stray)

    def _list_own(self, row: int) -> list[tuple[AskedLine, Answer]]:
        """The lines of the indicator whose heading this is; none under the heading of a group."""
        code = show_cell(self._grid, row, self._code)
        return [line for line in self._lines.values() if line[0].indicator.code == code]

    def _list_below(self, row: int, rows: list[int]) -> list[tuple[AskedLine, Answer]]:
        """The lines under a heading, down to the next one."""
        below = [other for other in rows if other > row and (other in self._lines or self._is_heading(other))]
        lines = takewhile(lambda other: other in self._lines, dropwhile(lambda other: other not in self._lines, below))
        return [self._lines[other] for other in lines]


def _list_uses(grid: Grid, header: Header, known: Mapping[int, Use]) -> dict[int, Use]:
    """What every column of a table holds, by the row of headings."""
    named = {fold(heading): use for heading, use in _USES.items()}
    headings = {column: show_cell(grid, header.row, column) for column in range(1, min(grid.columns, 60) + 1)}
    found = {column: named.get(fold(heading), Use.OWN) for column, heading in headings.items() if heading}
    return (found if header.found else {}) | dict(known)


def _is_first(case: Case) -> bool:
    return case.plan.period_before(case.period.code) is None


def check_facts_aside(case: Case) -> Iterator[Issue]:
    """Beside the fields of Thông tin, below them, and a field that stands there twice."""
    grid = case.grids.get(SHEET_FACTS)
    if grid is not None:
        yield from _FactsAside(case, grid).check()


class _FactsAside:
    """The sheet Thông tin, looked through once."""

    def __init__(self, case: Case, grid: Grid) -> None:
        self._case, self._grid = case, grid
        missing = {place for _, place in case.returned.missing}
        self._fields = {read_row(answer.place): answer for answer in case.returned.facts if answer.place not in missing}
        self._labels = {fact.key: fact.label for fact in case.plan.facts}
        self._keys = {fold(label): key for key, label in self._labels.items()}
        headings = {heading: column for column, heading in enumerate(FACT_HEADINGS[:4], start=1)}
        header = find_header(grid, Header(min(self._fields, default=2) - 1, headings))
        self._first = min(self._fields, default=header.row + 1)
        self._values = header.columns[FACT_HEADINGS[FACT_COLUMN - 1]]
        self._names = header.columns[FACT_HEADINGS[FACT_LABEL_COLUMN - 1]]
        uses = _list_uses(grid, header, {self._names: Use.LABEL, self._values: Use.ANSWER})
        self._cells = StrayCells(grid, uses, _is_first(case))

    def check(self) -> Iterator[Issue]:
        """Values in other places than their own, and once what else is not read."""
        aside: list[Stray] = []
        others: list[int] = []
        places = {answer.key: answer.place for answer in self._fields.values()}
        signed = self._find_signed_rows()
        for row in self._grid.filled_rows(self._first):
            if row in signed:
                continue
            key = self._keys.get(fold(show_cell(self._grid, row, self._names)), "") if row not in self._fields else ""
            if row in self._fields:
                yield from self._check_field(row, self._fields[row], aside)
            elif key in places:
                yield from _check_again(self._grid, self._labels[key], places[key], locate(self._grid.name, row, self._values))
            else:
                others.append(row)
        yield from _tell_aside(self._grid, aside)
        rows = _Rows(self._grid, self._names - 1, max(self._fields, default=0))
        yield from _tell_rows(rows, others, "rows_not_read", SHEET_FACTS)

    def _find_signed_rows(self) -> range:
        """Where the report is signed: day, roles, and the names that people type below them."""
        roles = {fold(role) for role, _ in SIGNERS}
        for row in self._grid.filled_rows(self._first):
            if fold(show_cell(self._grid, row, self._names)) in roles:
                return range(row - 1, row + SIGNED_ROWS)
        return range(0)

    def _check_field(self, row: int, answer: FactAnswer, aside: list[Stray]) -> Iterator[Issue]:
        rule = self._case.form.fact_rules[answer.key]
        blank = answer.value is None and answer.place not in self._case.refused
        for stray in self._cells.find(row, [self._values]):
            if blank and may_answer(self._grid, stray, rule):
                yield _refuse_aside(self._grid, stray, self._labels[answer.key], answer.place)
            else:
                aside.append(stray)


def _check_again(grid: Grid, label: str, own: Place, again: Place) -> Iterator[Issue]:
    """A field met a second time says the same, or nothing, or it cannot be told which is right."""
    here, there = (show_cell(grid, read_row(place), read_column(place)) for place in (own, again))
    if there and here.casefold() != there.casefold():
        found = f"{f'“{_shorten(here)}”' if here else BLANK} ở ô {own.cell}; “{_shorten(there)}” ở ô {again.cell}"
        yield Issue("field_twice", again, line=label, found=found, expected="mỗi mục một dòng")


def check_models_aside(case: Case) -> Iterator[Issue]:
    """Rows of the sheet Mô hình that are no models, cells beside its table, and an answer beside the question's cell."""
    places = find_models(case.form, case.grids)
    if places is None:
        return
    yield from _check_question(case, places)
    grid, rows = places.grid, part_model_rows(case.form, places)
    uses = _list_uses(grid, places.header, dict.fromkeys(places.columns.values(), Use.ANSWER))
    cells = StrayCells(grid, uses, _is_first(case))
    aside = [stray for row in rows.models for stray in cells.find(row, places.columns.values())]
    yield from _tell_aside(grid, aside)
    yield from _tell_rows(_Rows(grid, min(places.columns.values()) - 1, places.last_row), rows.others, "rows_no_model", LINE)


def _check_question(case: Case, places: ModelPlaces) -> Iterator[Issue]:
    """“Có” typed beside the cell that asks for it."""
    if case.returned.models_declared is not None or places.question in case.refused or not places.header.found:
        return
    grid, rule = places.grid, models_question_rule()
    for row in range(places.question_row, places.header.row):
        taken = [places.question_column] if row == places.question_row else []
        for stray in StrayCells(grid, {}, first_period=True).find(row, taken):
            raw = grid.value(row, stray.column)
            if not isinstance(rule.check(raw), Refusal):
                yield _refuse_aside(grid, stray, LINE, places.question)


def _refuse_aside(grid: Grid, stray: Stray, line: str, own: Place) -> Issue:
    place = locate(grid.name, stray.row, stray.column)
    return Issue("answer_beside", place, line=line, found=_quote(grid, stray), expected=f"ô {own.cell}")


def _tell_aside(grid: Grid, aside: list[Stray]) -> Iterator[Issue]:
    """Once a sheet: what stands beside the answers' cells."""
    if aside:
        shown = [f"{_quote(grid, stray)} ở ô {locate(grid.name, stray.row, stray.column).cell}" for stray in aside[:_MOST_SHOWN]]
        rest = [f"{len(aside) - _MOST_SHOWN} ô nữa"] if len(aside) > _MOST_SHOWN else []
        place = locate(grid.name, aside[0].row, aside[0].column)
        yield Issue("typed_aside", place, found="; ".join(shown + rest), expected="chỉ ghi trong các ô trả lời của biểu mẫu")


@dataclass(frozen=True, slots=True)
class _Rows:
    """What stands in rows that are not read, but for the numbers of rows that the template wrote."""

    grid: Grid
    numbers: int = 0  # their column
    last: int = 0  # the last row sent out

    def list_columns(self, row: int) -> list[int]:
        """The filled columns."""
        filled = list_filled(self.grid, row)
        return [column for column, raw in filled if column != self.numbers or row > self.last or isinstance(raw, str)]

    def list_texts(self, row: int) -> list[str]:
        """What a person reads in them."""
        return [_shorten(show_cell(self.grid, row, column)) for column in self.list_columns(row)]


def _tell_rows(rows: _Rows, numbers: Iterable[int], code: str, line: str) -> Iterator[Issue]:
    """Once a block: rows that are none of the form's."""
    filled = (row for row in numbers if rows.list_columns(row))
    for block in gather_blocks(filled, rows.list_texts, most=_MOST_SHOWN):
        place = locate(rows.grid.name, block.first, rows.list_columns(block.first)[0])
        yield Issue(code, place, line=line, found=_describe_block(block), expected="không ghi gì thêm dưới bảng")


def _describe_block(block: Block) -> str:
    first, last = format_quantity(block.first), format_quantity(block.last)
    rows = f"dòng {first}" if first == last else f"dòng {first}–{last}"
    more = "…" if len(block.texts) > _MOST_SHOWN else ""
    return f"{rows} ({'; '.join(f'“{text}”' for text in block.texts[:_MOST_SHOWN])}{more})"


def _quote(grid: Grid, stray: Stray) -> str:
    return f"“{_shorten(show_cell(grid, stray.row, stray.column))}”"


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
