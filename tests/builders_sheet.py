"""A phiếu thẩm định filled in as a person would in Excel, and handed back in."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from openpyxl import Workbook, load_workbook

from danvan_metrics.access.actor import Actor
from danvan_metrics.appraising.sheet_in import receive_sheets
from danvan_metrics.appraising.sheet_out import write_sheet
from danvan_metrics.appraising.sheet_outcome import SheetOutcome
from danvan_metrics.district import District, open_district
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.settings import load_settings
from tests.builders_access import OFFICE

LINES, INFO, HIDDEN = "Phiếu thẩm định", "Thông tin", "_danvan"
SEEN, METHOD, TO_DO, DONE, OUTCOME, REASON, PERSON, DAY = "EFGHIJKL"


def open_office(folder, *, today=date(2020, 6, 25), name="kho.sqlite3", **settings) -> District:
    """The shipped plan and roster over a store of its own."""
    url = f"sqlite:///{folder / name}"
    return open_district(replace(load_settings(), database_url=url, fixed_today=today, **settings))


def download(district, key, appraiser="", *, actor: Actor = OFFICE) -> bytes:
    """The phiếu as it goes out."""
    return write_sheet(district, key, actor=actor, appraiser=appraiser)[1]


def open_sheet(content: bytes) -> Workbook:
    """The workbook."""
    return load_workbook(io.BytesIO(content))


def save_sheet(workbook: Workbook) -> bytes:
    """The workbook as bytes."""
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def list_rows(workbook: Workbook, sheet=LINES) -> dict[str, int]:
    """The row of every code in the first column."""
    return {str(row[0].value): row[0].row for row in workbook[sheet].iter_rows(max_col=1) if row[0].value}


def fill(content: bytes, lines: Mapping[str, Mapping[str, object]], *, person: str | None = None, day: object = None) -> bytes:
    """The phiếu with these cells typed in, by line and column letter; `person` and `day` on the sheet Thông tin."""
    workbook = open_sheet(content)
    rows = list_rows(workbook)
    for code, cells in lines.items():
        for column, value in cells.items():
            workbook[LINES][f"{column}{rows[code]}"] = value
    for label, value in (("Người thẩm định", person), ("Ngày thẩm định", day)):
        if value is not None:
            [row] = [cells[0].row for cells in workbook[INFO].iter_rows(min_col=2, max_col=2) if cells[0].value == label]
            workbook[INFO][f"C{row}"] = value
    return save_sheet(workbook)


def hand_back(district, content: bytes, *, store=True, name="phieu.xlsx", actor: Actor = OFFICE) -> SheetOutcome:
    """What comes of a phiếu handed back in."""
    [outcome] = receive_sheets(district, [HandedIn(name, content)], actor=actor, store=store)
    return outcome


def list_codes(outcome: SheetOutcome) -> list[str]:
    """What is wrong, by code."""
    return [issue.code for issue in outcome.issues]


def change_identity(content: bytes, **said: str) -> bytes:
    """The phiếu with other words on its hidden sheet."""
    workbook = open_sheet(content)
    for key, value in workbook[HIDDEN].iter_rows(min_col=1, max_col=2):
        if key.value in said:
            value.value = said[key.value]
    return save_sheet(workbook)
