"""Put what a unit answers into its template, each value where the layout says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook

from danvan_metrics.plan.choices import OWNERS, STATUSES, YES_NO, Choice, ModelStatus, Owner
from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import ChoiceRule, Field
from danvan_metrics.raw import Raw
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answers import Answer, EvidenceItem, ModelEntry, Place, Return, State
from danvan_metrics.workbook.layout import EVIDENCE_COLUMNS_IN_ORDER, MODEL_COLUMNS_IN_ORDER, Layout
from danvan_metrics.workbook.values import set_value

Lines = dict[str, dict[Field, Raw]]
_TRUTH = {True: YES_NO[Choice.YES], False: YES_NO[Choice.NO], None: None}


@dataclass(frozen=True)
class Contents:
    """What a unit writes into its workbook: raw cells by line and field, by fact, and by column of each model and piece."""

    lines: Lines
    facts: dict[str, Raw]
    models_declared: Raw
    models: tuple[dict[str, Raw], ...]
    evidence: tuple[dict[str, Raw], ...] = ()


def fill_cells(workbook: Workbook, layout: Layout, contents: Contents) -> None:
    """Write every value into its cell; ValueError where the template has no blank cell to fill in for one."""
    for place, value in place_values(layout, contents):
        cell = workbook[place.sheet][place.cell]
        if cell.protection.locked or cell.value is not None:
            raise ValueError(f"no blank cell for {value!r} at {place.sheet}!{place.cell}")
        set_value(cell, value)


def place_values(layout: Layout, contents: Contents) -> Iterator[tuple[Place, Raw]]:
    """Every value written, with its place; blanks are left out."""
    for line, cells in contents.lines.items():
        yield from ((layout.lines[line].cell(field), value) for field, value in cells.items())
    yield from ((layout.facts[key], value) for key, value in contents.facts.items() if value is not None)
    if layout.models and contents.models_declared is not None:
        yield layout.models.question, contents.models_declared
        for row, model in enumerate(contents.models, start=layout.models.first_row):
            yield from ((layout.models.cell(row, column), value) for column, value in model.items())
    if layout.evidence:
        for row, piece in enumerate(contents.evidence, start=layout.evidence.first_row):
            yield from ((layout.evidence.cell(row, column), value) for column, value in piece.items())


def read_contents(plan: Plan, returned: Return) -> Contents:
    """A return as its unit would write it again: labels for choices, numbers, days and words as they were read."""
    lines = {answer.line: cells for answer in returned.answers if (cells := _read_line(plan, answer))}
    models = tuple(_read_model(model) for model in returned.models)
    facts = {fact.key: fact.value for fact in returned.facts}
    return Contents(lines, facts, _TRUTH[returned.models_declared], models, tuple(map(_read_piece, returned.evidence)))


def _read_piece(piece: EvidenceItem) -> dict[str, Raw]:
    day = f"ngày {format_date(piece.dated)}" if piece.dated else ""
    cells = {column: getattr(piece, column) for column in EVIDENCE_COLUMNS_IN_ORDER}
    cells["number"] = ", ".join(filter(None, (piece.number, day)))
    return {column: value for column, value in cells.items() if value}


def _read_line(plan: Plan, answer: Answer) -> dict[Field, Raw]:
    indicator = plan.indicator_of_line.get(answer.line)
    rules: Mapping[Field, Any] = rules_for(plan, indicator) if indicator else {}
    if Field.DONE not in rules:
        return {}
    cells: dict[Field, Raw] = {
        Field.TO_DO: answer.to_do,
        Field.DONE: _read_done(rules[Field.DONE], answer),
        Field.EVIDENCE_COUNT: answer.evidence_count,
        Field.EVIDENCE: answer.evidence or None,
        Field.NOTE: answer.note or None,
    }
    return {field: value for field, value in cells.items() if field in rules and value is not None}


def _read_done(rule: object, answer: Answer) -> Raw:
    if answer.dated is not None:
        return answer.dated
    if not isinstance(rule, ChoiceRule):
        return answer.done
    choice = answer.choice or (Choice.NOT_APPLICABLE if answer.state is State.NOT_APPLICABLE else None)
    return rule.label(choice) if choice in rule.codes else None


def _read_model(model: ModelEntry) -> dict[str, Raw]:
    worded: dict[str, Raw] = {
        "owner": OWNERS[Owner(model.owner)] if model.owner else None,
        "status": STATUSES[ModelStatus(model.status)] if model.status else None,
        "proposed_for_award": _TRUTH[model.proposed_for_award],
    }
    cells = {column: worded.get(column, getattr(model, column)) for column in MODEL_COLUMNS_IN_ORDER}
    return {column: value for column, value in cells.items() if value not in {None, ""}}
