"""The period strip: five figures that open every meeting, each with what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_metrics.metrics.completion import find_item_totals
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.material import Material, count_reached, gather
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.timeliness import Timeliness
from danvan_metrics.metrics.words import describe_period
from danvan_metrics.vietnamese import format_change, format_date, format_percent, format_ratio


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
    return (
        _collect_deadline(material),
        KeyFigure("Đã nhận", f"{counts.received}/{counts.schools} trường", _describe_absent(counts), receipts),
        KeyFigure("Đúng hạn", f"{counts.on_time}/{counts.received} báo cáo", _describe_late(material), receipts),
        *_collect_items(material),
        *_collect_spread(material),
    )


def _collect_deadline(material: Material) -> KeyFigure:
    dataset, scope, days = material.dataset, material.scope, material.counts.days_left
    note = f"còn {days} ngày" if days > 0 else "hôm nay là hạn cuối" if days == 0 else f"đã qua {-days} ngày"
    label = f"Hạn nộp {describe_period(dataset, scope.period)}"
    return KeyFigure(label, f"trước {format_date(scope.find_period(dataset).deadline)}", note, Reference(Subject.RECEIPTS, scope))


def _describe_absent(counts: Timeliness) -> str:
    if counts.not_due:
        return f"{counts.not_due} chưa nộp, chưa đến hạn"
    return f"{counts.missing} chưa nộp" if counts.missing else "đã nhận đủ"


def _describe_late(material: Material) -> str:
    counts, receipts = material.counts, material.receipts
    if not counts.late:
        return "không trường nào trễ" if counts.received else ""
    return f"{counts.late} trễ, lâu nhất {receipts.loc[receipts['state'].eq('late'), 'days_late'].max()} ngày"


def _collect_items(material: Material) -> tuple[KeyFigure, ...]:
    """Items of kind level met, of those applicable, over the schools that reported; the change over schools in both periods."""
    plan = material.dataset.plan
    groups = find_item_totals(plan)
    if not groups:
        return ()
    reported = material.groups[material.groups["group"].isin(groups) & material.groups["state"].eq("value")]
    n, total = int(reported["n"].sum()), int(reported["N"].sum())
    moved = material.changes.loc[material.changes["group"].isin(groups), "change"]
    notes = [
        format_percent(n / total) if total else "",
        "" if moved.isna().all() else _describe_change(material, int(moved.sum())),
    ]
    value = f"{format_ratio(n, total)} nội dung"
    top = min(groups)
    reference = Reference(top, material.scope)
    return (KeyFigure(plan.group_by_code[top].title, value, ", ".join(filter(None, notes)), reference),)


def _collect_spread(material: Material) -> tuple[KeyFigure, ...]:
    plan = material.dataset.plan
    if not plan.ladder:
        return ()
    notable = plan.notable_rung
    reached = count_reached(material.ladder, notable)
    before = material.ladder_before
    reference = Reference(Subject.LADDER, material.scope)
    note = "" if before is None else _describe_change(material, reached - count_reached(before, notable))
    return (KeyFigure(f"Lan tỏa từ bậc {notable}", f"{reached}/{len(material.ladder)} trường", note, reference),)


def _describe_change(material: Material, number: int) -> str:
    if material.before is None:
        return ""
    sign = format_change(number, unchanged="không đổi")
    return f"{sign} so với {describe_period(material.dataset, material.before.code)}"
