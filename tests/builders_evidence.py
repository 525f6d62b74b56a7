"""Builders of returns of the shipped plan that list their evidence, of zips with files beside a workbook, and of examples.

A table of lines is as in builders_reader; a table of pieces names the sheet's columns by their keys:

    | code        | title    | kind     | number              | used_for |
    | MC-HP1.3-01 | Biên bản | Biên bản | 15/BB ngày 12/3/2020 | HP1.3   |
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pandas as pd

from danvan_metrics.district import District
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.store.repository import open_repository
from danvan_metrics.validation.verdict import CheckedFile
from danvan_metrics.workbook.answers import ANSWER_COLUMNS, MODEL_COLUMNS, RECEIPT_COLUMNS
from danvan_metrics.workbook.layout import SHEET_EVIDENCE, build_layout
from tests.builders_reader import ITEMS, SHIPPED_PLAN, SHIPPED_ROSTER, Cell, check, fill_template, read_table

LAYOUT = build_layout(SHIPPED_PLAN, Reporter.SCHOOL)
FIRST = LAYOUT.evidence.first_row  # of the pieces: row 6
SCHOOL = "MN-DAPTHANH"
MODEL = next(school.code for school in SHIPPED_ROSTER.select() if school.model)
RECEIVED_ON = date(2020, 6, 12)
ONE_PIECE = """
    | code        | title               | kind     | number               | issuer     | location         | used_for |
    | MC-HP1.3-01 | Biên bản họp cơ quan | Biên bản | 15/BB ngày 12/3/2020 | Nhà trường | Hồ sơ văn phòng | HP1.3    |
"""
ONE_LINE = """
    | line  | done | evidence_count | evidence    |
    | HP1.3 | Đạt  | 1              | MC-HP1.3-01 |
"""


def fill_listed(
    lines: str = ONE_LINE,
    pieces: str = ONE_PIECE,
    *,
    cells: Mapping[tuple[str, str], Cell] | None = None,
    school: str = SCHOOL,
    period: str = "6m",
) -> bytes:
    """A template of the shipped plan with these lines, these pieces of evidence and single cells (sheet, address)."""
    filled: dict[tuple[str, str], Cell] = {}
    for row in read_table(lines):
        place = LAYOUT.lines[str(row.pop("line"))]
        filled |= {(place.sheet, place.cell(Field(name)).cell): value for name, value in row.items()}
    for number, row in enumerate(read_table(pieces), start=FIRST):
        filled |= {(SHEET_EVIDENCE, LAYOUT.evidence.cell(number, name).cell): value for name, value in row.items()}
    return fill_template(SHIPPED_PLAN, SHIPPED_ROSTER, school, period, filled | dict(cells or {}))


def fill_first_make(lines: str = ONE_LINE, *, school: str = SCHOOL, period: str = "6m") -> bytes:
    """A workbook of template version 1: without the sheet Minh chứng."""
    workbook = openpyxl.load_workbook(io.BytesIO(fill_listed(lines, "", school=school, period=period)))
    workbook.remove(workbook[SHEET_EVIDENCE])
    hidden = workbook["_danvan"]
    [version] = [row for row in hidden.iter_rows(max_col=2) if row[0].value == "template_version"]
    version[1].value = "1"
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def check_listed(lines: str = ONE_LINE, pieces: str = ONE_PIECE, **more) -> CheckedFile:
    """What is found in such a return, received on 12/6/2020."""
    return check(fill_listed(lines, pieces, **more), plan=SHIPPED_PLAN, roster=SHIPPED_ROSTER, received_on=RECEIVED_ON)


def flag(lines: str = ONE_LINE, pieces: str = ONE_PIECE, **more):
    """The issues of such a return, later."""
    return lambda: check_listed(lines, pieces, **more).issues


def list_flags(checked: CheckedFile) -> list[str]:
    """What is said about evidence, as “code Sheet!A1”; what the template itself lacks is left out."""
    told = [issue for issue in checked.issues if issue.code.startswith(("evidence_", "date_", "claim_", "sheets_"))]
    return [f"{issue.code} {issue.place.sheet}!{issue.place.cell}" for issue in told]


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, in this order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def open_shipped(folder: Path, **limits: int) -> District:
    """The shipped plan and roster with an empty store, on 17/6/2020; `limits` in the environment's variables."""
    given = {"DANVAN_TODAY": "2020-06-17", **{name: str(value) for name, value in limits.items()}}
    settings = load_settings(given)
    return District(SHIPPED_PLAN, SHIPPED_ROSTER, open_repository(f"sqlite:///{folder / 'kho.sqlite3'}"), settings)


def build_empty_dataset() -> Dataset:
    """Nothing in force of the shipped plan, on 17/6/2020."""
    columns = (ANSWER_COLUMNS, MODEL_COLUMNS, RECEIPT_COLUMNS)
    answers, models, receipts = (pd.DataFrame(columns=list(names)) for names in columns)
    return Dataset(SHIPPED_PLAN, SHIPPED_ROSTER, answers, models, receipts, date(2020, 6, 17))


def _piece(**more: str) -> str:
    told = {"code": "MC-HP1.3-01", "title": "Biên bản họp", "used_for": "HP1.3"} | more
    told = {name: text for name, text in told.items() if text}
    return f"| {' | '.join(told)} |\n| {' | '.join(told.values())} |"


_TWO = "| code | title | used_for |\n| MC-HP1.3-01 | Biên bản | HP1.3 |\n| mc-hp1.3-1 | Ảnh | HP1.3 |"
_ROW = f"{SHEET_EVIDENCE}!A{FIRST}"
_DATED = "| line  | done | evidence_count | evidence |\n| HP1.3 | Đạt | 2 | MC-HP1.3-01 |"
_OTHER_HEADINGS = {(SHEET_EVIDENCE, f"{letter}{FIRST - 1}"): "Mục khác" for letter in "ABCDEFG"}
EXAMPLES_OF_EVIDENCE = {
    "evidence_not_listed": (flag(pieces=_piece(code="MC-HP1.3-02")), f"{ITEMS}!E9"),
    "evidence_not_used": (flag("| line |\n| HP1.3 |", _piece(used_for="")), _ROW),
    "evidence_twice": (flag(pieces=_TWO), f"{SHEET_EVIDENCE}!A{FIRST + 1}"),
    "evidence_code_odd": (flag(pieces=_piece(code="MC số 5")), _ROW),
    "evidence_code_missing": (flag(pieces=_piece(code="")), _ROW),
    "evidence_count_differs": (flag(_DATED), f"{ITEMS}!D9"),
    "evidence_only_plan": (flag(pieces=_piece(kind="Kế hoạch")), f"{ITEMS}!E9"),
    "evidence_line_unknown": (flag(pieces=_piece(used_for="dòng ba")), f"{SHEET_EVIDENCE}!G{FIRST}"),
    "evidence_sheet_unread": (flag(cells=_OTHER_HEADINGS), f"{SHEET_EVIDENCE}!"),
    "evidence_cell_unread": (
        lambda: (
            check(
                _break_cell(fill_listed(), f"B{FIRST}"), plan=SHIPPED_PLAN, roster=SHIPPED_ROSTER, received_on=RECEIVED_ON
            ).issues
        ),
        f"{SHEET_EVIDENCE}!B{FIRST}",
    ),
}
check_shipped = partial(check, plan=SHIPPED_PLAN, roster=SHIPPED_ROSTER, received_on=RECEIVED_ON)


def _break_cell(content: bytes, cell: str) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    workbook[SHEET_EVIDENCE][cell].value = "#REF!"
    workbook[SHEET_EVIDENCE][cell].data_type = "e"
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()
