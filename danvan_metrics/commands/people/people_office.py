"""What every command about people works on."""

from __future__ import annotations

from collections.abc import Iterable

from danvan_metrics.access.actor import AccessRole, Actor
from danvan_metrics.access.granting import find_role, gather_roles
from danvan_metrics.access.people_acts import Roles
from danvan_metrics.access.policies import check_can_manage_people
from danvan_metrics.commands.lookups import find_school
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.units.roster import Roster


def open_people(*, sample: bool) -> tuple[District, Actor]:
    """The district, and who runs the command; NotAllowed for whoever is no administrator, UserError for the sample."""
    if sample:
        raise UserError("Kho minh họa không có người dùng; hãy bỏ --sample.")
    district = open_office()
    actor = find_office_actor(district)
    check_can_manage_people(actor)
    return district, actor


def read_roles(roster: Roster, roles: Iterable[str], schools: Iterable[str], appraised: Iterable[str]) -> Roles:
    """Roles as they were written, with codes of the schools of those that are for schools; UserError for what there is not."""
    units = {
        AccessRole.SCHOOL: [find_school(roster, code).code for code in schools],
        AccessRole.APPRAISER: [find_school(roster, code).code for code in appraised],
    }
    return gather_roles([find_role(role) for role in roles], units)
