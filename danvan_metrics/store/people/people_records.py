"""People and attempts as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Grants = Mapping[str, tuple[str, ...] | None]


class AttemptDeed(StrEnum):
    """What an attempt came to."""

    REFUSED = "refused"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    TURNED_AWAY = "turned_away"
    NAMED = "named"
    DOWNLOADED = "downloaded"
    BACKED_UP = "backed_up"
    RESTORED = "restored"


@dataclass(frozen=True)
class NewPerson:
    """A person to let in, or as they are to stand from now on. grants: schools by role, None for the whole district."""

    subject: str
    name: str
    grants: Grants
    actor: str
    reason: str = ""
    withdrawn: bool = False


@dataclass(frozen=True)
class PersonRecord:
    """A person as they stand, with who last said so and when."""

    id: int
    subject: str
    name: str
    grants: Grants
    withdrawn: bool
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class NewAttempt:
    """Something tried or taken. act: of access.rights, or "" ; target: page, file or what else it was about."""

    deed: AttemptDeed
    actor: str
    subject: str = ""
    act: str = ""
    school: str = ""
    target: str = ""


@dataclass(frozen=True)
class AttemptRecord(NewAttempt):
    """An attempt as it was kept."""

    id: int = field(default=0, kw_only=True)
    at: datetime = field(kw_only=True)
