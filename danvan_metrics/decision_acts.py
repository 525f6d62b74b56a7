"""What the office decides about what was handed in: which revision counts, that one does not, the day one was received."""

from __future__ import annotations

from datetime import date

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_decide
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.store.records import RefusalRecord, SubmissionRecord
from danvan_metrics.vietnamese import format_date


def put_in_force(district: District, record: SubmissionRecord, *, reason: str, actor: Actor) -> None:
    """Let a hand-in count, a withdrawn one too, until a newer one comes.

    NotAllowed for who may not decide for its school. UserError for a blank reason, or one that is in force already.
    """
    check_can_decide(actor, record.school)
    district.repository.put_in_force(record.id, reason=reason, actor=actor.name)
    district.keep_scores()


def withdraw_return(district: District, record: SubmissionRecord, *, reason: str, actor: Actor) -> None:
    """Let a hand-in count as if it had not come; its file is kept.

    NotAllowed for who may not decide for its school. UserError for a blank reason, or one that is withdrawn already.
    """
    check_can_decide(actor, record.school)
    district.repository.withdraw(record.id, reason=reason, actor=actor.name)
    district.keep_scores()


def correct_received(
    district: District, record: SubmissionRecord | RefusalRecord, day: date, *, reason: str, actor: Actor
) -> None:
    """Set right the day a hand-in or a refused file was received.

    NotAllowed for who may not decide for its school. UserError for a day to come, the day it has already, or a blank reason.
    """
    check_can_decide(actor, record.school or "")
    today = district.today()
    if day > today:
        raise UserError(
            f"Ngày nhận {format_date(day)} sau hôm nay ({format_date(today)}); hãy chọn ngày Phòng thật sự nhận được."
        )
    is_submission = isinstance(record, SubmissionRecord)
    correct = district.repository.correct_received if is_submission else district.repository.correct_refused
    correct(record.id, day, reason=reason, actor=actor.name)
    district.keep_scores()
