"""What stands in the cards and the strip of a page of figures."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from streamlit.testing.v1 import AppTest

from tests.builders_web import read_component


class Figure(NamedTuple):
    """One key figure as a reader sees it."""

    value: str
    note: str


def open_figures(app: AppTest, *cards: str) -> AppTest:
    """The page once a reader has opened the tables of these charts."""
    for card in cards:
        app.session_state[f"open_{card}"] = True
    return app.run()


def read_strip(app: AppTest) -> dict[str, Figure]:
    """The key figures on top of the page, by label."""
    figures = read_component(app, "key_figures")["figures"]
    return {one["label"]: Figure(one["value"], one["note"]) for one in figures}


def lines_of(figure) -> list[str]:
    """Every line of text written into a Plotly figure, without its markup."""
    broken = [line for note in figure.layout.annotations for line in note.text.split("<br>")]
    return [unescape(re.sub(r"<[^>]*>", "", line)) for line in broken]
