"""The submission to the district's committee (tờ trình): what the council carried, with the list attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats.docx.decree import NUMBER, name_matter, name_number, write_day
from danvan_metrics.formats.docx.letterhead import name_letterhead, write_letterhead, write_title
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import TO_WRITE, plain
from danvan_metrics.formats.docx.signatures import END, write_recipients_and_signature
from danvan_metrics.formats.docx.styles import LETTERHEAD
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.metrics.rewards import CouncilMeeting
from danvan_metrics.topics.rewards.figures import UNCONCLUDED, RewardList, RewardRow
from danvan_metrics.topics.rewards.table import BLOCKS
from danvan_metrics.vietnamese import format_date, format_ratio, lower_first

KIND: Final = "TỜ TRÌNH"
SIGN: Final = "TTr"


@dataclass(frozen=True, slots=True)
class Submission:
    """What is submitted: the list, and the meetings that voted on it.

    Only rewards that the office cannot give itself are submitted; the others are told, for the list attached has them too.
    """

    record: RewardList
    meetings: tuple[CouncilMeeting, ...]

    @property
    def rows(self) -> tuple[RewardRow, ...]:
        """What the committee is asked for."""
        return tuple(row for row in self.record.listed if row.proposal.form not in self.record.plan.honours.office_rewards)

    @property
    def own(self) -> tuple[RewardRow, ...]:
        """What the office gives itself."""
        return tuple(row for row in self.record.listed if row.proposal.form in self.record.plan.honours.office_rewards)

    @property
    def subject(self) -> str:
        """“Đề nghị khen thưởng kết quả …”."""
        return f"Đề nghị khen thưởng {name_matter(self.record.plan, self.record.period, unbroken=True)}"

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        return imprint_rewards(self.record, "Tờ trình đề nghị khen thưởng", self.subject)


def imprint_rewards(record: RewardList, told: str, subject: str) -> Imprint:
    """What a paper of the list says of itself."""
    title = f"{told} · {record.plan.short_title}"
    footer = f"{title} · {record.period_words} · tính đến {format_date(record.as_of)}"
    return Imprint(title, subject, record.plan.office.name, footer, record.as_of, record.sample)


def write_submission(paper: Paper, submission: Submission) -> None:
    """Write the whole submission."""
    record = submission.record
    plan, office = record.plan, record.plan.office
    write_letterhead(paper, name_letterhead(office, SIGN, record.as_of))
    write_title(paper, KIND, submission.subject, sample=record.sample)
    paper.document.add_paragraph(plain(f"Kính gửi: {office.parent}."), style=LETTERHEAD).paragraph_format.space_before = None
    paper.add_text(f"Căn cứ {plan.title} của {office.name};")
    for meeting in submission.meetings:
        paper.add_text(
            f"Căn cứ biên bản họp Hội đồng xét khen thưởng {write_day(meeting.held_on)} "
            f"(có mặt {format_ratio(len(meeting.present), meeting.members)} thành viên);"
        )
    considered = format_ratio(record.considered, record.schools)
    paper.add_text(f"{office.name} đã xét khen thưởng {considered} trường {record.period_words}.")
    paper.add_text(f"Hội đồng thông qua và {office.short} đề nghị {office.parent} xem xét, khen thưởng:")
    _write_counts(paper, submission.rows)
    if submission.own:
        paper.add_text(f"Ngoài ra, {office.short} khen theo thẩm quyền, ghi trong danh sách kèm theo:")
        _write_counts(paper, submission.own)
    if names := [row.proposal.name for row in submission.rows if not row.concluded]:
        paper.add_text(f"Lưu ý: {UNCONCLUDED} tại thời điểm đề nghị: {', '.join(names)}.")
    paper.add_text("(Kèm theo danh sách đề nghị, biên bản thẩm định từng trường và biên bản họp Hội đồng.)")
    paper.add_lead(f"{office.name} kính trình {office.parent} xem xét, quyết định{END}")
    write_recipients_and_signature(paper, ("Như trên", TO_WRITE), "TRƯỞNG PHÒNG")


def _write_counts(paper: Paper, rows: Sequence[RewardRow]) -> None:
    """A line per block and form: how many."""
    for collective, title in BLOCKS.items():
        if not (own := [row for row in rows if row.collective is collective]):
            continue
        forms = list(dict.fromkeys(row.proposal.form for row in own))
        counts = [f"{form}: {sum(row.proposal.form == form for row in own)}" for form in forms]
        paper.add_dash(f"{title} {len(own)}: {'; '.join(map(lower_first, counts))}.")


def describe_attachment(record: RewardList) -> str:
    """“(Kèm theo Tờ trình số … ngày …)” under the title of the list."""
    office = record.plan.office
    number = f"{NUMBER.replace('Số:', 'số')}{name_number(office, SIGN)}"
    return f"(Kèm theo Tờ trình {number} {write_day(record.as_of)} của {office.name})"
