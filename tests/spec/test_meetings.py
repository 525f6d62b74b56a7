"""What a meeting does: it agrees on what is to be done about a weak cell, and fixes the figures it looked at (issue 4, 3 and 7).

The day is 17/9/2020; the report of 9 months was due before 14/9.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from threading import Barrier

import pytest

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.district import open_district
from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import agree_action, change_action, close_action, digest_figures, fix_figures, load_snapshot
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.settings import load_settings
from danvan_metrics.store.records import Agreement
from danvan_metrics.topics.actions.action_history import describe_history
from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.actions.weak_cells import collect_weak_cells
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.overview.sentences import collect_sentences
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_store import build_return, build_submission

TODAY = date(2020, 9, 17)
SCHOOL = "MN-DONDAC"
AGREED = Agreement("9m", SCHOOL, "CT1.1", "Họp phụ huynh lần hai", "Cô Lan", date(2020, 10, 15))


@pytest.fixture
def district(tmp_path):
    """An office on 17/9/2020 whose store is empty."""
    return open_office(tmp_path)


class TestActions:
    def test_an_action_is_open_until_its_day_and_overdue_after_it(self, district):
        agree_action(district, AGREED, actor=OFFICE)
        [action] = district.load_dataset().actions
        assert (action.task, action.person, action.agreed_on) == ("Họp phụ huynh lần hai", "Cô Lan", TODAY)
        assert [action.judge(date(2020, 10, day)) for day in (14, 15, 16)] == [
            ActionState.OPEN,
            ActionState.OPEN,
            ActionState.OVERDUE,
        ]

    def test_it_comes_back_on_the_next_report_with_the_figure_then_and_now(self, district):
        hand_in(district, "9m", done=1, to_do=4)
        agree_action(district, AGREED, actor=OFFICE)
        hand_in(district, "12m", done=4, to_do=4)
        dataset = district.load_dataset()
        [then], [now] = (collect_actions(dataset, Scope(period)).rows for period in ("9m", "12m"))
        assert then.moved == "▼▼ 1/4"  # 25 % of what 75 % was expected of by then
        assert now.moved == "▼▼ 1/4 → ● 4/4"
        assert collect_actions(dataset, Scope("6m")).rows == ()  # nothing was agreed on yet

    def test_done_it_says_when_and_what_came_of_it(self, district):
        number = agree_action(district, AGREED, actor=OFFICE)
        close_action(district, number, ActionState.DONE, note="Họp ngày 16/9", actor=OFFICE)
        found = collect_actions(district.load_dataset(), Scope("12m"))
        assert [row.state_words for row in found.rows] == ["đã xong 17/09/2020: Họp ngày 16/9"]
        assert found.subtitle.startswith("1/1 việc đã xong")

    def test_taken_up_again_it_is_open(self, district):
        number = agree_action(district, AGREED, actor=OFFICE)
        close_action(district, number, ActionState.DONE, actor=OFFICE)
        close_action(district, number, None, actor=OFFICE)
        [action] = district.load_dataset().actions
        assert (action.closed_as, action.closed_on) == (None, None)

    def test_a_weak_cell_names_what_was_agreed_about_it_or_its_group(self, district):
        hand_in(district, "9m", done=1, to_do=4)
        agree_action(district, AGREED, actor=OFFICE)
        agree_action(district, replace(AGREED, subject="CT"), actor=OFFICE)
        [cell] = [one for one in collect_weak_cells(district.load_dataset(), Scope("9m")).of(SCHOOL) if one.code == "CT1.1"]
        assert [action.subject for action in cell.actions] == ["CT1.1", "CT"]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"task": " "}, "không được để trống"),
            ({"person": ""}, "không được để trống"),
            ({"due": date(2020, 9, 16)}, "đã qua"),
            ({"school": "MN-KHAC"}, "Không có trường"),
            ({"subject": "NV99"}, "Không có nội dung"),
        ],
    )
    def test_what_cannot_be_agreed_is_refused_in_a_sentence(self, district, change, said):
        with pytest.raises(UserError, match=said):
            agree_action(district, replace(AGREED, **change), actor=OFFICE)

    def test_an_unknown_action_or_one_that_stands_so_is_refused(self, district):
        with pytest.raises(UserError, match="Không có việc số 9"):
            close_action(district, 9, ActionState.DONE, actor=OFFICE)
        number = agree_action(district, AGREED, actor=OFFICE)
        with pytest.raises(UserError, match="đang ở tình trạng ấy"):
            close_action(district, number, None, actor=OFFICE)

    def test_every_step_leaves_an_event(self, district):
        number = agree_action(district, AGREED, actor=sit_at_laptop("Thầy Nam"))
        change_action(
            district, find_action(district, number), replace(AGREED, person="Cô Hoa"), reason="Cô Lan nghỉ", actor=OFFICE
        )
        close_action(district, number, ActionState.DROPPED, note="Trùng việc khác", actor=OFFICE)
        events = district.repository.list_events()
        assert [(event.action, event.school, event.detail["action"]) for event in events] == [
            ("action_agreed", SCHOOL, number),
            ("action_changed", SCHOOL, number),
            ("action_stepped", SCHOOL, number),
        ]


class TestOneTaskOnce:
    """A second press, or two people at once, make no second task: one school, one cell, the same words, still open."""

    @pytest.mark.parametrize("task", ["Họp phụ huynh lần hai", "họp  phụ huynh LẦN HAI.", "Hop phu huynh lan hai"])
    def test_the_same_words_are_refused_in_a_sentence(self, district, task):
        agree_action(district, AGREED, actor=OFFICE)
        told = "Việc “Họp phụ huynh lần hai” đã giao cho Cô Lan, hạn 15/10/2020, và đang làm; hãy sửa việc ấy"
        with pytest.raises(UserError, match=told):
            agree_action(district, replace(AGREED, period="12m", task=task, person="Thầy Nam"), actor=OFFICE)
        assert len(district.load_dataset().actions) == 1

    @pytest.mark.parametrize("change", [{"subject": "CT1.2"}, {"subject": "CT"}, {"school": "MN-NAMSON"}, {"task": "Họp lần ba"}])
    def test_another_cell_school_or_task_is_another_action(self, district, change):
        agree_action(district, AGREED, actor=OFFICE)
        agree_action(district, replace(AGREED, **change), actor=OFFICE)
        assert len(district.load_dataset().actions) == 2

    @pytest.mark.parametrize("ending", [ActionState.DONE, ActionState.DROPPED])
    def test_once_it_has_ended_it_may_be_given_again_and_then_not_taken_up(self, district, ending):
        first = agree_action(district, AGREED, actor=OFFICE)
        close_action(district, first, ending, note="Đã họp", actor=OFFICE)
        agree_action(district, AGREED, actor=OFFICE)
        with pytest.raises(UserError, match="đang làm"):
            close_action(district, first, None, actor=OFFICE)

    def test_no_change_makes_two_of_one(self, district):
        agree_action(district, AGREED, actor=OFFICE)
        other = agree_action(district, replace(AGREED, task="Họp lần ba"), actor=OFFICE)
        with pytest.raises(UserError, match="đang làm"):
            change_action(district, find_action(district, other), AGREED, reason="Ghi cho đúng", actor=OFFICE)

    def test_of_two_at_once_one_is_kept_and_the_other_told(self, district):
        begin, told = Barrier(2), []

        def press(person):
            begin.wait()
            try:
                agree_action(district, replace(AGREED, person=person), actor=OFFICE)
            except UserError as error:
                told.append(str(error))

        with ThreadPoolExecutor(2) as people:
            list(people.map(press, ["Cô Lan", "Thầy Nam"]))
        [kept] = district.load_dataset().actions
        assert [f"đã giao cho {kept.person}" in sentence for sentence in told] == [True]


class TestChanges:
    def test_task_person_and_day_read_as_changed_and_the_history_says_from_what(self, district, tmp_path):
        number = agree_action(district, AGREED, actor=sit_at_laptop("Thầy Nam"))
        later = open_office(tmp_path, today="2020-09-20")
        after = replace(AGREED, person="Cô Hoa", due=date(2020, 10, 30))
        change_action(later, find_action(later, number), after, reason="Cô Lan nghỉ ốm", actor=sit_at_laptop("Cô Mai"))
        close_action(later, number, ActionState.DONE, note="Họp ngày 19/9", actor=OFFICE)

        action = find_action(later, number)
        assert (action.task, action.person, action.due) == ("Họp phụ huynh lần hai", "Cô Hoa", date(2020, 10, 30))
        told = [(one.day, one.actor, words, one.note) for one, words in describe_history(action)]
        assert told == [
            (TODAY, "Thầy Nam", "giao việc: Họp phụ huynh lần hai; Cô Lan, hạn 15/10/2020", ""),
            (date(2020, 9, 20), "Cô Mai", "sửa người phụ trách Cô Lan → Cô Hoa; hạn 15/10/2020 → 30/10/2020", "Cô Lan nghỉ ốm"),
            (date(2020, 9, 20), OFFICE.name, "ghi đã xong", "Họp ngày 19/9"),
        ]

    def test_an_overdue_action_may_change_hands_without_a_new_day(self, district, tmp_path):
        number = agree_action(district, AGREED, actor=OFFICE)
        later = open_office(tmp_path, today="2020-11-01")
        change_action(
            later, find_action(later, number), replace(AGREED, person="Cô Hoa"), reason="Cô Lan chuyển trường", actor=OFFICE
        )
        assert find_action(later, number).judge(later.today()) is ActionState.OVERDUE

    @pytest.mark.parametrize(
        ("change", "reason", "said"),
        [
            ({"task": " "}, "Ghi lại", "không được để trống"),
            ({"person": "Cô Hoa"}, " ", "Chưa ghi lý do sửa"),
            ({"due": date(2020, 9, 16)}, "Gấp", "đã qua"),
            ({}, "Ghi lại", "vẫn như cũ"),
        ],
    )
    def test_what_cannot_be_changed_is_refused_in_a_sentence(self, district, change, reason, said):
        number = agree_action(district, AGREED, actor=OFFICE)
        with pytest.raises(UserError, match=said):
            change_action(district, find_action(district, number), replace(AGREED, **change), reason=reason, actor=OFFICE)

    def test_what_has_ended_is_taken_up_again_before_it_is_changed(self, district):
        number = agree_action(district, AGREED, actor=OFFICE)
        close_action(district, number, ActionState.DONE, actor=OFFICE)
        with pytest.raises(UserError, match="hãy bấm “Làm tiếp” trước"):
            change_action(
                district, find_action(district, number), replace(AGREED, person="Cô Hoa"), reason="Đổi người", actor=OFFICE
            )

    def test_dropping_needs_a_reason_and_doing_needs_none(self, district):
        number = agree_action(district, AGREED, actor=OFFICE)
        with pytest.raises(UserError, match="Chưa ghi lý do thôi không làm"):
            close_action(district, number, ActionState.DROPPED, note="  ", actor=OFFICE)
        close_action(district, number, ActionState.DONE, actor=OFFICE)
        assert find_action(district, number).closed_as is ActionState.DONE

    def test_a_snapshot_keeps_the_action_as_it_read_then_with_its_history(self, district):
        hand_in(district, "9m", done=1, to_do=4)
        number = agree_action(district, AGREED, actor=OFFICE)
        before = find_action(district, number)
        fix_figures(district, "Họp quý III", "9m", actor=OFFICE)
        change_action(district, before, replace(AGREED, person="Cô Hoa"), reason="Cô Lan nghỉ", actor=OFFICE)
        assert load_snapshot(district, "Họp quý III").actions == (before,)


class TestSnapshots:
    def test_whatever_comes_later_its_figures_stay(self, district):
        hand_in(district, "9m", done=1, to_do=4)
        agree_action(district, AGREED, actor=OFFICE)
        fix_figures(district, "Họp quý III", "9m", meeting_on=date(2020, 9, 18), actor=OFFICE)
        before = summarise(district.load_dataset(), Scope("9m"))

        hand_in(district, "9m", done=4, to_do=4)  # a better return of the same school
        hand_in(district, "9m", school="MN-NAMSON", done=2, to_do=4)
        agree_action(district, replace(AGREED, task="Họp lần ba"), actor=OFFICE)
        district.repository.correct_received(1, date(2020, 9, 20), reason="Thư đến sau")
        fixed = load_snapshot(district, "Họp quý III")
        assert summarise(fixed, Scope("9m")) == before != summarise(district.load_dataset(), Scope("9m"))
        assert len(fixed.actions) == 1
        again = load_snapshot(district, "họp QUÝ iii")
        for collect in (collect_key_figures, collect_sentences, collect_scorecard):
            assert Meeting(again, Scope("9m")).take(collect) == Meeting(fixed, Scope("9m")).take(collect)

    def test_another_plan_and_roster_do_not_move_it(self, district):
        hand_in(district, "9m", done=1, to_do=4)
        fix_figures(district, "Họp quý III", "9m", actor=OFFICE)
        before = digest_figures(load_snapshot(district, "Họp quý III"))
        plan = district.plan.model_copy(update={"title": "Kế hoạch đã sửa", "indicators": district.plan.indicators[:3]})
        roster = replace(district.roster, schools=district.roster.schools[:2])
        changed = load_snapshot(replace(district, plan=plan, listed=roster), "Họp quý III")
        assert (digest_figures(changed), changed.plan, changed.roster) == (before, district.plan, district.roster)

    def test_it_is_judged_on_the_day_it_was_taken(self, district, tmp_path):
        hand_in(district, "9m", done=1, to_do=4)
        fix_figures(district, "Họp quý III", "9m", actor=OFFICE)
        later = open_office(tmp_path, today="2020-12-30")
        assert load_snapshot(later, "Họp quý III").as_of == TODAY
        assert later.load_dataset().as_of == date(2020, 12, 30)

    def test_it_names_every_submission_with_the_digest_of_its_file(self, district):
        hand_in(district, "9m", done=1, to_do=4, content=b"bytes of a workbook")
        record = fix_figures(district, "Họp quý III", "9m", actor=OFFICE)
        [used] = record.submissions
        assert (used.school, used.period, used.revision) == (SCHOOL, "9m", 1)
        assert used.sha256 == sha256(b"bytes of a workbook").hexdigest()

    def test_its_digest_is_that_of_its_figures(self, district):
        hand_in(district, "9m", done=1, to_do=4)
        record = fix_figures(district, "Họp quý III", "9m", actor=OFFICE)
        assert digest_figures(load_snapshot(district, "Họp quý III")) == record.figures_sha256

    @pytest.mark.parametrize(("name", "said"), [("  ", "chưa có tên"), ("HỌP  quý iii", "Đã có bản chốt")])
    def test_a_name_is_needed_and_taken_once(self, district, name, said):
        hand_in(district, "9m", done=1, to_do=4)
        fix_figures(district, "Họp quý III", "9m", actor=OFFICE)
        with pytest.raises(UserError, match=said):
            fix_figures(district, name, "9m", actor=OFFICE)

    def test_an_empty_store_has_nothing_to_fix(self, district):
        with pytest.raises(UserError, match="Chưa có báo cáo nào"):
            fix_figures(district, "Họp quý III", "9m", actor=OFFICE)

    def test_an_unknown_name_is_answered_with_those_there_are(self, district):
        hand_in(district, "9m", done=1, to_do=4)
        fix_figures(district, "Họp quý III", "9m", actor=OFFICE)
        with pytest.raises(UserError, match="đang có: “Họp quý III”"):
            load_snapshot(district, "Họp quý IV")


def open_office(folder, today="2020-09-17"):
    """The district with its store in a folder."""
    return open_district(load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{folder / 'kho.sqlite3'}", "DANVAN_TODAY": today}))


def find_action(district, number):
    """An action as it reads now."""
    return next(action for action in district.load_dataset().actions if action.id == number)


def hand_in(district, period, *, done, to_do, school=SCHOOL, content=None):
    """A return with one line answered, CT1.1, received on 10/9/2020."""
    answer = Answer("CT1.1", State.VALUE, to_do, done)
    returned = build_return(school, period, answers=[answer], plan=district.plan.code)
    body = content or f"{school} {period} {done}".encode()
    district.repository.save(build_submission(returned, content=body, received_on=date(2020, 9, 10)))
