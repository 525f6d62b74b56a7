"""Turn a workbook's cells into a return: every answer with its state and its cells, nothing guessed, nothing raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.kinds import Kind, Reporter
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.roster import Roster
from danvan_metrics.plan.rules import Field, Refusal
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answers import Answer, FactAnswer, Identity, Place, Return, State
from danvan_metrics.workbook.cells import Judge, Value, as_date, as_number, as_text, locate
from danvan_metrics.workbook.form import Form, Question, Table, prepare_form
from danvan_metrics.workbook.layout import CODE_COLUMN, FACT_COLUMN, FACT_LABEL_COLUMN, SHEET_FACTS, TEXT_COLUMN
from danvan_metrics.workbook.models import read_models
from danvan_metrics.workbook.places import find_codes, find_grid, find_header, find_label, read_row
from danvan_metrics.workbook.reader import Grid, Sheets


def interpret(plan: Plan, roster: Roster, sheets: Sheets, identity: Identity) -> Return:
    """Read a report workbook of this plan, recognised as `identity`; a cell that a rule refuses is collected, never raised."""
    unit = roster.by_code.get(identity.school)
    form = prepare_form(plan, unit.reporter if unit else Reporter.SCHOOL)
    judge = Judge()
    facts = tuple(_read_facts(form, sheets, judge))
    answers = tuple(answer for table in form.tables for answer in _read_table(table, sheets, judge))
    models, declared = read_models(form, sheets, judge)
    return Return(identity, facts, answers, models, declared, tuple(judge.rejected), tuple(judge.missing))


def _read_facts(form: Form, sheets: Sheets, judge: Judge) -> Iterator[FactAnswer]:
    grid = find_grid(sheets, SHEET_FACTS)
    if grid is None:
        judge.miss(SHEET_FACTS, Place(SHEET_FACTS))
        return
    for fact in form.plan.facts:
        row = find_label(grid, fact.label, column=FACT_LABEL_COLUMN, expected_row=read_row(form.layout.facts[fact.key]))
        value = judge.judge(grid, row, FACT_COLUMN, form.fact_rules[fact.key], line=fact.label)
        yield FactAnswer(fact.key, None if isinstance(value, Refusal) else value, locate(grid.name, row, FACT_COLUMN))


def _read_table(table: Table, sheets: Sheets, judge: Judge) -> Iterator[Answer]:
    grid = find_grid(sheets, table.sheet)
    if grid is None:
        judge.miss(table.sheet, Place(table.sheet))
        return
    places = _find_places(table, grid, judge)
    for line, again in places.repeated:
        refusal = Refusal("duplicate_line", line, "mỗi mã một dòng")
        judge.refuse(line, locate(grid.name, again, places.code_column), refusal)
    for question in table.questions:
        row = places.rows.get(question.line.code, 0) or _stay_in_row(question, grid)
        if not row:
            judge.miss(question.line.code, question.place.cell(Field.DONE))
        else:
            yield _read_line(question, _Row(grid, row, places.columns), judge)


@dataclass(frozen=True, slots=True)
class _Places:
    rows: Mapping[str, int]
    repeated: tuple[tuple[str, int], ...]
    code_column: int
    columns: Mapping[Field, int]


def _find_places(table: Table, grid: Grid, judge: Judge) -> _Places:
    header = find_header(grid, table.header)
    judge.miss_headings(grid, header)
    code_column = header.columns[table.code_heading]
    codes = {question.line.code for question in table.questions}
    lines = find_codes(grid, codes, column=code_column, below=header.row)
    columns = {field: header.columns[heading] for field, heading in table.headings.items()}
    return _Places(lines.rows, lines.repeated, code_column, columns)


def _stay_in_row(question: Question, grid: Grid) -> int:
    """The row a line was sent out in where only its code was wiped out; 0 where something else stands there."""
    row = question.place.row
    wording = grid.value(row, TEXT_COLUMN)
    same = isinstance(wording, str) and fold(wording) == fold(question.line.text)
    return row if same and grid.value(row, CODE_COLUMN) is None else 0


@dataclass(frozen=True, slots=True)
class _Row:
    grid: Grid
    number: int
    columns: Mapping[Field, int]


def _read_line(question: Question, row: _Row, judge: Judge) -> Answer:
    line = question.line.code
    values = {
        field: judge.judge(row.grid, row.number, row.columns[field], rule, line=line) for field, rule in question.rules.items()
    }
    done = values[Field.DONE]
    return Answer(
        line=line,
        state=_decide_state(question.indicator.kind, values),
        to_do=as_number(values.get(Field.TO_DO)),
        done=as_number(done),
        choice=as_text(done) or None,
        dated=as_date(done),
        evidence_count=as_number(values.get(Field.EVIDENCE_COUNT)),
        evidence=as_text(values.get(Field.EVIDENCE)),
        note=as_text(values.get(Field.NOTE)),
        cells=_locate_cells(row.grid.name, row.number, tuple((field, row.columns[field]) for field in question.rules)),
    )


@lru_cache(maxsize=4096)
def _locate_cells(sheet: str, row: int, columns: tuple[tuple[Field, int], ...]) -> Mapping[Field, Place]:
    """Shared between returns, for the same few hundred rows come back with every workbook."""
    return {field: locate(sheet, row, column) for field, column in columns}


def _decide_state(kind: Kind, values: Mapping[Field, Value | Refusal]) -> State:
    to_do, done = values.get(Field.TO_DO), values[Field.DONE]
    if isinstance(to_do, Refusal) or isinstance(done, Refusal):
        return State.INVALID
    if kind is Kind.RATIO and to_do is not None:
        return _decide_ratio(to_do, done)
    if done is None:
        return State.NOT_REPORTED
    if kind is Kind.RATIO:
        return State.INVALID
    return State.NOT_APPLICABLE if done == Choice.NOT_APPLICABLE else State.VALUE


def _decide_ratio(to_do: Value, done: Value) -> State:
    """Nothing to do: not applicable, unless something was done; half a ratio is invalid."""
    if to_do == 0:
        return State.INVALID if done else State.NOT_APPLICABLE
    return State.INVALID if done is None else State.VALUE
