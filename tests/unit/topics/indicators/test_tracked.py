"""Numbers without a target: sums by period and level, what each school wrote, who rose and who fell; by plain adding up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from danvan_metrics.formats.table import tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.topics.indicators.tracked_numbers import (
    collect_tracked_levels,
    collect_tracked_schools,
    collect_tracked_sums,
)
from danvan_metrics.topics.indicators.tracked_table import lay_out_levels, lay_out_sums, lay_out_tracked_schools
from danvan_metrics.topics.indicators.unscored_page import collect_unscored, lay_out_figures
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

TRACKED = ["NV1.2", "NV1.5", "NV2.2", "NV2.4", "NV7.2"]
PERIODS = ["6m", "9m", "12m"]


@pytest.mark.parametrize("scope", [Scope("12m"), Scope("9m", level="Mầm non"), Scope("12m", model=False)])
def test_a_sum_is_what_the_schools_wrote_added_up_and_says_of_how_many(scope):
    returns = generate_returns(6)
    record = collect_tracked_sums(build_dataset(returns), scope, "NV")

    schools = [
        school.code for school in ROSTER.schools if scope.level in {None, school.level} and scope.model in {None, school.model}
    ]
    assert [row.code for row in record.rows] == [code for code in TRACKED for _ in PLAN.indicator_by_code[code].rows]
    for row in record.rows:
        for period, total in zip(PERIODS, row.sums, strict=False):
            written = [
                one.answers[row.line.code]["done"]
                for one in returns
                if one.period == period and one.school in schools and one.answers.get(row.line.code, {}).get("done") is not None
            ]
            assert (total.reported, total.schools) == (len(written), len(schools))
            assert total.total == (sum(written) if written else None)


def test_the_levels_add_up_to_the_whole():
    record = collect_tracked_levels(build_dataset(generate_returns(6)), Scope("12m"), "NV2.2")

    for line in PLAN.indicator_by_code["NV2.2"].rows:
        *levels, whole = [row for row in record.rows if row.line == line]
        assert [row.name for row in levels] == [*dict.fromkeys(school.level for school in ROSTER.schools)]
        for place in range(3):
            assert whole.sums[place].total == sum(row.sums[place].total or 0 for row in levels)
            assert whole.sums[place].reported == sum(row.sums[place].reported for row in levels)


def test_every_sum_leads_to_its_source_and_a_code_to_its_page():
    table = lay_out_sums(collect_tracked_sums(build_dataset(generate_returns(6)), Scope("9m"), "NV"))

    first = table.rows[0]
    assert first[0].opens.indicator == "NV1.2"
    assert [(cell.opens.subject, cell.opens.scope.period) for cell in first[2:]] == [("NV1.2", "6m"), ("NV1.2", "9m")]
    level = lay_out_levels(collect_tracked_levels(build_dataset(generate_returns(6)), Scope("9m"), "NV1.2")).rows[0]
    assert level[1].opens.scope.level == "Mầm non"


def test_who_rose_fell_stayed_and_fell_silent_are_named_against_the_period_before():
    then = {"MN-DAPTHANH": 2, "TH-MINHCAM": 5, "PTDTNT": 4, "MN-DONDAC": 3}
    now = {"MN-DAPTHANH": 4, "TH-MINHCAM": 3, "PTDTNT": 4, "TH-DONDAC": 9}  # MN Đồn Đạc is silent, TH Đồn Đạc was
    returns = [hand_in(school, number, "6m") for school, number in then.items()]
    returns += [hand_in(school, number, "9m") for school, number in now.items()]

    record = collect_tracked_schools(build_dataset(returns), Scope("9m"), "NV1.2")

    [told] = record.list_changes()
    assert told == (
        "So với kỳ 6 tháng, trong 3 trường có số liệu ở cả hai kỳ: tăng: Mầm non Đạp Thanh (+2); "
        "giảm: Tiểu học Minh Cầm (−2); không đổi: PTDT Nội trú; kỳ này chưa ghi: MN Đồn Đạc."
    )


def test_of_many_who_rose_the_three_that_rose_most_are_named():
    schools = [school.code for school in ROSTER.schools][:5]
    returns = [hand_in(school, 1, "6m") for school in schools]
    returns += [hand_in(school, 2 + place, "9m") for place, school in enumerate(schools)]
    names = [ROSTER.by_code[school].short_name for school in schools]

    [told] = collect_tracked_schools(build_dataset(returns), Scope("9m"), "NV1.2").list_changes()

    assert f"tăng: 5 trường, nhiều nhất {names[4]} (+5), {names[3]} (+4), {names[2]} (+3); giảm: không trường nào;" in told


def test_no_number_is_no_nought_and_says_why():
    came = send_back("MN-NAMSON", "6m", PLAN.find_period("6m").deadline - timedelta(days=1))
    dataset = build_dataset([hand_in("TH-MINHCAM", 0, "6m"), hand_in("PTDTNT", None, "6m")], sent_back=(came,))
    early = replace(dataset, as_of=PLAN.find_period("6m").deadline - timedelta(days=1))
    numbers = {row[0].school.code: row[0].numbers[0] for row in collect_tracked_schools(early, Scope("6m"), "NV1.2").rows}

    assert numbers["TH-MINHCAM"] == 0
    assert (numbers["PTDTNT"], numbers["MN-NAMSON"], numbers["MN-DONDAC"]) == (
        Mark.NOT_REPORTED, Mark.SENT_BACK, Mark.NOT_DUE,
    )  # fmt: skip
    [sums] = [row.sums for row in collect_tracked_sums(early, Scope("6m"), "NV").rows if row.code == "NV1.2"]
    assert (sums[0].total, sums[0].reported, sums[0].schools) == (0, 1, 19)


def test_a_number_of_two_lines_has_both_side_by_side_as_a_workbook_too():
    record = collect_tracked_schools(build_dataset(generate_returns(6)), Scope("12m"), "NV2.2")
    table = lay_out_tracked_schools(record)

    first, second = (line.text for line in PLAN.indicator_by_code["NV2.2"].rows)
    assert [heading.text for heading in table.headings[0]] == ["Trường", "Cấp học", first, second]
    assert list(tabulate(table).columns)[2:5] == [f"{first}: 6 tháng", f"{first}: 9 tháng", f"{first}: Cả năm"]
    assert len(table.rows) == len(ROSTER.schools)


@pytest.mark.parametrize("code", [item.code for item in PLAN.indicators if item.derived or "school" not in item.reporters])
def test_what_is_worked_out_or_the_offices_own_has_its_figure_by_period_and_its_rows(code):
    record = collect_unscored(build_dataset(generate_returns(6)), Scope("9m"), code)
    table = lay_out_figures(record)

    assert [str(row[0]) for row in table.rows] == ["6 tháng", "9 tháng"]
    assert [row[1].opens.subject for row in table.rows] == [code, code]
    assert record.figures[-1].value == record.source.value


def hand_in(school, number, period):
    answers = {} if number is None else {"NV1.2": {"done": number}}
    return PlainReturn(school, period, PLAN.find_period(period).deadline - timedelta(days=1), answers)
