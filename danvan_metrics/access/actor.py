"""Who acts: a name, the sign-in behind it, and what was granted to it (many.md, “A shared office”)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from danvan_metrics.access.acts import Act

Units = frozenset[str]
EVERY_UNIT: Final = None  # of a role that is granted for the whole district


class AccessRole(StrEnum):
    """What a person is in the office's work."""

    LEADER = "leader"
    OFFICER = "officer"
    APPRAISER = "appraiser"
    SCHOOL = "school"
    ADMIN = "admin"
    GUEST = "guest"

    @property
    def words(self) -> str:
        """The role as screens and sentences name it."""
        return ROLE_WORDS[self]

    @property
    def is_for_units(self) -> bool:
        """Whether the role is granted for named schools and not for the district."""
        return self in {AccessRole.APPRAISER, AccessRole.SCHOOL}


ROLE_WORDS: Final[Mapping[AccessRole, str]] = {
    AccessRole.LEADER: "lãnh đạo",
    AccessRole.OFFICER: "cán bộ tổng hợp",
    AccessRole.APPRAISER: "người thẩm định",
    AccessRole.SCHOOL: "trường",
    AccessRole.ADMIN: "quản trị",
    AccessRole.GUEST: "khách họp",
}


@dataclass(frozen=True)
class Actor:
    """Somebody who looks or acts, with their grants: schools by role, or EVERY_UNIT for a role in the whole district.

    name: as papers and the audit name them; unique among the people of a store. subject: what the sign-in provider calls them,
    "" on a laptop. witness: is told of every denial, whoever catches it; no part of who they are.
    """

    name: str
    grants: Mapping[AccessRole, Units | None] = field(default_factory=dict)
    subject: str = ""
    witness: Callable[[Denial], None] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Nobody may add a grant to an actor afterwards."""
        object.__setattr__(self, "grants", MappingProxyType(dict(self.grants)))

    @property
    def roles(self) -> frozenset[AccessRole]:
        """The roles that were granted, for whichever units."""
        return frozenset(self.grants)

    def __hash__(self) -> int:
        """By name and sign-in."""
        return hash((self.name, self.subject))


@dataclass(frozen=True)
class Denial:
    """An attempt that was refused: who, at what, for which school ("" for the district) or page."""

    actor: Actor
    act: Act
    school: str = ""
    page: str = ""


def sit_at_laptop(name: str, witness: Callable[[Denial], None] | None = None) -> Actor:
    """Who sits at a laptop: the office itself, under the name they said; every role but those that only restrict."""
    every = (AccessRole.LEADER, AccessRole.OFFICER, AccessRole.APPRAISER, AccessRole.ADMIN)
    return Actor(name, dict.fromkeys(every, EVERY_UNIT), witness=witness)


STRANGER: Final = Actor("")  # nobody who was let in
PROGRAM: Final = sit_at_laptop("phần mềm")  # fills the sample; nothing a person asks for is done in its name
