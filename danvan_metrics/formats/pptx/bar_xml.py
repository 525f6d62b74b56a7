"""Bars as DrawingML: what python-pptx writes, with pattern fills, labels in words and a fixed place for names."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.number_formats import SHARE_FORMAT
from danvan_metrics.formats.pptx.native_bars import Bars
from danvan_metrics.formats.pptx.series_xml import write_series, write_text
from danvan_metrics.formats.pptx.slide_text import LANGUAGE, escape_text, measure_width, quote_text, write_color

_NAMESPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_LEGEND_LINE: Final = 0.3  # inches
_LEGEND_KEY: Final = 0.42
_TITLE: Final = 0.36
_AXIS: Final = 0.28


def write_chart_xml(bars: Bars, width: float, height: float) -> str:
    """The chart part's XML for a chart so many inches wide and high; the workbook's cells are those of `write_chart_workbook`."""
    series = "".join(write_series(bars, one, number) for number, one in enumerate(bars.series))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_NAMESPACES}>'
        f'<c:date1904 val="0"/><c:lang val="{LANGUAGE}"/><c:roundedCorners val="0"/>'
        f'<c:chart>{_write_title(bars)}<c:autoTitleDeleted val="{int(not bars.title)}"/>'
        f"<c:plotArea>{_write_layout(bars, width, height)}"
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{"stacked" if bars.stacked else "clustered"}"/>'
        f'<c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="40"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_write_axes(bars)}</c:plotArea>{_write_legend(bars, width, height)}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{write_text(bars.size)}</c:chartSpace>"
    )


def _write_title(bars: Bars) -> str:
    if not bars.title:
        return ""
    look = f'<a:rPr lang="{LANGUAGE}" sz="1400" b="1">{write_color(theme.ACCENT)}</a:rPr>'
    words = f"<a:p><a:r>{look}<a:t>{escape_text(bars.title)}</a:t></a:r></a:p>"
    place = '<c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.005"/><c:y val="0.005"/>'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>{words}</c:rich></c:tx>"
        f'<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout><c:overlay val="1"/></c:title>'
    )


def _write_layout(bars: Bars, width: float, height: float) -> str:
    """The place of the bars themselves, so that names have the inches they need and nothing is cut."""
    top = _TITLE if bars.title else 0.05
    bottom = measure_legend(bars, width) + (_AXIS if bars.shares else 0.05)
    places = {
        "x": bars.names / width,
        "y": top / height,
        "w": (width - bars.names - 0.25) / width,
        "h": max(0.1, (height - top - bottom) / height),
    }
    inside = "".join(f'<c:{key} val="{value:.4f}"/>' for key, value in places.items())
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{inside}</c:manualLayout></c:layout>"
    )


def measure_legend(bars: Bars, width: float) -> float:
    """Inches its legend takes under the bars."""
    if not bars.legend:
        return 0
    wide = sum(measure_width(one.name, bars.size) + _LEGEND_KEY for one in bars.series)
    return _LEGEND_LINE * (1 + int(wide / (width * 0.88))) + 0.08


def _write_legend(bars: Bars, width: float, height: float) -> str:
    """Along the whole of the foot: left to itself a program makes it narrow and lets it touch the bars."""
    if not bars.legend:
        return ""
    high = measure_legend(bars, width) / height
    places = {"x": 0.01, "y": 1 - high, "w": 0.98, "h": high}
    inside = "".join(f'<c:{key} val="{value:.4f}"/>' for key, value in places.items())
    layout = f'<c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>{inside}</c:manualLayout>'
    return f'<c:legend><c:legendPos val="b"/><c:layout>{layout}</c:layout><c:overlay val="0"/>{write_text(bars.size)}</c:legend>'


def _write_axes(bars: Bars) -> str:
    line = f'<c:spPr><a:ln w="9525">{write_color(theme.EDGE)}</a:ln></c:spPr>'
    names = (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line}{write_text(bars.size)}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    return names + _write_value_axis(bars)


def _write_value_axis(bars: Bars) -> str:
    """Shown for shares only; with the categories turned down, its own side is the far one."""
    top = "" if bars.top is None else f'<c:max val="{bars.top!r}"/>'
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350">{write_color(theme.FAINT)}</a:ln></c:spPr></c:majorGridlines>'
    unit = '<c:majorUnit val="0.25"/>' if bars.shares else ""
    return (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{top}<c:min val="0"/></c:scaling>'
        f'<c:delete val="{int(not bars.shares)}"/><c:axPos val="b"/>{grid if bars.shares else ""}'
        f'<c:numFmt formatCode={quote_text(SHARE_FORMAT if bars.shares else "General")} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{write_text(10, theme.MUTED)}<c:crossAx val="1"/><c:crosses val="max"/>'
        f'<c:crossBetween val="between"/>{unit}</c:valAx>'
    )
