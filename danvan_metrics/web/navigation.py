"""From a figure to the page of its rows, and to its source. A link is a page's address with its parameters."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from danvan_metrics.formats.table import Destination, IndicatorPage, SchoolPage
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.overview.sentences import Sentence, Target
from danvan_metrics.web.pages import ACTIONS, CRITERIA, ENTRY_BY_URL, MODEL_SCHOOLS, OVERVIEW, SOURCE, SPREAD, PageEntry
from danvan_metrics.web.pages import SCHOOL as SCHOOL_PAGE
from danvan_metrics.web.source_link import write_reference
from danvan_metrics.web.state import ITEM, SCHOOL, keep_parameters

_TARGETS: dict[Target, tuple[PageEntry, str]] = {
    Target.TIMELINESS: (OVERVIEW, ""),
    Target.INDICATOR: (CRITERIA, ITEM),
    Target.MODEL_SCHOOLS: (MODEL_SCHOOLS, SCHOOL),
    Target.SCHOOL: (SCHOOL_PAGE, SCHOOL),
    Target.SPREAD: (SPREAD, ""),
    Target.ACTIONS: (ACTIONS, ""),
}


def link_school(code: str) -> str:
    """To the page of one school."""
    return _link(SCHOOL_PAGE, {SCHOOL: code})


def link_target(target: Destination) -> str:
    """To what a table's cell opens."""
    match target:
        case SchoolPage(code):
            return link_school(code)
        case IndicatorPage(code):
            return _link(CRITERIA, {ITEM: code})
        case Reference():
            return link_source(target)


def link_source(reference: Reference) -> str:
    """To what made a figure."""
    return _link(SOURCE, write_reference(reference))


def follow(link: str) -> NoReturn:
    """Go where a link leads; the shared filters follow by themselves, for their widgets stand outside the pages."""
    address, _, query = link.partition("?")
    open_page(ENTRY_BY_URL[address], dict(parse_qsl(query)))


def open_rows(sentence: Sentence) -> NoReturn:
    """Go to the rows a sentence was made from."""
    page, parameter = _TARGETS[sentence.target]
    open_page(page, {parameter: sentence.subject} if parameter and sentence.subject else {})


def open_page(page: PageEntry, parameters: dict[str, str] | None = None) -> NoReturn:
    """Go to a page; sample, snapshot and meeting mode stay as they are."""
    st.switch_page(page.file, query_params=keep_parameters() | (parameters or {}))


def _link(page: PageEntry, parameters: dict[str, str]) -> str:
    return f"{page.url}?{urlencode(parameters)}"
