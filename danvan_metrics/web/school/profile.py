"""The parts of a school's page."""

from __future__ import annotations

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
from danvan_metrics.plan.roster import School
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.topics.school.figures import collect_answers, describe_absence, describe_report, list_facts, list_models
from danvan_metrics.topics.school.table import lay_out_answers, lay_out_lenses, lay_out_periods
from danvan_metrics.validation.bounding import MOST_READINGS
from danvan_metrics.vietnamese import capitalise, format_date, format_quantity
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.school.history import list_submissions
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


def show_periods(school: School, scope: Scope) -> None:
    """Draw the school's groups, a row per period."""
    if school.reporter is Reporter.SCHOOL:
        show_table(measure(lay_out_periods, scope.lens, school.code), key="profile_periods")
        if measure(_find_word, scope, school) is not None:
            show_table(measure(lay_out_lenses, scope.period, school.code), key="profile_lenses")


def show_answers(school: School, scope: Scope) -> None:
    """Draw every answer of the return in force for the period, and where it comes from."""
    dataset = looked_at()
    period = describe_period(dataset, scope.period)
    record = _find_in_force(school, scope)
    if record is None:
        st.info(escape_markdown(measure(describe_absence, scope.period, school)))
        return
    received, told = format_date(record.received_on), capitalise(measure(describe_report, scope.period, school))
    show_section(f"Số liệu {period}", f"{told} · tệp {record.file_name} · lần nộp {record.revision} · nhận ngày {received}")
    returned = _load_return(record)
    scores, word = measure(_score_unit, scope, school), measure(_find_word, scope, school)
    answers = collect_answers(dataset.plan, school, returned, scores, word)
    reference = Reference("", Scope(scope.period, scope.lens), school.code)
    show_table(lay_out_answers(dataset.plan, answers, f"Số liệu {period} của {school.name}", reference), key="profile_answers")
    with st.expander("Thông tin chung của báo cáo"):
        facts = pd.DataFrame(list_facts(dataset.plan, returned), columns=["Mục", "Đã ghi", "Ô trong tệp"])
        show_frame(facts, caption="Thông tin chung", key="profile_facts")
    _show_normalised(returned)


def show_models(school: School, scope: Scope) -> None:
    """Draw the models registered in the return in force."""
    record = _find_in_force(school, scope)
    if record is None:
        return
    returned = _load_return(record)
    show_section(f"Mô hình “Dân vận khéo”: {len(returned.models)}")
    if returned.models:
        show_frame(pd.DataFrame(list_models(returned.models)), caption="Mô hình đã đăng ký", key="profile_models")
    else:
        st.caption(
            "Đơn vị ghi không đăng ký mô hình." if returned.models_declared is False else "Sheet Mô hình để trống: chưa báo cáo."
        )


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
    return get_district(sample=dataset.sample).repository.load_return(submission)
