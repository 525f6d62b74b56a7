"""Model schools beside the rest, now beside the report before, and each happy-school item through the year."""

from __future__ import annotations

import pandas as pd

from danvan_metrics.metrics.completion import divide, score_groups, score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.plan.kinds import ITEM_KINDS
from danvan_metrics.plan.lens import Lens


def compare_model_schools(dataset: Dataset, scope: Scope, groups: pd.DataFrame | None = None) -> pd.DataFrame:
    """Per group: n, N, value of the model schools; rest_n, rest_N, rest_value of the others; rest_median of their values.

    Sums are over schools that reported; `scope.model` is ignored, for both sides are needed.
    """
    everyone = Scope(scope.period, scope.lens, scope.level, scope.commune)
    groups = score_groups(dataset, everyone) if groups is None else groups
    model = {school.code for school in everyone.schools(dataset) if school.model}
    reported = groups[groups["state"].eq("value")]
    ours, rest = (reported[reported["school"].isin(model) == flag] for flag in (True, False))
    table = pd.DataFrame(index=pd.Index(dict.fromkeys(groups["group"]), name="group"))
    for prefix, side in (("", ours), ("rest_", rest)):
        sums = side.groupby("group")[["n", "N"]].sum().reindex(table.index, fill_value=0)
        table[f"{prefix}n"], table[f"{prefix}N"], table[f"{prefix}value"] = sums["n"], sums["N"], divide(sums["n"], sums["N"])
    table["rest_median"] = divide(rest["n"], rest["N"]).groupby(rest["group"]).median().reindex(table.index)
    return table.reset_index()


def changes(dataset: Dataset, scope: Scope, groups: pd.DataFrame | None = None) -> pd.DataFrame:
    """Per school and group: n_before, n_now, change since the report before; NaN where either was not reported."""
    now = score_groups(dataset, scope) if groups is None else groups
    before = dataset.plan.period_before(scope.period)
    table = now[["school", "group"]].assign(n_now=now["n"].where(now["state"].eq("value")).astype(float))
    if before is None:
        return table.assign(n_before=float("nan"), change=float("nan"))[["school", "group", "n_before", "n_now", "change"]]
    earlier = score_groups(dataset, scope.at(before.code))
    earlier = earlier.assign(n_before=earlier["n"].where(earlier["state"].eq("value")).astype(float))
    table = table.merge(earlier[["school", "group", "n_before"]], on=["school", "group"], how="left")
    return table.assign(change=table["n_now"] - table["n_before"])[["school", "group", "n_before", "n_now", "change"]]


def track_items(dataset: Dataset, school: str) -> pd.DataFrame:
    """Every item of kind level × period of one school: item, group, period, declared, evidenced (marks), evidence_count."""
    unit = dataset.roster.by_code[school]
    frames = [_items_of(dataset, period.code, school) for period in dataset.plan.periods]
    tracked = pd.concat(frames, ignore_index=True)
    return tracked[tracked["item"].isin([item.code for item in dataset.plan.indicators_for(unit.reporter)])].reset_index(
        drop=True
    )


def _items_of(dataset: Dataset, period: str, school: str) -> pd.DataFrame:
    units = (dataset.roster.by_code[school],)
    declared = score_indicators(dataset, Scope(period, Lens.DECLARED), units)
    evidenced = score_indicators(dataset, Scope(period, Lens.EVIDENCED), units)
    table = declared[["indicator", "group", "mark", "kind"]].rename(columns={"indicator": "item", "mark": "declared"})
    table = table.assign(period=period, evidenced=evidenced["mark"])[table["kind"].isin(ITEM_KINDS)]
    answers = dataset.answers[dataset.answers["school"].eq(school) & dataset.answers["period"].eq(period)]
    counts = answers.set_index("line")["evidence_count"]
    return table.assign(evidence_count=table["item"].map(counts))[
        ["item", "group", "period", "declared", "evidenced", "evidence_count"]
    ]
