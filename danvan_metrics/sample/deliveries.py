"""Who sends what, and when: the deliveries of a period, as the recipe tells them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.sample.chance import Chance
from danvan_metrics.sample.invented_evidence import list_pieces
from danvan_metrics.sample.invented_lines import write_lines
from danvan_metrics.sample.invented_models import write_models
from danvan_metrics.sample.invented_words import write_facts
from danvan_metrics.sample.mistakes import drop_number, spoil
from danvan_metrics.sample.recipe import Recipe, Story
from danvan_metrics.sample.scene import Scene
from danvan_metrics.units.roster import School
from danvan_metrics.workbook.template.filling import Contents


@dataclass(frozen=True)
class Delivery:
    """One workbook a school sends: what it wrote, when it arrived, and whether it is free of mistakes."""

    contents: Contents
    received_on: date
    attempt: int = 1
    sound: bool = True


def plan_deliveries(plan: Plan, recipe: Recipe, school: School, period: Period) -> Iterator[Delivery]:
    """What a school sends for a period, in order: nothing, one return, or one and its correction."""
    story = recipe.story(school, period.code)
    if story.missing:
        return
    first_day = _choose_day(recipe, school, period, story)
    scene = Scene(plan, recipe, school, period, sent_on=first_day, unanswered=story.unanswered)
    yield Delivery(spoil(_write(scene, story), plan, story.mistakes), first_day, sound=not story.mistakes)
    if story.corrected_after is not None:
        again = first_day + timedelta(days=story.corrected_after)
        yield Delivery(_write(Scene(plan, recipe, school, period, sent_on=again), story), again, attempt=2)


def _choose_day(recipe: Recipe, school: School, period: Period, story: Story) -> date:
    last_day_on_time = period.last_day_on_time
    if story.late_days:
        return last_day_on_time + timedelta(days=story.late_days)
    early = Chance(recipe.seed).about(school.code, period.code).whole(*recipe.usual_days_early, "early")
    return last_day_on_time - timedelta(days=early)


def _write(scene: Scene, story: Story) -> Contents:
    facts = write_facts(scene)
    declared, models = write_models(scene)
    lines = write_lines(replace(scene, facts=facts))
    contents = Contents(lines, facts, declared, models, list_pieces(scene, lines))
    return drop_number(contents, scene.plan) if story.drop else contents
