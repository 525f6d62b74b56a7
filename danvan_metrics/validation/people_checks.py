"""Checks of numbers of people against the sheet Thông tin: no more than there are, and not fewer where all are meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from danvan_metrics.plan.rules import Field
from danvan_metrics.raw import format_raw
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.issues import Issue
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.workbook.answers import Answer

_ABOVE: Final = "people_above_total"


def check_people(case: Case) -> Iterator[Issue]:
    """No more people are reached than there are; where everybody is meant, as many are to be reached as there are."""
    labels = {fact.key: fact.label for fact in case.plan.facts}
    for indicator, answer in case.answers():
        there_are = case.returned.fact(indicator.people) if indicator.people else None
        if not isinstance(there_are, float):
            continue
        told = f"{format_quantity(there_are)} (“{labels[str(indicator.people)]}”)"
        for field, reached in ((Field.TO_DO, answer.to_do), (Field.DONE, answer.done)):
            if reached is not None and reached > there_are:
                yield _tell(_ABOVE, answer, field, reached, f"không quá {told}")
        # 0 is asked about as “nothing to do”; with a note the school has said why
        if indicator.everybody and answer.to_do and answer.to_do < there_are and case.note_is_blank(answer):
            yield _tell("people_below_total", answer, Field.TO_DO, answer.to_do, told)


def check_parts(case: Case) -> Iterator[Issue]:
    """Those who are among others (teachers among the staff) are no more than these."""
    labels = {fact.key: fact.label for fact in case.plan.facts}
    places = {answer.key: answer.place for answer in case.returned.facts}
    for fact in case.plan.facts:
        whole = case.returned.fact(fact.part_of) if fact.part_of else None
        part = case.returned.fact(fact.key)
        if isinstance(whole, float) and isinstance(part, float) and part > whole:
            expected = f"không quá {format_quantity(whole)} (“{labels[str(fact.part_of)]}”)"
            yield Issue(_ABOVE, places[fact.key], line=fact.label, found=format_quantity(part), expected=expected)


def _tell(code: str, answer: Answer, field: Field, number: float, expected: str) -> Issue:
    return Issue(code, answer.cells[field], line=answer.line, found=format_raw(number), expected=expected)
