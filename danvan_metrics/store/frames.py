"""What is in force, or was when a snapshot was taken, as tables of pandas.

Types: codes and words `str` (NaN where none), numbers float64 (NaN where none), `revision`, `version` and `submission` int64,
`has_result` and `recheck` bool; `dated`, `received_on`, `judged_on`, `concluded_on` (datetime.date or None) and `models_declared`
(True, False or None: blank) are objects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Connection, Subquery, and_, exists, func, select

from danvan_metrics.plan.verdicts import APPRAISAL_COLUMNS, VERDICT_COLUMNS
from danvan_metrics.store.force import (
    RETURNED,
    day_that_counts,
    is_withdrawn,
    match_schools,
    number_in_force,
    select_first_days,
    select_in_force,
)
from danvan_metrics.store.records import Frames
from danvan_metrics.store.tables import answers, evidence_items, models, refusals, submissions
from danvan_metrics.workbook.answers import (
    ANSWER_COLUMNS,
    EVIDENCE_COLUMNS,
    MODEL_COLUMNS,
    RECEIPT_COLUMNS,
    SENT_BACK_COLUMNS,
    SentBack,
)

if TYPE_CHECKING:
    import pandas as pd

    from danvan_metrics.store.appraising.appraisal_frames import AppraisalRows

_TYPES: Final = {
    **dict.fromkeys(("to_do", "done", "evidence_count", "beneficiaries", "seen"), "float64"),
    **dict.fromkeys(("dated", "received_on", "sent_back_on", "models_declared", "judged_on", "concluded_on"), "object"),
    **dict.fromkeys(("revision", "submission", "errors", "answered", "askable", "version"), "int64"),
    **dict.fromkeys(("has_result", "recheck"), "bool"),
}


_NUMBERS: Final = select(answers.c.line, answers.c.done).where(answers.c.submission == number_in_force())


class Chosen(NamedTuple):
    """Which submissions count, as rows of `submissions`, and the day received of each school and period."""

    submissions: Subquery
    days: Subquery


@cache
def choose_in_force(plan: str) -> Chosen:
    """What is in force now; composed once, for the same query is asked with every page."""
    return Chosen(select_in_force(plan).subquery(), select_first_days(plan).subquery())


def choose_of_schools(plan: str, schools: Collection[str]) -> Chosen:
    """What is in force now of some schools alone."""
    return Chosen(select_in_force(plan, schools).subquery(), select_first_days(plan, schools).subquery())


def load_answer_frame(connection: Connection, chosen: Chosen) -> pd.DataFrame:
    """One row per school, period and line chosen; columns ANSWER_COLUMNS."""
    force = chosen.submissions
    columns = [force.c.school, force.c.period, *(answers.c[name] for name in ANSWER_COLUMNS[2:])]
    query = select(*columns).join(force, force.c.id == answers.c.submission).order_by(answers.c.submission, answers.c.position)
    return _frame(connection.execute(query), ANSWER_COLUMNS)


def load_model_frame(connection: Connection, chosen: Chosen) -> pd.DataFrame:
    """One row per model of the returns chosen; columns MODEL_COLUMNS."""
    force = chosen.submissions
    has_result = and_(models.c.result != "", func.coalesce(models.c.evidence_count, 0) > 0).label("has_result")
    named = {"school": force.c.school, "period": force.c.period, "has_result": has_result, **models.c}
    query = select(*(named[name] for name in MODEL_COLUMNS)).join(force, force.c.id == models.c.submission)
    return _frame(connection.execute(query.order_by(models.c.submission, models.c.position)), MODEL_COLUMNS)


def load_evidence_frame(connection: Connection, chosen: Chosen) -> pd.DataFrame:
    """One row per piece listed in the returns chosen; columns EVIDENCE_COLUMNS."""
    force = chosen.submissions
    named = {"school": force.c.school, "period": force.c.period, **evidence_items.c}
    query = select(*(named[name] for name in EVIDENCE_COLUMNS)).join(force, force.c.id == evidence_items.c.submission)
    return _frame(connection.execute(query.order_by(evidence_items.c.submission, evidence_items.c.position)), EVIDENCE_COLUMNS)


def load_receipt_frame(connection: Connection, chosen: Chosen) -> pd.DataFrame:
    """One row per school and period handed in; columns RECEIPT_COLUMNS, received_on the first day anything of it came."""
    force, first = chosen
    named = {**force.c, "received_on": first.c.received_on, "submission": force.c.id}
    same = and_(first.c.school == force.c.school, first.c.period == force.c.period)
    query = select(*(named[name] for name in RECEIPT_COLUMNS)).join(first, same).order_by(force.c.id)
    return _frame(connection.execute(query), RECEIPT_COLUMNS)


def load_sent_back_frame(connection: Connection, plan: str, schools: Collection[str] | None = None) -> pd.DataFrame:
    """One row per school and period of a plan (of these schools) whose files were all sent back; columns SENT_BACK_COLUMNS."""
    key = [refusals.c.plan, refusals.c.school, refusals.c.period]
    taken = exists().where(*(submissions.c[column.name] == column for column in key), ~is_withdrawn())
    columns = [refusals.c[name] for name in ("school", "period", "answered", "askable", "issues")]
    query = select(*columns, day_that_counts(refusals)).where(
        *match_schools(refusals, plan, schools),
        refusals.c.status == RETURNED,
        refusals.c.school.is_not(None),  # a stranger's workbook is nobody's return
        refusals.c.period.is_not(None),
        ~taken,
    )
    found: dict[tuple[str, str], SentBack] = {}
    for row in connection.execute(query.order_by(refusals.c.id)):
        first = found.get((row.school, row.period))
        day = min(first.received_on, row.received_on) if first else row.received_on
        errors = sum(issue["severity"] == "error" for issue in row.issues)
        found[row.school, row.period] = SentBack(row.school, row.period, day, row.received_on, errors, row.answered, row.askable)
    return list_sent_back(found.values())


def list_sent_back(found: Iterable[SentBack]) -> pd.DataFrame:
    """What was sent back as a table; columns SENT_BACK_COLUMNS."""
    return _frame(found, SENT_BACK_COLUMNS)


def list_appraisals(found: AppraisalRows) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The office's word as two tables: columns APPRAISAL_COLUMNS, and VERDICT_COLUMNS."""
    return _frame(found.appraisals, APPRAISAL_COLUMNS), _frame(found.verdicts, VERDICT_COLUMNS)


def load_frames(connection: Connection, chosen: Chosen, sent_back: pd.DataFrame, found: AppraisalRows) -> Frames:
    """Answers, models and receipts of one moment, beside what was sent back and what the office found."""
    appraisals, verdicts = list_appraisals(found)
    return Frames(
        answers=load_answer_frame(connection, chosen),
        models=load_model_frame(connection, chosen),
        receipts=load_receipt_frame(connection, chosen),
        sent_back=sent_back,
        appraisals=appraisals,
        verdicts=verdicts,
        evidence=load_evidence_frame(connection, chosen),
    )


def list_nothing() -> Frames:
    """The tables of a store in which nothing is."""
    found = (ANSWER_COLUMNS, MODEL_COLUMNS, RECEIPT_COLUMNS)
    told = (SENT_BACK_COLUMNS, APPRAISAL_COLUMNS, VERDICT_COLUMNS, EVIDENCE_COLUMNS)
    return Frames(*(_frame((), names) for names in (*found, *told)))


def load_numbers(connection: Connection, plan: str, school: str, period: str) -> dict[str, float | None] | None:
    """The numbers of the return in force of one school and period, by line; None where there is no return."""
    key = {"plan": plan, "school": school, "period": period}
    rows = connection.execute(_NUMBERS, key).all()
    return {row.line: row.done for row in rows} or None


def _frame(rows: Iterable[Sequence[Any]], names: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - a return is checked, and kept, without

    columns: Iterable[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(names)
    return pd.DataFrame(
        {name: pd.Series(list(values), dtype=_TYPES.get(name, "str")) for name, values in zip(names, columns, strict=True)}
    )
