"""The office's own half for tests: what it entered, whom it appraised, whom it proposed; and a district on an empty store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from danvan_metrics.district import District
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.metrics.rewards import Attendee, CouncilMeeting, Proposal, Rewards, RewardStep
from danvan_metrics.plan.rules import Field
from danvan_metrics.plan.verdicts import APPRAISAL_COLUMNS, Stage
from danvan_metrics.settings import Settings, load_settings
from danvan_metrics.store.repository import open_repository
from danvan_metrics.units.roster import Roster
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.template.build import build_workbook, write_dated_workbook
from danvan_metrics.workbook.template.filling import Contents, fill_cells
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset

OFFICE = ROSTER.office.code
PERIOD = "12m"
PREPARER, PHONE, EMAIL = "Hà Thị Kín Đáo", "0203 888 777", "kin.dao@truong.example"
TODAY = date(2020, 12, 17)
NO_REWARDS = Rewards()


class DistrictOn(District):
    """A district that lives on 17/12/2020, when every return of the plan's year can have come."""

    def today(self) -> date:
        return TODAY


def open_office_district(folder: Path, *, plan=PLAN, roster: Roster = ROSTER, settings: Settings | None = None) -> District:
    """The district with an empty store of its own."""
    repository = open_repository(f"sqlite:///{folder / 'kho.sqlite3'}")
    return DistrictOn(plan, roster, repository, settings or load_settings())


def build_office_dataset(
    answers: dict | None = None, *, schools=(), stages=(), rewards: Rewards = NO_REWARDS, as_of: date = TODAY
) -> Dataset:
    """What the office entered for the year, beside returns of schools, stages (school, round, stage) and rewards."""
    own = [] if answers is None else [PlainReturn(OFFICE, PERIOD, date(2020, 12, 10), answers)]
    dataset = build_dataset([*own, *schools], as_of=as_of)
    rows = [dict.fromkeys(APPRAISAL_COLUMNS) | _stage(*one) for one in stages]
    appraisals = pd.DataFrame(rows, columns=list(APPRAISAL_COLUMNS))
    return replace(dataset, appraisals=appraisals, rewards=rewards)


def _stage(school: str, round_code: str, stage: Stage) -> dict:
    return {"school": school, "period": PERIOD, "round": round_code, "stage": str(stage), "version": 1, "team": "Tổ số 1"}


def build_meeting(number: int, held_on: date, period: str = PERIOD) -> CouncilMeeting:
    """A meeting of the council at which 7 of 9 were present."""
    present = tuple(Attendee(f"Thành viên {place}") for place in range(7))
    return CouncilMeeting(number, period, "Phòng họp tầng 2", held_on, 9, present, "Chủ tịch", "Thư ký")


def build_proposal(number: int, step: RewardStep, *, passed: bool | None = None, period: str = PERIOD) -> Proposal:
    """A collective proposal, considered at the first meeting unless it is only proposed."""
    meeting = None if step in {RewardStep.PROPOSED, RewardStep.DROPPED} else 1
    school = ROSTER.schools[number - 1]
    return Proposal(
        number, period, "collective", school.code, school.name, "", "", "Giấy khen của Phòng GD&ĐT", "Hoàn thành tốt",
        step=step, meeting=meeting, passed=passed,
    )  # fmt: skip


def write_school_workbook(district: District, school: str, period: str = PERIOD, **facts) -> bytes:
    """A school's workbook with its preparer, one line answered, and nothing else."""
    unit, plan = district.roster.by_code[school], district.plan
    given = {"prepared_by": PREPARER, "phone": PHONE, "email": EMAIL, "prepared_on": date(2020, 12, 9), "staff": 20, **facts}
    lines = {"CT3.1": {Field.DONE: "Có", Field.EVIDENCE_COUNT: 1, Field.EVIDENCE: "KH số 15"}}
    workbook = build_workbook(plan, unit, plan.find_period(period))
    workbook.properties.lastModifiedBy = PREPARER  # as Excel does
    fill_cells(workbook, prepare_form(plan, unit.reporter).layout, Contents(lines, given, "Không", ()))
    return write_dated_workbook(workbook, moment=datetime(2020, 12, 9))  # noqa: DTZ001 - a workbook's dates know no zone
