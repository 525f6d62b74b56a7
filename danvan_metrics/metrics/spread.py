"""The spread of the movement: the ladder each school stands on, read off its return (indicators.md, “Spread”)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Rung
from danvan_metrics.units.roster import School

WITHOUT_RUNG: Final = ("not_reported", "sent_back", "not_due")  # the states of a school that stands on none


def climb_ladder(dataset: Dataset, scope: Scope, units: Sequence[School] | None = None) -> pd.DataFrame:
    """One row per school in scope (or per unit of `units`): school, name, level, commune, model, state, rung.

    rung is the highest whose conditions hold together with all below it; <NA> without a return. state: value | not_reported |
    sent_back | not_due. The ladder is read off what is declared; where it asks for evidence, the rung says so.
    """
    declared = replace(scope, lens=Lens.DECLARED)
    schools = declared.schools(dataset) if units is None else tuple(units)
    return dataset.once(("ladder", declared, schools), lambda: _climb(dataset, declared, schools))


def _climb(dataset: Dataset, declared: Scope, schools: Sequence[School]) -> pd.DataFrame:
    held = hold_rungs(dataset, declared, schools)
    # A product: from the first rung that does not hold all are 0, and a higher one that holds does not count.
    climbed = held.astype(int).cumprod(axis=1).sum(axis=1).reindex([school.code for school in schools], fill_value=0)
    ladder = pd.DataFrame(
        [(school.code, school.short_name, school.level, school.commune, school.model) for school in schools],
        columns=["school", "name", "level", "commune", "model"],
    )
    returned = ladder["school"].isin(dataset.receipts.loc[dataset.receipts["period"].eq(declared.period), "school"])
    ladder["state"] = dataset.name_absences(declared.period, ladder["school"]).mask(returned, "value")
    ladder["rung"] = pd.Series(climbed.to_numpy(), index=ladder.index).astype("Int64").where(returned)
    return ladder


def hold_rungs(dataset: Dataset, scope: Scope, units: Sequence[School] | None = None) -> pd.DataFrame:
    """Whether each rung's own conditions hold: a row per school (its code), a column per rung; False without a return."""
    declared = replace(scope, lens=Lens.DECLARED)
    schools = declared.schools(dataset) if units is None else units
    scores = score_indicators(dataset, declared, schools)
    codes = [school.code for school in schools]
    return pd.DataFrame(
        {rung.rung: _holds(dataset, declared, rung, scores).reindex(codes, fill_value=False) for rung in dataset.plan.ladder},
        index=codes,
    )


def _holds(dataset: Dataset, scope: Scope, rung: Rung, scores: pd.DataFrame) -> pd.Series:
    """Whether this rung's own conditions hold, for every school of the scores."""
    schools = pd.Index(scores["school"].unique())
    met = scores[scores["met"]]
    conditions = [pd.Series(data=True, index=schools)]
    if rung.any_met:
        conditions.append(_count_schools(met[met["indicator"].isin(rung.any_met)], schools).ge(1))
    if rung.all_met:
        conditions.append(_count_schools(met[met["indicator"].isin(rung.all_met)], schools).ge(len(rung.all_met)))
    if rung.model_status:
        models = dataset.models[dataset.models["period"].eq(scope.period) & dataset.models["status"].isin(rung.model_status)]
        conditions.append(_count_schools(models, schools).ge(1))
    if rung.any_item_in:
        conditions.append(_count_schools(_items(dataset, scope, rung, rung.any_item_in), schools).ge(1))
    if rung.each_group_in:
        conditions.append(_hold_in_each(dataset, scope, rung, scores))
    if rung.appraised:
        appraised = {school for school, period in dataset.appraised if period == scope.period}
        conditions.append(pd.Series(schools.isin(appraised), index=schools))
    return pd.concat(conditions, axis=1).all(axis=1)


def _hold_in_each(dataset: Dataset, scope: Scope, rung: Rung, scores: pd.DataFrame) -> pd.Series:
    """Whether each criterion has such an item; one wholly not applicable is passed over, but one must remain."""
    schools = pd.Index(scores["school"].unique())
    asked, held = [], []
    for group in rung.each_group_in:
        codes = [indicator.code for indicator in dataset.plan.indicators_in(group)]
        own = scores[scores["indicator"].isin(codes) & scores["state"].ne("not_applicable")]
        asked.append(_count_schools(own, schools).ge(1))
        held.append(_count_schools(_items(dataset, scope, rung, (group,)), schools).ge(1))
    passed = [~one | other for one, other in zip(asked, held, strict=True)]
    return pd.concat(passed, axis=1).all(axis=1) & pd.concat(asked, axis=1).any(axis=1)


def _count_schools(frame: pd.DataFrame, schools: pd.Index) -> pd.Series:
    return frame["school"].value_counts().reindex(schools, fill_value=0)


def _items(dataset: Dataset, scope: Scope, rung: Rung, groups: tuple[str, ...]) -> pd.DataFrame:
    codes = [line.code for group in groups for indicator in dataset.plan.indicators_in(group) for line in indicator.rows]
    answers = dataset.answers
    chosen = answers["period"].eq(scope.period) & answers["line"].isin(codes) & answers["choice"].isin(rung.item_choices)
    return answers[chosen & answers["evidence_count"].ge(1)] if rung.with_evidence else answers[chosen]


def count_rungs(dataset: Dataset, ladder: pd.DataFrame) -> pd.DataFrame:
    """Per rung from 0 to the top: rung, title, exactly, at_or_above (schools that handed in)."""
    titles = {0: "chưa khởi động", **{rung.rung: rung.title for rung in dataset.plan.ladder}}
    rungs = ladder["rung"].dropna()
    rows = [(rung, title, int(rungs.eq(rung).sum()), int(rungs.ge(rung).sum())) for rung, title in titles.items()]
    return pd.DataFrame(rows, columns=["rung", "title", "exactly", "at_or_above"])


def count_by(ladder: pd.DataFrame, key: str, rung: int) -> pd.DataFrame:
    """Per level or commune: key, n schools on or above the rung, N schools, and those without a rung apart, inside N.

    not_reported: nothing came although it was due; sent_back; not_due.
    """
    flagged = ladder.assign(
        n=ladder["rung"].ge(rung).fillna(value=False).astype(bool),
        N=True,
        **{state: ladder["state"].eq(state) for state in WITHOUT_RUNG},
    )
    counts = flagged.groupby(key, sort=False)[["n", "N", *WITHOUT_RUNG]].sum()
    return counts.reset_index(names="key")


def count_models(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """Registered models per field of the plan: area, field, collective, individual, total, schools (0 where none)."""
    codes = [school.code for school in scope.schools(dataset)]
    models = dataset.models[dataset.models["period"].eq(scope.period) & dataset.models["school"].isin(codes)]
    fields = pd.DataFrame([(field.area, field.name) for field in dataset.plan.fields_of_models], columns=["area", "field"])
    flagged = models.assign(collective=models["owner"].eq("collective"), individual=models["owner"].eq("individual"), total=True)
    counts = flagged.groupby("field")[["collective", "individual", "total"]].sum()
    counts["schools"] = models.groupby("field")["school"].nunique()
    return (
        fields.merge(counts.reset_index(), on="field", how="left")
        .fillna(dict.fromkeys(counts.columns, 0))
        .astype(dict.fromkeys(counts.columns, int))
    )
