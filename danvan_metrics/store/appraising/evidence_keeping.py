"""Files handed in beside returns: their bytes once by SHA-256, and for each school and period which of them it has.

A file is known within its school and period by its SHA-256; its last row counts. Rows are only ever added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Engine, func, insert, select

from danvan_metrics.errors import UserError
from danvan_metrics.store.appraising.appraisal_tables import evidence_files, evidence_seen
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.loading import load_file
from danvan_metrics.store.saving import add_event, first_key, keep_file
from danvan_metrics.store.tables import files
from danvan_metrics.vietnamese import clean_text, format_quantity

KEPT: Final = "evidence_kept"
NAMED: Final = "evidence_named"
WITHDRAWN: Final = "evidence_withdrawn"


class TooManyFiles(UserError):
    """A school has as many files for a period as may be kept."""


@dataclass(frozen=True, kw_only=True)
class NewEvidenceFile:
    """A file handed in beside a return; `code`: of the piece it is, “” where its name does not say."""

    plan: str
    school: str
    period: str
    file_name: str
    content: bytes
    code: str = ""
    actor: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceFileRecord:
    """A file as it stands: `id` of its last row; `size` in bytes. The reason is why it was withdrawn."""

    id: int
    school: str
    period: str
    sha256: str
    size: int
    file_name: str
    code: str
    withdrawn: bool
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece that an appraiser ticked as seen, in a round, and did not take back."""

    round: str
    code: str
    appraiser: str
    at: datetime


class EvidenceFiles:
    """The store's part that files of evidence are written to; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, new: NewEvidenceFile, *, most: int) -> bool:
        """Keep a file; False where the school and period have these very bytes already.

        TooManyFiles where they have `most` of them. One that was withdrawn and is handed in again counts again.
        """
        digest, now = sha256(new.content).hexdigest(), datetime.now(UTC)
        with writing(self._engine) as connection:
            standing = _list(connection, new.plan, new.school, new.period)
            known = next((one for one in standing if one.sha256 == digest), None)
            if known and not known.withdrawn:
                return False
            if sum(not one.withdrawn for one in standing) >= most:
                raise TooManyFiles(f"báo cáo này đã có {format_quantity(most)} tệp minh chứng, là số nhiều nhất được giữ")
            keep_file(connection, digest, new.content, now)
            told = {"file_name": new.file_name, "code": new.code or (known.code if known else ""), "actor": new.actor}
            about = {"plan": new.plan, "school": new.school, "period": new.period, "sha256": digest}
            _add(connection, KEPT, {**about, **told, "withdrawn": False, "reason": "", "at": now})
            return True

    def name_piece(self, plan: str, number: int, code: str, *, actor: str = "") -> None:
        """Say of which piece a file is; “” takes the code back. UserError where there is no such file, or nothing changes."""
        with writing(self._engine) as connection:
            row = _find(connection, plan, number)
            if row["code"] == code:
                raise UserError("Tệp này đang mang đúng mã ấy rồi; hãy tải lại trang để xem tình trạng mới nhất.")
            told = {"code": code, "actor": clean_text(actor), "at": datetime.now(UTC)}
            _add(connection, NAMED, {**row, **told}, before=row["code"])

    def withdraw(self, plan: str, number: int, reason: str, *, actor: str = "") -> None:
        """Let a file count no more; its bytes stay. UserError for a blank reason, or where it is withdrawn already."""
        why = clean_text(reason)
        if not why:
            raise UserError("Hãy ghi lý do rút tệp minh chứng.")
        with writing(self._engine) as connection:
            row = _find(connection, plan, number)
            if row["withdrawn"]:
                raise UserError("Tệp này đã được rút rồi; hãy tải lại trang để xem tình trạng mới nhất.")
            told = {"withdrawn": True, "reason": why, "actor": clean_text(actor), "at": datetime.now(UTC)}
            _add(connection, WITHDRAWN, {**row, **told})

    def list_files(self, plan: str, school: str, period: str) -> tuple[EvidenceFileRecord, ...]:
        """The files of one school and period as they stand, withdrawn ones too, in the order they came."""
        with reading(self._engine) as connection:
            return _list(connection, plan, school, period)

    def list_seen(self, plan: str, school: str, period: str) -> tuple[Seen, ...]:
        """The pieces of one school and period that were seen, by the last tick of each round, in the order they were ticked."""
        table = evidence_seen
        same = (table.c.plan == plan, table.c.school == school, table.c.period == period)
        last = select(func.max(table.c.id)).where(*same).group_by(table.c.round, table.c.code)
        query = select(table.c.round, table.c.code, table.c.appraiser, table.c.at).where(table.c.id.in_(last), table.c.seen)
        with reading(self._engine) as connection:
            return tuple(Seen(**row) for row in connection.execute(query.order_by(table.c.id)).mappings())

    def load_content(self, digest: str) -> bytes:
        """The bytes of a file; UserError where there are none, or (StoreError) where they are not what was handed in."""
        with reading(self._engine) as connection:
            content = load_file(connection, digest)
        if content is None:
            raise UserError("Không có tệp minh chứng này trong kho dữ liệu; hãy tải lại trang.")
        return content


def _add(connection: Connection, action: str, row: dict[str, Any], **more: str) -> None:
    number = first_key(connection.execute(insert(evidence_files), row).inserted_primary_key)
    names = ("file_name", "sha256", "code", "reason")
    detail = {"file": number, **{name: row[name] for name in names if row[name]}, **more}
    about = {name: row[name] for name in ("school", "period", "actor", "at")}
    add_event(connection, {**about, "action": action, "submission": None, "detail": detail})


def _find(connection: Connection, plan: str, number: int) -> dict[str, Any]:
    """What is kept of a file, without its number; UserError where `number` is not its last row."""
    found = connection.execute(select(evidence_files).where(evidence_files.c.id == number)).mappings().first()
    row = dict(found) if found and found["plan"] == plan else {}
    standing = _list(connection, plan, row["school"], row["period"]) if row else ()
    if not any(one.id == number for one in standing):
        raise UserError("Tệp minh chứng này vừa có thay đổi; hãy tải lại trang rồi làm lại.")
    del row["id"]
    return row


def _list(connection: Connection, plan: str, school: str, period: str) -> tuple[EvidenceFileRecord, ...]:
    table = evidence_files
    same = (table.c.plan == plan, table.c.school == school, table.c.period == period)
    last = select(func.max(table.c.id)).where(*same).group_by(table.c.sha256)
    first = select(table.c.sha256, func.min(table.c.id).label("first")).where(*same).group_by(table.c.sha256).subquery()
    columns = [column for column in table.columns if column.name != "plan"]
    query = (
        select(*columns, files.c.size)
        .join(files, files.c.sha256 == table.c.sha256)
        .join(first, first.c.sha256 == table.c.sha256)
        .where(table.c.id.in_(last))
        .order_by(first.c.first)
    )
    return tuple(EvidenceFileRecord(**row) for row in connection.execute(query).mappings())
