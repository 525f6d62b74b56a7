"""Lan tỏa, Việc cần làm, Xuất báo cáo and the meeting of a province: told by commune, each a storey down (many.md)."""

import pytest

from tests.builders_stage import set_up_province
from tests.builders_steps import list_parts, open_meeting, open_part, read_title
from tests.builders_web import find_row, open_app, read_component, read_rows, read_words

P = "\u00a0%"


@pytest.fixture(autouse=True)
def province(monkeypatch, tmp_path):
    return set_up_province(monkeypatch, tmp_path)


def list_links(app, key):
    """What the first cell of every row opens."""
    return [row[0]["opens"] for band in read_component(app, key)["bands"] for row in band["rows"]]


class TestSpread:
    def test_the_ladder_is_told_by_commune_and_opens_downward_on_the_same_page(self):
        app = open_app("spread", ky="Cả năm")
        assert find_row(app, "unit_ladder_rows", "An Bình")[1:3] == ["0/4", f"0{P}"]
        assert list_links(app, "unit_ladder_rows") == [
            "lan-toa?thuoc=SM-AB",
            "lan-toa?thuoc=SM-BS",
            "lan-toa?thuoc=SM-CM",
            "",  # the schools directly under the province are nobody's page
            "",
        ]

    def test_a_commune_shows_its_schools_as_ever(self):
        app = open_app("spread", ky="Cả năm", thuoc="SM-AB")
        assert "Trường lên bậc, xuống bậc, chưa có số liệu" in read_words(app)

    def test_another_figure_is_followed_through_the_periods(self):
        app = open_app("spread", ky="Cả năm")
        [choice] = [box for box in app.selectbox if box.label == "Xem qua các kỳ"]
        assert choice.options[:2] == ["Trường ở bậc 4 trở lên", "Báo cáo đúng hạn"]
        choice.set_value("HP").run()
        # 41 of 81 items in the first half year, 73 of 108 in the year: 51 and 68 per cent
        assert find_row(app, "unit_trend", "An Bình")[1:] == [f"51{P} 41/81", "chưa báo cáo", f"68{P} 73/108", "+17"]

    def test_registered_models_stand_by_commune_and_by_field(self):
        app = open_app("spread", ky="Cả năm")
        assert find_row(app, "unit_models", "An Bình")[1] == "4"
        assert read_rows(app, "unit_models")[-1][1] == "8"


class TestActions:
    def test_the_communes_with_schools_behind_are_listed(self):
        app = open_app("actions", ky="Cả năm")
        assert "2/4 đơn vị còn trường phải đôn đốc: 1 trường quá hạn chưa nộp, 1 báo cáo trả lại, chờ sửa." in read_words(app)
        assert [row[0] for row in read_rows(app, "lagging_units")] == [
            "Cù Mông MN Cù Mông, TH&THCS Cù Mông",
            "Bến Sông",
            "Cộng",
        ]
        assert list_links(app, "lagging_units") == ["viec-can-lam?thuoc=SM-CM", "viec-can-lam?thuoc=SM-BS", ""]

    def test_a_letter_is_ready_for_the_commune_chosen(self):
        app = open_app("actions", ky="6 tháng")
        [choice] = [box for box in app.selectbox if box.label == "Lời nhắc gửi đơn vị"]
        assert choice.options[0] == "An Bình — 1/4 trường quá hạn chưa nộp; 3 báo cáo còn thiếu dòng"
        assert app.code[1].value == "[Dân vận khéo 2020] Về báo cáo 6 tháng – Xã An Bình"
        choice.set_value("SM-CM").run()
        assert app.code[1].value == "[Dân vận khéo 2020] Về báo cáo 6 tháng – Xã Cù Mông"

    def test_filters_narrow_it(self):
        app = open_app("actions", ky="Cả năm", cap="Mầm non")
        assert "Không đơn vị nào còn trường quá hạn chưa nộp hoặc có báo cáo trả lại." in read_words(app)


class TestExports:
    def test_the_files_are_told_by_unit(self):
        app = open_app("exports", ky="Cả năm")
        assert "sheet đầu là bảng điểm theo đơn vị" in read_words(app)
        assert [button.proto.label for button in app.get("download_button")] == [
            "Tải bản trình chiếu",
            "Tải báo cáo",
            "Tải bảng tính",
            "Tải tất cả biểu đồ",
            "Tải dữ liệu",  # for who analyses: all schools below, unit by unit
        ]


class TestMeeting:
    def test_its_steps_are_the_nodes_subjects_the_gravest_first(self):
        app = open_meeting(ky="Cả năm")
        assert list(list_parts(app)) == [
            "Cần chú ý",
            "Bảng điểm theo đơn vị",
            "Chỉ tiêu cụ thể",
            "Nhiệm vụ, giải pháp",
            "Trường học hạnh phúc",
            "Qua các kỳ",
            "Lan tỏa theo đơn vị",
            "Hạn nộp",
        ]

    def test_what_came_counts_the_schools_of_all_communes(self):
        told = read_component(open_meeting(ky="Cả năm"), "step_opening")["told"]
        assert ["", "Đã nhận báo cáo kỳ cả năm của 9/10 trường"] in told
        assert ["", "Toàn tỉnh Sông Mây · tự khai"] in told

    def test_a_step_states_what_it_shows_and_a_row_opens_its_commune(self):
        app = open_part("Hạn nộp", ky="Cả năm")
        assert read_title(app)[0] == ("2/4 đơn vị còn trường phải đôn đốc: 1 trường quá hạn chưa nộp, 1 báo cáo trả lại, chờ sửa")
        assert list_links(app, "step_late-1")[0].endswith("thuoc=SM-CM")

    def test_the_least_met_contents_name_the_communes(self):
        app = open_part("Trường học hạnh phúc", ky="Cả năm")
        rows = read_rows(app, "step_HP-1")
        shares = [float(row[2].partition(P)[0]) for row in rows]
        assert shares == sorted(shares)
        assert rows[0][3] == "An Bình 1/4, Bến Sông 2/3"  # Bến Sông's third school told nothing
