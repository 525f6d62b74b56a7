"""A shared office for tests: people let in, and the dashboard opened as one of them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from streamlit.testing.v1 import AppTest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.access.people_acts import grant_roles, withdraw_person
from danvan_metrics.district import District, open_district
from danvan_metrics.folders import SHIPPED
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed, AttemptRecord
from tests.builders_access import ADMIN

SCHOOL, OTHER = "MN-DAPTHANH", "TH-MINHCAM"
ADMINISTRATOR = "sep@example.vn"  # by the settings


def open_store() -> District:
    """The real district of the environment."""
    return open_district(load_settings(), create=True)


def let_in(role: AccessRole, *schools: str, name: str = "Cô Mai") -> str:
    """Let somebody in as this role, for these schools where it is for schools; how they sign in."""
    district = open_store()
    subject, units = f"{role}@example.vn", frozenset(schools) if role.is_for_units else None
    known = [one.code for one in district.roster.schools]
    grant_roles(district.repository.people, subject, name, {role: units}, known=known, actor=ADMIN)
    district.repository.close()
    return subject


def let_go(subject: str) -> None:
    """Withdraw somebody."""
    district = open_store()
    person = district.repository.people.find(subject)
    assert person
    withdraw_person(district.repository.people, person, "Chuyển công tác", actor=ADMIN)
    district.repository.close()


def claim(subject: str, *, hours: float = 1, **others: object) -> dict[str, Any]:
    """What a provider says of somebody whose sign-in runs out in so many hours."""
    told = {"is_logged_in": True, "email": subject, "email_verified": True, "name": "Tên ở nơi đăng nhập"}
    return told | {"exp": time.time() + hours * 3600} | others


def open_as(claims: Mapping[str, object], page: str = "", **parameters: str) -> AppTest:
    """The dashboard opened by somebody of these claims ({}: nobody), then at a page's file where one is named."""
    app = AppTest.from_file(str(SHIPPED / "dashboard.py"), default_timeout=60)
    app.user = dict(claims) or {"is_logged_in": False}
    for name, value in parameters.items():
        app.query_params[name.replace("_", "-")] = value
    app.run()
    return app.switch_page(f"pages/{page}.py").run() if page else app


def list_deeds(*deeds: AttemptDeed) -> list[AttemptRecord]:
    """What was tried, of these deeds."""
    district = open_store()
    kept = district.repository.people.list_attempts()
    district.repository.close()
    return [one for one in kept if not deeds or one.deed in deeds]
