"""Checks of whose return a workbook is, and for which plan and period."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.units.school_names import Named
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.issues import BLANK, Issue
from danvan_metrics.vietnamese import fold, format_date, lower_first
from danvan_metrics.workbook.answering.places import find_grid, read_row
from danvan_metrics.workbook.answers import Identity, Place
from danvan_metrics.workbook.labels import describe_identity
from danvan_metrics.workbook.layout import FACT_COLUMN, SHEET_FACTS, place_at
from danvan_metrics.workbook.recognising.names import SHOWN, prepare_names
from danvan_metrics.workbook.recognising.written_identity import read_shown
from danvan_metrics.workbook.request import Request

WHOLE_FILE = Place("")


def find_stranger(identity: Identity | None, plan: Plan, roster: Roster) -> Issue | None:
    """Why this is no return of this plan, this office's units and periods; None where it is one."""
    if identity is None:
        return Issue("foreign_workbook", WHOLE_FILE)
    if identity.plan != plan.code:
        return Issue("other_plan", WHOLE_FILE, found=identity.plan, expected=f"biểu mẫu của “{plan.short_title}”")
    if identity.school not in roster.by_code:
        return Issue("unknown_school", WHOLE_FILE, found=identity.school, expected="mã có trong danh sách của Phòng")
    if identity.period not in plan.period_by_code:
        titles = ", ".join(period.title for period in plan.periods)
        return Issue("unknown_period", WHOLE_FILE, found=identity.period, expected=f"một trong các kỳ: {titles}")
    return _find_unborn(roster.by_code[identity.school], plan.period_by_code[identity.period])


def _find_unborn(unit: School, period: Period) -> Issue | None:
    """A unit belongs to a period when it stood on the roster on the last day on time."""
    last = period.last_day_on_time
    if unit.is_valid_on(last):
        return None
    too_late = unit.valid_from is not None and unit.valid_from > last
    day = unit.valid_from if too_late else unit.valid_to
    found = f"chỉ có {'từ' if too_late else 'đến'} ngày {format_date(day)}" if day else ""
    expected = f"{lower_first(period.title)} (ngày cuối còn đúng hạn: {format_date(last)})"
    return Issue("unit_not_then", WHOLE_FILE, found=found, expected=expected)


def check_version(case: Case) -> Iterator[Issue]:
    """The plan may have been revised since the template was made."""
    said = case.returned.identity.plan_version
    if said != case.plan.version:
        yield Issue("plan_version_differs", WHOLE_FILE, found=f"bản {said}", expected=f"bản {case.plan.version}")


def check_shown_identity(case: Case) -> Iterator[Issue]:
    """What a person reads on the sheet Thông tin should be what the return was taken for.

    Never more than a warning: a cell that speaks for another school or period was asked about before, and the officer's word
    stands; what is left are cells emptied or written over with something that names nobody.
    """
    grid = find_grid(case.sheets, SHEET_FACTS)
    if grid is None:
        return
    expected = describe_identity(Request(case.plan, case.unit, case.period, case.form.layout))
    if all(grid.value(read_row(case.form.layout.identity[key]), FACT_COLUMN) == expected[key] for key in SHOWN):
        return  # as it nearly always comes back
    shown = read_shown(case.sheets)
    for key in SHOWN:
        found = shown[key].text if key in shown else ""
        if fold(found) != fold(expected[key]) and not _means(case, key, found):
            place = place_at(grid.name, shown[key].row, shown[key].column) if key in shown else case.form.layout.identity[key]
            yield Issue("identity_mismatch", place, found=found or BLANK, expected=expected[key])


def _means(case: Case, key: str, text: str) -> bool:
    """Whether other words say the same: “TH&THCS Đạp Thanh” for its full name, “6 tháng đầu năm 2020” for “6 tháng năm 2020”."""
    names = prepare_names(case.plan, case.roster)
    if key == "school":
        return names.schools.find(text) == Named((case.unit.code,))
    if key == "code":
        return names.schools.find_code(text) == case.unit.code
    return names.periods.find(text) == (case.period.code,) and not names.periods.names_another_year(text)
