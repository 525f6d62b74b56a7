"""Builders of districts with returns, council meetings and proposals, for tests of reward and its papers."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import docx

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.appraising.stage_acts import (
    Conclusion,
    Opinion,
    assign,
    conclude,
    record_opinion,
    send_to_school,
    submit_for_signature,
)
from danvan_metrics.appraising.team_acts import name_team
from danvan_metrics.appraising.verdict_acts import Change, save_verdicts
from danvan_metrics.district import District, open_district
from danvan_metrics.metrics.rewards import Attendee
from danvan_metrics.plan.verdicts import Outcome, Role, Verdict
from danvan_metrics.rewarding.recognition_acts import ModelHonour
from danvan_metrics.rewarding.reward_acts import Council, Nomination
from danvan_metrics.settings import load_settings
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_store import build_model, build_return, build_submission

PERIOD = "12m"
SCHOOL, OTHER = "MN-DAPTHANH", "MN-DONDAC"
COLLECTIVE, INDIVIDUAL = "collective", "individual"
FORM = "Giấy khen của Chủ tịch UBND huyện"
GATE, GARDEN = "Cổng trường an toàn", "Vườn rau của bé"
NAMES = ("Nguyễn Thị An", "Trần Văn Bình", "Lê Thị Cúc", "Phạm Văn Dũng", "Hoàng Thị Én", "Vũ Văn Giang",
         "Đặng Thị Hà", "Bùi Văn Khoa", "Đỗ Thị Lan", "Ngô Văn Minh")  # fmt: skip


def open_office(folder: Path, today: str = "2020-12-20") -> District:
    """The office on a day after the year's deadline, with an empty store."""
    given = {"DANVAN_DATABASE_URL": f"sqlite:///{folder / 'kho.sqlite3'}", "DANVAN_TODAY": today}
    return open_district(load_settings(given))


def hand_in(district: District, school=SCHOOL, period=PERIOD, *, models=None, answers=None, content: bytes | None = None) -> int:
    """A return with one ratio answered and two models, one with a result and evidence; its number in the store."""
    entries = models if models is not None else (
        build_model(GATE, owner="collective", status="finished", result="Hết ùn tắc", evidence_count=2.0),
        build_model(GARDEN, owner="individual", status="doing"),
    )  # fmt: skip
    answers = answers or (Answer("CT1.1", State.VALUE, to_do=4.0, done=3.0, evidence_count=1.0),)
    returned = build_return(
        school, period, answers=answers, models=entries, models_declared=bool(entries), plan=district.plan.code
    )
    bytes_of = content or f"{school} {period}".encode()
    uploaded_at = datetime(2020, 12, 8, 2, tzinfo=UTC)
    return district.repository.save(
        build_submission(returned, content=bytes_of, received_on=date(2020, 12, 8), uploaded_at=uploaded_at)
    ).submission


def build_people(count: int) -> tuple[Attendee, ...]:
    """So many members of the council who came."""
    return tuple(Attendee(name, "Thành viên") for name in NAMES[:count])


def build_council(present: int | tuple[Attendee, ...] = 7, members: int = 9, **more) -> Council:
    """A meeting on 18/12/2020 at the office; the first of those present is in the chair, the second writes."""
    people = build_people(present) if isinstance(present, int) else present
    parts = {
        "period": PERIOD, "held_on": date(2020, 12, 18), "place": "Phòng họp Phòng GD&ĐT", "members": members,
        "present": people, "chair": NAMES[0], "secretary": NAMES[1], "conclusion": "Thống nhất đề nghị.",
    }  # fmt: skip
    return Council(**(parts | more))


def build_nomination(**more) -> Nomination:
    """The first school proposed as a collective."""
    parts = {"period": PERIOD, "owner": COLLECTIVE, "school": SCHOOL, "form": FORM}
    return Nomination(**(parts | more))


def build_recognition(**more) -> ModelHonour:
    """The gate recognised at district level on 15/12/2020."""
    parts = {
        "school": SCHOOL, "period": PERIOD, "model": GATE, "level": "Cấp huyện", "decision": "215/QĐ-UBND",
        "decided_on": date(2020, 12, 15),
    }  # fmt: skip
    return ModelHonour(**(parts | more))


def read_paper(content: bytes) -> str:
    """Everything written in a DOCX: paragraphs, then tables cell by cell."""
    document = docx.Document(io.BytesIO(content))
    cells = (" | ".join(row) for table in read_tables(content) for row in table)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def read_tables(content: bytes) -> list[list[list[str]]]:
    """Every table of a DOCX as rows of texts; a merged cell once."""
    document = docx.Document(io.BytesIO(content))
    return [[[cell.text for cell in dict.fromkeys(row.cells)] for row in table.rows] for table in document.tables]


# What the team finds of what the school declares: line → (declared, outcome, reason).
FOUND = {
    "CT1.1": (Answer("CT1.1", State.VALUE, to_do=4.0, done=3.0, evidence_count=1.0), Outcome.CONFIRMED, ""),
    "HP1.1": (Answer("HP1.1", State.VALUE, choice="met", evidence_count=2.0), Outcome.CONFIRMED, ""),
    "HP1.2": (Answer("HP1.2", State.VALUE, choice="met", evidence_count=1.0), Outcome.LOWERED, "Bồn hoa chưa trồng xong"),
    "HP1.3": (Answer("HP1.3", State.VALUE, choice="doing"), Outcome.RAISED, "Đã xong từ tháng 10"),
    "HP2.1": (Answer("HP2.1", State.VALUE, choice="met"), Outcome.UNPROVEN, "Không có biên bản kèm theo"),
    "HP2.2": (Answer("HP2.2", State.VALUE, choice="met"), Outcome.UNCHECKABLE, "Đường vào điểm trường bị sạt"),
}
VALUES = {"HP1.2": {"choice": "doing"}, "HP1.3": {"choice": "met"}}
KEY_ROUND = "to-phong"
HEAD, CLERK, MEMBER = "Nguyễn Thị An", "Trần Văn Bình", "Lê Thị Cúc"


def appraise(district: District, school: str = SCHOOL, *, concluded: bool = True) -> AppraisalKey:
    """The school's six lines judged by a team of three as FOUND says; concluded on 15/12/2020, the school agreeing."""
    key = AppraisalKey(district.plan.code, school, PERIOD, KEY_ROUND)
    members = (Member(HEAD, Role.HEAD, title="Phó Trưởng phòng"), Member(CLERK, Role.SECRETARY), Member(MEMBER, Role.MEMBER))
    team = name_team(district, KEY_ROUND, "Tổ số 1", members, actor=sit_at_laptop(HEAD))
    assign(district, key, team, actor=sit_at_laptop(HEAD))
    changes = [
        Change(Verdict(line=line, outcome=outcome, reason=reason, **VALUES.get(line, {})), 0)
        for line, (_, outcome, reason) in FOUND.items()
    ]
    save_verdicts(district, key, changes, actor=sit_at_laptop(CLERK))
    if concluded:
        conclude_appraisal(district, key)
    return key


def conclude_appraisal(district: District, key: AppraisalKey) -> None:
    """The school agrees; head and clerk sign."""
    send_to_school(district, key, actor=sit_at_laptop(HEAD))
    record_opinion(district, key, Opinion(agrees=True, by="Hoàng Thị Mai"), actor=sit_at_laptop(HEAD))
    submit_for_signature(district, key, actor=sit_at_laptop(CLERK))
    told = Conclusion(
        held_on=date(2020, 12, 15), place="Trường Mầm non Đạp Thanh", attendees=("Hoàng Thị Mai, Hiệu trưởng",),
        strengths="Hồ sơ đầy đủ.", limits="Cảnh quan còn dở dang.", proposals="Hoàn thành bồn hoa trong quý I.",
        conclusion="Nhất trí kết quả thẩm định.", signers=(HEAD, CLERK), school_signer="Hoàng Thị Mai",
    )  # fmt: skip
    conclude(district, key, told, actor=sit_at_laptop(HEAD))


def hand_in_judged(district: District, school: str = SCHOOL, **changed: Answer) -> int:
    """A return that answers the lines of FOUND, with two models."""
    answers = tuple(changed.get(line.replace(".", "_"), answer) for line, (answer, *_) in FOUND.items())
    return hand_in(district, school, answers=answers, content=repr((school, answers)).encode())
