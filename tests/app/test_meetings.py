"""A meeting: what it agrees on, and the figures it fixes."""

from datetime import UTC, date, datetime

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.meeting_acts import fix_figures
from danvan_metrics.settings import load_settings
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_cards import read_strip
from tests.builders_school import open_school
from tests.builders_store import build_return, build_submission
from tests.builders_web import find_row, open_app, read_charts, read_rows, read_words

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
        fix_figures(office, "Họp quý III", "9m", actor=OFFICE)
        app = open_app("source", chot="Họp quý III", **CELL)
        assert "Giao việc về nội dung này" not in [one.label for one in app.expander]
        app.switch_page("pages/spread.py").run()
        assert any('class="snapshot"' in one.proto.body for one in app.get("html"))
        assert "bản chốt “Họp quý III”" in str(read_charts(app)).replace("<br>", " ")

    def test_a_snapshot_says_which_files_it_uses(self, office):
        record = fix_figures(office, "Họp quý III", "9m", actor=OFFICE)
        app = open_app("exports", ky="9 tháng")
        assert "Họp quý III · họp ngày 17/09/2020 · kỳ 9 tháng · 1 báo cáo" in [one.label for one in app.expander]
        app.session_state[f"snapshot_{record.id}"] = True
        app.run()
        assert find_row(app, f"used_{record.id}", "MN Đồn Đạc")[1:] == ["9 tháng", "1", "10/09/2020", "bao-cao.xlsx"]
        assert "tính lại khớp với lúc chốt" in read_words(app)
        assert "SHA" not in read_words(app)  # folded away: only who checks asks for it
        app.button(key=f"digests_{record.id}_fold").click().run()
        assert find_row(app, f"sha_{record.id}", "MN Đồn Đạc")[-1] == record.submissions[0].sha256
        assert record.figures_sha256 in read_words(app)

    def test_opened_it_leads_to_the_overview_at_its_own_period_and_says_so(self, office):
        hand_in(office, "12m", done=2)
        record = fix_figures(office, "Họp quý III", "9m", actor=OFFICE)
        app = open_app("exports", ky="Cả năm")
        app.session_state[f"snapshot_{record.id}"] = True
        app.run()
        app.button(key=f"open_snapshot_{record.id}").click().run()
        assert [one.value for one in app.toast] == [
            "Đang xem bản chốt “Họp quý III”, kỳ 9 tháng. Bấm “Về số liệu hiện tại” để trở lại."
        ]
        assert (app.query_params["chot"], app.query_params["ky"]) == ("Họp quý III", "9 tháng")
        assert read_strip(app)["Đã nhận"].value == "1/19 trường"

    def test_a_schools_history_ends_where_the_snapshot_was_taken(self, office):
        """Afterwards a second return came, and the first one's day was set right."""
        fix_figures(office, "Họp quý III", "9m", actor=OFFICE)
        office.repository.correct_received(1, date(2020, 9, 16), reason="Thư đến sau")
        hand_in(office, "9m", done=4)
        now, fixed = (read_rows(open_school(ma="MN-DONDAC", **chosen), "profile_history") for chosen in ({}, SNAPSHOT))
        assert [(row[1], row[2], row[-1]) for row in now] == [
            ("2", "10/09/2020", "đang dùng"),
            ("1", "16/09/2020 sửa từ 10/09/2020", "không dùng"),
        ]
        assert [(row[1], row[2], row[-1]) for row in fixed] == [("1", "10/09/2020", "đang dùng")]

    def test_left_again_the_figures_are_todays(self, office):
        fix_figures(office, "Họp quý III", "9m", actor=OFFICE)
        hand_in(office, "9m", school="MN-NAMSON", done=4)
        app = open_app(ky="9 tháng", chot="Họp quý III")
        app.button(key="leave_snapshot").click().run()
        assert read_strip(app)["Đã nhận"].value == "2/19 trường"

    def test_an_unknown_name_shows_no_other_figures_in_its_place(self, office):
        app = open_app(ky="9 tháng", chot="Họp khác")
        assert "Không có bản chốt “Họp khác”; đang có: chưa có bản chốt nào." in read_words(app)
        assert app.get("plotly_chart") == []


def hand_in(district, period, *, done, school="MN-DONDAC"):
    """A return with one line answered, CT1.1: `done` of 4, received on 10/9/2020."""
    returned = build_return(school, period, answers=[Answer("CT1.1", State.VALUE, 4, done)], plan=district.plan.code)
    content = f"{school} {period} {done}".encode()
    moment = datetime.now(UTC)
    district.repository.save(build_submission(returned, content=content, received_on=date(2020, 9, 10), uploaded_at=moment))


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
