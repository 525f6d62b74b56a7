"""Native bar charts over cells of a sheet, with the cells' values kept in the chart for viewers that do not compute."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series, SeriesLabel

from danvan_metrics.formats import theme
from danvan_metrics.formats.xlsx.cell_references import on, span
from danvan_metrics.formats.xlsx.chart_styles import label_bars, make_letters, make_title, paint
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.formats.xlsx.plain_sheet import SHARE_FORMAT
from danvan_metrics.vietnamese import format_percent
from danvan_metrics.xml_text import make_xml_safe

_ROW: Final = 0.529  # cm of a row nothing stands in
_SHARE_LABELS: Final = f"{SHARE_FORMAT};;;"  # a bar of 0 has no length, and its n/N stands in its name
_FULL: Final = 1.1  # the axis goes on after 100 %: room for a label
_COUNT_LABELS: Final = "0;;;"


@dataclass(frozen=True, slots=True)
class Values:
    """One series: its name, the column its figures stand in, its fill."""

    name: str
    column: int
    fill: theme.Fill


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, one per row from first to last, named by a column of labels; shares 0…1, or counts, stacked."""

    title: str
    labels: int
    first: int
    last: int
    series: Sequence[Values]
    shares: bool = False
    whole: bool = False  # the last row is the whole selection


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


def add_bars(page: Page, bars: Bars, box: ChartBox) -> None:
    """Add a bar chart to the sheet it takes its figures from."""
    chart: Any = BarChart()
    chart.type, chart.grouping = "bar", "clustered" if bars.shares else "stacked"
    chart.overlap = -5 if bars.shares else 100
    chart.gapWidth = 45 if bars.last > bars.first + 1 else 160  # a bar or two would grow out of measure
    chart.title, chart.style = make_title(bars.title), None
    chart.roundedCorners = False
    chart.series = [_make_series(page, bars, number, values) for number, values in enumerate(bars.series)]
    _set_axes(chart, bars)
    chart.legend = chart.legend if len(bars.series) > 1 else None
    if chart.legend is not None:
        chart.legend.position, chart.legend.txPr = "b", make_letters(900)
    chart.width, chart.height = box.width, box.height
    page.sheet.add_chart(chart, f"{box.column}{box.row}")
    page.chart_alts.append(_describe(page, bars))


def _describe(page: Page, bars: Bars) -> str:
    """The alternative text: every bar with its figures."""
    lines = (f"{page.value(row, bars.labels)}: {_tell(page, bars, row)}" for row in range(bars.first, bars.last + 1))
    return f"Thanh ngang{'' if bars.shares else ' chồng'}, {make_xml_safe(bars.title)}. {'; '.join(lines)}."


def _tell(page: Page, bars: Bars, row: int) -> str:
    known = [(one.name, page.value(row, one.column)) for one in bars.series]
    told = [(name, figure) for name, figure in known if isinstance(figure, int | float) and (bars.shares or figure)]
    words = [f"{name} {format_percent(figure) if bars.shares else figure}" for name, figure in told]
    return ", ".join(words) or "không có số"


def _set_axes(chart: Any, bars: Bars) -> None:
    chart.x_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.x_axis.txPr, chart.x_axis.majorTickMark = make_letters(900), "none"
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    if bars.shares:
        chart.y_axis.scaling.max = _FULL


def _make_series(page: Page, bars: Bars, number: int, values: Values) -> Series:
    rows = range(bars.first, bars.last + 1)
    figures = [page.value(row, values.column) for row in rows]
    names = [str(page.value(row, bars.labels) or "") for row in rows]
    series = Series(idx=number, order=number)
    series.tx = SeriesLabel(v=make_xml_safe(values.name))
    series.cat = AxDataSource(strRef=StrRef(f=_range(page, bars, bars.labels), strCache=_cache_names(names)))
    series.val = NumDataSource(numRef=NumRef(f=_range(page, bars, values.column), numCache=_cache_figures(figures)))
    series.spPr = paint(values.fill)
    series.dLbls = label_bars(_SHARE_LABELS if bars.shares else _COUNT_LABELS)
    series.invertIfNegative = False
    if bars.whole:
        series.dPt = [DataPoint(idx=len(rows) - 1, invertIfNegative=False, spPr=paint(theme.TOTAL))]
    return series


def _range(page: Page, bars: Bars, column: int) -> str:
    place = span(column, bars.first, bars.last)
    return on(page.sheet.title, place)


def _cache_names(names: Sequence[str]) -> StrData:
    return StrData(ptCount=len(names), pt=[StrVal(idx=place, v=name) for place, name in enumerate(names)])


def _cache_figures(figures: Sequence[Any]) -> NumData:
    points = [NumVal(idx=place, v=repr(figure)) for place, figure in enumerate(figures) if isinstance(figure, int | float)]
    return NumData(formatCode="General", ptCount=len(figures), pt=points)
