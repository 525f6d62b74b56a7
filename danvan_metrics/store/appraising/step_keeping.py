"""Steps of appraisals and pieces of evidence ticked, kept and read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Table, insert, select

from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Step
from danvan_metrics.store.appraising.appraisal_tables import appraisal_steps, evidence_seen
from danvan_metrics.store.force import match_schools
from danvan_metrics.store.saving import add_event

STEPPED: Final = "appraisal_stepped"
TICKED: Final = "evidence_ticked"
KEY_NAMES: Final = ("plan", "school", "period", "round")
_STEP_NAMES: Final = ("stage", "version", "at", "actor", "team", "submission", "due", "reason", "detail")


def keep_step(connection: Connection, key: AppraisalKey, step: Step) -> None:
    """Add a step and its event."""
    before = _find_last(connection, appraisal_steps, appraisal_steps.c.stage, name_appraisal(key))
    row = {name: getattr(step, name) for name in _STEP_NAMES} | name_appraisal(key)
    connection.execute(insert(appraisal_steps), row | {"stage": step.stage.value, "detail": dict(step.detail)})
    detail = {"round": key.round, "stage": step.stage.value, "version": step.version, "reason": step.reason, "before": before}
    about = {"school": key.school, "period": key.period, "submission": step.submission}
    add_event(connection, {"action": STEPPED, **about, "detail": detail, "actor": step.actor, "at": step.at})


def keep_tick(connection: Connection, key: AppraisalKey, code: str, *, seen: bool, appraiser: str) -> None:
    """Add that a piece was seen, or was not after all, and its event."""
    now = datetime.now(UTC)
    row = {**name_appraisal(key), "code": code, "seen": seen, "appraiser": appraiser, "at": now}
    before = _find_last(connection, evidence_seen, evidence_seen.c.seen, name_appraisal(key) | {"code": code})
    connection.execute(insert(evidence_seen), row)
    about = {"school": key.school, "period": key.period, "submission": None, "actor": appraiser, "at": now}
    add_event(
        connection, {"action": TICKED, "detail": {"round": key.round, "code": code, "before": before, "seen": seen}, **about}
    )


def _find_last(connection: Connection, table: Table, column: Column[Any], about: Mapping[str, str]) -> Any:
    """What stands last under these names; None where nothing does."""
    same = (table.c[name] == value for name, value in about.items())
    return connection.execute(select(column).where(*same).order_by(table.c.id.desc()).limit(1)).scalar()


def load_steps(connection: Connection, *conditions: ColumnElement[bool]) -> dict[AppraisalKey, list[Step]]:
    """Steps by appraisal, oldest first."""
    query = select(appraisal_steps).where(*conditions).order_by(appraisal_steps.c.id)
    found = defaultdict(list)
    for row in connection.execute(query).mappings():
        values = {name: row[name] for name in _STEP_NAMES} | {"stage": Stage(row["stage"])}
        found[read_key(row)].append(Step(**values))
    return found


def load_assigned(connection: Connection, plan: str) -> dict[AppraisalKey, int]:
    """The number of the team that each appraisal of a plan was given to last, as the team was named then."""
    query = select(*(appraisal_steps.c[name] for name in (*KEY_NAMES, "team")))
    given = query.where(appraisal_steps.c.plan == plan, appraisal_steps.c.team.is_not(None)).order_by(appraisal_steps.c.id)
    return {AppraisalKey(*key): team for *key, team in connection.execute(given)}


def load_ticks(connection: Connection, *conditions: ColumnElement[bool]) -> dict[AppraisalKey, dict[str, bool]]:
    """Whether each piece was seen, by appraisal and code; the last word counts."""
    query = select(evidence_seen).where(*conditions).order_by(evidence_seen.c.id)
    found: dict[AppraisalKey, dict[str, bool]] = defaultdict(dict)
    for row in connection.execute(query).mappings():
        found[read_key(row)][row["code"]] = row["seen"]
    return found


def name_appraisal(key: AppraisalKey) -> dict[str, str]:
    """The four columns of an appraisal."""
    return {name: getattr(key, name) for name in KEY_NAMES}


def read_key(row: Any) -> AppraisalKey:
    """The appraisal a row is about."""
    return AppraisalKey(*(row[name] for name in KEY_NAMES))


def match_appraisals(table: Table, plan: str, schools: Collection[str] | None, **more: str) -> list[ColumnElement[bool]]:
    """Rows about the appraisals of a plan, or of some schools, or of one school, period, round."""
    return [*match_schools(table, plan, schools), *(table.c[name] == value for name, value in more.items())]
