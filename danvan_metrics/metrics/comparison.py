"""Model schools beside the rest, now beside the report before, and each happy-school item through the year."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from danvan_metrics.metrics.completion import add_parents, divide, score_groups, score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.standing import list_standing
from danvan_metrics.plan.kinds import ITEM_KINDS
from danvan_metrics.plan.lens import Lens


def compare_model_schools(dataset: Dataset, scope: Scope, groups: pd.DataFrame | None = None) -> pd.DataFrame:
    """Per group: n, N, value of the model schools; rest_n, rest_N, rest_value of the others; rest_median of their values n ÷ N.

    rest_schools is how many of the others that middle is taken over: those that reported the group and to which it applies.

    Sums are over schools that reported; `scope.model` is ignored, for both sides are needed.
    """
    everyone = replace(scope, model=None)
    groups = score_groups(dataset, everyone) if groups is None else groups
    model = {school.code for school in everyone.schools(dataset) if school.model}
    reported = groups[groups["state"].eq("value")]
    ours, rest = (reported[reported["school"].isin(model) == flag] for flag in (True, False))
    table = pd.DataFrame(index=pd.Index(dict.fromkeys(groups["group"]), name="group"))
    for prefix, side in (("", ours), ("rest_", rest)):
        sums = side.groupby("group")[["n", "N"]].sum().reindex(table.index, fill_value=0)
        table[f"{prefix}n"], table[f"{prefix}N"], table[f"{prefix}value"] = sums["n"], sums["N"], divide(sums["n"], sums["N"])
    shares = divide(rest["n"], rest["N"]).dropna().groupby(rest["group"])
    table["rest_median"] = shares.median().reindex(table.index)
    table["rest_schools"] = shares.size().reindex(table.index, fill_value=0).astype(int)
    return table.reset_index()


def changes(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """Per school and group: n_before, n_now, change and compared, over the lines with a value in both periods.

    A line that was blank or not applicable in either is no rise and no fall: it is not among `compared`. Where nothing can be
    compared (no period before, no return then or now) the rest is NaN.
    """
    pairs = pair_scores(dataset, scope)
    rows = add_parents(dataset.plan, pairs[pairs["comparable"]])
    both = rows.groupby(["school", "group"], sort=False)[["met_before", "met"]].sum()
    both["compared"] = rows.groupby(["school", "group"], sort=False).size()
    groups = score_groups(dataset, scope)[["school", "group"]]
    table = groups.merge(both.reset_index(), on=["school", "group"], how="left").rename(
        columns={"met_before": "n_before", "met": "n_now"}
    )
    table = table.assign(change=table["n_now"] - table["n_before"], compared=table["compared"].fillna(0).astype(int))
    return table[["school", "group", "n_before", "n_now", "change", "compared"]]


def pair_scores(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """score_indicators of the scope's period, with state_before, met_before, mark_before and comparable (a value in both).

    Through the office's lens only what it has checked to the last line in both is comparable.
    A school that did not stand on the roster then, or where no period goes before, has NaN there.
    """
    return dataset.once(("pairs", scope), lambda: _pair_scores(dataset, scope))


def _pair_scores(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    now, before = score_indicators(dataset, scope), dataset.plan.period_before(scope.period)
    names = ["state", "met", "mark", "unchecked"]
    if before is None:
        return now.assign(**{f"{name}_before": None for name in names}, comparable=False)
    earlier = score_indicators(dataset, scope.at(before.code))[["school", "indicator", *names]]
    pairs = now.merge(earlier, on=["school", "indicator"], how="left", suffixes=("", "_before"))
    comparable = pairs["state"].eq("value") & pairs["state_before"].eq("value")
    return pairs.assign(comparable=comparable & pairs["unchecked"].eq(0) & pairs["unchecked_before"].eq(0))


def total_changes(pairs: pd.DataFrame) -> pd.DataFrame:
    """Per indicator of pair_scores: change (how many more schools meet it) and compared (schools with a value twice)."""
    both = pairs[pairs["comparable"]]
    moved = both["met"].astype(int) - both["met_before"].astype(int)
    return moved.groupby(both["indicator"], sort=False).agg(change="sum", compared="size").reset_index()


def compare_rungs(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """climb_ladder with rung_before, of the schools that stand on a rung in the scope's period and in the one before."""
    before = dataset.plan.period_before(scope.period)
    now = climb_ladder(dataset, scope)
    if before is None:
        return now.head(0).assign(rung_before=pd.Series(dtype="Int64"))
    earlier = climb_ladder(dataset, scope.at(before.code))[["school", "rung"]].rename(columns={"rung": "rung_before"})
    both = now.merge(earlier, on="school")
    return both[both["rung"].notna() & both["rung_before"].notna()].reset_index(drop=True)


def count_gain(compared: pd.DataFrame, rung: int) -> int:
    """How many more of the schools of compare_rungs stand on or above the rung than in the period before."""
    return int(compared["rung"].ge(rung).sum()) - int(compared["rung_before"].ge(rung).sum())


def track_items(dataset: Dataset, school: str) -> pd.DataFrame:
    """Every item of kind level × period of one school: item, group, period, a mark per lens, in a column of its value.

    Then evidence_count, and of the office's word outcome and reason ("" where there are none) and checked.
    """
    unit = dataset.roster.by_code[school]
    frames = [_items_of(dataset, period.code, school) for period in dataset.plan.periods]
    tracked = pd.concat(frames, ignore_index=True)
    return tracked[tracked["item"].isin([item.code for item in dataset.plan.indicators_for(unit.reporter)])].reset_index(
        drop=True
    )


def _items_of(dataset: Dataset, period: str, school: str) -> pd.DataFrame:
    units = (dataset.roster.by_code[school],)
    declared, evidenced, appraised = (score_indicators(dataset, Scope(period, lens), units) for lens in Lens)
    table = declared[["indicator", "group", "mark", "kind"]].rename(columns={"indicator": "item", "mark": "declared"})
    table = table.assign(period=period, evidenced=evidenced["mark"], appraised=appraised["mark"])
    table = table[table["kind"].isin(ITEM_KINDS)]
    answers = dataset.answers[dataset.answers["school"].eq(school) & dataset.answers["period"].eq(period)]
    counts = answers.set_index("line")["evidence_count"]
    table = table.assign(evidence_count=table["item"].map(counts))
    standing = list_standing(dataset, period)
    word = standing.loc[standing["school"].eq(school), ["line", "outcome", "reason", "checked"]].rename(columns={"line": "item"})
    table = table.merge(word, on="item", how="left")
    told = {name: table[name].fillna("") for name in ("outcome", "reason")}
    return table.assign(**told, checked=table["checked"].eq(True)).drop(columns="kind")  # noqa: FBT003 - None is no
