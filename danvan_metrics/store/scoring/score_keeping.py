"""Scores and sums, kept and read. They follow from other rows, and are the only ones here that are replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, bindparam, delete, func, insert, select

from danvan_metrics.store.appraising.appraisal_tables import appraisal_steps
from danvan_metrics.store.appraising.declared_values import Sources
from danvan_metrics.store.bulk import insert_rows
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.force import select_in_force
from danvan_metrics.store.records import Frames
from danvan_metrics.store.scoring.rows_of_schools import load_current_frames
from danvan_metrics.store.scoring.score_records import Scored, ScoredKey, SumKey, Summed
from danvan_metrics.store.scoring.score_tables import scored, scores, summed, unit_sums
from danvan_metrics.store.tables import events, refusals, submissions

_AT_ONCE: Final = 500  # names in one query
_SUM_NAMES: Final = SumKey._fields


class ScoreView:
    """What the store holds at one moment, looked up several times in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_last_event(self) -> int:
        """The number of the last event; 0 in an empty store."""
        return self._connection.execute(select(func.max(events.c.id))).scalar() or 0

    def find_summed(self, plan: str) -> Summed | None:
        """What the sums of a plan hold; None where nothing was ever summed."""
        row = self._connection.execute(select(summed).where(summed.c.plan == plan)).first()
        return Summed(row.rule, row.places, row.event, row.built) if row else None

    def list_touched(self, since: int) -> dict[ScoredKey, int]:
        """The last event after this one about each school's period; period "": about the school whatever the period.

        Events are of no plan: what touched a school's period under another one is scored once more, and comes out the same.
        """
        # not grouped by the database, which would read through everything by the index of schools
        new = select(events.c.school, events.c.period, events.c.id).where(events.c.id > since).order_by(events.c.id)
        return {ScoredKey(school, period): number for school, period, number in self._connection.execute(new) if school}

    def list_known(self, plan: str) -> set[ScoredKey]:
        """Every school's period of which anything is there: a return, a file sent back, or an appraisal."""
        tables = (submissions, refusals, appraisal_steps)
        named = (select(one.c.school, one.c.period).where(one.c.plan == plan).distinct() for one in tables)
        found = (row for query in named for row in self._connection.execute(query))
        return {ScoredKey(school, period) for school, period in found if school and period}

    def list_scored(self, plan: str) -> dict[ScoredKey, tuple[str, int]]:
        """Where everything that was scored is summed, and up to which event it was scored."""
        query = select(scored.c.school, scored.c.period, scored.c.place, scored.c.event).where(scored.c.plan == plan)
        return {ScoredKey(school, period): (place, event) for school, period, place, event in self._connection.execute(query)}

    def load_scored(self, plan: str, keys: Collection[ScoredKey], lenses: Collection[str]) -> dict[ScoredKey, Scored]:
        """How these were scored, with their figures through these lenses; what was not is left out."""
        figures: dict[ScoredKey, dict[str, bytes]] = defaultdict(dict)
        for row in self._of_schools(scores, plan, keys):
            if row.lens in lenses:
                figures[ScoredKey(row.school, row.period)][row.lens] = row.figures
        found = ((ScoredKey(row.school, row.period), row) for row in self._of_schools(scored, plan, keys))
        return {key: Scored(row.rule, row.place, row.event, row.submission, figures.get(key, {})) for key, row in found}

    def load_sums(self, plan: str, period: str, lens: str, units: Collection[str] | None) -> dict[SumKey, bytes]:
        """The sums of these units (None: of all); a row in which all is 0 is not there."""
        named = (unit_sums.c[name] == value for name, value in {"plan": plan, "period": period, "lens": lens}.items())
        query = select(*(unit_sums.c[name] for name in _SUM_NAMES), unit_sums.c.figures).where(*named)
        parts = [query] if units is None else [query.where(unit_sums.c.unit.in_(part)) for part in _split(units)]
        found = (row for part in parts for row in self._connection.execute(part))
        return {SumKey(*key): figures for *key, figures in found}

    def load_frames(self, plan: str, sources: Sources, schools: Collection[str]) -> Frames:
        """As Repository.load_frames of these schools, within this transaction."""
        return load_current_frames(self._connection, plan, sources, schools)

    def list_in_force(self, plan: str, schools: Collection[str]) -> dict[ScoredKey, int]:
        """The number of the hand-in in force of each of these schools' periods."""
        force = select_in_force(plan, schools).subquery()
        rows = self._connection.execute(select(force.c.school, force.c.period, force.c.id))
        return {ScoredKey(school, period): number for school, period, number in rows}

    def _of_schools(self, table: Table, plan: str, keys: Collection[ScoredKey]) -> Iterator[Any]:
        for part in _split({key.school for key in keys}):
            for row in self._connection.execute(select(table).where(table.c.plan == plan, table.c.school.in_(part))):
                if ScoredKey(row.school, row.period) in keys:
                    yield row


class ScoreKeeping(ScoreView):
    """A view that holds the store's write lock."""

    def begin_anew(self, plan: str, state: Summed) -> None:
        """Throw away every score and sum of a plan."""
        for table in (scores, scored, unit_sums, summed):
            self._connection.execute(delete(table).where(table.c.plan == plan))
        self._connection.execute(insert(summed), _write_summed(plan, state))

    def keep_summed(self, plan: str, state: Summed) -> None:
        """Say what the sums hold from now on."""
        self._connection.execute(delete(summed).where(summed.c.plan == plan))
        self._connection.execute(insert(summed), _write_summed(plan, state))

    def replace_scores(self, plan: str, found: Mapping[ScoredKey, Scored]) -> None:
        """Keep scores in place of those that were kept of the same schools' periods."""
        if not found:
            return
        keys = [{"a_school": key.school, "a_period": key.period} for key in found]
        for table in (scores, scored):
            same = (table.c.plan == plan, table.c.school == bindparam("a_school"), table.c.period == bindparam("a_period"))
            self._connection.execute(delete(table).where(*same), keys)
        insert_rows(
            self._connection, scored, [(plan, *key, one.submission, one.rule, one.place, one.event) for key, one in found.items()]
        )
        rows = [(plan, *key, lens, own) for key, one in found.items() for lens, own in (one.figures or {}).items()]
        insert_rows(self._connection, scores, rows)

    def replace_sums(self, plan: str, sums: Mapping[SumKey, bytes | None]) -> None:
        """Keep sums in place of those there were; None: nothing is left of them."""
        if not sums:
            return
        same = (unit_sums.c[name] == bindparam(f"a_{name}") for name in _SUM_NAMES)
        gone = [{f"a_{name}": value for name, value in key._asdict().items()} for key in sums]
        self._connection.execute(delete(unit_sums).where(unit_sums.c.plan == plan, *same), gone)
        insert_rows(self._connection, unit_sums, [(plan, *key, own) for key, own in sums.items() if own is not None])


class Scoring:
    """The store's part that keeps what follows from the rest; safe to share between threads, as its repository."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def view(self) -> Iterator[ScoreView]:
        """The store as it stands now, for several look-ups at once."""
        with reading(self._engine) as connection:
            yield ScoreView(connection)

    @contextmanager
    def keep(self) -> Iterator[ScoreKeeping]:
        """Look up and then keep in one transaction; other writers wait."""
        with writing(self._engine) as connection:
            yield ScoreKeeping(connection)


def _split(names: Iterable[str]) -> Iterator[list[str]]:
    named = sorted(names)
    return (named[start : start + _AT_ONCE] for start in range(0, len(named), _AT_ONCE))


def _write_summed(plan: str, state: Summed) -> dict[str, Any]:
    return {"plan": plan, "rule": state.rule, "places": state.places, "event": state.event, "built": state.built}
