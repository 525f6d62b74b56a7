"""The office's word as rows of the tables that figures are computed from, of one moment with the rest of the store."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, AppraisalRecord, Team
from danvan_metrics.store.appraising.appraisal_tables import appraisal_steps, evidence_seen, verdicts
from danvan_metrics.store.appraising.declared_values import DeclaredValues, Sources
from danvan_metrics.store.appraising.line_standing import LineStanding, find_standings
from danvan_metrics.store.appraising.step_keeping import load_steps, load_ticks, match_appraisals
from danvan_metrics.store.appraising.team_keeping import load_teams
from danvan_metrics.store.appraising.verdict_keeping import load_verdicts
from danvan_metrics.store.force import select_in_force


class AppraisalRow(NamedTuple):
    """A school's appraisal in a round; fields as APPRAISAL_COLUMNS.

    submission: the hand-in it was concluded on, else the last one judged (0: none yet). team: its name, "" before.
    """

    school: str
    period: str
    round: str
    stage: str
    version: int
    submission: int
    concluded_on: date | None
    team: str


class VerdictRow(NamedTuple):
    """The decision that counts on a line of an appraisal; fields as VERDICT_COLUMNS.

    sheet: SHA-256 of the phiếu it came in with; None: entered at the desk.
    """

    school: str
    period: str
    round: str
    line: str
    outcome: str
    to_do: float | None
    done: float | None
    choice: str | None
    dated: date | None
    seen: float | None
    method: str | None
    reason: str
    appraiser: str
    judged_on: date | None
    submission: int
    recheck: bool
    sheet: str | None = None


class AppraisalRows(NamedTuple):
    """Every appraisal that was assigned, and what counts in it."""

    appraisals: tuple[AppraisalRow, ...] = ()
    verdicts: tuple[VerdictRow, ...] = ()


def load_records(
    connection: Connection, plan: str, schools: Collection[str] | None = None, **more: str
) -> dict[AppraisalKey, AppraisalRecord]:
    """The appraisals of a plan that were assigned, or those of some schools, or of one school, period or round (named so)."""
    tables = (appraisal_steps, verdicts, evidence_seen)
    steps, judged, seen = (match_appraisals(table, plan, schools, **more) for table in tables)
    found = load_steps(connection, *steps)
    if not found:
        return {}
    kept, ticks = load_verdicts(connection, *judged), load_ticks(connection, *seen)
    return {
        key: AppraisalRecord(key=key, steps=tuple(done), verdicts=tuple(kept.get(key, ())), seen=ticks.get(key, {}))
        for key, done in found.items()
    }


def load_rows(connection: Connection, plan: str, sources: Sources, schools: Collection[str] | None = None) -> AppraisalRows:
    """The office's word on a plan, or on some schools; `sources`: the lines that the sheet Mô hình answers."""
    records = load_records(connection, plan, schools)
    if not records:
        return AppraisalRows()
    teams = load_teams(connection, plan)
    force = list_in_force(connection, plan, schools)
    standings = {key: find_standings(record) for key, record in records.items()}
    declared = load_changed(connection, standings, force, sources)
    return AppraisalRows(
        tuple(_describe_appraisal(record, teams) for record in records.values()),
        tuple(
            row
            for key, record in records.items()
            for row in _list_verdicts(record, standings[key], declared, force.get((key.school, key.period)))
        ),
    )


def list_in_force(connection: Connection, plan: str, schools: Collection[str] | None = None) -> dict[tuple[str, str], int]:
    """The number of the hand-in in force by school and period, of a plan or of some schools."""
    force = select_in_force(plan, schools).subquery()
    found = connection.execute(select(force.c.school, force.c.period, force.c.id))
    return {(school, period): number for school, period, number in found}


def load_changed(
    connection: Connection,
    standings: Mapping[AppraisalKey, Mapping[str, LineStanding]],
    force: Mapping[tuple[str, str], int],
    sources: Sources,
) -> DeclaredValues:
    """What was declared where another hand-in is in force than the one judged: only there can a line have changed."""
    numbers: set[int] = set()
    for key, lines in standings.items():
        now = force.get((key.school, key.period))
        judged = list_judged(lines) - {now}
        numbers |= {*judged, *({now} if judged and now is not None else ())}
    return DeclaredValues(connection, numbers, sources)


def list_judged(standings: Mapping[str, LineStanding]) -> set[int]:
    """The hand-ins that any decision was made on, in whatever lane."""
    return {kept.submission for standing in standings.values() for kept in standing.lanes.values()}


def _describe_appraisal(record: AppraisalRecord, teams: Mapping[int, Team]) -> AppraisalRow:
    key, concluded = record.key, record.stage is Stage.CONCLUDED
    judged = [kept.submission for kept in record.verdicts]
    stepped = [step.submission for step in record.steps if step.submission is not None]
    last = (stepped if concluded else judged or stepped)[-1:]
    held = record.conclusion.get("held_on") if concluded and record.conclusion else None
    team = teams.get(record.team) if record.team is not None else None
    return AppraisalRow(
        *(key.school, key.period, key.round, record.stage.value, record.version),
        submission=last[0] if last else 0,
        concluded_on=date.fromisoformat(str(held)) if held else None,
        team=team.name if team else "",
    )


def _list_verdicts(
    record: AppraisalRecord, standings: Mapping[str, LineStanding], declared: DeclaredValues, now: int | None
) -> Iterator[VerdictRow]:
    """What counts; after a conclusion it is frozen, and nothing waits for a new look."""
    key, frozen = record.key, record.stage is Stage.CONCLUDED
    for line, standing in standings.items():
        if standing.counting is None:
            continue
        found = standing.counting.verdict
        yield VerdictRow(
            *(key.school, key.period, key.round, line, found.outcome.value),
            *(found.to_do, found.done, found.choice, found.dated, found.seen),
            *(found.method.value if found.method else None, found.reason, found.appraiser, found.judged_on),
            submission=standing.counting.submission,
            recheck=not frozen and declared.has_changed(line, judged_on=standing.submissions, now=now),
            sheet=standing.counting.sheet_sha256,
        )
