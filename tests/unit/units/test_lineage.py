"""Who stood for a unit in each period: a trend that follows mergers, and the sentence beside its break."""

from __future__ import annotations

from datetime import date

from danvan_metrics.units.lineage import UnitStanding, describe_origin, list_changes, trace_periods
from tests.builders import PLAN
from tests.builders_roster import add_unit, fold, merge, province, split

DAY = date(2020, 7, 1)  # after the six months' deadline (14/06), before that of nine months
SIX, NINE, TWELVE = (period.code for period in PLAN.periods)


def trace(roster, code):
    return {one.period: (one.codes, one.broken, one.words) for one in trace_periods(roster, code, PLAN)}


def test_a_unit_that_nothing_happened_to_stands_for_itself():
    assert trace_periods(province(), "A", PLAN) == tuple(
        UnitStanding(period.code, ("A",), broken=False) for period in PLAN.periods
    )


def test_what_went_into_a_new_one_stands_for_it_before_and_the_break_is_told():
    roster = fold(add_unit("N", on=DAY), merge("N", "A", "B", on=DAY))
    assert trace(roster, "N") == {
        SIX: (("A", "B"), False, "trước 01/07/2020: Xã A, xã B (NQ 1)"),
        NINE: (("N",), True, ""),
        TWELVE: (("N",), False, ""),
    }


def test_one_that_took_in_another_was_both():
    roster = fold(merge("A", "B", on=DAY))
    assert trace(roster, "A")[SIX] == (("A", "B"), False, "trước 01/07/2020: Xã A, xã B (NQ 1)")
    assert trace(roster, "A")[NINE] == (("A",), True, "")


def test_one_that_went_on_as_others_is_nobody_from_then_on():
    roster = fold(add_unit("P", on=DAY), add_unit("Q", on=DAY), split("A", "P", "Q", on=DAY))
    assert trace(roster, "A") == {
        SIX: (("A",), False, ""),
        NINE: ((), True, "từ 01/07/2020: Xã P, xã Q"),
        TWELVE: ((), False, "từ 01/07/2020: Xã P, xã Q"),
    }
    assert trace(roster, "P")[SIX] == (("A",), False, "trước 01/07/2020: Xã A (NQ 1)")


def test_a_period_before_two_mergers_is_followed_through_both():
    later = date(2020, 10, 1)
    roster = fold(merge("A", "B", on=DAY), merge("C", "A", on=later))
    assert [one.codes for one in trace_periods(roster, "C", PLAN)] == [("C", "A", "B"), ("C", "A"), ("C",)]  # phường, then xã
    assert describe_origin(roster, "C", date(2020, 1, 1)).startswith("trước 01/07/2020: Phường C, xã A, xã B")


def test_its_history_is_told_oldest_first():
    roster = fold(merge("A", "B", on=DAY), merge("C", "A", on=date(2020, 10, 1)))
    assert list_changes(roster, "A") == ("01/07/2020: từ Xã B (NQ 1)", "01/10/2020: thành Phường C (NQ 1)")
