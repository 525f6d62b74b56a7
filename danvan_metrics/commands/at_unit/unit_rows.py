"""The summary of a node as lines to read: a row per unit, n/N of everything, the sum last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from danvan_metrics.metrics.rollup.node_units import FEWEST
from danvan_metrics.plan.model import Plan
from danvan_metrics.vietnamese import NOTHING, format_percent, format_ratio


def write_unit_rows(plan: Plan, figures: dict[str, Any]) -> list[list[str]]:
    """Headings, a row per unit, and the sum; `figures` as summarise_node gives them."""
    groups = list(figures["total"]["groups"])
    titles = ("Đơn vị", "Số trường", *(plan.group_by_code[code].short for code in groups))
    headings = [*titles, f"Bậc {figures['total']['rung']['notable']} trở lên", "Đã nộp", "Đúng hạn", "Thẩm định"]
    rows = [[one["name"], *_write_unit(one, groups)] for one in figures["units"]]
    return [headings, *rows, ["Cộng", *_write_unit(figures["total"], groups)]]


def _write_unit(unit: dict[str, Any], groups: list[str]) -> Iterator[str]:
    yield str(unit["schools"])
    for code in groups:
        yield _write_group(unit["groups"][code])
    yield _write_ratio(unit["rung"])
    yield _write_ratio(unit["received"])
    yield _write_ratio(unit["on_time"])
    yield _write_ratio(unit["appraised"])


def _write_group(group: dict[str, Any] | None) -> str:
    """“83/96 (89 %) 4/5 trường”: of fewer than three schools that told, no percentage."""
    if group is None or group["value"] is None:
        return NOTHING
    told = group["told"]
    share = f" ({format_percent(group['value'])})" if told["n"] >= FEWEST else ""
    silent = f" {format_ratio(told['n'], told['N'])} trường" if told["n"] < told["N"] else ""
    return f"{format_ratio(group['n'], group['N'])}{share}{silent}"


def _write_ratio(ratio: dict[str, int]) -> str:
    return format_ratio(ratio["n"], ratio["N"]) if ratio["N"] else NOTHING
