"""`people list`: everybody as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from danvan_metrics.access.granting import describe_person
from danvan_metrics.commands.output import print_json
from danvan_metrics.commands.people.people_office import open_people
from danvan_metrics.commands.terminal.narrow_table import print_lines
from danvan_metrics.store.people.people_records import PersonRecord


def run(*, sample: bool, as_json: bool) -> int:
    """Print the people, those who were withdrawn too."""
    district, _ = open_people(sample=sample)
    people = district.repository.people.list()
    if as_json:
        print_json([_describe(one) for one in people])
        return 0
    names = {one.code: one.short_name for one in district.roster.schools}
    print_lines([_tell(one, names) for one in people] or ["Chưa ghi người dùng nào."])
    if admins := district.settings.sign_in.admins:
        print_lines([f"Luôn là quản trị, theo DANVAN_ADMINS: {', '.join(admins)}."])
    return 0


def _tell(person: PersonRecord, names: Mapping[str, str]) -> str:
    return f"{person.name} ({person.subject}): {describe_person(person, names)}"


def _describe(person: PersonRecord) -> dict[str, Any]:
    return {
        "subject": person.subject,
        "name": person.name,
        "grants": dict(person.grants),
        "withdrawn": person.withdrawn,
        "reason": person.reason,
        "actor": person.actor,
        "at": person.at.isoformat(),
    }
