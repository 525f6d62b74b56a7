"""The office's own look: one folder says what it is called and what its files stand on; what is wrong with it is never silent.

`look.toml`, `crest.png`, `slides.pptx` and `report.docx` in the folder of DANVAN_LOOK (issue 16).
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from danvan_metrics.exports.making import ExportKind, make_export
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.rules import Field
from tests.builders_cli import Office, fill_template
from tests.builders_look import FOOTER, HEADER, look_at, make_paper, write_look
from tests.builders_units import open_province

ALL = {"CT1.1": {Field.TO_DO: 4, Field.DONE: 4, Field.EVIDENCE_COUNT: 1, Field.EVIDENCE: "BB 01"}}
NAME = "Phòng Văn hóa - Xã hội xã Sông Mây"
PARENT = "Ủy ban nhân dân xã Sông Mây"
PLANS_NAME = "Phòng Giáo dục và Đào tạo huyện Ba Chẽ"
BROKEN = b"PK\x03\x04 half a file"


@pytest.fixture
def office(tmp_path):
    """One preschool has handed in; it is the day after the deadline of 9 months."""
    office = Office(tmp_path, today="2020-09-15")
    file = fill_template(tmp_path / "nop.xlsx", "MN-NAMSON", "9m", lines=ALL)
    assert office.run("import", file, "--received", "2020-09-10").exit_code == 0
    return office


@pytest.fixture
def wear(monkeypatch, tmp_path):
    """Let the office wear a look; `files` as `write_look` takes them."""

    def put_on(**files) -> Path:
        folder = write_look(tmp_path / "dien-mao", **files)
        monkeypatch.setenv("DANVAN_LOOK", str(folder))
        return folder

    return put_on


def export(office, kind, *more):
    out = office.folder / f"hop-{len(list(office.folder.glob('hop-*')))}.{kind}"
    result = office.run("export", kind, "--period", "9m", *more, "--out", out)
    assert result.exit_code == 0, result.output
    return out.read_bytes()


def read_head(content):
    """The names at left, and place and day, of a document's head."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    return cells[0].split("\n")[:2], cells[2], cells[3]


def read_stories(content):
    """What stands around the first page and around the others."""
    section = Document(io.BytesIO(content)).sections[0]
    stories = (section.first_page_header, section.header, section.first_page_footer, section.footer)
    return ["\n".join(paragraph.text for paragraph in story.paragraphs) for story in stories]


def read_cover(content):
    cover = Presentation(io.BytesIO(content)).slides[0]
    [names] = [shape for shape in cover.shapes if shape.name == "Đơn vị"]
    return names.text_frame.text.split("\n")


class TestWithoutALook:
    def test_the_plan_names_the_office_as_it_always_did(self, office):
        names, number, place = read_head(export(office, "docx"))
        assert names == ["UBND HUYỆN BA CHẼ", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"]
        assert (number.replace("\u00a0", ""), place) == ("Số:/BC-PGDĐT", "Ba Chẽ, ngày 15 tháng 9 năm 2020")
        assert read_cover(export(office, "pptx")) == ["Ủy ban nhân dân huyện Ba Chẽ", PLANS_NAME]


class TestNames:
    def test_the_report_and_the_cover_bear_them(self, office, wear):
        wear()
        names, number, place = read_head(export(office, "docx"))
        assert names == ["UBND XÃ SÔNG MÂY", "PHÒNG VĂN HÓA - XÃ HỘI"]
        assert (number.replace("\u00a0", ""), place) == ("Số:/BC-PVH-XH", "Sông Mây, ngày 15 tháng 9 năm 2020")
        assert read_cover(export(office, "pptx")) == [PARENT, NAME]

    def test_so_do_the_workbook_and_the_template_that_goes_to_a_school(self, office, wear):
        wear()
        assert load_workbook(io.BytesIO(export(office, "xlsx"))).properties.creator == NAME
        out = office.folder / "bieu-mau.xlsx"
        assert office.run("template", "--school", "MN-DONDAC", "--period", "12m", "--out", out).exit_code == 0
        told = [str(cell.value) for row in load_workbook(out).worksheets[0].iter_rows() for cell in row if cell.value]
        assert {PARENT.upper(), NAME.upper()} <= set(told)
        assert not [text for text in told if PLANS_NAME in text]

    def test_what_the_file_does_not_say_the_plan_says(self, office, wear):
        wear(words='[office]\nplace = "Thị trấn Ba Chẽ"\n', slides=None, paper=None, crest=None)
        names, _, place = read_head(export(office, "docx"))
        assert names == ["UBND HUYỆN BA CHẼ", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"]
        assert place == "Thị trấn Ba Chẽ, ngày 15 tháng 9 năm 2020"

    def test_a_return_on_a_template_of_the_old_name_is_still_known(self, office, wear):
        wear()
        file = fill_template(office.folder / "cu.xlsx", "MN-DONDAC", "9m", lines=ALL)  # made before there was a look
        result = office.run("check", file, "--json")
        assert (result.exit_code, json.loads(result.stdout)[0]["school"]) == (0, "MN-DONDAC"), result.output

    def test_a_snapshot_taken_before_is_told_in_the_name_of_today(self, office, wear):
        assert office.run("snapshot", "Họp", "--period", "9m").exit_code == 0
        wear()
        assert read_head(export(office, "docx", "--snapshot", "Họp"))[0] == ["UBND XÃ SÔNG MÂY", "PHÒNG VĂN HÓA - XÃ HỘI"]


class TestCrestAndTemplates:
    def test_slides_stand_on_the_template_without_its_own(self, office, wear):
        wear()
        presentation = Presentation(io.BytesIO(export(office, "pptx")))
        assert [layout.name for layout in presentation.slide_layouts] == ["Title Slide", "Title Only"]
        assert "Dải màu" in [shape.name for shape in presentation.slide_master.shapes]
        told = [shape.text_frame.text for slide in presentation.slides for shape in slide.shapes if shape.has_text_frame]
        assert not [text for text in told if "Trang mẫu của xã" in text]
        assert [slide.slide_layout.name for slide in presentation.slides][:2] == ["Title Slide", "Title Only"]

    def test_no_place_of_a_layout_is_left_empty_on_a_slide(self, office, wear):
        wear()
        places = [place for slide in Presentation(io.BytesIO(export(office, "pptx"))).slides for place in slide.placeholders]
        assert [place for place in places if not place.text_frame.text.strip()] == []

    def test_the_crest_is_large_on_the_cover_and_small_on_every_slide_with_words_for_who_does_not_see_it(self, office, wear):
        wear(slides=None)
        slides = list(Presentation(io.BytesIO(export(office, "pptx"))).slides)
        crests = [[shape for shape in slide.shapes if shape.name == "Biểu trưng"] for slide in slides]
        assert [len(own) for own in crests] == [1] * len(slides)
        assert {own.element.nvPicPr.cNvPr.get("descr") for [own] in crests} == {f"Biểu trưng của {NAME}"}
        assert crests[0][0].height > 1.5 * crests[1][0].height
        title = slides[1].shapes.title
        assert title.left + title.width <= crests[1][0].left

    def test_a_template_with_a_logo_of_its_own_gets_no_second_one(self, office, wear):
        wear()
        slides = Presentation(io.BytesIO(export(office, "pptx"))).slides
        assert [shape for slide in slides for shape in slide.shapes if shape.name == "Biểu trưng"] == []

    def test_titles_bear_the_colour(self, office, wear):
        wear(slides=None)
        slide = Presentation(io.BytesIO(export(office, "pptx"))).slides[1]
        assert str(slide.shapes.title.text_frame.paragraphs[0].runs[0].font.color.rgb) == "7A1F3D"

    def test_papers_keep_what_the_template_has_around_a_page_and_number_all_but_the_first(self, office, wear):
        wear()
        content = export(office, "docx")
        first_head, head, first_foot, foot = read_stories(content)
        assert first_head.startswith(HEADER)
        assert head.startswith(HEADER)
        assert first_foot.startswith(FOOTER)
        assert foot.startswith(FOOTER)
        assert "tính đến 15/09/2020" in foot  # the source still stands on every page
        section = Document(io.BytesIO(content)).sections[0]
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
        told = [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]
        assert "Nội dung mẫu không được vào văn bản" not in told

    def test_a_style_of_the_decree_stays_the_office_s_and_another_is_the_decree_s(self, office, wear):
        wear()
        styles = Document(io.BytesIO(export(office, "docx"))).styles
        assert styles["Heading 1"].font.all_caps is True
        assert (styles["Heading 2"].font.name, str(styles["Heading 2"].font.color.rgb)) == ("Times New Roman", "None")

    def test_no_crest_stands_in_a_paper(self, office, wear):
        """NĐ 30/2020/NĐ-CP has no picture in the head of a document."""
        wear(paper=None)
        document = Document(io.BytesIO(export(office, "docx")))
        assert document.inline_shapes._inline_lst == []

    def test_the_same_figures_in_the_same_look_are_the_same_bytes(self, office, wear):
        wear()
        for kind in ("pptx", "docx"):
            assert export(office, kind) == export(office, kind)


class TestACommune:
    """A unit's paper is the unit's: it bears neither the office's crest nor its templates."""

    @pytest.fixture
    def look(self, tmp_path):
        return look_at(write_look(tmp_path / "dien-mao"))

    def test_its_report_stands_on_no_template(self, tmp_path, look):
        dataset = open_province(tmp_path).load_dataset("SM-AB")
        _, content = make_export(ExportKind.REPORT, dataset, Scope("12m"), (), look)
        assert read_head(content)[0] == ["TỈNH SÔNG MÂY", "XÃ AN BÌNH"]
        assert HEADER not in "".join(read_stories(content))

    def test_the_office_s_own_does(self, tmp_path, look):
        dataset = open_province(tmp_path).load_dataset()
        _, content = make_export(ExportKind.REPORT, dataset, Scope("12m"), (), look)
        assert read_stories(content)[0].startswith(HEADER)


class TestALookThatIsWrong:
    """What leaves is refused in a sentence that says which file and what to do; everything else goes on."""

    def test_a_file_that_would_bear_the_wrong_name_is_not_made(self, office, wear):
        wear(words="accent = \n[office")
        for arguments in (
            *(("export", kind, "--period", "9m", "--out", office.folder / f"x.{kind}") for kind in ("pptx", "docx", "xlsx")),
            ("template", "--school", "MN-DONDAC", "--period", "12m", "--out", office.folder / "x.xlsx"),
        ):
            result = office.run(*arguments)
            assert result.exit_code == 2
            assert "look.toml: sai cú pháp TOML ở dòng 1" in result.stderr
            assert "DANVAN_LOOK" in result.stderr
        assert list(office.folder.glob("x.*")) == []

    def test_a_wrong_template_keeps_only_its_own_files_back(self, office, wear):
        wear(slides=BROKEN)
        result = office.run("export", "pptx", "--period", "9m", "--out", office.folder / "x.pptx")
        assert (result.exit_code, (office.folder / "x.pptx").exists()) == (2, False)
        assert "slides.pptx: tệp hỏng" in result.stderr
        assert read_head(export(office, "docx"))[0] == ["UBND XÃ SÔNG MÂY", "PHÒNG VĂN HÓA - XÃ HỘI"]

    def test_taking_the_file_out_is_enough_to_go_on(self, office, wear):
        folder = wear(slides=BROKEN)
        (folder / "slides.pptx").unlink()
        assert read_cover(export(office, "pptx")) == [PARENT, NAME]

    def test_returns_are_received_all_the_same(self, office, wear):
        wear(words="accent = \n[office")
        file = fill_template(office.folder / "moi.xlsx", "MN-DONDAC", "9m", lines=ALL)
        assert office.run("import", file, "--received", "2020-09-11").exit_code == 0

    def test_a_folder_that_is_not_there_is_told(self, office, monkeypatch):
        monkeypatch.setenv("DANVAN_LOOK", str(office.folder / "khong-co"))
        result = office.run("export", "docx", "--period", "9m", "--out", office.folder / "x.docx")
        assert (result.exit_code, "không thấy thư mục diện mạo này" in result.stderr) == (2, True)


class TestCommands:
    def test_a_folder_to_begin_with_passes_the_check_and_changes_nothing(self, office, monkeypatch):
        before = export(office, "docx")
        folder = office.folder / "dien-mao"
        written = office.run("look", "write", folder)
        assert (written.exit_code, sorted(path.name for path in folder.iterdir())) == (
            0,
            ["look.toml", "report.docx", "slides.pptx"],
        )
        checked = office.run("look", "check", folder)
        assert (checked.exit_code, checked.stdout) == (0, "Dùng được: look.toml, slides.pptx, report.docx.\n")
        monkeypatch.setenv("DANVAN_LOOK", str(folder))
        after = export(office, "docx")
        texts = [[paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs] for content in (before, after)]
        assert texts[0] == texts[1]
        assert read_cover(export(office, "pptx")) == ["Ủy ban nhân dân huyện Ba Chẽ", PLANS_NAME]

    def test_nothing_is_written_over_unasked(self, office):
        folder = office.folder / "dien-mao"
        folder.mkdir()
        (folder / "look.toml").write_text("# cũ của tôi", encoding="utf-8")
        refused = office.run("look", "write", folder)
        assert (refused.exit_code, "đã có look.toml" in refused.stderr) == (2, True)
        assert [path.name for path in folder.iterdir()] == ["look.toml"]
        assert office.run("look", "write", folder, "--force").exit_code == 0
        assert "cũ của tôi" not in (folder / "look.toml").read_text(encoding="utf-8")

    def test_every_fault_is_told_at_once(self, office, wear):
        folder = wear(
            words='accent = "#ffee88"\nlogo = "/etc/passwd"\n', crest=b"GIF89a", slides=BROKEN, paper=make_paper(lie_down)
        )
        result = office.run("look", "check", folder)
        assert result.exit_code == 1
        lines = result.stdout.splitlines()
        assert [line.split(":")[0] for line in lines if line.startswith("Lỗi")] == [
            "Lỗi    look.toml", "Lỗi    look.toml", "Lỗi    crest.png", "Lỗi    slides.pptx", "Lỗi    report.docx",
        ]  # fmt: skip
        assert "cần từ 4,5:1" in lines[0]
        assert lines[-1] == "5 lỗi phải sửa. Chưa tệp nào dùng được."

    def test_the_check_as_json_names_what_may_be_used(self, office, wear):
        folder = wear(slides=BROKEN)
        told = json.loads(office.run("look", "check", folder, "--json").stdout)
        assert told["usable"] == ["look.toml", "crest.png", "report.docx"]
        assert [fault["file"] for fault in told["faults"] if fault["grave"]] == ["slides.pptx"]

    def test_without_a_folder_there_is_nothing_to_check(self, office):
        result = office.run("look", "check")
        assert (result.exit_code, "Chưa chọn thư mục diện mạo" in result.stderr) == (2, True)


def lie_down(document):
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
