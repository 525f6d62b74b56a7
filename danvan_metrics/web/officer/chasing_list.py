"""Who has handed in, completely, without error; and the words for those still to be asked."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_see_contacts
from danvan_metrics.correspondence.chasing import LACKS, Chase, Lack, collect_chasing
from danvan_metrics.correspondence.reception import Reception, collect_reception
from danvan_metrics.district import District
from danvan_metrics.plan.model import Period
from danvan_metrics.web import state as keys
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.officer.contacts import describe_contact
from danvan_metrics.web.officer.mail_offers import offer_reminders
from danvan_metrics.web.officer.text_tables import show_text_table
from danvan_metrics.web.resources import get_dataset
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import default_period, edition_of, last_period, measure
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_section


def show_chasing(district: District) -> None:
    """Draw the period's reception, then who is to be asked, with a letter and a short message for each; for the officer alone."""
    actor = current_actor()
    check_can_see_contacts(actor)
    dataset = get_dataset(edition_of(""))
    titles = {period.code: period.title for period in district.plan.periods}
    codes = list(titles)
    keys.settle_default(keys.CHASING_PERIOD, last_period() or default_period(dataset), codes)
    period = st.selectbox("Kỳ báo cáo", codes, format_func=titles.__getitem__, key=keys.CHASING_PERIOD, width=320)
    reception = measure(collect_reception, period)
    _show_reception(reception)
    _show_chases(district, district.plan.find_period(period), reception, actor)


def _show_reception(reception: Reception) -> None:
    meanings = {"Nộp": "đã gửi, kể cả bị trả lại", "Đủ": "mọi dòng có trả lời", "Hợp lệ": "đã nhận, không còn lỗi"}
    for column, (name, count) in zip(st.columns(3), reception.count().items(), strict=True):
        column.metric(escape_markdown(f"{name} · {meanings[name]}"), f"{count:d}/{len(reception.rows)} trường", border=True)
    show_text_table(reception.table(), caption=reception.title, key="reception")
    st.caption("↩ trả lại, chờ sửa · ? chưa nộp · “·” chưa đến hạn")
    offer_figures(reception, reception.table, key="reception")


def _show_chases(district: District, period: Period, reception: Reception, actor: Actor) -> None:
    listed = collect_chasing(district.plan, period, reception)
    show_section(f"Cần đôn đốc: {len(listed.chases)} trường")
    if not listed.chases:
        st.caption("Không còn trường nào cần đôn đốc.")
        return
    st.caption("Phần mềm không tự gửi gì: hãy sao chép lời nhắc vào thư điện tử hoặc Zalo, hoặc mở thư nháp rồi gửi.")
    offer_reminders(district, period, listed)
    with st.expander("Danh sách chung, để sao chép"):
        st.code(listed.text(), language=None, wrap_lines=True)
        offer_figures(listed, listed.table, key="chasing")
    for lack, chases in groupby(listed.chases, key=attrgetter("lack")):
        _show_kind(district, lack, list(chases), actor)


def _show_kind(district: District, lack: Lack, chases: list[Chase], actor: Actor) -> None:
    st.markdown(f"**{LACKS[lack]}** · {len(chases)} trường")
    for chase in chases:
        with st.expander(escape_markdown(f"{chase.row.school.short_name} — {chase.detail}")):
            if contact := describe_contact(district, chase.row.school, actor=actor):
                st.caption(escape_markdown(contact))
            st.caption("Tin nhắn ngắn")
            st.code(chase.short, language=None, wrap_lines=True)
            st.caption("Thư điện tử: tiêu đề, rồi nội dung")
            st.code(chase.letter.subject, language=None, wrap_lines=True)
            st.code(chase.letter.body, language=None, wrap_lines=True)
