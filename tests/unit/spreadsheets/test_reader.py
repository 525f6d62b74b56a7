"""Reading a workbook's cells, and telling each file that is none what it is."""

from __future__ import annotations

import io
import pickle
import signal
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.spreadsheets.reader import read_workbook
from tests.builders_reader import fill_workbook, make_xls, save

MORNING = datetime(2020, 6, 14, 8, 30)  # noqa: DTZ001 - a workbook knows no time zone
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


class TestCells:
    def test_positions_are_those_of_excel_wherever_the_filled_part_begins(self):
        grid = read_one({"C5": "góc trên", "E9": 7})
        assert (grid.value(5, 3), grid.value(9, 5)) == ("góc trên", 7.0)
        assert (grid.rows, grid.columns) == (9, 5)

    @pytest.mark.parametrize(("row", "column"), [(1, 1), (4, 3), (5, 2), (6, 4), (10, 5), (9, 6), (10_000, 10_000)])
    def test_outside_the_filled_part_nothing_stands(self, row, column):
        assert read_one({"C5": "góc trên", "E9": 7}).value(row, column) is None

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("Dân vận khéo", "Dân vận khéo"),
            ("0", "0"),
            (0, 0.0),
            (-2.5, -2.5),
            (True, True),
            (date(2020, 6, 14), date(2020, 6, 14)),
            (MORNING, MORNING),
            (time(8, 30), "08:30:00"),
            (timedelta(hours=30), "1 day, 6:00:00"),
        ],
    )
    def test_values_come_back_as_plain_python(self, written, read):
        assert read_one({"A1": written}).value(1, 1) == read
        assert type(read_one({"A1": written}).value(1, 1)) is type(read)

    def test_an_empty_sheet_has_no_rows(self):
        assert (read_one({}).rows, read_one({}).columns, read_one({}).value(1, 1)) == (0, 0, None)

    def test_hidden_sheets_are_read_and_an_unknown_sheet_is_empty(self):
        sheets = read_workbook(fill_workbook())
        assert sheets.names[-1] == "_danvan"
        assert sheets.grid("_danvan").value(1, 1) == "kind"
        assert sheets.grid("Không có") == Grid("Không có")

    def test_what_is_read_can_cross_processes(self):
        sheets = read_workbook(fill_workbook(cells={"Thông tin!C13": "=1+1"}))
        assert pickle.loads(pickle.dumps(sheets)) == sheets  # noqa: S301 - our own


class TestFormulas:
    def test_a_formula_never_computed_is_told_from_a_blank(self):
        grid = read_one({"A1": "x", "B2": "=1+1"})
        assert grid.value(2, 2) is None
        assert grid.formula_without_value(2, 2)
        assert not grid.formula_without_value(2, 1)

    def test_a_formula_with_a_value_is_its_value(self):
        content = edit_sheet({"B2": "=1+1"}, old=b"<f>1+1</f><v></v>", new=b"<f>1+1</f><v>2</v>")
        grid = read_workbook(content).grid("Sheet")
        assert grid.value(2, 2) == 2.0
        assert not grid.formula_without_value(2, 2)

    def test_a_text_formula_may_truly_come_to_nothing(self):
        content = edit_sheet({"B2": '=""'}, old=b'<c r="B2"', new=b'<c t="str" r="B2"')
        assert not read_workbook(content).grid("Sheet").formula_without_value(2, 2)

    def test_it_is_found_in_a_row_below_everything_else_and_in_cells_without_an_address(self):
        content = edit_sheet({"B2": "=1+1"}, old=b' r="B2"', new=b"")
        grid = read_workbook(content).grid("Sheet")
        assert grid.formula_without_value(2, 1)
        assert grid.rows == 2

    def test_it_is_found_whatever_prefix_the_xml_uses(self):
        grid = read_workbook(edit_sheet({"A1": 5, "B2": "=1+1"}, change=prefix)).grid("Sheet")
        assert grid.formula_without_value(2, 2)

    @pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!"])
    def test_an_error_keeps_its_name(self, error):
        grid = read_one({"A1": "x", "B2": error})
        assert (grid.value(2, 2), grid.error_value(2, 2)) == (None, error)
        assert not grid.formula_without_value(2, 2)
        assert grid.error_value(1, 1) is None

    def test_drop_downs_are_no_formulas(self):
        assert [grid.name for grid in read_workbook(fill_workbook()).grids.values() if grid.flaws] == []


class TestFilesThatAreNoWorkbook:
    @pytest.mark.parametrize(
        ("content", "code", "found"),
        [
            (b"", "empty_file", "tệp rỗng"),
            (bytes(4096), "empty_file", "tệp rỗng"),
            (b"Truong Mam non Dap Thanh bao cao", "not_a_workbook", "tệp văn bản"),
            ("Trường;Mã\r\n1;2".encode("utf-8-sig"), "saved_otherwise", "tệp văn bản (CSV)"),
            ("Trường\tMã\r\n1\t2\r\n3".encode("utf-16"), "saved_otherwise", "tệp văn bản (CSV)"),
            ("Kính gửi Phòng, trường báo cáo\nCông tác dân vận\n".encode(), "not_a_workbook", "tệp văn bản"),
            (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "saved_otherwise", "bảng tính XML (Excel 2003)"),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "saved_otherwise", "trang web (MHT)"),
            (b"%PDF-1.7\n%\xe2\xe3", "pdf_document", "tệp PDF"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_workbook", "tệp ảnh"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", "not_a_workbook", "tệp ảnh"),
            (b"\x00\x00\x00\x18ftypheic", "not_a_workbook", "tệp ảnh"),
            (b"Rar!\x1a\x07\x01\x00", "not_a_workbook", "tệp nén RAR"),
            (b"<HTML><body><table><tr><td>1", "saved_otherwise", "trang web (HTML)"),
            (b"\xef\xbb\xbf\n<table border=1>", "saved_otherwise", "trang web (HTML)"),
            (b"\x01\x02\x03\x00\x04", "not_a_workbook", "tệp không rõ loại"),
            (OLE + "WordDocument".encode("utf-16-le"), "word_document", "tệp Word"),
            (OLE, "damaged_file", "tệp Excel (.xls) hỏng hoặc tải chưa xong"),
            (OLE + "Workbook".encode("utf-16-le"), "damaged_file", "tệp Excel hỏng"),
            (OLE + "EncryptedPackage".encode("utf-16-le"), "password_protected", "tệp Excel đặt mật khẩu mở"),
        ],
    )
    def test_first_bytes_say_what_it_is(self, content, code, found):
        assert refuse(content) == (code, found)

    @pytest.mark.parametrize(
        ("parts", "code", "found"),
        [
            ({"word/document.xml": "<w/>"}, "word_document", "tệp Word"),
            ({"ppt/presentation.xml": "<p/>"}, "presentation", "tệp PowerPoint"),
            ({"bao-cao-1.xlsx": "PK", "bao-cao-2.xlsx": "PK"}, "not_a_workbook", "tệp nén (zip)"),
            ({"mimetype": "application/vnd.oasis.opendocument.text"}, "word_document", "tệp văn bản OpenDocument (.odt)"),
            ({}, "not_a_workbook", "tệp nén (zip)"),
            ({"xl/workbook.xml": "<workbook/>"}, "damaged_file", "tệp Excel hỏng"),
            (
                {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": "<encryption-data/>"},
                "password_protected",
                "tệp bảng tính đặt mật khẩu mở",
            ),
        ],
    )
    def test_a_zip_is_judged_by_its_directory(self, parts, code, found):
        assert refuse(zip_parts(parts)) == (code, found)

    def test_a_file_cut_short_is_damaged_wherever_it_is_cut(self):
        whole = fill_workbook()
        cuts = [whole[: len(whole) * tenths // 10] for tenths in range(1, 10)]
        assert {refuse(cut) for cut in cuts} == {("damaged_file", "tệp Excel hỏng hoặc tải chưa xong")}

    def test_a_changed_byte_inside_a_part_is_damage(self):
        whole = bytearray(fill_workbook())
        whole[2000] ^= 0xFF
        assert refuse(bytes(whole))[0] == "damaged_file"

    @pytest.mark.parametrize("spelled", [b"<!DOCTYPE a>", "<!DOCTYPE a>".encode("utf-16-le"), "<!DOCTYPE a>".encode("utf-16-be")])
    def test_a_doctype_is_refused_in_any_part_and_encoding(self, spelled):
        content = zip_parts({"xl/workbook.xml": "<workbook/>", "docProps/app.xml": spelled})
        assert refuse(content) == ("unsafe_content", "tệp có khai báo DOCTYPE trong docProps/app.xml")

    def test_a_bomb_is_refused_before_it_is_unpacked(self):
        content = zip_parts({"xl/workbook.xml": bytes(101_000_000)})
        assert len(content) < 200_000
        assert refuse(content) == ("too_large", "tệp bung ra quá 100 MB")

    @pytest.mark.parametrize("far", [b'r="XFD1048576"', b"r='XFD1048576'", b'r="A99999999999"', b'r="AAAAAAA6"'])
    def test_a_cell_at_the_far_end_would_take_all_memory_and_is_refused(self, far):
        assert refuse(edit_sheet({"A1": 1, "B2": 2}, old=b'r="B2"', new=far))[0] == "too_large"

    def test_a_far_cell_is_found_in_a_sheet_spelled_otherwise(self):
        def spell(text: bytes) -> bytes:
            return prefix(text).replace(b'r="B2"', b'r = "XFD1048576"')

        assert refuse(edit_sheet({"A1": 1, "B2": 2}, change=spell))[0] == "too_large"

    def test_a_far_cell_that_is_only_formatted_is_harmless(self):
        content = edit_sheet({"A1": 1}, old=b"</row>", new=b'</row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
        assert read_workbook(content).grid("Sheet").rows == 1

    def test_two_parts_of_one_name_are_refused(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr("xl/workbook.xml", "<workbook/>")
        assert refuse(packed.getvalue())[0] == "damaged_file"


class TestNothingElseIsRaised:
    @given(st.binary(max_size=2000))
    def test_random_bytes(self, content):
        with pytest.raises(UnreadableWorkbook):
            read_workbook(content)

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_a_workbook_with_a_part_mangled_is_read_or_refused(self, data):
        part = data.draw(st.sampled_from(sorted(PARTS)))
        start = data.draw(st.integers(0, len(PARTS[part]) - 1))
        cut = data.draw(st.integers(0, 40))
        put = data.draw(
            st.sampled_from([b"", b"<", b">", b"</row>", b'"', b"999999999999", b't="s"', b"NaN", b"\xff", b"<f>1</f>"])
        )
        mangled = PARTS[part][:start] + put + PARTS[part][start + cut :]
        assert try_to_read(zip_parts({**PARTS, part: mangled})) in {"", "damaged_file", "not_a_workbook", "too_large"}

    def test_the_parsers_own_panic_is_no_exception_and_still_caught(self):
        empty_list_of_merged_cells = bytes.fromhex("E5000000")  # the parser reads two bytes that are not there
        assert refuse(make_xls(sheet_record=empty_list_of_merged_cells)) == ("damaged_file", "tệp Excel hỏng")

    @pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no interval timer on this system")
    def test_a_person_can_still_stop_it(self):
        content = fill_workbook()
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        for delay in (0.004, 0.005, 0.006, 0.007):
            signal.setitimer(signal.ITIMER_REAL, delay)
            with pytest.raises(KeyboardInterrupt):
                read_until_stopped(content)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


class TestOldExcel:
    def test_an_xls_is_read(self):
        a_text_in_b3 = bytes.fromhex("0402 0C00 0200 0100 0000 0300 00") + b"abc"
        assert read_workbook(make_xls(sheet_record=a_text_in_b3)).grid("Bao01").value(3, 2) == "abc"

    def test_one_that_makes_the_parser_abort_its_process_does_not_take_ours_along(self):
        assert refuse(make_xls(looped=True)) == ("damaged_file", "tệp Excel hỏng")

    def test_an_encrypted_xls_is_said_to_be_so(self):
        file_pass = bytes.fromhex("2F00 0600 0100 0100 0100")
        assert refuse(make_xls(globals_record=file_pass)) == ("password_protected", "tệp Excel đặt mật khẩu mở")


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def try_to_read(content: bytes) -> str:
    """The code of the refusal, "" where the file is read."""
    try:
        read_workbook(content)
    except UnreadableWorkbook as refused:
        return refused.code
    return ""


def read_until_stopped(content: bytes) -> None:
    while True:
        read_workbook(content)


def refuse(content: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableWorkbook) as refused:
        read_workbook(content)
    return refused.value.code, str(refused.value)


def read_one(cells: dict) -> Grid:
    return read_workbook(write_one(cells)).grid("Sheet")


def write_one(cells: dict) -> bytes:
    workbook = openpyxl.Workbook()
    for address, value in cells.items():
        workbook["Sheet"][address].value = value
    return save(workbook)


def edit_sheet(cells: dict, old: bytes = b"", new: bytes = b"", change=None) -> bytes:
    """A workbook of one sheet, its XML changed by hand."""
    parts = unzip(write_one(cells))
    name = "xl/worksheets/sheet1.xml"
    edited = change(parts[name]) if change else parts[name].replace(old, new, 1)
    assert edited != parts[name]
    return zip_parts({**parts, name: edited})


def prefix(text: bytes) -> bytes:
    """The same XML with a prefix on every name."""
    return text.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b" xmlns=", b" xmlns:x=")


def unzip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_parts(parts: dict) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


PARTS = unzip(fill_workbook("| line | done |\n| T2 | 4 |"))
