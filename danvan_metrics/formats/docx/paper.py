"""The document being written: sections numbered as the decree numbers them, sentences, lists and numbered tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from danvan_metrics.formats.docx.grids import draw_table
from danvan_metrics.formats.docx.pieces import Piece, add_pieces, plain
from danvan_metrics.formats.docx.styles import BODY, CAPTION, NOTE, add_styled
from danvan_metrics.formats.table import Table

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"


class Paper:
    """A document and how far its sections, parts, points, tables and annexes are counted."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._sections = self._parts = self._points = self._tables = self._annexes = 0

    def add_section(self, title: str) -> None:
        """“II. KẾT QUẢ …”: a roman number."""
        self._sections, self._parts, self._points = self._sections + 1, 0, 0
        self.document.add_heading(f"{_ROMAN[self._sections - 1]}. {plain(title)}", 1)

    def add_part(self, title: str) -> None:
        """“2. …” within a section."""
        self._parts, self._points = self._parts + 1, 0
        self.document.add_heading(f"{self._parts}. {plain(title)}", 2)

    def add_point(self, title: str) -> None:
        """“b) …” within a part."""
        self._points += 1
        self.document.add_heading(f"{_LETTERS[self._points - 1]}) {plain(title)}", 3)

    def add_annex(self, title: str) -> None:
        """“Phụ lục I” over its name in capitals; its parts are counted anew."""
        self._annexes, self._parts = self._annexes + 1, 0
        heading = self.document.add_heading(f"Phụ lục {_ROMAN[self._annexes - 1]}", 1)
        heading.add_run().add_break()
        heading.add_run(plain(title).upper())
        heading.alignment, heading.paragraph_format.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Mm(0)
        heading.paragraph_format.space_before = Mm(0)

    def add_text(self, *pieces: str | Piece) -> Paragraph:
        """A sentence or several, justified."""
        paragraph = add_styled(self.document, BODY)
        add_pieces(paragraph, pieces)
        return paragraph

    def add_lead(self, *pieces: str | Piece) -> None:
        """A sentence that stays on the page of what follows it."""
        self.add_text(*pieces).paragraph_format.keep_with_next = True

    def add_dash(self, *pieces: str | Piece) -> None:
        """A line of a list, which opens with a dash as official documents do."""
        self.add_text("- ", *pieces).paragraph_format.keep_together = True

    def add_note(self, *pieces: str | Piece) -> None:
        """A small line beside a table."""
        add_pieces(add_styled(self.document, NOTE), pieces)

    def add_table(self, table: Table, widths: Sequence[float], *, together: bool = False) -> None:
        """A table with its number and caption above it; `widths` in mm."""
        self._tables += 1
        add_styled(self.document, CAPTION, f"Bảng {self._tables}. {plain(table.caption)}")
        draw_table(self.document, table, widths, together=together)

    def add_bare_table(self, table: Table, widths: Sequence[float], *, together: bool = False) -> None:
        """A table that the heading above it names."""
        draw_table(self.document, table, widths, together=together)
