"""What the office says of a line: closed sets of words, and a verdict as a value (appraisal.md, “The sheet”)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """How what the office found stands to what the school said."""

    CONFIRMED = "confirmed"
    LOWERED = "lowered"
    RAISED = "raised"
    UNPROVEN = "unproven"
    UNCHECKABLE = "uncheckable"
    NOT_APPLICABLE = "not_applicable"


class Method(StrEnum):
    """How a line was looked into."""

    PAPERS = "papers"
    OBSERVATION = "observation"
    INTERVIEW = "interview"


class Stage(StrEnum):
    """Where one appraisal (a school in a round) stands."""

    UNASSIGNED = "unassigned"
    ASSIGNED = "assigned"
    UNDER_WAY = "under_way"
    WITH_SCHOOL = "with_school"
    FOR_SIGNATURE = "for_signature"
    CONCLUDED = "concluded"
    REOPENED = "reopened"


class Role(StrEnum):
    """What somebody is in a team."""

    HEAD = "head"
    SECRETARY = "secretary"
    MEMBER = "member"


class Lane(StrEnum):
    """In whose hand a verdict was written: the team's, or one of two appraisers who do not see each other's."""

    TEAM = "team"
    FIRST = "first"
    SECOND = "second"


OUTCOMES: Final = {
    Outcome.CONFIRMED: "Xác nhận",
    Outcome.LOWERED: "Hạ",
    Outcome.RAISED: "Nâng",
    Outcome.UNPROVEN: "Chưa đủ minh chứng",
    Outcome.UNCHECKABLE: "Không kiểm tra được",
    Outcome.NOT_APPLICABLE: "Không áp dụng",
}
METHODS: Final = {Method.PAPERS: "Hồ sơ", Method.OBSERVATION: "Quan sát", Method.INTERVIEW: "Phỏng vấn"}
STAGES: Final = {
    Stage.UNASSIGNED: "chưa phân công",
    Stage.ASSIGNED: "đã phân công",
    Stage.UNDER_WAY: "đang thẩm định",
    Stage.WITH_SCHOOL: "chờ trường ý kiến",
    Stage.FOR_SIGNATURE: "trình ký",
    Stage.CONCLUDED: "đã kết luận",
    Stage.REOPENED: "mở lại",
}
ROLES: Final = {Role.HEAD: "Trưởng", Role.SECRETARY: "Thư ký", Role.MEMBER: "Thành viên"}
CHECKED: Final = frozenset(Outcome) - {Outcome.UNCHECKABLE}  # what could not be looked into was not checked
WITH_VALUE: Final = frozenset({Outcome.CONFIRMED, Outcome.LOWERED, Outcome.RAISED})  # the others hold no value of the office's


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the office found on one line; the value has the shape of an answer's, and stands only where the outcome has one.

    seen: how many pieces of evidence were looked at (None: nobody said).
    """

    line: str
    outcome: Outcome
    to_do: float | None = None
    done: float | None = None
    choice: str | None = None
    dated: date | None = None
    seen: float | None = None
    method: Method | None = None
    reason: str = ""
    appraiser: str = ""
    judged_on: date | None = None


APPRAISAL_COLUMNS: Final = ("school", "period", "round", "stage", "version", "submission", "concluded_on", "team")
VERDICT_COLUMNS: Final = (
    "school", "period", "round", "line", "outcome", "to_do", "done", "choice", "dated",
    "seen", "method", "reason", "appraiser", "judged_on", "submission", "recheck", "sheet",
)  # fmt: skip
