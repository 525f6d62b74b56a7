"""The report on a file as the outcome of handing it in: what it is, before anything is asked or kept."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.intake.arriving import Arrival
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.validation.identity import WHOLE_FILE
from danvan_metrics.validation.issues import Issue
from danvan_metrics.validation.verdict import CheckedFile


def describe_file(arrival: Arrival, checked: CheckedFile) -> FileOutcome:
    """What is known of one file; an untouched template is told as that and nothing else."""
    identity = checked.identity
    outcome = FileOutcome(
        file=arrival.file.name,
        school=identity.school if identity else None,
        period=identity.period if identity else None,
        status=_judge(checked),
        issues=checked.issues,
        recognised_by=checked.recognised_by,
        complete=checked.complete,
        answered=checked.answered,
        askable=checked.askable,
        received_on=arrival.received_on,
        normalised=checked.returned.normalised if checked.returned else (),
        doubt=checked.doubt,
    )
    if outcome.status is Status.BLANK:
        return replace(outcome, issues=(Issue("untouched_template", WHOLE_FILE),))
    return outcome


def _judge(checked: CheckedFile) -> Status:
    if not checked.readable:
        return Status.UNREADABLE
    if checked.doubt:
        return Status.ASKED
    if checked.untouched:
        return Status.BLANK
    return Status.RETURNED if checked.errors or checked.returned is None else Status.ACCEPTED
