"""Actions as they read now, with everything that happened to them, put together from rows that are only ever added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select

from danvan_metrics.store.meeting_tables import action_changes, action_steps, actions
from danvan_metrics.store.records import ActionRecord, ChangedAction, SteppedAction

Happening = ChangedAction | SteppedAction


def list_records(connection: Connection, wanted: ColumnElement[bool]) -> tuple[ActionRecord, ...]:
    """The actions wanted (a condition on the table of actions), in the order they were agreed on."""
    rows = connection.execute(select(actions).where(wanted).order_by(actions.c.id)).mappings().all()
    happened = defaultdict[int, list[Happening]](list)
    for number, one in _list_happenings(connection, wanted):
        happened[number].append(one)
    return tuple(_put_together(row, happened[row["id"]]) for row in rows)


def _list_happenings(connection: Connection, wanted: ColumnElement[bool]) -> Iterable[tuple[int, Happening]]:
    """By action, each table in its own order; across the two by the moment."""
    changes = ((row["action"], _read_change(row)) for row in _load(connection, action_changes, wanted))
    steps = ((row["action"], _read_step(row)) for row in _load(connection, action_steps, wanted))
    return sorted([*changes, *steps], key=lambda pair: pair[1].at)


def _load(connection: Connection, table: Table, wanted: ColumnElement[bool]) -> Iterable[RowMapping]:
    query = select(table).join(actions, actions.c.id == table.c.action).where(wanted).order_by(table.c.id)
    return connection.execute(query).mappings().all()


def _read_change(row: RowMapping) -> ChangedAction:
    return ChangedAction(**{name: row[name] for name in ("task", "person", "due", "on_day", "reason", "actor", "at")})


def _read_step(row: RowMapping) -> SteppedAction:
    return SteppedAction(**{name: row[name] for name in ("state", "on_day", "note", "actor", "at")})


def _put_together(row: RowMapping, happened: list[Happening]) -> ActionRecord:
    kept: dict[str, Any] = {name: row[name] for name in ("id", "period", "school", "subject", "agreed_on", "actor")}
    first = ChangedAction(row["task"], row["person"], row["due"], row["agreed_on"], "", row["actor"], row["at"])
    last = [first, *(one for one in happened if isinstance(one, ChangedAction))][-1]
    steps = [one for one in happened if isinstance(one, SteppedAction)]
    step = steps[-1] if steps and steps[-1].state != "open" else None
    ended: dict[str, Any] = {"state": step.state, "closed_on": step.on_day, "note": step.note} if step else {}
    return ActionRecord(
        **kept, task=last.task, person=last.person, due=last.due, **ended, agreed_as=first, happened=tuple(happened)
    )
