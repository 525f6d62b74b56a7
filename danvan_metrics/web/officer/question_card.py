"""What the officer decides before a return is taken: each question in a sentence, one button for yes, one to leave it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake.outcome import FileOutcome
from danvan_metrics.web import state as keys
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.officer.upload import Batch, accept_file
from danvan_metrics.web.signing_in.visitor import current_actor

_OF_A_KNOWN_FILE: Final = {"not_in_force": "vào hiệu lực", "was_withdrawn": "trở lại hiệu lực"}
_LEFT: Final = "Đã để lại: tệp này chưa lưu, số liệu không đổi. Nếu cần, hãy xem lại rồi quyết định."
_WAITS: Final = "Chưa lưu, chờ cán bộ Phòng quyết định."
NOT_YOURS: Final = "Điều này do cán bộ tổng hợp của Phòng quyết định; hãy gửi tệp cho Phòng kèm lời giải thích."


def show_questions(district: District, batch: Batch, position: int) -> None:
    """Draw a file's questions and the two answers; yes receives the file at once."""
    outcome = batch.outcomes[position]
    for question in outcome.questions:
        st.markdown(f"- {escape_markdown(question.sentence)}")
    left = position in batch.left
    st.caption(_LEFT if left else _WAITS)
    if not may(current_actor(), Act.ANSWER_QUESTIONS):
        st.caption(NOT_YOURS)
        return
    with st.container(horizontal=True, gap="small"):
        if left:
            if st.button("Xem lại", key=f"{keys.UPLOAD_LEAVE}_{position}"):
                batch.left.discard(position)
                st.rerun()
            return
        if st.button(escape_markdown(name_yes(district, outcome)), key=f"{keys.UPLOAD_ACCEPT}_{position}", type="primary"):
            _accept(district, batch, position)
        if st.button("Để lại, không nhận", key=f"{keys.UPLOAD_LEAVE}_{position}"):
            batch.left.add(position)
            st.rerun()


def name_yes(district: District, outcome: FileOutcome) -> str:
    """What the button for yes says: what will be done."""
    known = next((one for one in outcome.questions if one.code in _OF_A_KNOWN_FILE), None)
    if known:
        kept = district.repository.list_submissions(district.plan.code, outcome.school)
        revision = next(one.revision for one in kept if one.id == known.submission)
        return f"Đưa lần {revision} {_OF_A_KNOWN_FILE[known.code]}"
    return "Đúng, nhận tệp này" if len(outcome.questions) == 1 else f"Đúng cả {len(outcome.questions)} điều, nhận tệp này"


def _accept(district: District, batch: Batch, position: int) -> None:
    try:
        accept_file(district, batch, position, actor=current_actor())
    except UserError as error:
        show_error(error)
    else:
        st.rerun()
