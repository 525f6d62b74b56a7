"""`export minute`, `rewards`, `conclusions` and `school-paper`: one paper of the office, as a file."""

from __future__ import annotations

from typing import Final

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_export_paper, check_can_export_papers
from danvan_metrics.appraising.desk import load_board
from danvan_metrics.appraising.minute_out import make_minute
from danvan_metrics.commands.export_request import ExportRequest
from danvan_metrics.commands.lookups import find_period
from danvan_metrics.concluding_acts import find_meeting, make_notice
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.handing_out import hand_out_school_paper
from danvan_metrics.meeting_acts import open_dataset
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.rewarding.reward_papers import make_rewards
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey

MINUTE: Final = "minute"
REWARDS: Final = "rewards"
CONCLUSIONS: Final = "conclusions"
SCHOOL_PAPER: Final = "school-paper"


def make_reward_paper(district: District, asked: ExportRequest, actor: Actor) -> bytes:
    """The list of those proposed, a document or a workbook by the file's ending; UserError says what is wrong."""
    check_can_export_papers(actor)
    asked.refuse_snapshot("Danh sách đề nghị khen thưởng")
    period = find_period(district.plan, asked.period).code if asked.period else None
    return make_rewards(district, period, asked.ending, actor=actor)[1]


def make_conclusion_paper(district: District, asked: ExportRequest, actor: Actor) -> bytes:
    """The notice of a meeting's conclusions; UserError says what is wrong."""
    check_can_export_papers(actor)
    asked.refuse_snapshot("Thông báo kết luận")
    if asked.ending != "docx":
        raise UserError("Thông báo kết luận là văn bản; hãy đặt tên tệp có đuôi .docx.")
    return make_notice(district, find_meeting(district, asked.meeting).id, actor=actor)[1]


def make_school_paper(district: District, asked: ExportRequest, actor: Actor) -> bytes:
    """One school's sheet, of a snapshot too; UserError says what is wrong."""
    if asked.ending != "docx":
        raise UserError("Phiếu trường là văn bản; hãy đặt tên tệp có đuôi .docx.")
    dataset = open_dataset(district, asked.snapshot or "")
    scope = Scope(find_period(dataset.plan, asked.require_period()).code, asked.lens)
    school = asked.require_school(dataset.roster, "phiếu")
    return hand_out_school_paper(district, dataset, scope, school, actor=actor)[1]


def make_minute_paper(district: District, asked: ExportRequest, actor: Actor) -> bytes:
    """The minutes of a school's appraisal; UserError says what is wrong."""
    asked.refuse_snapshot("Biên bản thẩm định")
    if asked.ending != "docx":
        raise UserError("Biên bản thẩm định là văn bản; hãy đặt tên tệp có đuôi .docx.")
    period = find_period(district.plan, asked.require_period()).code
    school = asked.require_school(district.roster, "biên bản")
    check_can_export_paper(actor, school)
    key = AppraisalKey(district.plan.code, school, period, asked.round_code or _find_round(district, school, period))
    return make_minute(district, key, version=asked.version, actor=actor)[1]


def _find_round(district: District, school: str, period: str) -> str:
    """The last round in the plan's order that is concluded, else the last that has begun; the first where none has."""
    rows = [row for row in load_board(district, period) if row.school.code == school]
    concluded = [row.round.code for row in rows if row.stage is Stage.CONCLUDED]
    begun = [row.round.code for row in rows if row.checked]
    named = [one.code for one in district.plan.rounds[:1]]
    found = concluded[-1:] or begun[-1:] or named
    if not found:
        raise UserError("Kế hoạch này không có đợt thẩm định nào nên không có biên bản; hãy ghi các đợt vào tệp kế hoạch.")
    return found[0]
