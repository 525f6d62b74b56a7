"""The end of a meeting: conclusions are typed, kept with their tasks, corrected, and taken along in Word."""

from datetime import date

import pytest

from danvan_metrics.concluding_acts import conclude_meeting, list_conclusions
from danvan_metrics.district import open_district
from danvan_metrics.meeting_acts import fix_figures
from danvan_metrics.settings import load_settings
from tests.app.test_meetings import hand_in, press
from tests.builders_access import OFFICE
from tests.builders_conclusions import GARDEN, SCHOOL, TO_ALL, build_conclusion
from tests.builders_web import open_app, read_rows, read_words


@pytest.fixture
def office(monkeypatch, stores):
    """The office on 17/9/2020 with one return of 9 months."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-09-17")
    district = open_district(load_settings())
    hand_in(district, "9m", done=1)
    return district


def open_form():
    app = open_app("exports", ky="9 tháng")
    app.session_state["conclusion_box"] = True
    return app.run()


def type_line(app, text, **fields):
    app.text_area(key="conclusion_text").set_value(text)
    for field, value in fields.items():
        kind = {"person": app.text_input, "due": app.date_input}.get(field, app.selectbox)
        kind(key=f"conclusion_{field}").set_value(value)
    press(app, "Thêm kết luận")


class TestTyping:
    def test_lines_are_typed_one_by_one_and_kept_together_with_their_tasks(self, office):
        app = open_form()
        type_line(app, "Rà soát lại minh chứng")
        assert app.text_area(key="conclusion_text").value == ""  # ready for the next
        type_line(app, "Trồng vườn hoa", school=SCHOOL, subject="HP1", person="Cô Lan", due=date(2020, 10, 15))
        assert "**2.** MN Đồn Đạc: Trồng vườn hoa (Cô Lan, hạn 15/10/2020)" in read_words(app)
        app.text_input(key="conclusion_name").set_value("Họp quý III").run()
        press(app, "Lưu kết luận")
        assert [one.value for one in app.success] == ["Đã lưu 2 kết luận của “Họp quý III” ngày 17/09/2020; giao 1 việc mới."]
        assert [one.label for one in app.get("download_button") if "Thông báo" in one.label] == ["Tải Thông báo kết luận"]
        [action] = office.load_dataset().actions
        assert (action.task, action.person) == ("Trồng vườn hoa", "Cô Lan")
        assert "Chưa có kết luận nào; ghi ở bên trái" in read_words(app)

    def test_half_a_task_is_refused_in_a_sentence_and_what_was_typed_stays(self, office):
        app = open_form()
        type_line(app, "Trồng vườn hoa", school=SCHOOL, person="Cô Lan")
        assert "Việc giao cho một trường phải ghi đủ nội dung, người phụ trách và hạn" in read_words(app)
        assert app.text_area(key="conclusion_text").value == "Trồng vườn hoa"

    def test_a_line_can_be_changed_and_dropped_before_it_is_kept(self, office):
        app = open_form()
        for text in ("Một", "Hai"):
            type_line(app, text)
        app.button(key="conclusion_drop_0").click().run()
        assert "**1.** Hai" in read_words(app)
        app.button(key="conclusion_change_0").click().run()
        assert app.text_area(key="conclusion_text").value == "Hai"
        assert app.button(key="conclusion_keep").disabled

    def test_what_was_typed_is_still_there_after_another_page(self, office):
        app = open_form()
        type_line(app, "Rà soát lại minh chứng")
        app.text_input(key="conclusion_chair").set_value("Nguyễn Thị An").run()
        app.switch_page("pages/spread.py").run()
        app.switch_page("pages/exports.py").run()
        app.session_state["conclusion_box"] = True
        app.run()
        assert "**1.** Rà soát lại minh chứng" in read_words(app)
        assert app.text_input(key="conclusion_chair").value == "Nguyễn Thị An"


class TestTheList:
    def test_every_meeting_with_its_lines_and_its_notice(self, office):
        number = conclude_meeting(office, build_conclusion(TO_ALL, GARDEN), actor=OFFICE).id
        app = open_app("exports", ky="9 tháng")
        app.session_state[f"conclusion_{number}"] = True
        app.run()
        assert "Họp quý III · họp ngày 17/09/2020 · kỳ 9 tháng · 2 kết luận, 1 việc giao" in [one.label for one in app.expander]
        rows = read_rows(app, f"conclusion_points_{number}")
        assert [row[1:3] for row in rows] == [
            ["Rà soát lại minh chứng của từng nội dung", "Các trường"],
            ["Trồng lại vườn hoa phía cổng", "Trường Mầm non Đồn Đạc"],
        ]

    def test_a_correction_is_a_new_version_with_a_reason(self, office):
        number = conclude_meeting(office, build_conclusion(TO_ALL, GARDEN), actor=OFFICE).id
        app = open_app("exports", ky="9 tháng")
        app.session_state[f"conclusion_{number}"] = True
        app.run()
        app.button(key=f"conclusion_correct_{number}").click().run()
        app.button(key="conclusion_drop_0").click().run()
        press(app, "Lưu kết luận")
        assert "Chưa ghi lý do sửa kết luận" in read_words(app)
        app.text_input(key="conclusion_reason").set_value("Thừa một dòng").run()
        press(app, "Lưu kết luận")
        [record] = list_conclusions(office)
        assert (record.version, record.reason, [line.text for line in record.lines]) == (2, "Thừa một dòng", [GARDEN.text])
        assert len(office.load_dataset().actions) == 1


class TestSince:
    """What changed since a meeting, against whichever snapshot was chosen."""

    def test_the_choice_stands_in_the_address(self, office):
        fix_figures(office, "Họp hè", "9m", meeting_on=date(2020, 7, 1), actor=OFFICE)
        hand_in(office, "9m", done=4)
        hand_in(office, "9m", school="MN-NAMSON", done=1)
        fix_figures(office, "Họp thu", "9m", meeting_on=date(2020, 9, 15), actor=OFFICE)
        app = open_app("exports", ky="9 tháng")
        assert app.selectbox(key="compared").options == ["Họp thu · họp ngày 15/09/2020", "Họp hè · họp ngày 01/07/2020"]
        assert "Từ cuộc họp ngày 15/09/2020 (“Họp thu”) · kỳ 9 tháng · tự khai · toàn huyện" in read_words(app)
        app.selectbox(key="compared").select("Họp hè").run()
        assert app.query_params["so-voi"] == "Họp hè"
        assert ["MN Nam Sơn", "báo cáo đã về từ cuộc họp ấy"] in [row[:2] for row in read_rows(app, "since")]

    def test_without_figures_fixed_before_there_is_nothing_to_compare(self, office):
        assert "Từ cuộc họp trước đến nay" not in read_words(open_app("exports", ky="9 tháng"))
