"""From a figure to the page of its rows."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from danvan_metrics.briefing.sentences import Sentence, Target
from danvan_metrics.web.pages import CRITERIA, MODEL_SCHOOLS, OVERVIEW, SPREAD, PageEntry
from danvan_metrics.web.pages import SCHOOL as SCHOOL_PAGE
from danvan_metrics.web.state import ITEM, SAMPLE, SCHOOL, sample_mode

_TARGETS: dict[Target, tuple[PageEntry, str]] = {
    Target.TIMELINESS: (OVERVIEW, ""),
    Target.INDICATOR: (CRITERIA, ITEM),
    Target.MODEL_SCHOOLS: (MODEL_SCHOOLS, SCHOOL),
    Target.SCHOOL: (SCHOOL_PAGE, SCHOOL),
    Target.SPREAD: (SPREAD, ""),
}


def open_school(code: str) -> NoReturn:
    """Go to the page of one school."""
    _open(SCHOOL_PAGE, SCHOOL, code)


def open_indicator(code: str) -> NoReturn:
    """Show one indicator on the page of criteria."""
    _open(CRITERIA, ITEM, code)


def open_rows(sentence: Sentence) -> NoReturn:
    """Go to the rows a sentence was made from."""
    page, parameter = _TARGETS[sentence.target]
    _open(page, parameter, sentence.subject)


def _open(page: PageEntry, parameter: str, value: str) -> NoReturn:
    """Go there; the shared filters follow by themselves, for their widgets stand outside the pages."""
    kept = {SAMPLE: "1"} if sample_mode() else {}
    st.switch_page(page.file, query_params=kept | ({parameter: value} if parameter and value else {}))
