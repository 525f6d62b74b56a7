"""What came of each phiếu handed in, a card a file: how many lines were saved, what is to be set right, the marked copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.intake.marked import name_marked
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.officer.batch_tables import describe
from danvan_metrics.web.officer.text_tables import show_text_table
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.signing_in.visitor import as_visitor
from danvan_metrics.web.widgets.downloads import XLSX

if TYPE_CHECKING:
    from danvan_metrics.access.actor import Actor
    from danvan_metrics.appraising.sheet_outcome import SheetOutcome

_GOOD: Final = frozenset({"accepted", "duplicate"})


@dataclass(frozen=True)
class SheetBatch:
    """The phiếu handed in together, and why the reading stopped, where it did."""

    sample: bool
    plan: str
    outcomes: list[SheetOutcome] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def show_sheet_cards(district: District, sheets: SheetBatch) -> None:
    """Draw a card a file."""
    for problem in sheets.problems:
        show_error(problem)
    for position, outcome in enumerate(sheets.outcomes):
        with st.container(border=True):
            _show_card(district, outcome, position)


def _show_card(district: District, outcome: SheetOutcome, position: int) -> None:
    from danvan_metrics.appraising.sheet_outcome import SHEET_STATUSES  # noqa: PLC0415 - openpyxl with it

    words = f"**{escape_markdown(SHEET_STATUSES[outcome.status])}**"
    colour = "green" if outcome.status.value in _GOOD else "orange"
    st.markdown(f":{escape_markdown(colour)}-badge[{words}] **{escape_markdown(outcome.file)}**")
    st.caption(escape_markdown(_describe_card(district, outcome)))
    if outcome.issues:
        title = f"Chỗ cần xem ({format_quantity(len(outcome.issues))})"
        show_text_table(pd.DataFrame([describe(one) for one in outcome.issues]), caption=title, key=f"sheet_issues_{position}")
    if outcome.markable:
        st.download_button(
            "Tải phiếu đã đánh dấu",
            data=as_visitor(partial(_write_marked, outcome, sample=district.sample, plan=district.plan.code)),
            file_name=name_marked(outcome.file),
            mime=XLSX,
            key=f"sheet_marked_{position}",
            on_click="ignore",
        )


def _write_marked(outcome: SheetOutcome, *, sample: bool, plan: str, actor: Actor) -> bytes:
    from danvan_metrics.appraising.handed_sheets import write_marked_sheet  # noqa: PLC0415 - openpyxl with it

    return write_marked_sheet(get_district(sample=sample, plan=plan), outcome, actor=actor)


def _describe_card(district: District, outcome: SheetOutcome) -> str:
    school = district.roster.by_code.get(outcome.school or "")
    period = district.plan.period_by_code.get(outcome.period or "")
    round_ = district.plan.round_by_code.get(outcome.round or "")
    who = [school.short_name if school else "", f"kỳ {period.title.lower()}" if period else "", round_.title if round_ else ""]
    saved = f"đã lưu {format_quantity(outcome.saved)} dòng" if outcome.saved else "chưa lưu dòng nào"
    filled = f"người điền: {outcome.appraiser}" if outcome.appraiser else ""
    return " · ".join(filter(None, [*who, filled, saved])) + "."
