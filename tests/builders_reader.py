"""Builders of filled workbooks: a generated template, filled from text tables, as a school would fill it.

A table's first row names the columns; then a line of the plan, or a model, a row:

    | line | to_do | done | note |
    | T1   | 10    | 8    |      |

A cell is a whole number, a decimal (2.5), a date (2022-03-01), a formula (=1+1) or else a text; an empty cell stays blank.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

import openpyxl
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.workbook import Workbook

from danvan_metrics.folders import DATA, SHIPPED
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.units.roster import Roster, load_roster
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.validation.verdict import CheckedFile, validate_file
from danvan_metrics.workbook.answering.returns import interpret
from danvan_metrics.workbook.answers import Answer, Return
from danvan_metrics.workbook.layout import SHEET_MODELS, build_layout
from danvan_metrics.workbook.recognising.recognise import Told, read_identity
from danvan_metrics.workbook.template.build import build_template

PLAN = load_plan(SHIPPED / "tests" / "plans" / "small")
ROSTER = load_roster(SHIPPED / "tests" / "plans" / "small_schools.csv", PLAN)
SHIPPED_PLAN = load_plan(DATA / "plans" / "2020")
SHIPPED_ROSTER = load_roster(DATA / "schools.csv", SHIPPED_PLAN)

TASKS = "Chỉ tiêu – Nhiệm vụ"
ITEMS = "Trường học hạnh phúc"
MODELS = "Mô hình"
FACTS = "Thông tin"

Cell = str | int | float | date | None
Edit = Callable[[Workbook], None]


def fill_workbook(
    table: str = "",
    *,
    models: str = "",
    registers_models: str = "",
    facts: Mapping[str, Cell] | None = None,
    cells: Mapping[str, Cell] | None = None,
    edit: Edit | None = None,
    school: str = "TH01",
    period: str = "hk1",
) -> bytes:
    """The small plan's template filled in: lines, models, fields of Thông tin, single cells (“Sheet!A1”); `edit` comes last."""
    workbook = openpyxl.load_workbook(io.BytesIO(_make_template(school, period)))
    layout = build_layout(PLAN, ROSTER.by_code[school].reporter)
    for key, value in {"writer": "Lò Thị Mây", "members": 120, **(facts or {})}.items():
        _put(workbook, layout.facts[key].sheet, layout.facts[key].cell, value)
    for row in read_table(table):
        place = layout.lines[str(row.pop("line"))]
        for name, value in row.items():
            cell = place.cell(Field(name)).cell
            _put(workbook, place.sheet, cell, value)
    if layout.models:
        _put(workbook, SHEET_MODELS, layout.models.question.cell, registers_models or None)
        for number, row in enumerate(read_table(models), start=layout.models.first_row):
            for name, value in row.items():
                _put(workbook, SHEET_MODELS, layout.models.cell(number, name).cell, value)
    for address, value in (cells or {}).items():
        _put(workbook, *address.split("!"), value)
    if edit:
        edit(workbook)
    return save(workbook)


def check(
    content: bytes,
    *,
    previous: Return | None = None,
    told: Told | None = None,
    received_on: date | None = None,
    plan: Plan = PLAN,
    roster: Roster = ROSTER,
) -> CheckedFile:
    """Check a file against the small plan, or another; `previous` is what the unit handed in for another period."""
    kept = {}
    if previous:
        numbers = {answer.line: answer.done for answer in previous.answers}
        kept[previous.identity.school, previous.identity.period] = numbers
    return validate_file(
        content,
        plan=plan,
        roster=roster,
        find_previous=lambda school, period: kept.get((school, period)),
        told=told,
        received_on=received_on,
    )


def read_return(content: bytes, plan: Plan = PLAN, roster: Roster = ROSTER) -> Return:
    """The return in a workbook of the small plan, or of another, that carries its identity."""
    sheets = read_workbook(content)
    identity = read_identity(sheets)
    assert identity
    return interpret(plan, roster, sheets, identity)


def read_sheets(cells: Mapping[str, Cell] | None = None, *, merged: str = "", fonts: Mapping[str, str] | None = None) -> Return:
    """The return in an empty template of the small plan (TH01, hk1) with these cells (“Sheet!A1”), read without a file between.

    `merged` is one range (“Sheet!A1:B2”); `fonts` are old fonts by cell.
    """
    sheets = _parse_template()
    grids = {name: [list(row) for row in grid.cells] for name, grid in sheets.grids.items()}
    for address, value in (cells or {}).items():
        row, column = _find_position(sheets, address)
        grids[address.split("!")[0]][row][column] = "" if value is None else float(value) if type(value) is int else value
    changed = {
        name: replace(
            grid,
            cells=grids[name],
            merged=[_read_range(merged)] if merged.startswith(f"{name}!") else (),
            fonts={_read_position(address): font for address, font in (fonts or {}).items() if address.startswith(f"{name}!")},
        )
        for name, grid in sheets.grids.items()
    }
    identity = read_identity(sheets)
    assert identity
    return interpret(PLAN, ROSTER, Sheets(changed), identity)


def list_normalised(returned: Return) -> list[str]:
    """What was read as something else, as “Sheet!A1 found → taken”."""
    return [f"{n.place.sheet}!{n.place.cell} {n.found} → {n.taken}" for n in returned.normalised]


def read_answer(content: bytes, line: str) -> Answer:
    """One line of it."""
    return next(answer for answer in read_return(content).answers if answer.line == line)


def list_errors(checked: CheckedFile) -> list[str]:
    """Errors as “code Sheet!A1”, in the order they are reported."""
    return [_name(issue) for issue in checked.errors]


def list_warnings(checked: CheckedFile) -> list[str]:
    """Warnings as “code Sheet!A1”."""
    return [_name(issue) for issue in checked.issues if issue.severity is Severity.WARNING]


def read_table(text: str) -> list[dict[str, Cell]]:
    """The rows of a text table by the names in its first row; a blank cell is left out."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if line.strip()]
    return [{name: read_cell(cell) for name, cell in zip(rows[0], row, strict=True) if cell} for row in rows[1:]]


def read_cell(text: str) -> Cell:
    """What a person types: a number, a date, or words."""
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return float(text)
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def save(workbook: Workbook) -> bytes:
    """The workbook as a file's bytes."""
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def fill_template(plan: Plan, roster: Roster, school: str, period: str, cells: Mapping[tuple[str, str], Cell]) -> bytes:
    """A template of any plan with these cells, by sheet and address; texts stay texts, whatever they begin with."""
    workbook = openpyxl.load_workbook(io.BytesIO(_make_template_of(_Given(plan, roster), school, period)))
    for (sheet, cell), value in cells.items():
        _put(workbook, sheet, cell, value, formulas=False)
    return save(workbook)


def _put(workbook: Workbook, sheet: str, cell: str, value: Cell, *, formulas: bool = True) -> None:
    workbook[sheet][cell].value = value
    if isinstance(value, str) and not (formulas and value.startswith("=")):
        workbook[sheet][cell].data_type = "e" if formulas and value.startswith("#") else "s"


def make_xls(*, globals_record: bytes = b"", sheet_record: bytes = b"", looped: bool = False) -> bytes:
    """An .xls of one empty sheet “Bao01” with one record of our own, in the workbook's globals or on the sheet.

    `looped`: the chain of its directory's sectors never ends, which makes the parser abort its process.
    The container is the smallest there is: a header, a sector of FAT, a sector of directory, and the stream.
    """
    name = b"\x05\x00Bao01"
    books_head, sheets_head = (_xls_record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0x7CC, 0, 0)) for kind in (5, 0x10))
    end = _xls_record(0x0A)
    start_of_sheet = len(books_head + globals_record + end) + 4 + 6 + len(name)
    sheet = _xls_record(0x85, struct.pack("<IH", start_of_sheet, 0) + name)
    stream = (books_head + globals_record + sheet + end + sheets_head + sheet_record + end).ljust(4096, b"\x00")
    sectors = (0xFFFFFFFD, 1 if looped else 0xFFFFFFFE, *range(3, 2 + len(stream) // 512), 0xFFFFFFFE)
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    header += struct.pack("<HHHHH6x10I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    allocation = struct.pack(f"<{len(sectors)}I", *sectors)
    root, book = _xls_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0), _xls_entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    directory = root + book + 2 * _xls_entry("", 0, 0xFFFFFFFF, 0, 0)
    return header.ljust(512, b"\xff") + allocation.ljust(512, b"\xff") + directory + stream


def _xls_record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _xls_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = f"{name}\0".encode("utf-16-le") if name else b""
    return text.ljust(64, b"\x00") + struct.pack(
        "<HBBIII16x4x16xIQ", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size
    )


class _Given:
    """A plan and a roster as one key of a cache."""

    def __init__(self, plan: Plan, roster: Roster) -> None:
        self.plan, self.roster = plan, roster

    def __hash__(self) -> int:
        return hash(self.plan.code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given) and other.plan is self.plan


@lru_cache(maxsize=8)
def _make_template_of(given: _Given, school: str, period: str) -> bytes:
    return build_template(given.plan, given.roster.by_code[school], given.plan.find_period(period))


def _make_template(school: str, period: str) -> bytes:
    return _make_template_of(_Given(PLAN, ROSTER), school, period)


@lru_cache(maxsize=1)
def _parse_template() -> Sheets:
    filled = fill_workbook(edit=lambda workbook: [workbook[name].cell(60, 20, " ") for name in (FACTS, TASKS, ITEMS, MODELS)])
    return read_workbook(filled)


def _find_position(sheets: Sheets, address: str) -> tuple[int, int]:
    grid: Grid = sheets.grids[address.partition("!")[0]]
    row, column = _read_position(address)
    return row - grid.first_row, column - grid.first_column


def _read_position(address: str) -> tuple[int, int]:
    return coordinate_to_tuple(address.split("!")[1])


def _read_range(address: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(address.split("!")[1])
    return top, left, bottom, right


def _name(issue: Issue) -> str:
    place = f"{issue.place.sheet}!{issue.place.cell}" if issue.place.sheet else "(tệp)"
    return f"{issue.code} {place}"
