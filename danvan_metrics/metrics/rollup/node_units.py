"""The units under a node as pages list them, and the sums of their schools that the filters leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import pandas as pd

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.plan.lens import Lens
from danvan_metrics.units.roster import School
from danvan_metrics.units.unit import Unit
from danvan_metrics.units.unit_sums import UnitSums

FEWEST: Final = 3  # schools that a percentage is said of; fewer are named


@dataclass(frozen=True, slots=True)
class NodeUnit:
    """A unit directly under the node; or the node itself, for the schools that stand directly under it (`own`).

    schools: how many of the filter stand under it. named: these, where they are fewer than FEWEST, else ().
    """

    code: str
    name: str
    schools: int
    own: bool = False
    named: tuple[School, ...] = ()

    @property
    def names(self) -> str:
        """“MN Nam Sơn, TH Nam Sơn”: the schools where they are few; "" elsewhere."""
        return ", ".join(school.short_name for school in self.named)


def find_node(dataset: Dataset) -> Unit:
    """The unit looked at; ValueError where its schools are looked at one by one."""
    if dataset.sums is None:
        raise ValueError("schools are looked at one by one: there is no node")
    return dataset.roster.tree.by_code[dataset.sums.unit]


def load_sums(dataset: Dataset, scope: Scope, lens: Lens | None = None) -> UnitSums:
    """The sums of the scope's period, level and model schools, through the lens given or its own."""
    chosen = scope.lens if lens is None else lens
    return dataset.once(
        ("unit sums", scope.period, chosen, scope.level, scope.model), partial(_narrow_sums, dataset, scope, chosen)
    )


def _narrow_sums(dataset: Dataset, scope: Scope, lens: Lens) -> UnitSums:
    return UnitSums(*(_narrow(frame, scope) for frame in dataset.sum_up(scope.period, lens)))


def _narrow(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    kept = pd.Series(data=True, index=frame.index)
    if scope.level is not None:
        kept &= frame["level"].eq(scope.level)
    if scope.model is not None:
        kept &= frame["model"].eq(scope.model)
    return frame[kept]


def list_node_units(dataset: Dataset, scope: Scope) -> tuple[NodeUnit, ...]:
    """The units with a school of the filter on the period's last day on time, in the office's order; the node itself last."""
    return dataset.once(("node units", scope), partial(_list_units, dataset, scope))


def _list_units(dataset: Dataset, scope: Scope) -> tuple[NodeUnit, ...]:
    node, last = find_node(dataset), scope.find_period(dataset).last_day_on_time
    schools = load_sums(dataset, scope, Lens.DECLARED).counts.groupby("unit")["schools"].sum()
    found = [(unit.code, unit.short_name) for unit in dataset.roster.tree.children_of(node.code, last)]
    found.append((node.code, f"Trường trực thuộc {node.short_name}"))
    counted = ((code, name, int(schools.get(code, 0)), code == node.code) for code, name in found)
    return tuple(
        NodeUnit(code, name, count, own=own, named=_name_few(dataset, scope, code, own=own) if count < FEWEST else ())
        for code, name, count, own in counted
        if count
    )


def _name_few(dataset: Dataset, scope: Scope, code: str, *, own: bool) -> tuple[School, ...]:
    last = scope.find_period(dataset).last_day_on_time
    under = dataset.roster.group_by_unit(last).get(code, ()) if own else dataset.roster.list_under(code, last)
    return tuple(one for one in under if scope.level in {None, one.level} and scope.model in {None, one.model})


def sum_columns(frame: pd.DataFrame, units: Sequence[NodeUnit], columns: Sequence[str]) -> pd.DataFrame:
    """A table of sums by unit: a row for each of these (its code), 0 where it has none."""
    summed = frame.groupby("unit", sort=False)[list(columns)].sum()
    return summed.reindex([unit.code for unit in units], fill_value=0.0)


def spread_columns(frame: pd.DataFrame, units: Sequence[NodeUnit], key: str, value: str) -> pd.DataFrame:
    """The sums of one column by unit (rows, its code) and by what `key` says (columns); 0 where there is none."""
    codes = [unit.code for unit in units]
    if frame.empty:
        return pd.DataFrame(index=codes)
    return frame.pivot_table(value, "unit", key, aggfunc="sum", fill_value=0.0, observed=True).reindex(codes, fill_value=0.0)


def count_columns(frame: pd.DataFrame, units: Sequence[NodeUnit], columns: Sequence[str]) -> dict[str, dict[str, int]]:
    """sum_columns as plain whole numbers, by the unit's code and column."""
    rows = sum_columns(frame, units, columns).to_numpy(dtype=int).tolist()
    return {unit.code: dict(zip(columns, row, strict=True)) for unit, row in zip(units, rows, strict=True)}


def count_spread(frame: pd.DataFrame, units: Sequence[NodeUnit], key: str, value: str) -> dict[str, dict[Any, int]]:
    """spread_columns as plain whole numbers, by the unit's code and what `key` says."""
    spread = spread_columns(frame, units, key, value)
    rows = spread.to_numpy(dtype=int).tolist()
    return {unit.code: dict(zip(spread.columns, row, strict=True)) for unit, row in zip(units, rows, strict=True)}


def add_counts(counted: Iterable[Mapping[Any, int]]) -> dict[Any, int]:
    """Counts of several added up, by what they are counts of."""
    total: Counter[Any] = Counter()
    for one in counted:
        total.update(one)
    return dict(total)
