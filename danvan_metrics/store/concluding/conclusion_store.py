"""The conclusions of meetings: kept with their tasks, corrected by a new version, and found again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, Engine, RowMapping, select

from danvan_metrics.errors import UserError
from danvan_metrics.store.concluding.conclusion_keeping import keep_conclusion, load_lines, refuse_same_meeting
from danvan_metrics.store.concluding.conclusion_records import Concluded, ConcludedLine, ConclusionRecord, NewConclusion
from danvan_metrics.store.concluding.conclusion_tables import conclusions
from danvan_metrics.store.engine import reading, writing


class Conclusions:
    """The store's part that conclusions are written to; safe to share between threads, as the repository it belongs to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def conclude(self, new: NewConclusion, day: date) -> Concluded:
        """Keep a meeting's conclusions and give its tasks on `day`, all of it or nothing.

        UserError where a word is missing, the meeting has its conclusions already, or what it corrects was corrected meanwhile.
        """
        with writing(self._engine) as connection:
            refuse_same_meeting(connection, new)
            return keep_conclusion(connection, new, day)

    def list_conclusions(self, plan_code: str) -> tuple[ConclusionRecord, ...]:
        """The conclusions of a plan's meetings as they read now, the latest meeting first."""
        with reading(self._engine) as connection:
            return tuple(
                sorted(_load(connection, plan_code).values(), key=lambda record: (record.held_on, record.first_at), reverse=True)
            )

    def find_conclusion(self, plan_code: str, number: int) -> ConclusionRecord:
        """The conclusions that the version of this number belongs to, as they read now; UserError where there are none."""
        with reading(self._engine) as connection:
            records, latest = _load(connection, plan_code), _find_latest(connection, number)
        if latest not in records:
            raise UserError(f"Không có kết luận số {number} trong kho dữ liệu; hãy tải lại trang Xuất báo cáo.")
        return records[latest]


def _find_latest(connection: Connection, number: int) -> int:
    following = select(conclusions.c.id, conclusions.c.corrects).where(conclusions.c.corrects.is_not(None))
    later = {row.corrects: row.id for row in connection.execute(following)}
    while number in later:
        number = later[number]
    return number


def _load(connection: Connection, plan_code: str) -> dict[int, ConclusionRecord]:
    """By the number of their last version."""
    query = select(conclusions).where(conclusions.c.plan == plan_code).order_by(conclusions.c.id)
    rows = {row["id"]: row for row in connection.execute(query).mappings()}
    corrected = {row["corrects"] for row in rows.values()}
    lines = load_lines(connection, conclusions.c.plan == plan_code)
    return {number: _read(row, rows, lines[number]) for number, row in rows.items() if number not in corrected}


def _read(row: RowMapping, rows: Mapping[int, RowMapping], lines: list[ConcludedLine]) -> ConclusionRecord:
    first, version = row, 1
    while first["corrects"] is not None:
        first, version = rows[first["corrects"]], version + 1
    return ConclusionRecord(**row, lines=tuple(lines), first_at=first["at"], version=version)
