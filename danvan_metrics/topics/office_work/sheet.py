"""“Việc của Phòng”: the office's own list in the meeting's workbook."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import set_print
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.office_work.figures import collect_office_work
from danvan_metrics.topics.office_work.table import HEADINGS, PIECES, lay_out_office_work

SHEET: Final = "Việc của Phòng"


def write_office_sheet(page: Page, meeting: Meeting) -> None:
    """Write a row per thing to do, its evidence as a number."""
    record = meeting.take(collect_office_work)
    table = lay_out_office_work(record, meeting.scope, meeting.dataset.roster.office.code)
    page.set_widths([9, 52, 14, 18, 30, 12, 20, 20])
    page.write_head(record.title, table.subtitle, len(HEADINGS))
    page.write_headings(TOP, HEADINGS)
    row = TOP
    for band in table.bands:
        row += 1
        page.write_band(row, band.title, len(HEADINGS))
        for cells in band.rows:
            row += 1
            page.write_row(row, [(str(cell), looks.LONG_TEXT) for cell in cells])
            pieces = cells[PIECES].figures[0]
            if isinstance(pieces, int | float):
                page.write(row, PIECES + 1, pieces, looks.COUNT)
    set_print(page, columns=len(HEADINGS), repeat=TOP)
