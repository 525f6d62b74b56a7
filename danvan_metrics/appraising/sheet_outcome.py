"""What came of a phiếu that was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from danvan_metrics.validation.issues import Issue, Severity, describe_issue
from danvan_metrics.workbook.answers import Normalised
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetRequest


class SheetStatus(StrEnum):
    """What came of a phiếu."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    BLANK = "blank"
    UNREADABLE = "unreadable"


SHEET_STATUSES = {
    SheetStatus.ACCEPTED: "không có lỗi",
    SheetStatus.RETURNED: "cần sửa",
    SheetStatus.DUPLICATE: "đã nhận từ trước, không lưu thêm",
    SheetStatus.BLANK: "chưa có dòng nào mới",
    SheetStatus.UNREADABLE: "không đọc được",
}


@dataclass(frozen=True, kw_only=True)
class SheetOutcome:
    """One phiếu's end: of which appraisal it is, how many lines it says anew, how many were saved, and what is wrong with it.

    saved: None when it was only checked; all of `changed` or, where anything is wrong, none. appraiser: who filled it in.
    """

    file: str
    status: SheetStatus
    school: str | None = None
    period: str | None = None
    round: str | None = None
    appraiser: str = ""
    changed: int = 0
    saved: int | None = None
    issues: tuple[Issue, ...] = ()
    normalised: tuple[Normalised, ...] = ()
    content: bytes = field(default=b"", repr=False)
    request: SheetRequest | None = field(default=None, repr=False)
    revisions: Mapping[str, int] = field(default_factory=dict, repr=False)  # of stale lines, as they stand now

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What keeps the phiếu out."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)

    @property
    def markable(self) -> bool:
        """Whether there is anything to mark in a file that could be read."""
        return bool(self.issues) and self.status is not SheetStatus.UNREADABLE

    @property
    def marked(self) -> bytes:
        """The phiếu with everything to be looked at tinted, commented and listed, as an .xlsx; made when it is asked for.

        UserError where it cannot be marked. Sent in again it counts as made with the verdicts of others seen that it tells of.
        """
        from danvan_metrics.appraising.sheet_marking import mark_sheet  # noqa: PLC0415 - loads openpyxl only when asked for

        return mark_sheet(self.content, self.issues, request=self.request, revisions=self.revisions)

    def to_json(self) -> dict[str, object]:
        """The shape of the command line's --json; a message is the sentence and its remedy."""
        told: dict[str, object] = {
            "file": self.file,
            "school": self.school,
            "period": self.period,
            "round": self.round,
            "status": self.status.value,
            "appraiser": self.appraiser,
            "changed": self.changed,
            "normalised": [_describe_reading(one) for one in self.normalised],
            "issues": [describe_issue(issue) for issue in self.issues],
        }
        return told if self.saved is None else {**told, "saved": self.saved}


def _describe_reading(one: Normalised) -> dict[str, str]:
    return {"line": one.line, "sheet": one.place.sheet, "cell": one.place.cell, "found": one.found, "taken": one.taken}
