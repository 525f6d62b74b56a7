"""Read the sheet Thông tin: each field found by its label, else by its wording, else where it was sent out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.rules import Refusal
from danvan_metrics.raw import format_raw
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answering.by_wording import match_wordings
from danvan_metrics.workbook.answering.form import Form
from danvan_metrics.workbook.answering.headings import Header, find_header
from danvan_metrics.workbook.answering.judging import Judge, locate
from danvan_metrics.workbook.answering.places import find_label, read_row
from danvan_metrics.workbook.answers import FactAnswer, Place
from danvan_metrics.workbook.labels import FACT_HEADINGS
from danvan_metrics.workbook.layout import FACT_COLUMN, FACT_LABEL_COLUMN

_LABEL_HEADING: Final = FACT_HEADINGS[FACT_LABEL_COLUMN - 1]
_VALUE_HEADING: Final = FACT_HEADINGS[FACT_COLUMN - 1]
_FIRST_HEADINGS: Final = {heading: column for column, heading in enumerate(FACT_HEADINGS[:4], start=1)}


@dataclass(frozen=True, slots=True)
class FactPlaces:
    """The row of each field that was found, by key, and the columns of labels and values."""

    rows: Mapping[str, int]
    label_column: int
    value_column: int


def read_facts(form: Form, grid: Grid, judge: Judge) -> Iterator[FactAnswer]:
    """Every field of the plan; one that is not found has no value, and is missed."""
    places = find_facts(form, grid, judge)
    for fact in form.plan.facts:
        row = places.rows.get(fact.key)
        if row is None:
            sent = Place(grid.name, form.layout.facts[fact.key].cell)
            judge.miss(fact.label, sent)
            yield FactAnswer(fact.key, None, sent)
            continue
        value = judge.judge(grid, row, places.value_column, form.fact_rules[fact.key], line=fact.label)
        place = locate(grid.name, row, places.value_column)
        yield FactAnswer(fact.key, None if isinstance(value, Refusal) else value, place)


def find_facts(form: Form, grid: Grid, judge: Judge) -> FactPlaces:
    """Where the fields stand on the sheet that came back."""
    sent = {key: read_row(place) for key, place in form.layout.facts.items()}
    header = find_header(grid, Header(min(sent.values(), default=1) - 1, _FIRST_HEADINGS))
    _note_value_heading(grid, header, judge)
    column = header.columns[_LABEL_HEADING]
    labels = {fact.key: fact.label for fact in form.plan.facts}
    exact = {key: find_label(grid, label, column=column, expected_row=sent[key]) for key, label in labels.items()}
    rows = {key: row for key, row in exact.items() if _reads(grid, row, column) == fold(labels[key])}
    if len(rows) < len(labels):
        rows |= _find_changed(_Labels(grid, column, labels, sent), rows, judge)
    return FactPlaces(rows, column, header.columns[_VALUE_HEADING])


def _note_value_heading(grid: Grid, header: Header, judge: Judge) -> None:
    if _VALUE_HEADING in header.lost:
        judge.miss(_VALUE_HEADING, locate(grid.name, header.row, header.columns[_VALUE_HEADING]))


@dataclass(frozen=True, slots=True)
class _Labels:
    grid: Grid
    column: int
    labels: Mapping[str, str]
    sent: Mapping[str, int]


def _find_changed(sheet: _Labels, found: Mapping[str, int], judge: Judge) -> dict[str, int]:
    """Fields whose labels changed: by their wording; else in the rows sent out, where the others have all kept theirs."""
    wanted = {key: label for key, label in sheet.labels.items() if key not in found}
    texts = {row: sheet.grid.value(row, sheet.column) for row in sheet.grid.filled_rows() if row not in found.values()}
    changed = match_wordings(wanted, sheet.labels, {row: text for row, text in texts.items() if isinstance(text, str)})
    known = {**found, **changed}
    kept = all(row == sheet.sent[key] for key, row in known.items()) and (bool(known) or len(sheet.labels) == 1)
    if kept:
        changed |= {key: sheet.sent[key] for key in wanted if key not in changed}
    for key, row in changed.items():
        place = locate(sheet.grid.name, row, sheet.column)
        judge.tell(sheet.labels[key], place, found=format_raw(sheet.grid.value(row, sheet.column)), taken=sheet.labels[key])
    return changed


def _reads(grid: Grid, row: int, column: int) -> str:
    raw = grid.value(row, column)
    return fold(raw) if isinstance(raw, str) else ""
