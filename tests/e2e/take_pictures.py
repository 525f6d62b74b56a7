"""Takes the guide's and the README's pictures anew: python -m tests.e2e.take_pictures (a Chromium, LibreOffice, pdftoppm)."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser, sync_playwright

from danvan_metrics.folders import SHIPPED
from danvan_metrics.plan.rules import Field
from danvan_metrics.web.text import UNEXPECTED
from danvan_metrics.workbook.template.build import build_template
from tests.builders_officer import PLAN, ROSTER, fill_workbook
from tests.e2e.reader import Reader, launch, open_context
from tests.e2e.server import serve

PICTURES = SHIPPED / "docs" / "images"
WIDTH = 1366
OFFICER = "Nguyễn Thị Lan"
APPRAISER = "Hoàng Văn Bình"  # of the team that goes to the school below
LARGEST = 150 * 1024  # as tests/spec/test_guide.py
PERIOD = "9 tháng"
YEAR = "Cả năm"  # when the office appraises
PAGES = {  # picture: address, height, what the address asks for
    "tong-quan": ("", 800, {}),
    "lan-toa": ("lan-toa", 900, {}),
    "viec-can-lam": ("viec-can-lam", 860, {}),
    "hop": ("hop", 768, {"buoc": "4"}),
    "xuat-bao-cao": ("xuat-bao-cao", 1120, {}),
    "tham-dinh": ("tham-dinh", 960, {"ky": YEAR}),
    "khen-thuong": ("khen-thuong", 760, {"ky": YEAR}),
    "viec-cua-phong": ("viec-cua-phong", 820, {"ky": YEAR}),
    "nguon-so-lieu": ("nguon", 900, {"so": "CT1.1", "don-vi": "MN-MINHCAM", "luc": "9m"}),
}
MISTAKES = {
    ("CT1.1", Field.DONE): 9,
    ("NV2.3", Field.DONE): "hai cuộc",
    ("HP1.2", Field.DONE): "tốt",
    ("HP1.3", Field.EVIDENCE_COUNT): 0,
}


def main() -> None:
    """Serve the sample district and photograph its pages."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        with serve(Path(folder), DANVAN_ACTOR="") as served:  # nobody has said their name yet
            _photograph_beginning(_open(browser, served.url, 300))
        with serve(Path(folder), DANVAN_ACTOR=OFFICER) as served:
            _photograph_sample(browser, served.url)
        browser.close()
    _keep("bieu-mau-excel", _print_template("MN-MINHCAM"))


def _photograph_sample(browser: Browser, url: str) -> None:
    """The sample district page by page, after a first visit that the server reads its libraries for."""
    _open(browser, url, 900).open()
    for name, (path, height, query) in PAGES.items():
        reader = _open(browser, url, height)
        reader.open(path, sample=True, **{"ky": PERIOD} | query)
        _keep(name, _photograph(reader))
    _photograph_desk(_open(browser, url, 820))
    _photograph_templates(_open(browser, url, 640))
    _photograph_upload(_open(browser, url, 900))
    _photograph_chasing(_open(browser, url, 1240))
    _photograph_decisions(_open(browser, url, 1000, width=1760))  # the names of hand-ins are long
    _photograph_roster(_open(browser, url, 900))


def _photograph_beginning(reader: Reader) -> None:
    """The office's own store, still empty."""
    reader.open()
    reader.sees("Ba bước để bắt đầu")
    _keep("bat-dau", _photograph(reader))


def _photograph_desk(reader: Reader) -> None:
    """As somebody of the team sees it, who may judge."""
    reader.open("cham-tham-dinh", sample=True, ky=YEAR, ma="MN-NAMSON", dot="to-phong")
    with reader.run():
        reader.page.get_by_role("combobox", name="Tôi là").click()
        reader.page.get_by_role("option", name=APPRAISER).click()
    reader.misses("không thuộc")
    _keep("cham-tham-dinh", _photograph(reader))


def _photograph_templates(reader: Reader) -> None:
    reader.open("bieu-mau", sample=True)
    reader.press("Tạo biểu mẫu")
    reader.sees("Đã tạo xong")
    _keep("bieu-mau", _photograph(reader))


def _photograph_chasing(reader: Reader) -> None:
    reader.open("nop-bao-cao", sample=True)
    with reader.run():
        reader.page.get_by_role("tab", name="Theo dõi và đôn đốc").click()
    with reader.run():
        reader.page.get_by_role("combobox", name="Kỳ báo cáo").click()
        reader.page.get_by_role("option", name=PERIOD).click()
    reader.sees("Cần đôn đốc")
    _keep("don-doc", _photograph(reader))


def _photograph_decisions(reader: Reader) -> None:
    reader.open("ho-so-truong", sample=True, ky=PERIOD, ma="TH-MINHCAM")  # handed in once more just now
    box = reader.page.get_by_test_id("stExpander").filter(has_text="Việc của cán bộ phụ trách: chọn lần nộp").first
    with reader.run():
        box.locator("summary").click()
    reader.sees("Rút báo cáo")
    _keep("rut-bao-cao", box.screenshot())


def _photograph_roster(reader: Reader) -> None:
    """In the office's own store, for of the sample nothing can be changed."""
    reader.open("don-vi-truong", ma="TH-DONDAC")
    _keep("don-vi-truong", _photograph(reader))


def _print_template(school: str) -> bytes:
    """The sheet of indicators of a template, as a spreadsheet program shows it on paper."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "bieu-mau.xlsx"
        book.write_bytes(build_template(PLAN, ROSTER.by_code[school], PLAN.find_period("6m")))
        convert = ["soffice", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless"]
        subprocess.run([*convert, "--convert-to", "pdf", "--outdir", folder, str(book)], check=True, capture_output=True)
        page = Path(folder) / "sheet"
        asked = ["pdftoppm", "-png", "-r", "120", "-f", "3", "-l", "3", "-singlefile"]
        subprocess.run([*asked, str(book.with_suffix(".pdf")), str(page)], check=True)
        return _cut_margins(page.with_suffix(".png").read_bytes())


def _cut_margins(picture: bytes) -> bytes:
    """Without the white around, and of a long sheet only its head."""
    paper = Image.open(io.BytesIO(picture)).convert("RGB")
    left, top, right, bottom = ImageChops.difference(paper, Image.new("RGB", paper.size, "white")).getbbox()
    cut = io.BytesIO()
    paper.crop((left - 8, top - 8, right + 8, min(bottom + 8, top + 760))).save(cut, "PNG")
    return cut.getvalue()


def _photograph_upload(reader: Reader) -> None:
    reader.open("nop-bao-cao", sample=True)
    files = {
        "bao-cao_TH&THCS Thanh Lâm.xlsx": fill_workbook("THTHCS-THANHLAM", "12m"),
        "MN Thanh Lâm gửi lại.xlsx": fill_workbook("MN-THANHLAM", "12m", MISTAKES),
        "TH Minh Cầm 9 tháng (bản mới).xlsx": fill_workbook("TH-MINHCAM", "9m"),
        "anh-chup.jpg": b"\xff\xd8\xff\xe0 a picture",
    }
    payload = [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files.items()]
    with reader.run():
        reader.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(payload)
    reader.press("Kiểm tra và nhận")
    reader.sees("Kết quả đợt nộp")
    _keep("nop-bao-cao", _photograph(reader))
    _keep("loi-tung-o", reader.page.get_by_test_id("stExpander").filter(has_text="Lỗi phải sửa").first.screenshot())


def _open(browser: Browser, url: str, height: int, width: int = WIDTH) -> Reader:
    return Reader(open_context(browser, {"width": width, "height": height}).new_page(), url)


def _photograph(reader: Reader) -> bytes:
    if UNEXPECTED in reader.words():
        raise ValueError(f"{reader.page.url} shows an error")
    return reader.page.screenshot()


def _keep(name: str, picture: bytes) -> None:
    """Few colours make a small file; a picture that stays large is refused."""
    packed = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(192).save(packed, "PNG", optimize=True)
    if packed.tell() > LARGEST:
        raise ValueError(f"{name}.png has {packed.tell()} bytes, more than {LARGEST}")
    (PICTURES / f"{name}.png").write_bytes(packed.getvalue())


if __name__ == "__main__":
    main()
