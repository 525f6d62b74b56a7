"""The spine of every score: each unit in scope × each scored line of the plan, with what stands in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from danvan_metrics.metrics.credit import lack_values
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.standing import judge_lines
from danvan_metrics.plan.kinds import MODEL_SOURCES, Source
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.units.roster import School

_ANSWER = ["state", "to_do", "done", "choice", "dated", "evidence_count"]


def collect_lines(dataset: Dataset, scope: Scope, units: Sequence[School]) -> pd.DataFrame:
    """One row per unit × scored line: the plan's columns, the answer's columns, and a state for every row.

    A unit without a return is not due before the deadline, else not reported; one whose files were all sent back is that.
    Through the office's lens its values stand in place of the school's, with the columns of judge_lines.
    """
    asked = tuple(units)
    collect = _judge if scope.lens is Lens.APPRAISED else _collect
    return dataset.once(("lines", scope.period, scope.lens, asked), lambda: collect(dataset, scope, asked))


def _judge(dataset: Dataset, scope: Scope, units: Sequence[School]) -> pd.DataFrame:
    return judge_lines(dataset, scope.period, collect_lines(dataset, Scope(scope.period, Lens.DECLARED), units))


def _collect(dataset: Dataset, scope: Scope, units: Sequence[School]) -> pd.DataFrame:
    spine = dataset.once(("spine", units), lambda: _cross(dataset.plan, units))
    answers = pd.concat([_answers_of(dataset, scope), _answer_from_models(dataset, scope, units)], ignore_index=True)
    lines = spine.merge(answers, on=["school", "line"], how="left")
    returned = lines["school"].isin(_returned(dataset, scope.period))
    absent = dataset.name_absences(scope.period, lines["school"])
    given = lines["state"].fillna("not_reported")
    lines["state"] = given.mask(given.eq("value") & lack_values(lines), "not_reported").where(returned, absent)
    return lines


def _cross(plan: Plan, units: Sequence[School]) -> pd.DataFrame:
    rows = [
        (
            unit.code,
            indicator.code,
            line.code,
            indicator.group,
            str(indicator.kind),
            (np.nan if indicator.target is None else indicator.target),
            indicator.weight,
            indicator.needs_evidence,
            indicator.kind.definition.credit,
        )
        for unit in units
        for indicator in plan.indicators_for(unit.reporter)
        if indicator.scored
        for line in indicator.rows
    ]
    columns = ["school", "indicator", "line", "group", "kind", "target", "weight", "needs_evidence", "credit"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"target": float, "weight": float, "needs_evidence": bool})


def _answers_of(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    answers = dataset.answers
    return answers.loc[answers["period"].eq(scope.period), ["school", "line", *_ANSWER]]


def _returned(dataset: Dataset, period: str) -> set[str]:
    receipts = dataset.receipts
    return set(receipts.loc[receipts["period"].eq(period), "school"])


def _answer_from_models(dataset: Dataset, scope: Scope, units: Sequence[School]) -> pd.DataFrame:
    """Answers of the lines that the sheet Mô hình answers (CT3.2, NV8.1): counts of rows, never of blanks.

    Evidence counts row by row: through a lens that asks for some, a row without a piece is not counted as done.
    """
    counts = count_registered(dataset, scope.period, scope.lens.pieces).reindex([unit.code for unit in units])
    frames = [_answer_line(indicator, counts) for indicator in dataset.plan.indicators if indicator.source in MODEL_SOURCES]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["school", "line", *_ANSWER])


def _answer_line(indicator: Indicator, counts: pd.DataFrame) -> pd.DataFrame:
    with_results = indicator.source is Source.MODELS_WITH_RESULTS
    nothing = counts["registered"].eq(0) & with_results
    state = np.select([counts["registered"].isna(), nothing], ["not_reported", "not_applicable"], default="value")
    return pd.DataFrame(
        {
            "school": counts.index,
            "line": indicator.code,
            "state": state,
            "to_do": (counts["registered"] if with_results else np.nan),
            "done": (counts["with_result"] if with_results else counts["proven"]),
            "choice": None,
            "dated": None,
            "evidence_count": counts["evidence"],
        }
    ).reset_index(drop=True)


def count_registered(dataset: Dataset, period: str, pieces: int = 0) -> pd.DataFrame:
    """Per school with a return, rows of the sheet Mô hình: registered (stopped ones too), proven and with_result.

    proven and with_result count rows with at least `pieces` pieces of evidence; `evidence` are all pieces. NaN where the sheet
    was left blank: no rows and the answer “Không” is a true 0; no rows and no answer is not reported.
    """
    models = dataset.models[dataset.models["period"].eq(period)]
    proven = models["evidence_count"].fillna(0).ge(pieces)
    flags = models.assign(
        registered=1.0,
        proven=proven.astype(float),
        with_result=(models["has_result"].astype(bool) & proven).astype(float),
        evidence=models["evidence_count"].fillna(0),
    )
    counts = flags.groupby("school")[["registered", "proven", "with_result", "evidence"]].sum()
    receipts = dataset.receipts[dataset.receipts["period"].eq(period)].set_index("school")
    declared_none = receipts["models_declared"].eq(False)  # noqa: FBT003  None is “blank”, not “no”
    counts = counts.reindex(receipts.index)
    return counts.astype(float).where(counts["registered"].notna() | ~declared_none, 0.0)
