"""The school's own workbook sent back with every issue marked in it."""

from __future__ import annotations

from collections.abc import Iterable

from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.plan.roster import School
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.workbook.marking import Remark, mark_workbook


def mark_return(
    content: bytes,
    issues: Iterable[Issue],
    *,
    plan: Plan | None = None,  # noqa: ARG001 - see below
    school: School | None = None,  # noqa: ARG001
    period: Period | None = None,  # noqa: ARG001
) -> bytes:
    """The workbook as an .xlsx with these issues tinted, commented and listed; UserError where it cannot be marked."""
    return mark_workbook(content, [_remark_on(issue) for issue in issues])


def _remark_on(issue: Issue) -> Remark:
    return Remark(
        place=issue.place,
        severity_is_error=issue.severity is Severity.ERROR,
        line=issue.line,
        message=issue.message,
        found=issue.found,
        expected=issue.expected,
        remedy=issue.remedy,
    )
