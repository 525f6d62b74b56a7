"""A chart as every page shows it: the drawing with its alternative text, PNG and XLSX, and the figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import plotly.graph_objects as go
import streamlit as st

from danvan_metrics.charts.frame import picture_config
from danvan_metrics.charts.record import Chart
from danvan_metrics.web.components.downloads import offer_figures
from danvan_metrics.web.components.frame_table import show_frame
from danvan_metrics.web.resources import draw_picture
from danvan_metrics.web.state import edition

Record = TypeVar("Record", bound=Chart)


def show_chart(
    collect: Callable[..., Record], draw: Callable[[Record], go.Figure], *arguments: Any, key: str, **named: Any
) -> None:
    """Collect, draw and show a chart of what this session looks at; `arguments` follow the dataset in `collect`."""
    picture = draw_picture(collect, draw, edition(), *arguments, **named)
    record = picture.record
    with st.container(border=True, key=f"card_{key}", gap="xsmall"):
        st.plotly_chart(picture.figure, theme=None, key=f"chart_{key}", alt=record.alt, config=picture_config(record))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _offer_picture(key)
            offer_figures(record, key=key)
        _show_figures(record, key)


def _show_figures(record: Chart, key: str) -> None:
    """Draw the figures as a table, made and sent only once a reader opens it; the page runs anew with every filter."""
    box = st.expander("Bảng số liệu", key=f"open_{key}", on_change="rerun")
    if box.open:
        with box:
            show_frame(record.table(), caption=record.title, key=f"figures_{key}")


def _offer_picture(key: str) -> None:
    _picture_button()(key=f"png_{key}", data={"card": f"st-key-card_{key}"}, width="content")


@cache
def _picture_button() -> Any:
    script, style = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("picture.js", "picture.css"))
    html = '<button type="button">Tải ảnh PNG</button>'
    return st.components.v2.component("danvan_picture", html=html, css=style, js=script)
