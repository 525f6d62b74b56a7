"""A unit above the schools: its units as rows, each with what its schools come to together (many.md, “Roll-up at every node”).

The province of these tests has three communes (An Bình with four schools, Bến Sông with three, Cù Mông with two) and one school
directly under it; of the plan's 27 items every return meets so many (builders_units.RETURNS).
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as draw

from danvan_metrics.formats.table import IndicatorPage, UnitPage
from danvan_metrics.metrics.bands import band_share, set_limits
from danvan_metrics.metrics.completion import average_groups, score_groups, total_groups
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rollup.node_units import FEWEST
from danvan_metrics.metrics.words import count_received, describe_emptiness, describe_received
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.overview.sentences import Target, collect_sentences
from danvan_metrics.topics.unit_scorecard.figures import collect_unit_scorecard
from danvan_metrics.topics.unit_scorecard.table import lay_out_unit_scorecard
from danvan_metrics.vietnamese import NOTHING, format_percent, format_range
from tests.builders import build_dataset, generate_returns, generate_verdicts
from tests.builders_units import PROVINCE, SCHOOLS, UNITS, Province, build_province, build_roster, look_at_node

P = "\u00a0%"
PROVINCE_AT_HAND = build_province()
NODE = PROVINCE_AT_HAND.look_at(PROVINCE)


def look(period="12m", **filters):
    """The scorecard of the small province."""
    return collect_unit_scorecard(NODE, Scope(period, whole=NODE.whole, **filters))


def find(card, name, group="HP"):
    row = next(row for row in (*card.rows, card.total) if row.name == name)
    return next(cell for cell in row.cells if cell.group == group)


class TestPercentage:
    """Σ weighted ÷ Σ base of the schools that told, its band by the period's limits, n/N beside it, a range for the silent."""

    def test_a_unit_is_all_lines_of_its_schools_together(self):
        cell = find(look("12m"), "An Bình")
        # 27 + 18 + 22 + 6 items met of 4 × 27: 73/108 is 67,6 %, slow (50–79 %) at the year's end
        assert (cell.percent, cell.ratio, cell.mark) == (f"68{P}", "73/108", Mark.BEHIND)
        assert (cell.told, cell.schools) == (4, 4)

    def test_what_is_blank_leaves_a_range(self):
        # TH An Bình left three items blank: from 73/108 to 76/108
        assert find(look("12m"), "An Bình").span == f"68–70{P}"

    def test_a_silent_school_leaves_one_too(self):
        cell = find(look("6m"), "An Bình")
        # 14 + 7 + 20 of 3 × 27; THCS An Bình told nothing: from 41/108 to (41 + 27 + 3 blank)/108
        assert (cell.percent, cell.ratio, cell.span) == (f"51{P}", "41/81", f"38–66{P}")
        assert (cell.told, cell.schools) == (3, 4)
        assert cell.words == (
            f"Trường học hạnh phúc, 3/4 trường có số liệu: đúng tiến độ; bình quân 51{P}; 41 trên 81 đạt trọn; "
            f"khoảng 38–66{P} nếu tính cả phần chưa báo cáo"
        )

    def test_the_last_row_is_all_units_together(self):
        card = look("12m")
        cell = find(card, "Toàn tỉnh Sông Mây")
        # 73 + 54 + 12 + 25 of 8 × 27 told; 10 × 27 due: at least 164/270, at most (164 + 3 blank + 2 × 27)/270
        assert (cell.percent, cell.ratio, cell.span) == (f"76{P}", "164/216", f"61–82{P}")
        assert (card.total.ratio, card.total.reported) == ("8/10", "8/10 trường")

    def test_violations_of_its_schools_add_up(self):
        # MN An Bình 2 and THCS An Bình passed both limits by 2
        assert find(look("12m"), "An Bình", "NV").violations == 8

    def test_a_unit_that_is_complete_has_nothing_behind_it(self):
        assert find(look("6m"), "Bến Sông", "CT").lacks == ("CT3.2 Điển hình, mô hình “Dân vận khéo” đã đăng ký: 2/3 trường đạt",)

    def test_what_is_behind_it_are_the_indicators_that_the_fewest_schools_meet(self):
        lacks = find(look("12m"), "An Bình").lacks
        assert len(lacks) == 6  # five, and how many more
        assert lacks[0] == "HP3.4 Hợp tác, chia sẻ, hỗ trợ trong nhiệm vụ được giao: 1/4 trường đạt"  # MN An Bình alone met 24
        assert lacks[-1].startswith("và ")


class TestFewSchools:
    """Of fewer than three schools the names stand instead of a percentage, each with its own words."""

    def test_a_unit_of_two_schools_names_them(self):
        cell = find(look("12m"), "Cù Mông")
        assert (cell.percent, cell.mark, cell.ratio) == ("", None, "12/27")
        assert cell.few == ("MN Cù Mông: rất chậm, 12/27", "TH&THCS Cù Mông: trả lại, chờ sửa")  # 12/27 is 44 %

    def test_where_only_two_of_more_have_told_these_two_are_named(self):
        cell = find(look("12m"), "Bến Sông")
        assert (cell.percent, cell.told, cell.schools) == ("", 2, 3)
        assert cell.few == ("TH Bến Sông: đạt, 27/27", "MN Bến Sông: đạt, 27/27")

    def test_one_of_two_schools_that_the_sums_cannot_tell_apart_is_one_of_them(self):
        schools = "code|name|level|unit|model\nMN-1|MN Một|Mầm non|SM-AB|\nMN-2|MN Hai|Mầm non|SM-AB|"
        returns = "school|period|day|met|doing|blank|tasks|models\nMN-1|12m|2020-12-10|20|0|0|0|0"
        node = build_province(UNITS, schools, returns, appraised=()).look_at(PROVINCE)
        card = collect_unit_scorecard(node, Scope("12m"))
        assert find(card, "An Bình").few == ("1 trong MN Hai, MN Một: chậm, 20/27",)

    def test_in_the_table_one_cell_names_them_over_all_groups(self):
        table = lay_out_unit_scorecard(look("12m"))
        row = next(row for row in table.rows if row[0].text == "Cù Mông")
        assert row[2].text == "MN Cù Mông: rất chậm, 12/27 · TH&THCS Cù Mông: trả lại, chờ sửa"
        assert [cell.joined for cell in row[2:8]] == [False, True, True, True, True, True]
        assert not any("%" in cell.text for cell in row)

    def test_printed_the_names_stand_beside_the_unit(self):
        table = lay_out_unit_scorecard(look("12m"), printed=True)
        row = next(row for row in table.rows if row[0].text == "Cù Mông")
        assert str(row[0]) == "Cù Mông (MN Cù Mông, TH&THCS Cù Mông)"
        # 10 lines met: 5 of CT (no model), 5 of NV, which passes both limits by 2; 12 items: 7 of HP1, 5 of HP2
        assert [str(cell) for cell in row[2:8]] == [
            "5/6 1 trường",
            "5/17 1 trường ✕4",
            "7/7 1 trường",
            "5/12 1 trường",
            "0/8 1 trường",
            "12/27 1 trường",
        ]

    @pytest.mark.parametrize("period", ["6m", "12m"])
    def test_no_percentage_is_of_fewer_than_three(self, period):
        card = look(period)
        assert all(cell.told >= FEWEST for row in card.rows for cell in row.cells if cell.percent)


class TestSilence:
    """A unit of which nobody told anything shows why: 0, blank, not due and sent back are kept apart."""

    def test_before_the_deadline_nothing_is_due(self):
        node = build_province(returns="school|period|day|met|doing|blank|tasks|models", as_of=date(2020, 6, 1)).look_at(PROVINCE)
        cell = find(collect_unit_scorecard(node, Scope("6m")), "An Bình")
        assert (cell.mark, cell.ratio, cell.told) == (Mark.NOT_DUE, "", 0)

    def test_after_it_nobody_reported(self):
        card = look("9m")
        cell = find(card, "An Bình")
        assert (cell.mark, cell.told, cell.words) == (Mark.NOT_REPORTED, 0, "Trường học hạnh phúc: chưa trường nào có số liệu")
        assert str(card.total.on_time) == f"{NOTHING} · 10 chưa nộp"

    def test_files_sent_back_are_no_missing_returns(self):
        returns = "school|period|day|met|doing|blank|tasks|models\n" + "\n".join(
            f"{one}|12m|×|||||" for one in ("MN-BS", "TH-BS", "TC-BS")
        )
        node = build_province(returns=returns, appraised=()).look_at(PROVINCE)
        card = collect_unit_scorecard(node, Scope("12m"))
        assert find(card, "Bến Sông").mark == Mark.SENT_BACK
        assert str(card.find("SM-BS").on_time) == "3/3 · 3 trả lại"

    def test_a_met_nothing_is_a_zero(self):
        cell = find(look("12m", lens=Lens.EVIDENCED), "An Bình")  # no piece of evidence anywhere
        assert (cell.percent, cell.ratio, cell.mark) == (f"0{P}", "0/108", Mark.FAR_BEHIND)

    def test_a_unit_without_a_school_of_the_filter_has_no_row(self):
        assert [row.name for row in look("12m", level="TH&THCS").rows] == ["Cù Mông"]


class TestBeside:
    """Returns on time of those that came, schools that spread the movement, and schools whose appraisal is concluded."""

    def test_counts_of_a_commune(self):
        row = look("12m").find("SM-AB")
        assert str(row.on_time) == "3/4"  # TH An Bình came on 16/12, after 13/12
        assert str(row.appraisal) == "1/4"

    def test_who_has_not_handed_in_stands_beside_it(self):
        assert str(look("6m").find("SM-AB").on_time) == "2/3 · 1 chưa nộp"


class TestOrder:
    """The slowest first, by the column of all items; then who is only named, then who is silent."""

    def test_at_six_months(self):
        # An Bình 51 %, Bến Sông 91 %; Cù Mông and the school under the province are named: 5/27 before 18/27
        assert [row.name for row in look("6m").rows] == ["An Bình", "Bến Sông", "Cù Mông", "Trường trực thuộc Sông Mây"]

    def test_the_note_says_by_what(self):
        assert "xếp theo Trường học hạnh phúc, thấp nhất trước" in lay_out_unit_scorecard(look()).notes


class TestLinks:
    """A unit opens one storey down; the sum's figures lead to the criteria over all units."""

    def test_name_and_figures_of_a_unit_open_it(self):
        row = next(row for row in lay_out_unit_scorecard(look("6m")).rows if row[0].text == "An Bình")
        assert row[0].opens == UnitPage("SM-AB")
        assert {cell.opens for cell in row[2:8]} == {UnitPage("SM-AB")}

    def test_schools_directly_under_the_node_are_nobody_s_page(self):
        row = next(row for row in lay_out_unit_scorecard(look()).rows if row[0].text.startswith("Trường trực thuộc"))
        assert not any(cell.opens for cell in row)

    def test_the_sum_leads_to_the_criteria(self):
        total = lay_out_unit_scorecard(look()).bands[-1]
        assert total.total
        assert [cell.opens for cell in total.rows[0][2:8]] == [
            IndicatorPage(code) for code in ("CT", "NV", "HP1", "HP2", "HP3", "HP")
        ]


class TestWords:
    """What a page says of the whole node."""

    def test_of_how_many_schools_the_figures_are(self):
        assert describe_received(NODE, Scope("12m")) == "số liệu của 8/10 trường"
        assert describe_received(NODE, Scope("12m", level="Mầm non")) == "số liệu của 4/4 trường"

    def test_why_there_is_nothing(self):
        assert describe_emptiness(NODE, Scope("9m")) == "Chưa có trường nào nộp báo cáo kỳ 9 tháng; kỳ này đã quá hạn."
        assert describe_emptiness(NODE, Scope("12m")) == ""

    @pytest.mark.parametrize("period", ["6m", "9m", "12m"])
    @pytest.mark.parametrize("filters", [{}, {"level": "Mầm non"}, {"model": True}, {"model": False, "level": "THCS"}])
    def test_as_counted_school_by_school(self, period, filters):
        whole = Scope(period, unit=PROVINCE, **filters)
        assert count_received(NODE, Scope(period, **filters)) == count_received(PROVINCE_AT_HAND.dataset, whole)


class TestKeyFigures:
    """The figures that open the meeting are those of all its schools."""

    @pytest.mark.parametrize("period", ["6m", "9m", "12m"])
    @pytest.mark.parametrize("lens", [Lens.DECLARED, Lens.EVIDENCED])
    @pytest.mark.parametrize("filters", [{}, {"level": "Tiểu học"}, {"model": True}])
    def test_as_told_school_by_school(self, period, lens, filters):
        node = collect_key_figures(NODE, Scope(period, lens, **filters))
        slow = collect_key_figures(PROVINCE_AT_HAND.dataset, Scope(period, lens, unit=PROVINCE, **filters))
        assert [(one.label, one.value) for one in node] == [(one.label, one.value) for one in slow]

    def test_notes(self):
        notes = {one.label: one.note for one in collect_key_figures(NODE, Scope("12m"))}
        assert notes["Đã nhận"] == "1 chưa nộp; 1 trả lại, chờ sửa; 3 đơn vị; hạn trước 14/12/2020"
        assert notes["Trường học hạnh phúc"] == f"76{P}, 61–82{P} nếu đủ; của 8/10 trường"


class TestSentences:
    """At most seven, in order of gravity; units are named with n/N."""

    def test_at_the_year_s_end(self):
        told = [one.lead + one.text for one in collect_sentences(NODE, Scope("12m"))]
        assert told[0].startswith("12 vi phạm ở 2/4 đơn vị: An Bình 8, Cù Mông 4; ")
        assert told[1] == "2/10 trường chưa có báo cáo dùng được ở 2/4 đơn vị: Cù Mông 1/2, Bến Sông 1/3; 1 đã trả lại, chờ sửa."
        assert told[2] == f"Chậm nhất: An Bình 68{P} (73/108 nội dung, 4/4 trường)."
        assert len(told) <= 7

    def test_the_slowest_leads_to_the_unit(self):
        slowest = next(one for one in collect_sentences(NODE, Scope("12m")) if one.lead == "Chậm nhất")
        assert (slowest.target, slowest.subject, slowest.grave) == (Target.UNIT, "SM-AB", True)

    def test_before_the_deadline_nobody_is_late(self):
        node = build_province(returns="school|period|day|met|doing|blank|tasks|models", as_of=date(2020, 6, 1)).look_at(PROVINCE)
        [told] = collect_sentences(node, Scope("6m"))
        assert (told.lead + told.text, told.grave) == ("10/10 trường chưa nộp báo cáo, chưa đến hạn.", False)

    def test_a_unit_of_which_nothing_is_known_where_others_told_is_named(self):
        returns = "school|period|day|met|doing|blank|tasks|models\nMN-BS|12m|2020-12-10|27|0|0|23|1"
        node = build_province(returns=returns, appraised=()).look_at(PROVINCE)
        told = next(one for one in collect_sentences(node, Scope("12m")) if "chưa trường nào" in one.lead)
        assert told.lead + told.text == (
            "3/4 đơn vị chưa trường nào có số liệu: An Bình (0/4), Cù Mông (0/2), Trường trực thuộc Sông Mây (0/1)."
        )


class TestCountry:
    """A storey higher the provinces are the rows, each with what its own page says in its last row."""

    UNITS = (
        "code|name|short|kind|parent\nVN|Bộ|Bộ|bộ|\n"
        + "\n".join(f"{line}VN" if line.rstrip().endswith("|") else line for line in UNITS.strip().splitlines()[1:])
        + "\nTB|Tỉnh Tân Biên|Tân Biên|tỉnh|VN\nTB-1|Xã Một|Một|xã|TB"
    )
    SCHOOLS = (
        SCHOOLS.rstrip() + "\nMN-TB|MN Tân Biên|Mầm non|TB-1|\nTH-TB|TH Tân Biên|Tiểu học|TB-1|\nTC-TB|THCS Tân Biên|THCS|TB-1|"
    )

    @pytest.mark.parametrize("period", ["6m", "12m"])
    def test_a_province_s_row_is_its_own_last_row(self, period):
        province = Province(build_roster(self.UNITS, self.SCHOOLS), PROVINCE_AT_HAND.returns, PROVINCE_AT_HAND.sent_back)
        country = collect_unit_scorecard(province.look_at("VN"), Scope(period))
        own = collect_unit_scorecard(province.look_at(PROVINCE), Scope(period))
        row = country.find(PROVINCE)
        assert [(cell.percent, cell.ratio, cell.span) for cell in row.cells] == [
            (cell.percent, cell.ratio, cell.span) for cell in own.total.cells
        ]
        assert [row.name for row in country.rows] == ["Sông Mây", "Tân Biên"]
        assert country.find("TB").taken == 0


class TestSlowly:
    """Held against the schools' own figures, computed as every page of a district computes them, for random returns."""

    @given(seed=draw.integers(0, 10_000), period=draw.sampled_from(["6m", "9m", "12m"]), lens=draw.sampled_from(list(Lens)))
    @settings(max_examples=8, deadline=None)
    def test_every_unit_and_group(self, seed, period, lens):
        roster = PROVINCE_AT_HAND.roster
        returns = generate_returns(seed, roster=roster)
        verdicts, concluded = generate_verdicts(seed, returns, roster=roster)
        dataset = build_dataset(returns, roster=roster, verdicts=verdicts, appraised=concluded)
        card = collect_unit_scorecard(look_at_node(dataset, PROVINCE), Scope(period, lens))
        for code in ("SM-AB", "SM-BS", "SM-CM"):
            assert [tell(cell) for cell in card.find(code).cells] == list(
                tell_slowly(dataset, Scope(period, lens, unit=code), card)
            )

    @pytest.mark.parametrize("filters", [{"level": "Mầm non"}, {"model": False}])
    def test_under_filters(self, filters):
        returns = generate_returns(7, roster=PROVINCE_AT_HAND.roster)
        dataset = build_dataset(returns, roster=PROVINCE_AT_HAND.roster)
        card = collect_unit_scorecard(look_at_node(dataset, PROVINCE), Scope("12m", **filters))
        for row in card.rows:
            if not row.unit.own:
                scope = Scope("12m", unit=row.unit.code, **filters)
                assert [tell(cell) for cell in row.cells] == list(tell_slowly(dataset, scope, card))


def tell(cell):
    return (
        cell.group,
        cell.told,
        cell.schools,
        cell.percent,
        cell.mark if cell.percent else None,
        cell.ratio,
        cell.span,
        cell.violations,
    )


def tell_slowly(dataset, scope, card):
    """Every group of the schools under a unit: total_groups and average_groups over their rows."""
    groups = score_groups(dataset, scope)
    totals = {row.group: row for row in total_groups(groups).itertuples()}
    for group in card.groups:
        own, total = groups[groups["group"].eq(group.code)], totals[group.code]
        told, few = int(total.schools_reported), total.schools_reported < FEWEST
        known = told and total.N
        means = average_groups(own)
        ranged = known and not few and means.high - means.low > 1e-9
        yield (
            group.code,
            told if known else 0,
            int(total.schools),
            format_percent(total.mean) if known and not few else "",
            band_share(total.mean, set_limits(dataset.plan, scope.period)) if known and not few else None,
            f"{total.n:.0f}/{total.N:.0f}" if known else "",
            format_range(means.low, means.high) if ranged else "",
            int(
                own["violations"]
                .where(own["state"].isin(["value", "not_reported", "sent_back", "invalid", "not_appraised"]), 0)
                .sum()
            )
            if known
            else 0,
        )
