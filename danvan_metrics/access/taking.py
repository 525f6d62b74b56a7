"""What was handed out to whom: kept wherever a file leaves the office's store."""

from __future__ import annotations

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.store.people.people_records import AttemptDeed, NewAttempt
from danvan_metrics.store.repository import Repository


def note_taken(repository: Repository, actor: Actor, act: Act, school: str, target: str) -> None:
    """Keep that somebody was handed a file: by which right, of which school ("" for the district), and which (its name)."""
    repository.people.attempt(NewAttempt(AttemptDeed.DOWNLOADED, actor.name, actor.subject, act.value, school, target))
