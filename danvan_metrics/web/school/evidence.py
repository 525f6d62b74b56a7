"""A school's evidence: what it lists, the lines it proves, its files; the download, and the office's word on single files."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.appraising.evidence_acts import load_evidence, name_evidence_file, withdraw_evidence_file
from danvan_metrics.errors import UserError
from danvan_metrics.formats.table import Table, tabulate
from danvan_metrics.handing_out import hand_out_evidence
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.plan.evidence_codes import find_leading_code
from danvan_metrics.topics.evidence.figures import EvidenceRecord, describe_counts
from danvan_metrics.topics.evidence.table import lay_out_evidence, lay_out_loose, link_lines
from danvan_metrics.units.roster import School
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.resources import Edition, get_dataset, get_district
from danvan_metrics.web.school.parts import fold_part
from danvan_metrics.web.signing_in.visitor import as_visitor, current_actor
from danvan_metrics.web.state import current_district, edition, looked_at, measure
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table

_WITH_PICTURES: Final = "Kèm cả ảnh, video trong lần tải này"
_ABOUT_PICTURES: Final = (
    "Ảnh, video có thể có học sinh, nên mặc định không kèm; danh sách trong gói ghi rõ tệp nào không kèm. "
    "Văn bản có thể chứa ảnh bên trong; hãy xem trước khi gửi đi."
)
_NO_LIST: Final = "Báo cáo kỳ này chưa lập danh mục ở sheet Minh chứng và chưa có tệp minh chứng nào gửi kèm."


def show_evidence(school: School, scope: Scope) -> None:
    """Draw the list, the files of no piece, the downloads and the forms about single files; nothing where a plan has no codes."""
    if not looked_at().plan.evidence_code:
        return
    record = measure(_load_evidence, school.code, scope.period)
    with fold_part("Minh chứng", f"{record.subtitle} · {describe_counts(record)}", key="profile_evidence_part") as opened:
        if not opened:
            return
        _show_list(record, lay_out_evidence(record))
        actor = current_actor()
        if record.files and may(actor, Act.GET_ORIGINALS, record.school):
            _offer_pack(record)
        if record.files and may(actor, Act.KEEP_EVIDENCE, record.school) and not looked_at().snapshot:
            _show_forms(record)


def show_evidence_list(school: School, scope: Scope) -> None:
    """Draw a model school's list, each on a sheet of its own when printed."""
    if not looked_at().plan.evidence_code:
        return
    record = measure(_load_evidence, school.code, scope.period)
    with st.container(key=f"sheet_evidence_{school.code}", gap="xsmall"):
        show_section(record.title, f"{record.subtitle} · {describe_counts(record)}")
        _show_list(record, link_lines(record, looked_at().plan, scope))


def _show_list(record: EvidenceRecord, table: Table) -> None:
    if not record.pieces and not record.files:
        st.caption(_NO_LIST)
        return
    if record.pieces:
        show_table(table, key=f"evidence_{record.school}")
        offer_figures(record, partial(tabulate, table), key=f"evidence_{record.school}")
    if record.loose:
        loose = lay_out_loose(record)
        st.markdown(f"**{escape_markdown(loose.caption)}**")
        show_table(loose, key=f"evidence_loose_{record.school}")


def _offer_pack(record: EvidenceRecord) -> None:
    """The choice about pictures is made anew for each download: the box is empty again after it."""
    round_ = int(state.recall(state.EVIDENCE_ROUND, 0))
    with st.container(horizontal=True, vertical_alignment="center"):
        key = f"{state.EVIDENCE_PICTURES}_{record.school}_{round_}"
        with_pictures = st.checkbox(_WITH_PICTURES, key=key, help=_ABOUT_PICTURES)
        st.download_button(
            "Tải minh chứng (ZIP)",
            data=as_visitor(partial(_write_pack, record, edition(), with_pictures=with_pictures)),
            file_name=f"{record.file_name}.zip",
            mime="application/zip",
            key=f"{state.EVIDENCE_PACK}_{int(with_pictures)}",
            on_click=_forget_choice,
        )


def _forget_choice() -> None:
    state.keep(state.EVIDENCE_ROUND, int(state.recall(state.EVIDENCE_ROUND, 0)) + 1)


def _write_pack(record: EvidenceRecord, looked: Edition, *, with_pictures: bool, actor: Actor) -> bytes:
    """Called when the file is asked for, outside of the session: which store is looked at is told."""
    district = get_district(sample=looked.sample, plan=looked.plan)
    return hand_out_evidence(district, get_dataset(looked), record, include_pictures=with_pictures, actor=actor)[1]


def _show_forms(record: EvidenceRecord) -> None:
    if done := state.take(state.EVIDENCE_DONE):
        st.success(escape_markdown(done))
    box = st.expander("Việc của cán bộ phụ trách: ghi mã cho tệp, rút tệp minh chứng", key="evidence_forms", on_change="rerun")
    if not box.open:
        return
    files = {one.number: one for one in record.files}
    left, right = box.columns(2, gap="medium")
    with left, st.form("evidence_code", border=False):
        number = _choose_file(record, "Tệp", key="evidence_code_which")
        code = st.text_input("Mã minh chứng (để trống là bỏ mã)", key="evidence_code_text")
        if st.form_submit_button("Ghi mã"):
            _decide(partial(name_evidence_file, number=number, code=code), f"Đã ghi mã cho “{files[number].name}”.")
    with right, st.form("evidence_withdraw", border=False):
        number = _choose_file(record, "Tệp cần rút", key="evidence_withdraw_which")
        reason = st.text_input("Lý do (bắt buộc, được lưu lại)", key="evidence_withdraw_reason")
        if st.form_submit_button("Rút tệp"):
            act = partial(withdraw_evidence_file, number=number, reason=reason)
            _decide(act, f"Đã rút “{files[number].name}”: không còn trong danh mục và gói tải; bản gốc vẫn được giữ trong kho.")


def _choose_file(record: EvidenceRecord, label: str, *, key: str) -> int:
    numbers = [one.number for one in record.files]
    return numbers[
        st.selectbox(escape_markdown(label), range(len(numbers)), format_func=lambda at: _name(record, numbers[at]), key=key)
    ]


def _name(record: EvidenceRecord, number: int) -> str:
    one = next(file for file in record.files if file.number == number)
    told = find_leading_code(one.name, looked_at().plan) == one.code
    return one.name if told else f"{one.code} – {one.name}"


def _decide(act: partial[None], done: str) -> None:
    try:
        act(current_district(), actor=current_actor())
    except UserError as error:
        show_error(error)
    else:
        state.keep(state.EVIDENCE_DONE, done)
        st.rerun()


def _load_evidence(dataset: Dataset, school: str, period: str) -> EvidenceRecord:
    return load_evidence(get_district(sample=dataset.sample, plan=dataset.plan.code), dataset, school, period)
