"""Takes the guide's and the README's pictures anew: python -m tests.e2e.take_pictures (needs a Chromium)."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from danvan_metrics.folders import SHIPPED
from danvan_metrics.plan.rules import Field
from danvan_metrics.web.text import UNEXPECTED
from tests.builders_officer import fill_workbook
from tests.e2e.reader import Reader, launch, open_context
from tests.e2e.server import serve

PICTURES = SHIPPED / "docs" / "images"
WIDTH = 1366
LARGEST = 200 * 1024
PERIOD = "9 tháng"
YEAR = "Cả năm"  # when the office appraises
PAGES = {  # picture: address, height, what the address asks for
    "tong-quan": ("", 800, {}),
    "tieu-chi": ("chi-tieu", 900, {"muc": "NV"}),
    "truong-diem": ("truong-diem", 900, {}),
    "lan-toa": ("lan-toa", 900, {}),
    "ho-so-truong": ("ho-so-truong", 820, {"ma": "MN-DAPTHANH"}),
    "xuat-bao-cao": ("xuat-bao-cao", 640, {}),
    "tham-dinh": ("tham-dinh", 960, {"ky": YEAR}),
    "cham-tham-dinh": ("cham-tham-dinh", 820, {"ky": YEAR, "ma": "MN-NAMSON", "dot": "to-phong"}),
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
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as served, sync_playwright() as playwright:
        browser = launch(playwright)
        _open(browser, served.url, 900).open()
        for name, (path, height, query) in PAGES.items():
            reader = _open(browser, served.url, height)
            reader.open(path, sample=True, **{"ky": PERIOD} | query)
            _keep(name, _photograph(reader))
        _photograph_templates(_open(browser, served.url, 640))
        _photograph_upload(_open(browser, served.url, 900))
        browser.close()


def _photograph_templates(reader: Reader) -> None:
    reader.open("bieu-mau", sample=True)
    reader.press("Tạo biểu mẫu")
    reader.sees("Đã tạo xong")
    _keep("bieu-mau", _photograph(reader))


def _photograph_upload(reader: Reader) -> None:
    reader.open("nop-bao-cao", sample=True)
    files = {
        "bao-cao_TH&THCS Thanh Lâm.xlsx": fill_workbook("THTHCS-THANHLAM", "12m"),
        "MN Thanh Lâm gửi lại.xlsx": fill_workbook("MN-THANHLAM", "12m", MISTAKES),
        "anh-chup.jpg": b"\xff\xd8\xff\xe0 a picture",
    }
    payload = [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files.items()]
    with reader.run():
        reader.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(payload)
    reader.press("Kiểm tra và nhận")
    reader.sees("Kết quả đợt nộp")
    _keep("nop-bao-cao", _photograph(reader))
    _keep("loi-tung-o", reader.page.get_by_test_id("stExpander").filter(has_text="Lỗi phải sửa").first.screenshot())


def _open(browser: Browser, url: str, height: int) -> Reader:
    return Reader(open_context(browser, {"width": WIDTH, "height": height}).new_page(), url)


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
