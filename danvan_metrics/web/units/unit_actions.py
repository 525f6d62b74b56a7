"""Việc cần làm above the schools: which units have how many schools behind, and the words to ask them once more."""

from __future__ import annotations

from functools import partial

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.correspondence.unit_chasing import UnitChase, UnitChaseList, collect_unit_chasing
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.formats.table import tabulate
from danvan_metrics.handing_out import hand_out_export
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.unit_timeliness.chart import collect_unit_timeliness_chart, draw_unit_timeliness
from danvan_metrics.topics.unit_timeliness.figures import collect_unit_timeliness, describe_lagging
from danvan_metrics.topics.unit_timeliness.table import lay_out_lagging
from danvan_metrics.vietnamese import capitalise
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.resources import Edition, compute, get_district
from danvan_metrics.web.signing_in.visitor import as_visitor, current_actor
from danvan_metrics.web.state import UNIT_CHASED, edition, measure, settle_default
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table

_NOBODY = "Không còn đơn vị nào cần đôn đốc."


def show_unit_actions(scope: Scope) -> None:
    """Draw the units with schools behind, the letters to them, and all units' returns as a chart."""
    record = measure(collect_unit_timeliness, scope)
    st.markdown(f"**{escape_markdown(capitalise(describe_lagging(record)))}.**")
    if record.lagging:
        show_section("Đơn vị còn trường chưa nộp, phải sửa", record.subtitle)
        table = lay_out_lagging(record)
        show_table(table, key="lagging_units")
        offer_figures(record, partial(tabulate, table), key="lagging_units")
    _show_letters(measure(collect_unit_chasing, scope), scope)
    show_chart(collect_unit_timeliness_chart, draw_unit_timeliness, scope, key="unit_timeliness")


def _show_letters(listed: UnitChaseList, scope: Scope) -> None:
    show_section(f"Cần đôn đốc: {len(listed.chases)} đơn vị", listed.direct)
    if not listed.chases:
        st.caption(_NOBODY)
        return
    st.caption("Phần mềm không tự gửi gì: hãy sao chép lời nhắc vào thư điện tử hoặc Zalo, hoặc mở thư nháp rồi gửi.")
    if may(current_actor(), Act.EXPORT):
        _offer_files(listed, scope)
    box = st.expander("Danh sách chung, để sao chép", key="unit_chase_list", on_change="rerun")
    if box.open:
        with box:
            st.code(listed.text(), language=None, wrap_lines=True)
    by_code = {one.unit.code: one for one in listed.chases}
    titles = {code: f"{one.unit.name} — {one.detail}" for code, one in by_code.items()}
    settle_default(UNIT_CHASED, next(iter(by_code)), by_code)
    chosen = st.selectbox("Lời nhắc gửi đơn vị", list(titles), format_func=titles.__getitem__, key=UNIT_CHASED)
    _show_letter(by_code[chosen])


def _show_letter(chase: UnitChase) -> None:
    st.caption("Tin nhắn ngắn")
    st.code(chase.short, language=None, wrap_lines=True)
    st.caption("Thư điện tử: tiêu đề, rồi nội dung")
    st.code(chase.letter.subject, language=None, wrap_lines=True)
    st.code(chase.letter.body, language=None, wrap_lines=True)


def _offer_files(listed: UnitChaseList, scope: Scope) -> None:
    with st.container(horizontal=True, gap="small"):
        offer_figures(listed, listed.table, key="unit_chasing")
        st.download_button(
            "Tải mọi lời nhắc (TXT)",
            as_visitor(partial(_hand_out_letters, edition(), scope, f"{listed.file_name}.txt")),
            f"{listed.file_name}.txt",
            "text/plain",
            key="unit_letters",
            on_click="ignore",
        )
        st.download_button(
            "Tải thư nháp (.eml, ZIP)",
            as_visitor(partial(_hand_out_letters, edition(), scope, f"{listed.file_name}_thu-nhap.zip")),
            f"{listed.file_name}_thu-nhap.zip",
            "application/zip",
            key="unit_drafts",
            on_click="ignore",
            help="Mỗi đơn vị một thư nháp, mở bằng chương trình thư, ghi địa chỉ, xem lại rồi gửi.",
        )


def _hand_out_letters(looked: Edition, scope: Scope, name: str, *, actor: Actor) -> bytes:
    """Called when the file is asked for, outside of the session: which data are looked at is told."""
    district = get_district(sample=looked.sample, plan=looked.plan)
    return hand_out_export(district, partial(_write_letters, looked, scope, name), actor=actor)[1]


def _write_letters(looked: Edition, scope: Scope, name: str) -> NamedFile:
    listed = compute(collect_unit_chasing, looked, scope)
    return name, listed.pack_drafts() if name.endswith(".zip") else listed.write_letters()
