"""A district whose team sits at the desk: a team, a school's return, the appraisal given to the team."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from danvan_metrics.appraising.stage_acts import assign
from danvan_metrics.appraising.team_acts import name_team
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.verdicts import Role
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_store import build_model, build_return, build_submission

SCHOOL = "MN-DAPTHANH"
HEAD, SECRETARY, MEMBER = "Hoàng Thị Mai", "Trần Văn Lợi", "Lý Thị Sen"
TEAM = (
    Member(HEAD, Role.HEAD, "Phòng GD&ĐT", "Phó Trưởng phòng"),
    Member(SECRETARY, Role.SECRETARY, "Phòng GD&ĐT", "Chuyên viên"),
    Member(MEMBER, Role.MEMBER, "TH-MINHCAM", "Phó Hiệu trưởng"),
)


def build_key(school=SCHOOL, period="6m", round_="to-phong", plan="dan-van-2020") -> AppraisalKey:
    return AppraisalKey(plan, school, period, round_)


def hand_in(district, *changed: Answer, school=SCHOOL, period="6m", received_on=date(2020, 6, 10)):
    """A return with every scored line answered and two pieces of evidence, but HP1.1 without any; `changed` lines instead."""
    instead = {answer.line: answer for answer in changed}
    answers = [instead.get(answer.line, answer) for answer in _answer_all(district.plan)]
    returned = build_return(
        school, period, answers=answers, models=[build_model(evidence_count=1)], models_declared=True, plan=district.plan.code
    )
    content = f"{school} {period} {sorted(map(str, changed))}".encode()
    district.repository.save(build_submission(returned, content=content, received_on=received_on))


def _answer_all(plan):
    for indicator in plan.indicators_for(Reporter.SCHOOL):
        if indicator.scored and indicator.entered:
            yield from (replace(_answer(indicator, line.code), line=line.code) for line in indicator.rows)


def _answer(indicator, line):
    """Half of twelve, Có, Đạt, the number 3, the 29th of April; 0 for what should not happen."""
    evidence = {} if line == "HP1.1" else {"evidence_count": 2, "evidence": f"MC-{line}-01, Quyết định số 12/QĐ-THMC"}
    values = {
        "ratio": {"to_do": 12, "done": 6},
        "count": {"done": 3},
        "limit": {"done": 0},
        "date": {"dated": date(2020, 4, 29)},
        "level": {"choice": "met"},
    }.get(indicator.kind.value, {"choice": "yes"})
    return Answer(line, State.VALUE, **values, **evidence)


def assign_team(district, *, school=SCHOOL, period="6m", round_="to-phong", members=TEAM, appraisers=None) -> AppraisalKey:
    """Name the team and give it the school."""
    key = build_key(school, period, round_)
    number = name_team(district, round_, "Tổ thẩm định số 1", members, actor=OFFICE)
    assign(district, key, number, actor=OFFICE, appraisers=appraisers)
    return key
