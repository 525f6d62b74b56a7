"""One year against the year before: what is compared, in which schools, and what cannot be, with the reason."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Scope, iterate_rows
from danvan_metrics.metrics.years.year_pairs import compare_years, pair_years
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.lineup.differences import describe_difference, find_same_share
from danvan_metrics.plan.loader import parse_plan
from danvan_metrics.vietnamese import NBSP
from tests.builders_years import FAMILIES, NEW, OLD, build_years, load_years


class TestSameIndicator:
    @pytest.mark.parametrize(
        ("code", "why"),
        [
            ("T1", ""),
            ("T6", ""),  # the day is of its own year: 01/3/2022 and 01/3/2023, in the text too
            ("M1", ""),
            ("L1", ""),
            ("L2", "lời văn của chỉ tiêu khác"),
            ("T2", "mức phải đạt khác: ≥ 5 buổi → ≥ 6 buổi; lời văn của chỉ tiêu khác"),
            ("T3", "các dòng phải trả lời khác"),
            ("T5", "kế hoạch năm 2023 không có chỉ tiêu này"),
            ("T7", "không chấm mức đạt"),
            ("T8", "kế hoạch năm 2022 không có chỉ tiêu này"),
        ],
    )
    def test_why_two_years_cannot_be_compared(self, code, why):
        lineup = load_years()
        assert describe_difference(lineup.find(NEW), lineup.find(OLD), code).replace(NBSP, " ") == why

    def test_another_way_of_writing_it_is_told_in_words(self):
        lineup = load_years()
        why = describe_difference(lineup.find(NEW), lineup.find(OLD), "T4")
        assert why == "cách ghi khác: giới hạn: ghi một số, càng ít càng tốt → theo dõi: ghi một số, cộng dồn từ đầu năm"

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"everybody": False, "people": None}, "nguồn của con số khác"),
            ({"text": "HỘI VIÊN được  phổ biến kế hoạch"}, ""),  # however it is spelt
            ({"section": "9", "weight": 3.0, "title": "Tên khác"}, ""),  # none of them moves the figure
            ({"unit": "người"}, "lời văn của chỉ tiêu khác"),
        ],
    )
    def test_only_what_moves_the_figure_counts(self, change, why):
        lineup = load_years()
        plan = rewrite(lineup.find(NEW), "indicators", "T1", change)
        assert describe_difference(plan, lineup.find(OLD), "T1") == why

    def test_periods_meet_at_the_same_share_of_the_year(self):
        lineup = load_years()
        plan, then = lineup.find(NEW), lineup.find(OLD)
        assert find_same_share(then, plan.find_period("hk1")).code == "hk1"
        assert find_same_share(then, rewrite(plan, "periods", "hk1", {"share": 0.5}).find_period("hk1")) is None


class TestSchools:
    def test_schools_stand_beside_what_they_were(self):
        pair = pair_years(build_years(), Scope("hk1"))
        assert {frozenset(members(pair, family)) for family in pair.reported} == {frozenset(one) for one in FAMILIES}

    def test_a_level_that_holds_half_of_a_family_leaves_it_out(self):
        dataset = build_years()
        schools = tuple(replace(one, level="Tiểu học") if one.code == "S2" else one for one in dataset.roster.schools)
        moved = replace(dataset, roster=replace(dataset.roster, schools=schools))
        pair = pair_years(moved, Scope("hk1", level="Trung tâm"))
        assert {frozenset(members(pair, family)) for family in pair.reported} == {frozenset({"H"})}

    def test_without_an_earlier_plan_nothing_is_compared(self):
        assert pair_years(replace(build_years(), load_year_before=None), Scope("hk1")) is None

    def test_a_period_without_its_like_compares_nothing(self):
        dataset = build_years()
        pair = pair_years(replace(dataset, plan=rewrite(dataset.plan, "periods", "hk1", {"share": 0.5})), Scope("hk1"))
        assert pair.scope_then is None
        assert compare_years(pair).empty


class TestFigures:
    @settings(max_examples=12, deadline=None)
    @given(seed=st.integers(0, 10_000), lens=st.sampled_from([Lens.DECLARED, Lens.EVIDENCED]))
    def test_they_are_what_plain_loops_count(self, seed, lens):
        dataset, scope = build_years(seed), Scope("hk1", lens)
        table = {row.indicator: row for row in iterate_rows(compare_years(pair_years(dataset, scope)))}
        counted = count_slowly(dataset, scope)
        assert table.keys() == counted.keys() | {code for code, row in table.items() if not row.families > 0}
        for code, (families, then, now) in counted.items():
            row = table[code]
            assert (row.families, row.met_then, row.N_then, row.met_now, row.N_now) == (families, *then[:2], *now[:2])
            for value, slow in ((row.value_then, then[2]), (row.value_now, now[2])):
                assert math.isnan(value) if slow is None else value == pytest.approx(slow)


def members(pair, family):
    return {school for school, of in pair.families.items() if of == family}


def rewrite(plan, table, code, change):
    """The plan with one entry of its document written another way."""
    document = json.loads(plan.model_dump_json(by_alias=True))
    document[table] = [one | change if one["code"] == code else one for one in document[table]]
    return parse_plan(document)


def count_slowly(dataset, scope):
    """Per indicator: how many families, and of either year schools that meet it, of how many, and credited ÷ to do."""
    years = [
        {(row.school, row.indicator): row for row in iterate_rows(score_indicators(one, scope))}
        for one in (dataset.year_before, dataset)
    ]
    found = {}
    for code in [one.code for one in dataset.plan.indicators if one.code in dataset.year_before.plan.indicator_by_code]:
        families, sums = 0, [[0, 0, 0.0, 0.0], [0, 0, 0.0, 0.0]]
        for family in FAMILIES:
            sides = [[scores[school, code] for school in sorted(family) if (school, code) in scores] for scores in years]
            if not all(sides) or any(row.state != "value" for side in sides for row in side):
                continue
            families += 1
            for one, side in zip(sums, sides, strict=True):
                for row in side:
                    one[0] += bool(row.met)
                    one[1] += 1
                    one[2] += min(row.n, row.N)
                    one[3] += row.N
        if families:
            found[code] = (families, *((met, total, credited / due if due else None) for met, total, credited, due in sums))
    return found
