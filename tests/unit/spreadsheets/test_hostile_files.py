"""Files made to harm: each ends as a sentence, none as an exception, and what only looks dangerous is read (issue 3, point 9)."""

from __future__ import annotations

import io
import struct
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_metrics.validation.messages import MESSAGES
from danvan_metrics.validation.sent_back import mark_return
from danvan_metrics.workbook.layout import SHEET_FIXES
from tests.builders_reader import FACTS, TASKS, check, fill_workbook, make_xls, read_answer

SHEET, STRINGS = "xl/worksheets/sheet3.xml", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "a"}">' for n in range(9))
BOMB = f'<?xml version="1.0"?><!DOCTYPE lolz [{ENTITIES}]>'
ODS_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


@pytest.fixture(scope="module")
def filled() -> bytes:
    return fill_workbook("| line | done |\n| T2 | 4 |")


class TestBombs:
    def test_a_zip_bomb_is_refused(self, filled):
        assert refuse(change(filled, {SHEET: b"<worksheet/>" + b" " * 101_000_000})) == "too_large"

    def test_one_whose_directory_lies_is_refused_while_it_is_inflated(self, filled):
        size = 120_000_000
        packed = change(filled, {SHEET: b"<worksheet/>" + b" " * (size - 12)})
        assert packed.count(struct.pack("<L", size)) >= 2
        assert refuse(packed.replace(struct.pack("<L", size), struct.pack("<L", 1_000))) in {"too_large", "damaged_file"}

    @pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml"])
    def test_entities_are_never_expanded(self, filled, part):
        assert refuse(change(filled, {part: f"{BOMB}<a>&e8;</a>".encode()})) == "unsafe_content"

    def test_nor_in_an_ods(self):
        assert refuse(make_ods(f"<table:table-row>{CELL}</table:table-row>", before=BOMB)) == "unsafe_content"

    def test_a_reference_to_a_file_outside_is_never_followed(self, filled):
        evil = b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'
        assert refuse(change(filled, {STRINGS: evil})) == "unsafe_content"

    def test_deep_nesting_ends_as_a_sentence(self, filled):
        deep = b"<worksheet>" + b"<a>" * 300_000 + b"</a>" * 300_000 + b"</worksheet>"
        judge(change(filled, {SHEET: deep}))

    def test_thousands_of_sheets_are_too_many(self):
        book = openpyxl.Workbook()
        for number in range(400):
            book.create_sheet(f"S{number}")
        assert refuse(save(book)) == "too_large"

    def test_rows_repeated_to_the_end_of_an_ods_are_too_many(self):
        row = f'<table:table-row table:number-rows-repeated="1048576">{CELL}</table:table-row>'
        wide = row.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" ')
        assert refuse(make_ods(wide)) == "too_large"

    def test_blank_rows_repeated_to_the_end_are_usual(self):
        blank = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
        assert refuse(make_ods(f"<table:table-row>{CELL}</table:table-row>{blank}")) == "foreign_workbook"

    def test_cells_at_both_ends_of_a_sheet_are_too_far_apart(self, filled):
        assert refuse(replace(filled, SHEET, b'r="A6"', b'r="XFD1048576"')) == "too_large"

    def test_a_loop_in_an_xls_takes_nobody_along(self):
        assert refuse(make_xls(looped=True)) == "damaged_file"


class TestOnlyLooks:
    def test_a_sheet_that_claims_to_reach_the_end_is_read(self, filled):
        changed = replace(filled, SHEET, b"<dimension ref=", b'<dimension ref="A1:XFD1048576" was=')
        assert b"XFD1048576" in read_part(changed, SHEET)
        assert read_answer(changed, "T2").done == 4

    def test_a_hundred_thousand_shared_strings_are_read(self, filled):
        """The number in T2's cell stays; the words of its note stand last of all in the list."""
        strings = "".join(f"<si><t>chu {number}</t></si>" for number in range(100_000))
        shared = share(filled, f'<sst xmlns="{MAIN}">{strings}</sst>')
        note = replace(shared, SHEET, b'<c r="I7"', b'<c r="I7" t="s"><v>99999</v></c><c r="ZZ7"')
        answer = read_answer(note, "T2")
        assert (answer.done, answer.note) == (4, "chu 99999")

    def test_a_hostile_name_inside_the_workbook_is_written_nowhere(self, filled, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        content = change(filled, {"../../danvan.txt": b"x", "/danvan.txt": b"x", "C:\\danvan.txt": b"x"})
        assert read_answer(content, "T2").done == 4
        assert list(tmp_path.rglob("*")) == []
        assert not (tmp_path.parent.parent / "danvan.txt").exists()

    def test_strict_open_xml_is_read_like_any_other(self, filled):
        assert read_answer(make_strict(filled), "T2").done == 4

    def test_links_to_elsewhere_are_left_alone(self, filled):
        relations = "xl/_rels/workbook.xml.rels"
        link = b'<Relationship Id="rId99" Type="http://x/externalLink" Target="http://192.0.2.1/a.xlsx" TargetMode="External"/>'
        linked = read_part(filled, relations).replace(b"</Relationships>", link + b"</Relationships>")
        assert read_answer(change(filled, {relations: linked}), "T2").done == 4


class TestDuplicates:
    def test_two_members_of_one_name_are_damage(self, filled):
        packed = io.BytesIO(filled)
        with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(SHEET, b"<worksheet/>")
        assert refuse(packed.getvalue()) == "damaged_file"


class TestFormulas:
    @pytest.mark.parametrize("text", ["=1+1", "+84 912", "-cmd|'/c calc'!A1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_text_from_a_file_is_no_formula_in_what_we_write(self, text):
        """It is found in a number's cell, so it stands in the comment and in “Cần sửa” too."""

        def write(workbook):
            workbook[TASKS]["F7"].value, workbook[TASKS]["F7"].data_type = text, "s"
            workbook[FACTS]["C13"].value, workbook[FACTS]["C13"].data_type = text, "s"

        content = fill_workbook(edit=write)
        book = openpyxl.load_workbook(io.BytesIO(mark_return(content, check(content).issues)))
        assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "b"}
        listed = [cell for row in book[SHEET_FIXES].iter_rows() for cell in row if isinstance(cell.value, str)]
        assert all(cell.quotePrefix for cell in listed if cell.value.startswith(("=", "+", "-", "@", "\t", "\r")))


class TestMutations:
    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_bytes_flipped_anywhere(self, data):
        content = bytearray(VALID)
        for _ in range(data.draw(st.integers(1, 8))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        judge(bytes(content))

    @settings(max_examples=80, deadline=None)
    @given(st.data())
    def test_members_dropped_emptied_or_cut(self, data):
        parts = read_parts(VALID)
        for name in data.draw(st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=5, unique=True)):
            cut = data.draw(st.integers(-1, len(parts[name])))
            if cut < 0:
                del parts[name]
            else:
                parts[name] = parts[name][:cut]
        judge(pack(parts))

    @settings(max_examples=80, deadline=None)
    @given(st.data())
    def test_bytes_flipped_inside_a_part(self, data):
        parts = read_parts(VALID)
        part = bytearray(parts[name := data.draw(st.sampled_from(sorted(parts)))])
        for _ in range(data.draw(st.integers(1, 6))):
            part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.sampled_from(b"<>\"'&/=0A\x00\xff "))
        judge(pack({**parts, name: bytes(part)}))


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def judge(content: bytes) -> None:
    """Whatever comes of it, every word about it is a sentence."""
    for issue in check(content).issues:
        assert issue.code in MESSAGES
        assert issue.message.endswith(".")
        assert issue.remedy.endswith(".")


def refuse(content: bytes) -> str:
    """The one code that says why a file is not taken."""
    judge(content)
    [issue] = check(content).issues
    return issue.code


def read_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_part(content: bytes, name: str) -> bytes:
    return read_parts(content)[name]


def change(content: bytes, parts: dict[str, bytes]) -> bytes:
    return pack({**read_parts(content), **parts})


def replace(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    part = read_part(content, name)
    assert old in part
    return change(content, {name: part.replace(old, new, 1)})


def share(content: bytes, strings: str) -> bytes:
    """The workbook with a list of shared strings, as Excel writes one."""
    override = f'<Override PartName="/{STRINGS}" ContentType="{STRINGS_TYPE}"/></Types>'
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    typed = replace(content, "[Content_Types].xml", b"</Types>", override.encode())
    return change(
        replace(typed, "xl/_rels/workbook.xml.rels", b"</Relationships>", relation.encode()), {STRINGS: strings.encode()}
    )


def pack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def save(book) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def make_ods(rows: str, *, before: str = "") -> bytes:
    body = f'<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>'
    content = f"{before}<office:document-content {NAMES}>{body}</office:document-content>"
    return pack({"mimetype": ODS_KIND, "content.xml": content.encode(), "META-INF/manifest.xml": b"<manifest/>"})


def make_strict(content: bytes) -> bytes:
    """The workbook as Excel's “Strict Open XML” spells it: other namespaces, other relations."""
    usual, strict = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    own = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    return pack({name: part.replace(usual, strict).replace(relation, own) for name, part in read_parts(content).items()})


VALID = fill_workbook("| line | to_do | done |\n| T1 | 10 | 8 |\n| L1 | | Đạt |")
