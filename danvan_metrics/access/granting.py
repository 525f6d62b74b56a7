"""Roles as forms and files give them, and as they are told: one way for the page, the command and the papers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from danvan_metrics.access.actor import AccessRole, Units
from danvan_metrics.errors import UserError
from danvan_metrics.store.people.people_records import Grants, PersonRecord
from danvan_metrics.vietnamese import fold

_BY_WORDS: Final = {fold(word): role for role in AccessRole for word in (role.value, role.words)}


def gather_roles(roles: Collection[AccessRole], schools: Mapping[AccessRole, Collection[str]]) -> dict[AccessRole, Units | None]:
    """The roles with the schools of those that are for schools; UserError where schools are given for a role that is not."""
    for role, units in schools.items():
        if units and role not in roles:
            raise UserError(f"Đã chọn trường nhưng chưa chọn vai trò “{role.words}”; hãy chọn vai trò ấy, hoặc bỏ các trường.")
    return {role: frozenset(schools.get(role, ())) if role.is_for_units else None for role in roles}


def find_role(said: str) -> AccessRole:
    """The role of a word as screens show it (“cán bộ tổng hợp”) or as the store keeps it (officer); UserError for none."""
    role = _BY_WORDS.get(fold(said))
    if role is None:
        known = ", ".join(f"{one.value} ({one.words})" for one in AccessRole)
        raise UserError(f"Không có vai trò “{said}”; hãy ghi một trong: {known}.")
    return role


def describe_grants(grants: Grants, names: Mapping[str, str]) -> str:
    """“cán bộ tổng hợp; thẩm định MN Đồn Đạc, TH Lương Mông”. names: of schools by code."""
    told = (_describe(role, grants[role.value] or (), names) for role in AccessRole if role.value in grants)
    return "; ".join(told)


def describe_person(person: PersonRecord, names: Mapping[str, str]) -> str:
    """What somebody may do, or that and why they may do nothing any more."""
    return f"đã thôi quyền: {person.reason}" if person.withdrawn else describe_grants(person.grants, names)


def _describe(role: AccessRole, units: Collection[str], names: Mapping[str, str]) -> str:
    schools = ", ".join(names.get(code, code) for code in units)
    return f"{role.words}: {schools}" if schools else role.words
