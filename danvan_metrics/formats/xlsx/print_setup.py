"""How a sheet prints: A4 across, one page wide, its head on every page, the meeting's footer and page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats.xlsx.look import FONT
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.formats.xlsx.plain_sheet import A4, SAMPLE_LINE
from danvan_metrics.xml_text import make_xml_safe

_MARGINAL: Final = f'&C&"{FONT},Regular"'
_LONGEST: Final = 190  # letters: a footer over 255 with its codes makes a spreadsheet refuse the file
_MARGIN: Final = 0.4  # inches


@dataclass(frozen=True, slots=True)
class PaperFit:
    """How a sheet is fitted on paper.

    high: on so many pages (0: as many as it takes). upright: a long list stands on paper, all else lies. last: the last row that
    is printed (0: all); what is only counted with needs no paper.
    """

    high: int = 0
    upright: bool = False
    last: int = 0


_AS_LONG: Final = PaperFit()


def set_print(page: Page, *, columns: int, repeat: int, freeze: str = "", fit: PaperFit = _AS_LONG) -> None:
    """A4, one page wide, `repeat` rows on every page, the meeting's footer and n/N pages."""
    sheet = page.sheet
    sheet.freeze_panes(freeze or f"A{repeat + 1}")
    sheet.hide_gridlines(2)
    if not fit.upright:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, fit.high)
    sheet.repeat_rows(0, repeat - 1)
    sheet.print_area(0, 0, (fit.last or max(page.last, repeat + 1)) - 1, columns - 1)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.6, bottom=0.7)
    sheet.set_header(f"{_MARGINAL}&11 {SAMPLE_LINE}" if page.sample else "", {"margin": 0.25})
    sheet.set_footer(f"{_MARGINAL}&8 {_shorten(page.footer)} · trang &P/&N", {"margin": 0.3})


def _shorten(footer: str) -> str:
    text = make_xml_safe(footer).replace("\n", " ").replace("&", "&&")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip('&')}…"


def break_before(page: Page, row: int) -> None:
    """Begin a new sheet of paper with this row."""
    page.breaks.append(row - 1)
    page.sheet.set_h_pagebreaks(page.breaks)
