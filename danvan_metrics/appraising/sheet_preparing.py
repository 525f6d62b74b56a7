"""What the phiếu thẩm định of an appraisal asks today: every line with the school's word, and the verdict as it stands."""

from __future__ import annotations

from typing import Final

from danvan_metrics.appraising.appraisal_case import works_in
from danvan_metrics.appraising.desk import Desk, DeskLine, LineState
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.verdicts import Lane
from danvan_metrics.store.appraising.appraisal_records import Member
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import fold, lower_first
from danvan_metrics.workbook.appraisal_sheet.declared_words import describe_verdict
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetLine, SheetMember, SheetRequest

_AGAIN: Final = frozenset({LineState.RECHECK, LineState.OBJECTED, LineState.UNJUDGED, LineState.DIFFERS})
_NOT_YET: Final = frozenset({LineState.WAITING, LineState.UNJUDGED})


def prepare_sheet(district: District, desk: Desk) -> SheetRequest:
    """What a phiếu of this appraisal asks today; UserError where the school has no return in force."""
    if desk.submission is None:
        raise UserError(
            f"{desk.school.name} chưa có báo cáo nào đang dùng cho kỳ này nên chưa có gì để thẩm định; "
            "hãy nhận báo cáo của trường trước."
        )
    return SheetRequest(
        plan=district.plan_of(desk.key.school),
        school=desk.school,
        period=district.plan.find_period(desk.key.period),
        round=desk.round,
        submission=desk.submission.id,
        hand_in=desk.submission.revision,
        received_on=desk.submission.received_on,
        lines=tuple(_describe_line(district, desk, line) for line in desk.lines),
        version=desk.record.version,
        lane=desk.lane,
        team=desk.team.name if desk.team else "",
        members=tuple(_describe_member(member, desk.school) for member in (desk.team.members if desk.team else ())),
        appraiser=_find_able(desk),
        sample=district.sample,
    )


def _find_able(desk: Desk) -> str:
    """The person's name where they belong to the team and do not work at the school."""
    members = desk.team.members if desk.team else ()
    able = (one.name for one in members if not works_in(one, desk.school))
    return next((name for name in able if fold(name) == fold(desk.appraiser)), "")


def _describe_line(district: District, desk: Desk, line: DeskLine) -> SheetLine:
    only_reconciles = bool(desk.record.appraisers) and desk.lane is Lane.TEAM
    return SheetLine(
        code=line.code,
        indicator=line.indicator,
        text=line.text,
        declared=line.declared,
        evidence=line.evidence,
        pieces=line.pieces,
        verdict=line.verdict,
        revision=line.revision,
        locked=line.state is LineState.LOCKED or (only_reconciles and line.state in _NOT_YET),
        again=line.state in _AGAIN and (line.verdict is not None or bool(line.others)),
        note=_note(district.plan_of(desk.key.school), line),
    )


def _note(plan: Plan, line: DeskLine) -> str:
    """What was said of a line that is to be judged once more: by two who differ, or before the school said something else."""
    if line.others:
        told = (f"{one.verdict.appraiser}: {describe_verdict(plan, line.indicator, one.verdict)}" for one in line.others)
        return "; ".join(told)
    if line.state in _AGAIN and line.verdict:
        return f"lần trước: {lower_first(describe_verdict(plan, line.indicator, line.verdict))}"
    return ""


def _describe_member(member: Member, school: School) -> SheetMember:
    """A workplace named in words that is this school is told by its code."""
    return SheetMember(member.name, member.role, school.code if works_in(member, school) else member.workplace, member.title)
