"""Which questions a file raises, held against its name, its day, the batch it came in and what the store holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from danvan_metrics.intake.arriving import Arrival
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.intake.questions import (
    Answered,
    Question,
    ask_about_answers,
    ask_about_day,
    ask_about_known,
    ask_about_name,
    ask_about_order,
    ask_about_twin,
)
from danvan_metrics.store.records import Holding
from danvan_metrics.workbook.answers import MODELS_QUESTION, Return, State
from danvan_metrics.workbook.recognising.contradiction import find_contradiction
from danvan_metrics.workbook.recognising.names import Names

_SOUND = frozenset({Status.ACCEPTED, Status.DUPLICATE})


@dataclass(frozen=True, slots=True)
class Twin:
    """A sound file of this batch: its name, its digest, and the hand-in it became, if it did."""

    name: str
    digest: str
    submission: int | None


@dataclass(frozen=True, slots=True)
class Companions:
    """The sound files of a batch so far, the last one of each plan, school and period."""

    files: dict[tuple[str, str, str], Twin] = field(default_factory=dict)

    def find(self, arrival: Arrival, outcome: FileOutcome) -> Twin | None:
        """Another file of the same school and period; the same bytes again are no other file."""
        twin = self.files.get((outcome.plan, outcome.school or "", outcome.period or ""))
        return twin if twin and twin.digest != arrival.digest else None

    def add(self, arrival: Arrival, outcome: FileOutcome) -> None:
        """Remember a file that was taken, or that would be but for a question."""
        key = (outcome.plan, outcome.school or "", outcome.period or "")
        waits = outcome.status is Status.ASKED and not outcome.doubt and not outcome.errors
        if outcome.status in _SOUND or (waits and key not in self.files):
            self.files[key] = Twin(arrival.own_name, arrival.digest, outcome.submission)


def list_questions(
    names: Names, arrival: Arrival, outcome: FileOutcome, returned: Return, holding: Holding, twin: Twin | None
) -> Iterator[Question]:
    """Every question a file raises. One with errors would replace nothing: only whose it is and when it came are asked."""
    yield from _ask_about_file(names, arrival, returned)
    if outcome.status is not Status.ACCEPTED:
        return
    if holding.same:
        yield ask_about_known(holding.same, holding.in_force)
    elif twin:
        yield ask_about_twin(twin.name, twin.submission)
    if holding.in_force:
        yield from ask_about_answers(_count(outcome, returned), holding.in_force, models_word=MODELS_QUESTION)
        if not holding.same:
            yield from ask_about_order(arrival.received_on, holding.in_force)


def _ask_about_file(names: Names, arrival: Arrival, returned: Return) -> Iterator[Question]:
    identity = returned.identity
    if arrival.file.told is None:  # else the officer has said whose it is
        said = find_contradiction(names.plan, names.roster, identity, arrival.own_name)
        yield from ask_about_name(said, names.word_school(identity.school), names.word_period(identity.period))
    yield from ask_about_day(names.plan, arrival.received_on)


def _count(outcome: FileOutcome, returned: Return) -> Answered:
    given = {State.VALUE, State.NOT_APPLICABLE}
    lines = frozenset(answer.line for answer in returned.answers if answer.state in given)
    models = returned.models_declared is not None or bool(returned.models)
    return Answered(outcome.answered, outcome.askable, lines, models)
