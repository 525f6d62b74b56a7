"""Since the last meeting: against the figures fixed for it, who rose, who fell, who came in, who is silent, and the tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.meeting_acts import fix_figures, open_dataset
from danvan_metrics.metrics.actions import Action, ActionState
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.since_meeting.figures import collect_since
from danvan_metrics.topics.since_meeting.table import lay_out_since
from danvan_metrics.vietnamese import NBSP
from tests.builders import PLAN, ROSTER, build_dataset, generate_returns
from tests.builders_access import OFFICE
from tests.builders_since import HELD, answer_items, fix, tell_changes_slowly
from tests.spec.test_meetings import hand_in, open_office

SCHOOL, OTHER = "MN-DONDAC", "MN-NAMSON"
NOW = date(2020, 10, 20)
TASK = Action(1, "9m", SCHOOL, "HP", "Trồng vườn hoa", "Cô Lan", date(2020, 10, 1), HELD)


def compare(then, now, period="9m", *, as_of=NOW, **more):
    return collect_since(build_dataset(now, as_of=as_of, **more), Scope(period), fix(then))


class TestWhoMoved:
    def test_a_better_band_is_a_rise_told_with_both_figures(self):
        # of 27 items 9 are 33 %, below half of the 75 % expected by 9 months; 18 are 67 %, below 75 % and from 60 % on near
        found = compare([answer_items(SCHOOL, "9m", 9)], [answer_items(SCHOOL, "9m", 18)])
        told = f"Trường học hạnh phúc 9/27 · 33{NBSP}% (rất chậm) → 18/27 · 67{NBSP}% (hơi chậm)"
        assert told in found.risen[0].words
        assert (found.fallen, found.compared, found.schools) == ((), 1, 19)

    def test_a_worse_band_is_a_fall(self):
        found = compare([answer_items(SCHOOL, "9m", 18)], [answer_items(SCHOOL, "9m", 9)])
        assert [move.school for move in found.fallen] == [SCHOOL]
        assert found.risen == ()

    def test_the_rung_of_the_ladder_is_told_first(self):
        # the first rung is a plan of the movement (CT3.1); with a share of CT as well, both are told in one sentence
        then, now = answer_items(SCHOOL, "9m", 9), answer_items(SCHOOL, "9m", 18)
        now.answers["CT3.1"] = {"choice": "yes"}
        [move] = compare([then], [now]).risen
        assert move.words.startswith("lên bậc 0 → 1; ")
        [ladder] = [change for change in compare([then], [now]).changes if change.column == "ladder"]
        assert ladder.source == Reference(Subject.LADDER, Scope("9m"), SCHOOL)

    def test_a_line_that_became_blank_is_no_fall(self):
        # 18 of 27 items before; now nine of these are blank: 9/27 is shown, in a worse band, and nobody did less
        then, now = answer_items(SCHOOL, "9m", 18), answer_items(SCHOOL, "9m", 18)
        dropped = [code for code, answer in now.answers.items() if answer["choice"] == "met"][:9]
        now.answers = {code: answer for code, answer in now.answers.items() if code not in dropped}
        found = compare([then], [now])
        assert [change for change in found.changes if change.source.subject == "HP"] == []

    def test_a_school_without_figures_on_one_side_is_not_compared(self):
        found = compare([answer_items(SCHOOL, "9m", 9)], [answer_items(OTHER, "9m", 18)])
        assert (found.compared, found.changes) == (0, ())
        assert found.notes[0] == "So 0/19 trường có số liệu cả hai lần; “–” là không đổi bậc, mức."

    @pytest.mark.parametrize("lens", ["declared", "evidenced"])
    @pytest.mark.parametrize(("period_then", "period"), [("9m", "9m"), ("6m", "9m"), ("9m", "12m")])
    @pytest.mark.parametrize("seed", [3])
    def test_the_slow_way_finds_the_same(self, seed, period_then, period, lens):
        then, now = generate_returns(seed, missing=0.2), generate_returns(seed + 1, missing=0.1)
        found = collect_since(build_dataset(now, as_of=NOW), Scope(period, lens), fix(then, period=period_then))
        told = {
            (one.school, "ladder" if one.source.subject == Subject.LADDER else one.source.subject): one.rose
            for one in found.changes
        }
        schools = Scope(period).schools(build_dataset(now))
        slowly = tell_changes_slowly(PLAN, schools, then, now, period_then=period_then, period_now=period, lens=lens)
        assert told == slowly
        assert len(slowly) > 10

    def test_filters_are_the_same_on_both_sides(self):
        then = [answer_items(SCHOOL, "9m", 9), answer_items("TH-MINHCAM", "9m", 9)]
        now = build_dataset([answer_items(SCHOOL, "9m", 18), answer_items("TH-MINHCAM", "9m", 18)], as_of=NOW)
        found = collect_since(now, Scope("9m", level=ROSTER.by_code[SCHOOL].level), fix(then))
        assert {change.school for change in found.changes} == {SCHOOL}
        assert found.compared == 1


class TestPeriods:
    def test_another_period_is_judged_by_its_own_limits_and_that_is_said(self):
        # 20 of 27 is 74 %: a whole per cent short of the 75 % of 9 months (near), and far from the 100 % of the year (behind)
        found = compare([answer_items(SCHOOL, "9m", 20)], [answer_items(SCHOOL, "12m", 20)], "12m", as_of=date(2020, 12, 17))
        [fall] = [change for change in found.changes if change.source.subject == "HP"]
        assert (fall.band_then, fall.band_now, fall.rose) == ("hơi chậm", "chậm", False)
        assert "Cuộc họp ở kỳ 9 tháng, nay kỳ cả năm: mỗi lần xếp mức theo ngưỡng của kỳ ấy" in found.notes[1]

    def test_who_has_more_than_then_has_not_fallen_though_the_year_asks_for_more(self):
        # 21 of 27 are 78 %, on pace at 9 months; 24 are 89 %, near the year's 100 %
        found = compare([answer_items(SCHOOL, "9m", 21)], [answer_items(SCHOOL, "12m", 24)], "12m", as_of=date(2020, 12, 17))
        assert [change for change in found.changes if change.column == "HP"] == []
        assert "tỉ lệ tăng thì không tính là xuống" in found.notes[1]

    def test_an_earlier_report_is_never_held_against_a_later_one(self):
        then = [answer_items(SCHOOL, "6m", 9), answer_items(SCHOOL, "9m", 27)]
        assert compare(then, [answer_items(SCHOOL, "6m", 9), answer_items(SCHOOL, "9m", 27)], "6m").changes == ()

    def test_a_lens_that_was_not_offered_then_is_said_and_nothing_is_compared(self):
        now = build_dataset([answer_items(SCHOOL, "9m", 18)], as_of=NOW, appraised=[(SCHOOL, "9m")], verdicts=[])
        found = collect_since(now, Scope("9m", "appraised"), fix([answer_items(SCHOOL, "9m", 9)]))
        assert (found.changes, found.compared) == ((), 0)
        assert found.notes == ("Tại cuộc họp ấy kỳ 9 tháng chưa có số liệu thẩm định nên không so được ở góc nhìn này.",)


class TestReturns:
    def test_what_was_not_there_at_the_meeting_has_come_since_and_who_is_past_the_day_is_silent(self):
        found = compare([answer_items(SCHOOL, "9m", 9)], [answer_items(SCHOOL, "9m", 9), answer_items(OTHER, "9m", 9, day=NOW)])
        assert found.came == (OTHER,)
        assert set(found.silent) == {school.code for school in Scope("9m").schools(build_dataset([]))} - {SCHOOL, OTHER}

    def test_before_its_day_nobody_is_silent(self):
        assert compare([], [], "12m").silent == ()


class TestTasks:
    @pytest.mark.parametrize(
        ("change", "counted"),
        [
            ({}, "overdue"),
            ({"due": date(2020, 11, 1)}, "open"),
            ({"closed_as": ActionState.DONE, "closed_on": date(2020, 9, 30)}, "done"),
            ({"closed_as": ActionState.DROPPED, "closed_on": date(2020, 9, 30)}, "dropped"),
            ({"agreed_on": date(2020, 6, 20)}, "overdue"),  # given earlier, and still open at the meeting
            ({"agreed_on": date(2020, 9, 25)}, "overdue"),  # given since
            ({"agreed_on": NOW, "due": NOW}, ""),  # of the meeting that is going on
            ({"agreed_on": date(2020, 6, 20), "closed_as": ActionState.DONE, "closed_on": date(2020, 7, 1)}, ""),  # before it
        ],
    )
    def test_a_task_open_at_the_meeting_or_given_since_is_followed(self, change, counted):
        dataset = replace(build_dataset([], as_of=NOW), actions=(replace(TASK, **change),))
        found = collect_since(dataset, Scope("9m"), fix([]))
        assert {str(state): found.count(state) for state in ActionState if found.count(state)} == (
            {counted: 1} if counted else {}
        )

    def test_the_one_that_waits_longest_is_named(self):
        later = replace(TASK, id=2, task="Làm hàng rào", due=date(2020, 10, 5))
        dataset = replace(build_dataset([], as_of=NOW), actions=(later, TASK))
        found = collect_since(dataset, Scope("9m"), fix([]))
        assert (found.agreed, found.done, found.overdue) == (2, 0, 2)
        assert found.overdue_first == "MN Đồn Đạc: Trồng vườn hoa (Cô Lan, hạn 01/10/2020)"

    def test_other_schools_tasks_are_not_in_a_narrowed_view(self):
        dataset = replace(build_dataset([], as_of=NOW), actions=(TASK,))
        assert collect_since(dataset, Scope("9m", level="Tiểu học"), fix([])).agreed == 0


class TestTheTable:
    def test_a_school_that_moved_has_a_row_falls_first_and_every_figure_leads_to_its_source(self):
        then = [answer_items(SCHOOL, "9m", 18), answer_items(OTHER, "9m", 9)]
        table = lay_out_since(compare(then, [answer_items(SCHOOL, "9m", 9), answer_items(OTHER, "9m", 18)]))
        assert [band.title for band in table.bands] == ["Xuống", "Chưa nộp", "Lên"]
        place = [str(heading) for heading in table.columns].index("Trường học hạnh phúc")
        happy = [(band.title, row[0].text, row[place]) for band in table.bands if band.title != "Chưa nộp" for row in band.rows]
        assert [(title, school, cell.text, cell.mark) for title, school, cell in happy] == [
            ("Xuống", "MN Đồn Đạc", f"67{NBSP}% → 33{NBSP}%", Mark.FAR_BEHIND),
            ("Lên", "MN Nam Sơn", f"33{NBSP}% → 67{NBSP}%", Mark.NEAR),
        ]
        assert [cell.opens for *_, cell in happy] == [Reference("HP", Scope("9m"), school) for school in (SCHOOL, OTHER)]

    def test_many_schools_of_which_there_is_nothing_else_to_say_share_a_row(self):
        [silent] = [band for band in lay_out_since(compare([], [])).bands if band.title == "Chưa nộp"]
        assert [row[0].text for row in silent.rows] == ["19 trường"]
        assert "MN Đồn Đạc" in silent.rows[0][1].words

    def test_an_overdue_task_stands_with_who_does_it_and_how_many_are_done(self):
        dataset = replace(
            build_dataset([], as_of=NOW), actions=(TASK, replace(TASK, id=2, closed_as=ActionState.DONE, closed_on=NOW))
        )
        [tasks] = [
            band for band in lay_out_since(collect_since(dataset, Scope("9m"), fix([]))).bands if band.title == "Việc giao"
        ]
        assert [(row[0].text, row[1].text) for row in tasks.rows] == [
            ("MN Đồn Đạc", "Trồng vườn hoa (Cô Lan, hạn 01/10/2020): quá hạn"),
            ("Cộng", "đã xong 1/2 việc còn dở ở cuộc họp ấy hoặc giao từ đó"),
        ]


class TestWhichMeeting:
    @pytest.fixture
    def district(self, tmp_path):
        return open_office(tmp_path)

    def test_without_a_meeting_before_there_is_nothing_to_tell(self, district):
        hand_in(district, "9m", done=1, to_do=4)
        assert collect_since(open_dataset(district), Scope("9m")) is None

    def test_what_is_in_force_is_held_against_the_last_meeting_and_a_snapshot_against_the_one_before(self, district):
        hand_in(district, "9m", done=1, to_do=4)
        fix_figures(district, "Họp hè", "9m", meeting_on=date(2020, 7, 1), actor=OFFICE)
        hand_in(district, "9m", done=4, to_do=4)
        fix_figures(district, "Họp thu", "9m", meeting_on=date(2020, 9, 15), actor=OFFICE)
        fix_figures(district, "Họp xuân", "9m", meeting_on=date(2020, 4, 1), actor=OFFICE)  # fixed later, of an earlier day
        fix_figures(district, "Họp sau", "9m", meeting_on=date(2020, 9, 30), actor=OFFICE)  # of a meeting still to come
        names = {name: open_dataset(district, name).earlier for name in ("", "Họp thu", "Họp hè", "Họp xuân")}
        assert {name: one and one.snapshot.name for name, one in names.items()} == {
            "": "Họp thu",
            "Họp thu": "Họp hè",
            "Họp hè": "Họp xuân",
            "Họp xuân": None,
        }
        found = collect_since(open_dataset(district, "Họp thu"), Scope("9m"))
        assert found.since == "cuộc họp ngày 01/07/2020 (“Họp hè”)"
        assert found.compared == 1

    def test_it_is_loaded_once_and_only_when_asked_for(self, district, monkeypatch):
        hand_in(district, "9m", done=1, to_do=4)
        fix_figures(district, "Họp hè", "9m", actor=OFFICE)
        dataset = open_dataset(district)
        asked = []
        listing = district.repository.meetings.list_snapshots
        monkeypatch.setattr(district.repository.meetings, "list_snapshots", lambda plan: asked.append(plan) or listing(plan))
        assert asked == []
        assert dataset.earlier is dataset.earlier
        assert len(asked) == 1
