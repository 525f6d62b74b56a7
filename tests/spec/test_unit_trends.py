"""A trend follows mergers: what a unit is now is read back through what went into it, with a break mark (many.md)."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.metrics.completion import average_groups, score_groups
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.unit_trend.figures import ON_TIME, RUNG, collect_unit_trends, list_measures
from danvan_metrics.topics.unit_trend.slides import describe_moves
from danvan_metrics.topics.unit_trend.table import BREAK, lay_out_unit_trends
from danvan_metrics.units.roster import Roster
from danvan_metrics.units.tree import UnitTree
from danvan_metrics.units.unit import Membership, Succession, Unit
from tests.builders import ROSTER, build_dataset, generate_returns
from tests.builders_units import PROVINCE, build_province, build_roster, look_at_node

P = "\u00a0%"
NODE = build_province().look_at(PROVINCE)
MERGED_ON = date(2020, 7, 1)
DAY_BEFORE = date(2020, 6, 30)


def merge_communes() -> Roster:
    """An Bình and Bến Sông become An Sông on 1 July 2020, between the first and the second report; Cù Mông stays."""
    old = build_roster()
    ended = tuple(Unit(one.code, one.name, one.short_name, one.kind, valid_to=DAY_BEFORE) for one in old.tree.units[1:3])
    merged = Unit("SM-AS", "Xã An Sông", "An Sông", "xã", valid_from=MERGED_ON, decision="NQ 12/NQ-HĐND")
    units = (old.tree.units[0], *ended, merged, old.tree.units[3])
    above = (
        *(Membership(one.code, "SM", valid_to=DAY_BEFORE) for one in ended),
        Membership("SM-AS", "SM", valid_from=MERGED_ON),
        Membership("SM-CM", "SM"),
    )
    schools = tuple(
        membership
        for school in old.schools
        if school.unit in {"SM-AB", "SM-BS"}
        for membership in (
            Membership(school.code, school.unit, valid_to=DAY_BEFORE),
            Membership(school.code, "SM-AS", valid_from=MERGED_ON),
        )
    )
    went = tuple(Succession(one.code, "SM-AS", MERGED_ON, "NQ 12/NQ-HĐND") for one in ended)
    return Roster(old.schools, ROSTER.office, UnitTree(units, (*above, *schools), went))


MERGED = merge_communes()
WHOLE = build_dataset(generate_returns(11, roster=MERGED, missing=0.1), roster=MERGED)
MERGED_NODE = look_at_node(WHOLE, PROVINCE)


def find(record, name):
    return next(row for row in record.rows if row.unit.name == name)


class TestPeriods:
    """A column per period up to the one looked at, and how much the last is above the one known before it."""

    def test_the_change_is_counted_in_points_and_what_fell_most_is_first(self):
        record = collect_unit_trends(NODE, Scope("12m"), "HP")
        an_binh = find(record, "An Bình")
        # 41 of 81 items of three schools met or half-way, then 73 of 108 of four; nothing came in between
        assert [(point.n, point.total, point.told, point.schools) for point in an_binh.points] == [
            (41, 81, 3, 4),
            (0, 0, 0, 4),
            (73, 108, 4, 4),
        ]
        assert an_binh.points[1].share is None
        assert an_binh.change == pytest.approx(73 / 108 - 41 / 81)
        changes = [row.change for row in record.rows if row.change is not None]
        assert changes == sorted(changes)

    def test_of_few_schools_no_percentage_and_no_change_is_said(self):
        row = find(collect_unit_trends(NODE, Scope("12m"), "HP"), "Cù Mông")
        assert [point.share for point in row.points] == [None, None, None]
        assert row.change is None
        laid = next(
            one for one in lay_out_unit_trends(collect_unit_trends(NODE, Scope("12m"), "HP")).rows if one[0].text == "Cù Mông"
        )
        assert [str(cell) for cell in laid[1:]] == ["5/27", "? chưa báo cáo", "12/27", "–"]

    def test_a_return_is_on_time_of_those_due_without_a_band(self):
        record = collect_unit_trends(NODE, Scope("6m"), ON_TIME)
        point = find(record, "An Bình").points[0]
        # TH An Bình came a week late, THCS An Bình not at all
        assert (point.n, point.total, point.mark) == (2, 4, None)
        assert record.periods == ("6 tháng",)

    @pytest.mark.parametrize("lens", [Lens.DECLARED, Lens.EVIDENCED])
    @pytest.mark.parametrize("measure", ["CT", "NV", "HP"])
    def test_averaged_school_by_school_it_is_the_same(self, measure, lens):
        record = collect_unit_trends(MERGED_NODE, Scope("12m", lens), measure)
        for period, point in zip(("6m", "9m", "12m"), record.total.points, strict=True):
            groups = score_groups(WHOLE, Scope(period, lens))
            assert point.share == pytest.approx(average_groups(groups[groups["group"].eq(measure)]).mean)

    def test_every_measure_can_be_followed(self):
        assert [one.code for one in list_measures(NODE)] == [RUNG, ON_TIME, "CT", "NV", "BC", "HP"]
        for one in list_measures(NODE):
            assert lay_out_unit_trends(collect_unit_trends(NODE, Scope("12m"), one.code)).rows


class TestMergers:
    """Before a merger the figures are those of the units that went into it, marked, and it is said which."""

    def test_before_it_the_units_that_went_into_it_are_added_up(self):
        record = collect_unit_trends(MERGED_NODE, Scope("12m"), "HP")
        [before, *after] = find(record, "An Sông").points
        groups = score_groups(WHOLE, Scope("6m"))
        codes = [school.code for school in MERGED.schools if school.unit in {"SM-AB", "SM-BS"}]
        own = groups[groups["group"].eq("HP") & groups["school"].isin(codes)]
        assert before.share == pytest.approx(average_groups(own).mean)
        assert before.schools == 7
        assert before.broken == "trước 01/07/2020: Phường Bến Sông, xã An Bình (NQ 12/NQ-HĐND)"
        assert [point.broken for point in after] == ["", ""]

    def test_the_break_is_marked_in_its_cell_and_told_below_the_table(self):
        table = lay_out_unit_trends(collect_unit_trends(MERGED_NODE, Scope("12m"), RUNG))
        row = next(one for one in table.rows if one[0].text == "An Sông")
        assert [BREAK in cell.note for cell in row[1:4]] == [True, False, False]
        [note] = table.notes
        assert note.startswith(f"{BREAK} An Sông, trước 01/07/2020:")

    def test_a_unit_that_stayed_has_no_mark(self):
        assert find(collect_unit_trends(MERGED_NODE, Scope("12m"), RUNG), "Cù Mông").broken == ""

    def test_the_period_before_it_still_shows_the_units_of_then(self):
        record = collect_unit_trends(MERGED_NODE, Scope("6m"), RUNG)
        assert {row.unit.name for row in record.rows} == {"An Bình", "Bến Sông", "Cù Mông", "Trường trực thuộc Sông Mây"}

    def test_what_stood_elsewhere_is_not_added_up_by_half(self):
        parts = MERGED.tree
        elsewhere = tuple(one for one in parts.memberships if one.child != "SM-BS")
        other = (Unit("TK", "Tỉnh Khác", "Tỉnh Khác", "tỉnh"), Unit("QG", "Cả nước", "Cả nước"))
        above = (Membership("SM-BS", "TK", valid_to=DAY_BEFORE), Membership("TK", "QG"), Membership("SM", "QG"))
        tree = UnitTree((*parts.units, *other), (*elsewhere, *above), parts.successions)
        roster = Roster(MERGED.schools, MERGED.office, tree)
        node = look_at_node(build_dataset(generate_returns(11, roster=roster), roster=roster), PROVINCE)
        point = find(collect_unit_trends(node, Scope("12m"), RUNG), "An Sông").points[0]
        assert (point.share, point.told) == (None, 0)
        assert "Bến Sông" in point.broken

    def test_the_finding_counts_the_units_that_can_be_compared(self):
        record = collect_unit_trends(MERGED_NODE, Scope("12m"), "HP")
        compared = [row for row in record.rows if row.change is not None]
        assert len(compared) == 1
        assert describe_moves(record).startswith("Trường học hạnh phúc: ")
        assert "/1 đơn vị" in describe_moves(record)
