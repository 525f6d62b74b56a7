"""The end of an official document: who receives it at left, who signs at right; or two who sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.shared import Pt
from docx.table import _Cell

from danvan_metrics.formats.docx.grids import add_columns
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import TO_WRITE, Piece, add_pieces
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.formats.docx.styles import LETTERHEAD, RECIPIENT

END: Final = "./."
_LEFT: Final = 80  # mm
_SIGNATURE_LINES: Final = 4


def write_recipients_and_signature(paper: Paper, recipients: Sequence[str | Piece], title: str, name: str = "") -> None:
    """“Nơi nhận” at left (people write whom else it goes to), the signature of who has `title` at right (`name` “”: by hand)."""
    [left, right] = add_columns(paper.document, _LEFT, WIDTH - _LEFT).rows[0].cells
    _write_recipients(left, recipients)
    _write_signature(right, title, name)


def write_signatures(paper: Paper, *signers: tuple[str, str], width: float = WIDTH) -> None:
    """Signatures side by side, each a title and a name (“”: the signer writes it); never torn apart by a page's end."""
    [row] = add_columns(paper.document, *[width / len(signers)] * len(signers)).rows
    for cell, (title, name) in zip(row.cells, signers, strict=True):
        _write_signature(cell, title, name)
        cell.paragraphs[0].paragraph_format.space_before = Pt(10)


def _write_recipients(cell: _Cell, recipients: Sequence[str | Piece]) -> None:
    heading = cell.paragraphs[0]
    heading.style = RECIPIENT
    run = heading.add_run("Nơi nhận:")
    run.bold, run.italic, run.font.size = True, True, Pt(12)
    for one in recipients or (TO_WRITE,):
        add_pieces(cell.add_paragraph(style=RECIPIENT), ["- ", one, ";"])
    add_pieces(cell.add_paragraph(style=RECIPIENT), ["- Lưu: VT."])


def _write_signature(cell: _Cell, title: str, name: str = "") -> None:
    first = cell.paragraphs[0]
    first.style = LETTERHEAD
    add_pieces(first, [Piece(title, bold=True)])
    for _ in range(_SIGNATURE_LINES):
        cell.add_paragraph(style=LETTERHEAD)
    add_pieces(cell.add_paragraph(style=LETTERHEAD), [Piece(name, bold=True) if name else TO_WRITE])
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
