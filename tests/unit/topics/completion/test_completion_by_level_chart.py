"""Completion by level: ratios of sums, never means of percentages; what is missing widens a range, it is not a 0."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.completion.chart import collect_completion_by_level, draw_completion_by_level
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns
from tests.builders_cards import lines_of

SCOPE = Scope("9m")
ITEMS = [indicator.code for indicator in PLAN.indicators_in("HP")]
ON_TIME = date(2020, 9, 10)


def test_a_level_is_the_sum_over_its_schools():
    returns = [happy("MN-DAPTHANH", met=27), happy("MN-DONDAC", met=9, not_applicable=7)]
    bar = find(collect_completion_by_level(build_dataset(returns), SCOPE), "HP", "Mầm non")
    assert (bar.n, bar.N) == (27 + 9, 27 + (27 - 7))
    assert (bar.reported, bar.schools) == (2, 8)
    assert bar.label == "77\u00a0% · 36/47"  # 36 ÷ 47 = 0,766


def test_missing_schools_widen_the_range_by_all_or_nothing():
    bar = find(collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=27)]), SCOPE), "HP", "Tiểu học")
    missing = 2 * 27  # two of three primary schools, 27 items each
    assert (bar.low, bar.high) == (27 / (27 + missing), (27 + missing) / (27 + missing))


def test_true_zero_is_a_value_and_silence_is_not():
    record = collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=0)]), SCOPE)
    nought, silent = find(record, "HP", "Tiểu học"), find(record, "HP", "THCS")
    assert (nought.state, nought.label) == ("value", "0\u00a0% · 0/27")
    assert (silent.state, silent.label) == ("not_reported", "chưa báo cáo")


def test_before_the_deadline_a_silent_level_is_not_due():
    record = collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=1)], as_of=date(2020, 9, 13)), SCOPE)
    assert find(record, "HP", "THCS").state == "not_due"


@pytest.mark.parametrize("seed", [1, 2])
def test_every_bar_of_the_items_agrees_with_plain_loops(seed):
    returns = [one for one in generate_returns(seed) if one.period == "9m"]
    record = collect_completion_by_level(build_dataset(returns), SCOPE)
    for level in PLAN.levels:
        n = total = 0
        for one in returns:
            choices = [one.answers.get(item, {}).get("choice") for item in ITEMS]
            if ROSTER.by_code[one.school].level == level and any(choice not in {None, "not_applicable"} for choice in choices):
                n += choices.count("met")
                total += len(ITEMS) - choices.count("not_applicable")
        assert (find(record, "HP", level).n, find(record, "HP", level).N) == (n, total)


def test_the_whole_stands_last_and_equals_the_sum_of_the_levels():
    record = collect_completion_by_level(build_dataset(generate_returns(3)), SCOPE)
    bars = [bar for bar in record.bars if bar.group == "HP"]
    assert [bar.level for bar in bars] == [*PLAN.levels, "toàn huyện"]
    assert bars[-1].n == sum(bar.n for bar in bars[:-1])
    assert bars[-1].schools == len(ROSTER.schools)


def test_one_level_alone_needs_no_sum_of_itself():
    record = collect_completion_by_level(build_dataset(generate_returns(3)), Scope("9m", level="THCS"))
    assert {bar.level for bar in record.bars} == {"THCS"}


def test_the_drawing_says_the_record():
    record = collect_completion_by_level(build_dataset(generate_returns(4)), SCOPE)
    lines = lines_of(draw_completion_by_level(record))
    labels = [bar.label for bar in record.bars]
    assert sorted(line for line in lines if line in labels) == sorted(labels)
    assert [line for line in lines if line in PLAN.levels] == list(PLAN.levels) * 2  # two rows of panels
    assert all(bar.label in record.alt for bar in record.bars)


def test_a_level_without_a_return_is_hatched_and_has_no_bar():
    dataset = build_dataset([happy("TH-DONDAC", met=9)])
    figure = draw_completion_by_level(collect_completion_by_level(dataset, SCOPE, codes=("HP",)))
    hatched = [trace for trace in figure.data if trace.marker.pattern.shape]
    filled = [trace for trace in figure.data if not trace.marker.pattern.shape]
    assert [level for trace in hatched for level in read_levels(trace)] == ["Mầm non", "THCS", "TH&THCS"]
    assert [level for trace in filled for level in read_levels(trace)] == ["Tiểu học", "toàn huyện"]
    assert [value for trace in filled for value in trace.x] == [9 / 27, 9 / 27]


def test_what_missing_schools_leave_open_is_drawn_once_per_bar_that_has_it():
    record = collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=27)]), SCOPE, codes=("HP",))
    [ranges] = [shape for shape in draw_completion_by_level(record).layout.shapes if shape.name == "ranges"]
    drawn = [tuple(float(x) for x in (part.split(",")[0], part.split("H")[1])) for part in ranges.path.split("M")[1:]]
    assert drawn == [(27 / 81, 1.0), (27 / (19 * 27), 1.0)]  # one of three primary schools, one of nineteen schools


def happy(school: str, *, met: int, not_applicable: int = 0) -> PlainReturn:
    """A return with the first `met` items Đạt, the last `not_applicable` Không áp dụng, the others Chưa thực hiện."""
    choices = ["met"] * met + ["not_started"] * (27 - met - not_applicable) + ["not_applicable"] * not_applicable
    answers = {item: {"choice": choice} for item, choice in zip(ITEMS, choices, strict=True)}
    return PlainReturn(school, "9m", ON_TIME, answers)


def read_levels(trace) -> list[str]:
    return [text.split("<br>")[0].split(" · ")[1].replace("&amp;", "&") for text in trace.hovertext]


def find(record, group: str, level: str):
    return next(bar for bar in record.bars if (bar.group, bar.level) == (group, level))
