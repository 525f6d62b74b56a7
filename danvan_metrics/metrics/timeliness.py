"""On time, late, missing or not due, by the date a return was received (TCTH.2: “trước ngày 14” is strict)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from danvan_metrics.metrics.dataset import Dataset, Scope


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Counts of schools; received: anything came, of which sent_back: nothing was taken yet.

    `days_left` counts to the last day on time and is negative once it is past.
    """

    schools: int
    received: int
    on_time: int
    late: int
    missing: int
    not_due: int
    days_left: int
    sent_back: int = 0


def judge_timeliness(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """One row per school in scope: school, state, received_on, margin, days_late, revision.

    Everything that came counts, a file sent back too, from its first day. state: on_time | late | missing | not_due. margin:
    days from the last day on time to the day received (negative = early, NaN where nothing came). days_late: of a late return,
    or of a missing one up to today; else 0. revision: of the return in force, NaN without one.
    """
    return dataset.once(("timeliness", scope), lambda: _judge(dataset, scope))


def _judge(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    last = scope.find_period(dataset).last_day_on_time
    schools = pd.DataFrame({"school": [school.code for school in scope.schools(dataset)]}, dtype=object)
    came = pd.concat([frame[frame["period"].eq(scope.period)] for frame in (dataset.receipts, dataset.sent_back)])
    came = came.drop_duplicates("school")[["school", "received_on", "revision"]]  # a return taken stands before a file sent back
    judged = schools.merge(came, on="school", how="left")
    received = pd.to_datetime(judged["received_on"])
    judged["margin"] = (received - pd.Timestamp(last)).dt.days
    overdue = (dataset.as_of - last).days
    judged["state"] = np.select(
        [judged["margin"].gt(0), judged["margin"].le(0)], ["late", "on_time"], default="missing" if overdue > 0 else "not_due"
    )
    judged["days_late"] = judged["margin"].fillna(overdue).clip(lower=0).astype(int)
    return judged[["school", "state", "received_on", "margin", "days_late", "revision"]]


def count_timeliness(dataset: Dataset, scope: Scope) -> Timeliness:
    """How many schools in scope sent a return, on time or late, or have not."""
    judged = judge_timeliness(dataset, scope)
    states = judged["state"]
    sent_back = int((judged["received_on"].notna() & judged["revision"].isna()).sum())
    counts = {state: int(states.eq(state).sum()) for state in ("on_time", "late", "missing", "not_due")}
    days_left = (scope.find_period(dataset).last_day_on_time - dataset.as_of).days
    return Timeliness(
        schools=len(states), received=counts["on_time"] + counts["late"], days_left=days_left, sent_back=sent_back, **counts
    )


def count_returns_on_time(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """BC1.2 per school up to the scope's period: school, n returns on time, N periods due or handed in so far."""
    frames = []
    for period in dataset.plan.periods:
        frames.append(judge_timeliness(dataset, scope.at(period.code)))
        if period.code == scope.period:
            break
    judged = pd.concat(frames, ignore_index=True)
    judged = judged[judged["school"].isin([school.code for school in scope.schools(dataset)])]
    counted = judged.assign(n=judged["state"].eq("on_time"), N=judged["state"].ne("not_due"))
    return counted.groupby("school", sort=False)[["n", "N"]].sum().reset_index()
