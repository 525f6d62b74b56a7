"""A batch of everything that slipped in or broke: every file has its verdict and its reason on the page (issue 11).

One file of each kind, each of another school, for six months, received on 12/06/2020.
"""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from danvan_metrics.plan.rules import Field
from danvan_metrics.sample import iterate_sample
from danvan_metrics.workbook.layout import SHEET_MODELS, SHEET_TASKS, build_layout
from danvan_metrics.workbook.template.build import build_template
from tests.builders_cells import place_picture, replace_cell
from tests.builders_files import make_mail, make_ole
from tests.builders_officer import PLAN, ROSTER, XLSX, fill_workbook, read_sentences, read_tables
from tests.builders_structure import copy_sheet, empty_sheet
from tests.builders_web import open_app

SCHOOLS = [school.code for school in ROSTER.schools]
LAYOUT = build_layout(PLAN, ROSTER.schools[0].reporter)
DONE = LAYOUT.lines["NV2.3"].cell(Field.DONE).cell
DATED = LAYOUT.lines["BC1.1"].cell(Field.DONE).cell


def fill(number: int, changes=None, edit=None) -> bytes:
    """The return of a school by its place in the roster, with other answers, or edited."""
    content = fill_workbook(SCHOOLS[number], "6m", changes)
    if edit is None:
        return content
    book, packed = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    edit(book)
    book.save(packed)
    return packed.getvalue()


def sign_below(book) -> None:
    for row, text in enumerate(["Ba Chẽ, ngày 08 tháng 6 năm 2020", "HIỆU TRƯỞNG", "(Đã ký)"], start=40):
        book[SHEET_MODELS][f"I{row}"].value = text


def write_far_down(book) -> None:
    book[SHEET_TASKS]["B400000"].value = "x"


def make_batch() -> dict[str, tuple[bytes, str, str]]:
    """By file name: the bytes, the verdict, and words of the reason."""
    blank = build_template(PLAN, ROSTER.by_code[SCHOOLS[0]], PLAN.find_period("6m"))
    draft = fill(1, {("NV2.3", Field.DONE): 5})
    return {
        "ban-chua-dien.xlsx": (blank, "∅ Chưa điền", "biểu mẫu chưa điền"),
        "ban-cuoi.xlsx": (fill(1), "✔ Đã nhận", ""),
        "ban-nhap.xlsx": (draft, "? Cần hỏi", "hai tệp của cùng đơn vị, cùng kỳ"),
        "bao-cao-9-thang.xlsx": (fill(2), "? Cần hỏi", "Tên tệp nói đến kỳ 9 tháng, còn bên trong là báo cáo kỳ 6 tháng"),
        "minh-hoa.xlsx": (next(iterate_sample(PLAN, ROSTER)).content, "↩ Trả lại", "báo cáo minh họa"),
        "hai-ban.xlsx": (fill(3, edit=copy_sheet(SHEET_TASKS, {DONE: 7})), "↩ Trả lại", "hai bản ghi khác nhau"),
        "ngay-thanh-so.xlsx": (fill(4, {("NV2.3", Field.DONE): 44112}), "↩ Trả lại", "cũng có thể là ngày 08/10/2020"),
        "phay.xlsx": (fill(5, {("NV2.3", Field.DONE): "1,000"}), "↩ Trả lại", "“1,000” có thể là"),
        "sau-ngay-nhan.xlsx": (
            fill(6, {("BC1.1", Field.DONE): date(2020, 12, 20)}),
            "↩ Trả lại",
            "20/12/2020 sau ngày Phòng nhận",
        ),
        "o-loi.xlsx": (replace_cell(fill(7), "sheet3.xml", DONE, 't="e"', "<v>#N/A</v>"), "↩ Trả lại", "đang báo lỗi #N/A"),
        "anh-trong-o.xlsx": (place_picture(fill(8), "sheet3.xml", DONE), "↩ Trả lại", "trong ô này là một ảnh"),
        "xoa-mo-hinh.xlsx": (fill(9, edit=empty_sheet(SHEET_MODELS)), "↩ Trả lại", "Đơn vị có đăng ký mô hình không"),
        "chu-ky.xlsx": (fill(10, edit=sign_below), "✔ Đã nhận", "không phải mô hình nên không tính"),
        "o-xa.xlsx": (fill(11, edit=write_far_down), "✔ Đã nhận", "dòng 400.000"),
        "khong-ap-dung.xlsx": (
            fill(12, {("NV3.1", Field.TO_DO): 0, ("NV3.1", Field.DONE): 0}),
            "✔ Đã nhận",
            "ghi 0 ở cột Phải thực hiện, tức là không áp dụng",
        ),
        "thu.eml": (make_mail({}), "✕ Không đọc được", "thư"),
        "cong-van.doc": (make_ole({"WordDocument": b"1"}), "✕ Không đọc được", "Word"),
        "ban-in.pdf": (b"%PDF-1.7 bao cao", "✕ Không đọc được", "PDF"),
    }


@pytest.fixture(scope="module")
def batch():
    return make_batch()


@pytest.fixture
def page(monkeypatch, batch):
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")
    page = open_app("upload")
    page.file_uploader[0].set_value([(name, content, XLSX) for name, (content, _, _) in batch.items()])
    page.run()
    page.button(key="upload_start").click().run(timeout=60)
    assert not page.exception
    return page


def test_of_what_was_read_otherwise_than_written_no_more_is_shown_than_a_person_reads(monkeypatch):
    """300 models for “12 người” each: as many cells read by meaning, the first 200 of them in the table."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")
    page = open_app("upload")
    crowded = fill(0, edit=lambda book: [write_model(book, row) for row in range(7, 307)])
    page.file_uploader[0].set_value([("dong.xlsx", crowded, XLSX)])
    page.run()
    page.button(key="upload_start").click().run(timeout=60)
    assert "Phần mềm đã đọc theo nghĩa 300 ô; tệp của nhà trường giữ nguyên (hiện 200 ô đầu)" in [
        one.label for one in page.expander
    ]
    assert [len(table) for table in read_tables(page) if table and "Đã đọc là" in table[0]] == [200]


def write_model(book, row: int) -> None:
    field = next(one.name for one in PLAN.fields_of_models)
    given = {"B": f"Mô hình {row}", "C": field, "D": "Tập thể", "G": "Đăng ký", "H": "12 người"}
    for column, text in given.items():
        book[SHEET_MODELS][f"{column}{row}"].value = text


def test_each_file_has_its_verdict_and_its_reason(page, batch):
    said = read_sentences(page) + "\n".join(text for table in read_tables(page) for row in table for text in row.values())
    missing = {name for name, (_, _, reason) in batch.items() if name not in said or reason not in said}
    assert missing == set()


def test_the_counts_are_those_of_the_verdicts(page, batch):
    verdicts = [verdict for _, verdict, _ in batch.values()]
    counted = {metric.label: metric.value for metric in page.metric}
    assert {word: counted[word] for word in set(verdicts)} == {word: f"{verdicts.count(word)} tệp" for word in set(verdicts)}
