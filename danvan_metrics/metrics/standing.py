"""Which round of appraisal counts, and what the office's word makes of a line (appraisal.md, “Figures”)."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.verdicts import CHECKED, WITH_VALUE, Outcome, Stage
from danvan_metrics.workbook.outcomes import VALUE_FIELDS

_OF_TO_DO: Final = frozenset(kind for kind in Kind if kind.definition.asks_to_do)


def find_rounds(dataset: Dataset, period: str) -> pd.DataFrame:
    """The appraisal that counts of every school that has one for the period: a row of Dataset.appraisals a school.

    It is that of the last round in the plan's order that is concluded, else of the last one with a verdict that counts; rounds
    are never mixed.
    """
    return dataset.once(("rounds", period), lambda: _find_rounds(dataset, period))


def _find_rounds(dataset: Dataset, period: str) -> pd.DataFrame:
    order = {one.code: position for position, one in enumerate(dataset.plan.rounds)}
    appraisals = dataset.appraisals[dataset.appraisals["period"].eq(period) & dataset.appraisals["round"].isin(order)]
    judged = dataset.verdicts[dataset.verdicts["period"].eq(period)]
    spoken = pd.MultiIndex.from_frame(appraisals[["school", "round"]]).isin(pd.MultiIndex.from_frame(judged[["school", "round"]]))
    concluded = appraisals["stage"].eq(Stage.CONCLUDED)
    ranked = appraisals.assign(concluded=concluded, rank=appraisals["round"].map(order))[concluded | spoken]
    ranked = ranked.sort_values(["concluded", "rank"], kind="stable").drop_duplicates("school", keep="last")
    return ranked.drop(columns=["concluded", "rank"]).reset_index(drop=True)


def list_standing(dataset: Dataset, period: str) -> pd.DataFrame:
    """The verdicts of the rounds that count for the period, with `checked`: looked into, and not waiting for a new look."""
    return dataset.once(("standing", period), lambda: _list_standing(dataset, period))


def _list_standing(dataset: Dataset, period: str) -> pd.DataFrame:
    verdicts = dataset.verdicts[dataset.verdicts["period"].eq(period)]
    standing = verdicts.merge(find_rounds(dataset, period)[["school", "round"]], on=["school", "round"])
    recheck = standing["recheck"].eq(True)  # noqa: FBT003 - None is no
    standing = standing.astype({"to_do": float, "done": float, "seen": float})
    return standing.assign(recheck=recheck, checked=standing["outcome"].isin(CHECKED) & ~recheck)


def judge_lines(dataset: Dataset, period: str, declared: pd.DataFrame) -> pd.DataFrame:
    """The lines of collect_lines as declared, with what the office says of them instead.

    state: what the office found is a “value”, and so is what it was not shown enough of (`unproven`, worth 0); a value that it
    has not checked is “not_appraised” and holds nothing. Of a school that nobody has appraised all that applies is not
    appraised; one without a return is as it was. outcome: "" where there is none; checked and recheck as in list_standing.
    """
    standing = list_standing(dataset, period)
    found = standing[["school", "line", "outcome", "checked", "recheck", *VALUE_FIELDS]]
    found = found.rename(columns={name: f"found_{name}" for name in VALUE_FIELDS})
    lines = declared.merge(found, on=["school", "line"], how="left")
    returned = lines["school"].isin(dataset.receipts.loc[dataset.receipts["period"].eq(period), "school"])
    lines["outcome"] = lines["outcome"].where(returned & lines["outcome"].notna(), "")
    lines["recheck"] = lines["recheck"].eq(True) & returned  # noqa: FBT003 - None is no
    lines["checked"] = lines["checked"].eq(True) & returned  # noqa: FBT003
    return _take_word(lines, returned=returned, appraised=lines["school"].isin(find_rounds(dataset, period)["school"]))


def _take_word(lines: pd.DataFrame, *, returned: pd.Series, appraised: pd.Series) -> pd.DataFrame:
    silent = lines[[f"found_{name}" for name in VALUE_FIELDS]].isna().all(axis=1)
    valued = lines["checked"] & lines["outcome"].isin(WITH_VALUE)
    own = _take_values(lines, silent=silent, valued=valued)
    emptied = own["choice"].eq(Choice.NOT_APPLICABLE) | (lines["kind"].isin(_OF_TO_DO) & own["to_do"].eq(0))
    left_out = lines["state"].eq("not_applicable") & (silent | ~valued)  # nothing was found where the school has nothing to do
    nothing = lines["checked"] & (lines["outcome"].eq(Outcome.NOT_APPLICABLE) | emptied | left_out)
    bare = own["done"].isna() & own["choice"].isna() & own["dated"].isna()  # not enough evidence, or a blank found right
    bare |= lines["kind"].isin(_OF_TO_DO) & own["to_do"].isna()  # done of nobody knows what
    unproven = lines["checked"] & bare & ~nothing
    blank = ~appraised & lines["state"].isin(["not_reported", "invalid"])
    unchecked = returned & ~lines["checked"] & (lines["state"].eq("value") | blank)
    states = [("not_applicable", nothing), ("value", lines["checked"]), ("not_appraised", unchecked)]
    named = np.select([rows.to_numpy(dtype=bool) for _, rows in states], [name for name, _ in states], default="")
    state = pd.Series(named, lines.index, dtype=object)
    # what is not shown enough of is worth 0 of what there is to do
    own["to_do"] = own["to_do"].mask(unproven, lines["to_do"].fillna(1.0))
    taken = {name: values.where(state.ne(""), lines[name]) for name, values in own.items()}
    return lines.assign(**taken, state=state.where(state.ne(""), lines["state"]), unproven=unproven)


def _take_values(lines: pd.DataFrame, *, silent: pd.Series, valued: pd.Series) -> dict[str, pd.Series]:
    """What the office found; where it confirmed a line without writing it once more, what the school wrote."""
    found = {name: lines[f"found_{name}"].where(~silent, lines[name]).where(valued) for name in VALUE_FIELDS}
    found["to_do"] = found["to_do"].fillna(lines["to_do"].where(valued))  # only what was done had to be counted again
    return found
