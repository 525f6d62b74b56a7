"""A page on paper: A4 landscape, on every sheet its title, whose it is, and what it shows (`print.js` enlarges the charts)."""

from __future__ import annotations

from typing import Final

import streamlit as st

from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_owner, describe_received, describe_scope, describe_source
from danvan_metrics.web.state import looked_at, measure, read_scope

_SHEET: Final = """<style>@media print {{ @page {{
  @top-left {{ content: "{title}"; font: 600 9pt sans-serif; color: #17222c; }}
  @top-right {{ content: "{owner}"; font: 8pt sans-serif; color: #17222c; }}
  @bottom-left {{ content: "{told}"; font: 8pt sans-serif; color: #17222c; }}
  @bottom-right {{ content: counter(page) "/" counter(pages); font: 8pt sans-serif; color: #17222c; }}
}} }}</style>"""


def prepare_print(title: str) -> None:
    """Make the page of this title ready for paper; the reader prints from the browser."""
    owner, told = describe_owner(looked_at().plan), measure(describe_page, read_scope())
    st.html(_SHEET.format(title=quote_css(title), owner=quote_css(owner), told=quote_css(told)))


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
