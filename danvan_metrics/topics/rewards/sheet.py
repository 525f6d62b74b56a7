"""The list of those proposed as a workbook of one sheet, in the same two blocks."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Final

from xlsxwriter import Workbook

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_writer import CellWriter
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import set_print
from danvan_metrics.topics.rewards.figures import RewardList
from danvan_metrics.topics.rewards.reward_list import DRAFT, describe_counts, list_notes
from danvan_metrics.topics.rewards.table import HEADINGS, lay_out_rewards
from danvan_metrics.xml_text import make_xml_safe

SHEET: Final = "Danh sách đề nghị"
_WIDTHS: Final = (6, 26, 28, 46, 26, 24, 16)


def write_reward_sheet(record: RewardList) -> bytes:
    """Write the list as XLSX; the same list gives the same bytes."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        author, title = map(make_xml_safe, (record.plan.office.name, record.title))
        workbook.set_properties({"author": author, "title": title, "created": datetime.combine(record.as_of, time())})
        page = Page(workbook.add_worksheet(SHEET), CellWriter(workbook), make_xml_safe(record.source), record.sample)
        page.set_widths(_WIDTHS)
        page.write_head(f"Danh sách đề nghị khen thưởng · {record.period_words}", _describe(record), len(HEADINGS))
        page.write_headings(TOP, HEADINGS)
        _write_rows(page, record)
        set_print(page, columns=len(HEADINGS), repeat=TOP)
    return written.getvalue()


def _describe(record: RewardList) -> str:
    draft = f"{DRAFT}. " if record.draft else ""
    return " ".join([f"{draft}{describe_counts(record)}.", *list_notes(record)])


def _write_rows(page: Page, record: RewardList) -> None:
    row = TOP
    for band in lay_out_rewards(record, record.listed).bands:
        page.write_band(row := row + 1, band.title, len(HEADINGS))
        for number, cells in enumerate(band.rows, start=1):
            page.write(row := row + 1, 1, number, looks.COUNT)
            page.write_row(row, [(cell.text, looks.LONG_TEXT) for cell in cells[1:]], column=2)
