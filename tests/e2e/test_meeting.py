"""A meeting: pages turned by key, a figure followed to the school's own cell, and files taken away, all on this machine."""

import io
import re
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect
from pptx import Presentation

from danvan_metrics.store.repository import open_repository
from danvan_metrics.web.pages import MEETING_STEPS

pytestmark = pytest.mark.browser

CELL = "MN Minh Cầm, Chỉ tiêu:"  # how the cell of the scorecard begins to a screen reader


def test_a_presenters_keys_turn_the_pages_and_stop_at_the_ends(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True, hop="1", ky="9 tháng")
    bar = visitor.page.get_by_role("navigation", name="Trình chiếu")
    for number, page in enumerate(MEETING_STEPS[:-1], start=1):
        expect(bar.get_by_text(f"{number}/{len(MEETING_STEPS)} · {page.title}")).to_be_visible()
        with visitor.run():
            visitor.page.keyboard.press("PageDown")
    visitor.page.keyboard.press("PageDown")
    visitor.settle()
    expect(bar.get_by_text(f"6/6 · {MEETING_STEPS[-1].title}")).to_be_visible()
    with visitor.run():
        visitor.page.keyboard.press("PageUp")
    expect(bar.get_by_text(f"5/6 · {MEETING_STEPS[-2].title}")).to_be_visible()
    assert "ky=9+th" in visitor.page.url  # the filters went along
    assert visitor.page.get_by_test_id("stHeader").is_hidden()


def test_typing_turns_no_page(read, newcomer):
    visitor = read(newcomer)
    visitor.open("nguon", sample=True, hop="1", so="CT1.1", luc="9m", **{"don-vi": "MN-MINHCAM"})
    visitor.page.get_by_text("Giao việc về nội dung này").click()
    visitor.settle()
    visitor.page.get_by_label("Việc cần làm").fill("Rà soát")
    before = visitor.runs.asked
    visitor.page.keyboard.press("ArrowLeft")
    visitor.page.keyboard.press("PageDown")
    visitor.settle()
    assert visitor.runs.asked == before
    assert "/nguon" in visitor.page.url


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_figure_leads_to_its_cell_and_to_the_schools_own_file(read, newcomer, by):
    visitor = read(newcomer)
    visitor.open(sample=True, ky="9 tháng")
    open_cell(visitor, CELL, by)
    open_cell(visitor, "Nguồn của CT1.1", by)
    place = visitor.cells("Đã thực hiện")
    name, content = visitor.download("^Tải tệp gốc của nhà trường$")

    _, _, sheet, cell, held, taken = place
    assert str(load_workbook(io.BytesIO(content), data_only=True)[sheet][cell].value) == held == taken
    assert visitor.cells("Tệp")[-1] == name
    assert content in all_files(newcomer)


def test_a_link_opens_the_same_source(read, newcomer):
    visitor, colleague = read(newcomer), read(newcomer)
    visitor.open(sample=True, ky="9 tháng")
    open_cell(visitor, CELL, "mouse")
    colleague.go(visitor.page.url)
    assert (
        colleague.page.get_by_role("heading", level=3).all_inner_texts()
        == visitor.page.get_by_role("heading", level=3).all_inner_texts()
    )


def test_slides_report_workbook_and_charts_leave_for_the_meeting(read, newcomer):
    visitor = read(newcomer)
    visitor.open("xuat-bao-cao", sample=True, ky="9 tháng")
    files = {label: visitor.download(f"^Tải {label}$") for label in ("bản trình chiếu", "báo cáo", "bảng tính", "tất cả biểu đồ")}

    endings = [name.rsplit(".", 1)[1] for name, _ in files.values()]
    assert endings == ["pptx", "docx", "xlsx", "zip"]
    assert all(name.isascii() and "9m" in name for name, _ in files.values())
    slides, report, book, charts = (io.BytesIO(content) for _, content in files.values())
    assert len(Presentation(slides).slides) > 10
    assert any("BÁO CÁO" in paragraph.text for paragraph in Document(report).paragraphs)
    assert "Bảng điểm" in load_workbook(book).sheetnames
    names = zipfile.ZipFile(charts).namelist()
    assert {name.rsplit(".", 1)[1] for name in names} == {"png", "svg", "xlsx", "txt"}


def test_figures_are_fixed_opened_and_left(read, office):
    visitor = read(office)
    visitor.open(sample=True)  # the sample district is filled at its first visit
    visitor.open("xuat-bao-cao", sample=True, ky="9 tháng")
    visitor.page.get_by_label("Tên bản chốt").fill("Họp giao ban")
    visitor.press("Chốt số liệu")
    visitor.page.get_by_text("Họp giao ban · họp ngày").click()
    visitor.settle()
    visitor.press("Mở bản chốt này")
    visitor.open(sample=True, ky="9 tháng", chot="Họp giao ban")
    visitor.sees("Bản chốt “Họp giao ban” · số liệu ngày 17/12/2020, giữ nguyên")
    visitor.press("Về số liệu hiện tại")
    visitor.misses("Bản chốt “Họp giao ban” · số liệu")


def open_cell(visitor, words, by):
    """Press the first button of a table whose name begins so."""
    button = visitor.page.get_by_role("button", name=re.compile(f"^{re.escape(words)}")).first
    with visitor.run():
        if by == "mouse":
            button.click()
        else:
            button.focus()
            visitor.page.keyboard.press("Enter")


def all_files(served):
    """Every workbook kept in the sample's store."""
    repository = open_repository(served.sample_database_url)
    return {repository.load_file(one.id) for one in repository.list_submissions("dan-van-2020")}


def test_a_bar_of_a_chart_leads_to_what_made_it(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True, ky="9 tháng")
    bar = visitor.page.locator(".st-key-card_completion_by_level .bars .point path").nth(1)  # the second level of the first group
    bar.scroll_into_view_if_needed()
    place = bar.bounding_box()
    with visitor.run():
        visitor.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    visitor.page.wait_for_url("**/nguon?**")
    expect(visitor.page.get_by_role("heading", level=3).first).to_have_text("Chỉ tiêu cụ thể")
    visitor.sees("kỳ 9 tháng · tự khai · Tiểu học · số liệu của 3/3 trường")
    with visitor.run():
        visitor.page.go_back()
    visitor.sees("Bảng điểm")  # and it does not lead away again
