"""A chart leaves the browser as a picture, in dots or lines, and as a workbook."""

import io
import struct

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring

pytestmark = pytest.mark.browser

CARD = ".st-key-card_completion_by_level"


def test_a_chart_leaves_as_a_png_as_wide_as_a_page_at_300_dots_an_inch(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True)
    name, content = visitor.download("^Tải ảnh PNG: Mức độ hoàn thành theo cấp học$", within=CARD)

    assert name.isascii()
    assert name.endswith(".png")
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height > 1000) == (2126, True)


def test_a_chart_leaves_as_an_svg_that_holds_its_words(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True)
    name, content = visitor.download("^Tải ảnh SVG: Mức độ hoàn thành theo cấp học$", within=CARD)

    drawing = fromstring(content)
    words = " ".join(drawing.itertext())
    assert name.isascii()
    assert name.endswith(".svg")
    assert drawing.get("width") == "720"
    assert "Mức độ hoàn thành theo cấp học" in words
    assert "DỮ LIỆU MINH HỌA" in words


def test_both_pictures_are_within_reach_of_the_keyboard_and_nothing_english_pops_up(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True)
    visitor.page.locator(CARD).get_by_role("button", name="Tải ảnh PNG").focus()
    visitor.page.keyboard.press("Tab")
    with visitor.page.expect_download() as awaited:
        visitor.page.keyboard.press("Enter")

    assert awaited.value.suggested_filename.endswith(".svg")
    assert visitor.page.locator(".plotly-notifier").count() == 0


def test_the_figures_leave_as_a_workbook_with_the_watermark(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True)
    shown = visitor.page.locator(CARD)
    shown.get_by_text("Bảng số liệu").click()
    visitor.settle()
    headings = shown.get_by_role("columnheader").all_inner_texts()
    name, content = visitor.download("^Tải số liệu XLSX$", within=CARD)

    cells = [
        str(cell.value) for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row
    ]
    assert name.isascii()
    assert name.endswith(".xlsx")
    assert set(headings) <= set(cells)
    assert any("DỮ LIỆU MINH HỌA" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith("=")]
