"""How a sheet prints: A4 across, one page wide, its head on every page, the meeting's footer and page numbers."""

from __future__ import annotations

from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from danvan_metrics.formats.xlsx.look import FONT
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.formats.xlsx.plain_sheet import SAMPLE_LINE
from danvan_metrics.xml_text import make_xml_safe

_MARGINAL_FONT: Final = f"{FONT},Regular"
_LONGEST: Final = 190  # letters: a footer over 255 with its codes makes a spreadsheet refuse the file
_MARGIN: Final = 0.4  # inches


def set_print(page: Page, *, columns: int, repeat: int, freeze: str = "") -> None:
    """A4 landscape, one page wide, `repeat` rows on every page, the meeting's footer and n/N pages."""
    sheet = page.sheet
    sheet.freeze_panes = freeze or f"A{repeat + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{repeat}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{max(sheet.max_row, repeat + 1)}"
    margins = sheet.page_margins
    margins.left = margins.right = _MARGIN
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.25, 0.3
    _set_marginals(page)


def _set_marginals(page: Page) -> None:
    text = make_xml_safe(page.footer).replace("\n", " ").replace("&", "&&")
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip('&')}…"
    footer, header = page.sheet.oddFooter, page.sheet.oddHeader
    assert footer is not None  # noqa: S101  every new sheet has both
    assert header is not None  # noqa: S101
    footer.center.text = f"{text} · trang &P/&N"
    footer.center.font, footer.center.size = _MARGINAL_FONT, 8
    if page.sample:
        header.center.text = SAMPLE_LINE
        header.center.font, header.center.size = _MARGINAL_FONT, 11


def break_before(page: Page, row: int) -> None:
    """Begin a new sheet of paper with this row."""
    page.sheet.row_breaks.append(Break(id=row - 1))
