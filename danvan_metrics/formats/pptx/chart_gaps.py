"""What python-pptx 1.0.2 cannot say of a chart, as XML: fixed places, labels' grounds and symbols, where axes cross, language."""

from __future__ import annotations

from typing import Any, Final

from pptx.enum.chart import XL_AXIS_CROSSES
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars
from danvan_metrics.formats.pptx.shapes import Box
from danvan_metrics.formats.pptx.slide_text import LANGUAGE, measure_width, write_color

_LEGEND_LINE: Final = 0.3  # inches
_LEGEND_KEY: Final = 0.42
_TITLE: Final = 0.36
_AXIS: Final = 0.28


def fill_gaps(space: Any, bars: Bars, box: Box, *, names: float, size: float) -> None:
    """Add it to a finished chart (its c:chartSpace) in a box of a slide; names, size: as `add_chart` takes them."""
    legend = _measure_legend(bars, box[2], size)
    _place_plot(space, bars, box, names, legend)
    _place_title(space.chart.title)
    _place_legend(space.chart.legend, legend / box[3])
    _mend_labels(space, bars)
    _mend_axes(space)
    _set_language(space)
    space.chart.addnext(_parse("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"))  # a chart has no `format`


def _measure_legend(bars: Bars, width: float, size: float) -> float:
    """Inches its legend takes under the bars."""
    if bars.shares:
        return 0
    wide = sum(measure_width(one.name, size) + _LEGEND_KEY for one in bars.series)
    return _LEGEND_LINE * (1 + int(wide / (width * 0.88))) + 0.08


def _place_plot(space: Any, bars: Bars, box: Box, names: float, legend: float) -> None:
    """The place of the bars themselves (manualLayout), so that names have the inches they need and nothing is cut."""
    _, _, width, height = box
    top = _TITLE if bars.title else 0.05
    high = height - top - legend - (_AXIS if bars.shares else 0.05)
    places = {"x": names / width, "y": top / height, "w": (width - names - 0.25) / width, "h": max(0.1, high / height)}
    space.plotArea.insert(0, _write_layout(places, '<c:layoutTarget val="inner"/>'))


def _place_title(title: Any) -> None:
    """Left, over the drawing (manualLayout and overlay)."""
    if title is not None:
        title.replace(title.find(qn("c:layout")), _write_layout({"x": 0.005, "y": 0.005}))
        title.find(qn("c:overlay")).set("val", "1")


def _place_legend(legend: Any, high: float) -> None:
    """Along the whole of the foot (manualLayout): left to itself a program makes it narrow and lets it touch the bars."""
    if legend is not None:
        legend.legendPos.addnext(_write_layout({"x": 0.01, "y": 1 - high, "w": 0.98, "h": high}))


def _write_layout(places: dict[str, float], target: str = "") -> Any:
    inside = "".join(f'<c:{key} val="{value:.4f}"/>' for key, value in places.items())
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    return _parse(f"<c:layout><c:manualLayout>{target}{modes}{inside}</c:manualLayout></c:layout>")


def _mend_labels(space: Any, bars: Bars) -> None:
    """Over a pattern a label stands on white (labels have no `format`); symbols take their font in East Asian text too."""
    for series, one in zip(space.plotArea.sers, bars.series, strict=True):
        for labels in series.iter(qn("c:dLbls"), qn("c:dLbl")) if one.fill.pattern else ():
            ground = _parse(f"<c:spPr>{write_color(theme.PAPER)}</c:spPr>")
            labels.insert_element_before(ground, "c:txPr", "c:dLblPos", "c:showLegendKey")
        for latin in series.iter(qn("a:latin")):
            latin.addnext(_parse(f'<a:ea typeface="{latin.typeface}"/>'))


def _mend_axes(space: Any) -> None:
    """With the categories turned down the foot is their far end (no `crosses` there); every name is shown (tickLblSkip)."""
    [names], [values] = space.catAx_lst, space.valAx_lst
    values.crosses.val = XL_AXIS_CROSSES.MAXIMUM
    names.lblOffset.addnext(_parse('<c:tickLblSkip val="1"/>'))


def _set_language(space: Any) -> None:
    """Vietnamese, where python-pptx writes English; square corners, where a missing word means round ones."""
    space.date1904.addnext(_parse('<c:roundedCorners val="0"/>'))
    space.date1904.addnext(_parse(f'<c:lang val="{LANGUAGE}"/>'))
    for end in space.iter(qn("a:endParaRPr")):
        end.set("lang", LANGUAGE)


def _parse(xml: str) -> Any:
    """An element of a chart."""
    [element] = parse_xml(f"<c:chart {nsdecls('c', 'a')}>{xml}</c:chart>")
    return element
