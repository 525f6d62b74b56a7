"""Bands of the scorecard: by the percentage shown against what is expected by then (indicators.md, “Bands of a group”)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as draw

from danvan_metrics.metrics.bands import BANDS, LATE, band_share, set_limits
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from danvan_metrics.vietnamese import format_percent
from tests import slow_figures as slow
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, generate_verdicts, send_back
from tests.builders_attention import CODES, ITEMS, hand_in, meet

P = "\u00a0%"
EXPECTED = {"6m": Decimal(50), "9m": Decimal(75), "12m": Decimal(100)}  # per cent of the year
GROUPS = ("CT", "NV", "HP1", "HP2", "HP3", "HP")  # with a column: BC has one line


class TestLimits:
    """From 1, 0,8 and 0,5 of the share expected on; in whole per cents, as they are shown."""

    @pytest.mark.parametrize(
        ("period", "per_cent", "band"),
        [
            ("6m", 100, "met"),
            ("6m", 99, "on_pace"),
            ("6m", 50, "on_pace"),  # 1 × 50
            ("6m", 49, "near"),
            ("6m", 40, "near"),  # 0,8 × 50
            ("6m", 39, "behind"),
            ("6m", 25, "behind"),  # 0,5 × 50
            ("6m", 24, "far_behind"),
            ("6m", 0, "far_behind"),
            ("9m", 75, "on_pace"),  # 1 × 75
            ("9m", 74, "near"),
            ("9m", 60, "near"),  # 0,8 × 75
            ("9m", 59, "behind"),
            ("9m", 38, "behind"),  # 0,5 × 75 is 37,5: the first whole per cent above it
            ("9m", 37, "far_behind"),
            ("12m", 100, "met"),
            ("12m", 99, "near"),  # at the year's end nothing is on pace that is not all
            ("12m", 80, "near"),  # 0,8 × 100
            ("12m", 79, "behind"),
            ("12m", 50, "behind"),  # 0,5 × 100
            ("12m", 49, "far_behind"),
        ],
    )
    def test_at_every_limit(self, period, per_cent, band):
        assert band_share(per_cent / 100, set_limits(PLAN, period)) == band

    @pytest.mark.parametrize(("share", "shown", "band"), [(0.745, f"75{P}", "on_pace"), (0.7449, f"74{P}", "near")])
    def test_the_band_is_that_of_the_number_that_is_read_rounded_half_up(self, share, shown, band):
        assert (format_percent(share), band_share(share, set_limits(PLAN, "9m"))) == (shown, band)

    @pytest.mark.parametrize("share", [0.995, 0.9999])
    def test_what_is_not_all_never_reads_100_nor_stands_in_the_first_band(self, share):
        assert format_percent(share) != f"100{P}"
        assert band_share(share, set_limits(PLAN, "12m")) == "near"
        assert band_share(share, set_limits(PLAN, "9m")) == "on_pace"

    def test_the_legend_says_them_in_per_cent_of_this_period(self):
        told = {period: [set_limits(PLAN, period).describe(mark) for mark in BANDS] for period in EXPECTED}
        assert told == {
            "6m": [
                f"đạt trọn 100{P}", f"đúng tiến độ 50–99{P}", f"hơi chậm 40–49{P}", f"chậm 25–39{P}", f"rất chậm dưới 25{P}",
            ],
            "9m": [
                f"đạt trọn 100{P}", f"đúng tiến độ 75–99{P}", f"hơi chậm 60–74{P}", f"chậm 38–59{P}", f"rất chậm dưới 38{P}",
            ],
            "12m": [f"đạt trọn 100{P}", "", f"gần đạt 80–99{P}", f"chậm 50–79{P}", f"rất chậm dưới 50{P}"],
        }  # fmt: skip

    def test_the_office_sets_them_in_the_plans_file(self):
        thresholds = PLAN.thresholds
        near = thresholds.near_from.model_copy(update={"value": 0.9})
        stricter = PLAN.model_copy(update={"thresholds": thresholds.model_copy(update={"near_from": near})})
        assert [band_share(0.85, set_limits(plan, "12m")) for plan in (PLAN, stricter)] == ["near", "behind"]

    @given(draw.integers(0, 600), draw.integers(1, 600), draw.sampled_from(sorted(EXPECTED)))
    def test_like_a_slow_decimal_of_any_ratio(self, first, second, period):
        n, total = sorted((first, second))
        assert band_share(n / total, set_limits(PLAN, period)) == find_band(Fraction(n, total), period)


class TestCells:
    """The number and the colour of a cell come from one quantity; n/N stands beside it."""

    @pytest.mark.parametrize(("seed", "period", "lens"), [(1, "6m", "declared"), (2, "9m", "evidenced"), (3, "12m", "declared")])
    def test_percentage_band_and_ratio_of_every_cell_like_plain_loops(self, seed, period, lens):
        returns = generate_returns(seed)
        card = collect_scorecard(build_dataset(returns), Scope(period, lens))
        told = 0
        for row in card.rows:
            own = slow.find_return(returns, row.school, period)
            for cell in row.cells:
                value, n, total, _ = slow.score_group(PLAN, cell.group, own, lens)
                if value is None:
                    assert (cell.percent, cell.ratio) == ("", "")
                    continue
                told += 1
                assert (cell.percent, cell.ratio) == (format_percent(float(value)), f"{n}/{total}")
                assert cell.mark == find_band(value, period)
        assert told > 50

    def test_two_schools_that_read_alike_have_one_colour(self):
        """At nine months 3/6 and 3/6 of the same lines by another way: the number is the mean, and so is the colour."""
        one = {"CT1.1": {"to_do": 4, "done": 4}, "CT2.1": {"to_do": 4, "done": 4}, "CT3.1": {"choice": "yes"}}
        other = one | {"CT2.2": {"to_do": 4, "done": 2}}
        card = collect_scorecard(build_dataset([hand_in(CODES[0], one), hand_in(CODES[1], other)]), Scope("9m"))
        first, second = (find_cell(card, code, "CT") for code in CODES[:2])
        assert (first.ratio, second.ratio) == ("3/6", "3/6")
        assert (first.percent, first.mark) == (f"50{P}", "behind")  # 3 ÷ 6
        assert (second.percent, second.mark) == (f"58{P}", "behind")  # (3 + 2/4) ÷ 6

    def test_a_limit_that_was_passed_stands_as_a_badge_with_its_number_beside_the_band(self):
        card = collect_scorecard(build_dataset([hand_in(CODES[0], {"NV4.3": {"done": 2}, "NV5.1": {"done": 1}})]), Scope("9m"))
        cell = lay_out_scorecard(card).rows[0][2]
        assert (cell.alert, cell.mark, cell.note) == ("✕3", "far_behind", "0/18")  # 2 + 1
        assert "3 vi phạm giới hạn" in cell.words

    def test_what_keeps_a_cell_from_all_is_listed_gravest_first(self):
        answers = {"NV4.3": {"done": 1}, "NV2.3": {"done": 0}, "NV7.1": {"done": 6}, "NV1.1": {"choice": "yes"}}
        card = collect_scorecard(build_dataset([hand_in(CODES[0], answers)]), Scope("9m"))
        first, second, third, *_ = find_cell(card, CODES[0], "NV").unmet
        assert [line.split(" ")[0] for line in (first, second, third)] == ["NV4.3", "NV2.3", "NV7.1"]
        assert third.endswith(f": 6/12 · 50{P}, chậm")  # 38–59 %

    @pytest.mark.parametrize("seed", range(3))
    def test_the_lines_listed_are_all_that_a_plain_loop_finds(self, seed):
        returns = generate_returns(seed)
        card = collect_scorecard(build_dataset(returns), Scope("9m"))
        for row in card.rows:
            own = slow.find_return(returns, row.school, "9m")
            for cell in row.cells:
                expected = list_unmet(cell.group, own) if cell.ratio else set()
                listed = [line.split(" ")[0] for line in cell.unmet[:12]]
                assert set(listed) <= expected
                more = f"và {len(expected) - 12} chỉ tiêu, nội dung khác"
                assert len(listed) == min(len(expected), 12)
                assert cell.unmet[12:] == ((more,) if len(expected) > 12 else ())


class TestTheDistrict:
    """The last row is the schools with figures together, in the same quantity as they are: all their lines."""

    @pytest.mark.parametrize(("seed", "lens"), [(4, "declared"), (5, "evidenced")])
    def test_it_is_the_sum_of_completions_over_the_sum_of_lines(self, seed, lens):
        returns = generate_returns(seed)
        card = collect_scorecard(build_dataset(returns), Scope("9m", lens))
        for cell in card.district.cells:
            done = met = lines = 0
            for code in CODES:
                value, n, total, _ = slow.score_group(PLAN, cell.group, slow.find_return(returns, code, "9m"), lens)
                if value is not None:
                    done, met, lines = done + value * total, met + n, lines + total
            assert (cell.percent, cell.ratio) == (format_percent(float(done / lines)), f"{met}/{lines}")
            assert cell.mark == find_band(done / lines, "9m")

    def test_a_school_without_a_return_is_in_no_sum_and_said_to_be_missing(self):
        returns = [hand_in(CODES[0], meet(*ITEMS[:9])), hand_in(CODES[1], meet())]
        card = collect_scorecard(build_dataset(returns), Scope("9m"))
        assert card.district.name == "Toàn huyện · 2/19 trường"
        total = next(cell for cell in card.district.cells if cell.group == "HP")
        assert (total.percent, total.ratio) == (f"83{P}", "45/54")  # 18 + 27 of 27 + 27

    def test_where_nothing_was_reported_it_says_so(self):
        card = collect_scorecard(build_dataset([]), Scope("9m"))
        assert {cell.mark for cell in card.district.cells} == {Mark.NOT_REPORTED}

    def test_of_one_school_there_is_no_row(self):
        card = collect_scorecard(build_dataset([hand_in("TH-MINHCAM", meet())]), Scope("9m", level="Tiểu học", model=True))
        assert not any(band.total for band in lay_out_scorecard(card).bands)


class TestTheWeakestFirst:
    """By what stands in the column of all items, which every reader can check; equals by their other lines, then in order."""

    @pytest.mark.parametrize("seed", range(3))
    def test_the_order_recomputed(self, seed):
        returns = generate_returns(seed)
        card = collect_scorecard(build_dataset(returns), Scope("9m"))
        ranked = [(*keys, place, code) for place, code in enumerate(CODES) if (keys := rank(returns, code))]
        expected = [code for *_, code in sorted(ranked)]
        assert list(card.weakest) == expected
        silent = [code for code in CODES if code not in expected]
        assert [row.school for row in card.rows_by_gravity] == [*expected, *silent]

    def test_equals_stand_in_the_order_of_their_other_lines(self):
        more, fewer = {"CT3.1": {"choice": "yes"}}, {"CT3.1": {"choice": "no"}}
        returns = [hand_in(CODES[0], meet() | more), hand_in(CODES[1], meet() | fewer), hand_in(CODES[2], meet(*ITEMS[:1]))]
        card = collect_scorecard(build_dataset(returns), Scope("9m"))
        assert card.weakest == (CODES[2], CODES[1], CODES[0])

    def test_the_table_says_by_what_it_is_ordered(self):
        table = lay_out_scorecard(collect_scorecard(build_dataset(generate_returns(1)), Scope("9m")), weakest_first=True)
        assert table.notes[-1] == "xếp theo Trường học hạnh phúc, thấp nhất trước"


class TestBeside:
    """Returns on time of those due so far, and what the office has looked into."""

    def test_returns_on_time_of_those_due_and_how_this_one_came(self):
        june = [hand_in(code, period="6m") for code in CODES[:3]]
        late = replace_days(hand_in(CODES[1]), 3)  # the 13th is the last day on time
        came = send_back(CODES[3], "9m", PLAN.find_period("9m").deadline - timedelta(days=2), errors=2)
        card = collect_scorecard(build_dataset([*june, hand_in(CODES[0]), late], sent_back=(came,)), Scope("9m"))
        told = {row.school: str(row.on_time) for row in card.rows}
        assert told[CODES[0]] == "2/2 · đúng hạn"
        assert told[CODES[1]] == "1/2 · trễ 3 ngày"
        assert told[CODES[2]] == "1/2 · quá hạn 95 ngày"  # 17/12 − 13/9
        assert told[CODES[3]] == "1/2 · trả lại, chờ sửa 2 lỗi"  # it came in time, and nothing of it is taken yet
        assert told[CODES[4]] == "0/2 · quá hạn 95 ngày"
        assert str(card.district.on_time) == "2/3 · đúng hạn"  # of those that came this time

    @pytest.mark.parametrize("seed", range(2))
    def test_returns_on_time_recomputed(self, seed):
        returns = generate_returns(seed)
        card = collect_scorecard(build_dataset(returns), Scope("12m"))
        for row in card.rows:
            judged = [slow.timeliness(ROSTER.by_code[row.school], returns, one, build_dataset([]).as_of) for one in PLAN.periods]
            assert row.on_time.figure == f"{sum(state == 'on_time' for state, _ in judged)}/3"

    def test_the_offices_column(self):
        returns = [hand_in(code, meet(), period="12m") for code in CODES[:3]]
        verdicts = [{"school": CODES[0], "period": "12m", "line": "HP1.1", "outcome": "lowered", "choice": "doing"}]
        verdicts += [{"school": code, "period": "12m", "line": "HP1.2"} for code in CODES[:2]]
        card = collect_scorecard(build_dataset(returns, verdicts=verdicts, appraised=[(CODES[0], "12m")]), Scope("12m"))
        first, second, third = (str(row.appraisal) for row in card.rows[:3])
        assert first.endswith(" · hạ 1")
        assert first.startswith("2/")
        assert second.endswith(" · đang thẩm định")
        assert second.startswith("1/")
        assert third == "chưa thẩm định"
        assert str(card.district.appraisal) == "1/19 · kết luận"

    def test_the_offices_column_recomputed(self):
        returns = generate_returns(6)
        verdicts, concluded = generate_verdicts(6, returns)
        card = collect_scorecard(build_dataset(returns, verdicts=verdicts, appraised=concluded), Scope("12m"))
        for row in card.rows:
            word = slow.find_word(PLAN, verdicts, concluded, row.school, "12m")
            own = slow.find_return(returns, row.school, "12m")
            if word and own:
                sums = slow.sum_appraisal(PLAN, own, word)
                assert row.appraisal.figure == f"{sums['checked']}/{sums['L']}"
        schools = {school for school, period, _ in concluded if period == "12m"}
        assert card.district.appraisal.figure == f"{len(schools)}/19"


class TestColumns:
    """The plan's groups, the one of a single line folded away."""

    def test_what_has_a_column(self):
        card = collect_scorecard(build_dataset(generate_returns(1)), Scope("9m"))
        assert tuple(group.code for group in card.shown) == GROUPS
        assert tuple(group.code for group in card.groups if group not in card.shown) == ("BC",)

    def test_a_school_without_figures_is_one_cell_across_all_columns(self):
        row = lay_out_scorecard(collect_scorecard(build_dataset([]), Scope("9m"))).rows[0]
        assert [cell.joined for cell in row[1:7]] == [False] + [True] * 5
        assert row[1].mark == Mark.NOT_REPORTED

    def test_late_bands_are_those_below_what_is_expected(self):
        assert [mark for mark in BANDS if mark in LATE] == [Mark.NEAR, Mark.BEHIND, Mark.FAR_BEHIND]


def find_band(share, period):
    """Slowly: the whole per cent as a reader rounds it, never 100 where it is not all, against parts of what is expected."""
    if share == 1:
        return "met"
    exact = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    shown = min(exact.quantize(Decimal(1), ROUND_HALF_UP), Decimal(99))
    for band, part in (("on_pace", Decimal(1)), ("near", Decimal("0.8")), ("behind", Decimal("0.5"))):
        if shown >= EXPECTED[period] * part:
            return band
    return "far_behind"


def rank(returns, code):
    """(share of items, share of all other lines) of a school with a figure; nothing else is told: after its equals."""
    own = slow.find_return(returns, code, "9m")
    value, *_ = slow.score_group(PLAN, "HP", own, "declared")
    if value is None:
        return None
    parts = [slow.score_group(PLAN, group, own, "declared") for group in ("CT", "NV", "BC")]
    told = [(one, total) for one, _, total, _ in parts if one is not None]
    lines = sum(total for _, total in told)
    return value, sum(one * total for one, total in told) / lines if lines else 2


def list_unmet(group, own):
    """Codes of the scored lines that apply and are not fully met."""
    within = {group} | {child.code for child in PLAN.groups if child.parent == group}
    asked = [one for one in PLAN.indicators if one.group in within and one.scored and "school" in one.reporters]
    judged = {one.code: slow.score(one, own, "declared") for one in asked}
    return {code for code, (state, completion, _, _) in judged.items() if state != "not_applicable" and completion != 1}


def find_cell(card, school, group):
    row = next(row for row in card.rows if row.school == school)
    return next(cell for cell in row.cells if cell.group == group)


def replace_days(late: PlainReturn, days):
    return replace(late, received_on=late.received_on + timedelta(days=days))
