"""`people add`: let somebody in, or change what they may do."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_metrics.access.people_acts import grant_roles
from danvan_metrics.commands.people.people_office import open_people, read_roles
from danvan_metrics.commands.terminal.saying import say


def run(*, sample: bool, subject: str, name: str, roles: Sequence[str], schools: Sequence[str], appraised: Sequence[str]) -> int:
    """Keep the person."""
    district, actor = open_people(sample=sample)
    granted = read_roles(district.roster, roles, schools, appraised)
    known = [one.code for one in district.roster.schools]
    grant_roles(district.repository.people, subject, name, granted, known=known, actor=actor)
    say(f"Đã ghi {name} ({subject}).")
    return 0
