"""Việc của Phòng: the list a reader sees, and the form the office enters it in."""

from __future__ import annotations

from danvan_metrics.web.state import ACTOR_NAME
from tests.builders_web import find_row, open_app, read_rows, read_words

KEY = "office_work"


def open_form():
    app = open_app("office_work")
    app.session_state["office_form"] = True  # an expander has no click here
    return app.run()


def fill(app, code, **cells):
    """Type into the cells of a line, whichever revision the form begins with."""
    for field, value in cells.items():
        found = [
            one for kind in (app.text_input, app.selectbox) for one in kind if one.key and one.key.endswith(f"_{code}_{field}")
        ]
        (widget,) = found
        widget.set_value(value)


def fill_facts(app):
    for key, value in {"prepared_by": "Hà Thị Kín", "phone": "0203 888 777", "staff": "11"}.items():
        next(one for one in app.text_input if one.key and one.key.endswith(f"_fact_{key}")).set_value(value)


def save(app, actor=""):
    if actor:
        app.session_state[ACTOR_NAME] = actor  # said in the bar
    return next(one for one in app.button if one.label == "Lưu việc của Phòng").click().run()


class TestTheSample:
    def test_every_line_stands_with_its_state_and_where_it_comes_from(self, sample):
        app = open_app("office_work", minh_hoa="1")
        rows = read_rows(app, KEY)
        assert not app.exception
        assert [row[0] for row in rows][:15] == ["CT4", *(f"PH{number}" for number in range(1, 15))]
        assert {row[7] for row in rows} == {"phần mềm tự tính", "Phòng ghi"}
        inspected = find_row(app, KEY, "PH4")
        assert (inspected[1], inspected[4]) == ("Kiểm tra việc triển khai kế hoạch tại các đơn vị", "19/19 trường")

    def test_the_overview_tells_it_in_one_line(self, sample):
        app = open_app(minh_hoa="1")
        done = [row[3] for row in read_rows(open_app("office_work", minh_hoa="1"), KEY)[:15]].count("đã xong")
        assert f"Việc của Phòng**: {done}/15 việc đã xong" in read_words(app)


class TestEntering:
    def test_what_is_entered_is_kept_checked_and_shown(self):
        app = open_form()
        fill_facts(app)
        fill(app, "PH4", to_do="19", done="12", evidence_count="2", evidence="Biên bản")
        save(app, "Chị An")
        assert not app.exception
        assert [one.value for one in app.success] == ["Đã lưu việc của Phòng: lần nộp 1."]
        assert find_row(app, KEY, "PH4")[3:6] == ["đang làm", "12/19 trường", "2"]

    def test_the_form_begins_with_what_is_kept(self):
        app = open_form()
        fill_facts(app)
        fill(app, "PH1", done="Có", evidence_count="1", evidence="KH số 15")
        save(app)
        app.run()
        chosen = next(one for one in app.selectbox if one.key.endswith("_PH1_done"))
        assert chosen.value == "Có"

    def test_a_mistake_is_said_with_its_remedy_and_nothing_is_kept(self):
        app = open_form()
        fill_facts(app)
        fill(app, "PH4", to_do="19", done="25")
        save(app)
        assert "không quá 19" in read_words(app)
        assert find_row(app, KEY, "PH4")[3] == "chưa ghi"
        assert next(one for one in app.text_input if one.key.endswith("_PH4_done")).value == "25"  # nothing typed is lost

    def test_two_who_enter_at_once_the_second_is_refused_with_both_values(self):
        first, second = open_form(), open_form()
        for app, done in ((first, "12"), (second, "15")):
            fill_facts(app)
            fill(app, "PH4", to_do="19", done=done)
        save(first, "Anh Bình")
        save(second, "Chị An")
        told = read_words(second)
        assert "đang có “12/19”, bạn ghi “15/19”" in told
        assert "Anh Bình" in told
        assert find_row(second, KEY, "PH4")[4] == "12/19 trường"
