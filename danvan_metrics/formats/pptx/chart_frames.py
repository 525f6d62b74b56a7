"""Put native bar charts on slides, each with the workbook behind it that the office can edit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any, Final

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Inches
from xlsxwriter import Workbook

from danvan_metrics.formats.bars import Bars
from danvan_metrics.formats.number_formats import SHARE_FORMAT, WHOLE_FORMAT
from danvan_metrics.formats.pptx.chart_gaps import fill_gaps
from danvan_metrics.formats.pptx.native_bars import draw_bars
from danvan_metrics.formats.pptx.shapes import Box
from danvan_metrics.xml_text import make_xml_safe

_PLAIN: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WRITTEN_ON: Final = datetime(2020, 1, 1)  # noqa: DTZ001  fixed: equal figures make equal files
_NAMES: Final = 48  # letters wide: the column of the categories


class _Writer(CategoryWorkbookWriter):
    """The workbook as python-pptx lays it out, of text that stays text, and without the time it is written at."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Iterator[tuple[Workbook, Any]]:
        with Workbook(xlsx_file, _PLAIN) as workbook:
            workbook.set_properties({"created": _WRITTEN_ON})
            yield workbook, workbook.add_worksheet("Sheet1")

    def _write_cat_column(self, worksheet: Any, col: int, level: Any, num_format: Any) -> None:
        super()._write_cat_column(worksheet, col, level, num_format)  # type: ignore[no-untyped-call]
        worksheet.set_column(col, col, _NAMES)


class _Data(CategoryChartData):
    """Bars' figures as python-pptx takes them."""

    def __init__(self, bars: Bars) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.categories = map(make_xml_safe, bars.categories)
        for one in bars.series:
            form = SHARE_FORMAT if bars.shares and not one.absent else WHOLE_FORMAT
            self.add_series(make_xml_safe(one.name), one.values, form)  # type: ignore[no-untyped-call]

    @property
    def _workbook_writer(self) -> _Writer:
        return _Writer(self)  # type: ignore[no-untyped-call]


def add_chart(slide: Slide, bars: Bars, box: Box, *, alt: str, names: float, size: float = 12) -> None:
    """Put a chart into a box of a slide, with its alternative text.

    names: inches for the categories' names. size: of its letters, in points.
    """
    kind = XL_CHART_TYPE.BAR_CLUSTERED if bars.shares else XL_CHART_TYPE.BAR_STACKED
    left, top, width, height = map(Inches, box)
    figures: Any = _Data(bars)
    frame: Any = slide.shapes.add_chart(kind, left, top, width, height, figures)
    frame.name = "Biểu đồ"
    frame.element.nvGraphicFramePr.cNvPr.set("descr", make_xml_safe(alt))  # python-pptx writes no alternative text
    draw_bars(frame.chart, bars, size, (box[2] - names) / bars.end)
    fill_gaps(frame.chart.element, bars, box, names=names, size=size)
