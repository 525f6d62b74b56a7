"""The recipe of the sample data: how well each school does, and what happens to its returns."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from danvan_metrics.folders import DATA
from danvan_metrics.plan.model import Code, Frozen, Indicator, Office, Share
from danvan_metrics.sample.chance import Chance
from danvan_metrics.units.roster import School

RECIPE: Final = "recipe.toml"  # in the sample's folder
Value = TypeVar("Value")
Range = tuple[int, int]


class Profile(Frozen):
    """How a school does: the share of its lines done at mid-year and at the year's end, and how well they are proved."""

    half: float
    year: float
    evidence: float  # of the lines done, how many have evidence
    above: float = 0  # of the counts, how many pass their target
    blank: float = 0  # of the lines, how many are never answered
    models: int = 1
    models_by: float = 0.5  # the share of the year by which the models are registered

    def progress(self, share: float) -> float:
        """The share of lines done when this share of the year has passed."""
        grown = self.half + (self.year - self.half) * (share - 0.5) / 0.5
        return min(1.0, max(0.0, grown))


class Cast(Frozen):
    """A school of the roster, its profile, and the models it registers by name."""

    code: Code
    profile: Code
    models: tuple[str, ...] = ()


class Story(Frozen):
    """What happens to one school's return for one period, where it is more than a return on time."""

    school: Code
    period: Code
    missing: bool = False
    late_days: int = 0
    unanswered: float = 0  # share of the lines left blank, on top of the profile's
    mistakes: tuple[Code, ...] = ()
    corrected_after: int | None = None  # days until a second return without mistakes, nothing left out
    drop: bool = False  # one number is lower than in the period before

    @property
    def deliveries(self) -> int:
        """How many workbooks arrive."""
        return 0 if self.missing else 1 + (self.corrected_after is not None)


class Habit(Frozen):
    """What happens to so many of the returns the recipe tells no story of."""

    share: Share
    missing: bool = False
    late_days: Range = (0, 0)
    unanswered: float = 0
    mistakes: tuple[Code, ...] = ()
    corrected_after: int | None = None
    drop: bool = False

    def tell(self, school: str, period: str, chance: Chance) -> Story:
        """The story of one such return."""
        told = {name: getattr(self, name) for name in ("missing", "unanswered", "mistakes", "corrected_after", "drop")}
        return Story(school=school, period=period, late_days=chance.whole(*self.late_days, "late"), **told)


class Temper(Frozen):
    """How the schools of some units do: their profiles, and what happens to their returns."""

    rotation: tuple[Code, ...]
    habits: tuple[Habit, ...] = ()


class Held(Frozen):
    """Lines these schools do not get done, or do not prove, before this share of the year (above 1: never)."""

    schools: tuple[Code, ...]
    lines: tuple[Code, ...]  # a line's, an indicator's or a group's code
    until: float


class Inapplicable(Frozen):
    """Lines that do not apply, to which schools, and the reason they write down."""

    lines: tuple[Code, ...]  # a line's or an indicator's code, or a kind
    reason: str
    levels: tuple[str, ...] = ()
    share: Share = 1.0


class Agreed(Frozen):
    """An action agreed on a report; days count from that report's deadline."""

    school: Code
    period: Code
    subject: Code  # a group's or an indicator's code
    task: str
    person: str
    agreed_after: int
    due_after: int
    done_after: int | None = None
    note: str = ""


class Convened(Frozen):
    """A meeting that fixes the figures of a report, so many days after its deadline."""

    name: str
    period: Code
    held_after: int


class FactRange(Frozen):
    """What a field of the sheet Thông tin holds: a number by level, a text with names to fill in, or a day of the year."""

    number: Range | None = None
    levels: Mapping[str, Range] = {}
    text: str = "{person}"
    texts: Mapping[str, str] = {}  # by level
    day: Range | None = None
    needs: str = ""  # a line that must be done first


class Idea(Frozen):
    """A model a school may register."""

    name: str
    field: str
    owner: str
    result: str
    levels: tuple[str, ...] = ()
    schools: tuple[Code, ...] = ()  # only these


class People(Frozen):
    """Invented people's names."""

    family: tuple[str, ...]
    given: tuple[str, ...]


class Recipe(Frozen):
    """The whole recipe; everything that names a code is data, and is passed over where the plan has no such code.

    tempers: each unit under which schools stand takes one of them; without any, the rotation holds for every school.
    place: the office in whose name it all happens, where it is not the plan's own.
    """

    seed: int
    as_of: date
    usual_days_early: Range
    doing: float  # how far beyond its progress a school says “Đang thực hiện”
    breach: float  # of the limits, how many are passed
    dated_early: Range
    dated_late: Range
    office: str  # the office's own profile
    rotation: tuple[Code, ...]  # profiles of schools the recipe does not name
    steady: tuple[Code, ...]  # ratios whose “Phải thực hiện” does not grow through the year
    nothing_arose: str  # what a school notes where there was nothing to do
    people: People
    profiles: Mapping[str, Profile]
    ease: Mapping[str, float]  # below 1: done earlier than other lines; by line, indicator, group or kind
    numbers: Mapping[str, Range]  # by line, indicator or kind: a year's number
    evidence: Mapping[str, tuple[str, ...]]  # by line, indicator, group or kind; “*” for any other
    facts: Mapping[str, FactRange]
    schools: tuple[Cast, ...]
    stories: tuple[Story, ...]
    held: tuple[Held, ...]
    unproved: tuple[Held, ...]
    inapplicable: tuple[Inapplicable, ...]
    ideas: tuple[Idea, ...]
    agreed: tuple[Agreed, ...] = ()
    meetings: tuple[Convened, ...] = ()  # in the order they are held
    tempers: tuple[Temper, ...] = ()
    place: Office | None = None

    def cast(self, school: School) -> Cast:
        """A school's part; one the recipe does not name takes its turn in the rotation."""
        named = next((cast for cast in self.schools if cast.code == school.code), None)
        if named:
            return named
        rotation = self._temper(school).rotation
        profile = self.office if school.level == "" else Chance(self.seed).pick(rotation, f"profile/{school.code}")
        return Cast(code=school.code, profile=profile)

    def story(self, school: School, period: str) -> Story:
        """What happens to a return; nothing special where the recipe and the habits of its unit are silent."""
        told = next((story for story in self.stories if (story.school, story.period) == (school.code, period)), None)
        if told or school.level == "":
            return told or Story(school=school.code, period=period)
        chance = Chance(self.seed).about("story", school.code, period)
        drawn = chance.share("habit")
        for habit in self._temper(school).habits:
            if drawn < habit.share:
                return habit.tell(school.code, period, chance)
            drawn -= habit.share
        return Story(school=school.code, period=period)

    def _temper(self, school: School) -> Temper:
        if not self.tempers:
            return Temper(rotation=self.rotation)
        return Chance(self.seed).pick(self.tempers, f"temper/{school.unit}")


def find_for(table: Mapping[str, Value], line: str, indicator: Indicator, default: Value) -> Value:
    """The entry of a table that names the line, else its indicator, group or kind."""
    keys = (line, indicator.code, indicator.group, str(indicator.kind), "*")
    return next((table[key] for key in keys if key in table), default)


@lru_cache(maxsize=4)
def load_recipe(folder: Path = DATA / "sample") -> Recipe:
    """Read the recipe of a sample's folder; pydantic's ValidationError where it is wrong."""
    return Recipe.model_validate(read_upon(folder / RECIPE))


def read_upon(path: Path) -> dict[str, Any]:
    """What a recipe's file says, upon the recipe it names as its `base`: whatever it does not say is as there."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    base = said.pop("base", None)
    return read_upon(path.parent / base) | said if base else said
