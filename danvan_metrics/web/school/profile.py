"""The parts of a school's page."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
import streamlit as st

from danvan_metrics.intake.kept_files import list_contact_places
from danvan_metrics.metrics.appraisal import compare_lines
from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.standing import find_rounds
from danvan_metrics.metrics.words import describe_period
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.topics.school.figures import (
    ProfileRow,
    collect_answers,
    describe_absence,
    describe_report,
    list_facts,
    list_models,
)
from danvan_metrics.topics.school.table import describe_group, lay_out_answers
from danvan_metrics.units.roster import School
from danvan_metrics.validation.bounding import MOST_READINGS
from danvan_metrics.vietnamese import NOTHING, capitalise, format_date, format_quantity
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.school.history import list_submissions
from danvan_metrics.web.school.parts import fold_part
from danvan_metrics.web.state import looked_at, measure
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.frame_table import show_frame
from danvan_metrics.web.widgets.table import show_table
from danvan_metrics.workbook.answers import Return


def show_heading(school: School) -> None:
    """Draw what kind of school it is."""
    parts = [school.level, school.type, school.commune, "trường điểm" if school.model else ""]
    if school.reporter is Reporter.SCHOOL:
        parts.append("đã xác nhận" if school.confirmed else "trong danh sách tạm thời")
    show_section(school.name, " · ".join(filter(None, [*parts, f"mã {school.code}"])))


def show_answers(school: School, scope: Scope) -> None:
    """Draw every answer of the return in force for the period, folded by group, and where it comes from."""
    record = _find_in_force(school, scope)
    if record is None:
        st.info(escape_markdown(measure(describe_absence, scope.period, school)))
        return
    period = describe_period(looked_at(), scope.period)
    received, told = format_date(record.received_on), capitalise(measure(describe_report, scope.period, school))
    show_section(f"Số liệu {period}", f"{told} · tệp {record.file_name} · lần nộp {record.revision} · nhận ngày {received}")
    returned = _load_return(record)
    for group, rows in groupby(_collect_answers(school, scope, returned), key=lambda row: row.group):
        _show_group(school, scope, group, list(rows))
    _show_facts(returned)
    _show_normalised(returned)


def _collect_answers(school: School, scope: Scope, returned: Return) -> tuple[ProfileRow, ...]:
    scores, word = measure(_score_unit, scope, school), measure(_find_word, scope, school)
    return collect_answers(looked_at().plan, school, returned, scores, word)


def _show_group(school: School, scope: Scope, group: str, rows: list[ProfileRow]) -> None:
    plan = looked_at().plan
    title = plan.group_by_code[group].title
    with fold_part(title, describe_group(plan, rows), key=f"profile_group_{group}") as opened:
        if opened:
            reference = Reference("", Scope(scope.period, scope.lens), school.code)
            show_table(lay_out_answers(plan, rows, f"{title}, {school.name}", reference), key=f"profile_answers_{group}")


def _show_facts(returned: Return) -> None:
    with fold_part("Thông tin chung của báo cáo", key="profile_facts_part") as opened:
        if opened:
            facts = pd.DataFrame(list_facts(looked_at().plan, returned), columns=["Mục", "Đã ghi", "Ô trong tệp"])
            show_frame(facts, caption="Thông tin chung", key="profile_facts")


def show_models(school: School, scope: Scope) -> None:
    """Draw the models registered in the return in force."""
    record = _find_in_force(school, scope)
    if record is None:
        return
    returned = _load_return(record)
    silent = "đơn vị ghi không đăng ký mô hình" if returned.models_declared is False else "sheet Mô hình để trống: chưa báo cáo"
    many = f"{len(returned.models)} mô hình" if returned.models else silent
    with fold_part("Mô hình “Dân vận khéo”", many, key="profile_models_part") as opened:
        if opened and returned.models:
            listed = pd.DataFrame(list_models(returned.models))
            empty = [column for column in listed.columns if (listed[column] == NOTHING).all()]
            show_frame(listed.drop(columns=empty), caption="Mô hình đã đăng ký", key="profile_models")


def _show_normalised(returned: Return) -> None:
    """Draw what was read as something other than what is written."""
    contacts = list_contact_places(looked_at().plan, returned)
    told = [one for one in returned.normalised if one.place not in contacts]
    if not told:
        return
    many = len(told)
    more = f" (hiện {format_quantity(MOST_READINGS)} ô đầu)" if many > MOST_READINGS else ""
    with st.expander(f"Phần mềm đã đọc theo nghĩa {format_quantity(many)} ô; tệp của nhà trường giữ nguyên{more}"):
        shown = told[:MOST_READINGS]
        rows = [(one.line, one.found, one.taken, f"{one.place.sheet}!{one.place.cell}") for one in shown]
        read = pd.DataFrame(rows, columns=["Dòng", "Trong tệp ghi", "Đã đọc là", "Ô trong tệp"])
        show_frame(read, caption="Ô đọc theo nghĩa", key="profile_normalised")


def _score_unit(dataset: Dataset, scope: Scope, school: School) -> pd.DataFrame:
    return score_indicators(dataset, scope, (school,))


def _find_word(dataset: Dataset, scope: Scope, school: School) -> pd.DataFrame | None:
    """What the office says of the school's lines; None where it has not spoken."""
    if school.code not in set(find_rounds(dataset, scope.period)["school"]):
        return None
    lines = compare_lines(dataset, Scope(scope.period))
    return lines[lines["school"].eq(school.code)]


def _find_in_force(school: School, scope: Scope) -> SubmissionRecord | None:
    return next((one for one in list_submissions(school) if one.in_force and one.period == scope.period), None)


def _load_return(record: SubmissionRecord) -> Return:
    return measure(_read_return, record.id)


def _read_return(dataset: Dataset, submission: int) -> Return:
    return get_district(sample=dataset.sample, plan=dataset.plan.code).repository.load_return(submission)
