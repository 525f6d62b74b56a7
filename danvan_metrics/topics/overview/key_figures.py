"""The period strip: the figures that open every meeting, each with what stands beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from danvan_metrics.metrics.appraisal import sum_appraisals
from danvan_metrics.metrics.comparison import compare_rungs, count_gain
from danvan_metrics.metrics.completion import find_item_totals, sum_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.material import Material, count_reached, gather
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.timeliness import Timeliness
from danvan_metrics.metrics.words import STATES, describe_period
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.topics.overview.node_figures import collect_node_figures
from danvan_metrics.topics.overview.opening_figure import KeyFigure
from danvan_metrics.topics.spread.ladder import describe_absent
from danvan_metrics.vietnamese import NOTHING, format_change, format_date, format_percent, format_range, format_ratio

__all__ = ["KeyFigure", "collect_key_figures", "describe_deadline"]


def collect_key_figures(dataset: Dataset, scope: Scope) -> tuple[KeyFigure, ...]:
    """Received (with the deadline), on time, items of the happy school, appraised, and spread, of the schools in scope."""
    if dataset.sums:
        return collect_node_figures(dataset, scope)
    material = gather(dataset, scope)
    counts, receipts = material.counts, Reference(Subject.RECEIPTS, scope)
    received = f"{counts.received}/{counts.schools} trường" if counts.schools else NOTHING
    on_time = f"{counts.on_time}/{counts.received} báo cáo" if counts.received else "chưa nhận báo cáo nào"
    return (
        KeyFigure("Đã nhận", received, _describe_received(material), receipts),
        KeyFigure("Đúng hạn", on_time, _describe_late(material), receipts),
        *_collect_items(material),
        *_collect_appraised(material),
        *_collect_spread(material),
    )


def describe_deadline(material: Material) -> str:
    """“Hạn nộp kỳ cả năm: trước 14/12/2020, đã qua 4 ngày”."""
    days = material.counts.days_left
    when = f"còn {days} ngày" if days > 0 else "hôm nay là hạn cuối" if days == 0 else f"đã qua {-days} ngày"
    return f"Hạn nộp {describe_period(material.dataset, material.scope.period)}: trước {_format_deadline(material)}, {when}"


def _describe_received(material: Material) -> str:
    absent = _describe_absent(material.counts)
    return f"{absent}; {_describe_day(material)}" if material.counts.schools else absent


def _describe_day(material: Material) -> str:
    days = material.counts.days_left
    left = f", còn {days} ngày" if days > 0 else "" if days else ", hôm nay là hạn cuối"
    return f"hạn trước {_format_deadline(material)}{left}"


def _format_deadline(material: Material) -> str:
    return format_date(material.scope.find_period(material.dataset).deadline)


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


def _collect_appraised(material: Material) -> tuple[KeyFigure, ...]:
    """Schools whose appraisal is concluded, as the scorecard's last row counts them, and how much was looked into."""
    dataset, scope = material.dataset, material.scope
    if not dataset.plan.rounds:
        return ()
    rows = list(iterate_rows(sum_appraisals(dataset, scope)))
    begun = [row for row in rows if row.checked]
    concluded = sum(row.stage == Stage.CONCLUDED for row in rows)
    checked, lines = sum(row.checked for row in begun), sum(row.L for row in begun)
    note = f"đã kết luận; đã kiểm {format_ratio(checked, lines)} dòng của {len(begun)} trường" if begun else "chưa kiểm dòng nào"
    value = f"{concluded}/{len(rows)} trường" if rows else NOTHING
    return (KeyFigure("Phòng thẩm định", value, note, Reference(Subject.APPRAISAL, replace(scope, lens=Lens.DECLARED))),)


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
