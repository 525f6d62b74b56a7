"""Some schools' rows alone, found by index: what is read of them does not grow with how many other schools there are."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from danvan_metrics.store.appraising.appraisal_frames import load_rows
from danvan_metrics.store.appraising.declared_values import Sources
from danvan_metrics.store.frames import choose_in_force, choose_of_schools, load_frames, load_sent_back_frame
from danvan_metrics.store.records import Frames
from danvan_metrics.store.tables import events


def load_current_frames(connection: Connection, plan: str, sources: Sources, schools: Collection[str] | None = None) -> Frames:
    """Everything in force of these schools; None: of everybody. Types: see `store.frames`."""
    chosen = choose_in_force(plan) if schools is None else choose_of_schools(plan, schools)
    sent_back = load_sent_back_frame(connection, plan, schools)
    return load_frames(connection, chosen, sent_back, load_rows(connection, plan, sources, schools))


def find_last_event(connection: Connection, schools: Collection[str]) -> int:
    """The number of the last event about one of these schools ("": about none); 0 where there is none."""
    query = select(func.max(events.c.id)).where(events.c.school.in_(sorted(schools)))
    return connection.execute(query).scalar() or 0
