"""The words that may stand at a place of the command line, as this office has them: codes of schools, of units, of periods.

Nothing here makes a store, prints, or fails: where a setting or a file is wrong there is nothing to complete, and the command
itself tells what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.district import find_sample_place, find_sample_roster
from danvan_metrics.plan.lineup.plan_lineup import load_lineup
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Plan
from danvan_metrics.settings import Settings, load_settings
from danvan_metrics.store.watching.glancing import glance_at_snapshots
from danvan_metrics.units.roster import Roster, load_roster

#: A word and what it stands for.
Word = tuple[str, str]


def list_words(kind: str, asked: Mapping[str, Any]) -> list[Word]:
    """The words of a kind; `asked`: what was typed before the verb (sample, plan)."""
    settings = load_settings()
    if asked.get("sample"):
        settings = find_sample_roster(settings)
    return list(_LISTS[kind](settings, _find_plan(settings, asked)))


def _find_plan(settings: Settings, asked: Mapping[str, Any]) -> Plan:
    if code := asked.get("plan"):
        return load_lineup(settings.plan_path, settings.plans_path).find(code)
    plan = load_plan(settings.plan_path)
    return find_sample_place(plan, settings) if asked.get("sample") else plan


def _load_roster(settings: Settings, plan: Plan) -> Roster:
    return load_roster(settings.roster_path, plan, settings.units_path)


def _list_schools(settings: Settings, plan: Plan) -> Iterator[Word]:
    yield from ((school.code, school.short_name) for school in _load_roster(settings, plan).schools)


def _list_units(settings: Settings, plan: Plan) -> Iterator[Word]:
    yield from ((unit.code, unit.name) for unit in _load_roster(settings, plan).tree.units)


def _list_places(settings: Settings, plan: Plan) -> Iterator[Word]:
    yield from _list_units(settings, plan)
    yield from _list_schools(settings, plan)


def _list_periods(_settings: Settings, plan: Plan) -> Iterator[Word]:
    yield from ((period.code, period.title) for period in plan.periods)


def _list_levels(_settings: Settings, plan: Plan) -> Iterator[Word]:
    yield from ((level, "") for level in plan.levels)


def _list_rounds(_settings: Settings, plan: Plan) -> Iterator[Word]:
    yield from ((one.code, one.title) for one in plan.rounds)


def _list_plans(settings: Settings, _plan: Plan) -> Iterator[Word]:
    yield from ((one.code, one.title) for one in load_lineup(settings.plan_path, settings.plans_path).plans)


def _list_roles(_settings: Settings, _plan: Plan) -> Iterator[Word]:
    yield from ((role.value, role.words) for role in AccessRole)


def _list_snapshots(settings: Settings, plan: Plan) -> Iterator[Word]:
    yield from ((name, "") for name in glance_at_snapshots(settings.database_url, plan.code))


_LISTS: Final[Mapping[str, Callable[[Settings, Plan], Iterator[Word]]]] = {
    "school": _list_schools,
    "unit": _list_units,
    "place": _list_places,
    "period": _list_periods,
    "level": _list_levels,
    "round": _list_rounds,
    "plan": _list_plans,
    "role": _list_roles,
    "snapshot": _list_snapshots,
}
