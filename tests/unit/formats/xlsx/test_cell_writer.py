"""Cells, read back: what XlsxWriter would take for something else stays what it is."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from danvan_metrics.formats.bars import Series
from danvan_metrics.formats.theme import VALUE
from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_writer import CellWriter, Formula
from danvan_metrics.formats.xlsx.native_charts import ChartBox, ColumnSeries, FormulaBars, add_bars
from danvan_metrics.formats.xlsx.page import Page


@pytest.mark.parametrize(
    "text", ["=1+1", "{=1}", "https://a.b", "mailto:a@b.c", "internal:A!A1", "12", "1e5", "", "#REF!", "a\nb"]
)
def test_a_text_stays_a_text(text):
    cell = read(text).cell(1, 1)
    assert (cell.value, cell.hyperlink) == (text or None, None)
    assert cell.data_type == ("s" if text else "n")


def test_a_text_like_the_files_own_xml_breaks_nothing():
    assert read("<r>a & b</r>").cell(1, 1).value == "<r>a & b</r>\u200b"


@pytest.mark.parametrize("content", ["_x0041_", Formula('"_x0041_"', "_x0041_")])
def test_a_text_like_a_code_is_read_as_it_is(content):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(write(content))).get_sheet_by_index(0)
    assert sheet.to_python() == [["_x0041_"]]


def test_a_carriage_return_is_a_new_line():
    assert read("a\r\nb\rc").cell(1, 1).value == "a\nb\nc"


@pytest.mark.parametrize(
    ("value", "kept"),
    [(3.0, 3), (0.25, 0.25), ("đủ", "đủ"), (True, True), (date(2020, 9, 13), 44087), (None, None), (float("nan"), None)],
)
def test_a_formula_keeps_what_it_comes_to(value, kept):
    formula = Formula('IF(A2=1,"x",2)', value)
    assert read(formula).cell(1, 1).value == '=IF(A2=1,"x",2)'
    assert read(formula, data_only=True).cell(1, 1).value == kept


def test_one_look_is_one_format():
    cells = CellWriter(Workbook(io.BytesIO()))
    assert cells.find_format(looks.TEXT) is cells.find_format(looks.CellFormat(align="left"))


@pytest.mark.parametrize("title", ["=A1", "Trường!A1", "=Trang!$A$1"])
def test_a_charts_title_is_no_reference(title):
    written = io.BytesIO()
    with Workbook(written) as workbook:
        page = Page(workbook.add_worksheet("Trang"), CellWriter(workbook), "", sample=False)
        page.set_widths([10, 10])
        page.write_row(1, [("TH Minh Cầm", looks.TEXT), (Formula("1", 1), looks.COUNT)])
        add_bars(
            page,
            FormulaBars(title, 1, 1, 1, [ColumnSeries(Series("values", title, VALUE), 2)]),
            ChartBox("A", 3, width=5, height=3),
        )
    [chart] = openpyxl.load_workbook(written).active._charts
    [paragraph] = chart.title.tx.rich.p
    assert paragraph.r[0].t.replace("\u200b", "") == title
    assert chart.series[0].tx.v.replace("\u200b", "") == title


def test_a_charts_label_never_calls_nearly_all_all():
    """269 of 270 is 99,63 %: a format of whole per cents would write 100 %; 1/2 keeps the format."""
    written = io.BytesIO()
    with Workbook(written) as workbook:
        page = Page(workbook.add_worksheet("Trang"), CellWriter(workbook), "", sample=False)
        page.set_widths([10, 10])
        for row, share in enumerate((269 / 270, 1 / 2), start=1):
            page.write_row(row, [("TH Minh Cầm", looks.TEXT), (share, looks.SHARE)])
        bars = FormulaBars("T", 1, 1, 2, [ColumnSeries(Series("values", "Tỉ lệ", VALUE), 2)], shares=True)
        add_bars(page, bars, ChartBox("A", 3, width=5, height=3))
    with zipfile.ZipFile(written) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    labels = re.findall(r'<c:dLbl><c:idx val="(\d)"/>.*?<a:t>(.*?)</a:t>', chart)
    assert labels == [("0", "99,6\xa0%")]


def write(content) -> bytes:
    written = io.BytesIO()
    with Workbook(written) as workbook:
        CellWriter(workbook).write(workbook.add_worksheet(), 1, 1, content, looks.TEXT)
    return written.getvalue()


def read(content, *, data_only=False):
    return openpyxl.load_workbook(io.BytesIO(write(content)), data_only=data_only).active
