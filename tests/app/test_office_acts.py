"""In a shared office a page draws the forms of an act only for those whose act it is, and what is kept carries their name."""

from datetime import date

import pytest
import streamlit as st

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.district import open_district
from danvan_metrics.meeting_acts import agree_action
from danvan_metrics.settings import load_settings
from danvan_metrics.store.records import Agreement
from tests.app.test_meetings import hand_in, press
from tests.builders_access import OFFICE
from tests.builders_visitors import ADMINISTRATOR, claim, let_in, open_as
from tests.builders_web import read_component, read_words

SCHOOL = "MN-DONDAC"
AGREED = Agreement("9m", SCHOOL, "CT1.1", "Rà soát lại quy chế", "Cô Lan", date(2020, 10, 15))
PERIOD = "9 tháng"


@pytest.fixture
def office(monkeypatch, stores):
    """An office where people sign in, on 17/9/2020, with one return of 9 months and one task."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-09-17")
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    monkeypatch.setenv("DANVAN_ADMINS", ADMINISTRATOR)
    st.cache_resource.clear()
    district = open_district(load_settings())
    hand_in(district, "9m", done=1)
    agree_action(district, AGREED, actor=OFFICE)
    yield district
    st.cache_resource.clear()


def open_by(role, page, *schools, **parameters):
    return open_as(claim(let_in(role, *schools)), page, ky=PERIOD, **parameters)


def list_labels(app):
    return {one.label for one in (*app.button, *app.expander)}


def list_tasks(app, key):
    """The cells of a table from which a task can be given."""
    cells = (cell for band in read_component(app, key)["bands"] for row in band["rows"] for cell in row)
    return [cell for cell in cells if cell["task"]]


class TestTasks:
    def test_a_leader_gives_them_on_the_lines_themselves(self, office):
        app = open_by(AccessRole.LEADER, "actions")
        assert "Cập nhật" in [heading["text"] for heading in read_component(app, "actions")["headings"][0]]
        assert list_tasks(app, "weak_cells")

    def test_an_appraiser_sees_them_and_may_press_nothing(self, office):
        app = open_by(AccessRole.APPRAISER, "actions", SCHOOL, viec="1", lam="done")
        assert list(app.exception) == []
        assert "Rà soát lại quy chế" in str(read_component(app, "actions"))
        assert "Cập nhật" not in [heading["text"] for heading in read_component(app, "actions")["headings"][0]]
        assert not list_tasks(app, "weak_cells")
        assert "“Giao việc” mở ô" not in read_words(app)
        assert "Ghi đã xong" not in list_labels(app)  # which the address asks for


class TestMeetings:
    def test_an_officer_fixes_figures_in_their_own_name(self, office):
        app = open_by(AccessRole.OFFICER, "exports")
        app.text_input(key="fix_name").set_value("Họp quý III")
        press(app, "Chốt số liệu")
        [kept] = office.repository.meetings.list_snapshots(office.plan.code)
        assert kept.actor == "Cô Mai"

    def test_a_leader_concludes_meetings_and_fixes_nothing(self, office):
        labels = list_labels(open_by(AccessRole.LEADER, "exports"))
        assert "Ghi kết luận một cuộc họp" in labels
        assert "Chốt số liệu" not in labels


class TestRewards:
    @pytest.mark.parametrize(("role", "shown"), [(AccessRole.OFFICER, True), (AccessRole.LEADER, False)])
    def test_who_writes_them_is_the_officer(self, office, role, shown):
        labels = list_labels(open_by(role, "rewards"))
        assert ("Lập đề nghị khen thưởng" in labels) is shown


class TestDecisions:
    BOX = "Việc của cán bộ phụ trách: chọn lần nộp, sửa ngày nhận, rút báo cáo"

    @pytest.mark.parametrize(
        ("role", "schools"), [(AccessRole.LEADER, ()), (AccessRole.APPRAISER, (SCHOOL,)), (AccessRole.SCHOOL, (SCHOOL,))]
    )
    def test_they_are_not_a_leaders_an_appraisers_or_the_schools_own(self, office, role, schools):
        app = open_by(role, "school", *schools, ma=SCHOOL)
        assert list(app.exception) == []
        assert self.BOX not in list_labels(app)

    def test_an_officer_withdraws_a_return_in_their_own_name(self, office):
        app = open_by(AccessRole.OFFICER, "school", ma=SCHOOL)
        app.session_state["decisions"] = True
        app.run()
        app.text_input(key="withdraw_reason").set_value("Gửi nhầm")
        app.checkbox(key="withdraw_sure").check()
        press(app, "Rút báo cáo")
        [record] = office.repository.list_submissions(office.plan.code)
        assert [(one.reason, one.actor) for one in record.withdrawals] == [("Gửi nhầm", "Cô Mai")]
