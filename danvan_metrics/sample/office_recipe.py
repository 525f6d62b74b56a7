"""The recipe of the office's own half of the sample: teams, appraisals, models recognised, rewards."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from danvan_metrics.folders import DATA
from danvan_metrics.plan.model import Code, Frozen
from danvan_metrics.plan.verdicts import Outcome, Role, Stage
from danvan_metrics.sample.recipe import read_upon

OFFICE_RECIPE: Final = "office.toml"  # in the sample's folder


class InventedMember(Frozen):
    """Somebody in a team."""

    name: str
    role: Role
    title: str
    workplace: str


class InventedTeam(Frozen):
    """A team of a round."""

    round: Code
    name: str
    members: tuple[InventedMember, ...]


class InventedAppraisal(Frozen):
    """One appraisal and how far it goes.

    checked: the share of its lines that are looked into. doubt: of the lines done without evidence, so many are “chưa đủ minh
    chứng”. The lists name lines with an outcome of their own; differing: where two appraisers do not say the same; objected: what
    the school does not agree with. resent: lines the school answers otherwise in a return it sends afterwards. seen_pieces:
    so many of the pieces of evidence it lists are ticked as seen.
    """

    school: Code
    team: str
    stage: Stage
    appraisers: tuple[str, ...] = ()
    checked: float = 0
    doubt: float = 0
    lowered: tuple[Code, ...] = ()
    raised: tuple[Code, ...] = ()
    unproven: tuple[Code, ...] = ()
    uncheckable: tuple[Code, ...] = ()
    not_applicable: tuple[Code, ...] = ()
    differing: tuple[Code, ...] = ()
    objected: tuple[Code, ...] = ()
    versions: int = 1
    reason: str = ""
    resent: Mapping[str, str] = {}
    seen_pieces: int = 0
    place: str = ""
    strengths: str = ""
    limits: str = ""
    proposals: str = ""
    conclusion: str = ""


class InventedRecognition(Frozen):
    """A model recognised so many days before the sample's day, and why that was taken back, where it was."""

    school: Code
    model: str
    level: str
    decision: str
    days_before: int
    exemplary: bool = False
    withdrawn: str = ""


class InventedAttendee(Frozen):
    """Somebody at the council's meeting."""

    name: str
    title: str


class InventedCouncil(Frozen):
    """The council's meeting."""

    place: str
    days_before: int
    members: int
    chair: str
    secretary: str
    conclusion: str
    present: tuple[InventedAttendee, ...]


class InventedProposal(Frozen):
    """Somebody proposed; votes_for None: not considered yet; decision "": not signed yet."""

    owner: str
    school: Code
    form: str
    name: str = ""
    title: str = ""
    model: str = ""
    votes_for: int | None = None
    decision: str = ""
    withdrawn: str = ""


class OfficeRecipe(Frozen):
    """The whole recipe; `methods` by group (“*”: any other), `reasons` by outcome."""

    period: Code
    methods: Mapping[str, str]
    reasons: Mapping[Outcome, tuple[str, ...]]
    teams: tuple[InventedTeam, ...]
    appraisals: tuple[InventedAppraisal, ...]
    recognised: tuple[InventedRecognition, ...]
    council: InventedCouncil
    proposals: tuple[InventedProposal, ...]


@lru_cache(maxsize=4)
def load_office_recipe(folder: Path = DATA / "sample") -> OfficeRecipe:
    """Read the recipe of a sample's folder; pydantic's ValidationError where it is wrong."""
    return OfficeRecipe.model_validate(read_upon(folder / OFFICE_RECIPE))
