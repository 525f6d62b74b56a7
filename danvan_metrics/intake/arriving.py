"""One file on its way in: its bytes, or why there are none, the day it counts as received, and who hands it in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath

from danvan_metrics.access.actor import Actor
from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.questions import ANY, Question
from danvan_metrics.settings import Limits


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file being received. `failure` says why there is no content; `accepted`: questions answered with yes.

    `sender`: who sent it, as they were told of; `actor`: who hands it in here.
    `digest` tells this file from every other: by its bytes; where there are none to be had, by its name and what is wrong.
    """

    file: HandedIn
    content: bytes
    failure: UnreadableWorkbook | None
    digest: str
    received_on: date
    actor: Actor
    sender: str = ""
    accepted: frozenset[str] = frozenset()

    @property
    def own_name(self) -> str:
        """The file's name without its folders."""
        return PurePosixPath(self.file.name).name

    @property
    def name_and_folder(self) -> str:
        """The last two parts of its path."""
        return "/".join(PurePosixPath(self.file.name).parts[-2:])

    def leaves_open(self, question: Question) -> bool:
        """Whether the officer has not said yes to this question yet, by its key or by its code."""
        return self.accepted.isdisjoint({ANY, question.code, question.key})


def load_arrival(limits: Limits, file: HandedIn, day: date, *, actor: Actor, sender: str, accept: bool) -> Arrival:
    """Read the bytes of a file handed in on a day; with `accept` every question about it is answered with yes."""
    named = replace(file, name=spell(file.name))
    accepted = frozenset({ANY}) if accept else file.accepted
    content, failure = b"", None
    try:
        content = file.load(limits)
    except UnreadableWorkbook as error:
        failure = error
    told = content or f"{named.name}\n{failure and failure.code}".encode()
    digest = sha256(told).hexdigest()
    return Arrival(named, content, failure, digest, day, actor, spell(file.sender or sender), accepted)


def spell(text: str) -> str:
    """A name as text that can be kept: what no encoding takes (half a character, a zero) is written out as an escape."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
