"""The school's own workbook sent back with every issue marked in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.units.roster import School
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.workbook.marking.marked_copy import Remark, mark_workbook
from danvan_metrics.workbook.template.build import build_workbook


def mark_return(
    content: bytes,
    issues: Iterable[Issue],
    *,
    plan: Plan | None = None,
    school: School | None = None,
    period: Period | None = None,
) -> bytes:
    """The workbook as an .xlsx with these issues tinted, commented and listed; UserError where it cannot be marked.

    Plan, school and period, where all are known, give back the template's look to a file of another format.
    """
    make_template = partial(build_workbook, plan, school, period) if plan and school and period else None
    return mark_workbook(content, [remark_on(issue) for issue in issues], make_template)


def remark_on(issue: Issue) -> Remark:
    """An issue as what is marked in a workbook."""
    return Remark(
        place=issue.place,
        severity_is_error=issue.severity is Severity.ERROR,
        line=issue.line,
        message=issue.message,
        found=issue.found,
        expected=issue.expected,
        remedy=issue.remedy,
    )
