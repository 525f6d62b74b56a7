"""Turn a workbook's cells into a return: every answer with its state and its cells, nothing guessed, nothing raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.kinds import Kind, Reporter
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.roster import Roster
from danvan_metrics.plan.rules import Field, Refusal
from danvan_metrics.vietnamese import fold, format_quantity
from danvan_metrics.workbook.answers import Answer, FactAnswer, Identity, Place, Return, State
from danvan_metrics.workbook.cells import Judge, Value, as_date, as_number, as_text, locate
from danvan_metrics.workbook.form import Form, Question, Table, prepare_form
from danvan_metrics.workbook.grid import Grid, Sheets
from danvan_metrics.workbook.layout import FACT_COLUMN, FACT_LABEL_COLUMN, SHEET_FACTS
from danvan_metrics.workbook.lines import find_lines
from danvan_metrics.workbook.models import read_models
from danvan_metrics.workbook.places import find_label, read_row
from danvan_metrics.workbook.ratios import Pair, read_pair
from danvan_metrics.workbook.which_sheet import Grids, find_sheets

_DEEPEST_LABEL: Final = 200
_WIDEST_LABEL: Final = 12


def interpret(plan: Plan, roster: Roster, sheets: Sheets, identity: Identity) -> Return:
    """Read a report workbook of this plan, recognised as `identity`; a cell that a rule refuses is collected, never raised."""
    unit = roster.by_code.get(identity.school)
    form = prepare_form(plan, unit.reporter if unit else Reporter.SCHOOL)
    judge, grids = Judge(), find_sheets(form, sheets)
    _tell_sheets(grids, judge)
    facts = tuple(_read_facts(form, grids, judge))
    answers = tuple(answer for table in form.tables for answer in _read_table(table, grids, judge))
    models, declared = read_models(form, grids, judge)
    return Return(
        identity, facts, answers, models, declared, tuple(judge.rejected), tuple(judge.missing), tuple(judge.normalised)
    )


def _tell_sheets(grids: Grids, judge: Judge) -> None:
    """Sheets found by what stands in them, not by their names."""
    for name, grid in grids.items():
        if grid.name != name and fold(grid.name) != fold(name):
            judge.tell(name, Place(grid.name), f"sheet “{grid.name}”", f"sheet “{name}”")


def _read_facts(form: Form, grids: Grids, judge: Judge) -> Iterator[FactAnswer]:
    grid = grids.get(SHEET_FACTS)
    if grid is None:
        judge.miss(SHEET_FACTS, Place(SHEET_FACTS))
        return
    moved = _count_moved_columns(form, grid)
    for fact in form.plan.facts:
        expected = read_row(form.layout.facts[fact.key])
        row = find_label(grid, fact.label, column=FACT_LABEL_COLUMN + moved, expected_row=expected)
        value = judge.judge(grid, row, FACT_COLUMN + moved, form.fact_rules[fact.key], line=fact.label)
        place = locate(grid.name, row, FACT_COLUMN + moved)
        yield FactAnswer(fact.key, None if isinstance(value, Refusal) else value, place)


def _count_moved_columns(form: Form, grid: Grid) -> int:
    """How far columns put in have moved the labels to the right: to the column that holds most of them."""
    labels = {fold(fact.label) for fact in form.plan.facts}

    def count(column: int) -> int:
        cells = (grid.value(row, column) for row in range(1, min(grid.rows, _DEEPEST_LABEL) + 1))
        return sum(isinstance(cell, str) and fold(cell) in labels for cell in cells)

    if 2 * count(FACT_LABEL_COLUMN) >= len(labels):
        return 0
    best = max(range(1, min(grid.columns, _WIDEST_LABEL) + 1), key=count, default=FACT_LABEL_COLUMN)
    return best - FACT_LABEL_COLUMN if count(best) else 0


def _read_table(table: Table, grids: Grids, judge: Judge) -> Iterator[Answer]:
    grid = grids.get(table.sheet)
    if grid is None:
        judge.miss(table.sheet, Place(table.sheet))
        return
    places = find_lines(table, grid, judge)
    for line, again in places.repeated:
        refusal = Refusal("duplicate_line", line, "mỗi mã một dòng")
        judge.refuse(line, locate(grid.name, again, places.code_column), refusal)
    for question in table.questions:
        row = places.rows.get(question.line.code, 0)
        if not row:
            judge.miss(question.line.code, question.place.cell(Field.DONE))
        else:
            yield _read_line(question, _Row(grid, row, places.columns), judge)


@dataclass(frozen=True, slots=True)
class _Row:
    grid: Grid
    number: int
    columns: Mapping[Field, int]


def _read_line(question: Question, row: _Row, judge: Judge) -> Answer:
    values = _judge_line(question, row, judge)
    done = values[Field.DONE]
    return Answer(
        line=question.line.code,
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


def _judge_line(question: Question, row: _Row, judge: Judge) -> dict[Field, Value | Refusal]:
    line = question.line.code
    values: dict[Field, Value | Refusal] = {}
    for field, rule in question.rules.items():
        pair = _find_pair(row, values[Field.TO_DO]) if field is Field.DONE and Field.TO_DO in question.rules else None
        if pair is None:
            values[field] = judge.judge(row.grid, row.number, row.columns[field], rule, line=line)
        else:
            values |= _take_pair(pair, row, judge, line)
    return values


def _find_pair(row: _Row, to_do: Value | Refusal) -> Pair | Refusal | None:
    """Both numbers of a ratio, where “Đã thực hiện” holds both; nothing where “Phải thực hiện” is refused itself."""
    raw = row.grid.value(row.number, row.columns[Field.DONE])
    return None if isinstance(to_do, Refusal) else read_pair(raw, as_number(to_do))


def _take_pair(pair: Pair | Refusal, row: _Row, judge: Judge, line: str) -> dict[Field, Value | Refusal]:
    place = locate(row.grid.name, row.number, row.columns[Field.DONE])
    if isinstance(pair, Refusal):
        judge.refuse(line, place, pair)
        return {Field.DONE: pair}
    taken = f"{format_quantity(pair.done)} đã thực hiện, trong {format_quantity(pair.to_do)} phải thực hiện"
    judge.tell(line, place, row.grid.value(row.number, row.columns[Field.DONE]), taken)
    return {Field.TO_DO: pair.to_do, Field.DONE: pair.done}


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
