"""The period strip: five figures that open every meeting, each with what stands beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from danvan_metrics.metrics.comparison import compare_rungs, count_gain
from danvan_metrics.metrics.completion import find_item_totals, sum_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.material import Material, count_reached, gather
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.timeliness import Timeliness
from danvan_metrics.metrics.words import STATES, describe_period
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.spread.ladder import describe_absent
from danvan_metrics.vietnamese import NOTHING, format_change, format_date, format_percent, format_range, format_ratio


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A label, its value as people read it, a note beside it ("" for none), and the figure its source is found by."""

    label: str
    value: str
    note: str = ""
    reference: Reference | None = None


def collect_key_figures(dataset: Dataset, scope: Scope) -> tuple[KeyFigure, ...]:
    """Deadline, received, on time, items of the happy school, and spread, of the schools in scope."""
    material = gather(dataset, scope)
    counts, receipts = material.counts, Reference(Subject.RECEIPTS, scope)
    received = f"{counts.received}/{counts.schools} trường" if counts.schools else NOTHING
    on_time = f"{counts.on_time}/{counts.received} báo cáo" if counts.received else "chưa nhận báo cáo nào"
    return (
        _collect_deadline(material),
        KeyFigure("Đã nhận", received, _describe_absent(counts), receipts),
        KeyFigure("Đúng hạn", on_time, _describe_late(material), receipts),
        *_collect_items(material),
        *_collect_spread(material),
    )


def _collect_deadline(material: Material) -> KeyFigure:
    dataset, scope, days = material.dataset, material.scope, material.counts.days_left
    note = f"còn {days} ngày" if days > 0 else "hôm nay là hạn cuối" if days == 0 else f"đã qua {-days} ngày"
    label = f"Hạn nộp {describe_period(dataset, scope.period)}"
    return KeyFigure(label, f"trước {format_date(scope.find_period(dataset).deadline)}", note, Reference(Subject.RECEIPTS, scope))


def _describe_absent(counts: Timeliness) -> str:
    if not counts.schools:
        return "không có trường nào trong bộ lọc"
    told = {"chưa nộp, chưa đến hạn": counts.not_due, "chưa nộp": counts.missing, STATES["sent_back"]: counts.sent_back}
    return "; ".join(f"{count} {words}" for words, count in told.items() if count) or "đã nhận của mọi trường"


def _describe_late(material: Material) -> str:
    counts, receipts = material.counts, material.receipts
    if not counts.late:
        return "không trường nào trễ" if counts.received else ""
    return f"{counts.late} trễ, lâu nhất {receipts.loc[receipts['state'].eq('late'), 'days_late'].max()} ngày"


def _collect_items(material: Material) -> tuple[KeyFigure, ...]:
    """Items of kind level met, of those applicable, over the schools that reported; the change over items told twice."""
    plan = material.dataset.plan
    groups = find_item_totals(plan)
    if not groups:
        return ()
    own = material.groups[material.groups["group"].isin(groups)]
    sums, top = sum_groups(own), min(groups)
    label, reference = plan.group_by_code[top].title, Reference(top, material.scope)
    if not sums.total:
        return (KeyFigure(label, _describe_nothing(own["state"]), "", reference),)
    share, span = format_percent(sums.n / sums.total), format_range(sums.low, sums.high)
    reach = "nếu tính cả phần chưa kiểm" if material.scope.lens is Lens.APPRAISED else "nếu đủ"
    told = share if span == share else f"{share}, {span} {reach}"
    of = f"của {sums.reported}/{material.counts.schools} trường"
    moved = material.changes[material.changes["group"].isin(groups) & material.changes["compared"].gt(0)]
    change = _describe_change(material, int(moved["change"].sum()), moved["school"].nunique()) if len(moved) else ""
    note = "; ".join(filter(None, (told, of, change)))
    return (KeyFigure(label, f"{format_ratio(sums.n, sums.total)} nội dung", note, reference),)


def _describe_nothing(states: pd.Series) -> str:
    """Why there is no figure: the state of all, or that not all reported."""
    if states.empty:
        return NOTHING
    return STATES[states.iloc[0] if states.nunique() == 1 else "not_reported"]


def _collect_spread(material: Material) -> tuple[KeyFigure, ...]:
    plan = material.dataset.plan
    if not plan.ladder:
        return ()
    notable, ladder = plan.notable_rung, material.ladder
    label, reference = f"Lan tỏa từ bậc {notable}", Reference(Subject.LADDER, material.scope)
    if ladder["rung"].isna().all():
        return (KeyFigure(label, _describe_nothing(ladder["state"]), "", reference),)
    compared = compare_rungs(material.dataset, material.scope)
    change = _describe_change(material, count_gain(compared, notable), len(compared)) if len(compared) else ""
    notes = (*describe_absent(Counter(ladder["state"])), change)
    value = f"{count_reached(ladder, notable)}/{len(ladder)} trường"
    return (KeyFigure(label, value, "; ".join(filter(None, notes)), reference),)


def _describe_change(material: Material, number: int, compared: int) -> str:
    if material.before is None:
        return ""
    sign = format_change(number, unchanged="không đổi")
    return f"{sign} so với {describe_period(material.dataset, material.before.code)} ({compared} trường)"
