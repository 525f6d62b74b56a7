"""How native bars look, said to python-pptx: fills and patterns, labels, axes, title and legend."""

from __future__ import annotations

from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.util import Pt

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series
from danvan_metrics.formats.number_formats import SHARE_FORMAT
from danvan_metrics.formats.pptx.slide_text import PATTERNS, Run, measure_width, spell
from danvan_metrics.vietnamese import NBSP
from danvan_metrics.xml_text import make_xml_safe

_SYMBOL_ROOM: Final = 0.34  # inches a label with its symbol takes
_EDGE: Final = 0.75  # points
_TITLE_SIZE: Final = 14
_AXIS_SIZE: Final = 10


def draw_bars(chart: Any, bars: Bars, size: float, unit: float) -> None:
    """Give python-pptx's chart of these bars its look.

    size: of the letters, in points. unit: inches of a bar of 1, which decide whether a symbol has room beside its number.
    """
    [plot] = chart.plots
    plot.gap_width, plot.overlap, plot.vary_by_categories = 40, 100, False
    for drawn, one in zip(plot.series, bars.series, strict=True):
        _paint(drawn.format, one.fill)
        for number, fill in one.fills.items():
            _paint(drawn.points[number].format, fill)
        if one.labels:
            _label_points(drawn, one, size - 1, unit)
        else:
            _label_values(drawn.data_labels, _write_format(one, unit), size - 1, one.fill.ink)
    _set_letters(chart.font, size)
    _set_names(chart.category_axis)
    _set_values(chart.value_axis, bars)
    _set_title(chart, bars.title)
    chart.has_legend = not bars.shares
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False


def _set_letters(font: Any, size: float, color: str = theme.INK, *, bold: bool | None = None) -> None:
    font.size, font.bold, font.language_id = Pt(size), bold, MSO_LANGUAGE_ID.VIETNAMESE
    font.color.rgb = _read_color(color)


def _read_color(color: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(color[1:]))  # type: ignore[no-untyped-call]


def _set_line(line: Any, color: str, points: float) -> None:
    line.color.rgb, line.width = _read_color(color), Pt(points)


def _paint(look: Any, fill: theme.Fill) -> None:
    """A plain fill, or its pattern where it stands for no value; always with a thin edge."""
    if fill.pattern:
        look.fill.patterned()
        look.fill.pattern = MSO_PATTERN.from_xml(PATTERNS[fill.pattern])
        look.fill.fore_color.rgb, look.fill.back_color.rgb = _read_color(theme.EDGE), _read_color(fill.color)
    else:
        look.fill.solid()
        look.fill.fore_color.rgb = _read_color(fill.color)
    _set_line(look.line, theme.EDGE, _EDGE)


def _label_values(labels: Any, form: str, size: float, ink: str) -> None:
    labels.show_value, labels.number_format, labels.position = True, form, XL_LABEL_POSITION.CENTER
    _set_letters(labels.font, size, ink)
    if any(run.font for run in spell(Run(form))):
        labels.font.name = theme.SYMBOL_FONT


def _write_format(one: Series, unit: float) -> str:
    """“● 12”, “bậc 4: 12” or “12”; a count of 0 has no label."""
    if one.caption and measure_width(f"{one.caption}: 0", 11) < unit:
        return f'"{one.caption}:{NBSP}"0;;'
    return f'"{one.symbol}{NBSP}"0;;' if one.symbol and unit >= _SYMBOL_ROOM else "0;;"


def _label_points(drawn: Any, one: Series, size: float, unit: float) -> None:
    """Write each label from the base of its bar on; a light one that a short dark bar cannot hold stands beside it, in ink."""
    for number, text in enumerate(one.labels):
        if text:
            ink = one.fills.get(number, one.fill).ink
            held = ink == theme.INK or measure_width(text, size, bold=True) < (one.values[number] or 0) * unit
            label = drawn.points[number].data_label
            frame = label.text_frame
            label.position = XL_LABEL_POSITION.INSIDE_BASE if held else XL_LABEL_POSITION.OUTSIDE_END
            frame.word_wrap = False
            _write_words(frame, text, size, ink if held else theme.INK)


def _write_words(frame: Any, text: str, size: float, color: str = theme.INK) -> None:
    run = frame.paragraphs[0].add_run()
    run.text = make_xml_safe(text)
    _set_letters(run.font, size, color, bold=True)


def _set_names(axis: Any) -> None:
    axis.reverse_order = True
    axis.major_tick_mark, axis.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.offset = 60
    _set_line(axis.format.line, theme.EDGE, _EDGE)


def _set_values(axis: Any, bars: Bars) -> None:
    """Shown for shares only."""
    axis.minimum_scale, axis.maximum_scale = 0, bars.end
    axis.visible = axis.has_major_gridlines = bars.shares
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    if bars.shares:
        axis.major_unit, axis.tick_labels.number_format = 0.25, SHARE_FORMAT
        _set_letters(axis.tick_labels.font, _AXIS_SIZE, theme.MUTED)
        _set_line(axis.major_gridlines.format.line, theme.FAINT, 0.5)


def _set_title(chart: Any, title: str) -> None:
    chart.has_title = bool(title)
    if title:
        _write_words(chart.chart_title.text_frame, title, _TITLE_SIZE, theme.ACCENT)
