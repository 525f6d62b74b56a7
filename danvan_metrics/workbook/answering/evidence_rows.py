"""Read the sheet Minh chứng: a row per piece of evidence. Nothing on it keeps a return out, and a workbook may lack it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from danvan_metrics.plan.evidence_codes import read_evidence_code
from danvan_metrics.plan.model import Plan
from danvan_metrics.raw import Raw, format_raw, is_blank, read_date
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.vietnamese import clean_text, fold
from danvan_metrics.workbook.answering.form import Form
from danvan_metrics.workbook.answering.headings import Header, find_header
from danvan_metrics.workbook.answering.judging import locate
from danvan_metrics.workbook.answering.model_rows import is_closing
from danvan_metrics.workbook.answers import EvidenceItem, Place
from danvan_metrics.workbook.labels import EVIDENCE_HEADINGS
from danvan_metrics.workbook.layout import EvidenceTable

LONGEST_READ: Final = 1000  # characters of one cell; the workbook itself is kept
_NEEDED: Final = ("code", "title")  # without these headings nothing on the sheet can be told apart
_FEWEST_CELLS: Final = 2  # filled in a row without a code, for it to be a piece of evidence
_DAY: Final = re.compile(
    r"(?:\bngày\s*)?(?<![\d/])(?:(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?![\d/])"
    r"|(\d{1,2})\s*tháng\s*(\d{1,2})\s*(?:năm\s*)?(\d{4}))",
    re.IGNORECASE,
)
_LOOSE_ENDS: Final = " ,;–-·()"


@dataclass(frozen=True, slots=True)
class EvidencePlaces:
    """Where the table stands on the sheet that came back: its columns by what they hold, and the rows with anything in them.

    `pieces` are the rows read; `others` those that are no pieces (signatures, notes); `lost` the headings that are gone.
    """

    grid: Grid
    columns: Mapping[str, int]
    pieces: tuple[int, ...]
    others: tuple[int, ...]
    lost: tuple[str, ...] = ()

    def cell(self, row: int, key: str) -> Place:
        """The cell of one column in a row; of the first column where this one is gone."""
        return locate(self.grid.name, row, self.columns.get(key, 1))


def find_evidence(form: Form, grids: Mapping[str, Grid]) -> EvidencePlaces | None:
    """Where the pieces stand; `grids` by the names sent out. None where nobody asks, or the sheet is gone or empty."""
    table = form.layout.evidence
    grid = grids.get(table.sheet) if table else None
    if table is None or grid is None or not _is_used(table, grid):
        return None
    return _find(form.plan, table, grid)


def _find(plan: Plan, table: EvidenceTable, grid: Grid) -> EvidencePlaces:
    sent = Header(table.header_row, {EVIDENCE_HEADINGS[key]: column for key, column in table.columns.items()})
    header = find_header(grid, sent)
    lost = header.lost if header.found else tuple(sent.columns)
    columns = {key: header.columns[heading] for key, heading in EVIDENCE_HEADINGS.items() if heading not in lost}
    if not {*_NEEDED} <= columns.keys():
        return EvidencePlaces(grid, columns, (), (), lost)
    return EvidencePlaces(grid, columns, *_part_rows(plan, grid, columns, header.row), lost)


def _is_used(table: EvidenceTable, grid: Grid) -> bool:
    """Whether anything stands below the row of the headings sent out: of nearly every workbook nothing does."""
    below = islice(grid.cells, max(table.header_row + 1 - grid.first_row, 0), None)
    return any(cells.count("") < len(cells) for cells in below if cells)


def _part_rows(plan: Plan, grid: Grid, columns: Mapping[str, int], header: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A row with a code is a piece; one without is where more than one cell is filled, and no signature or note has begun."""
    pieces: list[int] = []
    others: list[int] = []
    closed = False
    for row in grid.filled_rows(header + 1):
        cells = {key: raw for key, column in columns.items() if not is_blank(raw := grid.value(row, column))}
        if not cells:
            continue
        coded = read_evidence_code(_format(cells.get("code")), plan) is not None
        closed = closed or (not coded and any(is_closing(raw) for raw in cells.values()))
        is_piece = coded or (len(cells) >= _FEWEST_CELLS and not closed and not _is_heading(cells))
        (pieces if is_piece else others).append(row)
    return tuple(pieces), tuple(others)


def _is_heading(cells: Mapping[str, Raw]) -> bool:
    return all(fold(_format(raw)) == fold(EVIDENCE_HEADINGS[key]) for key, raw in cells.items())


def read_evidence(form: Form, grids: Mapping[str, Grid]) -> tuple[EvidenceItem, ...]:
    """The pieces listed, in the sheet's order; a code as the plan writes it where it can be read, else as it stands."""
    places = find_evidence(form, grids)
    return tuple(_read_piece(form.plan, places, row) for row in places.pieces) if places else ()


def _read_piece(plan: Plan, places: EvidencePlaces, row: int) -> EvidenceItem:
    texts = {key: _format(places.grid.value(row, column)) for key, column in places.columns.items()}
    code = read_evidence_code(texts["code"], plan)
    number = texts.pop("number", "")
    told, dated = _part_day(places.grid.value(row, places.columns["number"]), number) if number else ("", None)
    return EvidenceItem(
        place=places.cell(row, "code"), number=told, dated=dated, **(texts | {"code": code.text if code else texts["code"]})
    )


def _format(raw: Raw) -> str:
    return clean_text(format_raw(raw))[:LONGEST_READ]


def _part_day(raw: Raw, text: str) -> tuple[str, date | None]:
    """“15/BB-MNĐT, 12/3/2020” as number and day; a day that there is not stays in the number."""
    if isinstance(raw, date):
        return "", read_date(raw)
    for found in _DAY.finditer(text):
        day = _make_day(*filter(None, found.groups()))
        if day:
            rest = f"{text[: found.start()].rstrip(_LOOSE_ENDS)} {text[found.end() :].lstrip(_LOOSE_ENDS)}"
            return rest.strip(_LOOSE_ENDS), day
    return text, None


def _make_day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def list_flawed(places: EvidencePlaces) -> Iterator[tuple[Place, str]]:
    """Cells of the pieces that hold an error value or a formula without result: read as blank."""
    for (row, column), flaw in places.grid.flaws.items():
        if row in places.pieces and column in places.columns.values():
            yield locate(places.grid.name, row, column), flaw
