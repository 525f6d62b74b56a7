"""Việc cần làm: what is to be done is given, changed and ended where it stands (issue 13, point 4)."""

from datetime import date

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.formats.table import ActionForm
from danvan_metrics.meeting_acts import agree_action, close_action, fix_figures
from danvan_metrics.metrics.actions import ActionState, Deed
from danvan_metrics.settings import load_settings
from danvan_metrics.store.records import Agreement
from danvan_metrics.web.navigation import asks_for_act, asks_for_task, link_target, read_act
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_store import build_return, build_submission
from tests.builders_web import find_row, open_app, read_component, read_rows, read_words

TODAY = "2020-09-17"
CELL = {"so": "CT1.1", "don_vi": "MN-DONDAC", "luc": "9m"}
REFUSED = "Việc “Rà soát lại quy chế” đã giao cho Cô Lan, hạn 15/10/2020, và đang làm"


@pytest.fixture
def office(monkeypatch, stores):
    """The office on 17/9/2020 with one return of 9 months, CT1.1 done 1 of 4."""
    monkeypatch.setenv("DANVAN_TODAY", TODAY)
    district = open_district(load_settings())
    hand_in(district, "9m", done=1)
    return district


class TestGivingATask:
    def test_it_is_given_where_the_source_is_told_and_said_wherever_one_has_scrolled(self, office):
        app = fill_task(open_task_form())
        press(app, "Giao việc")
        assert [one.value for one in app.toast] == ["Đã giao việc cho Cô Lan, hạn 15/10/2020."]
        assert find_row(app, "source_actions", "MN Đồn Đạc")[2:5] == ["Rà soát lại quy chế", "Cô Lan", "15/10/2020"]
        assert app.text_input(key="agree_task").value == ""  # ready for another

    def test_without_a_person_it_is_refused_and_what_was_typed_stays(self, office):
        app = open_task_form()
        app.text_input(key="agree_task").set_value("Rà soát lại quy chế")
        press(app, "Giao việc")
        assert [one.value for one in app.error] == ["Việc cần làm và người phụ trách không được để trống; hãy ghi đủ cả hai."]
        assert app.text_input(key="agree_task").value == "Rà soát lại quy chế"
        assert list(app.toast) == []

    def test_pressed_twice_it_is_one_task_and_no_error(self, office):
        app = open_task_form()
        for _ in range(2):  # a second press sends the very same words
            press(fill_task(app), "Giao việc")
            assert [one.value for one in app.toast] == ["Đã giao việc cho Cô Lan, hạn 15/10/2020."]
            assert list(app.error) == []
        assert len(office.load_dataset().actions) == 1

    def test_given_by_a_colleague_already_it_is_refused_in_a_sentence(self, office):
        agree(office)
        app = fill_task(open_task_form())
        press(app, "Giao việc")
        assert REFUSED in read_words(app)
        assert len(office.load_dataset().actions) == 1


class TestThePage:
    def test_it_says_first_how_much_is_to_be_done(self, office):
        """One line answered: all of its group is a place, the lines that are not reported too."""
        app = open_app("actions", ky="9 tháng")
        places = [row for row in read_rows(app, "weak_cells") if not row[1].startswith("Cả nhóm")]
        assert f"**{len(places)} chỗ cần giao việc ở 1 trường.**" in [one.value for one in app.markdown]
        assert [one.value for one in app.subheader] == [
            "Chưa nộp, nộp trễ và trả lại",
            "Việc đã giao",
            "Chỗ chưa đạt",
        ]

    def test_weak_cells_and_late_schools_stand_there_with_their_figures(self, office):
        app = open_app("actions", ky="9 tháng")
        [row] = [row for row in read_rows(app, "weak_cells") if row[1].startswith("CT1.1 ")]
        assert row[2:] == ["1/4 · 25\u00a0%, rất chậm", "–", "Giao việc"]
        assert len(read_rows(app, "late_schools")) == 18  # all but the one that handed in

    def test_the_last_cell_of_a_line_opens_its_form_there_and_says_whose_it_is(self, office):
        table = read_component(open_app("actions", ky="9 tháng"), "weak_cells")
        [cell] = [row[-1] for band in table["bands"] for row in band["rows"] if row[1]["text"].startswith("CT1.1 ")]
        assert (cell["text"], cell["act"], asks_for_task(cell["opens"])) == ("Giao việc", True, True)
        assert cell["words"].startswith("Giao việc: MN Đồn Đạc, CT1.1 ")

    def test_a_section_folds_and_stays_folded(self, office):
        app = open_app("actions", ky="9 tháng")
        app.button(key="weak_cells_fold").click().run()
        app.run()
        assert "Giao việc" not in str([one.proto.json for one in app.get("bidi_component")])
        assert app.button(key="weak_cells_fold").label == "Mở ra"

    def test_a_long_list_is_folded_by_school(self, sample):
        app = open_app("actions", minh_hoa="1", ky="Cả năm")
        app.segmented_control(key="weak_order").set_value("Theo trường").run()
        app.session_state["weak_cells_school_TH-DONDAC"] = True
        app.run()
        rows = read_rows(app, "weak_cells_rows_TH-DONDAC")
        assert rows[0][0] == "TC2 dạy và học 25\u00a0% 3/12"
        lines = [row for row in rows if not row[1].startswith("Cả nhóm")]
        assert f"TH Đồn Đạc · {len(lines)} chỗ" in [one.label for one in app.expander]

    def test_in_figures_that_are_fixed_nothing_is_given_or_changed(self, office):
        agree(office)
        fix_figures(office, "Họp quý III", "9m", actor=OFFICE)
        app = open_app("actions", ky="9 tháng", chot="Họp quý III")
        texts = str([one.proto.json for one in app.get("bidi_component")])
        assert "Giao việc:" not in texts
        assert "Sửa:" not in texts
        assert read_rows(app, "actions")[0][2] == "Rà soát lại quy chế"


class TestActsOnALine:
    def test_every_line_has_the_acts_that_are_left(self, office):
        number = agree(office)
        assert read_rows(open_app("actions", ky="9 tháng"), "actions")[0][-3:] == ["Sửa", "Xong", "Thôi"]
        close_action(office, number, ActionState.DONE, actor=OFFICE)
        assert read_rows(open_app("actions", ky="9 tháng"), "actions")[0][-3:] == ["Làm tiếp", "", ""]

    def test_its_address_names_the_action_and_the_act(self):
        link = link_target(ActionForm(12, Deed.DROPPED))
        assert asks_for_act(link)
        assert read_act(link) == ActionForm(12, Deed.DROPPED)
        assert read_act("viec-can-lam?viec=mười&lam=dropped") is None

    def test_person_and_day_are_changed_with_a_reason_and_the_history_says_so(self, office):
        app = open_act(agree(office), Deed.CHANGED)
        app.text_input(key="act_person").set_value("Cô Hoa")
        press(app, "Lưu thay đổi")
        assert "Chưa ghi lý do sửa" in read_words(app)
        app.text_input(key="act_person").set_value("Cô Hoa")
        app.text_input(key="act_note").set_value("Cô Lan nghỉ ốm")
        press(app, "Lưu thay đổi")
        assert [one.value for one in app.toast] == ["Đã sửa việc: Rà soát lại quy chế."]
        assert [one for one in app.text_input if one.key == "act_note"] == []  # the box is closed
        assert find_row(app, "actions", "MN Đồn Đạc")[3] == "Cô Hoa"
        app.session_state["actions_history"] = True
        app.run()
        told = [row[2:] for row in read_rows(app, "actions_history_rows")]
        assert told[-1] == ["17/09/2020", "Nguyễn Thị Lan", "sửa người phụ trách Cô Lan → Cô Hoa", "Cô Lan nghỉ ốm"]

    def test_it_is_done_with_its_result(self, office):
        app = open_act(agree(office), Deed.DONE)
        app.text_input(key="act_note").set_value("Đã ban hành")
        press(app, "Ghi đã xong")
        assert find_row(app, "actions", "MN Đồn Đạc")[6] == "đã xong 17/09/2020: Đã ban hành"

    def test_it_is_dropped_only_with_a_reason_and_taken_up_again(self, office):
        number = agree(office)
        app = open_act(number, Deed.DROPPED)
        press(app, "Thôi việc này")
        assert "Chưa ghi lý do thôi không làm" in read_words(app)
        app.text_input(key="act_note").set_value("Trùng việc khác")
        press(app, "Thôi việc này")
        assert find_row(app, "actions", "MN Đồn Đạc")[6] == "thôi không làm 17/09/2020: Trùng việc khác"
        app = open_act(number, Deed.TAKEN_UP)
        press(app, "Làm tiếp")
        assert find_row(app, "actions", "MN Đồn Đạc")[6] == "đang làm"

    def test_an_action_of_another_store_is_said_not_to_be_here(self, office):
        assert "Không có việc số 7" in read_words(open_act(7, Deed.DONE))


def test_it_comes_back_on_the_next_report_and_in_the_sentences(office, monkeypatch):
    agree(office)
    hand_in(office, "12m", done=4)
    monkeypatch.setenv("DANVAN_TODAY", "2020-12-17")
    row = find_row(open_app("actions", ky="Cả năm"), "actions", "MN Đồn Đạc")
    assert row[6:8] == ["quá hạn 63 ngày", "▼▼ 1/4 → ● 4/4"]  # 15/10 → 17/12: 16 + 30 + 17


def open_task_form():
    """The source of one cell with its form open."""
    app = open_app("source", **CELL)
    app.session_state["agree"] = True
    return app.run()


def fill_task(app):
    app.text_input(key="agree_task").set_value("Rà soát lại quy chế")
    app.text_input(key="agree_person").set_value("Cô Lan")
    app.date_input(key="agree_due").set_value(date(2020, 10, 15))
    return app


def open_act(number, deed):
    """The page with the box of one act on an action, as its link opens it in a tab of its own."""
    return open_app("actions", ky="9 tháng", viec=str(number), lam=deed)


def agree(district):
    return agree_action(
        district, Agreement("9m", "MN-DONDAC", "CT1.1", "Rà soát lại quy chế", "Cô Lan", date(2020, 10, 15)), actor=OFFICE
    )


def hand_in(district, period, *, done, school="MN-DONDAC"):
    """A return with one line answered, CT1.1: `done` of 4, received on 10/9/2020."""
    returned = build_return(school, period, answers=[Answer("CT1.1", State.VALUE, 4, done)], plan=district.plan.code)
    content = f"{school} {period} {done}".encode()
    district.repository.save(build_submission(returned, content=content, received_on=date(2020, 9, 10)))


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
