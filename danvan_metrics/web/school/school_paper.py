"""“In phiếu trường”: the page to hand to the principal, written when it is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.handing_out import hand_out_school_paper
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.school.school_sheet import collect_school_sheet
from danvan_metrics.units.roster import School
from danvan_metrics.web.resources import Edition, get_dataset, get_district
from danvan_metrics.web.signing_in.visitor import as_visitor, current_actor
from danvan_metrics.web.state import edition, measure
from danvan_metrics.web.widgets.downloads import DOCX


def offer_school_sheet(school: School, scope: Scope) -> None:
    """Offer the sheet of one school in the period and lens looked at, to whom it is."""
    if not may(current_actor(), Act.EXPORT_PAPERS, school.code):
        return
    st.download_button(
        "In phiếu trường (Word)",
        data=as_visitor(partial(_write, edition(), scope, school.code)),
        file_name=f"{measure(collect_school_sheet, scope, school.code).file_name}.docx",
        mime=DOCX,
        key="school_sheet",
        on_click="ignore",
    )


def _write(looked: Edition, scope: Scope, school: str, *, actor: Actor) -> bytes:
    """Called when the file is asked for, outside of the session: which store is looked at is told."""
    district = get_district(sample=looked.sample, plan=looked.plan)
    return hand_out_school_paper(district, get_dataset(looked), scope, school, actor=actor)[1]
