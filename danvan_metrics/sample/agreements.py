"""What the sample district's meetings agreed on, and the figures they fixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from danvan_metrics.access.actor import Actor, sit_at_laptop
from danvan_metrics.district import District
from danvan_metrics.meeting_acts import fix_figures
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.sample.office_recipe import load_office_recipe
from danvan_metrics.sample.recipe import Agreed, Convened, load_recipe
from danvan_metrics.store.records import NewAction


def list_meetings(district: District) -> Iterator[tuple[date, Convened]]:
    """The recipe's meetings with their days; one about a period that is not there is passed over."""
    for meeting in load_recipe(district.settings.sample_folder).meetings:
        if period := district.plan.period_by_code.get(meeting.period):
            yield period.deadline + timedelta(days=meeting.held_after), meeting


def hold_meeting(district: District, day: date, meeting: Convened) -> None:
    """Fix what stands in the store, as it is judged on the meeting's day."""
    fixed = replace(district.load_whole(), as_of=day)
    if not fixed.receipts.empty:
        fix_figures(district, meeting.name, meeting.period, meeting_on=day, dataset=fixed, actor=_find_clerk(district))


def agree_sample(district: District, *, after: date = date.min, until: date = date.max) -> None:
    """Keep the recipe's actions agreed on these days; one about a school, period or subject not there is passed over."""
    plan, schools = district.plan, district.roster.by_code
    subjects = {*plan.group_by_code, *plan.indicator_by_code}
    for agreed in load_recipe(district.settings.sample_folder).agreed:
        if agreed.school in schools and agreed.period in plan.period_by_code and agreed.subject in subjects:
            day = plan.find_period(agreed.period).deadline + timedelta(days=agreed.agreed_after)
            if after < day <= until:
                _agree(district, agreed)


def _agree(district: District, agreed: Agreed) -> None:
    deadline = district.plan.find_period(agreed.period).deadline
    due, day = (deadline + timedelta(days=days) for days in (agreed.due_after, agreed.agreed_after))
    told = {name: getattr(agreed, name) for name in ("period", "school", "subject", "task", "person")}
    meetings = district.repository.meetings
    clerk = _find_clerk(district).name
    number = meetings.agree(NewAction(plan=district.plan.code, **told, due=due, agreed_on=day, actor=clerk))
    if agreed.done_after is not None:
        meetings.step(number, ActionState.DONE, deadline + timedelta(days=agreed.done_after), note=agreed.note, actor=clerk)


def _find_clerk(district: District) -> Actor:
    """Who writes at the office's meetings."""
    return sit_at_laptop(load_office_recipe(district.settings.sample_folder).council.secretary)
