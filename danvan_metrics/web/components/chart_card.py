"""A chart as every page shows it: the drawing with its alternative text, PNG, SVG and XLSX, and the figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import plotly.graph_objects as go
import streamlit as st

from danvan_metrics.charts.frame import picture_config, picture_options
from danvan_metrics.charts.record import Chart
from danvan_metrics.web.components.downloads import offer_figures
from danvan_metrics.web.components.frame_table import show_frame
from danvan_metrics.web.resources import Picture, draw_picture
from danvan_metrics.web.state import sample_mode

Record = TypeVar("Record", bound=Chart)


def show_chart(
    collect: Callable[..., Record], draw: Callable[[Record], go.Figure], *arguments: Any, key: str, **named: Any
) -> None:
    """Collect, draw and show a chart of what this session looks at; `arguments` follow the dataset in `collect`."""
    picture = draw_picture(collect, draw, sample_mode(), *arguments, **named)
    record = picture.record
    with st.container(border=True, key=f"card_{key}", gap="xsmall"):
        st.plotly_chart(picture.figure, theme=None, key=f"chart_{key}", alt=record.alt, config=picture_config(record))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _offer_pictures(picture, key)
            offer_figures(record, key=key)
        _show_figures(record, key)


def _show_figures(record: Chart, key: str) -> None:
    """Draw the figures as a table, made and sent only once a reader opens it; the page runs anew with every filter."""
    box = st.expander("Bảng số liệu", key=f"open_{key}", on_change="rerun")
    if box.open:
        with box:
            show_frame(record.table(), caption=record.title, key=f"figures_{key}")


def _offer_pictures(picture: Picture[Any], key: str) -> None:
    height = picture.figure.layout.height
    options = {kind: picture_options(picture.record, kind, height) for kind in ("png", "svg")}
    data = {"card": f"st-key-card_{key}", "title": picture.record.title, "options": options}
    _picture_buttons()(key=f"pictures_{key}", data=data, width="content")


@cache
def _picture_buttons() -> Any:
    script, style = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("picture.js", "picture.css"))
    buttons = (f'<button type="button" data-kind="{kind.lower()}">Tải ảnh {kind}</button>' for kind in ("PNG", "SVG"))
    html = f'<div class="root">{"".join(buttons)}</div>'
    return st.components.v2.component("danvan_picture", html=html, css=style, js=script)
