"""What stands around every page: navigation, filters in the URL, sample mode, errors."""

import pytest

from tests.builders_web import open_app, read_component, read_letters, read_rows, read_words

LEADERS = ("overview", "criteria", "model_schools", "spread", "school")
OFFICERS = ("templates", "upload", "catalogue")


@pytest.mark.parametrize("page", LEADERS)
def test_an_empty_store_shows_three_steps_with_their_links_on_every_leadership_page(page):
    app = open_app(page)

    assert "Ba bước để bắt đầu" in read_words(app)
    labels = [link.proto.label for link in app.get("page_link")]
    assert labels == ["Tới trang Biểu mẫu", "Tới trang Tiếp nhận báo cáo", "Mở dữ liệu minh họa"]
    assert [link.proto.query_string for link in app.get("page_link")] == ["", "", "minh-hoa=1"]
    assert not app.exception


@pytest.mark.parametrize("page", LEADERS)
def test_no_leadership_page_fails_on_the_sample_and_each_says_that_it_is_one(page, sample):
    app = open_app(page, minh_hoa="1")

    assert not app.exception
    assert not app.error
    assert "DỮ LIỆU MINH HỌA — không phải số liệu thật" in read_words(app)
    assert "Danh sách trường tạm thời, chờ Phòng xác nhận" in read_words(app)


def test_sample_mode_stays_on_the_next_page_and_in_its_address(sample):
    app = open_app(minh_hoa="1")

    app.switch_page("pages/spread.py").run()

    assert "DỮ LIỆU MINH HỌA — không phải số liệu thật" in read_words(app)
    assert app.query_params["minh-hoa"] == "1"


def test_the_way_back_leads_to_the_offices_own_figures(sample):
    app = open_app(minh_hoa="1")

    app.button(key="leave_sample").click().run()

    assert "DỮ LIỆU MINH HỌA" not in read_words(app)
    assert "Ba bước để bắt đầu" in read_words(app)
    assert "minh-hoa" not in app.query_params


def test_the_sample_fills_itself_through_the_front_door_at_first_use():
    app = open_app(minh_hoa="1")

    assert not app.exception
    assert len(read_rows(app, "scorecard")) == 19 + 1  # the schools, and all of them together


def test_filters_are_read_from_the_address(sample):
    app = open_app(minh_hoa="1", ky="6 tháng", cap="THCS", truong="Trường còn lại", goc="Có minh chứng")

    expected = [school.short_name for school in sample.roster.select(level="THCS", model=False)]
    assert [row[0] for row in read_rows(app, "scorecard")][:-1] == expected  # the last row is of all of them
    assert "kỳ 6 tháng · có minh chứng · THCS · ngoài trường điểm" in read_component(app, "scorecard")["caption"]


def test_an_address_that_names_no_known_period_falls_back_to_the_current_one(sample):
    app = open_app(minh_hoa="1", ky="13 tháng")

    assert "kỳ cả năm" in read_component(app, "scorecard")["caption"]


def test_a_filter_stays_on_the_next_page_and_on_one_that_does_not_show_it(sample):
    app = open_app(minh_hoa="1", ky="9 tháng", cap="Mầm non")

    app.switch_page("pages/school.py").run()
    assert [one.key for one in app.segmented_control] == ["ky", "goc"]
    app.switch_page("pages/overview.py").run()

    expected = [school.short_name for school in sample.roster.select(level="Mầm non")]
    assert [row[0] for row in read_rows(app, "scorecard")][:-1] == expected  # the last row is of all of them
    assert "kỳ 9 tháng" in read_component(app, "scorecard")["caption"]


@pytest.mark.parametrize("page", OFFICERS)
def test_pages_without_figures_show_no_filter(page, sample):
    app = open_app(page, minh_hoa="1")

    assert not app.exception
    assert "ky" not in [one.key for one in app.segmented_control]


def test_a_wrong_setting_is_told_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("DANVAN_ROSTER", str(tmp_path / "khong-co.csv"))

    app = open_app()

    assert [read_letters(error.value) for error in app.error] == [
        f"Không thấy danh sách trường “{tmp_path / 'khong-co.csv'}”; hãy kiểm tra DANVAN_ROSTER trỏ tới tệp CSV."
    ]
    assert not app.exception
