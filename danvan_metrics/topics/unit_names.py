"""A unit as the first cell of a row: its name, opening downward, and its schools where they are few."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.table import Cell, UnitPage
from danvan_metrics.metrics.rollup.node_units import NodeUnit

TOTAL: Final = "Cộng"


def lay_node_unit(unit: NodeUnit | None) -> Cell:
    """The unit's cell; “Cộng” of the sum (None). The schools directly under the node are nobody's page."""
    if unit is None:
        return Cell(TOTAL, strong=True)
    opens = None if unit.own else UnitPage(unit.code)
    words = f"Mở {unit.name}" if opens else ""
    return Cell(unit.name, note=unit.names, opens=opens, words=words, strong=True, figures=(unit.name,))


def name_node_unit(unit: NodeUnit | None) -> str:
    """The same as text."""
    return unit.name if unit else TOTAL


def list_opened(units: tuple[NodeUnit, ...]) -> tuple[str, ...]:
    """The codes that the rows of these units open; "" for the node itself."""
    return tuple("" if unit.own else unit.code for unit in units)
