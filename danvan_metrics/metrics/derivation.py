"""Figures no school reports: read off receipts, the roster and appraisals, or sums without a target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.office_duties import count_council, count_meeting, count_rounds, sum_considered, sum_decided
from danvan_metrics.metrics.timeliness import count_returns_on_time
from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.kinds import ITEM_KINDS, Reporter, Source
from danvan_metrics.plan.model import Indicator
from danvan_metrics.plan.verdicts import Stage

COLUMNS = ["indicator", "met_n", "met_N", "done", "to_do"]


def total_derived(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """Per derived indicator: indicator, met_n of met_N schools, done and to_do (ratio of sums).

    receipts_on_time: schools all of whose returns due so far came on time; sums of returns. model_schools: model schools that
    started at least one item; items met of those applicable, blank ones too. appraised_schools: schools appraised in the period.
    """
    rows = [
        (indicator.code, *_count(dataset, scope, indicator))
        for indicator in dataset.plan.indicators
        if indicator.derived and indicator.source
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _count(dataset: Dataset, scope: Scope, indicator: Indicator) -> tuple[int, int, int, int]:
    if indicator.counts is not None:
        return count_meeting(dataset, scope, indicator.counts)
    return _SOURCES[Source(str(indicator.source))](dataset, scope)


def _receipts_on_time(dataset: Dataset, scope: Scope) -> tuple[int, int, int, int]:
    counted = count_returns_on_time(dataset, scope)
    due = counted[counted["N"].gt(0)]
    return int(due["n"].eq(due["N"]).sum()), len(due), int(due["n"].sum()), int(due["N"].sum())


def _model_schools(dataset: Dataset, scope: Scope) -> tuple[int, int, int, int]:
    models = replace(scope, model=True)
    schools = models.schools(dataset)
    scores = score_indicators(dataset, models)
    items = scores[scores["kind"].isin(ITEM_KINDS) & scores["state"].ne("not_applicable")]
    return _count_started(dataset, models), len(schools), int(items["met"].sum()), len(items)


def _count_started(dataset: Dataset, scope: Scope) -> int:
    items = {indicator.code for indicator in dataset.plan.indicators if indicator.is_item}
    answers = dataset.answers
    begun = answers["period"].eq(scope.period) & answers["line"].isin(items) & answers["choice"].isin([Choice.MET, Choice.DOING])
    return len(set(answers.loc[begun, "school"]) & {school.code for school in scope.schools(dataset)})


def _appraised_schools(dataset: Dataset, scope: Scope) -> tuple[int, int, int, int]:
    schools = scope.schools(dataset)
    appraised = sum((school.code, scope.period) in dataset.appraised for school in schools)
    return appraised, len(schools), appraised, len(schools)


def _model_schools_appraised(dataset: Dataset, scope: Scope) -> tuple[int, int, int, int]:
    """Model schools concluded in a round meant for them."""
    rounds = {one.code for one in dataset.plan.rounds if one.model_schools}
    appraisals = dataset.appraisals
    concluded = appraisals[appraisals["stage"].eq(Stage.CONCLUDED) & appraisals["round"].isin(rounds)]
    schools = {school.code for school in replace(scope, model=True).schools(dataset)}
    appraised = len(schools & set(concluded.loc[concluded["period"].eq(scope.period), "school"]))
    return appraised, len(schools), appraised, len(schools)


_SOURCES: dict[Source, Callable[[Dataset, Scope], tuple[int, int, int, int]]] = {
    Source.RECEIPTS_ON_TIME: _receipts_on_time,
    Source.MODEL_SCHOOLS: _model_schools,
    Source.APPRAISED_SCHOOLS: _appraised_schools,
    Source.MODEL_SCHOOLS_APPRAISED: _model_schools_appraised,
    Source.ROUNDS_BEGUN: count_rounds,
    Source.COUNCIL_HELD: count_council,
    Source.PROPOSALS_CONSIDERED: sum_considered,
    Source.PROPOSALS_DECIDED: sum_decided,
}


def total_tracked(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """Per tracked line: indicator, line, done (sum over schools that reported it), reported, schools. Never scored."""
    schools = scope.schools(dataset)
    codes = [school.code for school in schools]
    answers = dataset.answers
    given = answers[answers["period"].eq(scope.period) & answers["school"].isin(codes) & answers["state"].eq("value")]
    return pd.DataFrame(
        [_sum_line(given, indicator, line.code, len(schools)) for indicator in _tracked(dataset) for line in indicator.rows],
        columns=["indicator", "line", "done", "reported", "schools"],
    )


def _tracked(dataset: Dataset) -> list[Indicator]:
    return [indicator for indicator in dataset.plan.indicators_for(Reporter.SCHOOL) if indicator.tracked]


def _sum_line(given: pd.DataFrame, indicator: Indicator, line: str, schools: int) -> tuple[str, str, float, int, int]:
    values = given.loc[given["line"].eq(line), "done"]
    return indicator.code, line, float(values.sum()) if len(values) else float("nan"), len(values), schools
