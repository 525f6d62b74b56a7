"""What came in for a period, school by school, with three things kept apart: handed in, complete, without error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.timeliness import last_day_on_time
from danvan_metrics.metrics.words import describe_period, name_file
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.roster import School
from danvan_metrics.store.records import RefusalRecord
from danvan_metrics.vietnamese import NOTHING, format_date
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.answers import State

MODELS_QUESTION: Final = "Mô hình"  # its line among those not answered
_ANSWERED: Final = frozenset({State.VALUE.value, State.NOT_APPLICABLE.value})
_SENT_BACK: Final = "returned"


@dataclass(frozen=True, slots=True)
class SchoolReception:
    """One school. `received_on` is the first day anything of it came, a file sent back included; None where nothing did.

    `days` from the last day on time: to that day, or to today where nothing came; negative before it. `answered` of `askable`
    lines have an answer in the return in force, else in the file sent back last; `blank` are the others (unknown of a file
    sent back). `errors` are those of the file sent back on `sent_back_on`, where no sound one has come.
    """

    school: School
    received_on: date | None
    days: int
    accepted: bool
    answered: int = 0
    askable: int = 0
    blank: tuple[str, ...] = ()
    errors: int = 0
    sent_back_on: date | None = None

    @property
    def handed_in(self) -> bool:
        """Nộp."""
        return self.received_on is not None

    @property
    def complete(self) -> bool:
        """Đủ."""
        return self.handed_in and self.answered == self.askable

    @property
    def signs(self) -> tuple[str, str, str]:
        """Before the words for each of the three: done, half done, not done; nothing where nothing is due or came."""
        receipt = ("◐" if self.days > 0 else "●") if self.handed_in else "○" if self.days > 0 else "·"
        if not self.handed_in:
            return receipt, "·", "·"
        return receipt, "●" if self.complete else "◐", "●" if self.accepted else "○"

    def describe(self) -> tuple[str, str, str]:
        """Nộp, đủ and đạt in words."""
        return self.describe_receipt(), self.describe_completeness(), self.describe_soundness()

    def describe_receipt(self) -> str:
        """When it came, or how long it may or should have."""
        if self.received_on:
            return f"{format_date(self.received_on)}, " + (f"trễ {self.days} ngày" if self.days > 0 else "đúng hạn")
        return f"quá hạn {self.days} ngày" if self.days > 0 else f"chưa nộp, còn {-self.days} ngày"

    def describe_completeness(self) -> str:
        """How many lines of how many are answered."""
        return f"{self.answered}/{self.askable} dòng" if self.handed_in else NOTHING

    def describe_soundness(self) -> str:
        """Whether it was received without error."""
        if self.accepted:
            return "đạt"
        return f"bản gửi {format_date(self.sent_back_on)} bị trả lại, còn {self.errors} lỗi" if self.sent_back_on else NOTHING


@dataclass(frozen=True, kw_only=True)
class Reception(FigureRecord):
    """Every school due for a period, in the roster's order."""

    rows: tuple[SchoolReception, ...]

    def table(self) -> pd.DataFrame:
        """A row per school, with Vietnamese headings."""
        return pd.DataFrame(
            [(row.school.short_name, *map(" ".join, zip(row.signs, row.describe(), strict=True))) for row in self.rows],
            columns=["Trường", "Nộp", "Đủ (dòng đã trả lời)", "Đạt (không còn lỗi)"],
        )

    def count(self) -> dict[str, int]:
        """How many schools handed in, are complete, and are without error; each of len(rows)."""
        return {
            "Nộp": sum(row.handed_in for row in self.rows),
            "Đủ": sum(row.complete for row in self.rows),
            "Đạt": sum(row.accepted for row in self.rows),
        }


def collect_reception(dataset: Dataset, refusals: Sequence[RefusalRecord], period: str) -> Reception:
    """Collect what came in for the period; `refusals` are the files of this period that were not taken."""
    scope = Scope(period)
    return Reception(
        title="Tiếp nhận báo cáo từng trường",
        subtitle=f"{describe_period(dataset, period)} · tính đến {format_date(dataset.as_of)}",
        file_name=name_file("tiep nhan", scope, lens=False),
        sample=dataset.sample,
        rows=tuple(_collect_rows(dataset, refusals, scope)),
    )


def _collect_rows(dataset: Dataset, refusals: Sequence[RefusalRecord], scope: Scope) -> Iterator[SchoolReception]:
    last = last_day_on_time(scope.find_period(dataset))
    accepted = _Accepted(dataset, scope.period)
    for school in scope.schools(dataset):
        sent_back = [one for one in refusals if (one.school, one.period, one.status) == (school.code, scope.period, _SENT_BACK)]
        if school.code in accepted.receipts:
            yield accepted.describe(school, last)
        elif sent_back:
            yield _describe_sent_back(school, sent_back, last)
        else:
            yield SchoolReception(school, None, (dataset.as_of - last).days, accepted=False)


class _Accepted:
    """The returns in force for a period, by school."""

    def __init__(self, dataset: Dataset, period: str) -> None:
        self._form = prepare_form(dataset.plan, Reporter.SCHOOL)
        self.receipts = {row.school: row for row in iterate_rows(dataset.receipts) if row.period == period}
        answers = dataset.answers[dataset.answers["period"].eq(period) & dataset.answers["state"].isin(_ANSWERED)]
        self._answered = set(zip(answers["school"], answers["line"], strict=True))
        self._with_models = set(dataset.models.loc[dataset.models["period"].eq(period), "school"])

    def describe(self, school: School, last: date) -> SchoolReception:
        receipt = self.receipts[school.code]
        blank, asked = tuple(self._list_blank(school)), len(self._form.questions) + self._asks_for_models
        return SchoolReception(
            school=school,
            received_on=receipt.received_on,
            days=(receipt.received_on - last).days,
            accepted=True,
            answered=asked - len(blank),
            askable=asked,
            blank=blank,
        )

    @property
    def _asks_for_models(self) -> bool:
        return self._form.layout.models is not None

    def _list_blank(self, school: School) -> Iterator[str]:
        """The lines asked that have no answer, in the workbook's order; the question of models is the last."""
        codes = (question.line.code for question in self._form.questions)
        yield from (code for code in codes if (school.code, code) not in self._answered)
        told = self.receipts[school.code].models_declared is not None or school.code in self._with_models
        if self._asks_for_models and not told:
            yield MODELS_QUESTION


def _describe_sent_back(school: School, sent_back: Sequence[RefusalRecord], last: date) -> SchoolReception:
    first, latest = min(one.received_on for one in sent_back), sent_back[-1]
    return SchoolReception(
        school=school,
        received_on=first,
        days=(first - last).days,
        accepted=False,
        answered=latest.answered,
        askable=latest.askable,
        errors=latest.errors,
        sent_back_on=latest.received_on,
    )
