"""Which return a workbook says it is: read from what the template hid in it, so that a renamed file is still known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.raw import Raw
from danvan_metrics.plan.roster import Roster
from danvan_metrics.vietnamese import clean_text
from danvan_metrics.workbook.answers import Identity
from danvan_metrics.workbook.layout import SHEET_IDENTITY, WORKBOOK_KIND
from danvan_metrics.workbook.reader import Grid, Sheets

BY_HIDDEN_IDENTITY: Final = "theo mã nhận dạng trong tệp"
_KEY_COLUMN, _VALUE_COLUMN = 1, 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school or period a workbook may be of: its code, and the signals that speak for it, in words."""

    code: str
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the officer is asked: which school, which period, and why the workbook alone does not tell.

    Candidates stand with the likeliest first; none means any on the roster or in the plan. One candidate is settled already.
    """

    why: str
    schools: tuple[Candidate, ...] = ()
    periods: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the officer answered: the codes of a school and a period."""

    school: str
    period: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which return a workbook is, and by what (a Vietnamese phrase); or a doubt; or neither, where it is a stranger's."""

    identity: Identity | None = None
    reason: str = ""
    doubt: Doubt | None = None


def recognise(plan: Plan, roster: Roster, sheets: Sheets, *, file_name: str = "", told: Told | None = None) -> Recognition:  # noqa: ARG001
    """Find out which return this is; `told` settles a doubt."""
    identity = read_identity(sheets)
    return Recognition(identity, BY_HIDDEN_IDENTITY if identity else "")


def read_identity(sheets: Sheets) -> Identity | None:
    """The identity on the hidden sheet; None where this is no report workbook, or where a part of it is gone."""
    said = _read_pairs(sheets.grid(SHEET_IDENTITY))
    if said.get("kind") != WORKBOOK_KIND:
        return None
    parts = {key: said.get(key, "") for key in ("plan", "plan_version", "school", "period", "template_version")}
    return Identity(**parts) if all(parts.values()) else None


def _read_pairs(grid: Grid) -> dict[str, str]:
    pairs = ((grid.value(row, _KEY_COLUMN), grid.value(row, _VALUE_COLUMN)) for row in range(1, grid.rows + 1))
    return {_read_text(key): _read_text(value) for key, value in pairs}


def _read_text(raw: Raw) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return clean_text("" if raw is None else str(raw))
