"""Evidence on pages: the list of a school with what does not agree, the download, and the model schools' list to print."""

from __future__ import annotations

import pytest
import streamlit as st

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.district import open_district
from danvan_metrics.intake.archive import HandedIn, list_files
from danvan_metrics.intake.beside import gather_beside
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.settings import load_settings
from tests.builders_access import OFFICE
from tests.builders_evidence import RECEIVED_ON, SCHOOL, fill_listed, write_zip
from tests.builders_school import PARTS, open_school, unfold
from tests.builders_visitors import claim, let_in, open_as
from tests.builders_web import open_app, read_letters, read_rows, read_words

LINES = "| line | done | evidence_count | evidence |\n| HP1.3 | Đạt | 2 | MC-HP1.3-01; MC-HP1.3-09 |"


def test_a_school_s_page_shows_pieces_lines_flags_and_files():
    hand_in({"a.xlsx": fill_listed(LINES), "MC-HP1.3-01 bien ban.pdf": b"%PDF", "scan.pdf": b"%PDF-2"})
    app = open_school(ky="6 tháng", ma=SCHOOL)
    told = [(row[0], row[6], row[7], row[9]) for row in read_rows(app, f"evidence_{SCHOOL}")]
    assert told == [("MC-HP1.3-01", "HP1.3", "1", ""), ("MC-HP1.3-09", "HP1.3", "–", "chưa có trong danh mục")]
    assert read_rows(app, f"evidence_loose_{SCHOOL}") == [["scan.pdf", "–", "1 KB"]]
    assert "kỳ 6 tháng · 1 minh chứng · 1 mã nêu mà chưa liệt kê · 2 tệp · đã xem 0/1" in read_letters(
        str([box.label for box in app.expander])
    )
    assert [box.value for box in app.checkbox if "ảnh" in box.label] == [False]


def test_a_file_is_given_its_code_and_one_is_withdrawn():
    hand_in({"a.xlsx": fill_listed(), "scan.pdf": b"%PDF"})
    app = open_school(ky="6 tháng", ma=SCHOOL)
    app.session_state["evidence_forms"] = True
    app.run()
    app.text_input(key="evidence_code_text").input("mc hp1.3 1")
    next(button for button in app.button if button.label == "Ghi mã").click().run()
    assert [row[7] for row in read_rows(app, f"evidence_{SCHOOL}")] == ["1"]
    assert "Đã ghi mã cho “scan.pdf”." in [one.value for one in app.success]
    next(button for button in app.button if button.label == "Rút tệp").click().run()
    assert "Hãy ghi lý do rút tệp minh chứng." in [one.value for one in app.error]


def test_a_school_that_lists_nothing_is_told_so():
    hand_in({"a.xlsx": fill_listed("| line | done |\n| NV2.3 | 2 |", "")})
    words = read_words(open_school(ky="6 tháng", ma=SCHOOL))
    assert "Báo cáo kỳ này chưa lập danh mục ở sheet Minh chứng và chưa có tệp minh chứng nào gửi kèm." in words


def test_the_model_schools_page_has_the_list_of_the_school_chosen():
    hand_in({"a.xlsx": fill_listed()})
    app = open_app("model_schools", ky="6 tháng", ma=SCHOOL)
    [row] = read_rows(app, f"evidence_{SCHOOL}")
    assert row[:7] == [
        "MC-HP1.3-01", "Biên bản họp cơ quan", "Biên bản", "15/BB, ngày 12/03/2020", "Nhà trường", "Hồ sơ văn phòng", "HP1.3",
    ]  # fmt: skip
    assert "Danh mục minh chứng của Trường Mầm non Đạp Thanh" in read_words(app)


@pytest.mark.parametrize(
    ("role", "offered", "forms"),
    [(AccessRole.OFFICER, True, True), (AccessRole.LEADER, True, False), (AccessRole.SCHOOL, True, False)],
)
def test_in_a_shared_office_the_files_are_for_who_may_have_them_and_the_forms_for_the_officer(shared, role, offered, forms):
    hand_in({"a.xlsx": fill_listed(), "scan.pdf": b"%PDF"})
    app = open_as(claim(let_in(role, SCHOOL)), "school", ky="6 tháng", ma=SCHOOL)
    app = unfold(app, *PARTS, "evidence_forms")
    assert not app.exception
    labels = [button.label for button in app.get("download_button")]
    assert ("Tải minh chứng (ZIP)" in labels, any(one.startswith("Tải tệp gốc") for one in labels)) == (offered, offered)
    assert any(button.label == "Rút tệp" for button in app.button) is forms


@pytest.fixture
def shared(monkeypatch):
    """An office where people sign in."""
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def hand_in(files):
    district = open_district(load_settings())
    listed = list_files([HandedIn("nop.zip", write_zip(files))], district.settings.limits)
    list(receive_files(district, gather_beside(listed, district.plan), Receiving(RECEIVED_ON, actor=OFFICE)))
