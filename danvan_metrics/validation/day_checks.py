"""Checks of days against each other: what is told against the day the office received it, and against the plan's year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from danvan_metrics.plan.rules import Field
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.issues import Issue
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answering.models import find_models
from danvan_metrics.workbook.answering.places import read_row
from danvan_metrics.workbook.answers import Place


class _Dated(NamedTuple):
    """A day that was read: what it is of, where it stands, and whether a figure would be made of it."""

    name: str
    day: date
    place: Place
    counts: bool = False
    usual: bool = True  # in the plan's year; a model may well have begun years before


def check_days(case: Case) -> Iterator[Issue]:
    """No day lies after the day of receipt; one before the plan's year is asked to be looked at again."""
    for dated in _list_days(case):
        if case.received_on and dated.day > case.received_on:
            code = "line_date_after_receipt" if dated.counts else "date_after_receipt"
            expected = f"không sau ngày {format_date(case.received_on)}, ngày Phòng nhận được"
            yield Issue(code, dated.place, line=dated.name, found=format_date(dated.day), expected=expected)
        elif dated.usual and dated.day < case.plan.first_day:
            expected = f"thường từ ngày {format_date(case.plan.first_day)}"
            yield Issue("date_before_year", dated.place, line=dated.name, found=format_date(dated.day), expected=expected)


def _list_days(case: Case) -> Iterator[_Dated]:
    for _, answer in case.answers():
        if answer.dated:
            yield _Dated(answer.line, answer.dated, answer.cells[Field.DONE], counts=True)
    labels = {fact.key: fact.label for fact in case.plan.facts}
    for fact in case.returned.facts:
        if isinstance(fact.value, date):
            yield _Dated(labels[fact.key], fact.value, fact.place)
    places = find_models(case.form, case.grids)
    for entry in case.returned.models if places else ():
        if entry.started_on and places:
            row = read_row(entry.place)
            name = f"Mô hình “{entry.name}”" if entry.name else f"Mô hình ở dòng {row}"
            yield _Dated(name, entry.started_on, places.cell(row, "started_on"), usual=False)
