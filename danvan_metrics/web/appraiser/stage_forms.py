"""What a team does to an appraisal beside judging lines: to the school, its answer, to signature, concluded, opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may, may_everywhere
from danvan_metrics.appraising.desk import Desk
from danvan_metrics.appraising.stage_acts import (
    Conclusion,
    Opinion,
    conclude,
    record_opinion,
    reopen,
    send_to_school,
    submit_for_signature,
)
from danvan_metrics.district import District
from danvan_metrics.plan.verdicts import ROLES, STAGES, Role, Stage
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.store.appraising.appraisal_records import Step
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.web import state
from danvan_metrics.web.appraiser.act_buttons import do_act
from danvan_metrics.web.appraiser.sheet_exchange import offer_minute
from danvan_metrics.web.escaping import escape_markdown, show_error

_AGREES: Final = "Nhất trí toàn bộ"
_OBJECTS: Final = "Có ý kiến khác"
_JUDGING: Final = frozenset({Stage.ASSIGNED, Stage.UNDER_WAY, Stage.REOPENED})


def show_stages(district: District, desk: Desk, actor: Actor) -> None:
    """Draw what may be done next where this appraisal stands, and what was done so far."""
    _show_steps(desk)
    if may_everywhere(actor, Act.STEP_APPRAISAL) or (desk.seat and may(actor, Act.STEP_APPRAISAL, desk.key.school)):
        _show_forms(district, desk, actor)


def _show_forms(district: District, desk: Desk, actor: Actor) -> None:
    for show in _FORMS.get(desk.record.stage, ()):
        show(district, desk, actor)


def _show_steps(desk: Desk) -> None:
    with st.expander(f"Quá trình ({format_quantity(len(desk.record.steps))} bước)", key="appraising_steps"):
        for step in desk.record.steps:
            st.markdown(escape_markdown(_describe_step(step)))
            if step.stage is Stage.CONCLUDED:
                offer_minute(desk, step.version, key=f"minute_of_{step.version}")


def _describe_step(step: Step) -> str:
    at = step.at.astimezone(TIME_ZONE)
    said = [f"{at:%H:%M} ngày {format_date(at.date())}", STAGES[step.stage], step.actor]
    said += [f"trường có ý kiến đến hết {format_date(step.due)}"] if step.due else []
    said += [f"lý do: {step.reason}"] if step.reason else []
    opinion = step.detail.get("opinion")
    if isinstance(opinion, dict):
        said.append(_describe_opinion(opinion))
    return " · ".join(filter(None, said))


def _describe_opinion(opinion: dict[str, object]) -> str:
    lines = opinion.get("lines") or ()
    objected = f" ({', '.join(map(str, lines))})" if isinstance(lines, list | tuple) and lines else ""
    who = f", {opinion['by']}" if opinion.get("by") else ""
    words = "trường nhất trí" if opinion.get("agrees") else f"trường có ý kiến khác{objected}"
    return f"{words}{who}" + (f": {opinion['text']}" if opinion.get("text") else "")


def _show_sending(district: District, desk: Desk, actor: Actor) -> None:
    days = district.plan.thresholds.opinion_days
    checked, total = desk.count_checked()
    with st.container(border=True):
        st.markdown("**Gửi trường có ý kiến**")
        left = f" Còn {format_quantity(total - checked)} dòng chưa kiểm." if total > checked else ""
        term = f" Trường có {format_quantity(days.value)} ngày để trả lời." if days else ""
        after = "Sau bước này chỉ chấm lại được những dòng trường có ý kiến."
        st.caption(escape_markdown(f"Đã kiểm {checked}/{total}.{left}{term} {after}"))
        if st.button("Gửi trường có ý kiến", key="stage_send"):
            do_act(
                partial(send_to_school, district, desk.key, actor=actor),
                f"Đã chuyển {desk.school.short_name} sang chờ trường ý kiến; hạn trả lời ghi ở phần Ghi ý kiến của trường.",
            )


def _show_opinion(district: District, desk: Desk, actor: Actor) -> None:
    sent = desk.record.sent
    due = f"Hạn trả lời: hết ngày {format_date(sent.due)}." if sent and sent.due else ""
    with st.container(border=True):
        st.markdown("**Ghi ý kiến của trường**")
        if desk.record.opinion is not None:
            st.caption(escape_markdown(f"Đã ghi: {_describe_opinion(dict(desk.record.opinion))}."))
        st.caption(escape_markdown(due))
        way = st.segmented_control("Trường trả lời", [_AGREES, _OBJECTS], key="opinion_way")
        lines: list[str] = []
        if way == _OBJECTS:
            texts = {line.code: f"{line.code} · {line.text}" for line in desk.lines if line.verdict}
            lines = st.multiselect(
                "Những dòng trường có ý kiến",
                list(texts),
                format_func=texts.__getitem__,
                key="opinion_lines",
                placeholder="Chọn các dòng; những dòng này do thành viên khác chấm lại",
            )
        text = st.text_area("Ý kiến của trường", key="opinion_text", max_chars=2000, height=80)
        by = st.text_input("Người phát biểu, chức vụ", key="opinion_by", max_chars=120)
        if st.button("Lưu ý kiến của trường", key="opinion_save"):
            if way is None:
                show_error("Chưa chọn trường nhất trí hay có ý kiến khác; hãy chọn một trong hai.")
                return
            opinion = Opinion(agrees=way == _AGREES, text=text.strip(), lines=tuple(lines), by=by.strip())
            do_act(lambda: record_opinion(district, desk.key, opinion, actor=actor), "Đã ghi ý kiến của trường.")


def _show_submitting(district: District, desk: Desk, actor: Actor) -> None:
    if desk.record.sent is None:
        return
    with st.container(border=True):
        st.markdown("**Trình ký**")
        st.caption("Khi trường đã trả lời, hoặc đã quá hạn trả lời, phiếu được khóa để lập biên bản và ký.")
        if st.button("Trình ký", key="stage_submit"):
            act = partial(submit_for_signature, district, desk.key, actor=actor)
            do_act(act, f"Đã trình ký {desk.school.short_name}; điền nội dung kết luận rồi bấm Kết luận.")


def _show_concluding(district: District, desk: Desk, actor: Actor) -> None:
    with st.container(border=True):
        st.markdown("**Kết luận**")
        conclusion = _ask_conclusion(district, desk)
        if st.button("Kết luận", type="primary", key="conclude_do"):
            act = partial(conclude, district, desk.key, conclusion, actor=actor)
            do_act(act, f"Đã kết luận {desk.school.short_name}; từ đây phiếu chỉ để xem.")


def _ask_conclusion(district: District, desk: Desk) -> Conclusion:
    members = desk.team.members if desk.team else ()
    left, right = st.columns(2)
    today = district.today()
    key = f"conclude_{desk.key.school}_{desk.key.round}_{desk.record.version}"
    with left:
        state.settle_default(f"{key}_day", today)
        day = st.date_input("Ngày làm việc tại trường", value=today, format="DD/MM/YYYY", key=f"{key}_day")
        place = st.text_input("Địa điểm", value=desk.school.name, key=f"{key}_place", max_chars=200)
        usual = "\n".join(f"{one.name}, {one.title}".rstrip(", ") for one in members)
        attendees = st.text_area("Thành phần dự, mỗi người một dòng", value=usual, key=f"{key}_attendees", height=110)
        names = {one.name: f"{one.name}, {ROLES[one.role].lower()}" for one in members}
        signers = st.multiselect(
            "Người ký của tổ, đoàn",
            list(names),
            default=[one.name for one in members if one.role in {Role.HEAD, Role.SECRETARY}],
            format_func=names.__getitem__,
            key=f"{key}_signers",
            placeholder="Chọn người ký",
        )
        principal = st.text_input("Đại diện trường ký (Hiệu trưởng)", key=f"{key}_principal", max_chars=120)
    with right:
        strengths = st.text_area("Ưu điểm", key=f"{key}_strengths", height=84, max_chars=4000)
        limits = st.text_area("Hạn chế", key=f"{key}_limits", height=84, max_chars=4000)
        proposals = st.text_area("Đề xuất, kiến nghị", key=f"{key}_proposals", height=84, max_chars=4000)
        words = st.text_area("Kết luận của tổ, đoàn", key=f"{key}_conclusion", height=84, max_chars=4000)
        said = dict(desk.record.opinion or {})
        opinion = st.text_area(
            "Ý kiến của trường ghi vào biên bản", value=str(said.get("text", "")), key=f"{key}_opinion", height=84, max_chars=4000
        )
    return Conclusion(
        held_on=day if isinstance(day, date) else today,
        place=place.strip(),
        attendees=tuple(line.strip() for line in attendees.splitlines() if line.strip()),
        strengths=strengths.strip(),
        limits=limits.strip(),
        proposals=proposals.strip(),
        conclusion=words.strip(),
        signers=tuple(signers),
        school_signer=principal.strip(),
        opinion=opinion.strip(),
    )


def _show_reopening(district: District, desk: Desk, actor: Actor) -> None:
    box = st.expander("Mở lại", key="appraising_reopen", on_change="rerun")
    if not box.open:
        return
    with box:
        st.caption("Kết luận cũ vẫn được giữ. Những dòng đã xác nhận được khóa; chỉ chấm lại các dòng còn lại.")
        reason = st.text_input("Lý do mở lại", key="reopen_reason", max_chars=500)
        if st.button("Mở lại", key="reopen_do"):
            act = partial(reopen, district, desk.key, reason.strip(), actor=actor)
            do_act(act, f"Đã mở lại {desk.school.short_name}: lần {desk.record.version + 1}.")


_FORMS: Final[dict[Stage, tuple[Callable[[District, Desk, Actor], None], ...]]] = {
    **dict.fromkeys(_JUDGING, (_show_sending,)),
    Stage.WITH_SCHOOL: (_show_opinion, _show_submitting),
    Stage.FOR_SIGNATURE: (_show_concluding,),
    Stage.CONCLUDED: (_show_reopening,),
}
