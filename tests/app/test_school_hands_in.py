"""Nộp báo cáo, as a school's person sees it: their own return in, what became of it, and the marked copy back."""

import pytest
import streamlit as st

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.district import open_district
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from tests.app.conftest import LOOKED_AT
from tests.builders_access import OFFICER
from tests.builders_officer import PLAN, XLSX, fill_workbook, read_sentences
from tests.builders_visitors import claim, let_in, list_deeds, open_as
from tests.builders_web import read_rows, read_words

OWN, OTHER = "MN-DONDAC", "MN-DAPTHANH"
WRONG = {("NV2.3", Field.DONE): "hai cuộc"}


@pytest.fixture
def shared(monkeypatch, tmp_path):
    """An office where people sign in, two days before the first deadline."""
    monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{tmp_path / 'chung.sqlite3'}")
    monkeypatch.setenv("DANVAN_CREATE", "1")
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
    LOOKED_AT["sample"] = False


@pytest.fixture
def page(shared):
    return open_as(claim(let_in(AccessRole.SCHOOL, OWN, name="Cô Mai")), "upload")


def test_there_is_nothing_of_the_office_s_on_it(page):
    assert not page.exception
    assert [one.value for one in page.title] == ["Nộp báo cáo"]
    assert not page.tabs, "no chasing list"
    assert not page.date_input, "a school hands in today"
    assert "Người gửi" not in [one.label for one in page.text_input], "its person does"
    assert "Đã nộp: MN Đồn Đạc" in read_words(page)


def test_its_own_return_is_received_and_listed(page):
    hand_in(page, ("bao-cao.xlsx", fill_workbook(OWN, "6m")))
    assert "✔ Đã nhận lần 1" in read_sentences(page)
    [row] = read_rows(page, f"handed_in_{OWN}")
    assert (row[0], row[1], row[4], row[-1]) == ("6 tháng", "1", "bao-cao.xlsx", "đang dùng")
    assert [(one.school, one.received_on.isoformat(), one.sender) for one in stored()] == [(OWN, "2020-06-12", "Cô Mai")]


def test_another_s_is_refused_in_a_sentence_and_the_rest_goes_on(page):
    hand_in(page, ("khac.xlsx", fill_workbook(OTHER, "6m")), ("bao-cao.xlsx", fill_workbook(OWN, "6m")))
    said = read_sentences(page)
    assert "⊘ Không được nộp" in said
    assert "Tệp này là báo cáo của Mầm non Đạp Thanh, còn bạn chỉ nộp được báo cáo của MN Đồn Đạc." in said
    assert "✔ Đã nhận lần 1" in said
    assert [one.school for one in stored()] == [OWN]
    [refused] = list_deeds(AttemptDeed.REFUSED)
    assert (refused.actor, refused.act, refused.school) == ("Cô Mai", "receive", OTHER)


def test_what_is_to_be_mended_comes_back_marked_without_a_letter(page):
    hand_in(page, ("sai.xlsx", fill_workbook(OWN, "6m", WRONG)))
    assert "Hãy tải bản đánh dấu, sửa ngay trong tệp đó rồi nộp lại" in read_sentences(page)
    labels = [button.label for button in page.get("download_button")]
    assert "Tải bản đánh dấu" in labels
    assert "Tải bản đánh dấu chỗ cần sửa, kỳ 6 tháng" in labels
    assert not any("thư" in label for label in labels)


def test_a_question_waits_for_the_office(page):
    hand_in(page, ("mot.xlsx", fill_workbook(OWN, "6m")))
    hand_in(page, ("hai.xlsx", fill_workbook(OWN, "6m", {("NV2.3", Field.DONE): None})))
    said = read_sentences(page)
    assert "Vẫn nhận để thay lần 1?" in said
    assert "do cán bộ tổng hợp của Phòng quyết định" in " ".join(one.value for one in page.caption)
    assert [button.key for button in page.button if button.key and button.key.startswith("upload_accept")] == []


def test_of_other_schools_it_sees_nothing(shared):
    district = open_district(load_settings())
    receive_file(district, "cua-truong-khac.xlsx", fill_workbook(OTHER, "6m"), Receiving(actor=OFFICER))
    receive_file(district, "sai-khac.xlsx", fill_workbook(OTHER, "9m", WRONG), Receiving(actor=OFFICER))
    page = open_as(claim(let_in(AccessRole.SCHOOL, OWN, name="Cô Mai")), "upload")
    assert "khac.xlsx" not in read_words(page)
    assert list(page.get("download_button")) == []
    assert "Chưa nộp lần nào" in read_words(page)


def test_the_officer_has_the_whole_page(shared):
    page = open_as(claim(let_in(AccessRole.OFFICER)), "upload")
    assert not page.exception
    assert [one.label for one in page.tabs] == ["Nhận báo cáo", "Theo dõi và đôn đốc"]
    assert [one.key for one in page.date_input] == ["upload_received_on"]


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def hand_in(page, *files):
    page.file_uploader[0].set_value([(name, content, XLSX) for name, content in files])
    page.run()
    page.button(key="upload_start").click().run()
    assert not page.exception


def stored():
    return open_district(load_settings()).repository.list_submissions(PLAN.code)
