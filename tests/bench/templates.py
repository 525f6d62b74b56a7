"""How quickly templates are made: one per school of the roster."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.roster import load_roster
from danvan_metrics.settings import DATA
from danvan_metrics.workbook.template.build import build_template
from tests.bench.measures import Measure, time_call


def run(rounds: int) -> Iterator[Measure]:
    """Seconds per template, and per second how many."""
    plan = load_plan(DATA / "plans" / "2020")
    roster = load_roster(DATA / "schools.csv", plan)
    taken: list[float] = []
    build_template(plan, roster.schools[0], plan.periods[0])
    for _ in range(rounds):
        for school in roster.schools:
            time_call(taken, lambda school=school: build_template(plan, school, plan.periods[0]))
    yield Measure(f"one template ({len(taken) / sum(taken):.1f} a second)", taken)
