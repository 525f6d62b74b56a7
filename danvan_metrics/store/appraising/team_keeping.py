"""Teams kept and read: a team is known by its round and name, and its last row counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from danvan_metrics.plan.verdicts import Role
from danvan_metrics.store.appraising.appraisal_records import Member, Team
from danvan_metrics.store.appraising.appraisal_tables import team_members, teams
from danvan_metrics.store.saving import add_event, first_key
from danvan_metrics.vietnamese import fold

NAMED = "team_named"
DISSOLVED = "team_dissolved"


def keep_team(connection: Connection, plan: str, team: Team, *, actor: str) -> int:
    """Add a team as it is from now on; the number it gets."""
    now, before = datetime.now(UTC), _find_standing(connection, plan, team)
    row = {"plan": plan, "round": team.round, "name": team.name, "dissolved": team.dissolved, "actor": actor, "at": now}
    number = first_key(connection.execute(insert(teams), row).inserted_primary_key)
    rows = [_write_member(number, position, member) for position, member in enumerate(team.members)]
    if rows:
        connection.execute(insert(team_members), rows)
    told = {"before": _tell_members(before), "after": [] if team.dissolved else _tell_members(team)}
    detail = {"team": number, "round": team.round, "name": team.name, "members": len(rows), **told}
    event = {"action": DISSOLVED if team.dissolved else NAMED, "school": "", "period": "", "submission": None, "actor": actor}
    add_event(connection, {**event, "detail": detail, "at": now})
    return number


def _write_member(team: int, position: int, member: Member) -> dict[str, object]:
    return {"team": team, "position": position, **asdict(member), "role": member.role.value}


def _find_standing(connection: Connection, plan: str, team: Team) -> Team | None:
    """The team of this round and name as it stood until now."""
    named = load_teams_named(connection, plan).values()
    same = [one for one in named if (one.round, fold(one.name)) == (team.round, fold(team.name))]
    return same[-1] if same and not same[-1].dissolved else None


def _tell_members(team: Team | None) -> list[list[str]]:
    return [[member.name, member.role.value] for member in team.members] if team else []


def load_teams(connection: Connection, plan: str) -> dict[int, Team]:
    """Every team of a plan as it stands, by each number it ever had."""
    named = load_teams_named(connection, plan)
    last = {(team.round, fold(team.name)): team for team in named.values()}
    return {number: last[team.round, fold(team.name)] for number, team in named.items()}


def load_teams_named(connection: Connection, plan: str) -> dict[int, Team]:
    """Every team of a plan as it was named under each of its numbers, oldest first."""
    query = select(teams.c.id, teams.c.round, teams.c.name, teams.c.dissolved).where(teams.c.plan == plan)
    rows = connection.execute(query.order_by(teams.c.id)).all()
    members = _load_members(connection, [row.id for row in rows])
    return {row.id: Team(row.id, row.round, row.name, members.get(row.id, ()), row.dissolved) for row in rows}


def _load_members(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[Member, ...]]:
    named = defaultdict(list)
    query = select(*team_members.columns).where(team_members.c.team.in_(numbers))
    for row in connection.execute(query.order_by(team_members.c.team, team_members.c.position)):
        named[row.team].append(Member(row.name, Role(row.role), row.workplace, row.title))
    return {number: tuple(each) for number, each in named.items()}
