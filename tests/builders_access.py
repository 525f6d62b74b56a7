"""People for tests: one of each role, and the one who sits at a laptop."""

from __future__ import annotations

from danvan_metrics.access.actor import EVERY_UNIT, AccessRole, Actor, Denial, sit_at_laptop

OFFICE = sit_at_laptop("Nguyễn Thị Lan")  # who does what a test does not care who does


def build_actor(role: AccessRole, *schools: str, name: str = "", refused: list[Denial] | None = None) -> Actor:
    """Somebody with one role: for these schools where it is granted for schools, else for the district.

    refused: where every refusal is written down.
    """
    units = frozenset(schools) if role.is_for_units else EVERY_UNIT
    return Actor(name or f"Người {role}", {role: units}, f"{role}@example.vn", None if refused is None else refused.append)


LEADER = build_actor(AccessRole.LEADER, name="Trần Văn Minh")
OFFICER = build_actor(AccessRole.OFFICER, name="Nguyễn Thị Lan")
ADMIN = build_actor(AccessRole.ADMIN, name="Lê Quản Trị")
GUEST = build_actor(AccessRole.GUEST, name="Khách họp")
