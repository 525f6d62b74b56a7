"""What stands on a step of a meeting: its title, and one thing that fills the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Final, TypeVar

import plotly.graph_objects as go
import streamlit as st

from danvan_metrics.formats.plotly.fit import fit_figure
from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.formats.record import Chart
from danvan_metrics.formats.table import Table
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.overview.sentences import Sentence
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import text
from danvan_metrics.web.navigation import follow, link_rows, link_step, offer
from danvan_metrics.web.resources import draw_picture
from danvan_metrics.web.state import edition, read_screen, turn_step
from danvan_metrics.web.widgets.chart_card import show_drawing
from danvan_metrics.web.widgets.component import show_component
from danvan_metrics.web.widgets.table import show_table

Record = TypeVar("Record", bound=Chart)
LEAST_LETTER: Final = 0.02  # of the screen's height: still read from the last row
_ROOM: Final = 0.8  # of the screen's height, between title and foot; as in fit.js
_WIDTH: Final = 0.965
_HERE: Final = Path(__file__).parent


def show_step_title(dataset: Dataset, title: str, subtitle: str) -> None:
    """Draw a step's title, what it covers, and that the figures are made up or fixed, where they are."""
    badges = [f'<span class="made-up">{WATERMARK}</span>'] if dataset.sample else []
    if dataset.snapshot:
        told = text.SNAPSHOT_BANNER.format(name=dataset.snapshot.name, taken=format_date(dataset.snapshot.taken_on))
        badges.append(f'<span class="snapshot">{escape(told)}</span>')
    head = f'<h1 style="--letters: {len(title)}">{escape(title)}</h1><p><span>{escape(subtitle)}</span>{"".join(badges)}</p>'
    with st.container(key="step_head"):
        st.html(f'<div class="step-head">{head}</div>')


def show_step_table(table: Table, code: str) -> None:
    """Draw a table as large as fits."""
    show_table(table, key=f"step_{code}", large=True)


def show_step_sentences(sentences: Sequence[Sentence], code: str) -> None:
    """Draw sentences; the lead of each opens its rows."""
    rows = [{"lead": one.lead, "text": one.text, "grave": one.grave, "link": offer(link_rows(one))} for one in sentences]
    if opened := show_component(
        _HERE, "step_lines", '<ol class="root"></ol>', key=f"step_{code}", data={"rows": rows}, event="open"
    ):
        follow(opened)


def show_opening(
    told: Sequence[tuple[str, str]], steps: Sequence[tuple[str, str, int]], code: str, crest: tuple[str, str] = ("", "")
) -> None:
    """Draw the first screen: lines under their style, and the steps with the numbers they stand at, each with its link.

    crest: the address of a picture over the lines, and its words; ("", "") for none.
    """
    rows = [{"title": title, "numbers": numbers, "link": link_step(first)} for title, numbers, first in steps]
    data = {"told": list(told), "steps": rows, "crest": list(crest)}
    if opened := show_component(_HERE, "step_opening", '<div class="root"></div>', key=f"step_{code}", data=data, event="open"):
        turn_step(opened.rpartition("=")[2])


def show_step_chart(
    collect: Callable[..., Record],
    draw: Callable[[Record], go.Figure],
    scope: Scope,
    code: str,
    *,
    otherwise: Callable[[Record], Table],
) -> None:
    """Draw a chart to the screen's size; as the table that `otherwise` lays out where its letters would be too small."""
    picture = draw_picture(collect, draw, edition(), scope)
    width, height = read_screen()
    figure = fit_figure(picture.figure, width=width * _WIDTH, height=height * _ROOM, smallest=height * LEAST_LETTER)
    if figure is None:
        show_step_table(otherwise(picture.record), code)
    else:
        show_drawing(figure, picture.record, scope, key=f"step_{code}")
