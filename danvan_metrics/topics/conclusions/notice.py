"""The notice of a meeting's conclusions (thông báo kết luận): who met, what was concluded, who does what by when."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.docx.decree import write_day
from danvan_metrics.formats.docx.letterhead import name_letterhead, write_letterhead, write_title
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import TO_WRITE, Piece, bold
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.formats.docx.signatures import END, write_recipients_and_signature
from danvan_metrics.topics.conclusions.figures import EVERYBODY, ConcludedMeeting
from danvan_metrics.topics.conclusions.table import lay_out_given

KIND: Final = "THÔNG BÁO"
_SIGN: Final = "TB"
_WIDTHS: Final = (10, 66, 32, 30, WIDTH - 138)  # mm


def write_notice_opening(paper: Paper, record: ConcludedMeeting) -> None:
    """Write the head, on what ground the office met, when and where, who led and who was present."""
    plan, office = record.plan, record.plan.office
    write_letterhead(paper, name_letterhead(office, _SIGN, record.as_of))
    write_title(paper, KIND, record.subject, sample=record.sample)
    paper.add_text(f"Căn cứ {plan.title} của {office.name};")
    place: tuple[str | Piece, ...] = (record.place,) if record.place else (TO_WRITE,)
    paper.add_text(f"{write_day(record.held_on).capitalize()}, tại ", *place, f", {office.name} họp về {record.matter}.")
    paper.add_text("Chủ trì: ", record.chair or TO_WRITE, "; thư ký: ", record.secretary or TO_WRITE, ".")
    paper.add_text("Thành phần dự họp: ", record.present or TO_WRITE, ".")
    if record.opening:
        paper.add_text(_end(record.opening))
    if record.replaces:
        paper.add_text(f"Thông báo này thay bản đã lập trước đây; lý do: {_end(record.replaces)}")


def write_points(paper: Paper, record: ConcludedMeeting) -> None:
    """Write what was concluded, numbered, and then what was given, as a table."""
    if record.told:
        paper.add_section("NỘI DUNG KẾT LUẬN")
        for number, point in enumerate(record.told, start=1):
            whom = () if point.whom == EVERYBODY else (bold(f"{point.whom}: "),)
            paper.add_text(f"{number}. ", *whom, _end(point.text))
    if record.given:
        paper.add_section("PHÂN CÔNG THỰC HIỆN")
        paper.add_bare_table(lay_out_given(record), _WIDTHS)


def write_notice_ending(paper: Paper, record: ConcludedMeeting) -> None:
    """Write the last sentence, who receives it and who signs."""
    office = record.plan.office
    paper.add_lead(
        f"Trên đây là kết luận cuộc họp; {office.name} thông báo để các trường, cá nhân có liên quan biết, thực hiện{END}"
    )
    write_recipients_and_signature(paper, ("Các trường có liên quan", TO_WRITE), "TRƯỞNG PHÒNG")


def _end(text: str) -> str:
    """The sentence with its full stop."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
