"""Mistakes schools make: each spoils one cell of a return, or leaves it alone where it has no such cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date

from danvan_metrics.plan.choices import CHECKLIST, Choice
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.raw import Raw
from danvan_metrics.workbook.template.filling import Contents

Cells = dict[Field, Raw]


def spoil(contents: Contents, plan: Plan, mistakes: tuple[str, ...]) -> Contents:
    """A copy of the return with these mistakes made, by name."""
    spoiled = replace(contents, lines=deepcopy(contents.lines))
    for mistake in mistakes:
        MISTAKES[mistake](spoiled, plan)
    return spoiled


def drop_number(contents: Contents, plan: Plan) -> Contents:
    """A copy in which the largest cumulative number has fallen below the period before."""
    dropped = replace(contents, lines=deepcopy(contents.lines))
    counted = [cells for kind in (Kind.COUNT, Kind.TRACKED) for cells in _lines_of(dropped, plan, kind)]
    largest = max(counted, key=_size, default={})
    if largest:
        largest[Field.DONE] = int(_size(largest) // 4)
    return dropped


def _size(cells: Cells) -> float:
    done = cells.get(Field.DONE)
    return float(done) if isinstance(done, (int, float)) else 0.0


def _lines_of(contents: Contents, plan: Plan, kind: Kind) -> Iterator[Cells]:
    """The answered lines of a kind, in the plan's order."""
    return (cells for line, cells in contents.lines.items() if plan.indicator_of_line[line].kind is kind)


def _do_more_than_asked(contents: Contents, plan: Plan) -> None:
    for cells in _lines_of(contents, plan, Kind.RATIO):
        to_do = cells.get(Field.TO_DO)
        if isinstance(to_do, int) and to_do > 0:
            cells[Field.DONE] = to_do + 3
            return


def _leave_half_blank(contents: Contents, plan: Plan) -> None:
    for cells in list(_lines_of(contents, plan, Kind.RATIO))[-1:]:
        cells[Field.TO_DO] = cells.get(Field.TO_DO) or 2
        cells.pop(Field.DONE, None)
        cells.pop(Field.NOTE, None)


def _write_words_for_number(contents: Contents, plan: Plan) -> None:
    for cells in list(_lines_of(contents, plan, Kind.COUNT))[:1]:
        cells[Field.DONE] = "khoảng 5 lần"


def _write_share_for_number(contents: Contents, plan: Plan) -> None:
    for cells in list(_lines_of(contents, plan, Kind.TRACKED))[:1]:
        cells[Field.DONE] = "8/10"


def _mistake_the_year(contents: Contents, plan: Plan) -> None:
    for cells in list(_lines_of(contents, plan, Kind.DATE))[:1]:
        cells[Field.DONE] = date(plan.year + 1, 4, 24)


def _give_no_reason(contents: Contents, plan: Plan) -> None:
    for cells in list(_lines_of(contents, plan, Kind.CHECKLIST))[-1:]:
        cells.clear()
        cells[Field.DONE] = CHECKLIST[Choice.NOT_APPLICABLE]


def _answer_in_own_words(contents: Contents, plan: Plan) -> None:
    for cells in list(_lines_of(contents, plan, Kind.LEVEL))[1:2]:
        cells[Field.DONE] = "Khá tốt"


MISTAKES: dict[str, Callable[[Contents, Plan], None]] = {
    "done_over_to_do": _do_more_than_asked,
    "half_blank": _leave_half_blank,
    "words_for_number": _write_words_for_number,
    "share_for_number": _write_share_for_number,
    "wrong_year": _mistake_the_year,
    "no_reason": _give_no_reason,
    "own_words": _answer_in_own_words,
}
