"""The head of an official document (NĐ 30/2020/NĐ-CP): who writes, the nation's name, number, place and day, and the title."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
from danvan_metrics.plan.model import Office

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
_LEFT: Final = 72  # mm of the head's left column


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The two names at left, and below them number, place and day (“”: the text says when; neither: an annex has none)."""

    parent: str
    office: str
    number: str = ""
    place_and_day: str = ""


def name_letterhead(office: Office, sign: str, day: date | None) -> Letterhead:
    """The office's own head for a kind of document: “BC” a report, “BB” minutes, “TTr” a submission."""
    where = f"{office.seat}, {write_day(day)}" if day else ""
    return Letterhead(name_parent(office), name_office(office), f"{NUMBER}{name_number(office, sign)}", where)


def write_letterhead(paper: Paper, head: Letterhead, *, width: float = WIDTH) -> None:
    """Write the head at the top of a page whose text is `width` mm wide."""
    numbered = bool(head.number or head.place_and_day)
    table = add_columns(paper.document, _LEFT, width - _LEFT, rows=1 + numbered)
    left, right = table.rows[0].cells
    _write_lines(left, (head.parent, 12, False), (head.office, 12, True))
    make_rule(left.add_paragraph(style=LETTERHEAD), width=_LEFT, length=26)
    _write_lines(right, (NATION, 12, True), (MOTTO, 13, True))
    make_rule(right.add_paragraph(style=LETTERHEAD), width=width - _LEFT, length=57)
    if numbered:
        number, place = table.rows[1].cells
        _write_lines(number, (head.number, 13, False))
        _write_lines(place, (head.place_and_day, 13, False))
        place.paragraphs[0].runs[0].italic = True


def write_title(paper: Paper, kind: str, subject: str, *, sample: bool, width: float = WIDTH) -> None:
    """Write what the document is and what it is about, ruled below; of a sample it says that nothing in it is real."""
    document = paper.document
    document.add_paragraph(kind, style=TITLE)
    document.add_paragraph(plain(subject), style=SUBTITLE)
    make_rule(document.add_paragraph(style=SUBTITLE), width=width, length=50)
    if sample:
        run = document.add_paragraph(style=LETTERHEAD).add_run(SAMPLE_LINE)
        run.bold, run.font.color.rgb = True, RGBColor.from_string(hex_of(theme.REFERENCE))


def _write_lines(cell: _Cell, *lines: tuple[str, float, bool]) -> None:
    """Write lines of text, size in points and weight into an empty cell."""
    for number, (text, size, bold) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.style = LETTERHEAD
        run = paragraph.add_run(plain(text))
        run.bold, run.font.size = bold, Pt(size)
