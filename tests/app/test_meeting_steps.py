"""A meeting as a walk of steps: what a reader sees on each, how one gets in, and back from where a figure led."""

from datetime import UTC, date, datetime

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.meeting_acts import fix_figures
from danvan_metrics.settings import load_settings
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_steps import list_parts, open_meeting, open_part, read_bar, read_title
from tests.builders_store import build_return, build_submission
from tests.builders_web import find_row, open_app, read_component, read_rows


class TestSteps:
    def test_the_first_says_whose_meeting_it_is_on_what_and_what_follows(self, sample):
        """The sample: 18 of 19 handed in by 17/12/2020, one of these sent back."""
        app = open_meeting(minh_hoa="1")
        told = [line for _, line in read_component(app, "step_opening")["told"]]
        assert told == [
            "Phòng Giáo dục và Đào tạo huyện Ba Chẽ",
            "Họp về kết quả kỳ cả năm",
            "Số liệu tính đến ngày 17/12/2020",
            "Đã nhận báo cáo kỳ cả năm của 18/19 trường",
            "Toàn huyện · tự khai",
        ]
        assert list(list_parts(app)) == [
            "Từ cuộc họp trước đến nay", "Cần chú ý", "8 trường chậm nhất", "Bảng điểm", "Chỉ tiêu cụ thể", "Nhiệm vụ, giải pháp",
            "Trường học hạnh phúc", "Trường điểm", "Lan tỏa", "Có thật không", "Hạn nộp", "Việc đã giao", "Kết luận cuộc họp",
        ]  # fmt: skip

    def test_the_bar_says_where_it_is_what_is_next_and_on_what_figures(self, sample):
        bar = read_bar(open_part("Cần chú ý", minh_hoa="1"))
        assert (bar["place"], bar["following"]) == (f"Bước {bar['step']}/{bar['steps']}", "Tiếp: 8 trường chậm nhất ›")
        assert bar["told"] == "Phòng GD&ĐT Ba Chẽ · tính đến 17/12/2020 · đã nhận 18/19"
        assert (bar["filtered"], bar["filters_shown"]) == ("", False)

    def test_filters_folded_away_are_said_in_words(self, sample):
        """Seven of the eight kindergartens have figures of 9 months."""
        app = open_part("7 trường có số liệu, thấp nhất trước", minh_hoa="1", ky="9 tháng", cap="Mầm non", goc="evidenced")
        assert read_bar(app)["filtered"] == "đang lọc: Mầm non; góc nhìn có minh chứng"
        assert len(read_rows(app, "step_weakest")) == 7 + 1

    def test_a_step_beyond_the_last_is_the_last(self, sample):
        bar = read_bar(open_meeting(99, minh_hoa="1"))
        assert (bar["step"], bar["following"]) == (bar["steps"], "Bước cuối")

    def test_the_sentences_are_those_of_the_overview(self, sample):
        told = read_component(open_part("Cần chú ý", minh_hoa="1"), "step_attention")["rows"]
        brief = read_component(open_app(minh_hoa="1"), "brief")["rows"]
        assert [(one["lead"], one["text"]) for one in told] == [(one["lead"], one["text"]) for one in brief]

    def test_the_weakest_stand_with_the_district_below(self, sample):
        """TH Đồn Đạc has 12 of its 27 items, the least of all."""
        rows = read_rows(open_part("8 trường chậm nhất", minh_hoa="1"), "step_weakest")
        assert len(rows) == 8 + 1
        assert (rows[0][0], rows[0][6]) == ("TH Đồn Đạc", "44\xa0% 12/27")
        assert rows[-1][0] == "Toàn huyện · 17/19 trường"

    def test_the_scorecard_is_told_on_two_screens_each_school_once(self, sample):
        first = open_part("Bảng điểm", minh_hoa="1")
        second = open_meeting(read_bar(first)["step"] + 1, minh_hoa="1")
        tables = [read_rows(first, "step_scorecard-1"), read_rows(second, "step_scorecard-2")]
        titles = [read_title(app)[0] for app in (first, second)]
        assert titles == ["Bảng điểm: trường điểm, mầm non", "Bảng điểm: tiểu học, THCS, TH&THCS"]
        assert [len(rows) for rows in tables] == [10 + 1, 9 + 1]
        assert tables[0][-1] == tables[1][-1]  # the district stands under both
        names = [row[0] for rows in tables for row in rows[:-1]]
        assert sorted(names) == sorted(school.short_name for school in sample.roster.schools)

    def test_contents_come_in_the_order_of_how_few_schools_meet_them(self, sample):
        """27 items on three screens of nine; HP2.4 is met by 8 of the 16 schools with a figure of it."""
        first = open_part("Trường học hạnh phúc", minh_hoa="1")
        number = read_bar(first)["step"]
        pages = [first, open_meeting(number + 1, minh_hoa="1"), open_meeting(number + 2, minh_hoa="1")]
        rows = [row for page, app in enumerate(pages, start=1) for row in read_rows(app, f"step_HP-{page}")]
        assert rows[0][:3] == ["HP2.4", "Nội dung dạy học hữu ích, hấp dẫn", "50\xa0% 8/16"]
        assert len({row[0] for row in rows}) == 27
        shares = [int(row[2].split("\xa0")[0]) for row in rows]
        assert shares == sorted(shares)

    def test_a_group_of_a_single_line_stands_beside_another(self, sample):
        table = read_component(open_part("Chỉ tiêu cụ thể", minh_hoa="1"), "step_CT-1")
        bands = [(band["title"], len(band["rows"])) for band in table["bands"]]
        assert bands == [("Chỉ tiêu cụ thể", 6), ("Kế hoạch và báo cáo", 1)]

    def test_a_model_school_with_its_criteria_and_what_it_lacks(self, sample):
        number = list_parts(open_meeting(minh_hoa="1"))["Trường điểm"] + 1
        app = open_meeting(number, minh_hoa="1")
        assert read_title(app)[0] == "Trường điểm: Tiểu học Minh Cầm"
        row = find_row(app, "step_model-TH-MINHCAM", "TC2 dạy và học")
        assert row[1:4] == ["33\xa0% 4/12", "50\xa0% 6/12", "67\xa0% 8/12"]
        assert [part.split(" ")[0] for part in row[-1].split("; ")] == ["HP2.4", "HP2.7", "HP2.11", "HP2.12"]

    def test_what_was_declared_stands_beside_what_was_found(self, sample):
        app = open_part("Có thật không", minh_hoa="1")
        assert read_title(app)[0] == "Có thật không: các trường đã thẩm định"
        rows = read_rows(app, "step_lenses-1-1")
        assert rows[0] == ["TH Thị trấn", "69/69", "37/69", "32", "41/69", "69/69", "hạ 6"]
        assert rows[-1][0] == f"Cộng {len(rows) - 1} trường"

    def test_who_was_late_and_what_is_overdue(self, sample):
        late = open_part("Hạn nộp", minh_hoa="1")
        assert find_row(late, "step_late-1", "TH Đồn Đạc")[-1] == "trễ 3 ngày · 16/12"
        tasks = open_part("Việc đã giao", minh_hoa="1")
        assert read_title(tasks)[0] == "Việc đã giao: 1 quá hạn, 1 đang làm"
        overdue = find_row(tasks, "step_actions-1", "MN Thanh Lâm")[-1]
        assert overdue == "quá hạn 141 ngày"  # 29/7 → 17/12: 2 + 31 + 30 + 31 + 30 + 17

    def test_with_one_return_nobody_is_the_weakest(self, office):
        parts = list_parts(open_meeting(ky="9 tháng"))
        assert "Bảng điểm" in parts
        assert not [title for title in parts if "chậm nhất" in title]

    def test_figures_fixed_for_a_meeting_say_so(self, office):
        fix_figures(office, "Họp quý III", "9m", actor=OFFICE)
        [head] = [one.proto.body for one in open_meeting(chot="Họp quý III").get("html") if 'class="step-head"' in one.proto.body]
        assert "Bản chốt “Họp quý III” · số liệu ngày 17/09/2020, giữ nguyên" in head


class TestTheWayInAndOut:
    def test_a_button_begins_it_with_the_filters(self, sample):
        app = open_app(minh_hoa="1", ky="6 tháng")
        app.button(key="start_meeting").click().run()
        assert read_bar(app)["step"] == 1
        assert read_title(app)[1] == "kỳ 6 tháng · tự khai · toàn huyện"

    def test_an_empty_store_shows_what_to_do_first(self):
        app = open_meeting()
        assert "Chưa có báo cáo nào. Ba bước để bắt đầu" in [one.value for one in app.subheader]

    def test_a_link_of_before_leads_to_it(self, sample):
        app = open_app(minh_hoa="1", hop="1", cap="Mầm non")
        assert read_bar(app)["filtered"] == "đang lọc: Mầm non"
        assert "hop" not in app.query_params

    def test_a_page_that_a_step_led_to_has_the_way_back_and_large_tables(self, sample):
        app = open_app("source", minh_hoa="1", buoc="4", so="HP2", don_vi="MN-MINHCAM", luc="12m")
        assert read_bar(app)["back"] == "‹ Về bước 4"
        assert read_component(app, "source_rows")["size"] == "meeting"


@pytest.fixture
def office(monkeypatch, stores):
    """The office on 17/9/2020 with one return of 9 months, CT1.1 done 1 of 4."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-09-17")
    district = open_district(load_settings())
    returned = build_return("MN-DONDAC", "9m", answers=[Answer("CT1.1", State.VALUE, 4, 1)], plan=district.plan.code)
    came = {"received_on": date(2020, 9, 10), "uploaded_at": datetime.now(UTC)}
    district.repository.save(build_submission(returned, content=b"one", **came))
    return district
