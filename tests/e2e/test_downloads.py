"""A chart leaves the browser as a picture and as a workbook."""

import io
import struct

import openpyxl
import pytest

pytestmark = pytest.mark.browser

CARD = ".st-key-card_completion_by_level"


def test_a_chart_leaves_as_a_png(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True)
    name, content = visitor.download("^Tải ảnh PNG$", within=CARD)

    assert name.isascii()
    assert name.endswith(".png")
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert (width > 1000, height > 400) == (True, True)


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
