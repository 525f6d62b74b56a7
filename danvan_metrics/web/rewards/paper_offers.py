"""The papers of a period, written when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.appraising.desk import BoardRow, load_board
from danvan_metrics.appraising.minute_out import make_minute
from danvan_metrics.district import District
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.rewarding.reward_papers import make_rewards, make_submission_letter
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey
from danvan_metrics.topics.rewards.figures import RewardList
from danvan_metrics.topics.rewards.reward_list import DRAFT
from danvan_metrics.vietnamese import format_ratio
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.look_shown import tell_no_paper
from danvan_metrics.web.resources import consult
from danvan_metrics.web.signing_in.visitor import as_visitor
from danvan_metrics.web.state import edition
from danvan_metrics.web.widgets.downloads import XLSX
from danvan_metrics.web.widgets.figure_table import show_section

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_JUDGED = frozenset(Stage) - {Stage.UNASSIGNED, Stage.ASSIGNED}


def offer_paper(label: str, make: Callable[..., NamedFile], file_name: str, *, key: str, mime: str = DOCX) -> None:
    """Offer one paper as a download: `make(actor=…)` writes it for whoever has pressed."""
    if tell_no_paper():
        return
    load = as_visitor(partial(_load_paper, make))
    st.download_button(escape_markdown(label), data=load, file_name=file_name, mime=mime, key=f"paper_{key}", on_click="ignore")


def _load_paper(make: Callable[..., NamedFile], *, actor: Actor) -> bytes:
    return make(actor=actor)[1]


def show_papers(district: District, record: RewardList) -> None:
    """Draw what can be taken along for the period: list, submission, minutes of schools."""
    show_section("Danh sách và tờ trình", DRAFT if record.draft and record.rows else "")
    if record.rows:
        with st.container(horizontal=True):
            for ending, mime in (("docx", DOCX), ("xlsx", XLSX)):
                make = partial(make_rewards, district, record.period, ending)
                name = f"{record.file_name}.{ending}"
                offer_paper(f"Danh sách đề nghị {ending.upper()}", make, name, key=f"list_{ending}", mime=mime)
            if record.listed and not record.draft:
                make = partial(make_submission_letter, district, record.period)
                offer_paper("Tờ trình DOCX", make, f"to-trinh-khen-thuong_{record.period}.docx", key="letter")
        if record.draft:
            st.caption("Tờ trình lập được khi Hội đồng đã thông qua ít nhất một đề nghị.")
    else:
        st.caption("Chưa có đề nghị nào của kỳ này nên chưa có danh sách.")
    _show_minutes(district, record.period)


def _show_minutes(district: District, period: str) -> None:
    rows = [row for row in consult(load_board, edition(), period) if row.stage in _JUDGED and row.checked]
    concluded = sum(row.stage is Stage.CONCLUDED for row in rows)
    ratio = format_ratio(concluded, len(rows))
    told = f"{ratio} phiếu đã kết luận; phiếu chưa kết luận có bản dự thảo" if rows else "Chưa trường nào được thẩm định."
    show_section("Biên bản thẩm định", told)
    if not rows:
        return
    row = st.selectbox("Trường, đợt", rows, format_func=_name, key="minute_which")
    key = AppraisalKey(district.plan.code, row.school.code, period, row.round.code)
    name = f"bien-ban-tham-dinh_{row.school.code.lower()}_{period}_{row.round.code}.docx"
    label = "Biên bản thẩm định DOCX" if row.stage is Stage.CONCLUDED else "Dự thảo biên bản DOCX"
    offer_paper(label, partial(make_minute, district, key), name, key="minute")


def _name(row: BoardRow) -> str:
    told = f"{row.school.short_name} · {row.round.short} · {STAGES[row.stage]}"
    return f"{told} · đã kiểm {format_ratio(row.checked, row.total)}"
