"""A unit above the schools: how far the movement has come in the schools of each of its units (many.md)."""

from __future__ import annotations

import pytest

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.spread import climb_ladder, count_models
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.spread.ladder import count_by_period
from danvan_metrics.topics.unit_spread.chart import collect_unit_ladder, describe_lowest_unit, draw_unit_ladder
from danvan_metrics.topics.unit_spread.figures import collect_unit_models, collect_unit_spread
from danvan_metrics.topics.unit_spread.table import (
    lay_out_unit_fields,
    lay_out_unit_ladder,
    lay_out_unit_models,
    lay_out_unit_shares,
)
from tests.builders import PLAN, build_dataset, generate_returns
from tests.builders_units import PROVINCE, build_province, build_roster, look_at_node

P = "\u00a0%"
ROSTER = build_roster()
NODE = build_province().look_at(PROVINCE)
WHOLE = build_dataset(generate_returns(7, roster=ROSTER, missing=0.3), roster=ROSTER)
RANDOM_NODE = look_at_node(WHOLE, PROVINCE)


def find(record, name):
    return next(row for row in record.rows if row.unit.name == name)


class TestLadder:
    """Schools by rung, n/N on or above the notable one; who has no return stands in N, and its state is told apart."""

    def test_a_unit_counts_its_schools_by_rung(self):
        row = find(collect_unit_spread(NODE, Scope("12m")), "An Bình")
        # three schools have begun models (rung 3), THCS An Bình has none and stands on rung 1
        assert row.rungs == (0, 1, 0, 3, 0, 0)
        assert (row.n, row.schools, row.share, row.mark) == (0, 4, 0, Mark.FAR_BEHIND)

    def test_who_is_silent_counts_among_all_and_is_told_apart(self):
        record = collect_unit_spread(NODE, Scope("12m"))
        assert find(record, "Bến Sông").absent == {"not_reported": 1, "sent_back": 0, "not_due": 0}
        assert find(record, "Cù Mông").absent == {"not_reported": 0, "sent_back": 1, "not_due": 0}
        assert "1 chưa báo cáo · 1 trả lại, chờ sửa" in record.subtitle

    def test_of_fewer_than_three_that_told_no_percentage_is_said(self):
        table = lay_out_unit_ladder(collect_unit_spread(NODE, Scope("12m")))
        shares = {str(row[0].text): str(row[2]) for row in table.rows}
        # Bến Sông has three schools, two of which told
        assert shares == {
            "An Bình": f"▼▼ 0{P}",
            "Bến Sông": "–",
            "Cù Mông": "–",
            "Trường trực thuộc Sông Mây": "–",
            "Cộng": f"▼▼ 0{P}",
        }

    def test_a_period_without_returns_is_a_sentence_not_zeros(self):
        record = collect_unit_spread(NODE, Scope("9m"))
        assert record.empty == "Chưa có trường nào nộp báo cáo."
        assert [row.mark for row in record.rows] == [Mark.NOT_REPORTED] * 4

    @pytest.mark.parametrize("lens", Lens)
    @pytest.mark.parametrize("period", ["6m", "9m", "12m"])
    def test_climbed_school_by_school_it_is_the_same_through_any_lens(self, period, lens):
        record = collect_unit_spread(RANDOM_NODE, Scope(period, lens))
        for row in record.rows:
            if not row.unit.own:
                ladder = climb_ladder(WHOLE, Scope(period, unit=row.unit.code))
                assert row.rungs == tuple(int(ladder["rung"].eq(rung).sum()) for rung in range(6))
                assert row.absent == {state: int(ladder["state"].eq(state).sum()) for state in row.absent}
        [period_row] = [
            one for one in count_by_period(WHOLE, Scope(period), PLAN.notable_rung) if one.name == PLAN.find_period(period).title
        ]
        assert (record.total.n, record.total.schools) == (period_row.at_or_above, period_row.schools)

    def test_the_lowest_unit_is_named_and_stands_first_beside_the_chart(self):
        record = collect_unit_spread(RANDOM_NODE, Scope("6m"))
        shares = [row.share for row in record.lowest_first if row.share is not None]
        assert shares == sorted(shares)
        lowest = record.lowest_first[0]
        assert lay_out_unit_shares(record).rows[0][0].text == lowest.unit.name
        assert lowest.unit.name in describe_lowest_unit(record) or "đơn vị" in describe_lowest_unit(record)

    def test_the_chart_stacks_every_school_once(self):
        record = collect_unit_ladder(RANDOM_NODE, Scope("12m"))
        stacked = [sum(trace.x[place] or 0 for trace in draw_unit_ladder(record).data) for place in range(4)]
        assert stacked == [4, 3, 2, 1]
        assert record.units == ("SM-AB", "SM-BS", "SM-CM", "")


class TestModels:
    """Registered models by unit and by field; a field without one is a 0, a unit too."""

    def test_every_model_is_counted_in_its_unit_and_field(self):
        record = collect_unit_models(RANDOM_NODE, Scope("12m"))
        for row in record.rows:
            if not row.unit.own:
                counted = count_models(WHOLE, Scope("12m", unit=row.unit.code))
                assert row.by_field == tuple(counted["total"])
                assert row.schools == tuple(counted["schools"])
        assert record.total.by_field == tuple(count_models(WHOLE, Scope("12m"))["total"])

    def test_the_table_by_unit_adds_up_areas_and_the_one_by_field_names_the_most(self):
        record = collect_unit_models(RANDOM_NODE, Scope("12m"))
        total = [cell.figures[0] for cell in lay_out_unit_models(record).rows[-1][1:-1]]
        assert total[0] == sum(total[1:]) == record.total.total
        counts = [row[1].figures[0] for row in lay_out_unit_fields(record).rows]
        assert counts == sorted(counts, reverse=True)

    def test_where_nobody_registered_one_it_is_said(self):
        record = collect_unit_models(NODE, Scope("9m"))
        assert record.empty == "Chưa có mô hình nào được ghi trong báo cáo của các trường."
        assert lay_out_unit_models(record).rows == ()
