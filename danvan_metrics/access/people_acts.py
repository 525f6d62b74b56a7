"""Letting people in, changing what they may do, and letting them go: an administrator's acts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from danvan_metrics.access.actor import AccessRole, Actor, Units
from danvan_metrics.access.policies import check_can_manage_people
from danvan_metrics.errors import UserError
from danvan_metrics.store.people.people_records import NewPerson, PersonRecord
from danvan_metrics.store.people.people_store import PeopleStore, fold_subject
from danvan_metrics.vietnamese import clean_text

_NO_ROLE: Final = "Chưa chọn vai trò; hãy chọn ít nhất một vai trò, hoặc dùng “Thôi quyền” để người này không vào được nữa."
_GUEST_ALONE: Final = "“Khách họp” chỉ xem số liệu tổng hợp không nêu tên người, nên không đi cùng vai trò khác; hãy bỏ bớt."
Roles = Mapping[AccessRole, Units | None]


def grant_roles(people: PeopleStore, subject: str, name: str, roles: Roles, *, known: Collection[str], actor: Actor) -> None:
    """Let a person in with these roles, or let them have these instead of what they had.

    roles: the schools of a role that is for schools, None for one in the whole district. known: codes of the roster. UserError
    where no role is chosen, a guest has another one, schools are missing or unknown, or the name is another person's.
    """
    check_can_manage_people(actor)
    _check_roles(roles, known)
    people.keep(NewPerson(subject, name, _write_grants(roles), actor=actor.name))


def withdraw_person(people: PeopleStore, person: PersonRecord, reason: str, *, actor: Actor) -> None:
    """Let a person do nothing from now on, with a reason; UserError without one, for oneself, or who is withdrawn already."""
    check_can_manage_people(actor)
    if person.withdrawn:
        raise UserError(f"{person.name} đã thôi quyền từ trước; không cần làm gì thêm.")
    if actor.subject and fold_subject(actor.subject) == person.subject:
        raise UserError("Không tự thôi quyền của chính mình; hãy nhờ một quản trị khác.")
    if not clean_text(reason):
        raise UserError("Chưa ghi lý do; hãy ghi vì sao người này thôi quyền.")
    people.keep(NewPerson(person.subject, person.name, person.grants, actor=actor.name, reason=reason, withdrawn=True))


def stands_like(person: PersonRecord | None, name: str, roles: Roles) -> bool:
    """Whether somebody has this name and these roles already: then there is nothing to keep."""
    return person is not None and not person.withdrawn and (person.name, dict(person.grants)) == (name, _write_grants(roles))


def _write_grants(roles: Roles) -> dict[str, tuple[str, ...] | None]:
    return {role.value: None if units is None else tuple(sorted(units)) for role, units in roles.items()}


def _check_roles(roles: Roles, known: Collection[str]) -> None:
    if not roles:
        raise UserError(_NO_ROLE)
    if AccessRole.GUEST in roles and len(roles) > 1:
        raise UserError(_GUEST_ALONE)
    for role, units in roles.items():
        if not role.is_for_units:
            if units is not None:
                raise UserError(f"Vai trò “{role.words}” là của cả Phòng, không gắn với trường; hãy bỏ các trường đã chọn.")
        elif role is AccessRole.SCHOOL and not units:
            raise UserError("Vai trò “trường” cần biết là trường nào; hãy chọn trường trong danh sách.")
        elif strange := sorted((units or frozenset()) - set(known)):
            raise UserError(f"Không có trường “{strange[0]}” trong danh sách trường; hãy chọn trường trong danh sách.")
