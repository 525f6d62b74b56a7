"""What a workbook asks one kind of reporter, ready for reading: per sheet its lines with their rules and headings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from danvan_metrics.plan.entries import fact_rule, model_rules, rules_of_line
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Indicator, Line, Plan
from danvan_metrics.plan.rules import AnyRule, Field
from danvan_metrics.same_object import SameObject
from danvan_metrics.workbook.answering.headings import Header
from danvan_metrics.workbook.layout import CODE_COLUMN, HEADER_ROW, TEXT_COLUMN, Layout, LayoutRow, LinePlace, build_layout
from danvan_metrics.workbook.template.row_contents import ITEMS, TASKS, TableShape

_SHAPES: Final = {shape.sheet: shape for shape in (TASKS, ITEMS)}


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One line that a school fills in."""

    line: Line
    indicator: Indicator
    rules: Mapping[Field, AnyRule]
    place: LinePlace


@dataclass(frozen=True, slots=True)
class FormTable:
    """One sheet of lines as it was sent out; its headings by what they hold.

    `asked` are the codes of the lines filled in; `wordings` has the text of every row, headings of groups among them, by code.
    """

    sheet: str
    questions: tuple[AskedLine, ...]
    header: Header
    code_heading: str
    headings: Mapping[Field, str]
    worded: Header  # the same headings and that of the wording, which nothing is read from while the codes stand
    text_heading: str
    asked: Mapping[str, None]
    wordings: Mapping[str, str]

    @property
    def codes(self) -> Collection[str]:
        """Every code on the sheet."""
        return self.wordings.keys()


@dataclass(frozen=True, slots=True)
class Form:
    """Everything asked of one kind of reporter."""

    plan: Plan
    reporter: Reporter
    layout: Layout
    tables: tuple[FormTable, ...]
    fact_rules: Mapping[str, AnyRule]
    model_rules: Mapping[str, AnyRule]

    @property
    def questions(self) -> tuple[AskedLine, ...]:
        """Every line that is filled in, in the workbook's order."""
        return tuple(question for table in self.tables for question in table.questions)


def prepare_form(plan: Plan, reporter: Reporter) -> Form:
    """The form of a plan for one kind of reporter; made once per plan object."""
    return _prepare(SameObject(plan), reporter)


@lru_cache(maxsize=128)
def _prepare(key: SameObject[Plan], reporter: Reporter) -> Form:
    plan = key.it
    layout = build_layout(plan, reporter)
    return Form(
        plan=plan,
        reporter=reporter,
        layout=layout,
        tables=tuple(_make_table(plan, layout, shape) for name, shape in _SHAPES.items() if layout.rows_on(name)),
        fact_rules={fact.key: fact_rule(plan, fact) for fact in plan.facts},
        model_rules=model_rules(plan),
    )


def _make_table(plan: Plan, layout: Layout, shape: TableShape) -> FormTable:
    questions = tuple(
        AskedLine(row.line, row.indicator, rules_of_line(plan, row.indicator, row.line), layout.lines[row.line.code])
        for row in layout.rows_on(shape.sheet)
        if row.line and row.indicator and row.indicator.entered
    )
    headings = {field: shape.headings[column - 1] for field, column in shape.columns.items()}
    code_heading, text_heading = shape.headings[CODE_COLUMN - 1], shape.headings[TEXT_COLUMN - 1]
    columns = {code_heading: CODE_COLUMN, **{headings[field]: column for field, column in shape.columns.items()}}
    return FormTable(
        sheet=shape.sheet,
        questions=questions,
        header=Header(HEADER_ROW, columns),
        code_heading=code_heading,
        headings=headings,
        worded=Header(HEADER_ROW, {**columns, text_heading: TEXT_COLUMN}),
        text_heading=text_heading,
        asked=dict.fromkeys(question.line.code for question in questions),
        wordings=dict(_name_row(row) for row in layout.rows_on(shape.sheet)),
    )


def _name_row(row: LayoutRow) -> tuple[str, str]:
    """The code and the wording of a row."""
    if row.group:
        return row.group.code, row.group.title
    named = row.line or row.indicator
    return (named.code, named.text) if named else ("", "")
