"""A chart as every page shows it: the drawing with its alternative text, PNG, SVG and XLSX, and the figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import plotly.graph_objects as go
import streamlit as st

from danvan_metrics.formats.plotly.enlarge import enlarge
from danvan_metrics.formats.plotly.frame import picture_config, picture_options
from danvan_metrics.formats.record import Chart
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.web.navigation import follow, link_source
from danvan_metrics.web.resources import declare_component, draw_picture
from danvan_metrics.web.state import edition, keep, looked_at, meeting_mode, recall, take
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.frame_table import show_frame

Record = TypeVar("Record", bound=Chart)
MEETING_SCALE: Final = 1.4
_HERE: Final = Path(__file__).parent
_BUTTONS: Final = """<div class="root"><button type="button" data-kind="png">Tải ảnh PNG</button>\
<button type="button" data-kind="svg">Tải ảnh SVG</button></div>"""


def show_chart(
    collect: Callable[..., Record], draw: Callable[[Record], go.Figure], *arguments: Any, key: str, **named: Any
) -> None:
    """Collect, draw and show a chart of what this session looks at; `arguments` follow the dataset in `collect`."""
    scale = MEETING_SCALE if meeting_mode() else 1
    picture = draw_picture(collect, draw if scale == 1 else _draw_large(draw), edition(), *arguments, **named)
    record, figure = picture.record, picture.figure
    scope = None if record.empty else next((one for one in arguments if isinstance(one, Scope)), None)
    with st.container(border=True, key=f"card_{key}", gap="xsmall"):
        _show_drawing(figure, record, scope, key=key)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _offer_pictures(record, figure.layout.height, scale, key=key)
            offer_figures(record, record.table, key=key)
        _show_figures(record, scope, key=key)


def _draw_large(draw: Callable[[Record], go.Figure]) -> Callable[[Record], go.Figure]:
    """The same drawing for a meeting's screen, under a name of its own: pictures are kept by the name of what draws them."""

    def draw_large(record: Record) -> go.Figure:
        return enlarge(draw(record), MEETING_SCALE)

    draw_large.__module__, draw_large.__qualname__ = draw.__module__, f"{draw.__qualname__}.large"
    return draw_large


def _list_sources(record: Chart, scope: Scope | None) -> tuple[Reference | None, ...]:
    """Where every row of the chart's table leads; none where the chart is of no scope, or empty."""
    return tuple(record.list_references(looked_at().plan, scope)) if scope else ()


def _show_drawing(figure: go.Figure, record: Chart, scope: Scope | None, *, key: str) -> None:
    """Draw the chart; a click on what shows a figure leads to its source, as its row in the table does."""
    name, clicked = f"chart_{key}", f"clicked_{key}"
    st.plotly_chart(
        figure,
        theme=None,
        key=name,
        alt=record.alt,
        config=picture_config(record),
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
        source = _list_sources(record, scope)[int(rows[0])]
        keep(clicked, link_source(source) if source else "")


def _show_figures(record: Chart, scope: Scope | None, *, key: str) -> None:
    """Draw the figures as a table, each row leading to its source; made and sent only once a reader opens it."""
    box = st.expander("Bảng số liệu và nguồn", key=f"open_{key}", on_change="rerun")
    if box.open:
        with box:
            show_frame(record.table(), caption=record.title, key=f"figures_{key}", sources=_list_sources(record, scope))


def _offer_pictures(record: Chart, height: float, scale: float, *, key: str) -> None:
    options = {kind: picture_options(record, kind, height, enlarged=scale) for kind in ("png", "svg")}
    data = {"card": f"st-key-card_{key}", "title": record.title, "options": options}
    declare_component(_HERE, "picture", _BUTTONS)(key=f"pictures_{key}", data=data, width="content")
