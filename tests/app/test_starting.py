"""A program that cannot start tells why on the page, in one sentence, whichever page is opened; put right, it goes on."""

import pytest

from danvan_metrics.folders import DATA
from tests.builders_web import open_app, read_letters, read_words

TOLD = "schools.csv, dòng 3, cột H: model đang là “có lẽ”; hãy ghi yes hoặc no."
PAGES = ("overview", "school", "templates", "upload", "exports", "catalogue")


@pytest.mark.parametrize("page", PAGES)
def test_a_roster_with_mistakes_is_told_on_every_page(monkeypatch, tmp_path, page):
    roster = (DATA / "schools.csv").read_text(encoding="utf-8").splitlines()
    roster[2] = roster[2].replace(",yes,", ",có lẽ,")
    (tmp_path / "schools.csv").write_text("\n".join(roster), encoding="utf-8")
    monkeypatch.setenv("DANVAN_ROSTER", str(tmp_path / "schools.csv"))

    app = open_app(page)

    assert not app.exception
    assert [read_letters(error.value) for error in app.error] == [TOLD]


def test_a_roster_put_right_is_taken_when_the_page_is_loaded_again(monkeypatch, tmp_path):
    monkeypatch.setenv("DANVAN_ROSTER", str(tmp_path / "schools.csv"))
    app = open_app()
    assert "Không thấy danh sách trường" in app.error[0].value

    (tmp_path / "schools.csv").write_bytes((DATA / "schools.csv").read_bytes())
    app.run()

    assert not app.error
    assert "Ba bước để bắt đầu" in read_words(app)


def test_a_mistyped_store_is_told_and_not_made_until_it_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.delenv("DANVAN_CREATE")
    app = open_app()
    assert not app.exception
    assert f"Không có kho dữ liệu “{tmp_path / 'danvan.sqlite3'}”" in read_words(app)
    assert "đặt DANVAN_CREATE=1 rồi mở lại chương trình nếu muốn tạo kho mới ở đó" in read_words(app)
    assert list(tmp_path.iterdir()) == []

    monkeypatch.setenv("DANVAN_CREATE", "1")
    app.run()

    assert not app.error
    assert (tmp_path / "danvan.sqlite3").is_file()


def test_the_sample_is_shown_while_the_real_store_cannot_be_opened(monkeypatch, sample):
    monkeypatch.setenv("DANVAN_DATABASE_URL", "sqlite:////khong-co/danvan.sqlite3")
    monkeypatch.delenv("DANVAN_CREATE")

    app = open_app(minh_hoa="1")

    assert not app.error
    assert "DỮ LIỆU MINH HỌA" in read_words(app)
