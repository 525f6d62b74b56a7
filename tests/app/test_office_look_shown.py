"""The office's look on pages: its name and crest where they help, and a sentence to whoever makes files where it is wrong."""

from __future__ import annotations

import os

import pytest

from tests.builders_look import write_look
from tests.builders_web import open_app, read_letters, read_words

NAME = "Phòng Văn hóa - Xã hội xã Sông Mây"
UNUSABLE = "Diện mạo riêng của Phòng chưa dùng được"


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """The folder of a whole look, which the dashboard wears."""
    folder = write_look(tmp_path / "dien-mao")
    monkeypatch.setenv("DANVAN_LOOK", str(folder))
    return folder


def read_html(app):
    return "".join(element.proto.body for element in app.get("html"))


def test_without_a_look_no_picture_stands_in_the_bar(sample):
    shown = read_html(open_app(minh_hoa="1"))
    assert '<div class="owner"><strong>Phòng GD&amp;ĐT Ba Chẽ</strong>' in shown
    assert 'class="crest"' not in shown


def test_the_bar_shows_the_crest_with_words_and_the_name_in_its_colour(sample, folder):
    shown = read_html(open_app(minh_hoa="1"))
    assert f'alt="Biểu trưng của {NAME}"' in shown
    assert 'src="data:image/png;base64,' in shown
    assert '<strong style="color: #7a1f3d">Phòng VH-XH Sông Mây</strong>' in shown


def test_another_name_is_shown_at_the_next_run(sample, folder):
    app = open_app(minh_hoa="1")
    (folder / "look.toml").write_text('[office]\nshort = "Phòng GD"\nplace = "Núi Xa"\n', encoding="utf-8")
    os.utime(folder / "look.toml", (1, 1))
    assert "<strong>Phòng GD Núi Xa</strong>" in read_html(app.run())


def test_a_wrong_template_is_told_where_files_are_made_and_its_button_is_not_offered(sample, folder):
    (folder / "slides.pptx").write_bytes(b"%PDF-1.7")
    app = open_app("exports", minh_hoa="1")
    assert f"{UNUSABLE}: slides.pptx: không phải tệp PowerPoint (.pptx)" in read_words(app)
    assert not app.exception
    offered = {button.proto.label for button in app.get("download_button")}
    assert {"Tải báo cáo", "Tải bảng tính"} <= offered
    assert "Tải bản trình chiếu" not in offered


def test_a_leader_s_page_goes_on_in_the_plan_s_name_and_says_so_only_where_a_file_would_be(sample, folder):
    (folder / "look.toml").write_bytes("[office".encode("utf-16"))
    app = open_app(minh_hoa="1")
    assert not app.exception
    assert "<strong>Phòng GD&amp;ĐT Ba Chẽ</strong>" in read_html(app)
    [told] = app.error
    assert read_letters(told.value).startswith(f"{UNUSABLE}: look.toml: không phải UTF-8")
    assert "Tải tất cả biểu đồ (ZIP)" not in {button.proto.label for button in app.get("download_button")}
