"""The first page's head: who reports, the nation's name, place and day, the title, and what the figures are."""

from __future__ import annotations

from typing import Final

from docx.shared import Pt

from danvan_metrics.formats.docx.decree import name_matter
from danvan_metrics.formats.docx.letterhead import name_letterhead, write_letterhead, write_title
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.metrics.words import describe_snapshot
from danvan_metrics.plan.model import Office
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_owner import find_owner
from danvan_metrics.vietnamese import capitalise, format_date

KIND: Final = "BÁO CÁO"
_SIGN: Final = "BC"


def write_opening(paper: Paper, meeting: Meeting) -> None:
    """Write everything above section I."""
    write_letterhead(paper, name_letterhead(_find_writer(meeting), _SIGN, meeting.as_of))
    write_title(paper, KIND, name_subject(meeting), sample=meeting.dataset.sample)
    _write_subject_matter(paper, meeting)


def _write_subject_matter(paper: Paper, meeting: Meeting) -> None:
    plan = meeting.plan
    told = f"{_find_writer(meeting).name} báo cáo kết quả {meeting.period}, tổng hợp từ báo cáo của các trường, như sau:"
    opening = paper.add_text(f"Thực hiện {plan.title}, {told}")
    opening.paragraph_format.space_before = Pt(10)
    paper.add_text(f"Phạm vi số liệu: {meeting.subtitle}; tính đến {format_date(meeting.as_of)}; {meeting.received}.")
    if snapshot := meeting.dataset.snapshot:
        told = f"Số liệu lấy từ {describe_snapshot(snapshot)}, chốt ngày {format_date(snapshot.taken_on)}"
        paper.add_text(f"{told}; báo cáo nộp sau ngày chốt không làm thay đổi số liệu này.")


def _find_writer(meeting: Meeting) -> Office:
    """The office; of the schools under one unit that unit."""
    return find_owner(meeting.dataset) if meeting.dataset.unit else meeting.plan.office


def name_subject(meeting: Meeting) -> str:
    """“Kết quả thực hiện năm “Dân vận khéo” kỳ 9 tháng năm 2020”."""
    return capitalise(name_matter(meeting.plan, meeting.scope.period))
