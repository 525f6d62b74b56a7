"""What one phiếu thẩm định asks: of which appraisal, who may judge, and every line with what is declared and judged so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_metrics.plan.model import Indicator, Period, Plan, Round
from danvan_metrics.plan.verdicts import ROLES, Lane, Role, Verdict
from danvan_metrics.units.roster import School
from danvan_metrics.workbook.answers import Answer
from danvan_metrics.workbook.layout import build_layout
from danvan_metrics.workbook.request import Request


@dataclass(frozen=True, slots=True)
class SheetMember:
    """Somebody of the team; `workplace` is the code of the school they work in, else words."""

    name: str
    role: Role
    workplace: str = ""
    title: str = ""

    def describe(self) -> str:
        """“Nguyễn Thị Hoa (Trưởng, Phó Trưởng phòng)”."""
        return f"{self.name} ({', '.join(filter(None, (ROLES[self.role], self.title)))})"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One line to judge: what the school says of it, and the verdict on it as it stands, made `revision` times (0: never).

    locked: confirmed in an earlier version, so that nobody is asked again. again: to be judged once more, whatever was said of it
    (the school has sent another value since, objects, or the appraisal was reopened). note: what else whoever judges should know.
    """

    code: str
    indicator: Indicator
    text: str
    declared: Answer | None = None
    evidence: str = ""
    pieces: float | None = None
    verdict: Verdict | None = None
    revision: int = 0
    locked: bool = False
    again: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetRequest:
    """One phiếu: a school's return for a period in a round. `submission` is the hand-in judged, `hand_in` its number in words.

    version: 1, and one more with every reopening. lane: whose verdicts stand on it. appraiser: who fills it in, "" not yet said.
    """

    plan: Plan
    school: School
    period: Period
    round: Round
    submission: int
    hand_in: int
    received_on: date
    lines: tuple[SheetLine, ...]
    version: int = 1
    lane: Lane = Lane.TEAM
    team: str = ""
    members: tuple[SheetMember, ...] = ()
    appraiser: str = ""
    sample: bool = False

    @property
    def report(self) -> Request:
        """The report it is about, as its template was asked for."""
        return Request(self.plan, self.school, self.period, build_layout(self.plan, self.school.reporter))

    @property
    def title(self) -> str:
        """“Phiếu thẩm định, Tổ của Phòng”, for the head of every printed page."""
        return f"Phiếu thẩm định – {self.round.short}"

    def describe_return(self) -> str:
        """The hand-in that is judged, in words."""
        return f"Lần nộp {self.hand_in}, nhận ngày {self.received_on:%d/%m/%Y}"
