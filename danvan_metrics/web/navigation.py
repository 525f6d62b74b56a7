"""From a figure to the page of its rows, and to its source. A link is a page's address with its parameters."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from danvan_metrics.formats.table import ActionForm, Destination, IndicatorPage, SchoolPage, UnitPage
from danvan_metrics.metrics.actions import Deed
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.overview.sentences import Sentence, Target
from danvan_metrics.web.pages import (
    ACTIONS,
    APPRAISAL,
    CRITERIA,
    ENTRY_BY_URL,
    MEETING,
    MODEL_SCHOOLS,
    OVERVIEW,
    SOURCE,
    SPREAD,
    PageEntry,
)
from danvan_metrics.web.pages import SCHOOL as SCHOOL_PAGE
from danvan_metrics.web.source_link import read_reference, write_reference
from danvan_metrics.web.state import (
    ACT,
    ACTION,
    FOLLOWED,
    ITEM,
    OPEN_PAGE,
    SCHOOL,
    STEP,
    TASK,
    UNIT,
    keep,
    keep_parameters,
    looked_at,
    offers_page,
    recall,
)

_TARGETS: dict[Target, tuple[PageEntry, str]] = {
    Target.TIMELINESS: (OVERVIEW, ""),
    Target.INDICATOR: (CRITERIA, ITEM),
    Target.MODEL_SCHOOLS: (MODEL_SCHOOLS, SCHOOL),
    Target.SCHOOL: (SCHOOL_PAGE, SCHOOL),
    Target.SPREAD: (SPREAD, ""),
    Target.ACTIONS: (ACTIONS, ""),
    Target.APPRAISAL: (APPRAISAL, ""),
    Target.UNIT: (OVERVIEW, UNIT),
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
        case ActionForm(action, deed):
            return _link(ACTIONS, {ACTION: str(action), ACT: deed})
        case UnitPage(code):
            return link_unit(code)
        case Reference():
            return link_source(target)


def link_unit(code: str, page: PageEntry | None = None) -> str:
    """To a unit, on this page or the one that is open."""
    return _link(page or ENTRY_BY_URL.get(recall(OPEN_PAGE, ""), OVERVIEW), {UNIT: code})


def link_source(reference: Reference) -> str:
    """To what made a figure."""
    return _link(SOURCE, write_reference(reference))


def link_task(reference: Reference) -> str:
    """To the form that gives a task about a figure."""
    return _link(SOURCE, write_reference(reference) | {TASK: "1"})


def asks_for_task(link: str) -> bool:
    """Whether a link leads to that form."""
    return dict(parse_qsl(link.partition("?")[2])).get(TASK) == "1"


def read_task(link: str) -> Reference:
    """The figure that such a link is about."""
    return read_reference(dict(parse_qsl(link.partition("?")[2])), looked_at())


def link_step(number: int) -> str:
    """To a step of the meeting."""
    return _link(MEETING, {STEP: str(number)})


def asks_for_act(link: str) -> bool:
    """Whether a link leads to the form that changes or ends an action."""
    return ACT in dict(parse_qsl(link.partition("?")[2]))


def read_act(link: str) -> ActionForm | None:
    """The form that such a link is about; None where it names none."""
    asked = dict(parse_qsl(link.partition("?")[2]))
    return read_form(asked.get(ACTION, ""), asked.get(ACT, ""))


def read_form(number: str, deed: str) -> ActionForm | None:
    """The form of one act on the action of this number, as an address spells them; None where it names none."""
    return ActionForm(int(number), Deed(deed)) if number.isdecimal() and deed in list(Deed) else None


def offer(link: str) -> str:
    """The link where the visitor may open its page; "" elsewhere, and then it is no link."""
    return link if link and offers_page(link.partition("?")[0]) else ""


def follow(link: str) -> NoReturn:
    """Go where a link leads; the shared filters follow by themselves, for their widgets stand outside the pages."""
    address, _, query = link.partition("?")
    keep(FOLLOWED, value=True)
    open_page(ENTRY_BY_URL[address], dict(parse_qsl(query)))


def link_rows(sentence: Sentence) -> str:
    """To the rows a sentence was made from."""
    page, parameter = _TARGETS[sentence.target]
    return _link(page, {parameter: sentence.subject} if parameter and sentence.subject else {})


def open_page(page: PageEntry, parameters: dict[str, str] | None = None) -> NoReturn:
    """Go to a page; sample, snapshot and meeting mode stay as they are."""
    st.switch_page(page.file, query_params=keep_parameters() | (parameters or {}))


def _link(page: PageEntry, parameters: dict[str, str]) -> str:
    return f"{page.url}?{urlencode(parameters)}"
