"""“In phiếu trường”: the page to hand to the principal, written when it is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.roster import School
from danvan_metrics.topics.school.school_sheet import collect_school_sheet
from danvan_metrics.web.resources import Edition, get_dataset
from danvan_metrics.web.state import edition, measure
from danvan_metrics.web.widgets.downloads import DOCX


def offer_school_sheet(school: School, scope: Scope) -> None:
    """Offer the sheet of one school in the period and lens looked at."""
    st.download_button(
        "In phiếu trường (Word)",
        data=partial(_write, edition(), scope, school.code),
        file_name=f"{measure(collect_school_sheet, scope, school.code).file_name}.docx",
        mime=DOCX,
        key="school_sheet",
        on_click="ignore",
    )


def _write(looked: Edition, scope: Scope, school: str) -> bytes:
    """Called when the file is asked for, outside of the session: which store is looked at is told."""
    from danvan_metrics.exports.papers import write_school_paper  # noqa: PLC0415 - python-docx only when a file is asked for

    return write_school_paper(collect_school_sheet(get_dataset(looked), scope, school))[1]
