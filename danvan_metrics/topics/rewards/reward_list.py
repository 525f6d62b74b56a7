"""The list of those proposed (danh sách đề nghị), on paper lying on its side."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.docx.decree import name_matter, name_office, name_parent
from danvan_metrics.formats.docx.letterhead import Letterhead, write_letterhead, write_title
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import plain
from danvan_metrics.formats.docx.sheets import WIDTH_LYING, set_lying
from danvan_metrics.formats.docx.signatures import write_signatures
from danvan_metrics.formats.docx.styles import LETTERHEAD
from danvan_metrics.topics.rewards.figures import UNCONCLUDED, RewardList
from danvan_metrics.topics.rewards.submission_letter import describe_attachment
from danvan_metrics.topics.rewards.table import lay_out_rewards
from danvan_metrics.vietnamese import format_ratio

KIND: Final = "DANH SÁCH"
DRAFT: Final = "Dự kiến, Hội đồng chưa bỏ phiếu"
_WIDTHS: Final = (11, 45, 42, 67, 39, 30, WIDTH_LYING - 234)  # mm


def write_reward_list(paper: Paper, record: RewardList) -> None:
    """Write the list with its two blocks, what was left out, and who signs."""
    set_lying(paper.document)
    subject = f"Đề nghị khen thưởng {name_matter(record.plan, record.period, unbroken=True)}"
    office = record.plan.office
    write_letterhead(paper, Letterhead(name_parent(office), name_office(office)), width=WIDTH_LYING)
    write_title(paper, KIND, subject, sample=record.sample, width=WIDTH_LYING)
    told = f"({DRAFT})" if record.draft else describe_attachment(record)
    paper.document.add_paragraph(style=LETTERHEAD).add_run(plain(told)).italic = True
    paper.add_text(f"{describe_counts(record)}.")
    if record.listed:
        paper.add_bare_table(lay_out_rewards(record, record.listed), _WIDTHS)
    for note in list_notes(record):
        paper.add_note(note)
    write_signatures(paper, ("NGƯỜI LẬP", ""), ("TRƯỞNG PHÒNG", ""), width=WIDTH_LYING)


def describe_counts(record: RewardList) -> str:
    """“Đã xét 12/19 trường; đề nghị khen 3 tập thể, 2 cá nhân”."""
    considered = f"Đã xét {format_ratio(record.considered, record.schools)} trường"
    if not record.listed:
        return f"{considered}; chưa có đề nghị nào trong danh sách"
    proposed = f"{record.count(collective=True)} tập thể, {record.count(collective=False)} cá nhân"
    return f"{considered}; đề nghị khen {proposed}"


def list_notes(record: RewardList) -> list[str]:
    """What a reader must know beside the rows."""
    notes = []
    if names := [row.proposal.name for row in record.unconcluded]:
        notes.append(f"Lưu ý: {UNCONCLUDED} khi đề nghị: {', '.join(names)}.")
    if not record.draft:
        refused = sum(row.proposal.passed is False for row in record.standing)
        waiting = sum(row.proposal.meeting is None for row in record.standing)
        if refused:
            notes.append(f"Hội đồng không thông qua {refused} đề nghị; xem biên bản họp Hội đồng.")
        if waiting:
            notes.append(f"Còn {waiting} đề nghị Hội đồng chưa xét, chưa có trong danh sách này.")
    return notes
