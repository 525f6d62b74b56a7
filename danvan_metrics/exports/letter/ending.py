"""The end of the report: the closing sentence, who receives it, and who signs."""

from __future__ import annotations

from docx.shared import Pt
from docx.table import _Cell

from danvan_metrics.exports.letter.opening import name_subject
from danvan_metrics.formats.docx.grids import add_columns
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import TO_WRITE, Piece, add_pieces
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.formats.docx.styles import LETTERHEAD, RECIPIENT
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import lower_first

END = "./."
_LEFT = 80  # mm
_SIGNATURE_LINES = 4


def write_ending(paper: Paper, meeting: Meeting) -> None:
    """Close the body, then “Nơi nhận” at left and the signature at right."""
    subject = name_subject(meeting)
    paper.add_lead(f"Trên đây là {lower_first(subject)}{END}")
    [left, right] = add_columns(paper.document, _LEFT, WIDTH - _LEFT).rows[0].cells
    _write_recipients(left)
    _write_signature(right)


def _write_recipients(cell: _Cell) -> None:
    heading = cell.paragraphs[0]
    heading.style = RECIPIENT
    run = heading.add_run("Nơi nhận:")
    run.bold, run.italic, run.font.size = True, True, Pt(12)
    add_pieces(cell.add_paragraph(style=RECIPIENT), ["- ", TO_WRITE, ";"])
    add_pieces(cell.add_paragraph(style=RECIPIENT), ["- Lưu: VT."])


def _write_signature(cell: _Cell) -> None:
    first = cell.paragraphs[0]
    first.style = LETTERHEAD
    add_pieces(first, [Piece("TRƯỞNG PHÒNG", bold=True)])
    for _ in range(_SIGNATURE_LINES):
        cell.add_paragraph(style=LETTERHEAD)
    add_pieces(cell.add_paragraph(style=LETTERHEAD), [TO_WRITE])
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
