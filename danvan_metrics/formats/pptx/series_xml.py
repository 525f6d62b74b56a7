"""One series of native bars as XML: name and values with the cells they stand in, fills, and labels in words."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.pptx.native_bars import Bars, Series
from danvan_metrics.formats.pptx.slide_text import LANGUAGE, Run, escape_text, quote_text, spell, write_color

_PATTERNS: Final = {"/": "ltUpDiag", ".": "pct10", "x": "diagCross", "-": "ltHorz"}
_HIDDEN: Final = "".join(f'<c:{key} val="0"/>' for key in ("showCatName", "showSerName", "showPercent", "showBubbleSize"))
_SHOWN: Final = f'<c:showLegendKey val="0"/><c:showVal val="1"/>{_HIDDEN}'


def write_series(bars: Bars, series: Series, number: int) -> str:
    """The number-th series of a chart (from 0)."""
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
    """Over a pattern a label stands on white."""
    ground = write_color(theme.PAPER) if series.fill.pattern else "<a:noFill/>"
    rest = f'<c:dLblPos val="{"ctr" if bars.stacked else "inBase"}"/>{_SHOWN}'
    size = bars.size - 1
    own = (_write_label(index, text, size, f"<c:spPr>{ground}</c:spPr>{rest}") for index, text in enumerate(series.labels))
    form = f'<c:numFmt formatCode={quote_text(series.label_format)} sourceLinked="0"/>'
    look = f"<c:spPr>{ground}</c:spPr>{write_text(size, font=_find_font(series))}"
    return f"<c:dLbls>{''.join(own)}{form}{look}{rest}</c:dLbls>"


def _find_font(series: Series) -> str:
    """The symbols' own font for labels of a symbol and a number."""
    return theme.SYMBOL_FONT if any(run.font for run in spell(Run(series.label_format))) else ""


def _write_label(index: int, text: str, size: float, rest: str) -> str:
    if not text:
        return f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'
    look = f'<a:rPr lang="{LANGUAGE}" sz="{round(size * 100)}" b="1">{write_color(theme.INK)}</a:rPr>'
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


def write_text(size: float, color: str = theme.INK, font: str = "") -> str:
    """How an element's text looks; `font` is “” for the slides' own."""
    face = f'<a:latin typeface="{font}"/><a:ea typeface="{font}"/>' if font else ""
    look = f'<a:defRPr lang="{LANGUAGE}" sz="{round(size * 100)}">{write_color(color)}{face}</a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr>'
