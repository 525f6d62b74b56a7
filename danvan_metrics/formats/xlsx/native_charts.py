"""Native bar charts over cells of a sheet, with the cells' values kept in the chart for viewers that do not compute."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Series
from danvan_metrics.formats.number_formats import SHARE_FORMAT
from danvan_metrics.formats.xlsx.cell_references import on, span
from danvan_metrics.formats.xlsx.look import FONT
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.vietnamese import format_percent
from danvan_metrics.xml_text import make_xml_safe

_ROW: Final = 0.529  # cm of a row nothing stands in
_PIXELS: Final = 96 / 2.54  # of a centimetre
_SHARE_LABELS: Final = f"{SHARE_FORMAT};;;"  # a bar of 0 has no length, and its n/N stands in its name
_FULL: Final = 1.1  # the axis goes on after 100 %: room for a label
_COUNT_LABELS: Final = "0;;;"
_LETTERS: Final = {"name": FONT, "size": 9, "color": theme.INK}
_PATTERNS: Final = {
    "/": "light_upward_diagonal", "\\": "light_downward_diagonal", ".": "percent_10", "x": "outlined_diamond",
    "-": "light_horizontal", "|": "light_vertical",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnSeries:
    """A series as every other chart tells it, and the column its figures stand in."""

    series: Series
    column: int


@dataclass(frozen=True, slots=True)
class FormulaBars:
    """Horizontal bars, one per row from first to last, named by a column of labels; shares 0…1, or counts, stacked."""

    title: str
    labels: int
    first: int
    last: int
    series: Sequence[ColumnSeries]
    shares: bool = False
    whole: bool = False  # the last row is the whole selection

    @property
    def rows(self) -> range:
        """The rows of the bars."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class ChartBox:
    """Where a chart stands: its upper left cell, width and height in centimetres."""

    column: str
    row: int
    width: float
    height: float

    @property
    def rows(self) -> int:
        """The rows it covers, and one below."""
        return math.ceil(self.height / _ROW) + 1


def add_bars(page: Page, bars: FormulaBars, box: ChartBox) -> None:
    """Add a bar chart to the sheet it takes its figures from."""
    chart = page.cells.workbook.add_chart({"type": "bar", "subtype": "clustered" if bars.shares else "stacked"})
    chart.set_title({"name": _name(bars.title), "name_font": _LETTERS | {"size": 12, "bold": True}})
    for values in bars.series:
        chart.add_series(_describe_series(page, bars, values))
    chart.set_legend({"position": "bottom", "font": _LETTERS, "none": len(bars.series) == 1})
    chart.set_y_axis({"reverse": True, "major_tick_mark": "none", "num_font": _LETTERS})  # the first row on top
    full = {"max": _FULL} if bars.shares else {}
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0, **full})
    chart.set_size({"width": box.width * _PIXELS, "height": box.height * _PIXELS})
    moves_only = {"object_position": 2}  # a wider column does not stretch it
    page.sheet.insert_chart(f"{box.column}{box.row}", chart, moves_only | {"description": _describe(page, bars)})
    page.last = max(page.last, box.row + box.rows - 1)


def _describe_series(page: Page, bars: FormulaBars, values: ColumnSeries) -> dict[str, Any]:
    """A series in XlsxWriter's words; a word in a row of figures is no figure in the chart."""
    figures = [page.value(row, values.column) for row in bars.rows]
    whole = {"points": [None] * (len(bars.rows) - 1) + [_paint(theme.TOTAL)]} if bars.whole else {}
    letters = _LETTERS if bars.shares else _LETTERS | {"color": values.series.fill.ink}  # counts stand on their bars
    label = {"value": True, "num_format": _SHARE_LABELS if bars.shares else _COUNT_LABELS, "font": letters}
    return {
        "name": _name(values.series.name),
        "categories": _refer(page, bars, bars.labels),
        "categories_data": [str(page.value(row, bars.labels) or "") for row in bars.rows],
        "values": _refer(page, bars, values.column),
        "values_data": [figure if isinstance(figure, int | float) else None for figure in figures],
        "data_labels": label | ({"custom": [_cut(figure) for figure in figures]} if bars.shares else {}),
        "overlap": -5 if bars.shares else 100,
        "gap": 45 if bars.last > bars.first + 1 else 160,  # a bar or two would grow out of measure
        **_paint(values.series.fill),
        **whole,
    }


def _cut(figure: Any) -> dict[str, Any] | None:
    """A label of its own for a share that a whole per cent would call all or nothing."""
    cut = isinstance(figure, float) and "," in format_percent(figure)
    return {"value": format_percent(figure), "font": _LETTERS} if cut else None


def _name(text: str) -> str:
    """A text that XlsxWriter takes for a text: “x!A1” would point to a cell."""
    return make_xml_safe(text).replace("!", "!\u200b")


def _paint(fill: theme.Fill) -> dict[str, Any]:
    """A bar's fill, patterned where it stands for no value, and its edge."""
    edge = {"border": {"color": theme.EDGE, "width": 0.5}}
    if fill.pattern:
        return edge | {"pattern": {"pattern": _PATTERNS[fill.pattern], "fg_color": theme.EDGE, "bg_color": fill.color}}
    return edge | {"fill": {"color": fill.color}}


def _refer(page: Page, bars: FormulaBars, column: int) -> str:
    return f"={on(page.sheet.get_name(), span(column, bars.first, bars.last))}"


def _describe(page: Page, bars: FormulaBars) -> str:
    """The alternative text: every bar with its figures."""
    lines = (f"{page.value(row, bars.labels)}: {_describe_row(page, bars, row)}" for row in bars.rows)
    return f"Thanh ngang{'' if bars.shares else ' chồng'}, {make_xml_safe(bars.title)}. {'; '.join(lines)}."


def _describe_row(page: Page, bars: FormulaBars, row: int) -> str:
    known = [(one.series.name, page.value(row, one.column)) for one in bars.series]
    told = [(name, figure) for name, figure in known if isinstance(figure, int | float) and (bars.shares or figure)]
    words = [f"{name} {format_percent(figure) if bars.shares else figure}" for name, figure in told]
    return ", ".join(words) or "không có số"
