"""Nguồn số liệu: from a figure on a page to the cell of the school's own workbook."""

import io
from datetime import date

import openpyxl
import pytest

from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from tests.builders_cards import open_figures
from tests.builders_school import open_school
from tests.builders_web import find_row, open_app, read_component, read_rows, read_words

NOT_APPRAISED = "Kỳ 9 tháng chưa có trường nào được Phòng thẩm định; hãy chọn góc nhìn “tự khai” hoặc “có minh chứng”."
CELL = {"so": "CT1.1", "don_vi": "MN-MINHCAM", "luc": "9m"}


def test_a_schools_value_names_its_file_and_every_cell(sample):
    app = open_app("source", minh_hoa="1", **CELL)

    record = find_record(sample, "MN-MINHCAM")
    file = dict(read_rows(app, "source_file"))
    assert (file["Tệp"], file["SHA-256"], file["Lần nộp"]) == (record.file_name, record.sha256, str(record.revision))
    assert file["Phòng nhận ngày"] == f"{record.received_on:%d/%m/%Y}"
    book = openpyxl.load_workbook(io.BytesIO(load(record)), data_only=True)
    for _, _, sheet, cell, held, _ in read_rows(app, "source_cells"):
        value = book[sheet][cell].value
        assert held == ("(để trống)" if value is None else str(value))


def test_the_formula_stands_in_words_with_the_value(sample):
    app = open_app("source", minh_hoa="1", **CELL)

    [told] = [one.proto.body for one in app.get("html") if 'class="source"' in one.proto.body]
    assert "Văn bản đã rà soát, sửa đổi, bổ sung ÷ văn bản phải rà soát" in told
    assert find_row(app, "source_rows", "MN Minh Cầm")[3] in told


def test_the_rows_of_a_districts_figure_lead_to_each_school(sample):
    app = open_app("source", minh_hoa="1", so="CT", luc="9m")

    rows = [row for band in read_component(app, "source_rows")["bands"] for row in band["rows"]]
    assert len(rows) == 19
    assert [row[0]["opens"] for row in rows if row[0]["text"] == "MN Minh Cầm"] == ["nguon?so=CT&don-vi=MN-MINHCAM&luc=9m"]


def test_a_school_without_a_return_says_so_and_has_no_file(sample):
    app = open_app("source", minh_hoa="1", so="CT1.1", don_vi="MN-LUONGMONG", luc="9m")

    days = (sample.as_of - date(2020, 9, 13)).days
    told = f"báo cáo kỳ 9 tháng chưa nộp, quá hạn {days} ngày (hạn: trước 14/09/2020)."
    assert f"Trường Mầm non Lương Mông: {told}" in read_words(app)
    assert "Tải tệp gốc" not in " ".join(button.label for button in app.get("download_button"))


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"so": "CT", "luc": "nam-sau"}, "Đường dẫn tới nguồn số liệu không đúng"),
        ({"so": "KHAC", "luc": "9m"}, "Không có số liệu “KHAC”"),
        ({"so": "CT", "luc": "9m", "don_vi": "<b>x</b>"}, "Không có trường “<b>x</b>”"),
        ({}, "Đường dẫn tới nguồn số liệu không đúng"),
    ],
)
def test_a_link_that_leads_nowhere_is_answered_in_a_sentence(sample, parameters, said):
    assert said in read_words(open_app("source", minh_hoa="1", **parameters))


@pytest.mark.parametrize("subject", ["CT", "CT1.1", "nop", "bac", "mo-hinh"])
def test_what_schools_declare_is_never_shown_as_the_offices_appraisal(sample, subject):
    app = open_app("source", minh_hoa="1", so=subject, don_vi="MN-MINHCAM", luc="9m", nhin="appraised")

    assert [error.value for error in app.error] == [NOT_APPRAISED]
    assert not app.get("bidi_component")
    assert not [one for one in app.get("html") if 'class="source"' in one.proto.body]


def test_the_way_back_from_an_appraisal_that_is_not_there_leads_to_what_the_school_declares(sample):
    app = open_app("source", minh_hoa="1", **CELL, nhin="appraised")

    app.button(key="leave_lens").click().run()

    assert not app.error
    assert "nhin" not in app.query_params
    assert "kỳ 9 tháng · tự khai" in read_words(app)


def test_figures_of_the_other_pages_lead_here(sample):
    overview = open_app(minh_hoa="1", ky="9 tháng")
    criteria = open_app("criteria", minh_hoa="1", ky="9 tháng", muc="CT")
    profile = open_school(minh_hoa="1", ky="9 tháng", ma="MN-MINHCAM")
    model = open_app("model_schools", minh_hoa="1", ky="9 tháng")
    found = [
        *list_links(overview, "scorecard"),
        *list_links(criteria, "indicators"),
        *list_links(profile, "profile_answers_CT"),
        *list_links(profile, "profile_year"),
        *list_links(model, "items"),
        *list_links(model, "comparison"),
    ]
    assert "nguon?so=CT1.1&luc=9m&thuoc-cap=M%E1%BA%A7m+non" in found
    assert "nguon?so=HP&luc=9m&loai=con-lai" in found
    assert "nguon?so=HP1.1&don-vi=MN-DAPTHANH&luc=6m&nhin=evidenced" in found
    assert found.count("nguon?so=CT1.1&don-vi=MN-MINHCAM&luc=9m") == 2  # its mark and its cell


def test_the_rows_of_a_charts_table_lead_here_too(sample):
    app = open_figures(open_app("spread", minh_hoa="1", ky="9 tháng"), "ladder")

    assert list_links(app, "figures_ladder") == [f"nguon?so=bac&luc={period}" for period in ("6m", "9m", "12m")]


def list_links(app, key):
    """Where the cells of a table lead, those that lead to a source."""
    cells = [cell for band in read_component(app, key)["bands"] for row in band["rows"] for cell in row]
    return [cell["opens"] for cell in cells if cell["opens"].startswith("nguon?")]


def find_record(dataset, school):
    repository = open_district(load_settings(), sample=True).repository
    submissions = repository.list_submissions(dataset.plan.code, school)
    return next(one for one in submissions if one.in_force and one.period == "9m")


def load(record):
    return open_district(load_settings(), sample=True).repository.load_file(record.id)
