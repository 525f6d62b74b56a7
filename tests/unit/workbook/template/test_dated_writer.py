"""Workbooks written by the quick writer say, part by part, what openpyxl's own writer says of them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink

from danvan_metrics.workbook.template.book import Book, open_book
from danvan_metrics.workbook.template.build import build_workbook, write_dated_workbook
from danvan_metrics.workbook.template.line_looks import Style
from danvan_metrics.workbook.values import set_value
from tests.builders_officer import PLAN, ROSTER

MOMENT = datetime.combine(date(2020, 6, 12), time())
_CLOCK = "docProps/core.xml"  # openpyxl's own bears the clock's time

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff").filter(
        lambda letter: letter >= " " or letter in "\t\n\r"
    ),
    max_size=12,
)
numbers = st.floats(allow_nan=False, allow_infinity=False)
values = st.one_of(st.none(), texts, st.integers(-10, 10**9), numbers, st.dates(), st.booleans())


def read_parts(content: bytes) -> dict[str, str]:
    """Every part in XML's own canonical form."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: ET.canonicalize(archive.read(name).decode()) for name in archive.namelist() if name != _CLOCK}


def write_plainly(workbook: Workbook) -> bytes:
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def make_book(cells: list[tuple[Any, Style | None]]) -> Workbook:
    """One value a row, with and without a look."""
    book: Book = open_book()
    book.workbook.properties.created = MOMENT  # else the second in which it was made
    sheet = book.add_sheet("A")
    for row, (value, style) in enumerate(cells, start=1):
        if style:
            book.put(sheet, (row, 2), value, style)
        else:
            set_value(sheet.cell(row, 1), value)
    return book.workbook


@given(st.lists(st.tuples(values, st.sampled_from([None, Style.PLAIN, Style.ENTRY_TEXT, Style.ENTRY_NUMBER])), max_size=8))
def test_any_cells_are_written_as_openpyxl_writes_them(cells):
    assert read_parts(write_dated_workbook(make_book(cells), moment=MOMENT)) == read_parts(write_plainly(make_book(cells)))


@pytest.mark.parametrize(
    "text", ["=1+1", "#REF!", " trước", "sau ", "dòng\nmới", "về\rđầu", "a & b < c > d", "]]>", '"', "_x0041_"]
)
def test_a_text_is_read_again_as_it_was_written(text):
    written = load_workbook(io.BytesIO(write_dated_workbook(make_book([(text, Style.PLAIN)]), moment=MOMENT)))
    cell = written["A"]["B1"]
    assert (cell.value.replace("_x005F_", "_"), cell.data_type) == (text, "s")


def add_formula(sheet: Any) -> None:
    sheet["C3"] = "=SUM(A1:A2)"


def add_comment(sheet: Any) -> None:
    sheet["C3"].comment = Comment("Hãy xem lại", "Phòng")


def add_link(sheet: Any) -> None:
    sheet["C3"].hyperlink = Hyperlink(ref="C3", location="'A'!A1")


def add_day(sheet: Any) -> None:
    sheet["C3"] = date(2020, 6, 12)


def add_merged(sheet: Any) -> None:
    sheet.merge_cells("A1:C2")


def add_height(sheet: Any) -> None:
    sheet.row_dimensions[5].height = 40
    sheet.row_dimensions[6].hidden = True


@pytest.mark.parametrize("add", [add_formula, add_comment, add_link, add_day, add_merged, add_height])
def test_what_is_no_plain_cell_is_written_too(add):
    def make() -> Workbook:
        workbook = make_book([("chữ", Style.CODE), (12, None), (None, Style.HINT)])
        add(workbook["A"])
        return workbook

    assert read_parts(write_dated_workbook(make(), moment=MOMENT)) == read_parts(write_plainly(make()))


@pytest.mark.parametrize("unit", [ROSTER.schools[0], ROSTER.office], ids=lambda unit: unit.code)
def test_a_whole_template_is_written_as_openpyxl_writes_it(unit):
    period = PLAN.periods[0]
    quick, plain = (build_workbook(PLAN, unit, period) for _ in range(2))
    assert read_parts(write_dated_workbook(quick, moment=MOMENT)) == read_parts(write_plainly(plain))


def test_the_same_workbook_is_the_same_bytes_on_any_day():
    first, second = (write_dated_workbook(make_book([("chữ", Style.CODE)]), moment=MOMENT) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2020, 6, 12, 0, 0, 0)}


def test_a_look_changed_in_one_workbook_stays_in_it():
    before = write_dated_workbook(make_book([("chữ", Style.CODE)]), moment=MOMENT)
    changed = make_book([("chữ", Style.CODE)])
    changed["A"]["B1"].font = Font(name="Courier New", size=30)
    assert read_parts(write_dated_workbook(changed, moment=MOMENT)) != read_parts(before)
    assert write_dated_workbook(make_book([("chữ", Style.CODE)]), moment=MOMENT) == before
