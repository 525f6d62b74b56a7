"""Checks of a phiếu thẩm định that came back, and the verdicts it means: one pass, everything found is told, nothing raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.verdicts import OUTCOMES, Outcome, Verdict
from danvan_metrics.validation.bounding import bound_issues
from danvan_metrics.validation.issues import ABSENT, BLANK, Issue
from danvan_metrics.validation.sheet_case import SheetCase
from danvan_metrics.validation.sheet_verdicts import say_the_same, settle_line
from danvan_metrics.vietnamese import fold, format_date
from danvan_metrics.workbook.answering.places import read_column, read_row
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.appraisal_sheet.declared_words import describe_verdict
from danvan_metrics.workbook.appraisal_sheet.sheet_answers import FoundLine
from danvan_metrics.workbook.appraisal_sheet.sheet_layout import SHEET_INFO, SHEET_LINES
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetLine
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import SheetField
from danvan_metrics.workbook.outcomes import needs_reason

_LONGEST_FOUND: Final = 120


@dataclass(frozen=True, slots=True)
class SheetChange:
    """A verdict to keep, and the revision that whoever wrote it had seen."""

    verdict: Verdict
    seen_revision: int


@dataclass(frozen=True, slots=True)
class JudgedSheet:
    """What a phiếu says anew, line by line, and everything wrong with it; nothing may be kept while an error stands.

    repeated: lines changed since it went out that say what the office has by now.
    """

    changes: tuple[SheetChange, ...]
    issues: tuple[Issue, ...]
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class _JudgedLine:
    change: SheetChange | None = None
    issues: tuple[Issue, ...] = ()
    repeated: bool = False


def judge_sheet(case: SheetCase) -> JudgedSheet:
    """The verdicts of a phiếu that differ from those it went out with, and its issues in the order a person walks through it."""
    found = {line.code: line for line in case.answers.lines}
    judged = [_judge_line(case, line, found[line.code]) for line in case.now.lines if line.code in found]
    changes = tuple(one.change for one in judged if one.change)
    person = _check_person(case, case.answers.person, case.answers.person_place) if changes else ()
    told = (issue for one in judged for issue in one.issues)
    issues = bound_issues((*_check_structure(case), *person, *_check_day(case), *_check_rules(case), *told))
    return JudgedSheet(changes, tuple(sorted(issues, key=_walk)), repeated=sum(one.repeated for one in judged))


def describe_stale(case: SheetCase, code: str, theirs: Verdict, yours: Verdict) -> Issue:
    """A line that somebody else has judged since the phiếu went out: both values, who, and when."""
    plan, indicator = case.now.plan, case.now.plan.indicator_of_line[code]
    by = ", ".join(filter(None, (theirs.appraiser, format_date(theirs.judged_on) if theirs.judged_on else "")))
    return Issue(
        "verdict_stale",
        case.find_place(code, SheetField.DONE),
        line=code,
        found=f"“{describe_verdict(plan, indicator, theirs)}”" + (f" ({by})" if by else ""),
        expected=f"“{describe_verdict(plan, indicator, yours)}”",
    )


def _walk(issue: Issue) -> tuple[int, int, int]:
    """As a person walks through it: the whole file, the first sheet, then row by row."""
    if not issue.place.cell:
        return 0, 0, 0
    return (1 if fold(issue.place.sheet) == fold(SHEET_INFO) else 2), read_row(issue.place), read_column(issue.place)


def _check_structure(case: SheetCase) -> Iterator[Issue]:
    codes = {line.code for line in case.now.lines}
    for what, place in case.answers.missing:
        if what in codes:
            yield Issue("missing_line", place, line=what, found=ABSENT, expected=what)
        elif place.cell:
            yield Issue("missing_column", place, found=ABSENT, expected=f"cột “{what}”")
        else:
            yield Issue("missing_sheet", place, found=ABSENT, expected=f"sheet “{what}”")
    if case.answers.twice:
        names = ", ".join(f"“{name}”" for name in (SHEET_LINES, *case.answers.twice))
        yield Issue("sheet_table_twice", Place(case.answers.twice[0]), found=names, expected="một bảng chấm")
    if case.identity.plan_version != case.now.plan.version:
        version = case.now.plan.version
        yield Issue("sheet_plan_version", Place(""), found=f"bản {case.identity.plan_version}", expected=f"bản {version}")


def _check_rules(case: SheetCase) -> Iterator[Issue]:
    for one in case.answers.rejected:
        refusal = one.refusal
        yield Issue(refusal.code, one.place, line=one.line, found=_shorten(refusal.found), expected=refusal.expected)


def _check_day(case: SheetCase) -> Iterator[Issue]:
    days = [(case.answers.day, case.answers.day_place, "")]
    days += [(line.day, line.places[SheetField.DAY], line.code) for line in case.answers.lines if line.day]
    for day, place, line in days:
        if day is not None and day > case.today:
            expected = f"chậm nhất {format_date(case.today)}"
            yield Issue("judged_in_future", place, line=line, found=format_date(day), expected=expected)


def _check_person(case: SheetCase, name: str, place: Place, line: str = "") -> Iterator[Issue]:
    """Only somebody of the team judges, nobody the school they work in, and who signed in for nobody else."""
    school = case.now.school.code
    able = ", ".join(member.name for member in case.now.members if member.workplace != school) or "thành viên của tổ thẩm định"
    member = case.find_member(name)
    if not name:
        yield Issue("appraiser_missing", place, line=line, found=BLANK, expected=able)
    elif member is None:
        yield Issue("appraiser_not_in_team", place, line=line, found=name, expected=able)
    elif member.workplace == school:
        yield Issue("appraiser_own_school", place, line=line, found=member.name, expected=able)
    elif case.alone and fold(member.name) != fold(case.alone):
        yield Issue("appraiser_is_another", place, line=line, found=member.name, expected=case.alone)


def _judge_line(case: SheetCase, line: SheetLine, found: FoundLine) -> _JudgedLine:
    """What one line says anew, if anything, and what is wrong with it."""
    base = case.bases.get(line.code) if not line.again else None
    if found.refused or found.blank:
        return _JudgedLine(issues=tuple(_tell_emptied(case, line, found, base)))
    settled = settle_line(case, line, found, base)
    if isinstance(settled, Issue):
        return _JudgedLine(issues=(settled,))
    if base and say_the_same(settled, base):
        return _JudgedLine()
    if not line.again and line.verdict and say_the_same(settled, line.verdict):
        return _JudgedLine(repeated=True)
    flaws = tuple(_check_verdict(case, line, found, settled))
    return _JudgedLine(SheetChange(settled, case.find_revision(line.code)), flaws)


def _check_verdict(case: SheetCase, line: SheetLine, found: FoundLine, settled: Verdict) -> Iterator[Issue]:
    """Whether a verdict may be given at all, says why, comes from somebody of the team, and came before anybody else's."""
    if line.locked:
        yield _tell_locked(case, line, settled)
        return
    if needs_reason(settled.outcome, line.declared) and not settled.reason:
        place = found.places[SheetField.REASON]
        yield Issue("reason_missing", place, line=line.code, found=OUTCOMES[settled.outcome], expected="lý do")
    if settled.appraiser != case.name_person(case.answers.person):
        yield from _check_person(case, settled.appraiser, found.places[SheetField.PERSON], line.code)
    if line.verdict and case.find_revision(line.code) != line.revision:
        yield describe_stale(case, line.code, line.verdict, settled)


def _tell_emptied(case: SheetCase, line: SheetLine, found: FoundLine, base: Verdict | None) -> Iterator[Issue]:
    if base is not None and found.blank and not line.locked:
        told = f"“{describe_verdict(case.now.plan, line.indicator, line.verdict or base)}”"
        yield Issue("verdict_emptied", found.places[SheetField.DONE], line=line.code, found=told, expected="kết quả mới nếu có")


def _tell_locked(case: SheetCase, line: SheetLine, settled: Verdict) -> Issue:
    plan = case.now.plan
    stands = describe_verdict(plan, line.indicator, line.verdict) if line.verdict else OUTCOMES[Outcome.CONFIRMED]
    told = describe_verdict(plan, line.indicator, settled)
    return Issue("line_locked", case.find_place(line.code, SheetField.DONE), line=line.code, found=told, expected=stands)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_FOUND else f"{text[:_LONGEST_FOUND]}…"
