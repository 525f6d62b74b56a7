"""The period strip: five figures that open every meeting, each with what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from danvan_metrics.charts.record import describe_period
from danvan_metrics.metrics.comparison import changes
from danvan_metrics.metrics.completion import score_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.timeliness import Timeliness, count_timeliness, judge_timeliness
from danvan_metrics.plan.model import Kind, Reporter
from danvan_metrics.vietnamese import format_date, format_percent, format_quantity


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A label, its value as people read it, and a note beside it ("" for none)."""

    label: str
    value: str
    note: str = ""


def collect_key_figures(dataset: Dataset, scope: Scope) -> tuple[KeyFigure, ...]:
    """Deadline, received, on time, items of the happy school, and spread, of the schools in scope."""
    counts = count_timeliness(dataset, scope)
    return (
        _tell_deadline(dataset, scope, counts),
        KeyFigure("Đã nhận", f"{counts.received}/{counts.schools} trường", _tell_absent(counts)),
        KeyFigure("Đúng hạn", f"{counts.on_time}/{counts.received} báo cáo", _tell_late(dataset, scope, counts)),
        *_tell_items(dataset, scope),
        *_tell_spread(dataset, scope),
    )


def _tell_deadline(dataset: Dataset, scope: Scope, counts: Timeliness) -> KeyFigure:
    days = counts.days_left
    note = f"còn {days} ngày" if days > 0 else "hôm nay là hạn cuối" if days == 0 else f"đã qua {-days} ngày"
    label = f"Hạn nộp {describe_period(dataset, scope.period)}"
    return KeyFigure(label, f"trước {format_date(scope.find_period(dataset).deadline)}", note)


def _tell_absent(counts: Timeliness) -> str:
    if counts.not_due:
        return f"{counts.not_due} chưa nộp, chưa đến hạn"
    return f"{counts.missing} chưa nộp" if counts.missing else "đã nhận đủ"


def _tell_late(dataset: Dataset, scope: Scope, counts: Timeliness) -> str:
    if not counts.late:
        return "không trường nào trễ" if counts.received else ""
    judged = judge_timeliness(dataset, scope)
    return f"{counts.late} trễ, lâu nhất {judged.loc[judged['state'].eq('late'), 'days_late'].max()} ngày"


def _tell_items(dataset: Dataset, scope: Scope) -> tuple[KeyFigure, ...]:
    """Items of kind level met, of those applicable, over the schools that reported; the change over schools in both periods."""
    plan = dataset.plan
    groups = {item.group for item in plan.indicators_for(Reporter.SCHOOL) if item.kind is Kind.LEVEL}
    if not groups:
        return ()
    scores = score_groups(dataset, scope)
    reported = scores[scores["group"].isin(groups) & scores["state"].eq("value")]
    n, total = int(reported["n"].sum()), int(reported["N"].sum())
    change = changes(dataset, scope, scores)
    moved = _describe_change(dataset, scope, change.loc[change["group"].isin(groups), "change"])
    share = format_percent(n / total) if total else ""
    value = f"{format_quantity(n)}/{format_quantity(total)} nội dung"
    return (KeyFigure(_name_items(dataset, groups), value, ", ".join(filter(None, (share, moved)))),)


def _name_items(dataset: Dataset, groups: set[str]) -> str:
    names = {dataset.plan.group_by_code[group].parent or group for group in groups}
    return dataset.plan.group_by_code[min(names)].title


def _describe_change(dataset: Dataset, scope: Scope, change: pd.Series) -> str:
    before = dataset.plan.period_before(scope.period)
    if before is None or change.isna().all():
        return ""
    return f"{_sign(int(change.sum()))} so với {describe_period(dataset, before.code)}"


def _tell_spread(dataset: Dataset, scope: Scope) -> tuple[KeyFigure, ...]:
    if not dataset.plan.ladder:
        return ()
    notable = int(dataset.plan.thresholds.notable_rung.value)
    reached, schools = count_reached(dataset, scope, notable)
    before = dataset.plan.period_before(scope.period)
    note = ""
    if before is not None:
        gain = reached - count_reached(dataset, replace(scope, period=before.code), notable)[0]
        note = f"{_sign(gain)} so với {describe_period(dataset, before.code)}"
    return (KeyFigure(f"Lan tỏa từ bậc {notable}", f"{reached}/{schools} trường", note),)


def count_reached(dataset: Dataset, scope: Scope, rung: int) -> tuple[int, int]:
    """Schools in scope on or above the rung, and schools in scope."""
    ladder = climb_ladder(dataset, scope)
    return int((ladder["rung"].dropna() >= rung).sum()), len(ladder)


def _sign(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "không đổi"
