"""The office's papers of appraisal, reward and meetings, each the parts it is made of in their order.

`template`: as `compose_document` takes one. A school's sheet takes none: its one page is measured to the last line.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from danvan_metrics.errors import UserError
from danvan_metrics.formats.docx.composing import compose_document
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.metrics.rewards import CouncilMeeting
from danvan_metrics.topics.appraisal.minute import (
    Minute,
    write_findings,
    write_minute_annex,
    write_minute_head,
    write_opinions,
)
from danvan_metrics.topics.conclusions.figures import ConcludedMeeting
from danvan_metrics.topics.conclusions.notice import write_notice_ending, write_notice_opening, write_points
from danvan_metrics.topics.rewards.council_minute import (
    CouncilMinute,
    write_council_ending,
    write_council_opening,
    write_votes,
)
from danvan_metrics.topics.rewards.figures import RewardList
from danvan_metrics.topics.rewards.reward_list import write_reward_list
from danvan_metrics.topics.rewards.submission_letter import Submission, imprint_rewards, write_submission
from danvan_metrics.topics.school.school_sheet import SchoolSheet
from danvan_metrics.topics.school.school_sheet_paper import write_school_sheet
from danvan_metrics.vietnamese import slug

_MINUTE: Final = (write_minute_head, write_findings, write_opinions, write_minute_annex)
_COUNCIL: Final = (write_council_opening, write_votes, write_council_ending)
_NOTICE: Final = (write_notice_opening, write_points, write_notice_ending)


def write_minute(minute: Minute, template: bytes = b"") -> NamedFile:
    """The minutes of one appraisal, signed by the head of the team and the school's principal."""
    version = f"ban {minute.version}" if minute.concluded else "du thao"
    name = slug("bien ban tham dinh", minute.school.code, minute.period, minute.round.code, version)
    return f"{name}.docx", _compose(minute.subject, minute, _MINUTE, template)


def write_council_minute(minute: CouncilMinute, template: bytes = b"") -> NamedFile:
    """The minutes of one meeting of the council."""
    name = slug("bien ban hop hoi dong", minute.meeting.period, minute.meeting.held_on.isoformat())
    return f"{name}.docx", _compose(minute.subject, minute, _COUNCIL, template)


def write_notice(record: ConcludedMeeting, template: bytes = b"") -> NamedFile:
    """The notice of what a meeting concluded."""
    version = f"ban {record.version}" if record.version > 1 else ""
    name = slug("thong bao ket luan", record.name, record.held_on.isoformat(), version)
    return f"{name}.docx", _compose(record.subject, record, _NOTICE, template)


def write_school_paper(record: SchoolSheet) -> NamedFile:
    """One school's sheet: a page with what is unmet."""
    return f"{record.file_name}.docx", _compose(record.imprint.title, record, (write_school_sheet,))


def write_submission_letter(record: RewardList, meetings: tuple[CouncilMeeting, ...], template: bytes = b"") -> NamedFile:
    """The submission to the district; UserError where the council has carried nothing yet, or nothing that others decide."""
    if record.draft or not record.listed:
        raise UserError("Hội đồng chưa thông qua đề nghị nào nên chưa lập được tờ trình; hãy ghi phiếu của Hội đồng trước.")
    votes = {row.proposal.meeting for row in record.listed}
    submission = Submission(record, tuple(one for one in meetings if one.id in votes))
    if not submission.rows:
        raise UserError(
            f"Các hình thức khen đã thông qua đều do {record.plan.office.short} quyết định nên không cần tờ trình; "
            "hãy dùng danh sách đề nghị."
        )
    return f"{slug('to trinh khen thuong', record.period)}.docx", _compose(
        submission.subject, submission, (write_submission,), template
    )


def write_rewards(record: RewardList, ending: str = "docx", template: bytes = b"") -> NamedFile:
    """The list of those proposed, “docx” or “xlsx”; UserError where nobody is proposed, or for another ending."""
    if ending not in {"docx", "xlsx"}:
        raise UserError(f"Danh sách đề nghị không có dạng “.{ending}”; hãy đặt tên tệp có đuôi .docx hoặc .xlsx.")
    if not record.rows:
        raise UserError(f"Chưa có đề nghị khen thưởng nào của {record.period_words}; hãy lập đề nghị ở trang Khen thưởng.")
    name = f"{record.file_name}.{ending}"
    if ending == "xlsx":
        from danvan_metrics.topics.rewards.sheet import write_reward_sheet  # noqa: PLC0415 - XlsxWriter only when asked for

        return name, write_reward_sheet(record)
    imprint = imprint_rewards(record, "Danh sách đề nghị khen thưởng", record.title)
    parts = [partial(_write, write_reward_list, record)]
    return name, compose_document(record.title, record.plan.office.short, imprint, parts, template)


def _compose(title: str, told: Any, parts: tuple[Callable[[Paper, Any], None], ...], template: bytes = b"") -> bytes:
    return compose_document(title, told.imprint.author, told.imprint, [partial(_write, part, told) for part in parts], template)


def _write(write_part: Callable[[Paper, Any], None], told: Any, paper: Paper) -> None:
    write_part(paper, told)
