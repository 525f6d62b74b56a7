"""Schools' figures added up by unit: computed as every page computes them, then summed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pandas as pd

from danvan_metrics.metrics.completion import score_groups, score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import UNKNOWN
from danvan_metrics.metrics.return_states import ReturnState, judge_returns
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.units.unit_sums import COUNTS, GROUP_SUMS, INDICATOR_SUMS, KEY, MODEL_COUNTS, SHAPES, UnitSums

_TAKEN_STATES: Final = (ReturnState.SENT_BACK, ReturnState.INCOMPLETE, ReturnState.COMPLETE)


def sum_units(dataset: Dataset, scope: Scope, unit_of: Mapping[str, str]) -> UnitSums:
    """The sums of the schools in scope by the unit that `unit_of` (by school) names; shapes as UnitSums."""
    schools = pd.DataFrame(
        [(school.code, unit_of[school.code], school.level, school.model) for school in scope.schools(dataset)],
        columns=["school", *KEY],
    ).astype({"model": bool})
    scores, groups = score_indicators(dataset, scope), score_groups(dataset, scope)
    return UnitSums(
        counts=_count_returns(dataset, scope, schools),
        groups=_sum_groups(groups, schools),
        indicators=_sum_indicators(scores, schools),
        marks=_count_marks(scores, groups, schools),
        rungs=_count_rungs(dataset, scope, schools),
        tracked=_sum_tracked(dataset, scope, schools),
        models=_count_models(dataset, scope, schools),
    )


def add_sums(parts: Iterable[UnitSums], rename: Mapping[str, str] | None = None) -> UnitSums:
    """Sums of several together; `rename`: under which unit a unit's sums are added (its own where it is not named)."""
    gathered = list(parts)
    return UnitSums(*(_add(name, [getattr(one, name) for one in gathered], rename or {}) for name in UnitSums._fields))


def _add(name: str, frames: Sequence[pd.DataFrame], rename: Mapping[str, str]) -> pd.DataFrame:
    more, summed = SHAPES[name]
    rows = pd.concat(frames, ignore_index=True)
    rows["unit"] = rows["unit"].map(lambda unit: rename.get(unit, unit))
    return _sum(rows, more, summed)


def _sum(rows: pd.DataFrame, more: Sequence[str], summed: Sequence[str]) -> pd.DataFrame:
    keys = [*KEY, *more]
    added = rows.astype(dict.fromkeys(summed, float)).groupby(keys, sort=False, observed=True)[list(summed)].sum()
    return added.reset_index()


def _count_returns(dataset: Dataset, scope: Scope, schools: pd.DataFrame) -> pd.DataFrame:
    judged = judge_returns(dataset, scope)
    appraised = {school for school, period in dataset.appraised if period == scope.period}
    rows = schools.merge(judged[["school", "timing", "state"]], on="school", how="left")
    flags = {state: rows["timing"].eq(state) for state in ("on_time", "late", "missing", "not_due")}
    flags |= {str(state): rows["state"].eq(state) for state in _TAKEN_STATES}
    flags |= {"received": flags["on_time"] | flags["late"], "appraised": rows["school"].isin(appraised)}
    return _sum(rows.assign(schools=1.0, **flags), (), COUNTS)


def _sum_groups(groups: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    told, unknown = groups["state"].eq("value"), groups["state"].isin(UNKNOWN)
    due = told | unknown
    rows = groups.assign(
        schools=1.0,
        told=told,
        unknown_N=groups["N"].where(unknown, 0),
        unknown_base=groups["base"].where(unknown, 0.0),
        **{name: groups[name].where(told, 0) for name in ("n", "N", "weighted", "base")},
        **{name: groups[name].where(due, 0) for name in ("open", "gain", "violations")},
    )
    return _sum(rows.merge(schools, on="school"), ("group",), GROUP_SUMS)


def _sum_indicators(scores: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    told = scores["reported"]
    rows = scores.assign(
        schools=1.0,
        met_n=scores["met"],
        met_N=~scores["state"].isin(["not_applicable", "not_due"]),
        credited=scores[["n", "N"]].min(axis=1).where(told, 0.0),
        amount=scores["done"].where(told).fillna(0.0),
        done=scores["n"].where(told, 0.0),
        to_do=scores["N"].where(told, 0.0),
    )
    return _sum(rows.merge(schools, on="school"), ("indicator",), INDICATOR_SUMS)


def _count_marks(scores: pd.DataFrame, groups: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    of_indicators = scores[["school", "indicator", "mark"]].rename(columns={"indicator": "subject"})
    of_groups = groups[["school", "group", "mark"]].rename(columns={"group": "subject"})
    rows = pd.concat([of_indicators, of_groups], ignore_index=True).assign(schools=1.0)
    rows["mark"] = rows["mark"].astype(str)
    return _sum(rows.merge(schools, on="school"), ("subject", "mark"), ("schools",))


def _count_rungs(dataset: Dataset, scope: Scope, schools: pd.DataFrame) -> pd.DataFrame:
    ladder = climb_ladder(dataset, scope)[["school", "rung"]].dropna().astype({"rung": int}).assign(schools=1.0)
    return _sum(ladder.merge(schools, on="school"), ("rung",), ("schools",))


def _sum_tracked(dataset: Dataset, scope: Scope, schools: pd.DataFrame) -> pd.DataFrame:
    tracked = (one for one in dataset.plan.indicators_for(Reporter.SCHOOL) if one.tracked)
    lines = [line.code for indicator in tracked for line in indicator.rows]
    answers = dataset.answers
    given = answers[answers["period"].eq(scope.period) & answers["state"].eq("value") & answers["line"].isin(lines)]
    rows = given[["school", "line", "done"]].assign(done=given["done"].fillna(0.0), reported=1.0)
    return _sum(rows.merge(schools, on="school"), ("line",), ("done", "reported"))


def _count_models(dataset: Dataset, scope: Scope, schools: pd.DataFrame) -> pd.DataFrame:
    models = dataset.models[dataset.models["period"].eq(scope.period) & dataset.models["field"].notna()]
    owners = {owner: models["owner"].eq(owner) for owner in ("collective", "individual")}
    rows = models[["school", "field"]].assign(**owners, total=1.0, schools=~models.duplicated(["school", "field"]))
    return _sum(rows.merge(schools, on="school"), ("field",), MODEL_COUNTS)
