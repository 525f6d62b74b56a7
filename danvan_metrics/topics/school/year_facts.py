"""The figures that stand over a school's page: returns on time, rung by period, appraisal, open actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.actions.figures import select_actions
from danvan_metrics.topics.school.glance import find_card
from danvan_metrics.topics.scorecard.side_columns import SideColumn
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_date


@dataclass(frozen=True, slots=True)
class YearFact:
    """A label, its value as people read it, a note beside it (“” for none), and the figure its source is found by."""

    label: str
    value: str
    note: str = ""
    reference: Reference | None = None


def collect_year_facts(dataset: Dataset, scope: Scope, school: str) -> tuple[YearFact, ...]:
    """Collect them for one school, up to the scope's period; those that the plan has no use for are left out."""
    unit, looked = dataset.roster.by_code[school], Scope(scope.period, scope.lens)
    row = next((one for one in find_card(dataset, looked).rows if one.school == unit.code), None)
    if row is None:
        return ()
    receipts, appraisal = (Reference(subject, looked, unit.code) for subject in (Subject.RECEIPTS, Subject.APPRAISAL))
    facts = [YearFact("Báo cáo đúng hạn", row.on_time.figure, _join_told(row.on_time, row.state), receipts)]
    facts += [_collect_rungs(dataset, looked, unit)] if dataset.plan.ladder else []
    facts += [_describe_appraisal(row.appraisal, appraisal)] if dataset.plan.rounds else []
    return (*facts, _count_actions(dataset, looked, unit))


def _join_told(column: SideColumn, state: str) -> str:
    """“trễ 1 ngày; thiếu 3 dòng”: how this period's return came, and how it stands."""
    return "; ".join(dict.fromkeys(filter(None, (column.told, state))))


def _describe_appraisal(column: SideColumn, source: Reference) -> YearFact:
    lines = f"{column.figure} dòng" if column.figure else column.told
    notes = (column.told, column.more) if column.figure else (column.more,)
    return YearFact("Phòng thẩm định", lines, "; ".join(filter(None, notes)), source)


def _collect_rungs(dataset: Dataset, scope: Scope, unit: School) -> YearFact:
    """“2 → 3 → 4”, a dash for a period without a return, and what the last rung means."""
    codes = [period.code for period in dataset.plan.periods]
    rows = [_find_rung(dataset, scope.at(code), unit) for code in codes[: codes.index(scope.period) + 1]]
    passed = " → ".join(NOTHING if row is None or pd.isna(row.rung) else str(row.rung) for row in rows)
    return YearFact("Bậc lan tỏa", passed, _name_rung(dataset, rows[-1]), Reference(Subject.LADDER, scope, unit.code))


def _find_rung(dataset: Dataset, scope: Scope, unit: School) -> Any:
    return next((row for row in iterate_rows(climb_ladder(dataset, scope)) if row.school == unit.code), None)


def _name_rung(dataset: Dataset, row: Any) -> str:
    if row is None:
        return ""
    if pd.isna(row.rung):
        return STATES[row.state]
    titles = {one.rung: one.title for one in dataset.plan.ladder}
    return titles.get(int(row.rung), "chưa lên bậc nào")


def _count_actions(dataset: Dataset, scope: Scope, unit: School) -> YearFact:
    actions = [one for one in select_actions(dataset, scope) if one.school == unit.code]
    pending = [one for one in actions if one.is_open]
    overdue = sum(one.judge(dataset.as_of) is ActionState.OVERDUE for one in pending)
    told = list(_describe_actions(overdue, min((one.due for one in pending), default=None), len(actions) - len(pending)))
    return YearFact("Việc đang giao", str(len(pending)) if pending else "không có", "; ".join(told))


def _describe_actions(overdue: int, due: Any, ended: int) -> Iterator[str]:
    if overdue:
        yield f"{overdue} quá hạn"
    elif due:
        yield f"hạn gần nhất {format_date(due)}"
    if ended:
        yield f"{ended} việc đã kết thúc"
