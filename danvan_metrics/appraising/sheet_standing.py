"""Whether a phiếu that came back may still be taken: of this plan, of an appraisal that is open, on the return in force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from danvan_metrics.appraising.appraisal_case import applies_to, list_declared
from danvan_metrics.appraising.desk import Desk
from danvan_metrics.district import District
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.validation.identity import WHOLE_FILE
from danvan_metrics.validation.issues import BLANK, Issue
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.workbook.answers import Answer, Return
from danvan_metrics.workbook.appraisal_sheet.sheet_identity import SheetIdentity, is_sheet
from danvan_metrics.workbook.outcomes import list_values
from danvan_metrics.workbook.recognising.made_by_sample import is_made_by_sample
from danvan_metrics.workbook.recognising.recognise import recognise

_MOST_LINES: Final = 8


def find_foreign(district: District, sheets: Sheets, identity: SheetIdentity | None, content: bytes) -> Issue | None:
    """Why this is no phiếu of this plan, this office's schools, periods and rounds; None where it is one."""
    if identity is None:
        return _tell_no_sheet(district, sheets)
    if is_made_by_sample(sheets, content) is not district.sample:
        return Issue("real_sheet" if district.sample else "sample_sheet", WHOLE_FILE)
    return next(_list_strangers(district, identity), None)


def _list_strangers(district: District, identity: SheetIdentity) -> Iterator[Issue]:
    """Codes that this plan and roster do not have, and a round that does not go to the school."""
    plan = district.plan
    school = next((one for one in district.roster.schools if one.code == identity.school), None)
    found = plan.round_by_code.get(identity.round)
    if identity.plan != plan.code:
        yield Issue("sheet_of_other_plan", WHOLE_FILE, found=identity.plan, expected=f"“{plan.short_title}”")
    if school is None:
        yield Issue("sheet_of_unknown_school", WHOLE_FILE, found=identity.school, expected="mã có trong danh sách của Phòng")
    if identity.period not in plan.period_by_code:
        titles = ", ".join(period.title for period in plan.periods)
        yield Issue("sheet_of_unknown_period", WHOLE_FILE, found=identity.period, expected=f"một trong các kỳ: {titles}")
    if found is None:
        titles = ", ".join(f"“{one.title}”" for one in plan.rounds) or "kế hoạch có đợt thẩm định"
        yield Issue("sheet_of_unknown_round", WHOLE_FILE, found=identity.round, expected=titles)
    elif school and not applies_to(found, school):
        yield Issue("round_not_for_school", WHOLE_FILE, found=f"“{found.title}”", expected="phiếu của trường điểm")


def find_lane_flaw(desk: Desk, identity: SheetIdentity, person: str) -> Issue | None:
    """Where two judge independently: why this phiếu is not one that whoever it names was to fill in."""
    if not desk.appraiser and desk.record.appraisers:
        pair = ", ".join(desk.record.appraisers)
        code = "appraiser_not_in_team" if person else "appraiser_missing"
        return Issue(code, WHOLE_FILE, found=person or BLANK, expected=pair)
    if desk.appraiser and identity.lane != desk.lane.value:
        return Issue("sheet_of_other_lane", WHOLE_FILE, found=desk.appraiser)
    return None


def find_obstacle(district: District, desk: Desk, identity: SheetIdentity) -> Issue | None:
    """Why the appraisal takes no verdict of this phiếu: concluded, no return, another return or version since."""
    if desk.record.stage is Stage.CONCLUDED:
        day = desk.record.steps[-1].at
        return Issue("appraisal_concluded", WHOLE_FILE, found=f" ngày {format_date(day.date())}")
    if desk.submission is None or desk.returned is None:
        return Issue("appraisal_without_return", WHOLE_FILE)
    if identity.submission != desk.submission.id:
        return _tell_replaced(district, desk, desk.submission, identity.submission)
    if identity.version != desk.record.version:
        return Issue(
            "appraisal_version_differs",
            WHOLE_FILE,
            found=f"lần thẩm định {identity.version}",
            expected=f"lần {desk.record.version} (đã mở lại)",
        )
    return None


def _tell_no_sheet(district: District, sheets: Sheets) -> Issue:
    if is_sheet(sheets):
        return Issue("sheet_identity_lost", WHOLE_FILE)
    recognised = recognise(district.plan, district.roster, sheets)
    is_return = recognised.identity is not None or recognised.doubt is not None
    return Issue("return_as_appraisal" if is_return else "not_an_appraisal_sheet", WHOLE_FILE)


def _tell_replaced(district: District, desk: Desk, now: SubmissionRecord, number: int) -> Issue:
    """Which return it was, which counts now, and the lines that the school has changed in between."""
    kept = district.repository.list_submissions(district.plan.code, desk.key.school)
    before = next((one for one in kept if one.id == number and one.period == desk.key.period), None)
    if before is None or desk.returned is None:
        return Issue("return_replaced", WHOLE_FILE, found="một báo cáo không có trong kho này", expected=_describe(now))
    codes = [line.code for line in desk.lines]
    changed = _list_changed(district.plan_of(desk.key.school), codes, district.repository.load_return(before.id), desk.returned)
    expected = f"{_describe(now)} ({_describe_lines(changed)})"
    return Issue("return_replaced", WHOLE_FILE, found=_describe(before), expected=expected)


def _list_changed(plan: Plan, codes: list[str], before: Return, now: Return) -> list[str]:
    old, new = (list_declared(plan, one) for one in (before, now))
    return [code for code in codes if _show(old.get(code)) != _show(new.get(code))]


def _show(answer: Answer | None) -> tuple[object, ...]:
    return (answer.state, *list_values(answer)) if answer else ()


def _describe(submission: SubmissionRecord) -> str:
    return f"báo cáo lần nộp {submission.revision} (nhận {format_date(submission.received_on)})"


def _describe_lines(codes: list[str]) -> str:
    if not codes:
        return "không dòng nào đổi số liệu"
    rest = len(codes) - _MOST_LINES
    more = f" và {format_quantity(rest)} dòng khác" if rest > 0 else ""
    return f"các dòng đã đổi: {', '.join(codes[:_MOST_LINES])}{more}"
