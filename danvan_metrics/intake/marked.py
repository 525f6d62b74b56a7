"""The marked copy of a file that was judged, for whoever hands it back."""

from __future__ import annotations

from pathlib import PureWindowsPath

from danvan_metrics.district import District
from danvan_metrics.intake.outcome import FileOutcome


def name_marked(file: str) -> str:
    """The marked copy's name: the school's own, its last part only, and “_can-sua”."""
    return f"{PureWindowsPath(file).stem or 'bao-cao'}_can-sua.xlsx"


def mark_file(district: District, content: bytes, outcome: FileOutcome) -> bytes:
    """The school's workbook as an .xlsx with what is wrong tinted, commented and listed; UserError where it cannot be marked."""
    from danvan_metrics.validation.sent_back import mark_return  # noqa: PLC0415 - loads openpyxl only when a copy is asked for

    return mark_return(
        content,
        outcome.issues,
        plan=district.plan,
        school=district.roster.by_code.get(outcome.school or ""),
        period=district.plan.period_by_code.get(outcome.period or ""),
    )
