"""What an invented return is written from: the plan, the recipe, one school, one period and the day it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from danvan_metrics.plan.model import Indicator, Period, Plan
from danvan_metrics.raw import Raw
from danvan_metrics.sample.chance import Chance
from danvan_metrics.sample.recipe import Cast, Held, Profile, Recipe, find_for
from danvan_metrics.units.roster import School

DAYS_TO_PREPARE: Final = 8  # the last document a return speaks of is so many days older than the return


@dataclass(frozen=True)
class Scene:
    """One school writing its return for one period."""

    plan: Plan
    recipe: Recipe
    school: School
    period: Period
    sent_on: date
    unanswered: float = 0
    facts: Mapping[str, Raw] = field(default_factory=dict)  # what it wrote on the sheet Thông tin

    @property
    def chance(self) -> Chance:
        """Drawings about this school, the same in every period, so that its returns grow out of one another."""
        return Chance(self.recipe.seed).about(self.school.code)

    @property
    def cast(self) -> Cast:
        """The school's part in the recipe."""
        return self.recipe.cast(self.school)

    @property
    def profile(self) -> Profile:
        """How the school does."""
        return self.recipe.profiles[self.cast.profile]

    def achievement(self, line: str, indicator: Indicator) -> float:
        """How far the school has got with a line by now: 1 and more is done."""
        share = self.period.share
        if self._concerned(self.recipe.held, line, indicator, share):
            return 0.0
        hardness = self.chance.share(f"{line}/hardness") * find_for(self.recipe.ease, line, indicator, 1.0)
        return self.profile.progress(share) / max(hardness, 0.01)

    def proves(self, line: str, indicator: Indicator) -> bool:
        """Whether the school has evidence for a line it has done."""
        if self._concerned(self.recipe.unproved, line, indicator, self.period.share):
            return False
        return self.chance.share(f"{line}/evidence") < self.profile.evidence

    def choose_day_before(self, period: Period, question: str, *, furthest: int) -> date:
        """A day of the year before any return of a period was prepared, at most so many days before its deadline."""
        nearest = self.recipe.usual_days_early[1] + DAYS_TO_PREPARE
        return max(self.plan.first_day, period.deadline - timedelta(days=self.chance.whole(nearest, furthest, question)))

    def _concerned(self, table: tuple[Held, ...], line: str, indicator: Indicator, share: float) -> bool:
        codes = {line, indicator.code, indicator.group}
        return any(
            share < entry.until and self.school.code in entry.schools and not codes.isdisjoint(entry.lines) for entry in table
        )
