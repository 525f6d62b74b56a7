"""`units import`: bring the roster to what a list says; who is new is added, what differs is set right, nobody is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from danvan_metrics.commands.office import open_office
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.commands.units.decided import Decided
from danvan_metrics.commands.units.unit_change import keep_changes
from danvan_metrics.errors import UserError
from danvan_metrics.units.changes.roster_change import SCHOOL_FIELDS, UNIT_FIELDS, RosterDeed
from danvan_metrics.units.listed_rows import list_school_rows, list_unit_rows
from danvan_metrics.units.roster import Roster

_ONE_PARENT: Final = "“{code}” có nhiều đơn vị cấp trên; hãy chỉ ghi một trong tệp này, rồi dùng units move."


def run(*, sample: bool, file: Path, schools: bool, decided: Decided) -> int:
    """Keep what the list has and the roster has not, or on a dry run only tell it."""
    district = open_office(sample=sample)
    rows = list_school_rows(file, district.plan) if schools else list_unit_rows(file)
    found = _compare(district.roster, rows, "unit" if schools else "parent", is_unit=not schools)
    changes = [decided.change(deed, code, detail) for deed, code, detail in found]
    if not changes:
        say("Danh sách như cũ; không có gì phải ghi.")
        return 0
    return keep_changes(changes, sample=sample, dry_run=decided.dry_run)


def _compare(
    roster: Roster, rows: list[dict[str, Any]], above: str, *, is_unit: bool
) -> Iterator[tuple[RosterDeed, str, dict[str, Any]]]:
    known = {**roster.tree.by_code} if is_unit else {school.code: school for school in roster.schools}
    fields = UNIT_FIELDS if is_unit else SCHOOL_FIELDS
    for row in rows:
        if len(row.get(above, ())) > 1:
            raise UserError(_ONE_PARENT.format(code=row["code"]))
        own = {name: list(row[name]) if isinstance(row[name], tuple) else row[name] for name in fields if name in row}
        one = known.get(row["code"])
        if one is None:
            named = {"name": row["name"], "short_name": row["short_name"], "parent": next(iter(row.get(above, ())), "")}
            yield RosterDeed.ADDED, row["code"], {"is": "unit" if is_unit else "school", **named, **own}
        elif differing := {name: value for name, value in own.items() if _plain(getattr(one, name)) != value}:
            yield RosterDeed.CORRECTED, row["code"], differing


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
