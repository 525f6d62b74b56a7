"""What the sample district recognised, proposed and decided, by the same acts as on the page."""

from __future__ import annotations

from datetime import timedelta

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.district import District
from danvan_metrics.metrics.rewards import Attendee
from danvan_metrics.rewarding.recognition_acts import ModelHonour, recognise_model, withdraw_recognition
from danvan_metrics.rewarding.reward_acts import (
    Council,
    Nomination,
    consider,
    hold_council,
    propose,
    record_decision,
    withdraw_reward,
)
from danvan_metrics.sample.office_recipe import InventedProposal, InventedRecognition, OfficeRecipe, load_office_recipe


def reward_sample(district: District) -> None:
    """Recognise the recipe's models and vote on its proposals; what plan or roster does not know is passed over."""
    recipe, plan = load_office_recipe(district.settings.sample_folder), district.plan
    if recipe.period not in plan.period_by_code or not plan.honours.levels or plan.thresholds.quorum is None:
        return
    for told in recipe.recognised:
        if _has_model(district, recipe.period, told.school, told.model):
            _recognise(district, recipe, told)
    proposals = [one for one in recipe.proposals if one.school in district.roster.by_code]
    if proposals:
        meeting = _hold_council(district, recipe)
        for one in proposals:
            _propose(district, recipe, one, meeting)


def _has_model(district: District, period: str, school: str, model: str) -> bool:
    returned = district.repository.find_return(district.plan.code, school, period)
    return returned is not None and any(one.name == model for one in returned.models)


def _recognise(district: District, recipe: OfficeRecipe, told: InventedRecognition) -> None:
    recognition = ModelHonour(
        school=told.school,
        period=recipe.period,
        model=told.model,
        level=told.level,
        decision=told.decision,
        decided_on=district.today() - timedelta(days=told.days_before),
        exemplary=told.exemplary,
    )
    actor = sit_at_laptop(recipe.council.secretary)
    recognise_model(district, recognition, actor=actor)
    if told.withdrawn:
        withdraw_recognition(district, told.school, recipe.period, told.model, reason=told.withdrawn, actor=actor)


def _hold_council(district: District, recipe: OfficeRecipe) -> int:
    told = recipe.council
    council = Council(
        period=recipe.period,
        held_on=district.today() - timedelta(days=told.days_before),
        place=told.place,
        members=told.members,
        present=tuple(Attendee(one.name, one.title) for one in told.present),
        chair=told.chair,
        secretary=told.secretary,
        conclusion=told.conclusion,
    )
    return hold_council(district, council, actor=sit_at_laptop(told.secretary))


def _propose(district: District, recipe: OfficeRecipe, told: InventedProposal, meeting: int) -> None:
    actor = sit_at_laptop(recipe.council.secretary)
    names = {name: getattr(told, name) for name in ("owner", "school", "form", "name", "title", "model")}
    number = propose(district, Nomination(period=recipe.period, **names), actor=actor)
    if told.votes_for is None:
        return
    present = len(recipe.council.present)
    consider(district, number, meeting, votes_for=told.votes_for, votes_cast=present, actor=actor)
    if told.decision:
        record_decision(district, number, told.decision, district.today(), actor=actor)
    if told.withdrawn:
        withdraw_reward(district, number, reason=told.withdrawn, actor=actor)
