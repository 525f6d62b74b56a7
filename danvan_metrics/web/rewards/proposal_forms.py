"""Who is proposed, as a table; the form that proposes; and what follows: decision, withdrawal, dropping."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.formats.table import Band, Cell, Row, SchoolPage, Table, name_columns, tabulate
from danvan_metrics.metrics.rewards import RewardStep
from danvan_metrics.plan.choices import OWNERS, Owner
from danvan_metrics.rewarding.dossier import Dossier, collect_dossier
from danvan_metrics.rewarding.reward_acts import Nomination, drop_proposal, propose, record_decision, withdraw_reward
from danvan_metrics.topics.rewards.figures import RewardList, RewardRow, describe_stage, describe_step
from danvan_metrics.topics.rewards.table import BLOCKS
from danvan_metrics.vietnamese import NOTHING
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, escape_names, show_error
from danvan_metrics.web.resources import consult
from danvan_metrics.web.rewards.reward_said import do_reward_act, may_reward
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import edition
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table

_HEADINGS = ("STT", "Tên", "Chức vụ, đơn vị", "Tóm tắt thành tích", "Kết quả thẩm định", "Hình thức đề nghị", "Tình trạng")
_DECIDE, _DROP, _WITHDRAW = "Ghi quyết định khen", "Thôi đề nghị", "Rút khen thưởng"
NO_MODEL = "(không gắn với mô hình nào)"


def show_proposals(district: District, record: RewardList) -> None:
    """Draw every proposal of the period, dropped and withdrawn ones too, and the forms."""
    if record.rows:
        table = lay_out_proposals(record)
        show_section(record.title)  # the page's first line says what it covers
        show_table(table, key="reward_proposals")
        offer_figures(record, partial(tabulate, table, bands=True), key="reward_proposals")
    else:
        st.info("Chưa có đề nghị khen thưởng nào của kỳ này.")
    if may_reward():
        _show_proposing(district, record.period)
        _show_following(district, record.rows)


def lay_out_proposals(record: RewardList) -> Table:
    """Lay the proposals out in two blocks with where each stands."""
    bands = tuple(
        Band(title, tuple(_lay_row(number, row) for number, row in enumerate(own, start=1)))
        for collective, title in BLOCKS.items()
        if (own := [row for row in record.rows if row.collective is collective])
    )
    return Table(record.title, name_columns(*_HEADINGS), bands, "cllllll", record.subtitle, band_heading="Khối")


def _lay_row(number: int, row: RewardRow) -> Row:
    one, school = row.proposal, SchoolPage(row.school.code)
    name = Cell(one.name, opens=school, words=f"Mở hồ sơ {row.school.short_name}", strong=True)
    texts = (row.place or NOTHING, row.summary or NOTHING, row.result or NOTHING, one.form, describe_step(one))
    return (Cell(str(number), figures=(number,)), name, *map(Cell, texts))


def _show_proposing(district: District, period: str) -> None:
    box = st.expander("Lập đề nghị khen thưởng", key="propose_box", on_change="rerun")
    if not box.open:
        return
    with box:
        owner = st.segmented_control(
            "Khen", list(Owner), format_func=escape_names(OWNERS.__getitem__), default=Owner.COLLECTIVE,
            required=True, key="propose_owner",
        )  # fmt: skip
        names = {school.code: school.name for school in district.roster.schools}
        school = st.selectbox("Trường", list(names), format_func=names.__getitem__, key="propose_school")
        try:
            dossier = consult(collect_dossier, edition(), school, period)
        except UserError as error:
            show_error(error)
            return
        _show_appraisal(dossier)
        _show_nomination(district, period, Owner(str(owner)), school, names[school], dossier)


def _show_appraisal(dossier: Dossier) -> None:
    """A school may be proposed before its appraisal is concluded: the list will say so."""
    if not dossier.concluded:
        told = f"Thẩm định của trường này: {describe_stage(dossier.figures)}. Vẫn đề nghị được"
        st.warning(escape_markdown(f"{told}, danh sách sẽ ghi rõ “chưa kết luận thẩm định”."))


def _show_nomination(district: District, period: str, owner: Owner, school: str, school_name: str, dossier: Dossier) -> None:
    honours = district.plan.honours
    forms = honours.collective_rewards if owner is Owner.COLLECTIVE else honours.individual_rewards
    with st.form("propose", border=False):
        name, title = "", ""
        if owner is Owner.INDIVIDUAL:
            left, right = st.columns(2)
            name = left.text_input("Họ tên", key="propose_name", max_chars=120)
            title = right.text_input("Chức vụ", key="propose_title", max_chars=120)
        form = st.selectbox("Hình thức đề nghị", forms, key="propose_form")
        model = st.selectbox("Mô hình", [NO_MODEL, *dossier.models], key=f"propose_model_{school}")
        state.settle_default(f"propose_summary_{school}_{period}", dossier.summary)
        summary = st.text_area(
            "Tóm tắt thành tích (phần mềm gợi ý từ số liệu, sửa được)", key=f"propose_summary_{school}_{period}",
            max_chars=1500, height=110,
        )  # fmt: skip
        if st.form_submit_button("Lưu đề nghị", type="primary"):
            new = Nomination(
                period=period,
                owner=owner.value,
                school=school,
                form=str(form),
                name=name,
                title=title,
                model="" if model == NO_MODEL else str(model),
                summary=summary,
            )
            do_reward_act(partial(propose, district, new, actor=current_actor()), f"Đã lập đề nghị khen {name or school_name}.")


def _show_following(district: District, rows: Sequence[RewardRow]) -> None:
    standing = {row.proposal.id: row for row in rows if row.proposal.step not in {RewardStep.WITHDRAWN, RewardStep.DROPPED}}
    if not standing:
        return
    box = st.expander("Ghi quyết định, rút hoặc thôi đề nghị", key="follow_box", on_change="rerun")
    if not box.open:
        return
    with box:
        number = st.selectbox("Đề nghị", list(standing), format_func=lambda one: name_proposal(standing[one]), key="follow_which")
        decided = standing[number].proposal.step is RewardStep.DECIDED
        ways = [_DECIDE, _WITHDRAW] if decided else [_DECIDE, _DROP]
        way = st.segmented_control("Việc", ways, default=_DECIDE, required=True, key=f"follow_way_{decided}")
        with st.form("follow", border=False):
            _show_act(district, standing[number], str(way))


def _show_act(district: District, row: RewardRow, way: str) -> None:
    number, name = row.proposal.id, row.proposal.name
    if way == _DECIDE:
        decision = st.text_input("Số quyết định khen", key="follow_decision", max_chars=80)
        today = district.today()
        state.settle_default("follow_day", today)
        day = st.date_input("Ngày quyết định khen", value=today, format="DD/MM/YYYY", key="follow_day")
        signed = day if isinstance(day, date) else today
        reason = ""
    else:
        decision, signed = "", district.today()
        reason = st.text_input("Lý do", key="follow_reason", max_chars=300)
    if not st.form_submit_button("Lưu"):
        return
    actor = current_actor()
    acts = {
        _DECIDE: partial(record_decision, district, number, decision, signed, actor=actor),
        _DROP: partial(drop_proposal, district, number, reason=reason, actor=actor),
        _WITHDRAW: partial(withdraw_reward, district, number, reason=reason, actor=actor),
    }
    said = {_DECIDE: "Đã ghi quyết định khen", _DROP: "Đã ghi thôi đề nghị", _WITHDRAW: "Đã ghi rút khen thưởng"}
    do_reward_act(acts[way], f"{said[way]} {name}.")


def name_proposal(row: RewardRow) -> str:
    """“Trường Mầm non Đạp Thanh · Biểu dương · mới đề nghị”."""
    return f"{row.proposal.name} · {row.proposal.form} · {describe_step(row.proposal)}"
