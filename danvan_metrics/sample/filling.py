"""Put an invented return into its template, each value where the layout says."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook

from danvan_metrics.raw import Raw
from danvan_metrics.sample.scene import Contents
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.layout import Layout
from danvan_metrics.workbook.values import set_value


def fill_cells(workbook: Workbook, layout: Layout, contents: Contents) -> None:
    """Write every value into its cell; ValueError where the template has no blank cell to fill in for one."""
    for place, value in place_values(layout, contents):
        cell = workbook[place.sheet][place.cell]
        if cell.protection.locked or cell.value is not None:
            raise ValueError(f"no blank cell for {value!r} at {place.sheet}!{place.cell}")
        set_value(cell, value)


def place_values(layout: Layout, contents: Contents) -> Iterator[tuple[Place, Raw]]:
    """Every value written, with its place; blanks are left out."""
    for line, cells in contents.lines.items():
        yield from ((layout.lines[line].cell(field), value) for field, value in cells.items())
    yield from ((layout.facts[key], value) for key, value in contents.facts.items() if value is not None)
    if layout.models and contents.models_declared is not None:
        yield layout.models.question, contents.models_declared
        for row, model in enumerate(contents.models, start=layout.models.first_row):
            yield from ((layout.models.cell(row, column), value) for column, value in model.items())
