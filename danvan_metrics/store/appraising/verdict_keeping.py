"""Decisions on lines, kept and read. A decision is a row more; the revision it takes in its lane is free only once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, insert, select

from danvan_metrics.errors import UserError
from danvan_metrics.plan.verdicts import Lane, Method, Outcome, Verdict
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, SheetFile, VerdictRecord
from danvan_metrics.store.appraising.appraisal_tables import verdicts
from danvan_metrics.store.appraising.step_keeping import KEY_NAMES, name_appraisal
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.saving import add_event, keep_file
from danvan_metrics.store.tables import events, files

JUDGED: Final = "lines_judged"
_PLAIN: Final = ("line", "to_do", "done", "choice", "dated", "seen", "reason", "appraiser", "judged_on")
_KEPT: Final = ("revision", "version", "submission", "at", "sheet_sha256")
_SELECT: Final = select(*(verdicts.c[name] for name in (*KEY_NAMES, "lane", "outcome", "method", *_PLAIN, *_KEPT)))


def keep_verdicts(
    connection: Connection, key: AppraisalKey, records: Sequence[VerdictRecord], sheet: SheetFile | None = None
) -> None:
    """Add decisions of one appraiser, one event for all of them, and the phiếu they came in with.

    IntegrityError where a revision is taken already.
    """
    if not records:
        return
    last = records[-1]
    before = _find_outcomes(connection, key, last.lane)
    connection.execute(insert(verdicts), [_write_row(key, record) for record in records])
    outcomes = {one.verdict.line: [before.get(one.verdict.line), one.verdict.outcome.value] for one in records}
    detail: dict[str, Any] = {"round": key.round, "lane": last.lane.value, "lines": list(outcomes), "outcomes": outcomes}
    about = {"school": key.school, "period": key.period, "submission": last.submission}
    event = {"action": JUDGED, **about, "actor": last.verdict.appraiser, "at": last.at}
    if sheet:
        keep_file(connection, sheet.sha256, sheet.content, last.at)
        detail |= {"sheet": sheet.sha256, "sheet_name": sheet.name}
    add_event(connection, event | {"detail": detail})


def _find_outcomes(connection: Connection, key: AppraisalKey, lane: Lane) -> dict[str, str]:
    """How each line was judged last in a lane."""
    same = (verdicts.c[name] == value for name, value in {**name_appraisal(key), "lane": lane.value}.items())
    query = select(verdicts.c.line, verdicts.c.outcome).where(*same).order_by(verdicts.c.id)
    return {row.line: row.outcome for row in connection.execute(query)}


def list_sheets(connection: Connection, key: AppraisalKey) -> dict[str, str]:
    """The names of the phiếu handed in for an appraisal, by their SHA-256."""
    same = (events.c.action == JUDGED, events.c.school == key.school, events.c.period == key.period)
    told = connection.execute(select(events.c.detail).where(*same).order_by(events.c.id)).scalars()
    own = (detail for detail in told if detail.get("round") == key.round and detail.get("sheet"))
    return {detail["sheet"]: detail.get("sheet_name", "") for detail in own}


def load_sheet(connection: Connection, key: AppraisalKey, digest: str) -> SheetFile:
    """A phiếu handed in for an appraisal, as it came; UserError where there is none, StoreError where its bytes have changed."""
    name = list_sheets(connection, key).get(digest)
    content = connection.execute(select(files.c.content).where(files.c.sha256 == digest)).scalar()
    if name is None or content is None:
        raise UserError("Tệp phiếu này không có trong kho dữ liệu; hãy tải lại trang để xem tình trạng mới nhất.")
    sheet = SheetFile(name, bytes(content))
    if sheet.sha256 != digest:
        raise StoreError(f"Phiếu {name} trong kho dữ liệu không còn như khi nhận; hãy khôi phục kho từ bản sao lưu gần nhất.")
    return sheet


def load_verdicts(connection: Connection, *conditions: ColumnElement[bool]) -> dict[AppraisalKey, list[VerdictRecord]]:
    """Decisions by appraisal, in the order they were kept."""
    found = defaultdict(list)
    for row in connection.execute(_SELECT.where(*conditions).order_by(verdicts.c.id)):
        found[AppraisalKey(*row[: len(KEY_NAMES)])].append(_read_row(row[len(KEY_NAMES) :]))
    return found


def _write_row(key: AppraisalKey, record: VerdictRecord) -> dict[str, Any]:
    verdict = record.verdict
    row = {name: getattr(verdict, name) for name in _PLAIN} | {name: getattr(record, name) for name in _KEPT}
    method = verdict.method.value if verdict.method else None
    return {**name_appraisal(key), **row, "lane": record.lane.value, "outcome": verdict.outcome.value, "method": method}


def _read_row(row: Sequence[Any]) -> VerdictRecord:
    """Read by place, not by name: every figure waits for all of them."""
    lane, outcome, method, *values = row
    plain, kept = values[: len(_PLAIN)], values[len(_PLAIN) :]
    found = Verdict(outcome=Outcome(outcome), method=Method(method) if method else None, **dict(zip(_PLAIN, plain, strict=True)))
    return VerdictRecord(verdict=found, lane=Lane(lane), **dict(zip(_KEPT, kept, strict=True)))
