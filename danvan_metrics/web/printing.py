"""A leadership page on paper: A4 landscape, and at the foot of every sheet what it shows (`print.js` enlarges the charts)."""

from __future__ import annotations

from typing import Final

import streamlit as st

from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_received, describe_scope, describe_source
from danvan_metrics.web.state import measure, read_scope

_FOOT: Final = """<style>@media print {{ @page {{
  @bottom-left {{ content: "{told}"; font: 8pt sans-serif; color: #17222c; }}
  @bottom-right {{ content: counter(page) "/" counter(pages); font: 8pt sans-serif; color: #17222c; }}
}} }}</style>"""


def prepare_print() -> None:
    """Make the page ready for paper; the reader prints from the browser."""
    told = measure(describe_page, read_scope())
    st.html(_FOOT.format(told=quote_css(told)))


def describe_page(dataset: Dataset, scope: Scope) -> str:
    """Source, as-of date and snapshot, received n/N, lens and filters; and that figures are made up, where they are."""
    parts = (
        WATERMARK if dataset.sample else "",
        describe_source(dataset),
        describe_received(dataset, scope),
        describe_scope(dataset, scope),
    )
    return " · ".join(filter(None, parts))


def quote_css(text: str) -> str:
    """Text inside a CSS string: all but letters, digits and spaces as codes, so that none can end the string."""
    return "".join(one if one.isalnum() or one == " " else f"\\{ord(one):06x} " for one in text)
