"""What is kept of a file that was judged: a return, a revision put in force again, or the trace of a file that was not taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from danvan_metrics.district import District
from danvan_metrics.intake.arriving import Arrival
from danvan_metrics.intake.kept_files import list_contact_places
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.plan.model import Plan
from danvan_metrics.store.records import Known, NewRefusal, NewSubmission
from danvan_metrics.store.repository import Keeping
from danvan_metrics.validation.issues import Issue
from danvan_metrics.workbook.answers import Return

_NOT_THE_SCHOOLS: Final = frozenset({"reader_ended"})  # a fault of this machine leaves no trace against whoever sent the file


def spare_contacts(plan: Plan, returned: Return) -> Return:
    """The return without what was read, or refused, in the cells that say whom to ask: kept rows of these cannot be blanked."""
    places = list_contact_places(plan, returned)
    return replace(
        returned,
        normalised=tuple(one for one in returned.normalised if one.place not in places),
        rejected=tuple(one for one in returned.rejected if one.place not in places),
    )


def save_return(keeping: Keeping, arrival: Arrival, outcome: FileOutcome, returned: Return) -> FileOutcome:
    """Keep a sound file as the next revision."""
    new = NewSubmission(
        content=arrival.content,
        file_name=arrival.own_name,
        returned=returned,
        received_on=arrival.received_on,
        uploaded_at=datetime.now(UTC),
        sender=arrival.sender,
        actor=arrival.actor.name,
        recognised_by=outcome.recognised_by,
        detail={"codes": dict(Counter(issue.code for issue in outcome.issues)), "recognised_by": outcome.recognised_by},
    )
    saved = keeping.save(new)
    status = Status.ACCEPTED if saved.stored else Status.DUPLICATE
    return replace(outcome, status=status, stored=saved.stored, revision=saved.revision, submission=saved.submission)


def put_back_in_force(keeping: Keeping, arrival: Arrival, outcome: FileOutcome, known: Known) -> FileOutcome:
    """Put the revision that this file is, byte for byte, in force; it counts from its own day."""
    was = "đã rút" if known.withdrawal else "không phải bản đang dùng"
    reason = f"Trùng với lần {known.revision} ({was}) – đưa lần {known.revision} vào hiệu lực"
    keeping.put_in_force(known.submission, reason=reason, actor=arrival.actor.name)
    return replace(
        outcome,
        stored=False,
        put_in_force=True,
        revision=known.revision,
        submission=known.submission,
        received_on=known.received_on,
    )


def leave_trace(keeping: Keeping, district: District, arrival: Arrival, outcome: FileOutcome) -> FileOutcome:
    """Keep that a file came and was not taken."""
    if _NOT_THE_SCHOOLS.isdisjoint(issue.code for issue in outcome.issues):
        keeping.refuse(
            NewRefusal(
                plan=district.plan.code,
                sha256=arrival.digest,
                file_name=arrival.file.name,
                status=outcome.status.value,
                school=outcome.school,
                period=outcome.period,
                received_on=arrival.received_on,
                uploaded_at=datetime.now(UTC),
                sender=arrival.sender,
                recognised_by=outcome.recognised_by,
                answered=outcome.answered,
                askable=outcome.askable,
                issues=tuple(map(_summarise_issue, outcome.issues)),
            ),
            # of a known school's report the file itself stays, so that the marked copy can go with a reminder days later
            arrival.content if outcome.status is Status.RETURNED and outcome.school and outcome.period else b"",
            actor=arrival.actor.name,
        )
    return replace(outcome, stored=False)


def _summarise_issue(issue: Issue) -> dict[str, str]:
    """What the store remembers of an issue, enough to see later whether it was mended."""
    place = issue.place
    return {"code": issue.code, "severity": issue.severity.value, "sheet": place.sheet, "cell": place.cell, "line": issue.line}
