"""What `export` was asked for, whatever kind of file it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from danvan_metrics.commands.lookups import find_school
from danvan_metrics.errors import UserError
from danvan_metrics.plan.lens import Lens
from danvan_metrics.units.roster import Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """As it was typed; None and "" where nothing was.

    period, level, snapshot, unit: of figures. school: of minutes or evidence. round_code, version: of minutes. with_pictures: of
    evidence. meeting: of conclusions. data_format, tables: of data.
    """

    out: Path
    period: str | None
    level: str | None
    lens: Lens
    snapshot: str | None
    school: str | None
    round_code: str | None
    version: int | None
    with_pictures: bool
    meeting: str | None
    unit: str | None = None
    data_format: str | None = None
    tables: tuple[str, ...] = ()

    @property
    def ending(self) -> str:
        """“docx”: what the file's name ends with."""
        return self.out.suffix.removeprefix(".").lower()

    def require_period(self) -> str:
        """The period typed; UserError where none was."""
        if self.period is None:
            raise UserError("Hãy ghi kỳ báo cáo: --period KỲ, ví dụ 6m, 9m, 12m.")
        return self.period

    def require_school(self, roster: Roster, what: str) -> str:
        """The code of the school typed; UserError where none was (`what` is of one school), or there is no such school."""
        if self.school is None:
            raise UserError(f"Hãy ghi {what} của trường nào: --school MÃ.")
        return find_school(roster, self.school).code

    def refuse_snapshot(self, what: str) -> None:
        """UserError where a snapshot was asked for; `what` is always of what is in force."""
        if self.snapshot:
            raise UserError(f"{what} luôn theo số liệu hiện tại; hãy bỏ --snapshot rồi chạy lại lệnh.")
