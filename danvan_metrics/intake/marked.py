"""The marked copy of a file that was judged, for whoever hands it back."""

from __future__ import annotations

from pathlib import PureWindowsPath

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_get_marked, check_some
from danvan_metrics.district import District
from danvan_metrics.handing_out import note_handed_out
from danvan_metrics.intake.outcome import FileOutcome


def name_marked(file: str) -> str:
    """The marked copy's name: the school's own, its last part only, and “_can-sua”."""
    return f"{PureWindowsPath(file).stem or 'bao-cao'}_can-sua.xlsx"


def mark_file(district: District, content: bytes, outcome: FileOutcome, *, actor: Actor) -> bytes:
    """The school's workbook as an .xlsx with what is wrong tinted, commented and listed; UserError where it cannot be marked."""
    district = turn_to_outcome(district, outcome)
    check_marking(district, outcome, actor)
    from danvan_metrics.validation.sent_back import mark_return  # noqa: PLC0415 - loads openpyxl only when a copy is asked for

    marked = mark_return(
        content,
        outcome.issues,
        plan=district.plan_of(outcome.school or ""),
        school=district.roster.by_code.get(outcome.school or ""),
        period=district.plan.period_by_code.get(outcome.period or ""),
    )
    note_handed_out(district, actor, Act.GET_MARKED, outcome.school or "", name_marked(outcome.file))
    return marked


def turn_to_outcome(district: District, outcome: FileOutcome) -> District:
    """The office at the plan that a file was taken for."""
    return district.turn_to(outcome.plan) if outcome.plan else district


def check_marking(district: District, outcome: FileOutcome, actor: Actor) -> None:
    """Refuse whoever may not have what is to be mended in a file; of no known school, whoever may have it of none at all."""
    if outcome.school in district.roster.by_code:
        check_can_get_marked(actor, outcome.school or "")
    else:
        check_some(actor, Act.GET_MARKED)
