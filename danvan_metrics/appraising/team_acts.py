"""Teams: who goes out to appraise, in which round (appraisal.md, “Who and in what order”)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_organise_appraisal
from danvan_metrics.appraising.appraisal_case import clean_words, find_round, works_in
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.verdicts import Role
from danvan_metrics.store.appraising.appraisal_records import Member, Team
from danvan_metrics.store.appraising.appraisals import AppraisalView
from danvan_metrics.vietnamese import fold


def name_team(district: District, round: str, name: str, members: Sequence[Member], *, actor: Actor) -> int:  # noqa: A002
    """Name a team, or change the members of the team of this name in this round; its number.

    UserError for a blank name, fewer members than the office set, a name twice, or not exactly one head.
    """
    check_can_organise_appraisal(actor)
    plan = district.plan
    code, named, members = find_round(plan, round).code, clean_words(name), tuple(map(_clean_member, members))
    if not named:
        raise UserError("Tổ thẩm định chưa có tên; hãy ghi tên, ví dụ “Tổ thẩm định số 1”.")
    _check_members(plan, named, members)
    with district.repository.appraisals.keep() as keeping:
        return keeping.keep_team(plan.code, Team(0, code, named, members), actor=clean_words(actor.name))


def dissolve_team(district: District, team: int, *, actor: Actor) -> None:
    """Let a team judge nothing any more; what it found stays. UserError for one unknown, or dissolved already."""
    check_can_organise_appraisal(actor)
    with district.repository.appraisals.keep() as keeping:
        found = find_team(keeping, district.plan, team)
        keeping.keep_team(district.plan.code, replace(found, dissolved=True), actor=clean_words(actor.name))


def list_teams(district: District) -> tuple[Team, ...]:
    """The teams as they stand, dissolved ones too, in the order they were first named."""
    return district.repository.appraisals.list_teams(district.plan.code)


def list_appraised(district: District, name: str) -> frozenset[str]:
    """The schools given to the standing teams in which the person of this name sits, in whatever round and period.

    The school they work in is not among them: nobody appraises it, though their team may.
    """
    with district.repository.appraisals.view() as view:
        teams = view.list_teams(district.plan.code)
        given = view.list_assigned(district.plan.code)
    seats = {number: seat for number, team in teams.items() if (seat := _find_seat(team, name))}
    known = {one.code: one for one in district.roster.schools}
    return frozenset(
        key.school
        for key, number in given.items()
        if number in seats and key.school in known and not works_in(seats[number], known[key.school])
    )


def _find_seat(team: Team, name: str) -> Member | None:
    members = () if team.dissolved or not fold(name) else team.members
    return next((one for one in members if fold(one.name) == fold(name)), None)


def find_team(view: AppraisalView, plan: Plan, number: int) -> Team:
    """A team that may judge, by any number it ever had; UserError where there is none, or it was dissolved."""
    found = view.list_teams(plan.code).get(number)
    if found is None:
        raise UserError(f"Không có tổ thẩm định số {number} trong kho dữ liệu; hãy chọn tổ trong danh sách.")
    if found.dissolved:
        raise UserError(f"“{found.name}” đã giải thể; hãy chọn tổ khác hoặc lập tổ mới.")
    return found


def _clean_member(member: Member) -> Member:
    words = {name: clean_words(getattr(member, name)) for name in ("name", "workplace", "title")}
    return replace(member, **words)  # type: ignore[arg-type]


def _check_members(plan: Plan, name: str, members: Sequence[Member]) -> None:
    fewest = round(plan.thresholds.fewest_members.value) if plan.thresholds.fewest_members else 1
    if any(not member.name for member in members):
        raise UserError(f"“{name}” có thành viên chưa ghi họ tên; hãy ghi đủ họ tên.")
    if len(members) < fewest:
        raise UserError(f"“{name}” có {len(members)} người; tổ thẩm định cần ít nhất {fewest} người, hãy thêm người.")
    twice = next((one.name for place, one in enumerate(members) if fold(one.name) in _fold_names(members[:place])), None)
    if twice:
        raise UserError(f"“{name}” ghi tên {twice} hai lần; hãy bỏ một dòng, hoặc ghi thêm để phân biệt hai người trùng tên.")
    heads = sum(member.role is Role.HEAD for member in members)
    if heads != 1:
        told = "chưa có trưởng" if not heads else f"có {heads} trưởng"
        raise UserError(f"“{name}” {told}; hãy chọn đúng một người làm trưởng.")


def _fold_names(members: Sequence[Member]) -> set[str]:
    return {fold(member.name) for member in members}
