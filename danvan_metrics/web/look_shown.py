"""The office's look on pages: its crest beside its name, the program called after it, and what is wrong with it."""

from __future__ import annotations

from base64 import b64encode
from html import escape

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.errors import UserError
from danvan_metrics.exports.making import ExportKind
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.unit_owner import is_the_offices
from danvan_metrics.web import text
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.resources import get_look


def name_program() -> str:
    """What the browser's tab is called: after the office, where its look names it."""
    try:
        office = get_look().words.office
    except UserError:  # settings that cannot be read: the page says so itself
        return text.APP_TITLE
    named = " ".join(filter(None, (office.short or office.name, office.short and office.place)))
    return f"{text.PROGRAM} · {named}" if named else text.APP_TITLE


def write_crest(owner: str) -> str:
    """The crest as HTML, named for screen readers; "" where the office has none."""
    address = write_crest_address()
    return f'<img class="crest" src="{address}" alt="{escape(describe_crest(owner))}">' if address else ""


def write_crest_address() -> str:
    """The crest as an address that needs no server; "" where the office has none."""
    crest = get_look().crest
    return f"data:image/png;base64,{b64encode(crest.small).decode()}" if crest else ""


def describe_crest(owner: str) -> str:
    """What is read out in place of the crest."""
    return f"Biểu trưng của {owner}"


def write_owner(owner: str, plan: Plan, told: str) -> str:
    """Whose figures and of which plan, beside the navigation, as HTML."""
    crest, accent = write_crest(plan.office.name), get_look().words.accent
    color = f' style="color: {accent}"' if accent else ""
    crested = " crested" if crest else ""
    return f'<div class="owner{crested}">{crest}<strong{color}>{escape(owner)}</strong><span>{escape(told)}</span></div>'


def show_entrance_head() -> None:
    """Draw, above the way to sign in, whose program this is."""
    name = get_look().words.office.name
    crest = write_crest(name or text.PROGRAM)
    if crest or name:
        st.html(f'<div class="entrance-head">{crest}<strong>{escape(name)}</strong></div>')


def show_look_faults(actor: Actor) -> None:
    """Say, to whom files are made for, that the office's look cannot be used as it is."""
    if not may(actor, Act.EXPORT):
        return
    grave = [fault for fault in get_look().list_faults() if fault.grave]
    if grave:
        more = f" (và {len(grave) - 1} lỗi khác; xem bằng lệnh look check)" if len(grave) > 1 else ""
        st.caption(escape_markdown(f"{text.LOOK_UNUSABLE}: {grave[0].told}{more}"), width="content")


def tell_unwritable(dataset: Dataset, kind: ExportKind) -> bool:
    """Draw, in place of its button, why a file is not made in the office's look; False where it can be made."""
    look = get_look()
    try:
        look.require_names()
        if kind is ExportKind.SLIDES and is_the_offices(dataset):
            look.take_slides(dataset.plan)
        if kind is ExportKind.REPORT and is_the_offices(dataset):
            look.take_paper()
    except UserError as error:
        show_error(error)
        return True
    return False


def tell_no_paper() -> bool:
    """Draw, in place of its button, why no paper is made on the office's template; False where it can be made."""
    try:
        get_look().take_paper()
    except UserError as error:
        show_error(error)
        return True
    return False
