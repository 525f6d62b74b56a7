"""Bars as DrawingML: what python-pptx writes, with pattern fills, labels in words and a fixed place for names."""

from __future__ import annotations

from typing import Final

from danvan_metrics.charts import theme
from danvan_metrics.exports.figures import SHARE_FORMAT
from danvan_metrics.exports.slides.bars import Bars, Series
from danvan_metrics.exports.slides.text import LANGUAGE, escape_text, measure_width, quote_text, write_color

_NAMESPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_PATTERNS: Final = {"/": "ltUpDiag", ".": "pct10", "x": "diagCross", "-": "ltHorz"}
_LABEL_SIZE: Final = 11
_LEGEND_LINE: Final = 0.3  # inches
_LEGEND_KEY: Final = 0.35
_TITLE: Final = 0.36
_AXIS: Final = 0.28


def write_chart_xml(bars: Bars, width: float, height: float) -> str:
    """The chart part's XML for a chart so many inches wide and high; the workbook's cells are those of `write_chart_workbook`."""
    series = "".join(_write_series(bars, one, number) for number, one in enumerate(bars.series))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_NAMESPACES}>'
        f'<c:date1904 val="0"/><c:lang val="{LANGUAGE}"/><c:roundedCorners val="0"/>'
        f'<c:chart>{_write_title(bars)}<c:autoTitleDeleted val="{int(not bars.title)}"/>'
        f"<c:plotArea>{_write_layout(bars, width, height)}"
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{"stacked" if bars.stacked else "clustered"}"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="40"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_write_axes(bars)}</c:plotArea>{_write_legend(bars)}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_write_text(bars.size)}</c:chartSpace>"
    )


def _write_text(size: float, color: str = theme.INK) -> str:
    look = f'<a:defRPr lang="{LANGUAGE}" sz="{round(size * 100)}">{write_color(color)}</a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr>'


def _write_title(bars: Bars) -> str:
    if not bars.title:
        return ""
    look = f'<a:rPr lang="{LANGUAGE}" sz="1400" b="1">{write_color(theme.ACCENT)}</a:rPr>'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>{look}<a:t>{escape_text(bars.title)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.005"/><c:y val="0.005"/></c:manualLayout>'
        '</c:layout><c:overlay val="1"/></c:title>'
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
    return _LEGEND_LINE * (1 + int(wide / (width * 0.92))) + 0.08


def _write_legend(bars: Bars) -> str:
    if not bars.legend:
        return ""
    return f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_write_text(bars.size)}</c:legend>'


def _write_series(bars: Bars, series: Series, number: int) -> str:
    column, last = _name_column(number + 1), len(bars.categories) + 1
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_write_fill(fill)}</c:dPt>'
        for index, fill in series.fills.items()
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx>{_write_strings(f'Sheet1!${column}$1', (series.name,))}</c:tx>"
        f'{_write_fill(series.fill)}<c:invertIfNegative val="0"/>{points}{_write_labels(bars, series)}'
        f"<c:cat>{_write_strings(f'Sheet1!$A$2:$A${last}', bars.categories)}</c:cat>"
        f"<c:val>{_write_numbers(f'Sheet1!${column}$2:${column}${last}', series)}</c:val></c:ser>"
    )


def _name_column(number: int) -> str:
    """A is 0; a chart has fewer than 26 series."""
    return chr(ord("A") + number)


def _write_fill(fill: theme.Fill) -> str:
    """A plain fill, or its pattern where it stands for no value; always with a thin edge."""
    plain = write_color(fill.color)
    if fill.pattern:
        front = f'<a:fgClr><a:srgbClr val="{theme.EDGE[1:].upper()}"/></a:fgClr>'
        back = f'<a:bgClr><a:srgbClr val="{fill.color[1:].upper()}"/></a:bgClr>'
        plain = f'<a:pattFill prst="{_PATTERNS[fill.pattern]}">{front}{back}</a:pattFill>'
    return f'<c:spPr>{plain}<a:ln w="9525">{write_color(theme.EDGE)}</a:ln></c:spPr>'


def _write_labels(bars: Bars, series: Series) -> str:
    place = "ctr" if bars.stacked else "inBase"
    shown = "".join(f'<c:{key} val="0"/>' for key in ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize"))
    shown = shown.replace('<c:showCatName', '<c:showVal val="1"/><c:showCatName', 1)
    ground = f"<c:spPr>{write_color(theme.PAPER)}</c:spPr>" if series.fill.pattern else "<c:spPr><a:noFill/></c:spPr>"
    own = "".join(_write_label(index, text, f'{ground}<c:dLblPos val="{place}"/>{shown}') for index, text in enumerate(series.labels))
    look = f"<c:numFmt formatCode={quote_text(series.label_format)} sourceLinked=\"0\"/>{ground}{_write_text(_LABEL_SIZE)}"
    return f'<c:dLbls>{own}{look}<c:dLblPos val="{place}"/>{shown}</c:dLbls>'


def _write_label(index: int, text: str, rest: str) -> str:
    if not text:
        return f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'
    look = f'<a:rPr lang="{LANGUAGE}" sz="{_LABEL_SIZE * 100}" b="1">{write_color(theme.INK)}</a:rPr>'
    rich = f'<c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>{look}<a:t>{escape_text(text)}</a:t></a:r></a:p></c:rich>'
    return f'<c:dLbl><c:idx val="{index}"/><c:tx>{rich}</c:tx>{rest}</c:dLbl>'


def _write_strings(reference: str, texts: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape_text(text)}</c:v></c:pt>' for index, text in enumerate(texts))
    return f'<c:strRef><c:f>{reference}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'


def _write_numbers(reference: str, series: Series) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value!r}</c:v></c:pt>' for index, value in enumerate(series.values) if value is not None
    )
    return (
        f"<c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>{escape_text(series.number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(series.values)}"/>{points}</c:numCache></c:numRef>'
    )


def _write_axes(bars: Bars) -> str:
    line = f"<c:spPr><a:ln w=\"9525\">{write_color(theme.EDGE)}</a:ln></c:spPr>"
    names = (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line}{_write_text(bars.size)}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/>'
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
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_write_text(10, theme.MUTED)}<c:crossAx val=\"1\"/><c:crosses val=\"max\"/>"
        f'<c:crossBetween val="between"/>{unit}</c:valAx>'
    )
