"""The form in which the office enters its own list: the cells of its workbook, kept by handing that workbook in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Final

import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.intake.own_work import (
    OwnEntries,
    OwnLine,
    OwnReport,
    list_own_lines,
    load_own_report,
    save_own_report,
)
from danvan_metrics.plan.kinds import FactKind
from danvan_metrics.plan.model import Fact
from danvan_metrics.plan.rules import ChoiceRule, Field
from danvan_metrics.raw import Raw, format_raw
from danvan_metrics.validation.issues import Issue
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.signing_in.visitor import current_actor

_BLANK: Final = "(để trống)"
_MOST_ISSUES: Final = 12
_TITLES: Final = {
    Field.TO_DO: "Phải thực hiện",
    Field.DONE: "Đã thực hiện",
    Field.EVIDENCE_COUNT: "Số minh chứng",
    Field.EVIDENCE: "Minh chứng",
    Field.NOTE: "Ghi chú",
}
_WIDTHS: Final = {Field.TO_DO: 2, Field.DONE: 2, Field.EVIDENCE_COUNT: 2, Field.EVIDENCE: 5, Field.NOTE: 3}
_SHARED: Final = "Chỉ tiêu Phòng thực hiện như mọi đơn vị"


def show_work_form(district: District, period: str) -> None:
    """Draw the form, filled with the return in force, and keep what is entered."""
    report = _recall_report(district, period)
    _warn_if_stale(district, report)
    st.caption(escape_markdown(_describe_origin(report)))
    with st.form(f"office_work_{period}_{report.seen}", border=True):
        entries = _ask_entries(district, report)
        if st.form_submit_button("Lưu việc của Phòng", type="primary"):
            _save(district, report, entries)


def _recall_report(district: District, period: str) -> OwnReport:
    """What the form was opened with: kept until it is saved or reloaded, else nobody would see that another saved meanwhile."""
    kept = state.recall(state.OFFICE_REPORT)
    if kept is None or kept[0] != (district.sample, period):
        state.keep(state.OFFICE_REPORT, ((district.sample, period), load_own_report(district, period)))
    report: OwnReport = state.recall(state.OFFICE_REPORT)[1]
    return report


def _warn_if_stale(district: District, report: OwnReport) -> None:
    now = load_own_report(district, report.period).submission
    if now is None or now.id == report.seen:
        return
    told = f"Sau khi trang này mở, đã có lần nộp {now.revision} của Phòng ({now.sender or 'không ghi người'})."
    st.warning(escape_markdown(f"{told} Hãy tải lại để ghi tiếp trên số liệu mới."))
    if st.button("Tải lại số liệu đang có", key=state.OFFICE_RELOAD):
        state.take(state.OFFICE_REPORT)
        st.rerun()


def _describe_origin(report: OwnReport) -> str:
    one = report.submission
    if one is None:
        return "Kỳ này Phòng chưa ghi lần nào. Ô nào chưa có số liệu thì để trống; bằng 0 thì ghi 0."
    by = f", {one.sender} ghi" if one.sender else ""
    return f"Đang có lần nộp {one.revision}{by}, ngày {format_date(one.received_on)}. Lưu thành lần nộp mới; lần cũ vẫn giữ."


def _ask_entries(district: District, report: OwnReport) -> OwnEntries:
    lines = list_own_lines(district.plan)
    own = [one for one in lines if "school" not in one.indicator.reporters]
    shared = [one for one in lines if "school" in one.indicator.reporters]
    typed: dict[str, dict[Field, Raw]] = {}
    for title, asked in (("Phần việc của Phòng", own), (_SHARED, shared)):
        with st.expander(escape_markdown(title), expanded=asked is own):
            typed |= {one.line.code: cells for one, cells in _ask_lines(report, asked)}
    with st.expander("Thông tin chung của báo cáo", expanded=not report.contents.facts):
        facts = {fact.key: _ask_fact(district, report, fact) for fact in district.plan.facts}
        no_models = _ask_models(report)
    return OwnEntries(typed, facts, no_models)


def _ask_lines(report: OwnReport, lines: list[OwnLine]) -> list[tuple[OwnLine, dict[Field, Raw]]]:
    found = []
    for indicator, own in groupby(lines, key=lambda one: one.indicator):
        st.markdown(f"**{escape_markdown(indicator.code)}** {escape_markdown(indicator.text)}")
        for one in own:
            if indicator.lines:
                st.caption(escape_markdown(f"{one.line.code} {one.line.text}"))
            found.append((one, _ask_line(report, one)))
    return found


def _ask_line(report: OwnReport, one: OwnLine) -> dict[Field, Raw]:
    given = report.contents.lines.get(one.line.code, {})
    columns = st.columns([_WIDTHS[field] for field in one.rules])
    cells = {}
    for field, column in zip(one.rules, columns, strict=True):
        with column:
            cells[field] = _ask_cell(report, one, field, given.get(field))
    return cells


def _ask_cell(report: OwnReport, one: OwnLine, field: Field, value: Raw) -> Raw:
    rule = one.rules[field]
    key = f"office_{report.period}_{report.seen}_{one.line.code}_{field}"
    title, said = f"{_TITLES[field]} · {one.line.code}", rule.describe()
    if isinstance(rule, ChoiceRule):
        options = [_BLANK, *rule.labels]
        place = options.index(str(value)) if value in options else 0
        chosen = st.selectbox(escape_markdown(title), options, index=place, key=key, help=escape_markdown(said))
        return None if chosen == _BLANK else chosen
    label = _find_label(one, field)
    hint = escape_markdown(f"{label}. {said}." if label else f"{said}.")
    return read_typed(st.text_input(escape_markdown(title), value=_write(value), key=key, help=hint))


def _find_label(one: OwnLine, field: Field) -> str:
    return {Field.TO_DO: one.indicator.to_do_label, Field.DONE: one.indicator.done_label}.get(field, "")


def _ask_fact(district: District, report: OwnReport, fact: Fact) -> Raw:
    key = f"office_{report.period}_{report.seen}_fact_{fact.key}"
    given = report.contents.facts.get(fact.key)
    label = escape_markdown(f"{fact.label} (bắt buộc)" if fact.required else fact.label)
    if fact.kind is not FactKind.DATE:
        return read_typed(st.text_input(label, value=_write(given), key=key, help=escape_markdown(fact.prompt)))
    plan = district.plan
    usual = given if isinstance(given, date) else min(district.today(), plan.last_day) if fact.required else None
    day = st.date_input(label, value=usual, min_value=plan.first_day, max_value=plan.last_day, format="DD/MM/YYYY", key=key)
    return day if isinstance(day, date) else None


def _ask_models(report: OwnReport) -> bool | None:
    """Models are told row by row in the workbook alone; that there are none can be said here."""
    if many := len(report.contents.models):
        st.caption(escape_markdown(f"Mô hình Phòng đăng ký: {format_quantity(many)}, giữ như lần nộp trước; sửa trong biểu mẫu."))
        return None
    said = st.checkbox(
        "Phòng không đăng ký mô hình nào (nếu có, hãy ghi từng mô hình trong biểu mẫu rồi nộp ở trang Tiếp nhận báo cáo)",
        value=report.contents.models_declared is not None,
        key=f"office_{report.period}_{report.seen}_models",
    )
    return bool(said)


def read_typed(text: str) -> Raw:
    """What was typed as a cell of the workbook would hold it: a plain number is a number, the rest is for its rule to judge."""
    clean = text.strip()
    return int(clean) if clean.isascii() and clean.isdigit() and len(clean) <= 9 else clean or None


def _write(value: Raw) -> str:
    if value is None:
        return ""
    return format_raw(int(value)) if isinstance(value, float) and value.is_integer() else format_raw(value)


def _save(district: District, report: OwnReport, entries: OwnEntries) -> None:
    try:
        outcome = save_own_report(district, report, entries, actor=current_actor())
    except UserError as error:
        show_error(error)
        return
    if outcome.status in {Status.ACCEPTED, Status.DUPLICATE}:
        state.take(state.OFFICE_REPORT)
        state.keep(state.OFFICE_SAID, _describe_saved(outcome))
        st.rerun()
    _show_issues(outcome.errors or outcome.issues)


def _describe_saved(outcome: FileOutcome) -> Mapping[str, object]:
    if outcome.status is Status.DUPLICATE:
        return {"said": "Không có gì thay đổi so với một lần nộp trước, nên không lưu thêm.", "issues": ()}
    return {"said": f"Đã lưu việc của Phòng: lần nộp {outcome.revision}.", "issues": outcome.issues}


def show_saved() -> None:
    """Say once what was just kept, and what the checks ask to look at again."""
    if done := state.take(state.OFFICE_SAID):
        st.success(escape_markdown(str(done["said"])))
        issues = done["issues"]
        if issues:
            with st.expander(escape_markdown(f"{len(issues)} chỗ nên xem lại")):
                _show_issues(issues)


def _show_issues(issues: tuple[Issue, ...]) -> None:
    for issue in issues[:_MOST_ISSUES]:
        st.warning(escape_markdown(f"{issue.message} {issue.remedy}"))
    if len(issues) > _MOST_ISSUES:
        st.caption(escape_markdown(f"Và {len(issues) - _MOST_ISSUES} chỗ khác."))
