"""What the office's appraisals found, school by school and line by line (appraisal.md, “Figures”).

L: the scored lines that apply; C: those of them that the office has checked. What is not checked is never met, and what was
declared never stands in for it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from danvan_metrics.metrics.completion import divide
from danvan_metrics.metrics.credit import credit_lines
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.lines import collect_lines
from danvan_metrics.metrics.standing import find_rounds, list_standing
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.kinds.definition import Trait
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.verdicts import Outcome, Stage
from danvan_metrics.workbook.outcomes import VALUE_FIELDS

APPRAISAL_TABLE: Final = ("school", "round", "stage", "version", "submission", "team", "concluded_on")
LINE_TABLE: Final = (
    "school", "indicator", "line", "group", "kind", "outcome", "checked", "recheck", "in_scope", "d", "a",
    "declared_done", "declared_to_do", "found_done", "found_to_do", "declared_choice", "found_choice",
    "declared_dated", "found_dated", "seen", "evidence_count", "method", "reason", "appraiser", "judged_on", "state",
    "evidenced", "sheet",
)  # fmt: skip
SUM_TABLE: Final = (
    "L", "checked", "confirmed_n", "confirmed_N", "agreed_n", "lowered", "raised", "unproven", "uncheckable",
    "met", "high", "declared_met", "evidenced_met",
)  # fmt: skip
OUTCOME_TABLE: Final = ("confirmed", "raised", "lowered", "unproven", "unchecked")
_DETAILS: Final = ("seen", "method", "reason", "appraiser", "judged_on", "sheet")
_COUNTED: Final = frozenset(kind for kind in Kind if Trait.CUMULATIVE in kind.definition.traits)
_FEWEST: Final = 10  # under so many a ratio says less than the difference


def has_appraisal(dataset: Dataset, period: str) -> bool:
    """Whether some verdict counts for some school in the period."""
    if dataset.sums:
        return dataset.sum_up(period, Lens.APPRAISED).groups["told"].sum() > 0
    return not list_standing(dataset, period).empty


def judge_appraisals(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """A row per school in scope, columns APPRAISAL_TABLE: the appraisal that counts, else the one that has come furthest.

    round "" and stage “unassigned” where nobody has been assigned; stage is a Stage's value, version 0 then.
    """
    return dataset.once(("appraisals", scope), lambda: _judge_appraisals(dataset, scope))


def _judge_appraisals(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    counting = find_rounds(dataset, scope.period)
    order = {one.code: position for position, one in enumerate(dataset.plan.rounds)}  # a round may have left the plan's file
    begun = dataset.appraisals[dataset.appraisals["period"].eq(scope.period) & dataset.appraisals["round"].isin(order)]
    ranked = begun.assign(
        stage_rank=begun["stage"].map({str(stage): position for position, stage in enumerate(Stage)}),
        round_rank=begun["round"].map(order),
    ).sort_values(["stage_rank", "round_rank"], kind="stable")
    furthest = ranked.drop_duplicates("school", keep="last")[list(APPRAISAL_TABLE)]
    known = [frame[list(APPRAISAL_TABLE)] for frame in (counting, furthest) if not frame.empty]
    told = pd.concat(known).drop_duplicates("school") if known else furthest
    schools = pd.DataFrame({"school": [school.code for school in scope.schools(dataset)]}, dtype=object)
    judged = schools.merge(told.astype(object), on="school", how="left")
    judged["stage"] = judged["stage"].fillna(str(Stage.UNASSIGNED)).map(str)
    judged["version"] = judged["version"].fillna(0).astype(int)
    return judged.assign(**{name: judged[name].fillna("") for name in ("round", "team")})


def compare_lines(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """A row per school with a return × line that applies or was judged, columns LINE_TABLE, in the plan's order.

    in_scope: the line belongs to L. outcome: "" where nobody has judged it. checked: looked into, and not waiting for a new
    look. d, a: completion (0…1) as declared and as appraised, NaN where nothing was declared, or checked. evidenced: completion
    as declared with at least one piece. state: of the line as declared. found_…: only of what is checked. sheet: SHA-256 of
    the phiếu it came in with.
    """
    return dataset.once(("compared lines", scope.period, scope.schools(dataset)), lambda: _compare_lines(dataset, scope))


def _compare_lines(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    units = scope.schools(dataset)
    declared, evidenced, judged = (collect_lines(dataset, Scope(scope.period, lens), units) for lens in Lens)
    details = list_standing(dataset, scope.period)[["school", "line", *_DETAILS]]
    table = judged.merge(details, on=["school", "line"], how="left").assign(
        state=declared["state"],
        in_scope=judged["state"].ne("not_applicable"),
        d=_complete(declared, Lens.DECLARED),
        evidenced=_complete(evidenced, Lens.EVIDENCED),
        a=_complete(judged, Lens.APPRAISED).where(judged["checked"]),
        **{f"declared_{name}": declared[name] for name in VALUE_FIELDS},
        **{f"found_{name}": judged[name].where(judged["checked"]) for name in VALUE_FIELDS},
    )
    returned = dataset.receipts.loc[dataset.receipts["period"].eq(scope.period), "school"]
    kept = table["school"].isin(returned) & (table["in_scope"] | table["outcome"].ne(""))
    return table.loc[kept, list(LINE_TABLE)].reset_index(drop=True)


def _complete(lines: pd.DataFrame, lens: Lens) -> pd.Series:
    n, total = credit_lines(lines, lens)
    return divide(n, total).clip(upper=1).where(lines["state"].eq("value"))


def sum_appraisals(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """A row per school in scope: school, stage and the columns SUM_TABLE, numbers of lines; 0 where no appraisal has begun.

    L lines apply, of which `checked` were looked into; confirmed_n of confirmed_N lines declared as met and checked; agreed_n of
    the checked ones as declared; met to high: met as appraised, and if all that is not checked were as declared.
    """
    return dataset.once(("appraisal sums", scope), lambda: _sum_appraisals(dataset, scope))


def _sum_appraisals(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    judged = judge_appraisals(dataset, scope)[["school", "stage"]]
    begun = judged.loc[judged["stage"].ne(Stage.UNASSIGNED), "school"]
    lines = compare_lines(dataset, scope)
    sums = _count_lines(lines[lines["school"].isin(begun) & lines["in_scope"]])
    table = judged.merge(sums, on="school", how="left")
    return table.fillna(dict.fromkeys(SUM_TABLE, 0)).astype(dict.fromkeys(SUM_TABLE, int))


def _count_lines(lines: pd.DataFrame) -> pd.DataFrame:
    checked, met, declared_met = lines["checked"], lines["a"].ge(1), lines["d"].ge(1)
    judged = {outcome: checked & lines["outcome"].eq(outcome) for outcome in Outcome}
    flags = {
        "L": pd.Series(data=True, index=lines.index),
        "checked": checked,
        "confirmed_n": declared_met & judged[Outcome.CONFIRMED],
        "confirmed_N": declared_met & checked,
        "agreed_n": checked & (lines["a"] - lines["d"]).abs().lt(1e-9),
        "lowered": judged[Outcome.LOWERED],
        "raised": judged[Outcome.RAISED],
        "unproven": judged[Outcome.UNPROVEN],
        "uncheckable": lines["outcome"].eq(Outcome.UNCHECKABLE) & ~lines["recheck"],
        "met": met,
        "high": met | (~checked & declared_met),
        "declared_met": declared_met,
        "evidenced_met": lines["evidenced"].ge(1),
    }
    return pd.DataFrame({"school": lines["school"], **flags}).groupby("school", sort=False).sum().reset_index()


def count_outcomes(dataset: Dataset, scope: Scope, by: str) -> pd.DataFrame:
    """Lines of the appraised schools by “group”, “indicator” or “school”: that column and OUTCOME_TABLE, which add up to L.

    A line nobody could look into, or that waits for a new look, is unchecked.
    """
    lines = compare_lines(dataset, scope)
    own = lines[lines["in_scope"] & lines["school"].isin(find_rounds(dataset, scope.period)["school"])]
    standing = own["outcome"].where(own["checked"], "unchecked")
    counts = pd.crosstab(own[by], standing).reindex(index=own[by].unique(), columns=list(OUTCOME_TABLE), fill_value=0)
    return counts.rename_axis(index=by, columns=None).reset_index()


VERIFIED_TABLE: Final = (
    "indicator", "line", "declared", "found", "factor", "difference", "matched", "within", "over", "under", "found_more",
    "unchecked",
)  # fmt: skip


def verify_counts(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """A row per line that holds a number, over the appraised schools, columns VERIFIED_TABLE.

    declared, found: sums over the lines that were counted again; factor = found ÷ declared, NaN where declared is under 10 or
    nothing was counted; difference = found − declared. Then numbers of schools: matched (the same), within the plan's limits,
    over or under (declared too much, too little), found_more (0 or nothing declared, some found), unchecked. A line of which
    there was not enough evidence was not counted again: it is among the unchecked.
    """
    lines = compare_lines(dataset, scope)
    appraised = lines["school"].isin(find_rounds(dataset, scope.period)["school"])
    own = lines[appraised & lines["in_scope"] & lines["kind"].isin(_COUNTED)]
    counted = own.assign(standing=_verify(dataset.plan, own)).groupby(["indicator", "line"], sort=False)
    rows = [(indicator, line, *_sum_count(lines)) for (indicator, line), lines in counted]
    return pd.DataFrame(rows, columns=list(VERIFIED_TABLE))


def _verify(plan: Plan, lines: pd.DataFrame) -> pd.Series:
    least, most = plan.thresholds.verified_from, plan.thresholds.verified_to
    declared, found = lines["declared_done"].fillna(0), lines["found_done"]
    ratio = divide(found, declared)
    near = declared.ge(_FEWEST) & ratio.ge(least.value if least else 1) & ratio.le(most.value if most else 1)
    order = {
        "unchecked": found.isna(),
        "matched": found.eq(declared),
        "found_more": declared.eq(0),
        "within": near,
        "over": found.lt(declared),
    }
    return pd.Series(np.select([rows.to_numpy() for rows in order.values()], list(order), default="under"), lines.index)


def _sum_count(lines: pd.DataFrame) -> tuple[float | int, ...]:
    counted = lines[lines["found_done"].notna()]
    declared, found = float(counted["declared_done"].sum()), float(counted["found_done"].sum())
    factor = found / declared if declared >= _FEWEST else float("nan")
    standings = [int(lines["standing"].eq(name).sum()) for name in VERIFIED_TABLE[-6:]]
    return declared, found, factor, found - declared, *standings


def cover(dataset: Dataset, scope: Scope) -> tuple[int, int, int]:
    """How far the office has come: lines checked, of so many that apply, in so many schools that it has begun to judge."""
    judged = set(find_rounds(dataset, scope.period)["school"])
    rows = [row for row in iterate_rows(sum_appraisals(dataset, scope)) if row.school in judged and row.L]
    return sum(row.checked for row in rows), sum(row.L for row in rows), len(rows)
