"""What Việc cần làm lists (issue 13, point 4): every cell that the scorecard colours, gravest first, with what it lacks."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from danvan_metrics.metrics.actions import Action, ActionState
from danvan_metrics.metrics.completion import score_groups, score_indicators
from danvan_metrics.metrics.dataset import Scope, iterate_rows
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.actions.table import lay_out_weak
from danvan_metrics.topics.actions.weak_cells import collect_weak_cells
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from tests.builders import PLAN, PlainReturn, build_dataset

VIEWS = [(period, lens) for period in ("6m", "9m", "12m") for lens in (Lens.DECLARED, Lens.EVIDENCED)] + [("12m", Lens.APPRAISED)]
GRAVEST_BAND_FIRST = ["far_behind", "behind", "near", "on_pace", "met"]
GRAVEST_LINE_FIRST = ["violated", "invalid", "zero", "far_behind", "behind", "near", "doing", "not_reported"]


@pytest.fixture(scope="module")
def collect(meeting_dataset):
    """The sample district's list in one period and lens."""
    return cache(lambda period, lens: collect_weak_cells(meeting_dataset, Scope(period, lens)))


@pytest.mark.parametrize(("period", "lens"), VIEWS)
class TestInTheSampleDistrict:
    def test_every_coloured_cell_stands_there_once_and_no_other(self, meeting_dataset, collect, period, lens):
        coloured = [
            (row.school, row.group)
            for row in iterate_rows(score_groups(meeting_dataset, Scope(period, lens)))
            if row.state == "value" and (row.mark in {"near", "behind", "far_behind"} or row.violations > 0)
        ]
        listed = [(one.school.code, one.group.code) for one in collect(period, lens).groups]
        assert coloured
        assert sorted(listed) == sorted(coloured)

    def test_it_says_of_each_what_the_scorecard_shows(self, meeting_dataset, collect, period, lens):
        card = collect_scorecard(meeting_dataset, Scope(period, lens))
        shown = {(row.school, cell.group): cell for row in card.rows for cell in row.cells}
        for one in collect(period, lens).groups:
            cell = shown[one.school.code, one.group.code]
            told = (cell.mark, cell.percent, cell.ratio, cell.violations)
            assert (one.mark, one.percent, one.ratio, one.violations) == told

    def test_under_it_stands_every_line_that_lacks_once(self, meeting_dataset, collect, period, lens):
        scope = Scope(period, lens)
        coloured = {(one.school.code, one.group.code) for one in collect(period, lens).groups}
        lacking = []
        for row in iterate_rows(score_indicators(meeting_dataset, scope)):
            above = PLAN.group_by_code[row.group].parent
            waits = lens is Lens.APPRAISED and row.open  # the office has not looked into it: nobody's task yet
            in_colour = (row.school, row.group) in coloured or (row.school, above) in coloured
            if row.mark in GRAVEST_LINE_FIRST and in_colour and not waits:
                lacking.append((row.school, row.indicator))
        assert sorted((one.school.code, one.code) for one in collect(period, lens).cells) == sorted(lacking)

    def test_the_gravest_stand_first(self, meeting_dataset, collect, period, lens):
        schools = [school.code for school in meeting_dataset.roster.schools]
        values = {(row.school, row.group): row.value for row in iterate_rows(score_groups(meeting_dataset, Scope(period, lens)))}
        groups = collect(period, lens).groups
        gravity = [
            (
                -one.violations,
                GRAVEST_BAND_FIRST.index(one.mark),
                values[one.school.code, one.group.code],
                schools.index(one.school.code),
            )
            for one in groups
        ]
        assert gravity == sorted(gravity)
        for one in groups:
            marks = [GRAVEST_LINE_FIRST.index(line.mark) for line in one.lines]
            assert marks == sorted(marks)

    def test_every_row_gives_its_own_task(self, collect, period, lens):
        record, scope = collect(period, lens), Scope(period, lens)
        tasks = [(row[-1].text, row[-1].task.school, row[-1].task.subject) for row in lay_out_weak(record, scope).rows]
        wanted = []
        for one in record.groups:
            wanted += [(one.school.code, one.group.code), *((line.school.code, line.code) for line in one.lines)]
        assert tasks == [("Giao việc", school, subject) for school, subject in wanted]

    def test_the_count_in_words_is_that_of_the_lines(self, meeting_dataset, collect, period, lens):
        free, given = [], 0
        for line in collect(period, lens).cells:
            group = PLAN.indicator_by_code[line.code].group
            about = {line.code, group, PLAN.group_by_code[group].parent}
            open_ones = [one for one in meeting_dataset.actions if one.school == line.school.code and one.subject in about]
            if any(one.closed_as is None for one in open_ones):
                given += 1
            else:
                free.append(line.school.code)
        groups = score_groups(meeting_dataset, Scope(period, lens))
        schools = len(set(groups.loc[groups["state"].eq("value"), "school"]))
        told = f"{len(free)} chỗ cần giao việc ở {len(set(free))}/{schools} trường"
        assert collect(period, lens).told == told + (f", {given} chỗ đã giao" if given else "")


SCHOOL = "MN-DAPTHANH"
ITEMS = {f"HP1.{number}": {"choice": "doing" if number == 7 else "met", "evidence_count": 1} for number in range(1, 8)}
CELL = Action(1, "12m", SCHOOL, "HP1.7", "Mời cha mẹ trẻ", "Cô Lan", date(2021, 1, 10), date(2020, 12, 17))


def collect_items(**more):
    """A school with six of seven items of the first criterion met at the year's end, and nothing else reported."""
    returned = PlainReturn(SCHOOL, "12m", PLAN.find_period("12m").last_day_on_time, ITEMS | more)
    return build_dataset([returned])


class TestOneSchool:
    def test_what_is_begun_is_listed_at_the_years_end_too(self):
        [group] = [one for one in collect_weak_cells(collect_items(), Scope("12m")).groups if one.group.code == "HP1"]
        assert (group.percent, group.ratio, group.band) == ("86\u00a0%", "6/7", "gần đạt")  # 6 ÷ 7 = 85.7 %
        assert [(line.code, line.result) for line in group.lines] == [("HP1.7", "đang thực hiện")]

    def test_a_task_about_the_line_its_group_or_the_sum_above_counts_as_given(self):
        for subject in ("HP1.7", "HP1", "HP"):
            dataset = replace(collect_items(), actions=(replace(CELL, subject=subject),))
            [line] = [one for one in collect_weak_cells(dataset, Scope("12m")).cells if one.code == "HP1.7"]
            assert [action.subject for action in line.actions] == [subject]

    def test_what_has_ended_does_not(self):
        for ending in (ActionState.DONE, ActionState.DROPPED):
            dataset = replace(collect_items(), actions=(replace(CELL, closed_as=ending, closed_on=date(2020, 12, 20)),))
            [line] = [one for one in collect_weak_cells(dataset, Scope("12m")).cells if one.code == "HP1.7"]
            assert line.actions == ()

    def test_a_violation_is_listed_first_however_much_else_is_met(self):
        groups = collect_weak_cells(collect_items(**{"NV4.3": {"done": 2}}), Scope("12m")).groups
        assert (groups[0].group.code, groups[0].violations, groups[0].lines[0].code) == ("NV", 2, "NV4.3")

    def test_nobody_has_figures(self):
        record = collect_weak_cells(build_dataset([]), Scope("12m"))
        assert (record.groups, record.told) == ((), "chưa trường nào có số liệu")
