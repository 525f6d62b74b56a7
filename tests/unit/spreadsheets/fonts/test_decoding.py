"""Cells in old fonts are found by their font's name, in each format, and read as Unicode; the other cells cost nothing."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from danvan_metrics.spreadsheets.container import unpack
from danvan_metrics.spreadsheets.fonts.decoding import find_old_fonts
from danvan_metrics.spreadsheets.fonts.written_text import FontRun, Written
from danvan_metrics.spreadsheets.reader import read_workbook
from tests.builders_reader import FACTS, ITEMS, fill_workbook, make_xls, read_return, save

DAT = "§¹t"  # “Đạt” in TCVN3
DAT_VNI = "Ñaït"


class TestXlsx:
    def test_a_cell_is_decoded_by_its_own_font_and_says_which(self):
        sheet = read_one(
            {"A1": (DAT, ".VnTime"), "B2": (DAT_VNI, "VNI-Times"), "C3": (DAT, "Arial"), "A4": ("tr\xadêng", ".VnTimeH")}
        )
        assert [sheet.value(1, 1), sheet.value(2, 2), sheet.value(3, 3), sheet.value(4, 1)] == ["Đạt", "Đạt", DAT, "TRƯỜNG"]
        assert sheet.fonts == {(1, 1): ".VnTime", (2, 2): "VNI-Times", (4, 1): ".VnTimeH"}

    def test_numbers_and_unicode_in_an_old_font_stay_and_are_not_named(self):
        sheet = read_one({"A1": (12, ".VnTime"), "A2": ("Đạt", ".VnTime"), "A3": ("CT1.1", "VNI-Times")})
        assert [sheet.value(row, 1) for row in (1, 2, 3)] == [12, "Đạt", "CT1.1"]
        assert sheet.fonts == {}

    def test_the_place_is_right_where_a_sheet_does_not_begin_at_its_corner(self):
        assert read_one({"C5": (DAT, ".VnTime")}).fonts == {(5, 3): ".VnTime"}

    def test_each_run_of_a_text_is_decoded_by_its_own_font(self):
        runs = CellRichText(
            "Mức: ", TextBlock(InlineFont(rFont=".VnTime"), DAT), TextBlock(InlineFont(rFont="VNI-Times"), DAT_VNI)
        )
        sheet = read_one({"A1": (runs, "Arial")})
        assert sheet.value(1, 1) == "Mức: ĐạtĐạt"
        assert sheet.fonts == {(1, 1): ".VnTime"}

    def test_a_run_without_a_font_is_in_the_cell_s(self):
        runs = CellRichText(DAT, TextBlock(InlineFont(rFont="Arial"), " Hà"))
        assert read_one({"A1": (runs, ".VnTime")}).value(1, 1) == "Đạt Hà"

    def test_shared_texts_are_decoded_where_they_are_used_in_an_old_font_only(self):
        content = share_strings(
            f"<si><t>{DAT}</t></si>"
            f"<si><r><t xml:space='preserve'>{DAT} </t></r><r><rPr><rFont val='VNI-Times'/></rPr><t>{DAT_VNI}</t></r></si>",
            "<c r='A1' t='s' s='1'><v>0</v></c><c r='B1' t='s'><v>0</v></c><c r='C1' t='s' s='1'><v>1</v></c>",
        )
        sheet = read_workbook(content).grid("Sheet")
        assert [sheet.value(1, column) for column in (1, 2, 3)] == ["Đạt", DAT, "Đạt Đạt"]

    def test_a_return_pasted_from_an_old_document_is_read_as_it_was_meant(self):
        def paste(book):
            for address, text in {"C5": DAT, "E5": "Biªn b¶n häp ngµy 02/3"}.items():
                book[ITEMS][address].value = text
                book[ITEMS][address].font = Font(name=".VnTime")
            book[FACTS]["B13"].font = Font(name="VNI-Times")

        plain = fill_workbook(cells={f"{ITEMS}!C5": "Đạt", f"{ITEMS}!E5": "Biên bản họp ngày 02/3"})
        assert read_return(fill_workbook(edit=paste)) == read_return(plain)

    @pytest.mark.parametrize(
        "styles", [b"<styleSheet .Vn", b"<styleSheet><fonts><font><name val='.VnTime'/></font></fonts></styleSheet>"]
    )
    def test_damaged_styles_leave_the_text_as_it_stands(self, styles):
        parts = {**unpack(write_one({"A1": (DAT, ".VnTime")})), "xl/styles.xml": styles}
        assert find_old_fonts(b"", parts) in ({}, {"Sheet": {}})

    def test_a_usual_workbook_is_not_looked_into(self):
        content = fill_workbook(cells={f"{ITEMS}!E5": "phông .VnTime"})
        parts = unpack(content)
        del parts["xl/workbook.xml"]  # without it, nothing further could be found
        assert find_old_fonts(content, parts) == {}


class TestOds:
    def test_the_font_comes_from_the_cell_its_row_or_its_column_and_from_the_style_it_takes_after(self):
        found = find_in_ods(
            f"""<table:table-column table:default-cell-style-name="vni"/><table:table-column/>
            <table:table-row><table:table-cell office:value-type="string"><text:p>{DAT_VNI}</text:p></table:table-cell>
              <table:table-cell table:style-name="child" office:value-type="string"><text:p>{DAT}</text:p></table:table-cell>
              <table:table-cell office:value-type="string"><text:p>{DAT}</text:p></table:table-cell></table:table-row>
            <table:table-row table:default-cell-style-name="vn">
              <table:table-cell office:value-type="string"><text:p>{DAT}</text:p></table:table-cell></table:table-row>"""
        )
        assert {place: written.font for place, written in found.items()} == {
            (1, 1): "VNI-Times",
            (1, 2): ".VnTime",
            (2, 1): ".VnTime",
        }

    def test_repeated_rows_and_cells_keep_the_places_of_what_follows(self):
        found = find_in_ods(
            f"""<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell table:number-columns-repeated="2"/>
              <table:table-cell table:style-name="vn" table:number-columns-repeated="2" office:value-type="string">
              <text:p>{DAT}</text:p></table:table-cell></table:table-row>"""
        )
        assert set(found) == {(4, 3), (4, 4)}

    def test_a_cell_repeated_without_end_is_cut_short(self):
        found = find_in_ods(
            f"""<table:table-row table:number-rows-repeated="999999999">
              <table:table-cell table:style-name="vn" table:number-columns-repeated="999999999" office:value-type="string">
              <text:p>{DAT}</text:p></table:table-cell></table:table-row>"""
        )
        assert len(found) == 200_000

    def test_numbers_are_left_out_and_spans_have_fonts_of_their_own(self):
        found = find_in_ods(
            f"""<table:table-row><table:table-cell table:style-name="vn" office:value-type="float"/>
              <table:table-cell office:value-type="string">
              <text:p>Mức <text:span text:style-name="vn">{DAT}</text:span>.</text:p><text:p>Hà</text:p></table:table-cell>
            </table:table-row>"""
        )
        assert found == {
            (1, 2): Written(
                "", (FontRun("Mức ", ""), FontRun(DAT, ".VnTime"), FontRun(".", ""), FontRun("\n", ""), FontRun("Hà", ""))
            )
        }
        assert found[1, 2].decode(f"Mức {DAT}.\nHà") == "Mức Đạt.\nHà"

    def test_styles_that_take_after_each_other_in_a_ring_have_no_font(self):
        cell = f'<table:table-cell table:style-name="ring" office:value-type="string"><text:p>{DAT}</text:p></table:table-cell>'
        assert find_in_ods(f"<table:table-row>{cell}</table:table-row>") == {}


class TestXls:
    def test_an_old_font_s_name_in_a_damaged_xls_does_not_keep_it_from_being_read(self):
        content = make_xls(sheet_record=bytes.fromhex("0402 0C00 0200 0100 FFFF 0300 00") + b".Vn")
        assert read_workbook(content).grid("Bao01").value(3, 2) == ".Vn"


def test_runs_that_are_not_what_was_read_leave_the_decision_to_the_cell_s_font():
    assert Written(".VnTime", (FontRun("khác", "Arial"),)).decode(DAT) == "Đạt"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_parts_mangled_anywhere_never_raise(data):
    part = data.draw(st.sampled_from(["xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"]))
    start, cut = data.draw(st.integers(0, len(PARTS[part]))), data.draw(st.integers(0, 60))
    put = data.draw(st.sampled_from([b"", b"<", b'"', b' s="99999"', b"<rFont val=", b"999999999999", b"\xff"]))
    mangled = PARTS[part][:start] + put + PARTS[part][start + cut :]
    assert isinstance(find_old_fonts(b"", {**PARTS, part: mangled}), dict)


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def write_one(cells):
    book = Workbook()
    for address, (value, font) in cells.items():
        book["Sheet"][address].value = value
        book["Sheet"][address].font = Font(name=font)
    return save(book)


def read_one(cells):
    return read_workbook(write_one(cells)).grid("Sheet")


def share_strings(items, cells):
    """A workbook as Excel writes it: style 1 is in .VnTime, texts stand in a part of their own."""
    parts = read_parts(write_one({"A1": (DAT, ".VnTime")}))
    spelled = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {spelled}><sheetData><row r='1'>{cells}</row></sheetData></worksheet>"
    parts |= {"xl/worksheets/sheet1.xml": sheet.encode(), "xl/sharedStrings.xml": f"<sst {spelled}>{items}</sst>".encode()}
    for name, end, added in (
        ("[Content_Types].xml", b"</Types>", STRINGS_TYPE),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", STRINGS_RELATION),
    ):
        parts[name] = parts[name].replace(end, added.encode() + end)
    return zip_parts(parts)


STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
STRINGS_RELATION = (
    '<Relationship Id="rId99" Target="sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)


def read_parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_parts(parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def find_in_ods(rows):
    spelled = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for name, full in [("office",) * 2, ("style",) * 2, ("table",) * 2, ("text",) * 2, ("svg", "svg-compatible")]
    )
    content = f"""<office:document-content {spelled}>
      <style:font-face style:name="old" svg:font-family="'.VnTime', serif"/>
      <style:style style:name="vn"><style:text-properties style:font-name="old"/></style:style>
      <style:style style:name="child" style:parent-style-name="vn"/>
      <style:style style:name="vni"><style:text-properties style:font-name="VNI-Times"/></style:style>
      <style:style style:name="ring" style:parent-style-name="ring"/>
      <table:table table:name="Tờ">{rows}</table:table></office:document-content>"""
    return find_old_fonts(b"", {"content.xml": content.encode()})["Tờ"]


PARTS = unpack(
    write_one({"A1": (DAT, ".VnTime"), "B2": (CellRichText(TextBlock(InlineFont(rFont="VNI-Times"), DAT_VNI)), "Arial")})
)
