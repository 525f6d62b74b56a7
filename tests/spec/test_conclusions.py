"""What a meeting concludes is kept with the tasks it gives, corrected by a new version, and told in a notice (issue 13, 3).

The day is 17/9/2020.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.concluding_acts import conclude_meeting, find_meeting, list_conclusions, make_notice
from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import agree_action, change_action, close_action
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.store.records import Agreement
from tests.builders_access import OFFICE
from tests.builders_cli import Office
from tests.builders_conclusions import GARDEN, HELD, OTHER, PARENTS, PRAISE, SCHOOL, TO_ALL, TO_ALL_BY, build_conclusion
from tests.builders_rewards import read_paper, read_tables
from tests.spec.test_meetings import find_action, open_office


@pytest.fixture
def district(tmp_path):
    return open_office(tmp_path)


def list_tasks(district):
    return [(one.school, one.subject, one.task, one.person, one.due) for one in district.load_dataset().actions]


class TestKeeping:
    def test_a_line_with_school_subject_person_and_day_is_a_task_too(self, district):
        kept = conclude_meeting(
            district, build_conclusion(TO_ALL, GARDEN, PRAISE, TO_ALL_BY, PARENTS), actor=sit_at_laptop("Cô Mai")
        )
        assert (kept.new_tasks, kept.known_tasks) == (2, 0)
        assert list_tasks(district) == [
            (SCHOOL, "HP1", "Trồng lại vườn hoa phía cổng", "Cô Lan", date(2020, 10, 15)),
            (OTHER, "CT1.1", "Họp phụ huynh lần hai", "Thầy Nam", date(2020, 9, 30)),
        ]
        [record] = list_conclusions(district)
        assert [line.action for line in record.lines] == [None, 1, None, None, 2]
        assert (record.name, record.held_on, record.version, record.actor) == ("Họp quý III", HELD, 1, "Cô Mai")

    def test_a_task_that_is_open_already_is_joined_and_not_given_twice(self, district):
        number = agree_action(
            district, Agreement("9m", SCHOOL, "HP1", "trồng lại VƯỜN HOA phía cổng", "Cô Hoa", date(2020, 10, 1)), actor=OFFICE
        )
        kept = conclude_meeting(district, build_conclusion(GARDEN), actor=OFFICE)
        assert (kept.new_tasks, kept.known_tasks) == (0, 1)
        assert [line.action for line in list_conclusions(district)[0].lines] == [number]
        assert len(list_tasks(district)) == 1

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            (replace(TO_ALL, text="  "), "Dòng 2: chưa có nội dung kết luận"),
            (replace(GARDEN, school="MN-KHAC"), "Dòng 2: không có trường “MN-KHAC”"),
            (replace(GARDEN, subject="NV99"), "Dòng 2: không có nội dung “NV99”"),
            (replace(GARDEN, due=date(2020, 9, 16)), r"Dòng 2: hạn 16/09/2020 đã qua \(hôm nay 17/09/2020\)"),
            (replace(GARDEN, subject=""), "Dòng 2: việc giao cho một trường phải ghi đủ .* còn thiếu nội dung"),
            (replace(GARDEN, due=None), "còn thiếu hạn"),
        ],
    )
    def test_all_or_nothing_a_wrong_line_is_named_and_no_task_is_left_behind(self, district, line, said):
        with pytest.raises(UserError, match=said):
            conclude_meeting(district, build_conclusion(GARDEN, line), actor=OFFICE)
        assert (list_tasks(district), list_conclusions(district)) == ([], ())

    def test_about_a_school_with_nobody_and_no_day_it_is_only_a_word(self, district):
        conclude_meeting(district, build_conclusion(replace(GARDEN, person=" ", due=None)), actor=OFFICE)
        assert list_tasks(district) == []

    def test_what_the_store_refuses_takes_the_tasks_back_with_it(self, district, monkeypatch):
        def fail(*_):
            raise UserError("Kho dữ liệu đầy.")

        monkeypatch.setattr("danvan_metrics.store.concluding.conclusion_keeping._log", fail)
        with pytest.raises(UserError, match="Kho dữ liệu đầy"):
            conclude_meeting(district, build_conclusion(GARDEN), actor=OFFICE)
        assert (list_tasks(district), list_conclusions(district)) == ([], ())

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"name": " "}, "Cuộc họp chưa có tên"),
            ({"held_on": date(2020, 9, 18)}, "sau hôm nay"),
            ({"period": "13m"}, "Không có kỳ “13m”"),
            ({"lines": ()}, "ít nhất một dòng"),
        ],
    )
    def test_a_meeting_that_cannot_be_is_refused(self, district, change, said):
        with pytest.raises(UserError, match=said):
            conclude_meeting(district, replace(build_conclusion(), **change), actor=OFFICE)

    def test_pressed_twice_it_is_kept_once(self, district):
        conclude_meeting(district, build_conclusion(), actor=OFFICE)
        with pytest.raises(UserError, match="đã có kết luận"):
            conclude_meeting(district, build_conclusion(name="họp QUÝ iii"), actor=OFFICE)
        assert len(list_conclusions(district)) == 1
        conclude_meeting(district, build_conclusion(name="Họp chuyên đề"), actor=OFFICE)
        conclude_meeting(district, build_conclusion(held_on=date(2020, 9, 16)), actor=OFFICE)
        assert [one.held_on.day for one in list_conclusions(district)] == [17, 17, 16]  # the latest meeting first

    def test_every_conclusion_leaves_an_event(self, district):
        first = conclude_meeting(district, build_conclusion(), actor=sit_at_laptop("Cô Mai"))
        conclude_meeting(
            district, build_conclusion(TO_ALL), corrects=first.id, reason="Thừa một việc", actor=sit_at_laptop("Cô Mai")
        )
        events = [one for one in district.repository.list_events() if "conclu" in one.action]
        assert [(one.action, one.actor) for one in events] == [
            ("meeting_concluded", "Cô Mai"),
            ("conclusion_corrected", "Cô Mai"),
        ]
        assert events[1].detail["reason"] == "Thừa một việc"


class TestCorrecting:
    def correct(self, district, number, *lines, reason="Ghi cho đúng"):
        return conclude_meeting(district, build_conclusion(*lines), corrects=number, reason=reason, actor=OFFICE)

    def keep(self, district, *lines):
        kept = conclude_meeting(district, build_conclusion(*lines), actor=OFFICE)
        return kept.id, list_conclusions(district)[0].lines

    def test_the_new_version_is_what_is_listed_and_the_old_number_finds_it(self, district):
        first, lines = self.keep(district, TO_ALL, GARDEN)
        kept = self.correct(district, first, *lines, TO_ALL_BY)
        [record] = list_conclusions(district)
        assert (record.id, record.version, len(record.lines), kept.new_tasks) == (kept.id, 2, 3, 0)
        assert district.repository.conclusions.find_conclusion(district.plan.code, first) == record

    def test_a_line_that_reads_otherwise_takes_its_task_along(self, district):
        first, (line,) = self.keep(district, GARDEN)
        self.correct(district, first, replace(line, person="Cô Hoa"), reason="Cô Lan nghỉ")
        action = find_action(district, line.action)
        assert (action.person, action.history[-1].note) == ("Cô Hoa", "Sửa kết luận: Cô Lan nghỉ")
        assert len(list_tasks(district)) == 1

    def test_a_line_as_it_stood_leaves_its_task_as_it_stands_by_now(self, district):
        first, (line,) = self.keep(district, GARDEN)
        change_action(district, find_action(district, line.action), replace_person("Thầy Nam"), reason="Đổi người", actor=OFFICE)
        self.correct(district, first, line, TO_ALL)
        assert find_action(district, line.action).person == "Thầy Nam"

    def test_a_task_that_has_ended_stays_ended(self, district):
        first, (line,) = self.keep(district, GARDEN)
        close_action(district, line.action, ActionState.DONE, actor=OFFICE)
        self.correct(district, first, replace(line, text="Trồng lại vườn hoa và làm hàng rào"))
        assert find_action(district, line.action).closed_as is ActionState.DONE
        assert len(list_tasks(district)) == 1

    def test_a_day_that_has_passed_meanwhile_may_stay(self, district, tmp_path):
        first, lines = self.keep(district, PARENTS)
        later = open_office(tmp_path, today="2020-11-01")
        assert self.correct(later, first, *lines, TO_ALL).known_tasks == 1
        with pytest.raises(UserError, match="đã qua"):
            self.correct(later, first, replace(lines[0], due=date(2020, 10, 31)))

    def test_it_needs_a_reason_and_the_latest_version(self, district):
        first, lines = self.keep(district, GARDEN)
        with pytest.raises(UserError, match="Chưa ghi lý do sửa"):
            self.correct(district, first, *lines, reason=" ")
        self.correct(district, first, TO_ALL)
        with pytest.raises(UserError, match="vừa sửa kết luận này"):
            self.correct(district, first, TO_ALL_BY)
        with pytest.raises(UserError, match="Không có kết luận số 99"):
            self.correct(district, 99, TO_ALL)


def replace_person(person):
    return Agreement("9m", GARDEN.school, GARDEN.subject, GARDEN.text, person, GARDEN.due)


class TestTheNotice:
    def test_it_says_who_met_what_was_concluded_and_who_does_what_by_when(self, district):
        kept = conclude_meeting(district, build_conclusion(TO_ALL, GARDEN, PRAISE, TO_ALL_BY), actor=OFFICE)
        name, content = make_notice(district, kept.id, actor=OFFICE)
        paper = read_paper(content)
        assert name == "thong-bao-ket-luan_hop-quy-iii_2020-09-17.docx"
        for told in (
            "THÔNG BÁO",
            "Kết luận cuộc họp “Họp quý III” về kết quả thực hiện năm “Dân vận khéo”",
            "Căn cứ Kế hoạch thực hiện năm “Dân vận khéo” 2020 của Phòng Giáo dục và Đào tạo huyện Ba Chẽ;",
            "Ngày 17 tháng 9 năm 2020, tại Phòng họp tầng 2, Phòng Giáo dục và Đào tạo huyện Ba Chẽ họp về kết quả",
            "Chủ trì: Nguyễn Thị An, Trưởng phòng; thư ký: Trần Văn Bình.",
            "Thành phần dự họp: lãnh đạo Phòng và 19 hiệu trưởng.",
            "1. Rà soát lại minh chứng của từng nội dung.",
            "2. Trường Mầm non Đồn Đạc: Biểu dương trường đã hoàn thành sớm.",
            "/TB-PGDĐT",
        ):
            assert told in paper
        [given] = [table for table in read_tables(content) if table[0][0] == "TT"]
        assert given[1:] == [
            ["1", "Trồng lại vườn hoa phía cổng", "Trường Mầm non Đồn Đạc", "Cô Lan", "15/10/2020"],
            ["2", "Nộp báo cáo cả năm đúng hạn", "Các trường", "Hiệu trưởng", "13/12/2020"],
        ]

    def test_what_was_not_told_is_left_to_be_written(self, district):
        kept = conclude_meeting(
            district, build_conclusion(TO_ALL, place="", chair="", secretary="", present="", opening=""), actor=OFFICE
        )
        paper = read_paper(make_notice(district, kept.id, actor=OFFICE)[1])
        assert "Chủ trì: (Phòng bổ sung); thư ký: (Phòng bổ sung)." in paper
        assert "PHÂN CÔNG" not in paper  # nothing was given

    def test_a_corrected_one_says_that_it_stands_in_for_another_and_why(self, district):
        first = conclude_meeting(district, build_conclusion(TO_ALL), actor=OFFICE).id
        conclude_meeting(district, build_conclusion(TO_ALL_BY), corrects=first, reason="Thiếu hạn nộp", actor=OFFICE)
        name, content = make_notice(district, first, actor=OFFICE)
        assert "Thông báo này thay bản đã lập trước đây; lý do: Thiếu hạn nộp." in read_paper(content)
        assert name.endswith("_ban-2.docx")

    def test_equal_conclusions_make_equal_bytes(self, district):
        number = conclude_meeting(district, build_conclusion(), actor=OFFICE).id
        assert make_notice(district, number, actor=OFFICE) == make_notice(district, number, actor=OFFICE)


class TestTheCommand:
    def test_the_latest_meeting_or_the_one_named(self, tmp_path):
        office, district = Office(tmp_path), open_office(tmp_path, today="2020-06-20")
        conclude_meeting(district, build_conclusion(TO_ALL, name="Họp một", held_on=date(2020, 6, 1)), actor=OFFICE)
        conclude_meeting(district, build_conclusion(TO_ALL, name="Họp hai", held_on=date(2020, 6, 2)), actor=OFFICE)
        for arguments, name in (((), "Họp hai"), (("--meeting", "họp MỘT"), "Họp một")):
            out = tmp_path / f"{len(arguments)}.docx"
            assert office.run("export", "conclusions", *arguments, "--out", out).exit_code == 0
            assert f"“{name}”" in read_paper(out.read_bytes())
        for arguments, said in (
            (("--meeting", "Họp ba"), "đang có: “Họp hai”, “Họp một”"),
            (("--snapshot", "Họp"), "hãy bỏ --snapshot"),
        ):
            told = office.run("export", "conclusions", *arguments, "--out", tmp_path / "tb.docx")
            assert told.exit_code == 2
            assert said in told.output
        assert "đuôi .docx" in office.run("export", "conclusions", "--out", tmp_path / "tb.xlsx").output

    def test_without_any_it_says_where_they_are_written(self, district):
        with pytest.raises(UserError, match="Chưa ghi kết luận cuộc họp nào"):
            find_meeting(district, None)
