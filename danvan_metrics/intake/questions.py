"""What the officer is asked before a return is taken: what may be wrong but only a person can know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan_metrics.plan.model import Plan
from danvan_metrics.store.records import Kept, Known
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.workbook.recognising.contradiction import Contradiction

ANY: Final = "*"  # among the codes accepted: every question is answered with yes
MOST_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the officer decides by yes or by leaving it: a whole sentence that ends in what to decide.

    `submission` is the hand-in it speaks of: the one in force, or the one that would be put in force again.
    """

    code: str
    sentence: str
    submission: int | None = None

    @property
    def key(self) -> str:
        """The code and the hand-in spoken of: a yes to this key is no yes where another return came in between."""
        return f"{self.code}/{self.submission or ''}"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a new file answers: `count` of `asked` lines, which of the plan's `lines`, and the question about models."""

    count: int
    asked: int
    lines: frozenset[str]
    models: bool


def ask_about_name(said: Contradiction, school: str, period: str) -> Iterator[Question]:
    """A file's name that plainly says another school or period; `school` and `period` are what stands inside, in words."""
    if said.school:
        yield Question(
            "name_says_school",
            f"Tên tệp nói đến {said.school}, còn bên trong là báo cáo của {school}. Vẫn nhận là báo cáo của {school}?",
        )
    if said.period:
        yield Question(
            "name_says_period",
            f"Tên tệp nói đến {said.period}, còn bên trong là báo cáo {period}. Vẫn nhận là báo cáo {period}?",
        )


def ask_about_day(plan: Plan, received_on: date) -> Iterator[Question]:
    """A day received on which no return of the plan's year could have been asked for yet."""
    if received_on < plan.first_day:
        yield Question(
            "received_before_year",
            f"Ngày nhận {format_date(received_on)} là trước khi năm {plan.year} của kế hoạch bắt đầu. Vẫn ghi ngày nhận này?",
        )


def ask_about_known(known: Known, in_force: Kept | None) -> Question:
    """These very bytes are a hand-in that does not count now."""
    if known.withdrawal:
        why = known.withdrawal.reason
        return Question(
            "was_withdrawn",
            f"Trùng với lần {known.revision} (đã rút, lý do: “{why}”) – đưa lần {known.revision} trở lại hiệu lực?",
            known.submission,
        )
    current = f", bản đang dùng là lần {in_force.revision}" if in_force else ""
    return Question(
        "not_in_force",
        f"Trùng với lần {known.revision} (không phải bản đang dùng{current}) – đưa lần {known.revision} vào hiệu lực?",
        known.submission,
    )


def ask_about_answers(answered: Answered, in_force: Kept, *, models_word: str) -> Iterator[Question]:
    """Fewer lines answered than in the return that would be replaced: the difference, with the lines that lost theirs."""
    before = in_force.lines + in_force.models_answered
    if answered.count >= before:
        return
    lost = [line for line in in_force.answered if line not in answered.lines]
    if in_force.models_answered and not answered.models:
        lost.append(models_word)
    counted = f"{format_quantity(answered.count)}/{format_quantity(answered.asked)} dòng"
    yield Question(
        "fewer_answers",
        f"Tệp này trả lời {counted}, ít hơn lần {in_force.revision} đang dùng ({format_quantity(before)} dòng); "
        f"không còn trả lời: {_list_lines(lost)}. Vẫn nhận để thay lần {in_force.revision}?",
        in_force.submission,
    )


def ask_about_order(received_on: date, in_force: Kept) -> Iterator[Question]:
    """Received before the return that it would replace."""
    if received_on < in_force.received_on:
        yield Question(
            "older_day",
            f"Tệp này nhận ngày {format_date(received_on)}, trước lần {in_force.revision} đang dùng "
            f"(nhận ngày {format_date(in_force.received_on)}). Vẫn nhận để thay lần {in_force.revision}?",
            in_force.submission,
        )


def ask_about_twin(twin: str, submission: int | None) -> Question:
    """Another file of the same school and period came in this batch: no order of names says which of them counts."""
    return Question(
        "two_in_batch",
        f"Trong đợt này có hai tệp của cùng đơn vị, cùng kỳ: tệp này và “{twin}”. Dùng tệp này thay cho “{twin}”?",
        submission,
    )


def _list_lines(lines: Sequence[str]) -> str:
    rest = len(lines) - MOST_LINES
    return ", ".join(lines[:MOST_LINES]) + (f" và {format_quantity(rest)} dòng khác" if rest > 0 else "")
