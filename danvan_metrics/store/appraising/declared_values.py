"""What schools declared on a line, hand-in by hand-in: whether it changed since the office judged it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, and_, func, select

from danvan_metrics.plan.kinds import Source
from danvan_metrics.store.tables import answers, models, submissions
from danvan_metrics.workbook.answers import State

Declared = tuple[object, ...]  # state, to_do, done, choice, dated
Sources = Mapping[str, Source]  # the lines that the sheet Mô hình answers: NV8.1 → models_with_results
BLANK: Final[Declared] = (State.NOT_REPORTED.value, None, None, None, None)
_COLUMNS: Final = (answers.c.state, answers.c.to_do, answers.c.done, answers.c.choice, answers.c.dated)
_AT_ONCE: Final = 500  # numbers a query may name: SQLite takes so many and more


class DeclaredValues:
    """What was declared on each line of some hand-ins; a line that is not there was left blank."""

    def __init__(self, connection: Connection, numbers: Collection[int], sources: Sources) -> None:
        named = sorted(numbers)
        parts = [named[start : start + _AT_ONCE] for start in range(0, len(named), _AT_ONCE)]
        self._values = {key: value for part in parts for key, value in _load(connection, part, sources)}

    def find(self, submission: int | None, line: str) -> Declared:
        """State, to do, done, choice and date."""
        return BLANK if submission is None else self._values.get((submission, line), BLANK)

    def has_changed(self, line: str, *, judged_on: Collection[int], now: int | None) -> bool:
        """Whether the hand-in `now` in force (None: none is) says something else on a line than one it was judged on."""
        return any(self.find(number, line) != self.find(now, line) for number in judged_on if number != now)


def _load(connection: Connection, numbers: list[int], sources: Sources) -> Iterator[tuple[tuple[int, str], Declared]]:
    query = select(answers.c.submission, answers.c.line, *_COLUMNS).where(answers.c.submission.in_(numbers))
    for number, line, *values in connection.execute(query):
        yield (number, line), tuple(values)
    if sources:
        yield from _load_registered(connection, numbers, sources)


def _load_registered(connection: Connection, numbers: list[int], sources: Sources) -> Iterator[tuple[tuple[int, str], Declared]]:
    """Counts of rows of the sheet Mô hình, as metrics/lines.py takes them: a blank sheet without a “Không” is not reported."""
    proven = and_(models.c.result != "", func.coalesce(models.c.evidence_count, 0) > 0)
    counts = select(models.c.submission, func.count(), func.count().filter(proven)).group_by(models.c.submission)
    found = {row[0]: (row[1], row[2]) for row in connection.execute(counts.where(models.c.submission.in_(numbers)))}
    told = select(submissions.c.id, submissions.c.models_declared).where(submissions.c.id.in_(numbers))
    for number, declared in connection.execute(told):
        registered = found.get(number, (0, 0) if declared is False else None)
        for line, source in sources.items():
            yield (number, line), declare_models(source, registered)


def declare_models(source: Source, registered: tuple[int, int] | None) -> Declared:
    """A line's answer from how many models are registered and how many of them have a result; None: the sheet is blank."""
    if registered is None:
        return BLANK
    total, with_result = map(float, registered)
    if source is Source.MODELS_REGISTERED:
        return State.VALUE.value, None, total, None, None
    state = State.VALUE if total else State.NOT_APPLICABLE
    return state.value, total, with_result, None, None
