"""What came in for a period, school by school, with three things kept apart: handed in, complete, without error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.return_states import (
    ReturnState,
    describe_return,
    describe_standing,
    judge_returns,
    list_unanswered,
)
from danvan_metrics.metrics.words import describe_period, name_file
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_date
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.answers import MODELS_QUESTION

_TAKEN: Final = frozenset({ReturnState.INCOMPLETE, ReturnState.COMPLETE})


@dataclass(frozen=True, slots=True)
class SchoolReception:
    """One school's return: its state, and that in words with and without the day (`told`, `standing`).

    `received_on` is the first day anything of it came, a file sent back included; None where nothing did. `days` from the last
    day on time: to that day, or to today where nothing came; negative before it. Of `asked` lines `unanswered` have no answer, in
    the return in force or else in the file sent back last; `blank` names them, in the workbook's order (unknown of a file sent
    back). `errors` are those of the file sent back on `sent_back_on`, where no sound one has come.
    """

    school: School
    state: ReturnState
    told: str
    standing: str
    received_on: date | None
    days: int
    asked: int
    unanswered: int
    blank: tuple[str, ...] = ()
    errors: int = 0
    sent_back_on: date | None = None

    @property
    def handed_in(self) -> bool:
        """Nộp."""
        return self.received_on is not None

    @property
    def accepted(self) -> bool:
        """Hợp lệ."""
        return self.state in _TAKEN

    @property
    def complete(self) -> bool:
        """Đủ."""
        return self.handed_in and not self.unanswered

    @property
    def signs(self) -> tuple[str, str, str]:
        """Before the words for each of the three, as the marks read everywhere: those of bands and targets say nothing here."""
        if not self.handed_in:
            return SYMBOLS[Mark.NOT_DUE if self.state is ReturnState.NOT_DUE else Mark.NOT_REPORTED], "", ""
        return "", "", "" if self.accepted else SYMBOLS[Mark.SENT_BACK]

    def describe(self) -> tuple[str, str, str]:
        """Nộp, đủ and hợp lệ in words."""
        return self.describe_receipt(), self.describe_completeness(), self.describe_soundness()

    def describe_receipt(self) -> str:
        """When it came, or how long it may or should have."""
        if self.received_on:
            return f"{format_date(self.received_on)}, " + (f"trễ {self.days} ngày" if self.days > 0 else "đúng hạn")
        return f"chưa nộp, còn {-self.days} ngày" if self.state is ReturnState.NOT_DUE else self.told

    def describe_completeness(self) -> str:
        """How many lines of how many are answered."""
        return f"{self.asked - self.unanswered}/{self.asked} dòng" if self.handed_in else NOTHING

    def describe_soundness(self) -> str:
        """Whether it was received without error."""
        if self.accepted:
            return "hợp lệ"
        return self.standing if self.state is ReturnState.SENT_BACK else NOTHING


@dataclass(frozen=True, kw_only=True)
class Reception(FigureRecord):
    """Every school due for a period, in the roster's order."""

    rows: tuple[SchoolReception, ...]

    def table(self) -> pd.DataFrame:
        """A row per school, with Vietnamese headings."""
        return pd.DataFrame(
            [
                (row.school.short_name, *(" ".join(filter(None, pair)) for pair in zip(row.signs, row.describe(), strict=True)))
                for row in self.rows
            ],
            columns=["Trường", "Nộp", "Đủ (dòng đã trả lời)", "Hợp lệ (không còn lỗi)"],
        )

    def count(self) -> dict[str, int]:
        """How many schools handed in, are complete, and are without error; each of len(rows)."""
        return {
            "Nộp": sum(row.handed_in for row in self.rows),
            "Đủ": sum(row.complete for row in self.rows),
            "Hợp lệ": sum(row.accepted for row in self.rows),
        }


def collect_reception(dataset: Dataset, period: str) -> Reception:
    """Collect what came in for the period."""
    scope = Scope(period)
    return Reception(
        title="Tiếp nhận báo cáo từng trường",
        subtitle=f"{describe_period(dataset, period)} · tính đến {format_date(dataset.as_of)}",
        file_name=name_file("tiep nhan", scope, lens=False),
        sample=dataset.sample,
        rows=tuple(_collect_rows(dataset, scope)),
    )


def _collect_rows(dataset: Dataset, scope: Scope) -> Iterator[SchoolReception]:
    past = (dataset.as_of - scope.find_period(dataset).last_day_on_time).days
    form = prepare_form(dataset.plan, Reporter.SCHOOL)
    order = [*(question.line.code for question in form.questions), MODELS_QUESTION]
    unanswered = list_unanswered(dataset, scope.period)
    for row in iterate_rows(judge_returns(dataset, scope)):
        blank = sorted(unanswered.get(row.school, ()), key=order.index)
        yield _build_row(dataset.roster.by_code[row.school], row, past, tuple(blank))


def _build_row(school: School, row: Any, past: int, blank: tuple[str, ...]) -> SchoolReception:
    came = not pd.isna(row.received_on)
    return SchoolReception(
        school=school,
        state=ReturnState(row.state),
        told=describe_return(row),
        standing=describe_standing(row),
        received_on=row.received_on if came else None,
        days=int(row.margin) if came else past,
        asked=row.asked,
        unanswered=row.unanswered,
        blank=blank,
        errors=row.errors,
        sent_back_on=None if pd.isna(row.sent_back_on) else row.sent_back_on,
    )
