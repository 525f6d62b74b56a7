"""The one table: a subject lays it out once; pages, slides, the report and plain workbooks render it, each in its own widths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import pandas as pd

from danvan_metrics.formats.record import type_figures
from danvan_metrics.formats.theme import Fill
from danvan_metrics.metrics.actions import Deed
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.reference import Reference


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """Leads to the page of the school of this code."""

    school: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Leads to the schools of the indicator of this code."""

    indicator: str


@dataclass(frozen=True, slots=True)
class ActionForm:
    """Leads to the form that changes or ends the action of this number, or takes it up again."""

    action: int
    deed: Deed


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Opens the unit of this code on the page that the table stands on."""

    unit: str


Destination = Reference | SchoolPage | IndicatorPage | ActionForm | UnitPage


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text, a small note after it, a mark (symbol and fill), and all of it in words for tooltip and screen reader.

    `printed` is the note where room is short and nothing tells `words`: on slides, paper, in workbooks (None: the note itself).
    `opens` is what the cell leads to on pages, where `tag` stands as a badge; `alert` is a dark badge, printed too (“✕2”).
    `details` are lines listed where the cell is pointed at or focused, beside a button that gives a task about `task`;
    a cell with a `task` that opens nothing leads to that form itself.
    `joined`: on pages the cell before it says the same for both, and reaches over it. `figures` are its values one by one, as a
    workbook's cells hold them (None: no figure); (): its text. `fill` shades a cell without a mark on slides and paper.
    """

    text: str = ""
    note: str = ""
    mark: Mark | None = None
    words: str = ""
    opens: Destination | None = None
    tag: str = ""
    strong: bool = False
    printed: str | None = None
    fill: Fill | None = None
    figures: tuple[object, ...] = ()
    alert: str = ""
    details: tuple[str, ...] = ()
    task: Reference | None = None
    joined: bool = False

    def __str__(self) -> str:
        """As plain text: “● 5/7 +2”, “? chưa báo cáo”."""
        symbol = SYMBOLS[self.mark] if self.mark else ""
        return " ".join(filter(None, (symbol, self.text or self.words_of_mark, self.printed_note)))

    @property
    def printed_note(self) -> str:
        """The note on slides, paper and in workbooks, with what is alerted to."""
        return " ".join(filter(None, (self.note if self.printed is None else self.printed, self.alert)))

    @property
    def words_of_mark(self) -> str:
        """What the mark means, where the cell says no more than that (“”: it holds a figure, or has no mark)."""
        return LABELS[self.mark] if self.mark and self.text in {"", LABELS[self.mark]} else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over `span` columns and `rows` rows of headings.

    `alone` is how it reads without those above it; `figures` are the headings of its cells' figures, one by one.
    """

    text: str
    span: int = 1
    rows: int = 1
    words: str = ""
    alone: str = ""
    figures: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.alone or self.text


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Rows under one row heading (none where `title` is empty); `total`: they sum up the rows above."""

    title: str
    rows: tuple[Row, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table, in one or two rows of headings; the first cell of a row heads it.

    `align` has a letter per column: l, c, r, or n and m for left and centred in one unbroken line.
    """

    caption: str
    headings: tuple[tuple[Heading, ...], ...]
    bands: tuple[Band, ...]
    align: str
    subtitle: str = ""
    legend: tuple[tuple[Mark, str], ...] = ()
    band_heading: str = ""
    notes: tuple[str, ...] = ()
    dense: bool = False

    @property
    def columns(self) -> tuple[Heading, ...]:
        """The lowest heading of every column."""
        upper, *lower = self.headings
        below = (heading for row in lower for heading in row)
        return tuple(
            one for heading in upper for one in (islice(below, heading.span) if lower and heading.rows == 1 else [heading])
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, in order."""
        return tuple(row for band in self.bands for row in band.rows)

    def select(self, *places: int) -> Table:
        """The table with these columns alone, in this order, under one row of headings."""
        columns = self.columns
        bands = tuple(
            replace(band, rows=tuple(tuple(row[place] for place in places) for row in band.rows)) for band in self.bands
        )
        headings = tuple(replace(columns[place], text=str(columns[place]), rows=1) for place in places)
        return replace(self, headings=(headings,), bands=bands, align="".join(self.align[place] for place in places))


def name_columns(*texts: str) -> tuple[tuple[Heading, ...], ...]:
    """A single row of plain headings."""
    return (tuple(map(Heading, texts)),)


def group_rows(rows: Iterable[Iterable[str | Cell]]) -> tuple[Band, ...]:
    """One band of rows; text alone becomes a cell."""
    return (Band("", tuple(tuple(one if isinstance(one, Cell) else Cell(one) for one in row) for row in rows)),)


def tabulate(table: Table, *, bands: bool = False) -> pd.DataFrame:
    """The table as figures, a column each; `bands`: with the title of each row's band in front."""
    names = [name for heading in table.columns for name in heading.figures or (str(heading),)]
    rows = [[*([band.title] if bands else []), *_list_figures(row)] for band in table.bands for row in band.rows]
    return type_figures(pd.DataFrame(rows, columns=[*([table.band_heading] if bands else []), *names]))


def _list_figures(row: Row) -> Iterator[object]:
    for cell in row:
        yield from cell.figures or (str(cell),)
