"""The district a command works on, and who runs the command."""

from __future__ import annotations

import getpass
from functools import partial

import click

from danvan_metrics.access.actor import EVERY_UNIT, STRANGER, AccessRole, Actor, sit_at_laptop
from danvan_metrics.access.admission import find_actor, is_keeper
from danvan_metrics.access.taking import note_refused
from danvan_metrics.district import District, open_district
from danvan_metrics.errors import UserError
from danvan_metrics.settings import Settings, load_settings
from danvan_metrics.store.founding import NoStoreThere
from danvan_metrics.store.people.people_store import fold_subject

_UNNAMED = "Kho này chỉ dành cho người được cấp quyền; hãy ghi địa chỉ đăng nhập của bạn ở DANVAN_ACTOR rồi chạy lại lệnh."
_NO_KEEPER = "Việc này chỉ dành cho quản trị ghi ở DANVAN_ADMINS; hãy ghi địa chỉ ấy ở DANVAN_ACTOR rồi chạy lại lệnh."
_UNKNOWN = "Phòng chưa cấp quyền cho “{subject}” (DANVAN_ACTOR); hãy nhờ quản trị của Phòng cấp quyền rồi chạy lại lệnh."


def open_office(*, sample: bool = False) -> District:
    """The district the environment names, at the plan of `--plan`; UserError for an unknown one.

    Its store is made where `--create`, or the settings, allow it, else UserError.
    """
    settings, asked = load_settings(), click.get_current_context().find_root().params
    try:
        district = open_district(settings, sample=sample, create=bool(asked.get("create")) or settings.create_store)
        return turn_to_plan(district, asked.get("plan") or "")
    except NoStoreThere as error:
        raise NoStoreThere(f"{error} Trên dòng lệnh, thêm --create ngay sau danvan_metrics cũng được.") from error


def turn_to_plan(district: District, code: str) -> District:
    """The district at one of its plans, "" for the usual; UserError where there is none, or where the sample has only another."""
    if district.sample and code not in {"", district.plan.code}:
        raise UserError(f"Dữ liệu minh họa chỉ có của kế hoạch “{district.plan.code}”; hãy bỏ --plan hoặc bỏ --sample.")
    return district.turn_to(code) if code else district


def find_office_actor(district: District) -> Actor:
    """Who runs a command, by DANVAN_ACTOR: on a laptop a name, else the account's; in a shared office a sign-in.

    UserError where a shared office does not know them. What is refused to them is kept.
    """
    sign_in = district.settings.sign_in
    if not sign_in.required:
        return sit_at_laptop(sign_in.name or _name_account())
    if not sign_in.name:
        raise UserError(_UNNAMED)
    office = open_office() if district.sample else district  # the sample knows nobody
    people = office.repository.people

    def list_appraised(name: str) -> frozenset[str]:
        from danvan_metrics.appraising import team_acts  # noqa: PLC0415 - only of those who sign in

        return team_acts.list_appraised(office, name)

    actor = find_actor(
        people, sign_in, fold_subject(sign_in.name), list_appraised=list_appraised, witness=partial(note_refused, people)
    )
    if actor == STRANGER:
        raise UserError(_UNKNOWN.format(subject=sign_in.name))
    return actor


def find_keeper(settings: Settings) -> Actor:
    """Who looks after a store that cannot be asked, for it is not there yet or damaged: on a laptop whoever sits there.

    In a shared office it is an administrator of the settings (DANVAN_ADMINS); UserError for anybody else.
    """
    sign_in = settings.sign_in
    if not sign_in.required:
        return sit_at_laptop(sign_in.name or _name_account())
    subject = fold_subject(sign_in.name)
    if not is_keeper(sign_in, subject):
        raise UserError(_NO_KEEPER)
    return Actor(sign_in.name, {AccessRole.ADMIN: EVERY_UNIT}, subject)


def _name_account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as containers have them
        return ""
