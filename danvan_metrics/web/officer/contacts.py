"""Whom to ask about a school's return: on the officer's pages alone, and only as long as it is kept."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_see_contacts
from danvan_metrics.district import District
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answers import Return
from danvan_metrics.workbook.template.previous import describe_value


def describe_contact(district: District, school: School, *, actor: Actor) -> str:
    """Who prepared the school's last return and how to reach them, one line; "" where nothing is known, or kept any more.

    NotAllowed for whom they are not.
    """
    check_can_see_contacts(actor)
    last = _find_last(district, school)
    if last is None:
        return ""
    told = " · ".join(_list_contacts(district, district.repository.load_return(last.id)))
    return f"{told} (theo báo cáo nhận ngày {format_date(last.received_on)})" if told else ""


def find_address(district: District, school: School, *, actor: Actor) -> str:
    """The mail address in the school's last return; "" where there is none, or none kept any more. NotAllowed likewise."""
    check_can_see_contacts(actor)
    last = _find_last(district, school)
    if last is None:
        return ""
    returned = district.repository.load_return(last.id)
    values = (returned.fact(fact.key) for fact in district.plan.facts if fact.contact)
    return next((str(value).strip() for value in values if value is not None and "@" in str(value)), "")


def _find_last(district: District, school: School) -> SubmissionRecord | None:
    found = [one for one in district.repository.list_submissions(district.plan.code, school.code) if one.in_force]
    return max(found, key=lambda one: (one.received_on, one.id), default=None)


def _list_contacts(district: District, returned: Return) -> Iterator[str]:
    for fact in district.plan.facts:
        value = returned.fact(fact.key) if fact.contact else None
        if value is not None:
            yield f"{fact.label}: {describe_value(value)}"
