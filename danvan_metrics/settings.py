"""One frozen settings object; the only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from danvan_metrics.errors import UserError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Settings:
    """Where things are; `today` is None unless the environment fixes the day on which figures are judged."""

    database_url: str
    sample_database_url: str
    plan_path: Path
    roster_path: Path
    communes_path: Path
    fixed_today: date | None

    def today(self) -> date:
        """The day in Viet Nam on which deadlines are judged."""
        return self.fixed_today or datetime.now(TIME_ZONE).date()


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read DANVAN_DATABASE_URL, DANVAN_SAMPLE_DATABASE_URL, DANVAN_PLAN, DANVAN_ROSTER, DANVAN_COMMUNES and DANVAN_TODAY."""
    given = os.environ if environment is None else environment
    return Settings(
        database_url=given.get("DANVAN_DATABASE_URL") or _sqlite_url("danvan.sqlite3"),
        sample_database_url=given.get("DANVAN_SAMPLE_DATABASE_URL") or _sqlite_url("minh-hoa.sqlite3"),
        plan_path=Path(given.get("DANVAN_PLAN") or DATA / "plans" / "2020"),
        roster_path=Path(given.get("DANVAN_ROSTER") or DATA / "schools.csv"),
        communes_path=Path(given.get("DANVAN_COMMUNES") or DATA / "communes" / "ba_che_communes.geojson"),
        fixed_today=_read_day(given.get("DANVAN_TODAY")),
    )


def _sqlite_url(name: str) -> str:
    return f"sqlite:///{DATA / name}"


def _read_day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"DANVAN_TODAY đang là “{text}”; hãy ghi ngày dạng 2020-09-17.") from error
