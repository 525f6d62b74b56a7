"""The ladder and the models by unit, laid out."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Final

import pandas as pd

from danvan_metrics.formats.record import make_table
from danvan_metrics.formats.table import Band, Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.rollup.node_units import FEWEST
from danvan_metrics.metrics.spread import WITHOUT_RUNG
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.unit_names import lay_node_unit, name_node_unit
from danvan_metrics.topics.unit_spread.figures import UnitModelFields, UnitModels, UnitRungs, UnitSpread
from danvan_metrics.vietnamese import NOTHING, capitalise, format_percent, format_ratio, lower_first

_RUNGS: Final = 3  # the column of the lowest


def lay_out_unit_shares(record: UnitSpread) -> Table:
    """The same without the rungs one by one, the lowest first: what stands beside their chart."""
    table = lay_out_unit_ladder(record, lowest_first=True)
    rungs = range(_RUNGS, _RUNGS + len(record.rungs))
    return table.select(*(place for place in range(len(table.columns)) if place not in rungs))


def lay_out_unit_ladder(record: UnitSpread, *, lowest_first: bool = False) -> Table:
    """Lay out how many schools of every unit stand on each rung, and without one where there are such; the sum below."""
    states = [state for state in WITHOUT_RUNG if record.total.absent[state]]
    headings = name_columns(
        "Đơn vị",
        f"Bậc {record.notable} trở lên (n/N)",
        "Tỉ lệ",
        *(f"Bậc {rung}" for rung in range(len(record.rungs))),
        *(capitalise(STATES[state]) for state in states),
    )
    rows = record.lowest_first if lowest_first else record.rows
    bands = (
        Band("", tuple(_lay_unit(row, states) for row in rows)),
        Band("", (_lay_unit(record.total, states),), total=True),
    )
    legend = tuple(describe_legend((row.mark for row in record.rows if row.mark), Lens.DECLARED, record.limits))
    align = "nmm" + "c" * (len(record.rungs) + len(states))
    return Table(record.title, headings, bands if record.rows else (), align, record.subtitle, legend=legend)


def _lay_unit(row: UnitRungs, states: list[str]) -> Row:
    counts = (Cell(str(row.counts[key]), figures=(row.counts[key],)) for key in (*map(str, range(len(row.rungs))), *states))
    return (lay_node_unit(row.unit), Cell(format_ratio(row.n, row.schools), strong=True), _lay_share(row), *counts)


def _lay_share(row: UnitRungs) -> Cell:
    """The band of n ÷ N; the words of a state where nobody has told; of few schools no percentage."""
    if not row.reported:
        return Cell(STATES[row.mark] if row.mark else NOTHING, mark=row.mark, figures=(None,))
    if row.share is None:
        return Cell(NOTHING, figures=(None,))
    return Cell(format_percent(row.share), mark=row.mark, strong=True, figures=(row.share,))


def tabulate_ladder(rows: Iterable[UnitRungs], rungs: tuple[str, ...], notable: int) -> pd.DataFrame:
    """The units as figures, n and N in columns of their own."""
    return make_table(_table_row(row, rungs, notable) for row in rows)


def _table_row(row: UnitRungs, rungs: tuple[str, ...], notable: int) -> dict[str, object]:
    counts = {f"Bậc {rung} {lower_first(title)}": row.rungs[rung] for rung, title in enumerate(rungs)}
    absent = {capitalise(STATES[state]): row.absent[state] for state in WITHOUT_RUNG}
    reached = {f"Bậc {notable} trở lên (n)": row.n, "Số trường (N)": row.schools}
    names = row.unit.names if row.unit else ""
    return {"Đơn vị": name_node_unit(row.unit), **counts, **absent, **reached, "Các trường": names}


def lay_out_unit_models(record: UnitModelFields) -> Table:
    """Lay out how many models of each area every unit has, and in how many of the plan's fields; the sum below."""
    areas = tuple(dict.fromkeys(record.areas))
    headings = name_columns("Đơn vị", "Mô hình", *areas, "Lĩnh vực có mô hình (n/N)")
    bands = (
        Band("", tuple(_lay_models(record, row, areas) for row in record.rows)),
        Band("", (_lay_models(record, record.total, areas),), total=True),
    )
    return Table(record.title, headings, () if record.empty else bands, "nm" + "c" * (len(areas) + 1), record.subtitle)


def _lay_models(record: UnitModelFields, row: UnitModels, areas: tuple[str, ...]) -> Row:
    sums = [sum(count for one, count in zip(record.areas, row.by_field, strict=True) if one == area) for area in areas]
    counts = (Cell(str(count), figures=(count,)) for count in sums)
    filled = format_ratio(sum(map(bool, row.by_field)), len(row.by_field))
    return (lay_node_unit(row.unit), Cell(str(row.total), strong=True, figures=(row.total,)), *counts, Cell(filled))


def lay_out_unit_fields(record: UnitModelFields) -> Table:
    """Lay out the fields with their models, a row each, most first: how many, whose units, and which unit has the most."""
    rows = [
        (field, record.total.by_field[place], record.total.schools[place], _name_most(record, place))
        for place, field in enumerate(record.fields)
    ]
    rows.sort(key=itemgetter(1), reverse=True)
    laid = ((Cell(field), Cell(str(total), figures=(total,)), Cell(str(schools), figures=(schools,)), Cell(most))
            for field, total, schools, most in rows)  # fmt: skip
    headings = name_columns("Lĩnh vực", "Mô hình", "Số trường", "Nhiều nhất")
    return Table(record.title, headings, group_rows(laid), "lccl", record.subtitle)


def _name_most(record: UnitModelFields, place: int) -> str:
    most = max((row.by_field[place] for row in record.rows), default=0)
    names = [name_node_unit(row.unit) for row in record.rows if row.by_field[place] == most]
    return f"{', '.join(names)} ({most})" if most and len(names) <= FEWEST else NOTHING
