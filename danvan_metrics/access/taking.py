"""What was handed out to whom, and what was refused to whom: kept wherever it happens."""

from __future__ import annotations

from danvan_metrics.access.actor import Actor, Denial
from danvan_metrics.access.acts import Act
from danvan_metrics.store.people.people_records import AttemptDeed, NewAttempt
from danvan_metrics.store.people.people_store import PeopleStore
from danvan_metrics.store.repository import Repository


def note_taken(repository: Repository, actor: Actor, act: Act, school: str, target: str) -> None:
    """Keep that somebody was handed a file: by which right, of which school ("" for the district), and which (its name)."""
    repository.people.attempt(NewAttempt(AttemptDeed.DOWNLOADED, actor.name, actor.subject, act.value, school, target))


def note_refused(people: PeopleStore, denial: Denial) -> None:
    """Keep that something was refused: the witness of whoever acts on a store."""
    who = denial.actor
    people.attempt(NewAttempt(AttemptDeed.REFUSED, who.name, who.subject, denial.act.value, denial.school, denial.page))
