"""Who is furthest behind: the schools with figures in the order of what they show in the column that the plan is about."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from danvan_metrics.metrics.completion import divide, find_item_totals, scored_groups
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.material import Material
from danvan_metrics.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Ranking:
    """Codes of the schools with a figure, the lowest first, and the name of the column they are ranked by."""

    schools: tuple[str, ...]
    by: str


def choose_ranked(plan: Plan) -> tuple[str, ...]:
    """The groups ranked by: the total of all items (of kind level); of a plan without any the first group."""
    return find_item_totals(plan) or tuple(group.code for group in scored_groups(plan)[:1])


def rank_weakest(material: Material) -> Ranking:
    """Rank by what stands in the column of all items (of kind level), which every reader can check; ties by the other lines."""
    plan = material.dataset.plan
    codes = choose_ranked(plan)
    by = " và ".join(plan.group_by_code[code].short for code in codes)
    told = material.groups[material.groups["state"].eq("value")]
    first, rest = (_share(told[told["group"].isin(codes) == flag]) for flag in (True, False))
    place = {school.code: number for number, school in enumerate(material.scope.schools(material.dataset))}
    table = pd.DataFrame({"first": first, "rest": rest.reindex(first.index)})
    table["place"] = table.index.map(place)
    ordered = table.sort_values(["first", "rest", "place"], kind="stable").reset_index(names="school")
    return Ranking(tuple(str(row.school) for row in iterate_rows(ordered)), by)


def _share(groups: pd.DataFrame) -> pd.Series:
    sums = groups.groupby("school")[["weighted", "base"]].sum()
    return divide(sums["weighted"], sums["base"]).dropna()
