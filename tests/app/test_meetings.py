"""A meeting: its mode, what it agrees on, and the figures it fixes."""

from datetime import UTC, date, datetime

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.meeting_acts import agree_action, fix_figures
from danvan_metrics.settings import load_settings
from danvan_metrics.store.records import Agreement
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_cards import read_strip
from tests.builders_store import build_return, build_submission
from tests.builders_web import find_row, open_app, read_charts, read_component, read_rows, read_words

TODAY = "2020-09-17"
SNAPSHOT = {"chot": "Họp quý III"}
CELL = {"so": "CT1.1", "don_vi": "MN-DONDAC", "luc": "9m"}


@pytest.fixture
def office(monkeypatch, stores):
    """The office on 17/9/2020 with one return of 9 months, CT1.1 done 1 of 4."""
    monkeypatch.setenv("DANVAN_TODAY", TODAY)
    district = open_district(load_settings())
    hand_in(district, "9m", done=1)
    return district


class TestMeetingMode:
    def test_it_folds_navigation_and_filters_away_and_says_where_it_is(self, sample):
        app = open_app("spread", minh_hoa="1", hop="1")

        told = read_component(app, "meeting_bar_keys")
        assert (told["place"], told["previous"], told["next"], told["filters_shown"]) == ("4/6 · Lan tỏa", True, True, False)
        assert any(".st-key-filters { display: none; }" in one.proto.body for one in app.get("html"))

    @pytest.mark.parametrize(("page", "previous", "following"), [("", False, True), ("actions", True, False)])
    def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(self, sample, page, previous, following):
        told = read_component(open_app(page, minh_hoa="1", hop="1"), "meeting_bar_keys")
        assert (told["previous"], told["next"]) == (previous, following)

    def test_it_is_entered_by_a_button_and_stays_from_page_to_page(self, sample):
        app = open_app(minh_hoa="1")
        app.button(key="start_meeting").click().run()
        app.switch_page("pages/criteria.py").run()
        assert read_component(app, "meeting_bar_keys")["place"] == "2/6 · Tiêu chí & chỉ tiêu"


class TestActions:
    def test_a_weak_cell_is_given_an_action_where_its_source_is_told(self, office):
        app = open_app("source", **CELL)
        app.session_state["agree"] = True
        app.run()
        app.text_input(key="agree_task").set_value("Rà soát lại quy chế")
        app.text_input(key="agree_person").set_value("Cô Lan")
        app.date_input(key="agree_due").set_value(date(2020, 10, 15))
        press(app, "Giao việc")

        assert [one.value for one in app.success] == ["Đã giao việc cho Cô Lan, hạn 15/10/2020."]
        assert find_row(app, "source_actions", "MN Đồn Đạc")[2:5] == ["Rà soát lại quy chế", "Cô Lan", "15/10/2020"]

    def test_without_a_person_it_is_refused(self, office):
        app = open_app("source", **CELL)
        app.session_state["agree"] = True
        app.run()
        app.text_input(key="agree_task").set_value("Rà soát lại quy chế")
        press(app, "Giao việc")
        assert [one.value for one in app.error] == ["Việc cần làm và người phụ trách không được để trống; hãy ghi đủ cả hai."]

    def test_it_comes_back_on_the_next_report_and_in_the_sentences(self, office, monkeypatch):
        agree(office)
        hand_in(office, "12m", done=4)
        monkeypatch.setenv("DANVAN_TODAY", "2020-12-17")
        app = open_app("actions", ky="Cả năm")
        row = find_row(app, "actions", "MN Đồn Đạc")
        assert row[-2:] == ["quá hạn 63 ngày", "◔ 1/4 → ● 4/4"]  # 15/10 → 17/12: 16 + 30 + 17
        brief = read_component(open_app(ky="Cả năm"), "brief")["rows"]
        assert "1/1 việc đã giao quá hạn" in [one["lead"] for one in brief]

    def test_the_officer_says_how_it_ended(self, office):
        agree(office)
        app = open_app("actions", ky="9 tháng")
        app.session_state["actions_update"] = True
        app.run()
        app.text_input(key="actions_note").set_value("Đã ban hành")
        press(app, "Lưu tình trạng")
        assert find_row(app, "actions", "MN Đồn Đạc")[6] == "đã xong 17/09/2020: Đã ban hành"

    def test_weak_cells_and_late_schools_stand_there_with_their_n_of_n(self, office):
        app = open_app("actions", ky="9 tháng")
        [row] = [row for row in read_rows(app, "weak_cells") if row[0] == "CT1.1"]
        assert row[2] == "1/4"
        assert len(read_rows(app, "late_schools")) == 18  # all but the one that handed in


class TestSnapshots:
    def test_figures_are_fixed_and_opened_and_stay(self, office):
        app = open_app("exports", ky="9 tháng")
        app.text_input(key="fix_name").set_value("Họp quý III")
        press(app, "Chốt số liệu")
        assert [one.value for one in app.success] == ["Đã chốt “Họp quý III”: 1 báo cáo, ngày 17/09/2020."]

        hand_in(office, "9m", school="MN-NAMSON", done=4)
        now, fixed = open_app(ky="9 tháng"), open_app(ky="9 tháng", chot="Họp quý III")
        assert [read_strip(one)["Đã nhận"].value for one in (now, fixed)] == ["2/19 trường", "1/19 trường"]
        [banner] = [one.proto.body for one in fixed.get("html") if 'class="snapshot"' in one.proto.body]
        assert "Bản chốt “Họp quý III” · số liệu ngày 17/09/2020, giữ nguyên" in banner

    def test_on_every_page_it_says_so_and_nothing_can_be_agreed(self, office):
        fix_figures(office, "Họp quý III", "9m")
        app = open_app("source", chot="Họp quý III", **CELL)
        assert "Giao việc về nội dung này" not in [one.label for one in app.expander]
        app.switch_page("pages/spread.py").run()
        assert any('class="snapshot"' in one.proto.body for one in app.get("html"))
        assert "bản chốt “Họp quý III”" in str(read_charts(app))

    def test_a_snapshot_says_which_files_it_uses(self, office):
        record = fix_figures(office, "Họp quý III", "9m")
        app = open_app("exports", ky="9 tháng")
        app.session_state[f"snapshot_{record.id}"] = True
        app.run()
        assert find_row(app, f"used_{record.id}", "MN Đồn Đạc")[-1] == record.submissions[0].sha256
        assert "Tính lại khớp với lúc chốt" in read_words(app)

    def test_a_schools_history_ends_where_the_snapshot_was_taken(self, office):
        """Afterwards a second return came, and the first one's day was set right."""
        fix_figures(office, "Họp quý III", "9m")
        office.repository.correct_received(1, date(2020, 9, 16), reason="Thư đến sau")
        hand_in(office, "9m", done=4)
        now, fixed = (read_rows(open_app("school", ma="MN-DONDAC", **chosen), "profile_history") for chosen in ({}, SNAPSHOT))
        assert [(row[1], row[2], row[-1]) for row in now] == [
            ("2", "10/09/2020", "đang dùng"),
            ("1", "16/09/2020 sửa từ 10/09/2020", "không dùng"),
        ]
        assert [(row[1], row[2], row[-1]) for row in fixed] == [("1", "10/09/2020", "đang dùng")]

    def test_left_again_the_figures_are_todays(self, office):
        fix_figures(office, "Họp quý III", "9m")
        hand_in(office, "9m", school="MN-NAMSON", done=4)
        app = open_app(ky="9 tháng", chot="Họp quý III")
        app.button(key="leave_snapshot").click().run()
        assert read_strip(app)["Đã nhận"].value == "2/19 trường"

    def test_an_unknown_name_shows_no_other_figures_in_its_place(self, office):
        app = open_app(ky="9 tháng", chot="Họp khác")
        assert "Không có bản chốt “Họp khác”; đang có: chưa có bản chốt nào." in read_words(app)
        assert app.get("plotly_chart") == []


def agree(district):
    agree_action(district, Agreement("9m", "MN-DONDAC", "CT1.1", "Rà soát lại quy chế", "Cô Lan", date(2020, 10, 15)))


def hand_in(district, period, *, done, school="MN-DONDAC"):
    """A return with one line answered, CT1.1: `done` of 4, received on 10/9/2020."""
    returned = build_return(school, period, answers=[Answer("CT1.1", State.VALUE, 4, done)], plan=district.plan.code)
    content = f"{school} {period} {done}".encode()
    moment = datetime.now(UTC)
    district.repository.save(build_submission(returned, content=content, received_on=date(2020, 9, 10), uploaded_at=moment))


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
