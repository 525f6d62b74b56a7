"""What a native bar chart shows: categories, series with their fills and labels, and how it is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.stacks import Series as Counted
from danvan_metrics.formats.plotly.stacks import keep_present
from danvan_metrics.formats.pptx.slide_text import measure_width
from danvan_metrics.vietnamese import NBSP

WHOLE_FORMAT: Final = "#,##0"
_SYMBOL_ROOM: Final = 0.34  # inches a label with its symbol takes


@dataclass(frozen=True)
class Series:
    """One series; a value of None is an empty cell, never 0.

    labels: a text per value (“” for none), or () where the values themselves are shown as `label_format` says. fills: of points.
    """

    name: str
    fill: theme.Fill
    values: tuple[float | None, ...]
    labels: tuple[str, ...] = ()
    number_format: str = WHOLE_FORMAT
    label_format: str = "0;;"
    fills: Mapping[int, theme.Fill] = field(default_factory=dict)


@dataclass(frozen=True)
class Bars:
    """Horizontal bars, the first category on top.

    stacked: else all series of a category share one place, for each category has a value in one of them. names: inches for the
    categories' names; top: end of the axis, None for the longest bar; shares: the axis is shown, 0–100 %.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    names: float
    stacked: bool = True
    top: float | None = None
    shares: bool = False
    title: str = ""
    legend: bool = True
    size: float = 12


def count_series(kinds: Sequence[Counted], counts: Sequence[Mapping[str, int] | None], *, plot: float) -> tuple[Series, ...]:
    """A series per kind that any row counts, from counts by the kinds' keys; a row of None is a heading without bar.

    plot: inches of the drawing, which decide whether the symbol or caption has room beside the number.
    """
    known = [row for row in counts if row is not None]
    longest = max((sum(row.get(kind.key, 0) for kind in kinds) for row in known), default=0)
    unit = plot / max(longest, 1)
    return tuple(
        Series(
            name=kind.legend,
            fill=kind.fill,
            values=tuple(None if row is None else row.get(kind.key, 0) for row in counts),
            label_format=_write_format(kind, unit),
        )
        for kind in keep_present(kinds, known)
    )


def _write_format(kind: Counted, unit: float) -> str:
    """“● 12”, “bậc 4: 12” or “12”; a count of 0 has no label."""
    if kind.caption and measure_width(f"{kind.caption}: 0", 11) < unit:
        return f'"{kind.caption}:{NBSP}"0;;'
    return f'"{kind.symbol}{NBSP}"0;;' if kind.symbol and unit >= _SYMBOL_ROOM else "0;;"
