"""An invented office's look: its words, a crest drawn here (nobody's real one), and templates as office programs save them."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.dml.color import RGBColor as SlideColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from danvan_metrics.look.office_look import Look, find_look
from danvan_metrics.settings import Limits

WORDS = """\
accent = "#7a1f3d"
[office]
name = "Phòng Văn hóa - Xã hội xã Sông Mây"
short = "Phòng VH-XH"
parent = "Ủy ban nhân dân xã Sông Mây"
place = "Sông Mây"
"""
HEADER = "HỆ THỐNG VĂN BẢN XÃ SÔNG MÂY"
FOOTER = "Trụ sở: thôn Mây, xã Sông Mây"
WINE = "7A1F3D"


def draw_crest(width: int = 300, height: int = 300, form: str = "PNG") -> bytes:
    """A shield with hills, a stream and an open book."""
    picture = Image.new("RGBA" if form == "PNG" else "RGB", (width, height), (255, 255, 255, 0) if form == "PNG" else "white")
    pen = ImageDraw.Draw(picture)

    def at(*points):
        return [(x * width, y * height) for x, y in points]

    pen.polygon(at((0.08, 0.05), (0.92, 0.05), (0.92, 0.55), (0.5, 0.97), (0.08, 0.55)), fill="#7a1f3d", outline="#3d0f1e")
    pen.polygon(at((0.15, 0.5), (0.35, 0.22), (0.5, 0.42), (0.66, 0.18), (0.85, 0.5)), fill="#2f6b4f")
    pen.polygon(at((0.2, 0.58), (0.5, 0.66), (0.5, 0.86), (0.24, 0.62)), fill="#f7f2e8")
    pen.polygon(at((0.8, 0.58), (0.5, 0.66), (0.5, 0.86), (0.76, 0.62)), fill="#efe6d5")
    pen.line(at((0.15, 0.52), (0.5, 0.56), (0.85, 0.52)), fill="#9fc5df", width=max(2, height // 40))
    content = io.BytesIO()
    picture.save(content, form)
    return content.getvalue()


@cache
def make_deck(*, logo: bool = True, change=None) -> bytes:
    """A wide template of two layouts under a master with a stripe at the left edge and a logo at the upper right.

    change: what else is done to it: `change(presentation)`.
    """
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    for layout in list(presentation.slide_layouts):
        if layout.name not in {"Title Slide", "Title Only"}:
            presentation.slide_layouts.remove(layout)
    for holder in (presentation.slide_master, *presentation.slide_layouts):
        for place in holder.placeholders:
            place.left, place.width = int(place.left * 4 / 3), int(place.width * 4 / 3)
    paint(presentation.slide_master, (0, 0, 0.25, 7.5), "Dải màu")
    if logo:
        _place_picture(presentation.slide_master, draw_crest(), (12.35, 0.3, 0.5, 0.5), "Logo")
    _set_theme_fonts(presentation, "Times New Roman")
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Trang mẫu của xã, không được vào bản trình chiếu"
    if change:
        change(presentation)
    content = io.BytesIO()
    presentation.save(content)
    return content.getvalue()


def paint(holder, box, name):
    """Draw a rectangle on a master or layout (inches). python-pptx draws on slides alone: the shape is made on one and moved."""
    presentation = holder.part.package.presentation_part.presentation
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, box))
    shape.name = name
    shape.fill.solid()
    shape.fill.fore_color.rgb = SlideColor.from_string(WINE)
    shape.line.fill.background()
    holder.shapes.element.append(shape.element)
    _drop_last(presentation)
    return shape


def _place_picture(holder, picture, box, name):
    _, relation = holder.part.get_or_add_image_part(io.BytesIO(picture))
    presentation = holder.part.package.presentation_part.presentation
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    shape = slide.shapes.add_picture(io.BytesIO(picture), *map(Inches, box))
    shape.name = name
    for blip in shape.element.iter("{*}blip"):
        for key in list(blip.attrib):
            blip.set(key, relation)
    holder.shapes.element.append(shape.element)
    _drop_last(presentation)


def _drop_last(presentation):
    entry = presentation.slides._sldIdLst[-1]
    presentation.part.drop_rel(entry.rId)
    presentation.slides._sldIdLst.remove(entry)


def _set_theme_fonts(presentation, font):
    part = next(one.target_part for one in presentation.slide_master.part.rels.values() if one.reltype.endswith("/theme"))
    part._blob = re.sub(rb'<a:latin typeface="[^"]*"', f'<a:latin typeface="{font}"'.encode(), part.blob)


@cache
def make_paper(change=None) -> bytes:
    """An A4 template with the decree's margins, words around its pages, one style of the decree's and one that is not."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Mm(30), Mm(15), Mm(20), Mm(20)
    for story, text in ((section.header, HEADER), (section.footer, FOOTER)):
        paragraph = story.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.font.name, run.font.size = "Times New Roman", Pt(10)
    heading = document.styles["Heading 1"].font
    heading.name, heading.size, heading.color.rgb, heading.all_caps = "Times New Roman", Pt(14), RGBColor(0, 0, 0), True
    faces = document.styles["Heading 1"].element.rPr.rFonts
    for key in [key for key in faces.attrib if key.endswith("Theme")]:
        del faces.attrib[key]
    document.add_paragraph("Nội dung mẫu không được vào văn bản")
    if change:
        change(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def rewrite(content: bytes, changes: dict[str, object]) -> bytes:
    """The same package with parts changed (bytes → bytes), replaced or, by None, left out; new names are added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name in dict.fromkeys([*given.namelist(), *changes]):
            change = changes.get(name, ...)
            old = given.read(name) if name in given.namelist() else b""
            if change is not None:
                written.writestr(name, old if change is ... else change(old) if callable(change) else change)
    return buffer.getvalue()


def write_look(folder: Path, **files: bytes | str | None) -> Path:
    """A whole look in a folder; `files` by the part's name (words, crest, slides, paper) replace its own, None leaves one out."""
    whole = {"words": WORDS, "crest": draw_crest(), "slides": make_deck(), "paper": make_paper()} | files
    names = {"words": "look.toml", "crest": "crest.png", "slides": "slides.pptx", "paper": "report.docx"}
    folder.mkdir(parents=True, exist_ok=True)
    for part, content in whole.items():
        if content is not None:
            (folder / names[part]).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def look_at(folder: Path) -> Look:
    """The look of a folder as it stands."""
    return find_look(folder, Limits())


def list_told(folder: Path, *, grave: bool = True) -> list[str]:
    """What the check says of a folder."""
    return [fault.told for fault in look_at(folder).list_faults() if fault.grave is grave]
