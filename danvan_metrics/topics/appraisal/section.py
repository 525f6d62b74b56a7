"""The report's section on the appraisal: coverage first, then every school, the outcomes by group, counts, and the models."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH, WIDTH_LYING, start_page
from danvan_metrics.formats.table import Table, group_rows, name_columns
from danvan_metrics.topics.appraisal.appraisal_matrix import collect_matrix, describe_signs, lay_out_matrix
from danvan_metrics.topics.appraisal.figures import AppraisalFigures, collect_appraisals
from danvan_metrics.topics.appraisal.funnel_chart import collect_funnel
from danvan_metrics.topics.appraisal.outcome_chart import KINDS, OutcomeChart, collect_outcomes
from danvan_metrics.topics.appraisal.table import lay_out_funnel, lay_out_schools
from danvan_metrics.topics.appraisal.verification_chart import VerificationChart, collect_verification
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import capitalise, format_quantity, format_ratio

_SCHOOLS: Final = (0, 1, 2, 3, 5, 6, 8, 9)  # columns of the table of schools that fit upright paper
_SCHOOL_WIDTHS: Final = (31, 34, 15, 17, 25, 22, 10, 11)  # mm
_GROUP: Final = 45
_COUNT_WIDTHS: Final = (14, 62, 40, 49)
_FIELD: Final = 39
_SCHOOL, _MET = 38, 17


def write_appraisal(paper: Paper, meeting: Meeting) -> None:
    """Write what the office found; nothing of a plan without rounds, and one sentence where nothing was appraised."""
    if not meeting.plan.rounds:
        return
    record = meeting.take(collect_appraisals)
    paper.add_section("KẾT QUẢ THẨM ĐỊNH")
    paper.add_text(record.sentence)
    if record.empty:
        return
    paper.add_part("Từng trường")
    _write_schools(paper, meeting, record)
    paper.add_part("Theo nhóm")
    _write_outcomes(paper, meeting.take(collect_outcomes))
    paper.add_part("Hệ số xác minh số đếm")
    _write_counts(paper, meeting.take(collect_verification))
    paper.add_part("Mô hình từ đăng ký tới khen thưởng")
    _write_funnel(paper, meeting)


def write_item_annex(paper: Paper, meeting: Meeting) -> None:
    """Write every school's own mark of every item beside the office's; nothing where nothing was appraised."""
    record = meeting.take(collect_matrix)
    if record.empty or not record.items:
        return
    start_page(paper.document, lying=True)
    paper.add_annex("Từng nội dung: tự khai và thẩm định")
    paper.add_text(f"{capitalise(record.subtitle)}.")
    paper.add_note(describe_signs(record))
    for group, items in record.items.items():
        paper.add_part(group.title)
        table, count = lay_out_matrix(record, group), len(items)
        paper.add_bare_table(table, (_SCHOOL, *[(WIDTH_LYING - _SCHOOL - 2 * _MET) / count] * count, _MET, _MET))


def _write_schools(paper: Paper, meeting: Meeting, record: AppraisalFigures) -> None:
    paper.add_lead(
        "Thẩm định đạt: dòng chưa kiểm không tính là đạt; “đến” là mức nếu các dòng ấy đúng như tự khai. "
        "Hạ và nâng ghi riêng, không bù trừ."
    )
    table = lay_out_schools(record, meeting.scope).select(*_SCHOOLS)
    paper.add_table(replace(table, caption=f"{record.title}, {meeting.period}"), _SCHOOL_WIDTHS)


def _write_outcomes(paper: Paper, record: OutcomeChart) -> None:
    headings = name_columns("Nhóm", "Đã kiểm", *(capitalise(kind.label) for kind in KINDS))
    rows = group_rows(
        (one.title, format_ratio(one.checked, one.total), *(format_quantity(one.counts[kind.key]) for kind in KINDS))
        for one in record.groups
    )
    columns = 1 + len(KINDS)
    paper.add_lead(f"{capitalise(record.subtitle)}.")
    table = Table(record.title, headings, rows, "l" + "c" * columns)
    paper.add_table(table, [_GROUP, *[(WIDTH - _GROUP) / columns] * columns], together=True)


def _write_counts(paper: Paper, record: VerificationChart) -> None:
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_lead(
        f"Số Phòng kiểm đếm chia số trường tự khai, trên cùng các dòng đã kiểm; từ {record.band.replace('–', ' đến ')} "
        "coi là khớp (do Phòng đặt). Số tự khai dưới 10 thì ghi chênh lệch."
    )
    headings = name_columns("Mã", "Số đếm", "Hệ số hoặc chênh lệch", "Số trường")
    rows = group_rows((one.line, one.title, one.figure, one.spread) for one in record.lines)
    paper.add_table(Table(record.title, headings, rows, "llcl"), _COUNT_WIDTHS)


def _write_funnel(paper: Paper, meeting: Meeting) -> None:
    record = meeting.take(collect_funnel)
    if record.empty:
        paper.add_text(record.empty)
        return
    table = lay_out_funnel(record)
    steps = len(table.columns) - 1
    paper.add_lead(f"{capitalise(record.subtitle)}. Mô hình đăng ký chưa phải mô hình được công nhận.")
    paper.add_table(replace(table, subtitle=""), [_FIELD, *[(WIDTH - _FIELD) / steps] * steps])
