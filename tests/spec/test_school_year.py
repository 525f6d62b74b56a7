"""Hồ sơ trường (issue 13, point 5): the year of one school at a glance, its level's middle, what it has met and what it lacks.

Every figure a second, slow way: cell by cell from the scores of one school, a middle by sorting.
"""

from dataclasses import replace
from datetime import date

import docx
import pytest

from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.completion import score_groups, score_indicators
from danvan_metrics.metrics.dataset import Scope, iterate_rows
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.topics.school.glance import collect_year
from danvan_metrics.topics.school.glance_table import lay_out_year
from danvan_metrics.topics.school.needs import collect_needs
from danvan_metrics.topics.school.needs_table import describe_rest, lay_out_strengths, lay_out_unmet
from danvan_metrics.topics.school.year_facts import collect_year_facts
from danvan_metrics.vietnamese import format_percent
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset
from tests.builders_cli import Office

YEAR = Scope("12m")
NURSERIES = [school.code for school in ROSTER.schools if school.level == "Mầm non"]  # eight
SCHOOLS = [school.code for school in ROSTER.schools]
ITEMS = [item.code for item in PLAN.indicators if item.group == "HP1"]  # seven
GRAVEST_FIRST = ["violated", "invalid", "zero", "far_behind", "behind", "near", "doing", "not_reported"]


@pytest.mark.parametrize("school", SCHOOLS)
class TestInTheSampleDistrict:
    def test_every_cell_is_the_share_and_the_ratio_of_its_period_and_lens(self, meeting_dataset, school):
        for moment in collect_year(meeting_dataset, YEAR, school).moments:
            values = {row.group: row for row in iterate_rows(score_groups(meeting_dataset, moment.scope)) if row.school == school}
            for cell in moment.cells:
                row = values[cell.group]
                known = row.state == "value"
                assert cell.percent == (format_percent(row.value) if known else "")
                assert cell.ratio == (f"{row.n}/{row.N}" if known else "")

    def test_the_middle_is_that_of_the_other_schools_of_the_level(self, meeting_dataset, school):
        level = ROSTER.by_code[school].level
        record = collect_year(meeting_dataset, YEAR, school)
        for moment in record.middles:
            rows = list(iterate_rows(score_groups(meeting_dataset, moment.scope)))
            for group, middle in zip(record.groups, moment.cells, strict=True):
                shares = sorted(
                    row.value
                    for row in rows
                    if row.group == group.code
                    and row.state == "value"
                    and row.school != school
                    and ROSTER.by_code[row.school].level == level
                )
                assert middle.schools == len(shares)
                if len(shares) < 3:
                    assert middle.share is None
                else:
                    half = len(shares) // 2
                    even = (shares[half - 1] + shares[half]) / 2
                    assert middle.share == pytest.approx(shares[half] if len(shares) % 2 else even)

    def test_what_is_unmet_is_every_line_that_lacks_once_gravest_first(self, meeting_dataset, school):
        own = [row for row in iterate_rows(score_indicators(meeting_dataset, YEAR)) if row.school == school]
        told = any(row.state == "value" for row in own)  # else it is the return that is missing, not each of its lines
        lacking = [row for row in own if told and not row.met and row.mark in GRAVEST_FIRST]
        listed = collect_needs(meeting_dataset, YEAR, school).unmet
        assert sorted(line.code for line in listed) == sorted(row.indicator for row in lacking)
        marks = [GRAVEST_FIRST.index(line.mark) for line in listed]
        assert marks == sorted(marks)

    @pytest.mark.parametrize("period", ["6m", "9m", "12m"])
    def test_what_is_met_unmet_and_on_pace_is_all_that_applies(self, meeting_dataset, school, period):
        needs = collect_needs(meeting_dataset, Scope(period), school)
        rows = [row for row in iterate_rows(score_indicators(meeting_dataset, Scope(period))) if row.school == school]
        told = any(row.state == "value" for row in rows)
        applying = [row for row in rows if told and row.state not in {"not_applicable", "not_due", "sent_back"}]
        assert sum(len(one.lines) for one in needs.strengths) + len(needs.unmet) + needs.on_pace == len(applying)

    def test_the_rungs_are_those_of_the_ladder(self, meeting_dataset, school):
        facts = {fact.label: fact for fact in collect_year_facts(meeting_dataset, YEAR, school)}
        rungs = []
        for period in ("6m", "9m", "12m"):
            ladder = climb_ladder(meeting_dataset, Scope(period)).set_index("school")["rung"]
            rungs.append(str(ladder[school]) if ladder.notna()[school] else "–")
        assert facts["Bậc lan tỏa"].value == " → ".join(rungs)


def hand_in(school, answers, period="12m"):
    return PlainReturn(school, period, PLAN.find_period(period).deadline, answers)


def meet_items(many):
    """The first so many of the seven items of the first criterion met, the others not started."""
    return {code: {"choice": "met" if place < many else "not_started", "evidence_count": 1} for place, code in enumerate(ITEMS)}


class TestTheMiddle:
    def test_of_three_others_it_is_the_second_and_of_two_there_is_none(self):
        own, *others = NURSERIES
        returns = [hand_in(own, meet_items(7))]
        returns += [hand_in(school, meet_items(many)) for school, many in zip(others, (1, 2, 6), strict=False)]
        three = collect_year(build_dataset(returns), YEAR, own)
        two = collect_year(build_dataset(returns[:-1]), YEAR, own)

        first = [group.code for group in three.groups].index("HP1")
        assert three.middles[-1].cells[first].share == pytest.approx(2 / 7)  # of 1/7, 2/7, 6/7; never the school's own 7/7
        assert three.middles[-1].cells[first].schools == 3
        assert three.no_middle == ""
        assert two.no_middle == "chưa có mức giữa: mới có 2 trường khác cùng cấp Mầm non có số liệu, cần từ 3 trường"

    def test_the_table_says_of_how_many_schools_it_is(self):
        own, *others = NURSERIES
        returns = [hand_in(school, meet_items(many)) for school, many in zip(others, (1, 2, 6), strict=False)]
        band = lay_out_year(collect_year(build_dataset(returns), YEAR, own)).bands[-1]

        assert band.title == "Mức giữa của các trường khác cùng cấp Mầm non · tự khai"
        assert str(band.rows[-1][3]) == "29\u00a0% 3 trường"  # 2 of 7
        assert str(band.rows[0][3]) == "– 0 trường"  # nobody handed in for six months

    def test_with_another_school_beside_there_is_no_middle(self):
        own, other = NURSERIES[:2]
        record = collect_year(build_dataset([hand_in(other, meet_items(3))]), YEAR, own, other)

        assert record.middles == ()
        assert [cell.ratio for cell in record.others[-1].cells if cell.group == "HP1"] == ["3/7"]


class TestWhatIsMetAndMissing:
    def test_of_a_school_without_a_return_no_line_is_said_to_be_missing(self):
        needs = collect_needs(build_dataset([]), YEAR, NURSERIES[0])
        assert (needs.unmet, needs.strengths, list(describe_rest(needs))) == ((), (), [])

    def test_what_was_not_met_before_is_named_as_new(self):
        own = NURSERIES[0]
        dataset = build_dataset([hand_in(own, meet_items(2), "9m"), hand_in(own, meet_items(4))])
        needs = collect_needs(dataset, YEAR, own)

        [strength] = needs.strengths
        assert [(line.code, line.news) for line in strength.lines] == [
            ("HP1.3", True), ("HP1.4", True), ("HP1.1", False), ("HP1.2", False),
        ]  # fmt: skip
        [row] = lay_out_strengths(needs, "kỳ 9 tháng").rows
        assert [str(cell) for cell in row[:2]] == ["TC1 môi trường", "4/7"]
        assert str(row[2]).startswith("HP1.3 ")

    def test_an_open_task_stands_on_its_line_and_a_closed_one_does_not(self):
        own = NURSERIES[0]
        agreed = Action(1, "12m", own, "HP1.5", "Lập sổ", "Cô Lan", date(2020, 12, 20), date(2020, 12, 15))
        done = replace(agreed, id=2, subject="HP1.6", closed_as="done", closed_on=date(2020, 12, 16))
        dataset = replace(build_dataset([hand_in(own, meet_items(4))]), actions=(agreed, done))
        table = lay_out_unmet(collect_needs(dataset, YEAR, own))

        told = {str(row[0]): str(row[3]) for row in table.rows}
        assert (told["HP1.5"], told["HP1.6"]) == ("Lập sổ (Cô Lan, hạn 20/12/2020)", "–")
        assert {row[-1].task.subject for row in table.rows} == set(told)

    def test_fixed_figures_offer_no_tasks(self):
        own = NURSERIES[0]
        needs = collect_needs(build_dataset([hand_in(own, meet_items(4))]), YEAR, own)

        assert [str(heading) for heading in lay_out_unmet(needs, fixed=True).columns] == ["Mã", "Nội dung", "Kết quả"]

    def test_what_has_no_proof_and_what_was_left_blank_are_told_apart(self):
        own = NURSERIES[0]
        answers = meet_items(7) | {"HP1.7": {"choice": "met", "evidence_count": 0}}
        told = list(describe_rest(collect_needs(build_dataset([hand_in(own, answers)]), YEAR, own)))

        assert told[0] == "1 chỉ tiêu, nội dung đạt theo tự khai, chưa đạt khi xét minh chứng (HP1.7)"
        assert told[1].startswith("69 dòng của báo cáo chưa ghi (CT1.1, ")  # of 76 asked the seven items have an answer


class TestThePaperFromTheCommandLine:
    def test_it_is_written_for_one_school_and_asks_which(self, tmp_path):
        office = Office(tmp_path, today="2020-09-15")
        out = tmp_path / "phieu.docx"
        result = office.run("export", "school-paper", "--period", "9m", "--school", "TH-MINHCAM", "--out", out)
        assert result.exit_code == 0, result.output
        assert any("báo cáo kỳ 9 tháng chưa nộp" in one.text for one in docx.Document(str(out)).paragraphs)

        unnamed = office.run("export", "school-paper", "--period", "9m", "--out", tmp_path / "b.docx")
        assert (unnamed.exit_code, "--school MÃ" in unnamed.stderr) == (2, True)
        other = office.run("export", "school-paper", "--period", "9m", "--school", "TH-MINHCAM", "--out", tmp_path / "b.xlsx")
        assert (other.exit_code, "đuôi .docx" in other.stderr) == (2, True)
