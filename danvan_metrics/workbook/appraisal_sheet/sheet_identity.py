"""Which appraisal a phiếu is of, by what it hid in itself; and whether a workbook is a phiếu at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.verdicts import Lane
from danvan_metrics.raw import format_raw
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.vietnamese import clean_text, fold
from danvan_metrics.workbook.answering.headings import Header, count_headings
from danvan_metrics.workbook.appraisal_sheet.sheet_layout import COLUMNS, HEADINGS_AT, LINE_KEY, SHEET_INFO, SHEET_KIND
from danvan_metrics.workbook.layout import SHEET_FIXES, SHEET_IDENTITY

_DEEPEST: Final = 2000
_NEVER_JUDGED: Final = frozenset(map(fold, (SHEET_INFO, SHEET_IDENTITY, SHEET_FIXES)))
SENT_HEADER: Final = Header(HEADINGS_AT, COLUMNS)


@dataclass(frozen=True, slots=True)
class SheetIdentity:
    """What a phiếu says of itself; `revisions` are those of the verdicts it went out with, by line, 0 where there was none."""

    plan: str
    plan_version: str
    school: str
    period: str
    round: str
    submission: int
    version: int
    lane: str
    revisions: Mapping[str, int]


def is_sheet(sheets: Sheets) -> bool:
    """Whether this is a phiếu thẩm định, be its hidden sheet there or not."""
    kind = _read_pairs(sheets).get("kind")
    return kind == SHEET_KIND if kind else any(map(looks_judged, sheets.grids.values()))


def looks_judged(grid: Grid) -> bool:
    """Whether a sheet has the headings of the table of verdicts: more of them than any other table of ours shares with it."""
    return fold(grid.name) not in _NEVER_JUDGED and 4 * count_headings(grid, SENT_HEADER) >= 3 * len(COLUMNS)


def read_sheet_identity(sheets: Sheets) -> SheetIdentity | None:
    """The identity on the hidden sheet; None where that is gone, or a part of it."""
    said = _read_pairs(sheets)
    if said.get("kind") != SHEET_KIND:
        return None
    try:
        return SheetIdentity(
            said["plan"], said["plan_version"], said["school"], said["period"], said["round"],
            int(said["submission"]), int(said["version"]), Lane(said["lane"]),
            {key.removeprefix(LINE_KEY): int(value) for key, value in said.items() if key.startswith(LINE_KEY)},
        )  # fmt: skip
    except (KeyError, ValueError):
        return None


def _read_pairs(sheets: Sheets) -> dict[str, str]:
    return dict(_list_pairs(sheets.grid(SHEET_IDENTITY)))


def _list_pairs(grid: Grid) -> Iterator[tuple[str, str]]:
    for row in grid.filled_rows()[:_DEEPEST]:
        key, value = (_read(grid, row, column) for column in (1, 2))
        if key and value:
            yield key, value


def _read(grid: Grid, row: int, column: int) -> str:
    raw = grid.value(row, column)
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return clean_text(format_raw(raw))
