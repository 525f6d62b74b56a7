"""What became of the files handed in: a card per file, the batch's summary, and the list of issues to download."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.intake import Outcome
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import officer_state as keys
from danvan_metrics.web import state
from danvan_metrics.web.components.downloads import XLSX
from danvan_metrics.web.officer_returns import show_return, show_returns_download
from danvan_metrics.web.officer_tables import escape_markdown, show_text_table
from danvan_metrics.web.officer_upload import Batch
from danvan_metrics.web.pages import SCHOOL

SUMMARY: Final = {"accepted": "✔ Đã nhận", "returned": "↩ Trả lại", "duplicate": "⧉ Trùng", "unreadable": "✕ Không đọc được"}
_URGENCY = ("returned", "unreadable", "duplicate", "accepted")
_COLOURS = {"accepted": "green", "returned": "orange", "duplicate": "gray", "unreadable": "red"}
_NEXT_STEPS = {
    "returned": "Chưa lưu. Hãy báo nhà trường sửa ngay trong sổ rồi nộp lại; các ô khác giữ nguyên.",
    "duplicate": "Tệp này giống hệt bản đã nhận, nên không lưu thêm lần nữa.",
    "unreadable": "Chưa lưu. Các tệp khác trong đợt vẫn được nhận bình thường.",
}
WHOLE_FILE: Final = "(cả tệp)"
SEVERITIES: Final = {Severity.ERROR: "✕ Lỗi", Severity.WARNING: "⚠ Cảnh báo"}


def show_batch(district: District, batch: Batch) -> None:
    """The summary, then a card per file: first those that need something done, else in the order handed in."""
    files = len(batch.outcomes) + len(batch.problems)
    st.subheader(f"Kết quả đợt nộp ({files} tệp, nhận ngày {format_date(batch.received_on)})", anchor=False)
    _show_summary(batch)
    show_returns_download(batch)
    for problem in batch.problems:
        st.error(escape_markdown(problem), icon="✕")
    for position in sorted(range(len(batch.outcomes)), key=lambda position: _URGENCY.index(batch.outcomes[position].status)):
        _show_card(district, batch, position)


def list_issues(district: District, outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Every issue of the batch, a row each, with Vietnamese headings."""
    rows = [
        {"Tệp": outcome.file, "Trường": _name_school(district, outcome), "Kỳ": _name_period(district, outcome)} | describe(issue)
        for outcome in outcomes
        for issue in outcome.issues
    ]
    return pd.DataFrame(rows)


def describe(issue: Issue) -> dict[str, str]:
    """One issue as a row: how grave, where, what was found, what is expected, what to do."""
    return {
        "Mức độ": SEVERITIES[issue.severity],
        "Sheet": issue.place.sheet or WHOLE_FILE,
        "Ô": issue.place.cell,
        "Vấn đề": issue.message,
        "Đã thấy": issue.found,
        "Cần ghi": issue.expected,
        "Cách sửa": issue.remedy,
    }


def _show_summary(batch: Batch) -> None:
    counts = Counter(outcome.status.value for outcome in batch.outcomes)
    counts["unreadable"] += len(batch.problems)
    for column, (status, words) in zip(st.columns(len(SUMMARY)), SUMMARY.items(), strict=True):
        column.metric(words, f"{counts[status]} tệp", border=True)


def show_issue_download(district: District, batch: Batch) -> None:
    """The whole list of issues as a workbook, where there is any."""
    table = list_issues(district, batch.outcomes)
    if table.empty:
        return
    st.download_button(
        f"Tải danh sách lỗi và cảnh báo ({len(table)} mục, XLSX)",
        partial(_write_issues, table, batch),
        f"loi-can-sua_{batch.received_on:%Y-%m-%d}.xlsx",
        XLSX,
        key=keys.UPLOAD_ISSUES,
        on_click="ignore",
    )


def _write_issues(table: pd.DataFrame, batch: Batch) -> bytes:
    from danvan_metrics.exports.figures import write_figures  # noqa: PLC0415 - loads openpyxl only when the list is asked for

    title = "Danh sách lỗi và cảnh báo của đợt nộp"
    return write_figures(title, f"Nhận ngày {format_date(batch.received_on)} · {len(table)} mục", table, sample=batch.sample)


def _show_card(district: District, batch: Batch, position: int) -> None:
    outcome = batch.outcomes[position]
    with st.container(border=True, gap="xsmall"):
        st.markdown(f":{_COLOURS[outcome.status]}-badge[**{_describe_status(outcome)}**] **{escape_markdown(outcome.file)}**")
        for sentence in (escape_markdown(_describe_recognition(district, outcome)), _NEXT_STEPS.get(outcome.status, "")):
            if sentence:
                st.markdown(sentence)
        if outcome.status == "returned":
            show_return(district, batch, position)
        for severity, heading in ((Severity.ERROR, "Lỗi phải sửa"), (Severity.WARNING, "Cảnh báo, nên xem lại")):
            _show_issues(position, severity, heading, [issue for issue in outcome.issues if issue.severity is severity])
        if outcome.status in {"accepted", "duplicate"} and outcome.school in {school.code for school in district.roster.schools}:
            _link_to_school(district, outcome)


def _describe_status(outcome: Outcome) -> str:
    return f"{SUMMARY[outcome.status]} lần {outcome.revision}" if outcome.status == "accepted" else SUMMARY[outcome.status]


def _describe_recognition(district: District, outcome: Outcome) -> str:
    if not outcome.school:
        return "Chưa nhận ra trường và kỳ báo cáo." if outcome.status != "unreadable" else ""
    sentence = (
        f"{_name_school(district, outcome)} · kỳ {_name_period(district, outcome).lower()} — nhận ra {outcome.recognised_by}."
    )
    return f"{sentence} Đã trả lời {outcome.answered}/{outcome.askable} dòng." if outcome.askable else sentence


def _show_issues(position: int, severity: Severity, heading: str, issues: list[Issue]) -> None:
    if not issues:
        return
    title = f"{heading} ({len(issues)})"
    frame = pd.DataFrame([describe(issue) for issue in issues])
    with st.expander(title, expanded=severity is Severity.ERROR):
        show_text_table(frame, caption=title, key=f"issues_{severity}_{position}")


def _link_to_school(district: District, outcome: Outcome) -> None:
    query = {
        state.SCHOOL: outcome.school or "",
        state.PERIOD: _name_period(district, outcome),
    }  # the URL names options by their titles
    if district.sample:
        query[state.SAMPLE] = "1"
    st.page_link(SCHOOL.file, label=f"→ Xem hồ sơ {_name_school(district, outcome)}", query_params=query)


def _name_school(district: District, outcome: Outcome) -> str:
    unit = district.roster.by_code.get(outcome.school or "")
    return unit.short_name if unit else outcome.school or ""


def _name_period(district: District, outcome: Outcome) -> str:
    period = district.plan.period_by_code.get(outcome.period or "")
    return period.title if period else outcome.period or ""
