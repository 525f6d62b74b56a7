"""A chart made larger as a whole, for a meeting's screen: as if drawn narrower and magnified, with every label in its place."""

from __future__ import annotations

import re
from typing import Any, Final

import plotly.graph_objects as go

_SIZES: Final = frozenset(
    {"size", "width", "height", "xshift", "yshift", "borderpad", "borderwidth", "l", "r", "t", "b", "arrowwidth", "ax", "ay"}
)
_PIXEL_SHAPE: Final = ("x0", "x1", "y0", "y1", "path")
_WRITTEN: Final = re.compile(r"(font-size:)(\d+(?:\.\d+)?)px")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_IN_DATA: Final = "width"  # of bars: in the axis's own units


def enlarge(figure: go.Figure, factor: float) -> go.Figure:
    """A copy in which everything measured in pixels is `factor` times as large; the width is left to the page."""
    drawn = figure.to_plotly_json()
    layout = _grow(drawn["layout"], factor)
    layout["shapes"] = [_grow_shape(shape, factor) for shape in drawn["layout"].get("shapes", ())]
    data = [_grow(trace, factor) | ({_IN_DATA: trace[_IN_DATA]} if _IN_DATA in trace else {}) for trace in drawn["data"]]
    return go.Figure(data=data, layout=layout)


def _grow(value: Any, factor: float, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _grow(inner, factor, name) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_grow(inner, factor, key) for inner in value]
    if isinstance(value, str):
        return _WRITTEN.sub(lambda found: f"{found[1]}{float(found[2]) * factor:g}px", value)
    grows = key in _SIZES and isinstance(value, (int, float)) and not isinstance(value, bool)
    return value * factor if grows else value


def _grow_shape(shape: dict[str, Any], factor: float) -> dict[str, Any]:
    """A shape measured in pixels grows in its own coordinates too."""
    grown: dict[str, Any] = _grow(shape, factor)
    if shape.get("xsizemode") != "pixel":
        return grown
    for name in _PIXEL_SHAPE:
        if isinstance(shape.get(name), str):
            grown[name] = _NUMBER.sub(lambda found: f"{float(found[0]) * factor:g}", shape[name])
        elif name in shape:
            grown[name] = shape[name] * factor
    return grown
