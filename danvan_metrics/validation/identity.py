"""Checks of whose return a workbook is, and for which plan and period."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.raw import show_raw
from danvan_metrics.plan.roster import Roster
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.issues import BLANK, Issue
from danvan_metrics.vietnamese import clean_text, fold
from danvan_metrics.workbook.answers import Identity, Place
from danvan_metrics.workbook.grid import Sheets
from danvan_metrics.workbook.layout import (
    FACT_COLUMN,
    FACT_LABEL_COLUMN,
    SHEET_FACTS,
    SHEET_ITEMS,
    SHEET_MODELS,
    SHEET_TASKS,
    UNKNOWN_VERSION,
    place_at,
)
from danvan_metrics.workbook.places import find_grid, find_label, read_row
from danvan_metrics.workbook.sheets.facts import describe_identity
from danvan_metrics.workbook.sheets.request import Request

WHOLE_FILE = Place("")
_SHOWN = ("school", "code", "period")


def find_stranger(identity: Identity | None, sheets: Sheets, plan: Plan, roster: Roster) -> Issue | None:
    """Why this is no return of this plan, this office's units and periods; None where it is one."""
    if identity is None:
        ours = any(find_grid(sheets, name) for name in (SHEET_FACTS, SHEET_TASKS, SHEET_ITEMS, SHEET_MODELS))
        return Issue("identity_lost" if ours else "foreign_workbook", WHOLE_FILE)
    if identity.plan != plan.code:
        return Issue("other_plan", WHOLE_FILE, found=identity.plan, expected=f"biểu mẫu của “{plan.short_title}”")
    if identity.school not in roster.by_code:
        return Issue("unknown_school", WHOLE_FILE, found=identity.school, expected="mã có trong danh sách của Phòng")
    if identity.period not in plan.period_by_code:
        titles = ", ".join(period.title for period in plan.periods)
        return Issue("unknown_period", WHOLE_FILE, found=identity.period, expected=f"một trong các kỳ: {titles}")
    return None


def check_version(case: Case) -> Iterator[Issue]:
    """The plan may have been revised since the template was made."""
    said = case.returned.identity.plan_version
    if said != case.plan.version:
        yield Issue("plan_version_differs", WHOLE_FILE, found=f"bản {said}", expected=f"bản {case.plan.version}")


def check_shown_identity(case: Case) -> Iterator[Issue]:
    """What a person reads on the sheet Thông tin must be what the workbook says of itself, unless the officer has spoken."""
    grid = case.grids.get(SHEET_FACTS)
    if grid is None or case.told or case.returned.identity.template_version == UNKNOWN_VERSION:
        return
    expected = describe_identity(Request(case.plan, case.unit, case.period, case.form.layout))
    moved = _count_moved_rows(case)
    for key in _SHOWN:
        row = read_row(case.form.layout.identity[key]) + moved
        shown = clean_text(show_raw(grid.value(row, FACT_COLUMN)))
        if fold(shown) != fold(expected[key]):
            yield Issue("identity_mismatch", place_at(grid.name, row, FACT_COLUMN), found=shown or BLANK, expected=expected[key])


def _count_moved_rows(case: Case) -> int:
    """How far rows put in above have moved the sheet down, seen by its first field."""
    grid, first = case.grids.get(SHEET_FACTS), next(iter(case.plan.facts), None)
    if grid is None or first is None:
        return 0
    row = read_row(case.form.layout.facts[first.key])
    return find_label(grid, first.label, column=FACT_LABEL_COLUMN, expected_row=row) - row
