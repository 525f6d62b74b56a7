"""What a chart is drawn on: gathered as plain data and made a Plotly figure once.

Adding to a Plotly figure piece by piece checks everything anew with every piece: seconds for a hundred labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.formats import theme

_HIDDEN: Final = {"visible": False, "fixedrange": True}
_LINE: Final = 1.3  # of the size of a text: how far apart Plotly sets its lines


class Canvas:
    """Traces, labels and shapes of one figure; the labels say the figures, so axes are never shown."""

    def __init__(self, layout: dict[str, Any]) -> None:
        """Start from a layout."""
        self._layout = layout
        self._traces: list[Any] = []
        self._annotations: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []
        self._axes: dict[str, dict[str, Any]] = {"xaxis": {}, "yaxis": {}}

    def add_trace(self, trace: go.Bar | go.Scatter) -> None:
        """Draw a trace over those before; its `customdata` are the rows of the chart's table that its points show."""
        self._traces.append(trace)

    def add_shape(self, **shape: Any) -> None:
        """Draw a shape."""
        self._shapes.append(shape)

    def add_annotation(self, **annotation: Any) -> None:
        """Write a label, as Plotly describes one."""
        self._annotations.append(annotation)

    def add_text(self, text: str, *, x: float, y: float, size: float = theme.LABEL_SIZE, **options: Any) -> None:
        """Write text (already escaped), left-aligned and centred on y unless `options` say otherwise."""
        font = {"size": size, "color": options.pop("color", theme.INK), "weight": options.pop("weight", 400)}
        place = {"xref": "x", "yref": "y", "xanchor": "left", "yanchor": "middle", "align": "left", **options}
        self.add_annotation(text=text, x=x, y=y, showarrow=False, font=font, **place)

    def add_column(self, lines: Mapping[int, str], *, x: float, pitch: int, size: int = theme.LABEL_SIZE, **options: Any) -> None:
        """Write lines (already escaped) below each other as one label; y counts pixels down, line n stands at (n + ½)·pitch.

        One label of many lines is drawn many times as fast as many labels of one line.
        """
        # Plotly sets lines apart by the label's own size, 1.3 times; only a span can give its letters another.
        first, last = min(lines), max(lines)
        style = f"font-size:{size}px"
        texts = [f'<span style="{style}">{lines[number]}</span>' if number in lines else "" for number in range(first, last + 1)]
        self.add_text("<br>".join(texts), x=x, y=(first + last + 1) / 2 * pitch, size=pitch / _LINE, **options)

    def set_axis(self, name: str, **options: Any) -> None:
        """Set an axis, by its name in the layout (“xaxis”, “yaxis2”)."""
        self._axes.setdefault(name, {}).update(options)

    def set_layout(self, **options: Any) -> None:
        """Set anything else of the layout."""
        self._layout.update(options)

    def make_figure(self) -> go.Figure:
        """The figure, checked once."""
        axes = {name: {**_HIDDEN, **options} for name, options in self._axes.items()}
        layout = {**self._layout, **axes, "annotations": self._annotations, "shapes": self._shapes}
        return go.Figure(data=self._traces, layout=layout)
