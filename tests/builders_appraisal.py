"""A district that appraises: its store, a school's return received, a team named, an appraisal given to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.appraising.desk import load_desk
from danvan_metrics.appraising.stage_acts import Conclusion, Opinion, assign, conclude, record_opinion, send_to_school
from danvan_metrics.appraising.team_acts import name_team
from danvan_metrics.appraising.verdict_acts import Change, save_verdict
from danvan_metrics.district import District
from danvan_metrics.plan.rules import Field
from danvan_metrics.plan.verdicts import Outcome, Role, Verdict
from danvan_metrics.settings import load_settings
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member
from danvan_metrics.store.repository import open_repository
from danvan_metrics.workbook.answers import Answer, ModelEntry, Place, State
from tests.builders import PLAN, ROSTER
from tests.builders_access import OFFICE
from tests.builders_store import build_return, build_submission

SCHOOL, OTHER = "MN-DAPTHANH", "TH-MINHCAM"  # both are model schools
ORDINARY = next(school.code for school in ROSTER.schools if not school.model)
PERIOD = "12m"
TODAY = date(2021, 1, 5)
HEAD, SECRETARY, MEMBER = "Hoàng Thị Mai", "Triệu Văn Nam", "Lý Thị Sen"
TEAM = (
    Member(HEAD, Role.HEAD, "Phòng GD&ĐT", "Phó Trưởng phòng"),
    Member(SECRETARY, Role.SECRETARY, "Phòng GD&ĐT", "Chuyên viên"),
    Member(MEMBER, Role.MEMBER, OTHER, "Phó Hiệu trưởng"),
)


def open_appraising(folder, *, today=TODAY) -> District:
    """The shipped plan and roster over a store of its own, on a day of one's choosing."""
    settings = replace(load_settings({}), fixed_today=today)
    return District(PLAN, ROSTER, open_repository(f"sqlite:///{folder / 'kho.sqlite3'}"), settings)


def on_day(district: District, day: date) -> District:
    """The same district on another day."""
    return replace(district, settings=replace(district.settings, fixed_today=day))


def build_key(school=SCHOOL, round_code="to-phong", period=PERIOD) -> AppraisalKey:
    """An appraisal of the shipped plan."""
    return AppraisalKey(PLAN.code, school, period, round_code)


def answer(line: str, *, to_do=None, done=None, choice=None, dated=None, pieces=None, evidence="", state=None) -> Answer:
    """What a school wrote on a line; blank where nothing is given, not applicable where it says so."""
    given = any(value is not None for value in (done, choice, dated))
    outside = choice == "not_applicable" or to_do == 0
    told = State.NOT_APPLICABLE if outside else State.VALUE if given else State.NOT_REPORTED
    cells = {Field.DONE: Place("Nội dung", "F9")}
    return Answer(line, State(state) if state else told, to_do, done, choice, dated, pieces, evidence, "", cells)


ANSWERS = (
    answer("CT1.1", to_do=20, done=15, pieces=1, evidence="Xem MC-CT1.1-01, biên bản"),
    answer("NV2.3", done=2, pieces=2),
    answer("NV4.3", done=0),
    answer("NV3.1", to_do=0, done=0),
    answer("HP1.1", choice="met", pieces=1),
    answer("HP1.2", choice="met"),
    answer("HP1.3", choice="doing", pieces=1),
    answer("HP2.1", choice="not_applicable"),
    answer("HP2.2"),
)


def hand_in(district: District, school=SCHOOL, *changed: Answer, models=None, period=PERIOD, content: bytes | None = None) -> int:
    """A school's return with ANSWERS, some of them changed; two models, one with a result; the hand-in's number."""
    instead = {one.line: one for one in changed}
    answers = [instead.pop(one.line, one) for one in ANSWERS] + list(instead.values())
    registered = build_models() if models is None else models
    returned = build_return(school, period, answers=answers, models=registered, models_declared=True, plan=PLAN.code)
    given = content or repr((school, period, answers, registered)).encode()
    return district.repository.save(build_submission(returned, content=given)).submission


def build_models() -> list[ModelEntry]:
    """Two models registered, the second with a result and two pieces of evidence."""
    first = ModelEntry(Place("Mô hình", "A8"), "Vườn rau của bé")
    return [first, ModelEntry(Place("Mô hình", "A9"), "Cổng trường an toàn", result="Có nền nếp", evidence_count=2)]


def give_to_team(district: District, school=SCHOOL, round_code="to-phong", *, appraisers=None, members=TEAM) -> AppraisalKey:
    """A team named in the round, and the school given to it."""
    key = build_key(school, round_code)
    team = name_team(district, round_code, "Tổ 1", members, actor=OFFICE)
    assign(district, key, team, actor=OFFICE, appraisers=appraisers)
    return key


def find_line(district: District, key: AppraisalKey, line: str, appraiser=HEAD):
    """One line of the desk as somebody sees it."""
    return next(one for one in load_desk(district, key, appraiser=appraiser).lines if one.code == line)


def judge(district: District, key: AppraisalKey, line: str, outcome=Outcome.CONFIRMED, *, by=HEAD, seen_revision=None, **found):
    """Save a verdict on what the desk shows; a reason is given unless one is named."""
    seen = find_line(district, key, line, by).revision if seen_revision is None else seen_revision
    words = {"reason": "" if outcome is Outcome.CONFIRMED and len(found) == 0 else "Đã xem hồ sơ"} | found
    return save_verdict(district, key, Change(Verdict(line=line, outcome=outcome, **words), seen), actor=sit_at_laptop(by))


def build_conclusion(**more) -> Conclusion:
    """A conclusion of the day, signed by head and secretary."""
    parts = {
        "held_on": TODAY, "place": "Phòng họp", "attendees": ("Hoàng Thị Mai", "Hiệu trưởng"), "strengths": "Hồ sơ đủ",
        "limits": "", "proposals": "", "conclusion": "Hoàn thành", "signers": (HEAD, SECRETARY), "school_signer": "Hiệu trưởng",
    }  # fmt: skip
    return Conclusion(**parts | more)


def settle(district: District, key: AppraisalKey, **conclusion) -> None:
    """Send to the school, which agrees; conclude."""
    send_to_school(district, key, actor=sit_at_laptop(HEAD))
    record_opinion(district, key, Opinion(agrees=True, by="Hiệu trưởng"), actor=sit_at_laptop(HEAD))
    conclude(district, key, build_conclusion(**conclusion), actor=sit_at_laptop(HEAD))
