"""A return has one state on all pages, exports and in the summary (indicators.md, “A return has one state everywhere”)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

import numpy as np
import pandas as pd

from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.timeliness import judge_timeliness
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Plan
from danvan_metrics.workbook.answers import MODELS_QUESTION

_ANSWERED: Final = ("value", "not_applicable")


class ReturnState(StrEnum):
    """Where a school's return of a period stands; figures come only from the last two."""

    NOT_DUE = "not_due"
    MISSING = "missing"
    SENT_BACK = "sent_back"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


def list_asked(plan: Plan, reporter: Reporter = Reporter.SCHOOL) -> tuple[str, ...]:
    """Every line of the workbook that wants an answer, in the plan's order; the question of the sheet Mô hình is the last."""
    lines = [line.code for indicator in plan.indicators_for(reporter) if indicator.entered for line in indicator.rows]
    return (*lines, MODELS_QUESTION) if plan.asks_for_models(reporter) else tuple(lines)


def list_unanswered(dataset: Dataset, period: str) -> Mapping[str, tuple[str, ...]]:
    """The lines of list_asked without an answer, by school, of every return taken for a period; “không áp dụng” is an answer."""
    return dataset.once(("unanswered", period), lambda: _list_unanswered(dataset, period))


def _list_unanswered(dataset: Dataset, period: str) -> dict[str, tuple[str, ...]]:
    answers = dataset.answers
    given = answers[answers["period"].eq(period) & answers["state"].isin(_ANSWERED)]
    answered = set(zip(given["school"], given["line"], strict=True))
    named = set(dataset.models.loc[dataset.models["period"].eq(period), "school"])
    found = {}
    for receipt in iterate_rows(dataset.receipts[dataset.receipts["period"].eq(period)]):
        if receipt.models_declared is not None or receipt.school in named:
            answered.add((receipt.school, MODELS_QUESTION))
        unit = dataset.roster.by_code.get(receipt.school)
        asked = list_asked(dataset.plan, unit.reporter) if unit else ()
        found[receipt.school] = tuple(line for line in asked if (receipt.school, line) not in answered)
    return found


def judge_returns(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """judge_timeliness with how each return stands: its state becomes `timing`, `state` is a ReturnState.

    asked: lines that want an answer; unanswered: how many have none (all of them where nothing came); errors: of the file sent
    back last, on `sent_back_on` (0 and None else).
    """
    return dataset.once(("returns", scope), lambda: _judge(dataset, scope))


def _judge(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    judged = judge_timeliness(dataset, scope).rename(columns={"state": "timing"})
    unanswered = list_unanswered(dataset, scope.period)
    columns = ["school", "sent_back_on", "errors", "answered", "askable"]
    sent_back = dataset.sent_back.loc[dataset.sent_back["period"].eq(scope.period), columns]
    sent_back = sent_back.astype(dict.fromkeys(columns[2:], float))
    judged = judged.merge(sent_back, on="school", how="left")
    judged["asked"] = judged["askable"].where(judged["askable"].gt(0)).fillna(len(list_asked(dataset.plan))).astype(int)
    blank = judged["school"].map({school: len(lines) for school, lines in unanswered.items()}).astype(float)
    judged["unanswered"] = blank.fillna(judged["asked"] - judged["answered"].fillna(0)).astype(int)
    judged["errors"] = judged["errors"].fillna(0).astype(int)
    taken, back = judged["school"].isin(unanswered), judged["sent_back_on"].notna()
    states = [ReturnState.INCOMPLETE, ReturnState.COMPLETE, ReturnState.SENT_BACK, ReturnState.NOT_DUE]
    conditions = [taken & judged["unanswered"].gt(0), taken, back, judged["timing"].eq("not_due")]
    judged["state"] = np.select(conditions, [str(state) for state in states], default=str(ReturnState.MISSING))
    return judged.drop(columns=["answered", "askable"])


def describe_return(row: Any) -> str:
    """One row of judge_returns in words: “đã gửi 07/12, trả lại, chờ sửa 2 lỗi”, “đã nhận 11/12, thiếu 3 dòng”."""
    if pd.isna(row.received_on):
        late = f"quá hạn {row.days_late} ngày" if row.state == ReturnState.MISSING else "chưa đến hạn"
        return f"chưa nộp, {late}"
    came = "đã gửi" if row.state == ReturnState.SENT_BACK else "đã nhận"
    return f"{came} {_format_day(row.received_on)}, {describe_standing(row)}"


def describe_standing(row: Any) -> str:
    """The same without any day: “trả lại, chờ sửa 2 lỗi”, “thiếu 3 dòng”, “đủ”, “chưa nộp”."""
    match ReturnState(row.state):
        case ReturnState.NOT_DUE:
            return "chưa đến hạn"
        case ReturnState.MISSING:
            return "chưa nộp"
        case ReturnState.SENT_BACK:
            return f"trả lại, chờ sửa {row.errors} lỗi"
        case ReturnState.INCOMPLETE:
            return f"thiếu {row.unanswered} dòng"
        case ReturnState.COMPLETE:
            return "đủ"


def _format_day(day: date) -> str:
    return f"{day:%d/%m}"
