"""What the sample district's meetings agreed on."""

from __future__ import annotations

from datetime import timedelta

from danvan_metrics.district import District
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.sample.recipe import Agreed, load_recipe
from danvan_metrics.store.records import NewAction


def agree_sample(district: District) -> None:
    """Keep the recipe's actions; one about a school, period or subject that is not there is passed over."""
    plan, schools = district.plan, district.roster.by_code
    subjects = {*plan.group_by_code, *plan.indicator_by_code}
    for agreed in load_recipe().agreed:
        if agreed.school in schools and agreed.period in plan.period_by_code and agreed.subject in subjects:
            _agree(district, agreed)


def _agree(district: District, agreed: Agreed) -> None:
    deadline = district.plan.find_period(agreed.period).deadline
    due, day = (deadline + timedelta(days=days) for days in (agreed.due_after, agreed.agreed_after))
    told = {name: getattr(agreed, name) for name in ("period", "school", "subject", "task", "person")}
    meetings = district.repository.meetings
    number = meetings.agree(NewAction(plan=district.plan.code, **told, due=due, agreed_on=day))
    if agreed.done_after is not None:
        meetings.step(number, ActionState.DONE, deadline + timedelta(days=agreed.done_after), note=agreed.note)
