"""“Lan tỏa theo đơn vị” and “Mô hình theo đơn vị”: counts typed in, sums and shares by formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.counted_rows import Column, CountColumn, CountedRows, ShareColumn, TextColumn, write_counted_rows
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import set_print
from danvan_metrics.metrics.rollup.node_units import FEWEST
from danvan_metrics.metrics.spread import WITHOUT_RUNG
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_names import name_node_unit
from danvan_metrics.topics.unit_spread.figures import (
    UnitModelFields,
    UnitSpread,
    collect_unit_models,
    collect_unit_spread,
)
from danvan_metrics.vietnamese import capitalise, lower_first

LADDER: Final = "Lan tỏa theo đơn vị"
MODELS: Final = "Mô hình theo đơn vị"
_SCHOOLS, _TOLD = "Số trường (N)", "Đã có bậc"


def write_unit_ladder(page: Page, meeting: Meeting) -> None:
    """Write a row per unit with its schools by rung, and the sum of all."""
    record = meeting.take(collect_unit_spread)
    _write(page, record, _list_rungs(record))


def write_unit_models(page: Page, meeting: Meeting) -> None:
    """Write a row per unit with its registered models by field, and the sum of all."""
    record = meeting.take(collect_unit_models)
    columns = [CountColumn("Mô hình", [row.total for row in record.rows])]
    columns += [CountColumn(field, [row.by_field[place] for row in record.rows]) for place, field in enumerate(record.fields)]
    _write(page, record, CountedRows("Đơn vị", [name_node_unit(row.unit) for row in record.rows], columns))


def _write(page: Page, record: UnitSpread | UnitModelFields, listed: CountedRows) -> None:
    page.set_widths(listed.widths)
    page.write_head(record.title, record.subtitle, len(listed.widths))
    if record.empty:
        page.write_line(TOP + 1, record.empty, looks.PLAIN, len(listed.widths))
    else:
        write_counted_rows(page, listed, TOP)
    set_print(page, columns=len(listed.widths), repeat=TOP)


def _list_rungs(record: UnitSpread) -> CountedRows:
    above = f"Bậc {record.notable} trở lên (n)"
    rungs: Iterator[Column] = (
        CountColumn(f"Bậc {rung} {lower_first(title)}", [row.rungs[rung] for row in record.rows])
        for rung, title in enumerate(record.rungs)
    )
    absent: Iterator[Column] = (
        CountColumn(capitalise(STATES[state]), [row.absent[state] for row in record.rows]) for state in WITHOUT_RUNG
    )
    columns: tuple[Column, ...] = (
        CountColumn(above, [row.n for row in record.rows]),
        CountColumn(_SCHOOLS, [row.schools for row in record.rows]),
        ShareColumn("Tỉ lệ", above, _SCHOOLS, _TOLD, FEWEST),
        CountColumn(_TOLD, [row.reported for row in record.rows]),
        *rungs,
        *absent,
        TextColumn("Các trường (đơn vị ít trường)", [row.unit.names if row.unit else "" for row in record.rows]),
    )
    return CountedRows("Đơn vị", [name_node_unit(row.unit) for row in record.rows], columns)
