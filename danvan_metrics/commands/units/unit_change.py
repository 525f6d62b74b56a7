"""`units rename|merge|split|close|move|correct`: one change of the roster, told before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import click

from danvan_metrics.access.policies import check_can_manage_roster
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.commands.units.decided import Decided
from danvan_metrics.errors import UserError
from danvan_metrics.roster_acts.roster_keeping import change_roster, preview_changes
from danvan_metrics.units.changes.roster_change import FIELD_WORDS, RosterChange, RosterDeed
from danvan_metrics.units.roster_cells import read_flag, read_names

_FLAGS: Final = frozenset({"model", "confirmed"})
_LISTS: Final = frozenset({"recipients", "other_names"})


def run(*, sample: bool, deed: RosterDeed, code: str, decided: Decided, **detail: Any) -> int:
    """Keep the change, or on a dry run only tell it."""
    prepared = {name: _PREPARE.get(name, _same)(value) for name, value in detail.items()}
    told = prepared.pop("fields", {})
    return keep_changes([decided.change(deed, code, prepared | dict(told))], sample=sample, dry_run=decided.dry_run)


def keep_changes(changes: Sequence[RosterChange], *, sample: bool, dry_run: bool) -> int:
    """Keep them, or only tell what they would do."""
    district = open_office(sample=sample)
    if dry_run:
        check_can_manage_roster(find_office_actor(district))
        click.echo(f"{preview_changes(district, changes)} (chưa ghi)")
        return 0
    say(change_roster(district, changes, actor=find_office_actor(district)))
    return 0


def _same(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _read_fields(pairs: Sequence[str]) -> Mapping[str, Any]:
    return {name: _read_field(name, value) for name, value in (_part(pair) for pair in pairs)}


def _read_field(name: str, value: str) -> Any:
    if name not in FIELD_WORDS:
        raise UserError(f"Không có ô “{name}”; hãy dùng một trong: {', '.join(FIELD_WORDS)}.")
    if name in _FLAGS:
        return read_flag(value, name)
    return list(read_names(value, name)) if name in _LISTS else value.strip()


def _part(pair: str) -> tuple[str, str]:
    name, sign, value = pair.partition("=")
    if not sign:
        raise UserError(f"“{pair}” chưa đúng dạng; hãy ghi như head=Nguyễn Văn A.")
    return name.strip(), value.strip()


def _read_places(pairs: Sequence[str]) -> Mapping[str, str]:
    return dict(_part(pair) for pair in pairs)


_PREPARE: Final[Mapping[str, Callable[[Any], Any]]] = {"fields": _read_fields, "places": _read_places}
