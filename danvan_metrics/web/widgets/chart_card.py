"""A chart as every page shows it: the drawing with its alternative text, PNG, SVG and XLSX, and the figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import plotly.graph_objects as go
import streamlit as st

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.enlarge import enlarge
from danvan_metrics.formats.plotly.frame import picture_config
from danvan_metrics.formats.record import Chart, UnitChart
from danvan_metrics.formats.table import UnitPage
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.web.navigation import follow, link_source, link_target, offer
from danvan_metrics.web.resources import declare_component, draw_picture
from danvan_metrics.web.state import WIDE_SCREEN, edition, keep, looked_at, meeting_mode, read_screen, recall, take
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.frame_table import show_frame

Record = TypeVar("Record", bound=Chart)
_MEETING_LETTER: Final = 0.0203  # of the screen's height: the smallest in a meeting
_WIDE_SCALE: Final = 1.25  # on a wide screen (picture.js): two charts so much larger still fit beside each other
_HERE: Final = Path(__file__).parent
_BUTTONS: Final = """<div class="root"><button type="button" data-kind="png">Tải ảnh PNG</button>\
<button type="button" data-kind="svg">Tải ảnh SVG</button></div>"""


def show_chart(
    collect: Callable[..., Record], draw: Callable[[Record], go.Figure], *arguments: Any, key: str, **named: Any
) -> None:
    """Collect, draw and show a chart of what this session looks at; `arguments` follow the dataset in `collect`."""
    scale = _find_scale()
    picture = draw_picture(collect, draw if scale == 1 else _draw_large(draw, scale), edition(), *arguments, **named)
    record, figure = picture.record, picture.figure
    scope = None if record.empty else next((one for one in arguments if isinstance(one, Scope)), None)
    with st.container(border=True, key=f"card_{key}", gap="xsmall"):
        show_drawing(figure, record, scope, key=key, scale=scale)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _offer_pictures(record, key=key)
            offer_figures(record, record.table, key=key)
        _show_figures(record, scope, key=key)


def _find_scale() -> float:
    """How many times as large as usual: in a meeting by the screen's height, else larger where two stand on a wide screen."""
    if meeting_mode():
        return read_screen()[1] * _MEETING_LETTER / theme.SMALL_SIZE
    return _WIDE_SCALE if recall(WIDE_SCREEN) else 1


def _draw_large(draw: Callable[[Record], go.Figure], scale: float) -> Callable[[Record], go.Figure]:
    """The same drawing for a meeting's screen, under a name of its own: pictures are kept by the name of what draws them."""

    def draw_large(record: Record) -> go.Figure:
        return enlarge(draw(record), scale)

    draw_large.__module__, draw_large.__qualname__ = draw.__module__, f"{draw.__qualname__}.{scale:.2f}"
    return draw_large


def _list_sources(record: Chart, scope: Scope | None) -> tuple[Reference | None, ...]:
    """Where every row of the chart's table leads; none where the chart is of no scope, or empty."""
    return tuple(record.list_references(looked_at().plan, scope)) if scope and not looked_at().sums else ()


def show_drawing(figure: go.Figure, record: Chart, scope: Scope | None, *, key: str, scale: float = 1) -> None:
    """Draw the chart, `scale` times as large as usual; a click on a figure leads to its source, as its row in the table does."""
    name, clicked = f"chart_{key}", f"clicked_{key}"
    st.plotly_chart(
        figure,
        theme=None,
        key=name,
        alt=record.alt,
        config=picture_config(record, figure.layout.height, enlarged=scale),
        on_select=partial(_note_click, name, clicked, record, scope) if scope else "ignore",
        selection_mode="points",
    )
    if link := take(clicked):
        follow(link)


def _note_click(name: str, clicked: str, record: Chart, scope: Scope) -> None:
    """Keep where the click leads until the page runs: a callback cannot turn the page."""
    points = recall(name).selection.points
    rows = [point["customdata"] for point in points if "customdata" in point]
    if rows:
        keep(clicked, offer(_link_row(record, scope, int(rows[0]))))


def _link_row(record: Chart, scope: Scope, row: int) -> str:
    """To the unit that a row is, or to the source of its figure; "" where it has neither."""
    if isinstance(record, UnitChart):
        return link_target(UnitPage(record.units[row])) if record.units[row] else ""
    source = next(iter(_list_sources(record, scope)[row : row + 1]), None)
    return link_source(source) if source else ""


def _show_figures(record: Chart, scope: Scope | None, *, key: str) -> None:
    """Draw the figures as a table, each row leading to its source; made and sent only once a reader opens it."""
    box = st.expander("Bảng số liệu và nguồn", key=f"open_{key}", on_change="rerun")
    if box.open:
        with box:
            show_frame(record.table(), caption=record.title, key=f"figures_{key}", sources=_list_sources(record, scope))


def _offer_pictures(record: Chart, *, key: str) -> None:
    data = {"card": f"st-key-card_{key}", "title": record.title, "file": f"{record.file_name}.svg", "width": theme.PRINT_WIDTH}
    asked = {"wide": None if meeting_mode() else bool(recall(WIDE_SCREEN))}
    picture = declare_component(_HERE, "picture", _BUTTONS)
    told = picture(key=f"pictures_{key}", data=data | asked, width="content", on_screen_change=_ignore).screen
    if told:
        keep(WIDE_SCREEN, value=told == "wide")
        st.rerun()


def _ignore() -> None:
    """Without a callback the result has no attribute until the script tells something."""
