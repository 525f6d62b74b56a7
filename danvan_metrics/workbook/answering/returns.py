"""Turn a workbook's cells into a return: every answer with its state and its cells, nothing guessed, nothing raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import Field, Refusal
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.units.roster import Roster
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answering.evidence_rows import read_evidence
from danvan_metrics.workbook.answering.facts import read_facts
from danvan_metrics.workbook.answering.form import AskedLine, Form, FormTable, prepare_form
from danvan_metrics.workbook.answering.judging import AnsweredRow, Judge, Value, as_date, as_number, as_text, locate
from danvan_metrics.workbook.answering.models import read_models
from danvan_metrics.workbook.answering.ratios import judge_done
from danvan_metrics.workbook.answering.table_rows import find_places
from danvan_metrics.workbook.answering.which_sheet import find_sheets
from danvan_metrics.workbook.answers import Answer, Identity, Place, Return, State
from danvan_metrics.workbook.layout import SHEET_FACTS


def interpret(plan: Plan, roster: Roster, sheets: Sheets, identity: Identity) -> Return:
    """Read a report workbook of this plan, recognised as `identity`; a cell that a rule refuses is collected, never raised."""
    unit = roster.by_code.get(identity.school)
    form = prepare_form(plan, unit.reporter if unit else Reporter.SCHOOL)
    grids, judge = find_sheets(form, sheets), Judge()
    _note_sheets(form, grids, judge)
    facts = tuple(read_facts(form, grids[SHEET_FACTS], judge)) if SHEET_FACTS in grids else ()
    tables = [table for table in form.tables if table.sheet in grids]
    answers = tuple(answer for table in tables for answer in _read_table(table, grids[table.sheet], judge))
    models, declared = read_models(form, grids, judge)
    evidence = read_evidence(form, grids)
    told = tuple(judge.rejected), tuple(judge.missing), tuple(judge.normalised)
    return Return(identity, facts, answers, models, declared, *told, evidence)


def _note_sheets(form: Form, grids: Mapping[str, Grid], judge: Judge) -> None:
    """Sheets that are gone, and those found under another name."""
    for name in form.layout.sheets:
        if name not in grids:
            if name in form.layout.asked_sheets:
                judge.miss(name, Place(name))
        elif fold(grids[name].name) != fold(name):
            judge.tell("", Place(grids[name].name), found=grids[name].name, taken=name)


def _read_table(table: FormTable, grid: Grid, judge: Judge) -> Iterator[Answer]:
    places = find_places(table, grid, judge)
    columns = tuple(places.columns.items())
    for question in table.questions:
        row = places.rows.get(question.line.code)
        if row is None:
            judge.miss(question.line.code, question.place.cell(Field.DONE))
        else:
            yield _read_line(question, AnsweredRow(grid, row, places.columns), judge, columns)


def _read_line(question: AskedLine, row: AnsweredRow, judge: Judge, columns: tuple[tuple[Field, int], ...]) -> Answer:
    line = question.line.code
    values = _judge_line(question, row, judge)
    done = values[Field.DONE]
    return Answer(
        line=line,
        state=_decide_state(values),
        to_do=as_number(values.get(Field.TO_DO)),
        done=as_number(done),
        choice=as_text(done) or None,
        dated=as_date(done),
        evidence_count=as_number(values.get(Field.EVIDENCE_COUNT)),
        evidence=as_text(values.get(Field.EVIDENCE)),
        note=as_text(values.get(Field.NOTE)),
        cells=_locate_cells(row.grid.name, row.number, tuple(question.rules), columns),
    )


def _judge_line(question: AskedLine, row: AnsweredRow, judge: Judge) -> dict[Field, Value | Refusal]:
    """Every field's value; “Đã thực hiện” of a ratio may say what there was to do (“12/12”)."""
    line, rules = question.line.code, question.rules
    if not question.indicator.kind.definition.asks_to_do or not isinstance(row.raw(Field.DONE), str):
        return {field: judge.judge(row.grid, row.number, row.columns[field], rule, line=line) for field, rule in rules.items()}
    others = {field: rule for field, rule in rules.items() if field is not Field.DONE}
    values = {field: judge.judge(row.grid, row.number, row.columns[field], rule, line=line) for field, rule in others.items()}
    ratio = judge_done(row, rules[Field.DONE], values[Field.TO_DO], line=line, judge=judge)
    return values | dict(zip((Field.TO_DO, Field.DONE), ratio, strict=True))


@lru_cache(maxsize=4096)
def _locate_cells(
    sheet: str, row: int, fields: tuple[Field, ...], columns: tuple[tuple[Field, int], ...]
) -> Mapping[Field, Place]:
    """Shared between returns, for the same few hundred rows come back with every workbook."""
    by_field = dict(columns)
    return {field: locate(sheet, row, by_field[field]) for field in fields}


def _decide_state(values: Mapping[Field, Value | Refusal]) -> State:
    to_do, done = values.get(Field.TO_DO), values[Field.DONE]
    if isinstance(to_do, Refusal) or isinstance(done, Refusal):
        return State.INVALID
    if to_do is not None:
        return _decide_ratio(to_do, done)
    if done is None:
        return State.NOT_REPORTED
    if Field.TO_DO in values:
        return State.INVALID
    return State.NOT_APPLICABLE if done == Choice.NOT_APPLICABLE else State.VALUE


def _decide_ratio(to_do: Value, done: Value) -> State:
    """Nothing to do: not applicable, unless something was done; half a ratio is invalid."""
    if to_do == 0:
        return State.INVALID if done else State.NOT_APPLICABLE
    return State.INVALID if done is None else State.VALUE
