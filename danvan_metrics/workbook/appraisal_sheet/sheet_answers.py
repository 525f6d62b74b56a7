"""What stands on a phiếu that came back, cell by cell: values judged by their rules, nothing guessed, nothing raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from danvan_metrics.plan.rules import AnyRule, Field, Refusal
from danvan_metrics.plan.verdicts import Method, Outcome
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answering.form import FormTable
from danvan_metrics.workbook.answering.headings import Header, find_header
from danvan_metrics.workbook.answering.judging import AnsweredRow, Judge, Value, as_date, as_number, as_text, locate
from danvan_metrics.workbook.answering.places import find_grid, list_filled
from danvan_metrics.workbook.answering.ratios import judge_done
from danvan_metrics.workbook.answering.table_rows import find_places
from danvan_metrics.workbook.answers import Normalised, Place, Rejected
from danvan_metrics.workbook.appraisal_sheet.sheet_identity import looks_judged
from danvan_metrics.workbook.appraisal_sheet.sheet_layout import (
    CODE_AT,
    CODE_HEADING,
    DAY_LABEL,
    FIELD_COLUMNS,
    FIELD_HEADINGS,
    HEADINGS_AT,
    PERSON_LABEL,
    SHEET_INFO,
    SHEET_LINES,
    TEXT_AT,
    TEXT_HEADING,
    place_rows,
)
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetLine, SheetRequest
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import PERSON_RULE, SheetField, rule_of_day, rules_of_sheet_line
from danvan_metrics.workbook.layout import place_at

_DEEPEST_INFO: Final = 60
_VALUE: Final = frozenset({SheetField.TO_DO, SheetField.DONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """What stands in one line's yellow cells; `places` are those cells, `refused` tells that a rule did not take one of them."""

    code: str
    to_do: float | None = None
    done: float | None = None
    choice: str | None = None
    dated: date | None = None
    seen: float | None = None
    method: Method | None = None
    outcome: Outcome | None = None
    reason: str = ""
    person: str = ""
    day: date | None = None
    places: Mapping[SheetField, Place] = field(default_factory=dict)
    refused: bool = False

    @property
    def values(self) -> tuple[float | str | date | None, ...]:
        """The office's value, as it is compared."""
        return (self.to_do, self.done, self.choice, self.dated)

    @property
    def blank(self) -> bool:
        """Whether nothing was found out; who and when alone say nothing."""
        said = (*self.values, self.seen, self.method, self.outcome, self.reason)
        return not self.refused and all(one in (None, "") for one in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAnswers:
    """A whole phiếu read; `person` and `day` stand on Thông tin, `twice` names further tables of verdicts, not read."""

    lines: tuple[FoundLine, ...]
    person: str
    person_place: Place
    day: date | None
    day_place: Place
    rejected: tuple[Rejected, ...] = ()
    missing: tuple[tuple[str, Place], ...] = ()
    normalised: tuple[Normalised, ...] = ()
    twice: tuple[str, ...] = ()


def read_sheet(request: SheetRequest, sheets: Sheets) -> SheetAnswers:
    """Read a phiếu that was sent out for this appraisal, its sheets renamed or its columns moved."""
    judge = Judge()
    tables = _find_tables(sheets)
    if not tables:
        judge.miss(SHEET_LINES, Place(SHEET_LINES))
    lines = tuple(_read_lines(request, tables[0], judge)) if tables else ()
    info = find_grid(sheets, SHEET_INFO)
    person, person_place = _read_entry(info, PERSON_LABEL, PERSON_RULE, judge)
    day, day_place = _read_entry(info, DAY_LABEL, rule_of_day(request.plan), judge)
    return SheetAnswers(
        lines=lines,
        person=as_text(person),
        person_place=person_place,
        day=as_date(day),
        day_place=day_place,
        rejected=tuple(judge.rejected),
        missing=tuple(judge.missing),
        normalised=tuple(judge.normalised),
        twice=tuple(grid.name for grid in tables[1:]),
    )


def read_person(sheets: Sheets) -> str:
    """Who is said to have filled it in; "" where nobody is."""
    person, _ = _read_entry(find_grid(sheets, SHEET_INFO), PERSON_LABEL, PERSON_RULE, Judge())
    return as_text(person)


def _find_tables(sheets: Sheets) -> list[Grid]:
    """The sheets that hold verdicts, the one by the name sent out first."""
    named = find_grid(sheets, SHEET_LINES)
    others = [grid for grid in sheets.grids.values() if grid is not named and looks_judged(grid)]
    return [named, *others] if named else others


def _read_lines(request: SheetRequest, grid: Grid, judge: Judge) -> Iterator[FoundLine]:
    table = _make_table(request)
    places = find_places(table, grid, judge)
    header = find_header(grid, table.header)
    columns = {field: header.columns[heading] for field, heading in FIELD_HEADINGS.items()}
    for line in request.lines:
        row = places.rows.get(line.code)
        if row is None:
            judge.miss(line.code, place_at(grid.name, header.row, header.columns[CODE_HEADING]))
        else:
            yield _read_line(request, line, _SheetLineRow(grid, row, columns), judge)


def _make_table(request: SheetRequest) -> FormTable:
    """The table as other tables of lines are described, so that its rows are found by the same means."""
    rows = place_rows(request)
    wordings = {row.group.code: row.group.title for row in rows if row.group}
    wordings |= {row.stem.code: row.stem.text for row in rows if row.stem}
    wordings |= {line.code: line.text for line in request.lines}
    columns = {CODE_HEADING: CODE_AT, **{heading: FIELD_COLUMNS[field] for field, heading in FIELD_HEADINGS.items()}}
    return FormTable(
        sheet=SHEET_LINES,
        questions=(),
        header=Header(HEADINGS_AT, columns),
        code_heading=CODE_HEADING,
        headings={},
        worded=Header(HEADINGS_AT, {**columns, TEXT_HEADING: TEXT_AT}),
        text_heading=TEXT_HEADING,
        asked=dict.fromkeys(line.code for line in request.lines),
        wordings=wordings,
    )


@dataclass(frozen=True, slots=True)
class _SheetLineRow:
    grid: Grid
    number: int
    columns: Mapping[SheetField, int]

    def judge(self, field: SheetField, rule: AnyRule, line: str, judge: Judge) -> Value | Refusal:
        return judge.judge(self.grid, self.number, self.columns[field], rule, line=line)

    def place(self, field: SheetField) -> Place:
        return locate(self.grid.name, self.number, self.columns[field])


def _read_line(request: SheetRequest, line: SheetLine, row: _SheetLineRow, judge: Judge) -> FoundLine:
    rules = rules_of_sheet_line(request.plan, line.indicator, line.code)
    values = {field: row.judge(field, rule, line.code, judge) for field, rule in rules.items() if field not in _VALUE}
    to_do, done = _judge_value(line, row, rules, judge)
    method, outcome = as_text(values[SheetField.METHOD]), as_text(values[SheetField.OUTCOME])
    return FoundLine(
        code=line.code,
        to_do=as_number(to_do),
        done=as_number(done),
        choice=as_text(done) or None,
        dated=as_date(done),
        seen=as_number(values[SheetField.SEEN]),
        method=Method(method) if method else None,
        outcome=Outcome(outcome) if outcome else None,
        reason=as_text(values[SheetField.REASON]),
        person=as_text(values[SheetField.PERSON]),
        day=as_date(values[SheetField.DAY]),
        places={field: row.place(field) for field in rules},
        refused=any(isinstance(value, Refusal) for value in (*values.values(), to_do, done)),
    )


def _judge_value(
    line: SheetLine, row: _SheetLineRow, rules: Mapping[SheetField, AnyRule], judge: Judge
) -> tuple[Value | Refusal, Value | Refusal]:
    """What there was to do and what was done; “8/12” in one cell says both."""
    if SheetField.TO_DO not in rules:
        return None, row.judge(SheetField.DONE, rules[SheetField.DONE], line.code, judge)
    to_do = row.judge(SheetField.TO_DO, rules[SheetField.TO_DO], line.code, judge)
    columns = {Field.TO_DO: row.columns[SheetField.TO_DO], Field.DONE: row.columns[SheetField.DONE]}
    whole = judge_done(AnsweredRow(row.grid, row.number, columns), rules[SheetField.DONE], to_do, line=line.code, judge=judge)
    return whole[0], whole[1]


def _read_entry(grid: Grid | None, label: str, rule: AnyRule, judge: Judge) -> tuple[Value | Refusal, Place]:
    """A field of Thông tin: what stands in the next column after its label, wherever the label stands."""
    for row in grid.filled_rows()[:_DEEPEST_INFO] if grid else ():
        for column, raw in list_filled(grid, row) if grid else ():
            if grid and isinstance(raw, str) and fold(raw) == fold(label):
                return judge.judge(grid, row, column + 1, rule, line=label), locate(grid.name, row, column + 1)
    return None, Place(grid.name if grid else SHEET_INFO)
