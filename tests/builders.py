"""Builders of plain returns and of the Dataset made of them, for tests of figures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from danvan_metrics.folders import DATA
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.plan.kinds import Kind, Reporter
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.verdicts import APPRAISAL_COLUMNS, VERDICT_COLUMNS, Stage
from danvan_metrics.units.roster import Roster, load_roster
from danvan_metrics.workbook.answers import ANSWER_COLUMNS, MODEL_COLUMNS, RECEIPT_COLUMNS, SENT_BACK_COLUMNS, SentBack

PLAN = load_plan(DATA / "plans" / "2020")
ROSTER = load_roster(DATA / "schools.csv", PLAN)


@dataclass
class PlainReturn:
    """One return as plain dictionaries: line code → {"done": 3, "choice": "yes", …}; an absent line is blank."""

    school: str
    period: str
    received_on: date
    answers: dict[str, dict] = field(default_factory=dict)
    models: list[dict] = field(default_factory=list)
    models_declared: bool | None = None


def send_back(school: str, period: str, day: date, *, errors: int = 2, last: date | None = None, answered: int = 70) -> SentBack:
    """A file that came on `day` and was sent back with errors (the last one on `last`), and none was taken since."""
    return SentBack(school, period, day, last or day, errors, answered, 76)


def build_dataset(
    returns: list[PlainReturn],
    *,
    plan: Plan = PLAN,
    roster: Roster = ROSTER,
    as_of: date = date(2020, 12, 17),
    appraised=(),
    sent_back: tuple[SentBack, ...] = (),
    verdicts: Sequence[dict] = (),
) -> Dataset:
    """The Dataset a store holding these returns and files sent back would load.

    appraised: (school, period) or (school, period, round) concluded. verdicts: plain dictionaries, what is not named is
    “confirmed” in round “to-phong”; a school and round that `appraised` does not name is under way.
    """
    answers = [_answer_row(plan, given, line) for given in returns for line in _lines(plan, roster, given.school)]
    models = [
        {**dict.fromkeys(MODEL_COLUMNS), "school": r.school, "period": r.period, **model} for r in returns for model in r.models
    ]
    receipts = [
        {
            "school": r.school,
            "period": r.period,
            "received_on": r.received_on,
            "revision": 1,
            "submission": number,
            "models_declared": r.models_declared,
        }
        for number, r in enumerate(returns, start=1)
    ]
    return Dataset(
        plan=plan,
        roster=roster,
        answers=_frame(answers, ANSWER_COLUMNS, numeric=("to_do", "done", "evidence_count")),
        models=_frame(models, MODEL_COLUMNS, numeric=("beneficiaries", "evidence_count")).astype({"has_result": bool}),
        receipts=_frame(receipts, RECEIPT_COLUMNS),
        as_of=as_of,
        appraisals=_list_appraisals(appraised, verdicts),
        verdicts=build_verdicts(verdicts),
        sent_back=_frame([one._asdict() for one in sent_back], SENT_BACK_COLUMNS),
    )


def _lines(plan: Plan, roster: Roster, school: str) -> list[str]:
    reporter = roster.by_code[school].reporter
    return [line.code for item in plan.indicators_for(reporter) if item.entered for line in item.rows]


def _answer_row(plan: Plan, given: PlainReturn, line: str) -> dict:
    blank = {"to_do": None, "done": None, "choice": None, "dated": None, "evidence_count": None}
    answer = given.answers.get(line, {})
    return {"school": given.school, "period": given.period, "line": line, **blank, **answer, "state": _state(plan, line, answer)}


def _state(plan: Plan, line: str, answer: dict) -> str:
    if "state" in answer:
        return answer["state"]
    if answer.get("choice") == "not_applicable" or (plan.indicator_of_line[line].kind is Kind.RATIO and answer.get("to_do") == 0):
        return "not_applicable"
    given = any(answer.get(key) is not None for key in ("done", "choice", "dated"))
    return "value" if given else "not_reported"


def _frame(rows: list[dict], columns: tuple[str, ...], numeric: tuple[str, ...] = ()) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns)).astype(object)
    return frame.where(frame.notna(), None).astype(dict.fromkeys(numeric, float))


def generate_returns(seed: int, *, plan: Plan = PLAN, roster: Roster = ROSTER, missing: float = 0.15) -> list[PlainReturn]:
    """Random returns for every school and period, with every kind of emptiness among the answers."""
    chance = random.Random(seed)
    return [
        _generate_return(chance, plan, school.code, period.code, period.deadline)
        for period in plan.periods
        for school in roster.schools
        if chance.random() >= missing
    ]


def _generate_return(chance: random.Random, plan: Plan, school: str, period: str, deadline: date) -> PlainReturn:
    models = [_generate_model(chance, plan) for _ in range(chance.choice([0, 0, 1, 2, 3]))]
    answers = {
        line.code: _generate_answer(chance, indicator)
        for indicator in plan.indicators_for(Reporter.SCHOOL)
        if indicator.entered
        for line in indicator.rows
        if chance.random() > 0.12
    }
    declared = True if models else chance.choice([None, False])
    return PlainReturn(school, period, deadline + timedelta(days=chance.randint(-6, 5)), answers, models, declared)


def _generate_answer(chance: random.Random, indicator: Indicator) -> dict:
    evidence = {"evidence_count": chance.choice([None, 0, 1, 2, 5])}
    if chance.random() < 0.03:
        return {"state": "invalid"}
    if indicator.kind is Kind.RATIO:
        to_do = chance.choice([0, 1, 3, 10, 24])
        return {"to_do": to_do, "done": chance.randint(0, to_do), **evidence}
    if indicator.kind in {Kind.COUNT, Kind.LIMIT, Kind.TRACKED}:
        return {"done": chance.choice([0, 0, 1, 2, 6, 9, 12, 15]), **evidence}
    if indicator.kind is Kind.DATE:
        return {"dated": date(2020, 1, 1) + timedelta(days=chance.randint(0, 200)), **evidence}
    choices = {Kind.YES_NO: ["yes", "no"], Kind.CHECKLIST: ["yes", "yes", "no", "not_applicable"]}
    levels = ["met", "met", "doing", "not_started", "not_applicable"]
    return {"choice": chance.choice(choices.get(indicator.kind, levels)), **evidence}


def _generate_model(chance: random.Random, plan: Plan) -> dict:
    chosen = chance.choice(plan.fields_of_models)
    return {
        "name": "Mô hình",
        "field": chosen.name,
        "area": chosen.area,
        "owner": chance.choice(["collective", "individual"]),
        "status": chance.choice(["registered", "doing", "finished", "stopped"]),
        "has_result": chance.random() < 0.5,
        "evidence_count": chance.choice([None, 0, 1, 3]),
    }


def build_appraisals(concluded, round_code="to-phong"):
    """A concluded appraisal for each (school, period) or (school, period, round); columns APPRAISAL_COLUMNS."""
    keys = [(*one, round_code)[:3] for one in concluded]
    rows = [(*key, "concluded", 1, 1, date(2020, 12, 20), "Tổ 1") for key in keys]
    return pd.DataFrame(rows, columns=list(APPRAISAL_COLUMNS))


def build_verdicts(verdicts) -> pd.DataFrame:
    """The table of the verdicts that count, of plain dictionaries with at least school, period and line."""
    blank = dict.fromkeys(VERDICT_COLUMNS)
    told = {"round": "to-phong", "outcome": "confirmed", "method": "papers", "reason": "", "appraiser": "Hoàng Thị Mai"}
    more = {"judged_on": date(2020, 12, 19), "submission": 1, "recheck": False}
    rows = [{**blank, **told, **more, **verdict} for verdict in verdicts]
    return _frame(rows, VERDICT_COLUMNS, numeric=("to_do", "done", "seen")).astype({"recheck": bool})


def _list_appraisals(concluded, verdicts) -> pd.DataFrame:
    done = build_appraisals(concluded)
    named = {(row.school, row.period, row.round) for row in done.itertuples()}
    judged = dict.fromkeys((one["school"], one["period"], one.get("round", "to-phong")) for one in verdicts)
    rows = [(*key, str(Stage.UNDER_WAY), 1, 1, None, "Tổ 1") for key in judged if key not in named]
    return pd.concat([done, pd.DataFrame(rows, columns=list(APPRAISAL_COLUMNS))], ignore_index=True) if rows else done


def generate_verdicts(seed: int, returns: list[PlainReturn], *, plan: Plan = PLAN, roster: Roster = ROSTER):
    """Random verdicts over random returns, and the (school, period, round) that are concluded among them.

    Some schools have none, some two rounds; every outcome, lines that wait for a new look, and values of every kind occur.
    """
    chance = random.Random(seed)
    verdicts, concluded = [], []
    for given in returns:
        for one in plan.rounds:
            model = roster.by_code[given.school].model
            if chance.random() < 0.4 or (one.model_schools and not model):
                continue
            lines = _list_scored(plan)
            share = chance.choice([0.3, 0.9, 1.0])
            verdicts += [
                {"school": given.school, "period": given.period, "round": one.code, **_generate_verdict(chance, indicator, line)}
                for indicator, line in lines
                if chance.random() < share
            ]
            if chance.random() < 0.4:
                concluded.append((given.school, given.period, one.code))
    return verdicts, concluded


def _list_scored(plan: Plan) -> list[tuple[Indicator, str]]:
    asked = [indicator for indicator in plan.indicators_for(Reporter.SCHOOL) if indicator.scored]
    return [(indicator, line.code) for indicator in asked for line in indicator.rows]


def _generate_verdict(chance: random.Random, indicator: Indicator, line: str) -> dict:
    outcome = chance.choice(["confirmed"] * 4 + ["lowered", "raised", "unproven", "uncheckable", "not_applicable"])
    verdict = {"line": line, "outcome": outcome, "recheck": chance.random() < 0.05}
    if outcome not in {"confirmed", "lowered", "raised"} or (outcome == "confirmed" and chance.random() < 0.5):
        return verdict  # confirmed without writing the value once more
    found = _generate_answer(chance, indicator)
    while "state" in found:
        found = _generate_answer(chance, indicator)
    if indicator.kind is Kind.RATIO and chance.random() < 0.3:
        found["to_do"] = None
    return verdict | {key: value for key, value in found.items() if key != "evidence_count"}
