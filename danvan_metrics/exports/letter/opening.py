"""The first page's head: who reports, the nation's name, place and day, the title, and what the figures are."""

from __future__ import annotations

from typing import Final

from docx.shared import Pt, RGBColor
from docx.table import _Cell

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.decree import NUMBER, name_number, name_office, name_parent, write_day
from danvan_metrics.formats.docx.grids import add_columns
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import hex_of, plain
from danvan_metrics.formats.docx.ruled_lines import make_rule
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.formats.docx.styles import LETTERHEAD, SUBTITLE, TITLE
from danvan_metrics.formats.xlsx.plain_sheet import SAMPLE_LINE
from danvan_metrics.metrics.words import describe_snapshot
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import format_date

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
KIND: Final = "BÁO CÁO"
_LEFT: Final = 72  # mm of the head's left column


def write_opening(paper: Paper, meeting: Meeting) -> None:
    """Write everything above section I."""
    _write_letterhead(paper, meeting)
    _write_title(paper, meeting)
    _write_subject_matter(paper, meeting)


def _write_letterhead(paper: Paper, meeting: Meeting) -> None:
    office = meeting.plan.office
    table = add_columns(paper.document, _LEFT, WIDTH - _LEFT, rows=2)
    [[left, right], [number, place]] = [row.cells for row in table.rows]
    _write_lines(left, (name_parent(office), 12, False), (name_office(office), 12, True))
    make_rule(left.add_paragraph(style=LETTERHEAD), width=_LEFT, length=26)
    _write_lines(right, (NATION, 12, True), (MOTTO, 13, True))
    make_rule(right.add_paragraph(style=LETTERHEAD), width=WIDTH - _LEFT, length=57)
    _write_lines(number, (f"{NUMBER}{name_number(office)}", 13, False))
    _write_lines(place, (f"{office.district}, {write_day(meeting.as_of)}", 13, False))
    place.paragraphs[0].runs[0].italic = True


def _write_lines(cell: _Cell, *lines: tuple[str, float, bool]) -> None:
    """Write lines of text, size in points and weight into an empty cell."""
    for number, (text, size, bold) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.style = LETTERHEAD
        run = paragraph.add_run(plain(text))
        run.bold, run.font.size = bold, Pt(size)


def _write_title(paper: Paper, meeting: Meeting) -> None:
    document = paper.document
    document.add_paragraph(KIND, style=TITLE)
    document.add_paragraph(plain(name_subject(meeting)), style=SUBTITLE)
    make_rule(document.add_paragraph(style=SUBTITLE), width=WIDTH, length=50)
    if meeting.dataset.sample:
        run = document.add_paragraph(style=LETTERHEAD).add_run(SAMPLE_LINE)
        run.bold, run.font.color.rgb = True, RGBColor.from_string(hex_of(theme.REFERENCE))


def _write_subject_matter(paper: Paper, meeting: Meeting) -> None:
    plan = meeting.plan
    told = f"{plan.office.name} báo cáo kết quả {meeting.period}, tổng hợp từ báo cáo của các trường, như sau:"
    opening = paper.add_text(f"Thực hiện {plan.title}, {told}")
    opening.paragraph_format.space_before = Pt(10)
    paper.add_text(f"Phạm vi số liệu: {meeting.subtitle}; tính đến {format_date(meeting.as_of)}; {meeting.received}.")
    if snapshot := meeting.dataset.snapshot:
        told = f"Số liệu lấy từ {describe_snapshot(snapshot)}, chốt ngày {format_date(snapshot.taken_on)}"
        paper.add_text(f"{told}; báo cáo nộp sau ngày chốt không làm thay đổi số liệu này.")


def name_subject(meeting: Meeting) -> str:
    """“Kết quả thực hiện năm “Dân vận khéo” kỳ 9 tháng năm 2020”."""
    plan = meeting.plan
    year = str(plan.year)
    what = plan.title.removeprefix("Kế hoạch ").removesuffix(year).strip().removesuffix(" năm")
    when = f"{meeting.period} {year}" if meeting.period.endswith(" năm") else f"{meeting.period} năm {year}"
    return f"Kết quả {what} {when}"
