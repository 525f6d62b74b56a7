"""One phiếu thẩm định that came back, beside the appraisal as it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from danvan_metrics.plan.verdicts import Verdict
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.appraisal_sheet.sheet_answers import SheetAnswers
from danvan_metrics.workbook.appraisal_sheet.sheet_identity import SheetIdentity
from danvan_metrics.workbook.appraisal_sheet.sheet_layout import SHEET_LINES
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetMember, SheetRequest
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import SheetField


@dataclass(frozen=True, kw_only=True)
class SheetCase:
    """A phiếu to judge.

    `now`: the appraisal as it stands, as its phiếu would go out today. `bases`: the verdict that each line went out with, by
    code (absent: none). `alone`: whose word alone it may hold, "" where it may hold anybody's of the team.
    """

    now: SheetRequest
    identity: SheetIdentity
    answers: SheetAnswers
    today: date
    bases: Mapping[str, Verdict] = field(default_factory=dict)
    alone: str = ""

    def find_member(self, name: str) -> SheetMember | None:
        """Somebody of the team, however the name is spelled."""
        return next((member for member in self.now.members if fold(member.name) == fold(name)), None)

    def name_person(self, name: str) -> str:
        """A member as the team's list writes the name; anybody else as it stands."""
        member = self.find_member(name)
        return member.name if member else name

    def find_revision(self, code: str) -> int:
        """How often a line had been judged when the phiếu went out."""
        return self.identity.revisions.get(code, 0)

    def find_place(self, code: str, cell: SheetField) -> Place:
        """A cell of a line; the whole sheet where the line is gone."""
        return next((line.places[cell] for line in self.answers.lines if line.code == code), Place(SHEET_LINES))
