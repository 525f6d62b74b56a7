"""Which submission is in force, and which days received count: queries over what was appended."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from danvan_metrics.store.tables import corrections, refusals, selections, submissions, withdrawals

RETURNED: Final = "returned"  # the status of a refused file that was a return of this school and period, with errors
_KEY: Final = ("school", "period")


def select_in_force(plan: str, schools: Collection[str] | None = None) -> sa.Select[Any]:
    """The submission in force of each school and period of a plan, or of these schools alone; the columns of `submissions`."""
    claims = _select_claims(*match_schools(submissions, plan, schools)).subquery()
    place = sa.func.row_number().over(
        partition_by=[claims.c[name] for name in _KEY], order_by=[claims.c.latest.desc(), claims.c.selection.desc()]
    )
    ranked = sa.select(claims.c.submission, place.label("place")).subquery()
    return sa.select(submissions).join(ranked, ranked.c.submission == submissions.c.id).where(ranked.c.place == 1)


def number_in_force() -> sa.ScalarSelect[int]:
    """The number of the submission in force of the school and period bound as `plan`, `school` and `period`."""
    claims = _select_claims(*(submissions.c[name] == sa.bindparam(name) for name in ("plan", *_KEY))).subquery()
    ordered = sa.select(claims.c.submission).order_by(claims.c.latest.desc(), claims.c.selection.desc())
    return ordered.limit(1).scalar_subquery()


def select_first_days(plan: str, schools: Collection[str] | None = None) -> sa.Select[Any]:
    """The first day anything came of each school and period: a return, or a file sent back with errors (nộp is not đạt)."""
    handed_in = sa.select(*(submissions.c[name] for name in _KEY), day_that_counts(submissions)).where(
        *match_schools(submissions, plan, schools), ~is_withdrawn()
    )
    sent_back = sa.select(*(refusals.c[name] for name in _KEY), day_that_counts(refusals)).where(
        *match_schools(refusals, plan, schools), refusals.c.status == RETURNED
    )
    days = sa.union_all(handed_in, sent_back).subquery()
    key = [days.c[name] for name in _KEY]
    return sa.select(*key, sa.func.min(days.c.received_on, type_=sa.Date).label("received_on")).group_by(*key)


def match_schools(table: sa.Table, plan: str, schools: Collection[str] | None) -> list[sa.ColumnElement[bool]]:
    """Rows of a plan, or of these schools of it alone: then an index finds them, however many schools there are."""
    of_plan = table.c.plan == plan
    return [of_plan] if schools is None else [of_plan, table.c.school.in_(sorted(schools))]


def day_that_counts(table: sa.Table) -> sa.ColumnElement[Any]:
    """The day received of a row of `submissions` or `refusals`: the last correction's, else the one it came with."""
    of_row = corrections.c.submission if table is submissions else corrections.c.refusal
    last = (
        sa.select(corrections.c.received_on)
        .where(of_row == table.c.id)
        .order_by(corrections.c.id.desc())
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )
    return sa.func.coalesce(last, table.c.received_on, type_=sa.Date).label("received_on")


def is_withdrawn() -> sa.ColumnElement[bool]:
    """Whether a row of `submissions` counts as if it had not come: its last withdrawal has not been taken back."""
    last = (
        sa.select(withdrawals.c.withdrawn)
        .where(withdrawals.c.submission == submissions.c.id)
        .order_by(withdrawals.c.id.desc())
        .limit(1)
        .correlate(submissions)
        .scalar_subquery()
    )
    return sa.func.coalesce(last, sa.false(), type_=sa.Boolean)


def _select_claims(*conditions: sa.ColumnElement[bool]) -> sa.CompoundSelect[Any]:
    """Who claims to be in force: every submission by its revision, and every choice of the office by the latest revision it saw.

    What was withdrawn claims nothing. The claim with the highest revision wins, and among those the last choice: a choice holds
    until a newer return comes.
    """
    key = [submissions.c[name] for name in _KEY]
    # 0 stands below every choice of the office: a choice beats the revision that was the latest when it was made.
    own = sa.select(
        *key, submissions.c.id.label("submission"), submissions.c.revision.label("latest"), sa.literal(0).label("selection")
    ).where(*conditions, ~is_withdrawn())
    chosen = (
        sa.select(*key, submissions.c.id, selections.c.latest_revision, selections.c.id)
        .join(selections, selections.c.submission == submissions.c.id)
        .where(*conditions, ~is_withdrawn())
    )
    return sa.union_all(own, chosen)
