"""A list with counts on a sheet: the counts are typed in, sums and shares are live formulas with their results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, span
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat, embolden
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.vietnamese import NOTHING

SUM: Final = "Cộng"
_NAMES, _COUNT, _SHARE, _TEXT = 30, 11, 11, 42  # widths


@dataclass(frozen=True, slots=True)
class CountColumn:
    """Counts, a row each; their sum stands below."""

    heading: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class ShareColumn:
    """n ÷ N of two columns of counts, by their headings; a dash where a count in `told` is below `least`."""

    heading: str
    n: str
    total: str
    told: str
    least: int


@dataclass(frozen=True, slots=True)
class TextColumn:
    """Words, a row each; nothing stands below."""

    heading: str
    texts: Sequence[str]


Column = CountColumn | ShareColumn | TextColumn


@dataclass(frozen=True, slots=True)
class CountedRows:
    """A list: the heading over the names, the names, and what stands beside each."""

    heading: str
    names: Sequence[str]
    columns: Sequence[Column]

    @property
    def widths(self) -> list[int]:
        """Of the columns, the names first."""
        kinds = {CountColumn: _COUNT, ShareColumn: _SHARE, TextColumn: _TEXT}
        return [_NAMES, *(kinds[type(column)] for column in self.columns)]

    def find_counts(self, heading: str) -> tuple[int, Sequence[float]]:
        """Where a column of counts stands (from 1), and its values; ValueError where there is none of this heading."""
        for place, column in enumerate(self.columns, start=2):
            if isinstance(column, CountColumn) and column.heading == heading:
                return place, column.values
        raise ValueError(f"no counts under “{heading}”")


def write_counted_rows(page: Page, listed: CountedRows, top: int) -> int:
    """Write headings at row `top`, the list, and the sums below; the row of the sums."""
    page.write_headings(top, [listed.heading, *(column.heading for column in listed.columns)])
    last = top + len(listed.names)
    for place, name in enumerate(listed.names):
        page.write_row(top + 1 + place, [(name, looks.TEXT), *_list_cells(listed, place, top + 1 + place)])
    page.write_row(last + 1, [(SUM, embolden(looks.TEXT)), *_list_sums(listed, top + 1, last)])
    return last + 1


def _list_cells(listed: CountedRows, place: int, row: int) -> Iterator[tuple[Content, CellFormat]]:
    for column in listed.columns:
        match column:
            case CountColumn():
                yield column.values[place], looks.TYPED
            case ShareColumn():
                values = (listed.find_counts(name)[1][place] for name in (column.n, column.total, column.told))
                yield _write_share(listed, column, row, *values), looks.SHARE
            case TextColumn():
                yield column.texts[place] or None, looks.LONG_TEXT


def _list_sums(listed: CountedRows, first: int, last: int) -> Iterator[tuple[Content, CellFormat]]:
    for place, column in enumerate(listed.columns, start=2):
        match column:
            case CountColumn():
                yield Formula(f"SUM({span(place, first, last)})", sum(column.values)), embolden(looks.COUNT)
            case ShareColumn():
                sums = (sum(listed.find_counts(name)[1]) for name in (column.n, column.total, column.told))
                yield _write_share(listed, column, last + 1, *sums), embolden(looks.SHARE)
            case TextColumn():
                yield None, embolden(looks.TEXT)


def _write_share(listed: CountedRows, column: ShareColumn, row: int, n: float, total: float, told: float) -> Formula:
    part, whole, shown = (cell(row, listed.find_counts(name)[0]) for name in (column.n, column.total, column.told))
    text = f'IF(AND({shown}>={column.least},{whole}>0),{part}/{whole},"{NOTHING}")'
    return Formula(text, n / total if told >= column.least and total > 0 else NOTHING)
