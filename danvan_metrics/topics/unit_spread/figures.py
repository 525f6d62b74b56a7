"""The ladder and the registered models, counted by unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.bands import BandLimits, band_share, set_limits
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rollup.node_units import (
    FEWEST,
    NodeUnit,
    count_columns,
    count_spread,
    find_node,
    list_node_units,
    load_sums,
)
from danvan_metrics.metrics.words import NO_SCHOOL, describe_period, describe_schools, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.spread.ladder import describe_absent, name_schools
from danvan_metrics.topics.spread.models_chart import describe_models
from danvan_metrics.vietnamese import format_ratio, slug

_NO_RETURN: Final = "Chưa có trường nào nộp báo cáo."
_ABSENT: Final = ("not_reported", "sent_back", "not_due")


@dataclass(frozen=True, slots=True)
class UnitRungs:
    """One unit, or the sum of all (`unit` is None): schools by rung, and by state those that stand on none, inside N.

    mark: the band of n ÷ N as the map of communes has it, or the state where no school has a rung; None where the schools are
    too few for a percentage.
    """

    unit: NodeUnit | None
    rungs: tuple[int, ...]
    absent: Mapping[str, int]
    n: int
    mark: Mark | None

    @property
    def schools(self) -> int:
        """All schools of the filter, those without a return too."""
        return sum(self.rungs) + sum(self.absent.values())

    @property
    def reported(self) -> int:
        """Those that stand on a rung."""
        return sum(self.rungs)

    @property
    def share(self) -> float | None:
        """n ÷ N; None of so few that a percentage would say something of one school."""
        return self.n / self.schools if min(self.reported, self.schools) >= FEWEST else None

    @property
    def counts(self) -> dict[str, int]:
        """Keyed as the series of the ladder's chart are: "0"…, then the states."""
        return {str(rung): count for rung, count in enumerate(self.rungs)} | dict(self.absent)


@dataclass(frozen=True, kw_only=True)
class UnitSpread(FigureRecord):
    """The units in the office's order and their sum; rungs: titles from 0 to the top; `empty`: why there is nothing to show."""

    rows: tuple[UnitRungs, ...]
    total: UnitRungs
    rungs: tuple[str, ...]
    notable: int
    limits: BandLimits
    empty: str = ""

    @property
    def lowest_first(self) -> tuple[UnitRungs, ...]:
        """The units with a percentage, the lowest first; then those without."""
        return tuple(sorted(self.rows, key=lambda row: 2 if row.share is None else row.share))


def collect_unit_spread(dataset: Dataset, scope: Scope) -> UnitSpread:
    """Count the schools of every unit under the node by rung; the ladder is read off what is declared, whatever the lens."""
    sums, units = load_sums(dataset, scope, Lens.DECLARED), list_node_units(dataset, scope)
    limits = set_limits(dataset.plan, scope.period)
    counts = count_columns(sums.counts, units, ("missing", "sent_back", "not_due"))
    rungs = count_spread(sums.rungs, units, "rung", "schools")
    rows = tuple(_read_unit(dataset, unit, counts[unit.code], rungs[unit.code], limits) for unit in units)
    total = _add_units(dataset, rows, limits)
    empty = "" if total.reported else _NO_RETURN if rows else NO_SCHOOL
    whose = name_schools(scope.model)
    told = (
        f"{total.schools} {whose}, {format_ratio(total.n, total.schools)} ở bậc {dataset.plan.notable_rung} trở lên"
        if rows
        else NO_SCHOOL
    )
    period = describe_period(dataset, scope.period)
    return UnitSpread(
        title="Bậc thang lan tỏa theo đơn vị",
        subtitle=" · ".join((told, *describe_absent(total.absent), period, describe_schools(scope))),
        file_name=slug(name_file("bac thang lan toa theo don vi", scope, lens=False), find_node(dataset).code),
        sample=dataset.sample,
        rows=rows,
        total=total,
        rungs=("chưa khởi động", *(rung.title for rung in dataset.plan.ladder)),
        notable=dataset.plan.notable_rung,
        limits=limits,
        empty=empty,
    )


def _read_unit(
    dataset: Dataset, unit: NodeUnit, counts: Mapping[str, int], rungs: Mapping[int, int], limits: BandLimits
) -> UnitRungs:
    absent = {"not_reported": counts["missing"], "sent_back": counts["sent_back"], "not_due": counts["not_due"]}
    by_rung = tuple(rungs.get(rung, 0) for rung in range(len(dataset.plan.ladder) + 1))
    return _judge(unit, by_rung, absent, dataset.plan.notable_rung, limits)


def _add_units(dataset: Dataset, rows: tuple[UnitRungs, ...], limits: BandLimits) -> UnitRungs:
    rungs = tuple(sum(row.rungs[rung] for row in rows) for rung in range(len(dataset.plan.ladder) + 1))
    absent = {state: sum(row.absent[state] for row in rows) for state in _ABSENT}
    return _judge(None, rungs, absent, dataset.plan.notable_rung, limits)


def _judge(
    unit: NodeUnit | None, rungs: tuple[int, ...], absent: Mapping[str, int], notable: int, limits: BandLimits
) -> UnitRungs:
    n, total = sum(rungs[notable:]), sum(rungs) + sum(absent.values())
    return UnitRungs(unit, rungs, absent, n, _find_mark(n, total, sum(rungs), absent, limits))


def _find_mark(n: int, total: int, reported: int, absent: Mapping[str, int], limits: BandLimits) -> Mark | None:
    if not reported:
        return next((Mark(state) for state in _ABSENT if absent[state]), None)
    return band_share(n / total, limits) if reported >= FEWEST else None


@dataclass(frozen=True, slots=True)
class UnitModels:
    """One unit, or the sum of all (None): registered models by field, in the plan's order, and the schools that named any.

    Schools are counted by field alone: one school may name models of several.
    """

    unit: NodeUnit | None
    by_field: tuple[int, ...]
    schools: tuple[int, ...]

    @property
    def total(self) -> int:
        """All models of a named field."""
        return sum(self.by_field)


@dataclass(frozen=True, kw_only=True)
class UnitModelFields(FigureRecord):
    """The units in the office's order and their sum; `fields` with their areas, in the plan's order."""

    rows: tuple[UnitModels, ...]
    total: UnitModels
    areas: tuple[str, ...]
    fields: tuple[str, ...]
    empty: str = ""


def collect_unit_models(dataset: Dataset, scope: Scope) -> UnitModelFields:
    """Count the registered models of every unit under the node by field; whatever the lens."""
    models, units = load_sums(dataset, scope, Lens.DECLARED).models, list_node_units(dataset, scope)
    fields = tuple(field.name for field in dataset.plan.fields_of_models)
    totals, schools = (count_spread(models, units, "field", name) for name in ("total", "schools"))
    rows = tuple(_read_models(unit, fields, totals[unit.code], schools[unit.code]) for unit in units)
    total = _add_models(rows, len(fields))
    told = describe_models(total.total, total.total)
    return UnitModelFields(
        title="Mô hình “Dân vận khéo” đăng ký theo đơn vị và lĩnh vực",
        subtitle=" · ".join((told, describe_period(dataset, scope.period), describe_schools(scope))),
        file_name=slug(name_file("mo hinh theo don vi", scope, lens=False), find_node(dataset).code),
        sample=dataset.sample,
        rows=rows,
        total=total,
        areas=tuple(field.area for field in dataset.plan.fields_of_models),
        fields=fields,
        empty="" if total.total else "Chưa có mô hình nào được ghi trong báo cáo của các trường." if rows else NO_SCHOOL,
    )


def _read_models(unit: NodeUnit, fields: tuple[str, ...], totals: Mapping[str, int], schools: Mapping[str, int]) -> UnitModels:
    return UnitModels(unit, tuple(totals.get(one, 0) for one in fields), tuple(schools.get(one, 0) for one in fields))


def _add_models(rows: tuple[UnitModels, ...], fields: int) -> UnitModels:
    return UnitModels(
        None,
        tuple(sum(row.by_field[place] for row in rows) for place in range(fields)),
        tuple(sum(row.schools[place] for row in rows) for place in range(fields)),
    )
