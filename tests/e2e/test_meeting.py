"""A meeting: steps turned by key and fitted to the screen, a figure followed to its cell, files taken away."""

import io
import re
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect
from pptx import Presentation

from danvan_metrics.store.repository import open_repository
from tests.e2e.screen_fit import find_misfits, walk_meeting

pytestmark = pytest.mark.browser

CELL = "MN Minh Cầm, Chỉ tiêu:"  # how the cell of the scorecard begins to a screen reader


def test_a_presenters_keys_turn_the_steps_and_stop_at_the_ends(read, newcomer):
    visitor = read(newcomer)
    visitor.open("hop", sample=True, ky="9 tháng")
    bar = visitor.page.get_by_role("navigation", name="Trình chiếu")
    steps = int(bar.get_by_text(re.compile(r"^Bước 1/")).inner_text().rpartition("/")[2])
    ways = (
        (" ", 2),
        ("PageDown", 3),
        ("ArrowRight", 4),
        ("PageUp", 3),
        ("ArrowLeft", 2),
        ("Shift+Space", 1),
        ("End", steps),
        ("Home", 1),
    )
    for key, number in ways:
        with visitor.run():
            visitor.page.keyboard.press(key)
        expect(bar.get_by_text(f"Bước {number}/{steps}")).to_be_visible()
        assert f"buoc={number}&" in f"{visitor.page.url}&"
    before = visitor.runs.asked
    visitor.page.keyboard.press("PageUp")
    visitor.settle()
    assert visitor.runs.asked == before
    assert "ky=9+th" in visitor.page.url  # the filters went along


def test_a_step_is_an_address_that_reloads_and_goes_back(read, newcomer):
    visitor, colleague = read(newcomer), read(newcomer)
    visitor.open("hop", sample=True, ky="9 tháng")
    with visitor.run():
        visitor.page.get_by_role("link", name="Cần chú ý").click()
    expect(visitor.page.locator(".step-head h1")).to_have_text("Cần chú ý")
    with visitor.run():
        visitor.page.get_by_role("button", name=re.compile("^Bước")).click()
    expect(visitor.page.locator(".step-head h1")).to_have_text("8 trường chậm nhất")
    colleague.go(visitor.page.url)
    expect(colleague.page.locator(".step-head h1")).to_have_text("8 trường chậm nhất")
    with visitor.run():
        visitor.page.reload()
    expect(visitor.page.locator(".step-head h1")).to_have_text("8 trường chậm nhất")
    with visitor.run():
        visitor.page.go_back()
    expect(visitor.page.locator(".step-head h1")).to_have_text("Cần chú ý")


def test_a_figure_leads_to_its_source_and_back_to_the_step(read, newcomer):
    visitor = read(newcomer)
    visitor.open("hop", sample=True, ky="9 tháng")
    with visitor.run():
        visitor.page.get_by_role("link", name="8 trường chậm nhất").click()
    with visitor.run():
        visitor.page.get_by_role("link", name=re.compile("^MN Minh Cầm, TC2")).first.click()
    visitor.page.wait_for_url("**/nguon?**")
    visitor.sees("MN Minh Cầm")
    small = [one for one in find_misfits(visitor.page) if one.startswith("small")]
    assert small == []
    with visitor.run():
        visitor.page.get_by_role("button", name=re.compile(r"^‹ Về bước \d+: 8 trường chậm nhất$")).click()
    expect(visitor.page.locator(".step-head h1")).to_have_text("8 trường chậm nhất")


def test_it_begins_on_a_page_and_ends_there(read, newcomer):
    visitor = read(newcomer)
    visitor.open("lan-toa", sample=True, ky="9 tháng")
    visitor.press("Chế độ họp")
    expect(visitor.page.locator(".step-head h1")).to_be_visible()
    with visitor.run():
        visitor.page.keyboard.press("Escape")
    visitor.page.wait_for_url("**/lan-toa?**")
    assert "buoc" not in visitor.page.url


@pytest.mark.parametrize(
    ("width", "height", "chosen"),
    [
        (1024, 768, {"ky": "Cả năm"}),
        (1366, 768, {"ky": "6 tháng"}),
        (1920, 1080, {"ky": "Cả năm", "goc": "appraised"}),
    ],
    ids=["1024", "1366", "1920"],
)
def test_every_step_fits_the_screen_in_letters_read_from_the_last_row(read, newcomer, width, height, chosen):
    visitor = read(newcomer, {"width": width, "height": height})
    visitor.open("hop", sample=True, **chosen)
    misfits, steps = walk_meeting(visitor)
    assert {title: found for title, found in misfits.items() if found} == {}
    assert len(misfits) == steps


def test_typing_turns_no_page(read, newcomer):
    visitor = read(newcomer)
    visitor.open("nguon", sample=True, buoc="4", so="CT1.1", luc="9m", **{"don-vi": "MN-MINHCAM"})
    visitor.page.get_by_text("Giao việc về nội dung này").click()
    visitor.settle()
    visitor.page.get_by_label("Việc cần làm").fill("Rà soát")
    before = visitor.runs.asked
    visitor.page.keyboard.press("ArrowLeft")
    visitor.page.keyboard.press("PageUp")
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
    button = visitor.page.get_by_role("link", name=re.compile(f"^{re.escape(words)}")).first
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
    # drawn band by band: the second is that of THCS
    bar = visitor.page.locator(".st-key-card_completion_by_level .bars .point path").nth(
        1
    )  # drawn band by band: the second is that of THCS
    bar.scroll_into_view_if_needed()
    place = bar.bounding_box()
    with visitor.run():
        visitor.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    visitor.page.wait_for_url("**/nguon?**")
    expect(visitor.page.get_by_role("heading", level=3).first).to_have_text("Chỉ tiêu cụ thể")
    visitor.sees("kỳ 9 tháng · tự khai · THCS · số liệu của 3/3 trường")
    with visitor.run():
        visitor.page.go_back()
    visitor.sees("Bảng điểm")  # and it does not lead away again
