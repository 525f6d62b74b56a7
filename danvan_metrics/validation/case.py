"""Everything a check may look at: one return, the workbook it came in, and the return before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from danvan_metrics.plan.model import Indicator, Period, Plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.workbook.answering.form import Form, prepare_form
from danvan_metrics.workbook.answering.which_sheet import find_sheets
from danvan_metrics.workbook.answers import Answer, Place, Return


@dataclass(frozen=True)
class Case:
    """One return to judge; `previous` and `later` have the numbers of the unit's nearest returns in the same year, by line.

    `received_on` is the day the office received it, None where nothing is known of it.
    """

    plan: Plan
    roster: Roster
    unit: School
    sheets: Sheets
    returned: Return
    previous: Mapping[str, float | None] = field(default_factory=dict)
    later: Mapping[str, float | None] = field(default_factory=dict)
    received_on: date | None = None

    @property
    def period(self) -> Period:
        """The period reported."""
        return self.plan.find_period(self.returned.identity.period)

    @cached_property
    def form(self) -> Form:
        """What the unit was asked."""
        return prepare_form(self.plan, self.unit.reporter)

    @cached_property
    def grids(self) -> Mapping[str, Grid]:
        """The sheets that came back, by the names they were sent out under."""
        return find_sheets(self.form, self.sheets)

    @cached_property
    def refused(self) -> frozenset[Place]:
        """Cells already told of: a second complaint about them would mislead."""
        return frozenset(rejected.place for rejected in self.returned.rejected)

    def answers(self) -> Iterator[tuple[Indicator, Answer]]:
        """Every answer with the indicator it belongs to."""
        for answer in self.returned.answers:
            yield self.plan.indicator_of_line[answer.line], answer

    def evidence_is_blank(self, answer: Answer) -> bool:
        """Whether the number of pieces of evidence is asked for and left empty."""
        return answer.evidence_count is None and self._stands_empty(answer, Field.EVIDENCE_COUNT)

    def note_is_blank(self, answer: Answer) -> bool:
        """Whether the note is left empty."""
        return not answer.note and self._stands_empty(answer, Field.NOTE)

    def _stands_empty(self, answer: Answer, field: Field) -> bool:
        return field in answer.cells and answer.cells[field] not in self.refused
