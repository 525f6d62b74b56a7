"""What of the data is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from danvan_metrics.errors import UserError
from danvan_metrics.formats.tidy.tidy_table import TidyTable
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.data_out.table_catalogue import BY_NAME, TABLES


@dataclass(frozen=True, slots=True)
class DataRequest:
    """The tables, by name in the catalogue's order, and what their rows are narrowed to; "" and None: to nothing."""

    tables: tuple[str, ...] = tuple(BY_NAME)
    period: str = ""
    lens: Lens | None = None
    level: str | None = None
    unit: str = ""

    def list_periods(self, plan: Plan) -> tuple[str, ...]:
        """The codes of the periods whose rows are told."""
        return (self.period,) if self.period else tuple(period.code for period in plan.periods)


def choose_tables(names: Iterable[str]) -> tuple[str, ...]:
    """The names of the tables asked for, in the catalogue's order; all where none was. UserError for an unknown one."""
    asked = set(names)
    if strange := sorted(asked - BY_NAME.keys()):
        raise UserError(f"Không có bảng “{strange[0]}”; hãy chọn trong: {', '.join(BY_NAME)}.")
    return tuple(table.name for table in TABLES if not asked or table.name in asked)


def find_table(name: str) -> TidyTable:
    """The table of this name; UserError where there is none."""
    return BY_NAME[choose_tables([name])[0]]
