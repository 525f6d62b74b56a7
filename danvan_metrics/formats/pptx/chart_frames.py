"""Put native bar charts on slides, each with the workbook behind it that the office can edit."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Inches
from xlsxwriter import Workbook

from danvan_metrics.formats.pptx.bar_xml import write_chart_xml
from danvan_metrics.formats.pptx.native_bars import Bars
from danvan_metrics.formats.pptx.shapes import Box
from danvan_metrics.xml_text import make_xml_safe

_PLAIN: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WRITTEN_ON: Final = datetime(2020, 1, 1)  # noqa: DTZ001  fixed: equal figures make equal files


class _Written(CategoryChartData):
    """A chart that is written here already, handed to python-pptx, which makes the parts and their relations."""

    def __init__(self, bars: Bars, box: Box) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._bars, self._box = bars, box

    def xml_bytes(self, chart_type: Any) -> bytes:  # noqa: ARG002  named as python-pptx calls it
        return write_chart_xml(self._bars, self._box[2], self._box[3]).encode()

    @property
    def xlsx_blob(self) -> bytes:
        return write_chart_workbook(self._bars)


def add_chart(slide: Slide, bars: Bars, box: Box, *, alt: str) -> None:
    """Put a chart into a box of a slide, with its alternative text."""
    kind = XL_CHART_TYPE.BAR_STACKED if bars.stacked else XL_CHART_TYPE.BAR_CLUSTERED
    left, top, width, height = map(Inches, box)
    written: Any = _Written(bars, box)
    frame: Any = slide.shapes.add_chart(kind, left, top, width, height, written)
    properties = frame.element.nvGraphicFramePr.cNvPr
    properties.set("descr", make_xml_safe(alt))
    properties.set("name", "Biểu đồ")


def write_chart_workbook(bars: Bars) -> bytes:
    """The figures as XLSX: categories down column A, a series in every column after it; text stays text, None stays empty."""
    content = io.BytesIO()
    workbook = Workbook(content, _PLAIN)
    workbook.set_properties({"created": _WRITTEN_ON})
    sheet = workbook.add_worksheet("Sheet1")
    sheet.set_column(0, 0, 48)
    for row, category in enumerate(bars.categories, start=1):
        sheet.write_string(row, 0, make_xml_safe(category))
    for column, series in enumerate(bars.series, start=1):
        look = workbook.add_format({"num_format": series.number_format})
        sheet.write_string(0, column, make_xml_safe(series.name))
        for row, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value, look)
    workbook.close()
    return content.getvalue()
