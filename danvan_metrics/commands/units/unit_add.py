"""`units add`: a new unit, or with a level a new school."""

from __future__ import annotations

from typing import Any

from danvan_metrics.commands.office import open_office
from danvan_metrics.commands.units.decided import Decided
from danvan_metrics.commands.units.unit_change import keep_changes
from danvan_metrics.units.changes.roster_change import RosterDeed


def run(*, sample: bool, code: str, level: str, decided: Decided, **fields: Any) -> int:
    """Keep it, or on a dry run only tell it."""
    detail = _describe_school(fields, level, sample=sample) if level else _describe_unit(fields)
    return keep_changes([decided.change(RosterDeed.ADDED, code, detail)], sample=sample, dry_run=decided.dry_run)


def _describe_unit(fields: dict[str, Any]) -> dict[str, Any]:
    return {"is": "unit", **{name: fields[name] for name in ("name", "short_name", "parent", "kind")}}


def _describe_school(fields: dict[str, Any], level: str, *, sample: bool) -> dict[str, Any]:
    """A school is in the commune it stands under, unless another is told."""
    above = open_office(sample=sample).roster.tree.by_code.get(fields["parent"])
    own = {name: fields[name] for name in ("name", "short_name", "parent", "model")}
    where = fields["commune"] or (above.short_name if above else "")
    return {"is": "school", **own, "level": level, "type": fields["school_type"], "commune": where, "confirmed": True}
