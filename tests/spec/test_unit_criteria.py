"""Criteria above the schools: indicators over all units, and one indicator unit by unit (many.md, “Roll-up at every node”)."""

from __future__ import annotations

import pytest

from danvan_metrics.formats.table import IndicatorPage, UnitPage
from danvan_metrics.metrics.completion import total_indicators
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.derivation import total_tracked
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.rollup.node_totals import total_tracked_sums
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.indicators.figures import collect_indicators, format_pooled
from danvan_metrics.topics.indicators.status_chart import ORDER, collect_indicator_status
from danvan_metrics.topics.unit_criteria.chart import build_unit_mark_bars, collect_indicator_units_chart, draw_indicator_units
from danvan_metrics.topics.unit_criteria.figures import collect_indicator_units, collect_unit_numbers
from danvan_metrics.topics.unit_criteria.table import lay_out_indicator_units, lay_out_node_indicators, lay_out_unit_numbers
from tests.builders import PLAN, build_dataset, generate_returns, generate_verdicts
from tests.builders_units import PROVINCE, build_province, look_at_node

P = "\u00a0%"
AT_HAND = build_province()
NODE = AT_HAND.look_at(PROVINCE)
COMMUNES = ("SM-AB", "SM-BS", "SM-CM")
RETURNS = generate_returns(11, roster=AT_HAND.roster)
VERDICTS, CONCLUDED = generate_verdicts(11, RETURNS, roster=AT_HAND.roster)
RANDOM = build_dataset(RETURNS, roster=AT_HAND.roster, verdicts=VERDICTS, appraised=CONCLUDED)
RANDOM_NODE = look_at_node(RANDOM, PROVINCE)
SCORED = [one.code for one in PLAN.indicators if one.scored and "school" in one.reporters]


def find(record, code):
    return next(row for row in record.rows if row.unit.code == code)


class TestOneIndicator:
    """HP3.8, the last item, met by the schools that met all 27."""

    RECORD = collect_indicator_units(NODE, Scope("12m"), "HP3.8")

    def test_schools_that_meet_it_of_those_it_applies_to(self):
        # MN An Bình alone of four; TH An Bình left it blank, and may meet it: from 1/4 to 2/4
        met = find(self.RECORD, "SM-AB").met
        assert (str(met), met.span) == ("1/4", f"25–50{P}")

    def test_schools_at_every_mark(self):
        counts = find(self.RECORD, "SM-AB").counts
        assert {mark: count for mark, count in counts.items() if count} == {Mark.MET: 1, Mark.ZERO: 2, Mark.NOT_REPORTED: 1}

    def test_the_smallest_share_first(self):
        # Cù Mông 0/2, the school under the province 0/1, An Bình 1/4, Bến Sông 2/3
        assert [row.unit.code for row in self.RECORD.rows] == ["SM-CM", "SM", "SM-AB", "SM-BS"]

    def test_the_sum_of_all(self):
        total = self.RECORD.total
        assert (str(total.met), total.told, total.schools) == ("3/10", 7, 10)

    def test_fewer_than_three_schools_are_named_with_their_words(self):
        table = lay_out_indicator_units(self.RECORD)
        row = next(row for row in table.rows if row[0].text == "Cù Mông")
        assert row[2].text == "MN Cù Mông: chưa thực hiện (0); TH&THCS Cù Mông: trả lại, chờ sửa"
        assert not any("%" in cell.text for cell in row[:3])

    def test_a_name_opens_the_unit(self):
        table = lay_out_indicator_units(self.RECORD)
        assert {row[0].text: row[0].opens for row in table.rows}["An Bình"] == UnitPage("SM-AB")

    @pytest.mark.parametrize("code", SCORED)
    @pytest.mark.parametrize("lens", list(Lens))
    def test_every_unit_as_counted_school_by_school(self, code, lens):
        record = collect_indicator_units(RANDOM_NODE, Scope("12m", lens), code)
        for commune in COMMUNES:
            slow = slow_totals(RANDOM, Scope("12m", lens, unit=commune)).loc[code]
            row = find(record, commune)
            assert (row.met.n, row.met.total) == (slow["met_n"], slow["met_N"])
            assert {mark: count for mark, count in row.counts.items() if count} == {m: slow[m] for m in ORDER if slow[m]}
            assert row.pooled == format_pooled(PLAN.indicator_by_code[code], slow)


class TestItsChart:
    """A stacked bar a unit, of its schools by mark."""

    def test_a_bar_counts_every_school_once(self):
        record = collect_indicator_units_chart(NODE, Scope("12m"), "HP3.8")
        bars = build_unit_mark_bars(record.legend, record.record.rows)
        assert bars.categories == ("Cù Mông", "Trường trực thuộc Sông Mây", "An Bình", "Bến Sông")
        assert [sum(one.values[place] or 0 for one in bars.series) for place in range(4)] == [2, 1, 4, 3]

    def test_a_bar_opens_its_unit_but_for_the_node_s_own_schools(self):
        assert collect_indicator_units_chart(NODE, Scope("12m"), "HP3.8").units == ("SM-CM", "", "SM-AB", "SM-BS")

    def test_drawn_it_says_how_many_schools_meet_it(self):
        record = collect_indicator_units_chart(NODE, Scope("12m"), "HP3.8")
        texts = " ".join(str(one.text) for one in draw_indicator_units(record).layout.annotations)
        assert "1/4" in texts
        assert "2/3" in texts

    def test_where_nobody_reported_a_sentence_stands_instead(self):
        record = collect_indicator_units_chart(NODE, Scope("9m"), "HP3.8")
        assert record.empty == "Chưa có trường nào nộp báo cáo kỳ 9 tháng; kỳ này đã quá hạn."


class TestAGroup:
    """All indicators of a group over all units, in the tables and charts that a district has."""

    @pytest.mark.parametrize("group", ["CT", "NV", "HP"])
    @pytest.mark.parametrize("lens", list(Lens))
    def test_its_rows_are_those_of_all_schools_together(self, group, lens):
        node = collect_indicators(RANDOM_NODE, Scope("12m", lens), group)
        whole = collect_indicators(RANDOM, Scope("12m", lens, unit=PROVINCE), group)
        assert [(row.code, row.met, row.sums, row.by_level) for row in node.rows] == [
            (row.code, row.met, row.sums, row.by_level) for row in whole.rows
        ]

    @pytest.mark.parametrize("lens", list(Lens))
    def test_its_bars_too(self, lens):
        node = collect_indicator_status(RANDOM_NODE, Scope("12m", lens), "HP")
        whole = collect_indicator_status(RANDOM, Scope("12m", lens, unit=PROVINCE), "HP")
        assert node.rows == whole.rows

    def test_no_figure_leads_to_a_source_of_single_returns(self):
        table = lay_out_node_indicators(collect_indicators(NODE, Scope("12m"), "HP"))
        opened = [cell.opens for row in table.rows for cell in row]
        assert IndicatorPage("HP1.1") in opened
        assert not any(isinstance(one, Reference) for one in opened)


class TestTrackedNumbers:
    """Sums without a target, of how many schools."""

    def test_every_unit_as_added_up_school_by_school(self):
        record = collect_unit_numbers(RANDOM_NODE, Scope("12m"), "NV2.2")
        for commune in COMMUNES:
            slow = total_tracked(RANDOM, Scope("12m", unit=commune))
            own = slow[slow["indicator"].eq("NV2.2")]
            sums = find(record, commune).sums
            assert [reported for _, reported in sums] == list(own["reported"])
            assert [done for done, reported in sums if reported] == [done for done in own["done"] if done == done]  # noqa: PLR0124

    def test_all_together(self):
        slow = total_tracked(RANDOM, Scope("12m", unit=PROVINCE))
        assert total_tracked_sums(RANDOM_NODE, Scope("12m")).to_dict("records") == slow.to_dict("records")

    def test_a_unit_that_wrote_none_has_no_sum(self):
        table = lay_out_unit_numbers(collect_unit_numbers(NODE, Scope("12m"), "NV1.2"))
        assert [(row[1].text, row[1].note) for row in table.rows[:1]] == [("chưa báo cáo", "0/4 trường")]


def slow_totals(dataset, scope):
    """total_indicators over the schools of a unit, once for each."""
    return dataset.once(("slow", scope), lambda: total_indicators(dataset, scope).set_index("indicator"))
