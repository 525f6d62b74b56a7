"""`people import`: let in everybody of a list; whose row is wrong stays as they were, and the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.people_acts import grant_roles, stands_like
from danvan_metrics.commands.people.people_file import PersonRow, read_people_file
from danvan_metrics.commands.people.people_office import open_people, read_roles
from danvan_metrics.commands.terminal.saying import is_quiet, say
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.people.people_store import fold_subject


@dataclass(frozen=True, slots=True)
class RowEnd:
    """What came of a row."""

    row: PersonRow
    told: str
    wrong: bool = False


def run(*, sample: bool, file: Path) -> int:
    """Keep everybody whose row is right; the exit code is 1 where any is wrong."""
    district, actor = open_people(sample=sample)
    ends = []
    for end in _keep_each(district, actor, read_people_file(file)):
        ends.append(end)
        if end.wrong or not is_quiet():
            click.echo(f"Dòng {end.row.number}, {end.row.name or end.row.subject}: {end.told}")
    wrong = sum(end.wrong for end in ends)
    say(f"Tổng cộng {len(ends)} dòng" + (f", {wrong} dòng cần sửa." if wrong else "."))
    return 1 if wrong else 0


def _keep_each(district: District, actor: Actor, rows: Iterable[PersonRow]) -> Iterator[RowEnd]:
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(fold_subject(row.subject), row.number)
        if first != row.number:
            yield RowEnd(row, f"LỖI: {row.subject} đã có ở dòng {first}; hãy gộp làm một dòng.", wrong=True)
            continue
        try:
            yield RowEnd(row, _keep(district, actor, row))
        except StoreError:
            raise
        except UserError as error:
            yield RowEnd(row, f"LỖI: {error}", wrong=True)


def _keep(district: District, actor: Actor, row: PersonRow) -> str:
    people, roster = district.repository.people, district.roster
    roles = read_roles(roster, row.roles, row.schools, row.appraised)
    if stands_like(people.find(row.subject), row.name, roles):
        return "như cũ"
    grant_roles(people, row.subject, row.name, roles, known=[one.code for one in roster.schools], actor=actor)
    return "đã ghi"
