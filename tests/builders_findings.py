"""Datasets in which the office has spoken: by hand, verdict for verdict, and a whole district at random."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pandas as pd

from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.metrics.rewards import Rewards
from danvan_metrics.plan.verdicts import APPRAISAL_COLUMNS, VERDICT_COLUMNS, Stage
from tests.builders import PLAN, ROSTER, build_dataset, generate_returns

JUDGED_ON = date(2020, 10, 1)
STAGES_GIVEN = (
    Stage.CONCLUDED, Stage.UNDER_WAY, Stage.WITH_SCHOOL, Stage.FOR_SIGNATURE, Stage.REOPENED, Stage.CONCLUDED, Stage.ASSIGNED,
)  # fmt: skip


def add_findings(dataset: Dataset, appraisals, verdicts=(), rewards: Rewards | None = None) -> Dataset:
    """The dataset with appraisals (school, stage, version) and verdicts (school, line, outcome, {…}) of the first round."""
    begun = [
        {
            "school": school,
            "period": "9m",
            "round": "to-phong",
            "stage": str(stage),
            "version": version,
            "submission": None,
            "concluded_on": date(2020, 10, 5) if stage is Stage.CONCLUDED else None,
            "team": "Tổ 1",
        }
        for school, stage, version in appraisals
    ]
    judged = [
        dict.fromkeys(VERDICT_COLUMNS)
        | {"school": school, "period": "9m", "round": "to-phong", "line": line, "outcome": str(outcome)}
        | {"recheck": False, "judged_on": JUDGED_ON, "appraiser": "Hoàng Thị Mai", "method": "papers"}
        | more
        for school, line, outcome, more in verdicts
    ]
    return replace(
        dataset,
        appraisals=pd.DataFrame(begun, columns=list(APPRAISAL_COLUMNS)),
        verdicts=pd.DataFrame(judged, columns=list(VERDICT_COLUMNS)),
        rewards=rewards or Rewards(),
    )


def build_appraised_district(seed: int = 20, *, schools: int = 7, share: float = 0.8) -> Dataset:
    """Every school with a random return, the first of them (model schools in front) appraised, in every stage there is."""
    chance = random.Random(seed)
    dataset = build_dataset(generate_returns(seed))
    chosen = sorted(ROSTER.schools, key=lambda school: not school.model)[:schools]
    given = {(row.school, row.line): row for row in dataset.answers[dataset.answers["period"].eq("9m")].itertuples()}
    stages = [(school.code, STAGES_GIVEN[place % len(STAGES_GIVEN)]) for place, school in enumerate(chosen)]
    verdicts = [
        (school, line.code, *_judge(chance, given.get((school, line.code))))
        for school, stage in stages
        if stage is not Stage.ASSIGNED
        for indicator in PLAN.indicators_for(chosen[0].reporter)
        if indicator.scored
        for line in indicator.rows
        if chance.random() < share
    ]
    begun = [(school, stage, 2 if stage is Stage.REOPENED else 1) for school, stage in stages]
    return add_findings(dataset, begun, verdicts)


def _judge(chance: random.Random, answer) -> tuple[str, dict]:
    outcome = chance.choices(["confirmed", "lowered", "raised", "unproven", "uncheckable"], [60, 15, 8, 12, 5])[0]
    if answer is None or answer.state != "value" or outcome in {"unproven", "uncheckable"}:
        return (
            ("confirmed", {})
            if answer is None
            else (outcome if outcome == "uncheckable" else "unproven", {"reason": "Chưa thấy"})
        )
    own = {name: getattr(answer, name) for name in ("to_do", "done", "choice", "dated")}
    if outcome == "confirmed":
        return outcome, own
    worse = outcome == "lowered"
    if answer.choice in {"yes", "no"}:
        own["choice"] = "no" if worse else "yes"
    elif answer.choice is not None:
        own["choice"] = "doing" if worse else "met"
    elif answer.done == answer.done and answer.done is not None:
        own["done"] = max(0.0, answer.done - 1) if worse else answer.done + 1
    return outcome, own | {"reason": "Hồ sơ thiếu chữ ký", "recheck": chance.random() < 0.1}
