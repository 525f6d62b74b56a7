"""What a file is, told once for the file: documents of other programs, mails, passwords, macros, parts that stand elsewhere."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import coordinate_to_tuple

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.formats.package import pack_files
from danvan_metrics.intake.archive import HandedIn, list_files
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.exchange import pack_answer
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.validation.verdict import refuse_file
from tests.builders_files import make_book_stream, make_mail, make_ods, make_ole, move_parts, pack, unpack
from tests.builders_reader import ITEMS, TASKS, check, fill_workbook, make_xls, read_answer
from tests.builders_xlsb import save_as_xlsb

FILLED = fill_workbook("| line | done |\n| T2 | 4 |")
LIMITS = Limits()
NUMBERS = {"Index/Document.iwa": "1", "Index/Tables/DataList.iwa": "2", "Data/anh.png": "3", "preview.jpg": "4"}
KEYNOTE = {"Index/Document.iwa": "1", "Index/Slide-12.iwa": "2"}
WORD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", "word/embeddings/so-lieu.xlsx": "PK"}
MOVED_WORD = {
    "[Content_Types].xml": '<Types><Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spread'
    'sheetml.sheet"/><Override PartName="/d.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml'
    '.document.main+xml"/></Types>',
    "d.xml": "<w/>",
}
EXPORT = "Hãy mở báo cáo trên trình duyệt, chọn Tệp › Tải xuống › Microsoft Excel (.xlsx), rồi gửi tệp vừa tải về."
APPLE = "Đây là tệp Numbers hoặc Pages của máy Apple, không phải tệp Excel."
SPREADSHEET_ROW = '<table:table-row><table:table-cell office:value-type="float" office:value="7"/></table:table-row>'
XOR_BIFF8, XOR_BIFF5 = bytes.fromhex("2F00 0600 0000 1234 5678"), bytes.fromhex("2F00 0400 1234 5678")
RC4 = bytes.fromhex("2F00 0600 0100 0100 0100")
WRITE_PROTECTED = bytes.fromhex("8600 0000")


class TestDocumentsOfOtherPrograms:
    @pytest.mark.parametrize(
        ("name", "content", "code", "sentence"),
        [
            ("a.numbers", pack(NUMBERS), "apple_document", APPLE),
            ("a.key", pack(KEYNOTE), "apple_document", "Đây là tệp Keynote của máy Apple, không phải tệp Excel."),
            ("a.docx", pack(WORD), "word_document", "Đây là tệp Word, không phải báo cáo Excel."),
            ("b.docx", pack(MOVED_WORD), "word_document", "Đây là tệp Word, không phải báo cáo Excel."),
            ("a.doc", make_ole({"WordDocument": b""}), "word_document", "Đây là tệp Word, không phải báo cáo Excel."),
            ("a.rtf", b"{\\rtf1", "word_document", "Đây là tệp Word (RTF), không phải báo cáo Excel."),
            ("a.pptx", pack({"ppt/presentation.xml": ""}), "presentation", "Đây là tệp PowerPoint, không phải báo cáo Excel."),
            (
                "a.ppt",
                make_ole({"PowerPoint Document": b""}),
                "presentation",
                "Đây là tệp PowerPoint, không phải báo cáo Excel.",
            ),
            (
                "a.odt",
                pack({"mimetype": "application/vnd.oasis.opendocument.text"}),
                "word_document",
                "Đây là tệp văn bản OpenDocument (.odt), không phải báo cáo Excel.",
            ),
            ("a.pdf", b"%PDF-1.7", "pdf_document", "Đây là tệp PDF: bản để xem và in, không phải báo cáo Excel."),
            ("b.pdf", b"\n\n%PDF-1.4", "pdf_document", "Đây là tệp PDF: bản để xem và in, không phải báo cáo Excel."),
            ("a.gsheet", b'{"": "WARNING", "doc_id": "1aB", "email": "a@b.vn"}', "drive_shortcut", EXPORT),
            ("b.gsheet", b'{"url": "https://docs.google.com/open?id=1aB"}', "drive_shortcut", EXPORT),
            (
                "a.msg",
                make_ole({"__properties_version1.0": b"", "__attach_version1.0_#00000000/__substg1.0_37010102": FILLED[:4096]}),
                "mail",
                "Đây là thư điện tử (Outlook), không phải báo cáo Excel.",
            ),
        ],
    )
    def test_one_sentence_for_the_file(self, name, content, code, sentence):
        [told] = judge(name, content)
        assert told[:2] == (name, code)
        assert sentence in told[2:]

    def test_its_remedy_says_how_to_get_a_workbook_out_of_it(self):
        [told] = judge("a.numbers", pack(NUMBERS))
        assert "trong Numbers, hãy chọn Tệp › Xuất sang › Excel…" in told[3]

    def test_a_folder_that_is_one_document_for_a_mac_is_told_once(self):
        """Zipped on a Mac or copied to a stick, bao-cao.numbers is a folder; what stands beside it is read."""
        zipped = pack_files(
            [("b.numbers/Index.zip", pack(NUMBERS)), ("b.numbers/Metadata/Properties.plist", b"1"), ("c.xlsx", FILLED)]
        )
        assert [(name, code) for name, code, *_ in judge("x.zip", zipped)] == [
            ("x.zip/b.numbers", "apple_document"),
            ("x.zip/c.xlsx", ""),
        ]

    def test_a_zip_named_index_among_others_is_a_zip(self):
        zipped = pack_files([("Index.zip", pack_files([("c.xlsx", FILLED)]))])
        assert [name for name, *_ in judge("x.zip", zipped)] == ["x.zip/Index.zip/c.xlsx"]

    def test_so_is_one_dropped_as_a_folder(self):
        parts = [HandedIn(f"nop/b.numbers/{name}", text.encode()) for name, text in NUMBERS.items()]
        [told, read] = list_files([*parts, HandedIn("nop/c.xlsx", FILLED)], LIMITS)
        assert (told.name, explain(told)[0], read.name) == ("nop/b.numbers", "apple_document", "nop/c.xlsx")

    def test_a_folder_that_only_bears_such_a_name_is_a_folder(self):
        zipped = pack_files([("to.pages/c.xlsx", FILLED)])
        assert [(name, code) for name, code, *_ in judge("b.numbers", zipped)] == [("b.numbers/to.pages/c.xlsx", "")]

    def test_text_that_mentions_google_is_no_shortcut(self):
        assert judge("a.txt", b"Xem https://docs.google.com/open?id=1")[0][1] == "not_a_workbook"


class TestMails:
    def test_what_is_attached_is_handed_in(self):
        mail = make_mail({"Báo cáo TH01.xlsx": FILLED, "công văn.pdf": b"%PDF-1.7"}, picture=True)
        assert [(name, code) for name, code, *_ in judge("thu.eml", mail)] == [
            ("thu.eml/Báo cáo TH01.xlsx", ""),
            ("thu.eml/công văn.pdf", "pdf_document"),
        ]

    def test_the_very_bytes_come_out(self):
        [one] = list_files([HandedIn("thu.eml", make_mail({"a.xlsx": FILLED}))], LIMITS)
        assert one.load(LIMITS) == FILLED

    def test_a_zip_in_a_mail_in_a_zip_is_taken_apart(self, tmp_path):
        mail = make_mail({"b.zip": pack_files([("c.xlsx", FILLED)])})
        (tmp_path / "a.zip").write_bytes(pack_files([("thu.eml", mail)]))
        [one] = list_files([HandedIn("a.zip", tmp_path / "a.zip")], LIMITS)
        assert (one.name, one.load(LIMITS)) == ("a.zip/thu.eml/b.zip/c.xlsx", FILLED)

    def test_one_without_attachments_is_told(self):
        assert judge("thu.eml", make_mail({}, picture=True)) == [
            (
                "thu.eml",
                "mail",
                "Đây là thư điện tử, không phải báo cáo Excel.",
                "Hãy mở thư, lưu tệp báo cáo đính kèm về máy rồi nộp chính tệp đó.",
            )
        ]

    def test_a_name_that_means_harm_is_only_a_name(self):
        [one] = list_files([HandedIn("thu.eml", make_mail({"../../etc/a\u202e.xlsx": FILLED}))], LIMITS)
        assert one.name in {"thu.eml/etc/a.xlsx", "thu.eml/a.xlsx"}

    def test_a_web_page_saved_whole_is_no_mail(self):
        page = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.vn\r\nSubject: x\r\nDate: y\r\n\r\n"
        assert judge("a.mht", page)[0][1] == "saved_otherwise"

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_a_mail_with_bytes_flipped_gives_files_or_sentences(self, data):
        mail = bytearray(make_mail({"a.xlsx": b"0123456789", "b.zip": pack_files([("c.xlsx", b"1")])}))
        for _ in range(data.draw(st.integers(1, 8))):
            mail[data.draw(st.integers(0, len(mail) - 1))] = data.draw(st.integers(0, 255))
        for one in list_files([HandedIn("thu.eml", bytes(mail))], LIMITS):
            assert one.name.startswith("thu.eml")
            try:
                one.load(LIMITS)
            except UnreadableWorkbook as failure:
                assert refuse_file(failure).issues[0].message.endswith(".")  # noqa: PT017 - either end is right


class TestOldExcelFiles:
    @pytest.mark.parametrize(
        "streams",
        [
            {"Workbook": make_book_stream("abc"), "MBD0001/WordDocument": b""},
            {"MBD0001/WordDocument": b"", "Workbook": make_book_stream("abc"), "MBD0002/PowerPoint Document": b""},
            {"MBD0001/Workbook": make_book_stream("khac"), "Workbook": make_book_stream("abc")},
            {"MBD0001/Book": make_book_stream("khac"), "Workbook": make_book_stream("abc"), "__properties_version": b""},
            {"WORKBOOK": make_book_stream("abc")},
            {"workbook": make_book_stream("abc"), "_VBA_PROJECT_CUR/dir": b""},
            {"BOOK": make_book_stream("abc")},
        ],
        ids=["letter inside", "two inside", "table inside", "old table inside", "capitals", "small", "old capitals"],
    )
    def test_the_stream_at_the_root_is_read(self, streams):
        assert read_workbook(make_ole(streams)).grid("Bao01").value(3, 2) == "abc"

    @pytest.mark.parametrize("stream", ["Workbook", "Book"])
    @pytest.mark.parametrize("record", [XOR_BIFF8, XOR_BIFF5, RC4, WRITE_PROTECTED + XOR_BIFF8])
    def test_a_password_of_any_age_is_said_as_one(self, stream, record):
        assert refuse(make_ole({stream: make_book_stream("abc", globals_record=record)})) == "password_protected"

    def test_a_workbook_only_within_another_document_is_none(self):
        assert refuse(make_ole({"MBD0001/Workbook": make_book_stream("abc")})) == "damaged_file"

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_a_directory_with_bytes_flipped_is_read_or_told(self, data):
        content = bytearray(make_ole({"Workbook": make_book_stream("abc"), "MBD0001/WordDocument": b""}))
        for _ in range(data.draw(st.integers(1, 6))):
            content[data.draw(st.integers(8, 2559))] = data.draw(st.sampled_from([0, 1, 2, 3, 127, 254, 255]))
        for issue in check(bytes(content)).issues:
            assert issue.message.endswith(".")


class TestMacros:
    def test_an_ods_with_basic_modules_is_read(self):
        module = '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><script/>'
        others = {f"{folder}/Standard/Module1.xml": module for folder in ("Basic", "Dialogs")}
        assert read_workbook(make_ods(SPREADSHEET_ROW, others=others)).grid("A").value(1, 1) == 7

    def test_a_doctype_elsewhere_in_it_is_refused_still(self):
        assert refuse(make_ods(SPREADSHEET_ROW, others={"settings.xml": "<!DOCTYPE a><a/>"})) == "unsafe_content"

    def test_nor_do_macros_hide_one_in_an_xlsx(self):
        assert refuse(pack({**unpack(FILLED), "Basic/a.xml": "<!DOCTYPE a><a/>"})) == "unsafe_content"


class TestPartsElsewhere:
    def test_a_main_part_of_another_name_is_found(self):
        moved = move_parts(
            FILLED,
            {"xl/workbook.xml": "xl/workbook2.xml", "xl/_rels/workbook.xml.rels": "xl/_rels/workbook2.xml.rels"},
            {
                "_rels/.rels": ("xl/workbook.xml", "xl/workbook2.xml"),
                "[Content_Types].xml": ("/xl/workbook.xml", "/xl/workbook2.xml"),
            },
        )
        assert read_answer(moved, "T2").done == 4

    def test_sheets_in_another_folder_are_found(self):
        assert read_answer(move_sheets(FILLED), "T2").done == 4

    def test_what_is_known_of_cells_is_known_there_too(self):
        """A formula without a value is found in the sheet's own part, wherever that stands."""
        assert [
            (issue.code, issue.place.cell) for issue in check(move_sheets(fill_workbook("| line | done |\n| T2 | =1+1 |"))).errors
        ] == [("formula_without_value", "F7")]

    def test_the_second_parser_finds_them_as_well(self):
        """“#ERROR!”, as Google writes it, is what the first gives up on."""
        broken = fill_workbook("| line | done |\n| T2 | 4 |\n| T4 | #ERROR! |")
        assert read_answer(move_sheets(broken), "T2").done == 4

    def test_names_with_backslashes_are_names(self):
        names = {name: name.replace("/", "\\") for name in unpack(FILLED)}
        assert read_answer(move_parts(FILLED, names, {}), "T2").done == 4

    def test_names_in_capitals_are_the_same_names(self):
        names = {name: name.replace("xl/", "XL/") for name in unpack(FILLED)}
        assert read_answer(move_parts(FILLED, names, {}), "T2").done == 4

    def test_a_part_nobody_names_is_not_read_for_the_one_named(self):
        decoy = {"xl/workbook.xml": unpack(fill_workbook())["xl/workbook.xml"].replace(b"_danvan", b"_khac")}
        moved = move_parts(
            FILLED,
            {"xl/workbook.xml": "goc/so.xml", "xl/_rels/workbook.xml.rels": "goc/_rels/so.xml.rels"},
            {"_rels/.rels": ("xl/workbook.xml", "goc/so.xml"), "[Content_Types].xml": ("/xl/workbook.xml", "/goc/so.xml")},
        )
        assert read_answer(pack({**unpack(moved), **decoy}), "T2").done == 4

    def test_a_far_cell_in_a_sheet_elsewhere_is_measured(self):
        part = "xl/worksheets/sheet3.xml"
        assert refuse(move_sheets(move_parts(FILLED, {}, {part: ('r="A6"', 'r="XFD1048576"')}))) == "too_large"

    def test_a_main_part_that_is_not_there_is_damage(self):
        parts = unpack(FILLED)
        del parts["xl/workbook.xml"]
        assert refuse(pack(parts)) == "damaged_file"


class TestOneCellFarAway:
    """What is handed on grows with what stands in the sheet, never with how far it reaches."""

    @pytest.mark.parametrize("far", ["A850000", "J1048576", "J700000", "XFD8", "XFD1", "ZZ9000"])
    def test_in_an_xlsx(self, far):
        self.judge(fill_workbook("| line | done |\n| T2 | 4 |", cells={f"{TASKS}!{far}": "ghi chú"}), far)

    @pytest.mark.parametrize("far", ["A850000", "XFD8"])
    def test_by_the_second_parser(self, far):
        cells = {f"{TASKS}!{far}": "ghi chú", f"{ITEMS}!K2": "#ERROR!"}
        self.judge(fill_workbook("| line | done |\n| T2 | 4 |", cells=cells), far)

    def test_in_an_xlsb(self):
        self.judge(save_as_xlsb(fill_workbook("| line | done |\n| T2 | 4 |", cells={f"{TASKS}!A20000": "ghi chú"})), "A20000")

    def judge(self, content, far):
        sheets = read_workbook(content)
        grid = sheets.grid(TASKS)
        row, column = coordinate_to_tuple(far)
        assert grid.value(row, column) == "ghi chú"
        assert grid.rows >= row
        assert grid.columns >= column
        assert row in grid.filled_rows()
        assert len(grid.filled_rows(4)) < 60
        assert sum(map(len, grid.cells)) < 40_000
        assert len(pack_answer(sheets)) < 3_000_000
        assert read_answer(content, "T2").done == 4

    def test_in_an_xls(self):
        label = struct.pack("<HHHHHHB", 0x204, 10, 65535, 9, 0, 1, 0) + b"x"
        start = struct.pack("<HHHHHHB", 0x204, 10, 0, 0, 0, 1, 0) + b"a"
        grid = read_workbook(make_xls(sheet_record=start + label)).grid("Bao01")
        assert (grid.value(1, 1), grid.value(65536, 10), grid.filled_rows()) == ("a", "x", [1, 65536])
        assert sum(map(len, grid.cells)) == 20

    def test_in_an_ods(self):
        gap = '<table:table-row table:number-rows-repeated="700000"><table:table-cell/></table:table-row>'
        grid = read_workbook(make_ods(SPREADSHEET_ROW + gap + SPREADSHEET_ROW)).grid("A")
        assert (grid.value(1, 1), grid.value(700_002, 1), grid.filled_rows(2)) == (7, 7, [700_002])

    def test_a_filled_row_repeated_to_the_end_is_too_much(self):
        row = '<table:table-cell table:number-columns-repeated="7" office:value-type="float" office:value="7"/>'
        assert refuse(make_ods(f'<table:table-row table:number-rows-repeated="1000000">{row}</table:table-row>')) == "too_large"


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def judge(name: str, content: bytes) -> list[tuple[str, str, str, str]]:
    """Every file found in what was dropped: its name, and the code, sentence and remedy of why it is not read, or ""."""
    return [(one.name, *explain(one)) for one in list_files([HandedIn(name, content)], LIMITS)]


def explain(one: HandedIn) -> tuple[str, str, str]:
    try:
        read_workbook(one.load(LIMITS))
    except UnreadableWorkbook as failure:
        [issue] = refuse_file(failure).issues
        return issue.code, issue.message, issue.remedy
    return "", "", ""


def refuse(content: bytes) -> str:
    """The one code that says why a file is not read."""
    return judge("a", content)[0][1]


def move_sheets(content: bytes) -> bytes:
    """The workbook with its sheets in xl/bang instead of xl/worksheets."""
    names = {name: name.replace("worksheets/", "bang/") for name in unpack(content) if "/worksheets/" in name}
    changes = {
        "xl/_rels/workbook.xml.rels": ("worksheets/", "bang/"),
        "[Content_Types].xml": ("/xl/worksheets/", "/xl/bang/"),
    }
    return move_parts(content, names, changes)
