"""`people withdraw`: let somebody do nothing from now on."""

from __future__ import annotations

from danvan_metrics.access.people_acts import withdraw_person
from danvan_metrics.commands.people.people_office import open_people
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.errors import UserError


def run(*, sample: bool, subject: str, reason: str) -> int:
    """Withdraw the person; UserError where nobody signs in like this."""
    district, actor = open_people(sample=sample)
    people = district.repository.people
    person = people.find(subject)
    if person is None:
        raise UserError(f"Không có người dùng nào đăng nhập bằng “{subject}”; hãy xem lại bằng lệnh people list.")
    withdraw_person(people, person, reason, actor=actor)
    say(f"{person.name} ({person.subject}) đã thôi quyền.")
    return 0
