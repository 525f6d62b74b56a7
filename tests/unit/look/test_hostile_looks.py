"""A look is a stranger's files: nothing in it runs, reaches outside or fills the memory; every fault is told with its remedy."""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pptx.util import Inches

from danvan_metrics.look.crest import WrongCrest, read_crest
from tests.builders_look import WORDS, draw_crest, list_told, make_deck, make_paper, paint, rewrite, write_look

MACROS = b"\xd0\xcf\x11\xe0 macros"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>'


MAKERS = {"slides": (make_deck, "slides.pptx"), "paper": (make_paper, "report.docx")}
MAIN = {"slides": "ppt/presentation.xml", "paper": "word/document.xml"}
HOLDER = {"slides": "ppt/slideMasters/_rels/slideMaster1.xml.rels", "paper": "word/_rels/document.xml.rels"}


def relate(kind, target, *, mode=' TargetMode="External"'):
    """What puts one relation more into a part's list of them."""
    one = f'<Relationship Id="rId990" Type="{RELATION}/{kind}" Target="{target}"{mode}/></Relationships>'
    return lambda old: old.replace(b"</Relationships>", one.encode())


def retype(old, new):
    return lambda content: content.replace(old, new)


def write_bomb(width, height):
    """A PNG of a few hundred bytes that says it is as large as this."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


class TestCrests:
    @pytest.mark.parametrize(
        ("content", "told"),
        [
            pytest.param(write_bomb(60_000, 60_000), "ảnh lớn quá 4000 điểm ảnh mỗi cạnh; hãy thu nhỏ ảnh", id="bomb"),
            pytest.param(write_bomb(5_000, 200), "(đang là 5000 × 200)", id="too wide"),
            pytest.param(write_bomb(300, 300), "không đọc được như một ảnh PNG hoặc JPEG", id="half a picture"),
            pytest.param(draw_crest(40, 40), "ảnh chỉ có 40 × 40 điểm ảnh; hãy dùng ảnh mỗi cạnh từ 120", id="too small"),
            pytest.param(draw_crest(900, 200), "ảnh dài quá khổ (900 × 200)", id="a banner"),
            pytest.param(draw_crest()[:400], "không đọc được như một ảnh", id="cut short"),
            pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "không đọc được như một ảnh", id="svg"),
            pytest.param(b"", "tệp rỗng; hãy chép lại tệp", id="empty"),
            pytest.param(b"\x89PNG" + bytes(2_000_001), "tệp lớn hơn 2 MB; hãy nén ảnh", id="too many bytes"),
        ],
    )
    def test_a_picture_that_cannot_be_used_is_told(self, tmp_path, content, told):
        [said] = list_told(write_look(tmp_path, crest=content))
        assert said.startswith("crest.png: ")
        assert told in said

    def test_a_bomb_is_refused_before_it_is_unpacked(self):
        bomb = write_bomb(30_000, 30_000)  # 2.7 GB of dots
        tracemalloc.start()
        try:
            with pytest.raises(WrongCrest):
                read_crest(bomb)
            assert tracemalloc.get_traced_memory()[1] < 5_000_000
        finally:
            tracemalloc.stop()

    def test_another_format_under_a_png_s_name_is_told(self, tmp_path):
        content = io.BytesIO()
        Image.new("RGB", (200, 200)).save(content, "GIF")
        assert "PNG hoặc JPEG" in list_told(write_look(tmp_path, crest=content.getvalue()))[0]

    def test_nothing_of_the_file_but_its_dots_goes_on(self):
        notes = PngInfo()
        notes.add_text("Comment", "<script>alert(1)</script>")
        content = io.BytesIO()
        Image.open(io.BytesIO(draw_crest())).save(content, "PNG", pnginfo=notes)
        crest = read_crest(content.getvalue() + b"<?php evil ?>")
        assert b"script" not in crest.png + crest.small
        assert b"php" not in crest.png + crest.small
        assert crest.png == read_crest(draw_crest()).png

    def test_a_photograph_of_a_crest_will_do(self):
        crest = read_crest(draw_crest(800, 600, "JPEG"))
        assert Image.open(io.BytesIO(crest.png)).size == (512, 384)
        assert max(Image.open(io.BytesIO(crest.small)).size) == 96

    @pytest.mark.parametrize("name", ["crest.svg", "crest.gif", "Crest.WEBP"])
    def test_a_format_that_is_not_taken_is_told_by_its_name(self, tmp_path, name):
        folder = write_look(tmp_path, crest=None)
        (folder / name).write_bytes(b"<svg/>")
        [said] = list_told(folder)
        assert said.startswith(
            f"{name}: ảnh dạng {name.rpartition('.')[2].upper()} không dùng được; hãy xuất ảnh ra PNG hoặc JPEG"
        )


class TestWords:
    @pytest.mark.parametrize(
        ("content", "told"),
        [
            pytest.param("[office]\nname = “Phòng”\n", "sai cú pháp TOML ở dòng 2, cột 8", id="curly quotes"),
            pytest.param(WORDS.encode("utf-16"), "không phải UTF-8; hãy lưu lại tệp bằng mã UTF-8", id="utf-16"),
            pytest.param(WORDS.encode("cp1258", "replace"), "không phải UTF-8", id="windows-1258"),
            pytest.param('crest = "/etc/passwd"\n', "crest: khóa lạ; hãy xóa hoặc sửa tên khóa", id="a path"),
            pytest.param('[office]\nslides = "../../x.pptx"\n', "office.slides: khóa lạ", id="a path inside"),
            pytest.param("[office]\nname = 7\n", "office.name: đang là “7”, không phải chữ", id="a number"),
            pytest.param(f'[office]\nname = "{"a" * 121}"\n', "office.name: dài quá 120 ký tự", id="too long"),
            pytest.param('accent = "blue"\n', "đang là “blue”; hãy ghi màu dạng #0b5f8a", id="no colour"),
            pytest.param('accent = "#8ab4d8"\n', "quá nhạt trên nền trắng (độ tương phản 2,1:1, cần từ 4,5:1)", id="pale"),
            pytest.param("a = " + "[" * 5000, "hãy", id="deep"),
            pytest.param("#" * 70_000, "tệp lớn hơn 64 KB", id="too large"),
        ],
    )
    def test_what_cannot_be_used_is_told(self, tmp_path, content, told):
        [said] = list_told(write_look(tmp_path, words=content))
        assert said.startswith("look.toml: ")
        assert told in said

    def test_signs_that_no_document_can_hold_are_dropped(self, tmp_path):
        from tests.builders_look import look_at  # noqa: PLC0415 - next to its use

        folder = write_look(tmp_path, words='[office]\nname = "Phòng\\u0007  GD\\u200b&ĐT\\nBa Chẽ"\n')
        assert look_at(folder).words.office.name == "Phòng GD&ĐT Ba Chẽ"


class TestPackages:
    """Both kinds of template are zips of XML."""

    def tell(self, tmp_path, kind, changes):
        make, name = MAKERS[kind]
        told = list_told(write_look(tmp_path, **{kind: rewrite(make(), changes)}))
        assert all(one.startswith(f"{name}: ") for one in told)
        return told

    @pytest.mark.parametrize("kind", MAKERS)
    def test_macros_are_refused(self, tmp_path, kind):
        folder = MAIN[kind].partition("/")[0]
        [said] = self.tell(tmp_path, kind, {f"{folder}/vbaProject.bin": MACROS})
        assert "tệp có macro hoặc điều khiển ActiveX; hãy lưu lại (Save As)" in said

    @pytest.mark.parametrize(
        ("kind", "old", "new"),
        [
            (
                "slides",
                b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            ),
            (
                "paper",
                b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"vnd.ms-word.document.macroEnabled.main+xml",
            ),
        ],
    )
    def test_a_file_with_macros_under_another_name_is_refused(self, tmp_path, kind, old, new):
        [said] = self.tell(tmp_path, kind, {"[Content_Types].xml": retype(old, new)})
        assert "tệp có macro (đổi tên từ dạng có macro)" in said

    def test_a_potx_under_another_name_is_refused(self, tmp_path):
        change = retype(b"presentationml.presentation.main+xml", b"presentationml.template.main+xml")
        [said] = self.tell(tmp_path, "slides", {"[Content_Types].xml": change})
        assert "tệp là mẫu .potx/.dotx đổi tên; hãy mở rồi lưu lại (Save As) thành .pptx" in said

    @pytest.mark.parametrize("kind", MAKERS)
    @pytest.mark.parametrize("target", ["https://example.org/track.png", "file:///C:/bimat.txt", "\\\\may-chu\\chung\\logo.png"])
    def test_a_link_to_the_outside_is_refused(self, tmp_path, kind, target):
        [said] = self.tell(tmp_path, kind, {HOLDER[kind]: relate("image", target)})
        assert f"tệp có liên kết ra ngoài “{target}”; hãy gỡ liên kết" in said

    def test_the_machine_s_own_template_is_refused(self, tmp_path):
        part = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        change = {"word/_rels/settings.xml.rels": relate("attachedTemplate", "file:///C:/Normal.dotm")(part)}
        [said] = self.tell(tmp_path, "paper", change)
        assert "tệp gắn với một mẫu khác trên máy" in said

    def test_an_embedded_object_is_refused(self, tmp_path):
        changes = {
            "word/_rels/document.xml.rels": relate("oleObject", "embeddings/oleObject1.bin", mode=""),
            "word/embeddings/oleObject1.bin": MACROS,
        }
        [said] = self.tell(tmp_path, "paper", changes)
        assert "tệp có đối tượng nhúng “embeddings/oleObject1.bin”" in said

    def test_a_field_that_reads_another_file_is_refused(self, tmp_path):
        field = b'<w:p><w:fldSimple w:instr=" INCLUDETEXT C:\\\\bimat.docx "/></w:p></w:body>'
        [said] = self.tell(tmp_path, "paper", {"word/document.xml": retype(b"</w:body>", field)})
        assert "document.xml có trường (field) lấy dữ liệu từ tệp khác" in said

    @pytest.mark.parametrize("kind", MAKERS)
    def test_entities_are_refused_and_never_unfolded(self, tmp_path, kind):
        [said] = self.tell(tmp_path, kind, {"docProps/app.xml": ENTITIES})
        assert "phần docProps/app.xml không đọc được hoặc chứa khai báo lạ (DTD)" in said

    @pytest.mark.parametrize("kind", MAKERS)
    def test_a_zip_that_unfolds_without_an_end_is_refused(self, tmp_path, kind):
        [said] = self.tell(tmp_path, kind, {"docProps/thumbnail.jpeg": bytes(101_000_000)})
        assert "tệp bung ra quá 100 MB" in said

    @pytest.mark.parametrize("kind", MAKERS)
    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "tệp đặt mật khẩu hoặc là dạng cũ"),
            (b"%PDF-1.7", "không phải tệp "),
            (b"PK\x03\x04" + bytes(100), "tệp hỏng hoặc chép chưa xong"),
        ],
    )
    def test_what_is_no_such_file_is_told(self, tmp_path, kind, content, told):
        [said] = list_told(write_look(tmp_path, **{kind: content}))
        assert said.startswith(f"{MAKERS[kind][1]}: {told}")

    def test_a_workbook_is_no_deck(self, tmp_path):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook/>")
        assert "không phải tệp PowerPoint" in list_told(write_look(tmp_path, slides=content.getvalue()))[0]


class TestSlides:
    def tell(self, tmp_path, change, *, grave=True, **options):
        return list_told(write_look(tmp_path, slides=make_deck(change=change, **options)), grave=grave)

    def test_the_invented_office_s_own_is_good(self, tmp_path):
        assert self.tell(tmp_path, None) == []

    def test_a_narrow_deck_is_told_its_size(self, tmp_path):
        def narrow(presentation):
            presentation.slide_width = Inches(10)

        [said] = self.tell(tmp_path, narrow)
        assert "khổ trang đang là 25,4 × 19,1 cm; hãy đặt Design › Slide Size › Widescreen (16:9), tức 33,9 × 19,1 cm" in said

    def test_without_a_layout_for_titles_nothing_can_be_drawn(self, tmp_path):
        def fill(presentation):
            layout = presentation.slide_layouts.get_by_name("Title Only")
            for place in list(layout.placeholders):
                if place.placeholder_format.type.name == "TITLE":
                    place.element.getparent().remove(place.element)

        [said] = self.tell(tmp_path, fill)
        assert "thiếu bố cục chỉ có ô tiêu đề (Title Only)" in said

    def test_layouts_are_known_by_what_they_hold_and_not_by_their_names(self, tmp_path):
        def rename(presentation):
            for number, layout in enumerate(presentation.slide_layouts):
                layout.element.find("{*}cSld").set("name", f"Bố cục {number}")
                layout.element.attrib.pop("type", None)

        assert self.tell(tmp_path, rename) == []

    @pytest.mark.parametrize(
        ("box", "told"),
        [
            ((5, 3, 2, 2), "hình “Khung” đè vùng nội dung (3,6–17,5 cm tính từ mép trên)"),
            ((3, 7.0, 4, 0.4), "hình “Khung” đè dòng nguồn số liệu và số trang"),
            ((0, 0, 13.2, 1.2), "hình “Khung” nằm sau tiêu đề"),
            ((6.5, 0.3, 5, 0.9), "các hình cạnh tiêu đề chỉ chừa"),
        ],
    )
    def test_what_stands_where_slides_write_is_told(self, tmp_path, box, told):
        [said] = self.tell(tmp_path, lambda presentation: paint(presentation.slide_master, box, "Khung"), logo=False)
        assert told in said

    def test_what_covers_the_whole_slide_is_its_background(self, tmp_path):
        assert self.tell(tmp_path, lambda it: paint(it.slide_master, (0, 0, 13.333, 7.5), "Nền")) == []

    def test_old_fonts_are_refused_and_unknown_ones_noted(self, tmp_path):
        old = rewrite(
            make_deck(), {"ppt/theme/theme1.xml": retype(b'<a:latin typeface="Times New Roman"', b'<a:latin typeface=".VnTime"')}
        )
        assert "phông .VnTime là phông cũ (TCVN3, VNI)" in list_told(write_look(tmp_path / "a", slides=old))[0]
        rare = rewrite(
            make_deck(), {"ppt/theme/theme1.xml": retype(b'<a:latin typeface="Times New Roman"', b'<a:latin typeface="Impact"')}
        )
        folder = write_look(tmp_path / "b", slides=rare)
        assert list_told(folder) == []
        assert "phông chủ đề Impact chưa chắc đủ chữ Việt" in list_told(folder, grave=False)[0]

    def test_a_dark_background_is_refused(self, tmp_path):
        ground = b'<p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="16324F"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        change = {"ppt/slideMasters/slideMaster1.xml": darken(ground)}
        [said] = list_told(write_look(tmp_path, slides=rewrite(make_deck(), change)))
        assert "nền trang màu #16324f quá đậm" in said


def darken(ground):
    import re  # noqa: PLC0415 - next to its use

    return lambda old: re.sub(rb"<p:cSld>(<p:bg>.*?</p:bg>)?", ground, old, count=1, flags=re.DOTALL)


class TestPapers:
    def tell(self, tmp_path, change, *, grave=True):
        return list_told(write_look(tmp_path, paper=make_paper(change)), grave=grave)

    def test_the_invented_office_s_own_is_good(self, tmp_path):
        assert self.tell(tmp_path, None) == []

    def test_only_a4_upright_will_do(self, tmp_path):
        def letter(document):
            document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)

        def lie(document):
            document.sections[0].orientation = WD_ORIENT.LANDSCAPE
            document.sections[0].page_width, document.sections[0].page_height = Mm(297), Mm(210)

        assert "khổ giấy đang là 216 × 279 mm" in self.tell(tmp_path / "a", letter)[0]
        assert "khổ giấy đang là 297 × 210 mm" in self.tell(tmp_path / "b", lie)[0]

    def test_margins_beside_the_decree_s_are_noted_and_not_used(self, tmp_path):
        def narrow(document):
            document.sections[0].left_margin = Mm(25)

        assert self.tell(tmp_path, narrow) == []
        assert "trái 25 (cần 30–35) mm; văn bản sẽ dùng lề trên 20" in self.tell(tmp_path, narrow, grave=False)[0]

    def test_two_parts_are_one_too_many(self, tmp_path):
        assert "tệp chia thành 2 phần (section)" in self.tell(tmp_path, lambda document: document.add_section())[0]

    @pytest.mark.parametrize(
        ("setting", "told"), [("w:documentProtection", "bảo vệ chống sửa"), ("w:trackRevisions", "Track Changes")]
    )
    def test_a_locked_template_is_told(self, tmp_path, setting, told):
        [said] = self.tell(tmp_path, lambda document: document.settings.element.append(OxmlElement(setting)))
        assert told in said

    def test_old_fonts_are_refused(self, tmp_path):
        def write_old(document):
            document.styles["Normal"].font.name = "VNI-Times"

        assert "phông VNI-Times là phông cũ" in self.tell(tmp_path, write_old)[0]

    def test_a_style_unlike_the_decree_s_is_noted(self, tmp_path):
        assert "Body Text (phông theo chủ đề (minorHAnsi), cỡ 11)" in self.tell(tmp_path, None, grave=False)[0]
        assert "Heading 1 (" not in self.tell(tmp_path, None, grave=False)[0]

    def test_style_ids_of_another_language_s_word_are_understood(self, tmp_path):
        def localise(document):
            style = document.styles["Heading 1"].element
            style.set(qn("w:styleId"), "u1")

        folder = write_look(tmp_path, paper=make_paper(localise))
        assert list_told(folder) == []


class TestFolders:
    def test_a_link_that_leads_outside_is_refused(self, tmp_path):
        secret = tmp_path / "secret.toml"
        secret.write_text(WORDS, encoding="utf-8")
        folder = write_look(tmp_path / "look", words=None)
        (folder / "look.toml").symlink_to(secret)
        [said] = list_told(folder)
        assert said == "look.toml: là lối tắt trỏ ra ngoài thư mục diện mạo; hãy chép chính tệp đó vào thư mục."

    def test_a_link_to_nowhere_is_told(self, tmp_path):
        folder = write_look(tmp_path / "look", crest=None)
        (folder / "crest.png").symlink_to(tmp_path / "nothing")
        assert "không trỏ tới tệp nào" in list_told(folder)[0]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
    def test_a_pipe_holds_nobody_up(self, tmp_path):
        folder = write_look(tmp_path / "look", words=None)
        os.mkfifo(folder / "look.toml")
        assert list_told(folder) == ["look.toml: không phải một tệp; hãy xóa đi rồi đặt tệp cùng tên vào."]

    def test_a_folder_in_a_file_s_place_is_told(self, tmp_path):
        folder = write_look(tmp_path / "look", slides=None)
        (folder / "slides.pptx").mkdir()
        assert "không phải một tệp" in list_told(folder)[0]

    def test_names_are_read_as_windows_reads_them(self, tmp_path):
        folder = write_look(tmp_path / "look", crest=None)
        (folder / "Crest.PNG").write_bytes(draw_crest(30, 30))
        assert list_told(folder)[0].startswith("crest.png: ảnh chỉ có 30 × 30")

    def test_a_strange_name_is_noted_for_it_would_be_missed_in_silence(self, tmp_path):
        folder = write_look(tmp_path / "look")
        (folder / "logo.png").write_bytes(draw_crest())
        (folder / "ghi-chu.txt").write_text("của Phòng", encoding="utf-8")
        told = [one for one in list_told(folder, grave=False) if not one.startswith("report.docx")]
        assert told == [
            "logo.png: tên tệp lạ nên không được dùng; tệp diện mạo phải có tên look.toml, crest.png, slides.pptx, report.docx."
        ]
