"""The figures that open a meeting above the schools: of all schools under a node, out of its sums."""

from __future__ import annotations

from danvan_metrics.metrics.completion import find_item_totals
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.rollup.node_totals import NodeCounts, count_node
from danvan_metrics.metrics.rollup.node_units import list_node_units, load_sums
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.overview.opening_figure import KeyFigure
from danvan_metrics.vietnamese import NOTHING, format_date, format_percent, format_range, format_ratio


def collect_node_figures(dataset: Dataset, scope: Scope) -> tuple[KeyFigure, ...]:
    """The key figures of a node: received, on time, items of the happy school, appraised, and spread."""
    counts = count_node(dataset, scope)
    received = f"{format_ratio(counts.received, counts.schools)} trường" if counts.schools else NOTHING
    on_time = f"{format_ratio(counts.on_time, counts.received)} báo cáo" if counts.received else "chưa nhận báo cáo nào"
    late = f"{counts.late} trễ" if counts.late else "không trường nào trễ" if counts.received else ""
    return (
        KeyFigure("Đã nhận", received, _describe_received(dataset, scope, counts)),
        KeyFigure("Đúng hạn", on_time, late),
        *_collect_items(dataset, scope, counts),
        *_collect_appraised(dataset, counts),
        *_collect_spread(dataset, scope, counts),
    )


def _describe_received(dataset: Dataset, scope: Scope, counts: NodeCounts) -> str:
    """“12 chưa nộp; 3 trả lại, chờ sửa; 54 đơn vị; hạn trước 14/12/2020”."""
    if not counts.schools:
        return "không có trường nào trong bộ lọc"
    told = {"chưa nộp, chưa đến hạn": counts.not_due, "chưa nộp": counts.missing, STATES["sent_back"]: counts.sent_back}
    absent = "; ".join(f"{count} {words}" for words, count in told.items() if count) or "đã nhận của mọi trường"
    units = sum(not unit.own for unit in list_node_units(dataset, scope))
    deadline = format_date(scope.find_period(dataset).deadline)
    return f"{absent}; {units} đơn vị; hạn trước {deadline}"


def _collect_items(dataset: Dataset, scope: Scope, counts: NodeCounts) -> tuple[KeyFigure, ...]:
    groups = find_item_totals(dataset.plan)
    if not groups:
        return ()
    sums = load_sums(dataset, scope).groups
    total = sums.loc[sums["group"].isin(groups), ["told", "n", "N", "unknown_N", "open"]].sum()
    label = dataset.plan.group_by_code[min(groups)].title
    if not total["N"]:
        return (KeyFigure(label, STATES["not_due" if counts.not_due == counts.schools else "not_reported"]),)
    due = total["N"] + total["unknown_N"]
    share, span = format_percent(total["n"] / total["N"]), format_range(total["n"] / due, (total["n"] + total["open"]) / due)
    reach = "nếu tính cả phần chưa kiểm" if scope.lens is Lens.APPRAISED else "nếu đủ"
    told = share if span == share else f"{share}, {span} {reach}"
    note = f"{told}; của {format_ratio(total['told'] / len(groups), counts.schools)} trường"
    return (KeyFigure(label, f"{format_ratio(total['n'], total['N'])} nội dung", note),)


def _collect_appraised(dataset: Dataset, counts: NodeCounts) -> tuple[KeyFigure, ...]:
    if not dataset.plan.rounds:
        return ()
    value = f"{format_ratio(counts.appraised, counts.schools)} trường" if counts.schools else NOTHING
    return (KeyFigure("Phòng thẩm định", value, "đã kết luận"),)


def _collect_spread(dataset: Dataset, scope: Scope, counts: NodeCounts) -> tuple[KeyFigure, ...]:
    plan = dataset.plan
    if not plan.ladder:
        return ()
    label, rungs = f"Lan tỏa từ bậc {plan.notable_rung}", load_sums(dataset, scope).rungs
    standing = rungs["schools"].sum()
    if not standing:
        return (KeyFigure(label, STATES["not_due" if counts.not_due == counts.schools else "not_reported"]),)
    reached = rungs.loc[rungs["rung"].ge(plan.notable_rung), "schools"].sum()
    silent = counts.schools - standing
    note = f"{silent:.0f} trường chưa xếp bậc" if silent else ""
    return (KeyFigure(label, f"{format_ratio(reached, counts.schools)} trường", note),)
