"""One file of a batch, told in a card: what came of it, why, and what goes back to the school."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may_everywhere
from danvan_metrics.correspondence.mending import describe_mended
from danvan_metrics.district import District
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.validation.bounding import MOST_READINGS
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.officer.batch_tables import describe, describe_status, name_period, name_school, tabulate_normalised
from danvan_metrics.web.officer.kept_returns import show_return
from danvan_metrics.web.officer.question_card import show_questions
from danvan_metrics.web.officer.text_tables import show_text_table
from danvan_metrics.web.officer.upload import Batch
from danvan_metrics.web.pages import SCHOOL
from danvan_metrics.web.signing_in.visitor import current_actor

_COLOURS: Final = {
    Status.ACCEPTED: "green",
    Status.RETURNED: "orange",
    Status.DUPLICATE: "gray",
    Status.BLANK: "blue",
    Status.ASKED: "violet",
    Status.UNREADABLE: "red",
    Status.NOT_ALLOWED: "red",
}
_REST_GOES_ON: Final = "Chưa lưu. Các tệp khác trong đợt vẫn được nhận bình thường."
_NEXT_STEPS: Final = {
    Status.RETURNED: "Chưa lưu. Hãy báo nhà trường sửa ngay trong tệp đó rồi gửi lại; các ô khác giữ nguyên.",
    Status.BLANK: ("Tệp là biểu mẫu chưa điền: chưa lưu, chưa tính là đã nộp. Hãy báo nhà trường gửi lại đúng tệp đã điền."),
    Status.DUPLICATE: "Tệp này giống hệt bản đã nhận, nên không lưu thêm lần nữa.",
    Status.UNREADABLE: _REST_GOES_ON,
    Status.NOT_ALLOWED: _REST_GOES_ON,
}
_OWN_STEPS: Final = {
    Status.RETURNED: "Chưa lưu. Hãy tải bản đánh dấu, sửa ngay trong tệp đó rồi nộp lại; các ô khác giữ nguyên.",
    Status.BLANK: "Tệp là biểu mẫu chưa điền: chưa lưu, chưa tính là đã nộp. Hãy điền, lưu lại rồi nộp đúng tệp đã điền.",
}


def show_card(district: District, batch: Batch, position: int) -> None:
    """Draw the card of one file, by its position in the batch."""
    outcome = batch.outcomes[position]
    with st.container(border=True, gap="xsmall"):
        show_card_heading(outcome)
        for sentence in _list_sentences(district, outcome):
            if sentence:
                st.markdown(escape_markdown(sentence))
        if outcome.status is Status.RETURNED:
            show_return(district, batch, position)
        if outcome.questions:
            show_questions(district, batch, position)
        if outcome.status is Status.NOT_ALLOWED:
            return
        for severity, heading in ((Severity.ERROR, "Lỗi phải sửa"), (Severity.WARNING, "Cảnh báo, nên xem lại")):
            _show_issues(position, severity, heading, [issue for issue in outcome.issues if issue.severity is severity])
        _show_normalised(position, outcome)
        if outcome.status in {Status.ACCEPTED, Status.DUPLICATE} and outcome.school in district.roster.by_code:
            _link_to_school(district, outcome)


def show_card_heading(outcome: FileOutcome) -> None:
    """Draw what came of a file, and the file's name."""
    st.markdown(
        f":{_COLOURS[outcome.status]}-badge[**{escape_markdown(describe_status(outcome))}**] **{escape_markdown(outcome.file)}**"
    )


def describe_next_step(outcome: FileOutcome, *, own: bool = False) -> str:
    """What is to be done about a file now, by the office or (`own`) by the school itself; "" where nothing is."""
    if outcome.put_in_force:
        return f"Lần {outcome.revision} của báo cáo này đã được đưa vào hiệu lực; không lưu thêm lần nào."
    return (_NEXT_STEPS | _OWN_STEPS if own else _NEXT_STEPS).get(outcome.status, "")


def _describe_recognition(district: District, outcome: FileOutcome) -> str:
    if outcome.status is Status.NOT_ALLOWED:
        return " ".join(f"{issue.message} {issue.remedy}" for issue in outcome.issues)
    if not outcome.school:
        return "Chưa nhận ra trường và kỳ báo cáo." if outcome.status is not Status.UNREADABLE else ""
    sentence = (
        f"{name_school(district, outcome)} · kỳ {name_period(district, outcome).lower()} — nhận ra {outcome.recognised_by}."
    )
    return f"{sentence} Đã trả lời {outcome.answered}/{outcome.askable} dòng." if outcome.askable else sentence


def _list_sentences(district: District, outcome: FileOutcome) -> tuple[str, ...]:
    beside = outcome.beside.describe() if outcome.beside else ""
    return (
        _describe_recognition(district, outcome),
        _describe_mended(outcome),
        beside,
        describe_next_step(outcome, own=not may_everywhere(current_actor(), Act.RECEIVE)),
    )


def _describe_mended(outcome: FileOutcome) -> str:
    return describe_mended(outcome.mended) if outcome.mended else ""


def _show_issues(position: int, severity: Severity, heading: str, issues: list[Issue]) -> None:
    if not issues:
        return
    title = f"{heading} ({format_quantity(len(issues))})"
    frame = pd.DataFrame([describe(issue) for issue in issues])
    with st.expander(escape_markdown(title), expanded=severity is Severity.ERROR):
        show_text_table(frame, caption=title, key=f"issues_{severity}_{position}")


def _show_normalised(position: int, outcome: FileOutcome) -> None:
    if not outcome.normalised:
        return
    many = len(outcome.normalised)
    title = f"Phần mềm đã đọc theo nghĩa {format_quantity(many)} ô; tệp của nhà trường giữ nguyên"
    if many > MOST_READINGS:
        title += f" (hiện {format_quantity(MOST_READINGS)} ô đầu)"
    with st.expander(title):
        show_text_table(tabulate_normalised(outcome), caption=title, key=f"normalised_{position}")


def _link_to_school(district: District, outcome: FileOutcome) -> None:
    query = {
        state.SCHOOL: outcome.school or "",
        state.PERIOD: name_period(district, outcome),
    }  # the URL names options by their titles
    if district.sample:
        query[state.SAMPLE] = "1"
    st.page_link(SCHOOL.file, label=f"→ Xem hồ sơ {escape_markdown(name_school(district, outcome))}", query_params=query)
