"""`export minute` and `export rewards`: one paper of appraisal or reward, as a file."""

from __future__ import annotations

from typing import Final

from danvan_metrics.appraising.desk import load_board
from danvan_metrics.appraising.minute_out import make_minute
from danvan_metrics.commands.export_request import ExportRequest
from danvan_metrics.commands.lookups import find_period
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.rewarding.reward_papers import make_rewards
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey

MINUTE: Final = "minute"
REWARDS: Final = "rewards"


def make_reward_paper(district: District, asked: ExportRequest) -> bytes:
    """The list of those proposed, a document or a workbook by the file's ending; UserError says what is wrong."""
    asked.refuse_snapshot("Danh sách đề nghị khen thưởng")
    period = find_period(district.plan, asked.period).code if asked.period else None
    return make_rewards(district, period, asked.ending)[1]


def make_minute_paper(district: District, asked: ExportRequest) -> bytes:
    """The minutes of a school's appraisal; UserError says what is wrong."""
    asked.refuse_snapshot("Biên bản thẩm định")
    if asked.ending != "docx":
        raise UserError("Biên bản thẩm định là văn bản; hãy đặt tên tệp có đuôi .docx.")
    period = find_period(district.plan, asked.require_period()).code
    school = asked.require_school(district.roster, "biên bản")
    key = AppraisalKey(district.plan.code, school, period, asked.round_code or _find_round(district, school, period))
    return make_minute(district, key, version=asked.version)[1]


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
