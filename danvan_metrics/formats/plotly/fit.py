"""A chart on a whole screen: without its own title and foot, as large as fits, its smallest letter read from the last row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.enlarge import enlarge
from danvan_metrics.formats.plotly.frame import undress

_MOST_STRETCHED: Final = 1.5  # rows that stand too far apart are no longer read as one chart
_WRITTEN: Final = re.compile(r"font-size:(\d+(?:\.\d+)?)px")
_FIXED: Final = '<span style="font-size'  # a column of lines below each other: its letters set how far apart they stand


def fit_figure(figure: go.Figure, *, width: float, height: float, smallest: float) -> go.Figure | None:
    """The figure for `width` × `height` pixels; None where its letters would be smaller than `smallest` pixels."""
    bare = undress(figure)
    factor = min(width / theme.NARROWEST, height / bare.layout.height)
    if factor * min(_list_sizes(bare.to_plotly_json())) < smallest:
        return None
    drawn = enlarge(bare, factor)
    stretch = 1 if any(_FIXED in str(one.text) for one in bare.layout.annotations) else _MOST_STRETCHED
    drawn.layout.height = min(height, drawn.layout.height * stretch)
    return drawn


def _list_sizes(value: Any, *, of_font: bool = False) -> Iterator[float]:
    """The size of every letter drawn; of marks and patterns the sizes are not of letters."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "size" and of_font:
                yield from inner if isinstance(inner, (list, tuple)) else [inner]
            elif name != "hoverlabel":
                yield from _list_sizes(inner, of_font=name in {"font", "textfont"})
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _list_sizes(inner)
    elif isinstance(value, str):
        yield from map(float, _WRITTEN.findall(value))
