"""The minutes of a meeting of the council (biên bản họp Hội đồng): who was present, and how each proposal was voted on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan_metrics.formats.docx.decree import name_matter, write_day
from danvan_metrics.formats.docx.letterhead import name_letterhead, write_letterhead, write_title
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import TO_WRITE, bold
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.formats.docx.signatures import END, write_signatures
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.metrics.rewards import CouncilMeeting
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.rewards.figures import UNCONCLUDED, RewardRow
from danvan_metrics.topics.rewards.table import lay_out_votes
from danvan_metrics.vietnamese import format_date, format_ratio

KIND: Final = "BIÊN BẢN"
_SIGN: Final = "BB"
_WIDTHS: Final = (11, 64, 40, 26, WIDTH - 141)  # mm


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilMinute:
    """One meeting; `rows` are the proposals it voted on, each with the votes of this very meeting."""

    plan: Plan
    meeting: CouncilMeeting
    rows: tuple[RewardRow, ...]
    as_of: date
    sample: bool

    @property
    def subject(self) -> str:
        """“Họp Hội đồng xét khen thưởng kết quả …”."""
        return f"Họp Hội đồng xét khen thưởng {name_matter(self.plan, self.meeting.period, unbroken=True)}"

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        told = f"Biên bản họp Hội đồng · {self.plan.short_title}"
        footer = f"{told} · họp ngày {format_date(self.meeting.held_on)} · tính đến {format_date(self.as_of)}"
        return Imprint(told, self.subject, self.plan.office.name, footer, self.as_of, self.sample)


def write_council_opening(paper: Paper, minute: CouncilMinute) -> None:
    """Write the head, when and where, who was present of how many, and whether that was enough."""
    meeting = minute.meeting
    write_letterhead(paper, name_letterhead(minute.plan.office, _SIGN, None))
    write_title(paper, KIND, minute.subject, sample=minute.sample)
    paper.add_section("THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN")
    paper.add_text(f"Thời gian: {write_day(meeting.held_on)}; địa điểm: {meeting.place}.")
    paper.add_text("Có mặt: ", bold(f"{format_ratio(len(meeting.present), meeting.members)} thành viên"), ", gồm:")
    for one in meeting.present:
        paper.add_dash(f"{one.name}{f', {one.title}' if one.title else ''}")
    paper.add_text(f"Chủ trì: {meeting.chair}; thư ký: {meeting.secretary}.")
    if quorum := minute.plan.thresholds.quorum:
        paper.add_text(f"Số thành viên có mặt đủ để họp; mức này {_shorten(quorum.note)}.")


def write_votes(paper: Paper, minute: CouncilMinute) -> None:
    """Write every proposal with its votes, and who was voted on without a concluded appraisal."""
    paper.add_section("NỘI DUNG VÀ KẾT QUẢ BỎ PHIẾU")
    if not minute.rows:
        paper.add_text("Phiên họp không bỏ phiếu đề nghị nào.")
        return
    passed = sum(bool(row.proposal.passed) for row in minute.rows)
    paper.add_text(f"Hội đồng xét {len(minute.rows)} đề nghị, thông qua {passed}.")
    if share := minute.plan.thresholds.pass_share:
        paper.add_text(f"Mức thông qua {_shorten(share.note)}.")
    paper.add_table(lay_out_votes(minute.rows), _WIDTHS)
    if names := [row.proposal.name for row in minute.rows if not row.concluded]:
        paper.add_text(f"Lưu ý: {UNCONCLUDED} khi đề nghị: {', '.join(names)}.")


def write_council_ending(paper: Paper, minute: CouncilMinute) -> None:
    """Write the conclusion and who signs."""
    paper.add_section("KẾT LUẬN")
    paper.add_lead(minute.meeting.conclusion or TO_WRITE)
    paper.add_lead(f"Biên bản đã được đọc lại cho các thành viên dự họp nghe và thống nhất{END}")
    write_signatures(paper, ("THƯ KÝ", minute.meeting.secretary), ("CHỦ TRÌ", minute.meeting.chair))


def _shorten(note: str) -> str:
    """A setting's note without what the office still has to look up, which stands in brackets."""
    return note.split(" (", maxsplit=1)[0]
