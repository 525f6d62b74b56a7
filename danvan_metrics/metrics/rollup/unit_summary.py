"""One summary of a node in a period, as plain JSON-ready data: what its pages and exports must agree with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.rollup.node_totals import total_group_sums, total_indicator_sums, total_tracked_sums
from danvan_metrics.metrics.rollup.node_units import (
    NodeUnit,
    add_counts,
    count_columns,
    count_spread,
    find_node,
    list_node_units,
    load_sums,
)
from danvan_metrics.metrics.summarising import summarise_tracked
from danvan_metrics.plan.lens import Lens
from danvan_metrics.units.unit_sums import COUNTS

_RETURNS: Final = ("on_time", "late", "missing", "not_due", "sent_back", "incomplete", "complete")
_RUNG_STATES: Final = {"missing": "not_reported", "sent_back": "sent_back", "not_due": "not_due"}


def summarise_node(dataset: Dataset, scope: Scope) -> dict[str, Any]:
    """period, lens, as_of, unit, received and on_time as n/N; units, each as `total` is, which is their sum; indicators.

    received: everything that came, a file sent back too, of all schools; on_time: of those received. rung: n of N schools on or
    above the notable one, and how many stand on each, or on none by state. groups: value = Σ weighted ÷ Σ base of the schools
    that told (0…1 or None), n of N lines of theirs, told of how many schools, and the lowest and highest value if what is open
    were 0, or complete. Of units with fewer than three schools `names` are these; a figure there is one school's or two's.
    """
    return dataset.once(("node summary", scope), lambda: _summarise(dataset, scope))


def _summarise(dataset: Dataset, scope: Scope) -> dict[str, Any]:
    node, units = find_node(dataset), list_node_units(dataset, scope)
    parts = _Parts(dataset, scope, units)
    told = [_describe_unit(unit) | parts.summarise(unit.code) for unit in units]
    total = parts.summarise(None)
    return {
        "period": scope.period,
        "lens": scope.lens,
        "as_of": dataset.as_of.isoformat(),
        "unit": {"code": node.code, "name": node.name, "kind": node.kind},
        "received": total["received"],
        "on_time": total["on_time"],
        "units": told,
        "total": total,
        "indicators": _list_indicators(dataset, scope),
    }


def _describe_unit(unit: NodeUnit) -> dict[str, Any]:
    return {"unit": unit.code, "name": unit.name, "own": unit.own, "names": [school.code for school in unit.named]}


class _Parts:
    """The sums of a node by unit, each added up once."""

    def __init__(self, dataset: Dataset, scope: Scope, units: Sequence[NodeUnit]) -> None:
        declared, sums = load_sums(dataset, scope, Lens.DECLARED), load_sums(dataset, scope)
        self._plan = dataset.plan
        self._counts = count_columns(declared.counts, units, COUNTS)
        self._rungs = count_spread(declared.rungs, units, "rung", "schools")
        self._models = count_columns(declared.models, units, ("total",))
        self._by_unit = {
            (row.unit, row.group): row
            for row in iterate_rows(total_group_sums(sums.groups[sums.groups["unit"].isin(_codes(units))]))
        }
        self._all = {row.group: row for row in iterate_rows(total_group_sums(sums.groups, by=()))}

    def summarise(self, unit: str | None) -> dict[str, Any]:
        """One unit, by code; None: all of them."""
        counts, rungs, models = (
            add_counts(counted.values()) if unit is None else counted[unit]
            for counted in (self._counts, self._rungs, self._models)
        )
        counts = dict.fromkeys(COUNTS, 0) | counts
        groups = {
            one.code: self._all.get(one.code) if unit is None else self._by_unit.get((unit, one.code))
            for one in scored_groups(self._plan)
        }
        return {
            "schools": counts["schools"],
            "received": {"n": counts["received"], "N": counts["schools"]},
            "on_time": {"n": counts["on_time"], "N": counts["received"]},
            "returns": {name: counts[name] for name in _RETURNS},
            "appraised": {"n": counts["appraised"], "N": counts["schools"]},
            "rung": _summarise_rungs(rungs, counts, self._plan.notable_rung, len(self._plan.ladder)),
            "models": models.get("total", 0),
            "groups": {code: _summarise_group(row) for code, row in groups.items()},
        }


def _codes(units: Sequence[NodeUnit]) -> list[str]:
    return [unit.code for unit in units]


def _summarise_rungs(rungs: Mapping[Any, int], counts: Mapping[str, int], notable: int, top: int) -> dict[str, Any]:
    stood = [rungs.get(rung, 0) for rung in range(top + 1)]
    absent = {state: counts[name] for name, state in _RUNG_STATES.items()}
    return {"notable": notable, "n": sum(stood[notable:]), "N": counts["schools"], "exactly": stood, "absent": absent}


def _summarise_group(row: Any) -> dict[str, Any] | None:
    """None where no school of the unit is asked for the group."""
    if row is None:
        return None
    return {
        "value": _number(row.mean),
        "low": _number(row.low),
        "high": _number(row.high),
        "n": int(row.n),
        "N": int(row.N),
        "told": {"n": int(row.told), "N": int(row.schools)},
        "violations": int(row.violations),
    }


def _list_indicators(dataset: Dataset, scope: Scope) -> list[dict[str, Any]]:
    rows = {row.indicator: _summarise_indicator(row) for row in iterate_rows(total_indicator_sums(dataset, scope))}
    rows |= summarise_tracked(total_tracked_sums(dataset, scope))
    return [{"code": one.code, **rows[one.code]} for one in dataset.plan.indicators if one.code in rows]


def _summarise_indicator(row: Any) -> dict[str, Any]:
    met = {"n": int(row.met_n), "N": int(row.met_N), "high": _number(row.met_high)}
    pooled = {"done": row.done, "todo": row.to_do, "credited": row.credited, "value": row.value}
    return {"schools_met": met, "pooled": {name: _number(part) for name, part in pooled.items()}}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
