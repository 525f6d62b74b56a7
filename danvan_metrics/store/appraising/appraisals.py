"""The store's part that appraisals write to: teams, steps, decisions on lines, evidence seen. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, select

from danvan_metrics.store import listing
from danvan_metrics.store.appraising.appraisal_frames import list_in_force, load_records
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, AppraisalRecord, SheetFile, Step, Team, VerdictRecord
from danvan_metrics.store.appraising.declared_values import DeclaredValues, Sources
from danvan_metrics.store.appraising.step_keeping import keep_step, keep_tick, load_assigned, name_appraisal
from danvan_metrics.store.appraising.team_keeping import keep_team, load_teams, load_teams_named
from danvan_metrics.store.appraising.verdict_keeping import keep_verdicts, list_sheets, load_sheet
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.force import number_in_force
from danvan_metrics.store.loading import find_submission, read_return
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.workbook.answers import Return


class AppraisalView:
    """What the store holds about appraisals at one moment, looked up several times in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, key: AppraisalKey) -> AppraisalRecord:
        """An appraisal with everything done to it; one without steps where nobody has been assigned."""
        named = name_appraisal(key)
        found = load_records(self._connection, named.pop("plan"), **named)
        return found.get(key, AppraisalRecord(key=key))

    def list_records(self, plan: str, **more: str) -> dict[AppraisalKey, AppraisalRecord]:
        """The appraisals of a plan that were assigned, or those of one school=, period= or round=."""
        return load_records(self._connection, plan, **more)

    def list_teams(self, plan: str) -> dict[int, Team]:
        """Every team as it stands, dissolved ones too, by each number it ever had."""
        return load_teams(self._connection, plan)

    def list_assigned(self, plan: str) -> dict[AppraisalKey, int]:
        """The number of the team that each appraisal was given to last, as the team was named then."""
        return load_assigned(self._connection, plan)

    def find_team_named(self, plan: str, number: int) -> Team | None:
        """A team as it was named then, whatever became of it since."""
        return load_teams_named(self._connection, plan).get(number)

    def find_in_force(self, key: AppraisalKey) -> int | None:
        """The number of the hand-in in force, None where there is none."""
        named = {name: getattr(key, name) for name in ("plan", "school", "period")}
        found: int | None = self._connection.execute(select(number_in_force()), named).scalar()
        return found

    def list_in_force(self, plan: str) -> dict[tuple[str, str], int]:
        """The number of the hand-in in force by school and period."""
        return list_in_force(self._connection, plan)

    def find_return(self, number: int) -> Return:
        """The return of a hand-in; UserError where there is no such one."""
        return read_return(self._connection, find_submission(self._connection, number))

    def find_submission(self, plan: str, school: str, number: int) -> SubmissionRecord:
        """A hand-in of a school; StopIteration where it is none of its."""
        return next(one for one in listing.list_submissions(self._connection, plan, school) if one.id == number)

    def list_sheets(self, key: AppraisalKey) -> dict[str, str]:
        """The names of the phiếu handed in for an appraisal, by their SHA-256."""
        return list_sheets(self._connection, key)

    def load_declared(self, numbers: Collection[int], sources: Sources) -> DeclaredValues:
        """What was declared on each line of these hand-ins; `sources`: the lines that the sheet Mô hình answers."""
        return DeclaredValues(self._connection, numbers, sources)


class AppraisalKeeping(AppraisalView):
    """A view that holds the store's write lock: what it was asked about cannot change before it keeps something."""

    def keep_team(self, plan: str, team: Team, *, actor: str) -> int:
        """Add a team as it is from now on (its `id` is not looked at); the number it gets."""
        return keep_team(self._connection, plan, team, actor=actor)

    def keep_step(self, key: AppraisalKey, step: Step) -> None:
        """Add a step and its event."""
        keep_step(self._connection, key, step)

    def keep_verdicts(self, key: AppraisalKey, records: Sequence[VerdictRecord], sheet: SheetFile | None = None) -> None:
        """Add decisions of one appraiser, their event, and the phiếu they came in with."""
        keep_verdicts(self._connection, key, records, sheet)

    def keep_tick(self, key: AppraisalKey, code: str, *, seen: bool, appraiser: str) -> None:
        """Add that a piece of evidence was seen, or was not after all, and its event."""
        keep_tick(self._connection, key, code, seen=seen, appraiser=appraiser)


class Appraisals:
    """Appraisals in the store; safe to share between threads. Every method may raise StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def view(self) -> Iterator[AppraisalView]:
        """The store as it stands now, for several look-ups at once."""
        with reading(self._engine) as connection:
            yield AppraisalView(connection)

    @contextmanager
    def keep(self) -> Iterator[AppraisalKeeping]:
        """Look up and then keep in one transaction, all of it or nothing; other writers wait."""
        with writing(self._engine) as connection:
            yield AppraisalKeeping(connection)

    def find(self, key: AppraisalKey) -> AppraisalRecord:
        """An appraisal with everything done to it; one without steps where nobody has been assigned."""
        with self.view() as view:
            return view.find(key)

    def load_sheet(self, key: AppraisalKey, digest: str) -> SheetFile:
        """A phiếu handed in for an appraisal, as it came; UserError where there is none, StoreError where it has changed."""
        with reading(self._engine) as connection:
            return load_sheet(connection, key, digest)

    def list_records(self, plan: str, **more: str) -> tuple[AppraisalRecord, ...]:
        """The appraisals of a plan that were assigned, or those of one school=, period= or round=."""
        with self.view() as view:
            return tuple(view.list_records(plan, **more).values())

    def list_teams(self, plan: str) -> tuple[Team, ...]:
        """The teams of a plan as they stand, dissolved ones too, in the order they were first named."""
        with self.view() as view:
            return tuple(dict.fromkeys(view.list_teams(plan).values()))
