"""The matrix: which roles may do which act, and which act a page is. The only place where a right is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.access.actor import AccessRole, Actor, Units
from danvan_metrics.access.acts import Act

_L, _O, _T = AccessRole.LEADER, AccessRole.OFFICER, AccessRole.APPRAISER
_S, _A, _G = AccessRole.SCHOOL, AccessRole.ADMIN, AccessRole.GUEST

# A role that is granted for schools (thẩm định, trường) has the right for those schools only.
RIGHTS: Final[Mapping[Act, frozenset[AccessRole]]] = {
    Act.SEE_SUMMARIES: frozenset({_L, _O, _T, _G}),
    Act.SEE_TASKS: frozenset({_L, _O, _T}),
    Act.SEE_SCHOOL: frozenset({_L, _O, _T, _S}),
    Act.SEE_CATALOGUE: frozenset({_L, _O, _T, _S, _A}),
    Act.SEE_APPRAISING: frozenset({_L, _O, _T}),
    Act.SEE_REWARDS: frozenset({_L, _O}),
    Act.SEE_OFFICE_WORK: frozenset({_L, _O}),
    Act.SEE_CONTACTS: frozenset({_O}),
    Act.MAKE_TEMPLATES: frozenset({_O, _S}),
    Act.RECEIVE: frozenset({_O, _S}),
    Act.ANSWER_QUESTIONS: frozenset({_O}),
    Act.DECIDE: frozenset({_O}),
    Act.KEEP_EVIDENCE: frozenset({_O}),
    Act.GET_ORIGINALS: frozenset({_L, _O, _T, _S}),
    Act.GET_MARKED: frozenset({_O, _S}),
    Act.ORGANISE_APPRAISAL: frozenset({_O}),
    Act.STEP_APPRAISAL: frozenset({_O, _T}),
    Act.JUDGE: frozenset({_T}),
    Act.GIVE_TASKS: frozenset({_L, _O}),
    Act.CONCLUDE_MEETING: frozenset({_L, _O}),
    Act.FIX_FIGURES: frozenset({_O}),
    Act.REWARD: frozenset({_O}),
    Act.REPORT_OFFICE_WORK: frozenset({_O}),
    Act.EXPORT: frozenset({_L, _O}),
    Act.EXPORT_PAPERS: frozenset({_L, _O, _T, _S}),
    Act.TAKE_DATA: frozenset({_L, _O, _T, _S}),
    Act.READ_AUDIT: frozenset({_L, _O, _A}),
    Act.MANAGE_PEOPLE: frozenset({_A}),
    Act.KEEP_STORE: frozenset({_A}),
    Act.MANAGE_ROSTER: frozenset({_O, _A}),
}

# By the page's address; a page that is not here is nobody's.
PAGE_ACTS: Final[Mapping[str, Act]] = {
    "tong-quan": Act.SEE_SUMMARIES,
    "chi-tieu": Act.SEE_SUMMARIES,
    "truong-diem": Act.SEE_SUMMARIES,
    "lan-toa": Act.SEE_SUMMARIES,
    "tham-dinh": Act.SEE_SUMMARIES,
    "hop": Act.SEE_SUMMARIES,
    "so-nam-truoc": Act.SEE_SUMMARIES,
    "viec-can-lam": Act.SEE_TASKS,
    "ho-so-truong": Act.SEE_SCHOOL,
    "nguon": Act.SEE_SCHOOL,
    "bieu-mau": Act.MAKE_TEMPLATES,
    "nop-bao-cao": Act.RECEIVE,
    "cham-tham-dinh": Act.SEE_APPRAISING,
    "khen-thuong": Act.SEE_REWARDS,
    "viec-cua-phong": Act.SEE_OFFICE_WORK,
    "xuat-bao-cao": Act.EXPORT,
    "danh-muc": Act.SEE_CATALOGUE,
    "huong-dan": Act.SEE_CATALOGUE,
    "nguoi-dung": Act.MANAGE_PEOPLE,
    "nhat-ky": Act.READ_AUDIT,
    "don-vi-truong": Act.MANAGE_ROSTER,
}


@dataclass(frozen=True)
class Sight:
    """What of the data an actor is shown: the schools (None: all), and whether persons are named. A part of every cache's key."""

    schools: Units | None = None
    persons: bool = True


WHOLE: Final = Sight()


def reach(actor: Actor, act: Act) -> Units | None:
    """The schools an actor may do an act for; None for every school, an empty set for none."""
    granted = [actor.grants[role] for role in RIGHTS[act] if role in actor.grants]
    if any(units is None for units in granted):
        return None
    return frozenset().union(*(units for units in granted if units is not None))


def may(actor: Actor, act: Act, school: str = "") -> bool:
    """Whether an actor has a right: for a school, or with "" for the whole district or at least one school."""
    units = reach(actor, act)
    return units is None or (school in units if school else bool(units))


def may_everywhere(actor: Actor, act: Act) -> bool:
    """Whether an actor has a right for the whole district."""
    return reach(actor, act) is None


def find_sight(actor: Actor) -> Sight:
    """What an actor is shown: all, their schools, or figures in which nobody is named."""
    schools = reach(actor, Act.SEE_SCHOOL)
    if schools is None:
        return WHOLE
    if actor.roles == {_G}:  # nobody is a guest beside another role (people_acts): whose schools would be hidden from whom
        return Sight(None, persons=False)
    return Sight(schools)


def list_pages(actor: Actor) -> frozenset[str]:
    """The addresses of the pages an actor may open."""
    return frozenset(url for url, act in PAGE_ACTS.items() if may(actor, act))
