"""The roster's changes: kept and found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Engine, RowMapping, func, insert, select

from danvan_metrics.errors import UserError
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.rostering.roster_tables import roster_changes
from danvan_metrics.store.saving import add_event
from danvan_metrics.units.changes.roster_change import RosterChange, RosterDeed

_LAST: Final = select(func.max(roster_changes.c.id))
_MEANWHILE: Final = "Danh sách đơn vị, trường vừa được người khác sửa; hãy xem lại rồi làm lần nữa."


class RosterStore:
    """The store's part that changes of the roster are written to; safe to share between threads, as its repository."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def last(self) -> int:
        """The number of the last change; 0 where there is none."""
        with reading(self._engine) as connection:
            return connection.execute(_LAST).scalar() or 0

    def list(self) -> tuple[RosterChange, ...]:
        """Every change in the order it was kept."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(roster_changes).order_by(roster_changes.c.id)).mappings()
            return tuple(map(_read_change, rows))

    def keep(self, changes: Sequence[RosterChange], told: Sequence[Mapping[str, Any]], *, seen: int, actor: str) -> None:
        """Keep changes that belong together, with an event each whose detail is `told`; all of them or none.

        seen: the number of the last change of the roster they were judged by; UserError where another came meanwhile.
        """
        now = datetime.now(UTC)
        with writing(self._engine) as connection:
            if (connection.execute(_LAST).scalar() or 0) != seen:
                raise UserError(_MEANWHILE)
            for change, detail in zip(changes, told, strict=True):
                connection.execute(insert(roster_changes), _write_change(change, actor, now))
                # It names no school: whoever stands under whom, figures of many may be other ones now.
                add_event(connection, {
                    "at": now, "action": f"roster_{change.deed}", "school": "", "period": "",
                    "submission": None, "detail": dict(detail), "actor": actor,
                })  # fmt: skip


def _write_change(change: RosterChange, actor: str, now: datetime) -> dict[str, Any]:
    return {
        "at": now,
        "deed": change.deed.value,
        "code": change.code,
        "on_day": change.on,
        "detail": dict(change.detail),
        "decision": change.decision,
        "reason": change.reason,
        "actor": actor,
    }


def _read_change(row: RowMapping) -> RosterChange:
    kept = {name: row[name] for name in ("code", "detail", "decision", "reason", "actor", "at")}
    return RosterChange(RosterDeed(row["deed"]), on=row["on_day"], number=row["id"], **kept)
