"""A school's hand-ins: every one with how it was recognised and which is in force, and the files that were sent back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

import streamlit as st

from danvan_metrics.formats.table import Band, Cell, Row, Table, name_columns
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.plan.model import Plan
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.store.records import RefusalRecord, SubmissionRecord
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_date, format_quantity
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.school.original_file import offer_original
from danvan_metrics.web.school.parts import fold_part
from danvan_metrics.web.state import looked_at, measure
from danvan_metrics.web.widgets.table import show_table

_HEADINGS = ("Kỳ", "Lần", "Ngày nhận", "Nhập vào lúc", "Tên tệp", "Nhận ra", "Cỡ tệp", "Hiệu lực")
Kept = TypeVar("Kept", SubmissionRecord, RefusalRecord)
_SENT_BACK = "returned"


def list_submissions(school: School) -> tuple[SubmissionRecord, ...]:
    """Every hand-in of a school, in the order they came."""
    return measure(_read_submissions, school.code)


def list_sent_back(school: School) -> tuple[RefusalRecord, ...]:
    """The school's files that were sent back with errors, in the order they came."""
    return measure(_read_sent_back, school.code)


def show_history(school: School) -> None:
    """Draw every hand-in of the school and every file sent back, and let each original be downloaded."""
    submissions, sent_back = list_submissions(school), list_sent_back(school)
    with fold_part("Lịch sử nộp báo cáo", _count_hand_ins(submissions, sent_back), key="profile_history_part") as opened:
        if opened and (submissions or sent_back):
            show_table(lay_out_history(looked_at().plan, submissions, sent_back), key="profile_history")
            _offer_originals(submissions)


def _count_hand_ins(submissions: Sequence[SubmissionRecord], sent_back: Sequence[RefusalRecord]) -> str:
    told = [f"{len(submissions)} lần nộp"] if submissions else []
    told += [f"{len(sent_back)} tệp trả lại, chưa lưu"] if sent_back else []
    return ", ".join(told) or "chưa có lần nộp nào"


def _offer_originals(submissions: Sequence[SubmissionRecord]) -> None:
    plan = looked_at().plan
    with st.container(horizontal=True):
        for one in reversed(submissions):
            label = f"Tải tệp gốc {plan.find_period(one.period).title}, lần {one.revision}"
            offer_original(one, label, key=f"file_{one.id}", kind="tertiary")


def lay_out_history(plan: Plan, submissions: Sequence[SubmissionRecord], sent_back: Sequence[RefusalRecord] = ()) -> Table:
    """Lay out the hand-ins, the latest first, then the files sent back."""
    rows = tuple(_build_submission(plan, one) for one in reversed(submissions))
    bands = [Band("Đã nhận" if sent_back else "", rows)] if rows else []
    if sent_back:
        bands.append(Band("Đã trả lại, chưa lưu", tuple(_build_refusal(plan, one) for one in reversed(sent_back))))
    return Table(
        "Các lần nộp báo cáo", name_columns(*_HEADINGS), tuple(bands), "lccclllc", band_heading="Kết quả" if sent_back else ""
    )


def _build_submission(plan: Plan, one: SubmissionRecord) -> Row:
    corrected = f"sửa từ {format_date(one.received_as_entered)}" if one.corrections else ""
    reasons = "; ".join(correction.reason for correction in one.corrections)
    return (
        Cell(plan.find_period(one.period).title, strong=one.in_force),
        Cell(str(one.revision)),
        Cell(format_date(one.received_on), corrected, words=f"{corrected}: {reasons}" if corrected else ""),
        Cell(f"{one.uploaded_at.astimezone(TIME_ZONE):%d/%m/%Y %H:%M}"),
        Cell(one.file_name),
        Cell(one.recognised_by or NOTHING),
        Cell(f"{format_quantity(round(one.size / 1024))} KB"),
        Cell("\n".join(_describe_force(one))),
    )


def _describe_force(one: SubmissionRecord) -> Iterator[str]:
    """Whether figures come from it; and why, where the office chose so."""
    if one.withdrawn:
        last = one.withdrawals[-1]
        by = f" ({last.actor})" if last.actor else ""
        yield "đã rút, không tính"
        yield f"Phòng rút{by}: {last.reason}"
        return
    yield "đang dùng" if one.in_force else "không dùng"
    if one.in_force and one.selections:
        chosen = one.selections[-1]
        by = f" ({chosen.actor})" if chosen.actor else ""
        yield f"Phòng chọn{by}: {chosen.reason}"


def _build_refusal(plan: Plan, one: RefusalRecord) -> Row:
    period = plan.period_by_code.get(one.period or "")
    return (
        Cell(period.title if period else NOTHING),
        Cell(NOTHING),
        Cell(format_date(one.received_on)),
        Cell(f"{one.uploaded_at.astimezone(TIME_ZONE):%d/%m/%Y %H:%M}"),
        Cell(one.file_name),
        Cell(one.recognised_by or NOTHING),
        Cell(NOTHING),
        Cell(f"trả lại, {one.errors} lỗi"),
    )


def _read_submissions(dataset: Dataset, school: str) -> tuple[SubmissionRecord, ...]:
    """In force is what the data looked at come from; of what came after a snapshot nothing is said on it."""
    used = set(dataset.receipts["submission"])
    found = get_district(sample=dataset.sample, plan=dataset.plan.code).repository.list_submissions(dataset.plan.code, school)
    return tuple(replace(one, in_force=one.id in used) for one in _know(found, dataset))


def _read_sent_back(dataset: Dataset, school: str) -> tuple[RefusalRecord, ...]:
    refusals = get_district(sample=dataset.sample, plan=dataset.plan.code).repository.list_refusals(
        dataset.plan.code, school=school
    )
    return tuple(one for one in _know(refusals, dataset) if one.status == _SENT_BACK)


def _know(found: Iterable[Kept], dataset: Dataset) -> Iterator[Kept]:
    """Of a snapshot only what was known when it was taken: files that had come in, days received as they then counted."""
    moment = dataset.snapshot.taken_at if dataset.snapshot else None
    for one in found:
        if moment is None:
            yield one
        elif one.uploaded_at <= moment:
            corrections = tuple(made for made in one.corrections if made.at <= moment)
            later = one.corrections[len(corrections) :]
            day = corrections[-1].received_on if corrections else _day_as_entered(one)
            then = replace(one, corrections=corrections, received_on=day) if later else one
            yield _forget_withdrawals(then, moment)


def _forget_withdrawals(one: Kept, moment: datetime) -> Kept:
    """The hand-in without what was decided about it after the moment."""
    if not isinstance(one, SubmissionRecord):
        return one
    return replace(one, withdrawals=tuple(made for made in one.withdrawals if made.at <= moment))


def _day_as_entered(one: SubmissionRecord | RefusalRecord) -> date:
    """A refused file keeps no other day than the one that counts now."""
    return one.received_as_entered if isinstance(one, SubmissionRecord) else one.received_on
