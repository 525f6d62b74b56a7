"""“So năm trước”: every indicator of either plan, then and now; there only where a plan of an earlier year is known."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_writer import Content
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, set_print
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.year_against_year.figures import YearAgainstYear, YearFigure, YearRow, collect_year_against_year

SHEET: Final = "So năm trước"
_FIGURES: Final = ("trường đạt (n)", "trường được so (N)", "tỉ lệ trường đạt", "tỉ lệ của tổng")
_COLUMNS: Final = 2 + 2 * len(_FIGURES) + 1


def offers_years(meeting: Meeting) -> bool:
    """Whether there is a year before to tell of."""
    return meeting.take(collect_year_against_year) is not None


def write_years(page: Page, meeting: Meeting) -> None:
    """Write one row per indicator; n and N are typed in, for no sheet holds the rows of the year before."""
    record = meeting.take(collect_year_against_year)
    if record is None:
        return
    page.set_widths([9, 44, *[11] * (2 * len(_FIGURES)), 44])
    page.write_head(record.title, record.subtitle, _COLUMNS)
    page.write_headings(TOP, ["Mã", "Nội dung", *_name_figures(record), "Trường đạt, hoặc vì sao không so được"])
    page.set_height(TOP, 34)
    for row, one in enumerate(record.rows, start=TOP + 1):
        page.write_row(row, [(one.code, looks.CENTRED), (one.title, looks.LONG_TEXT), *_list_cells(one)])
    for row, text in enumerate(filter(None, (record.empty, *record.notes)), start=TOP + 2 + len(record.rows)):
        page.write_line(row, text, looks.PLAIN, _COLUMNS)
    set_print(page, columns=_COLUMNS, repeat=TOP, freeze=f"C{TOP + 1}", fit=PaperFit(high=1))


def _name_figures(record: YearAgainstYear) -> list[str]:
    return [f"{year}: {name}" for year in record.years for name in _FIGURES]


def _list_cells(row: YearRow) -> list[tuple[Content, CellFormat]]:
    sides = [cell for one in (row.then, row.now) for cell in _list_figures(one, few=row.few)]
    return [*sides, (f"không so được vì {row.why}" if row.why else _name_few(row), looks.LONG_TEXT)]


def _list_figures(figure: YearFigure | None, *, few: bool) -> list[tuple[Content, CellFormat]]:
    shares = (None, None) if few or figure is None else (figure.share, figure.value)
    counts = (None, None) if figure is None else (figure.met.n, figure.met.total)
    return [*((number, looks.COUNT) for number in counts), *((share, looks.SHARE) for share in shares)]


def _name_few(row: YearRow) -> str:
    """The schools that meet it, year by year, where they are too few for a share."""
    told = [", ".join(one.names) or "không trường nào" for one in (row.then, row.now) if one] if row.few else []
    return " → ".join(told)
