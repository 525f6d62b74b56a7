"""The roster as its files and the changes since make it: who stands where on which day, and that its laws always hold."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_metrics.errors import UserError
from danvan_metrics.units.changes.change_rules import check_change
from danvan_metrics.units.changes.folding import fold_changes
from danvan_metrics.units.changes.roster_change import RosterDeed
from danvan_metrics.units.roster import Roster
from danvan_metrics.units.tree import check_tree
from tests.builders import PLAN
from tests.builders_roster import (
    CHOICES,
    MERGED_ON,
    TODAY,
    add_school,
    add_unit,
    change,
    fold,
    merge,
    move,
    province,
    split,
)

EVE = MERGED_ON - timedelta(days=1)


def codes_under(roster: Roster, unit: str, on: date) -> set[str]:
    return {school.code for school in roster.list_under(unit, on)}


def test_without_changes_the_roster_is_its_files_own():
    listed = province()
    assert fold_changes(listed, (), PLAN.levels, TODAY).roster is listed


class TestMergedUnits:
    ROSTER = fold(add_unit("N"), merge("N", "A", "B"))

    def test_their_schools_stand_under_them_to_the_last_day_and_under_the_new_one_from_the_first(self):
        assert codes_under(self.ROSTER, "A", EVE) == {"A1", "A2"}
        assert codes_under(self.ROSTER, "N", EVE) == set()
        assert codes_under(self.ROSTER, "A", MERGED_ON) == set()
        assert codes_under(self.ROSTER, "N", MERGED_ON) == {"A1", "A2", "B1"}

    def test_the_province_has_all_its_schools_on_either_day(self):
        assert codes_under(self.ROSTER, "T", EVE) == codes_under(self.ROSTER, "T", MERGED_ON) == {"A1", "A2", "B1", "C1", "C2"}

    def test_they_end_the_day_before_and_are_remembered_by_what_they_became(self):
        assert [self.ROSTER.tree.by_code[code].valid_to for code in ("A", "B", "C", "N")] == [EVE, EVE, None, None]
        assert self.ROSTER.tree.trace_back("N", EVE) == {"A", "B"}
        assert self.ROSTER.tree.trace_forward("A", MERGED_ON) == {"N"}
        assert self.ROSTER.tree.trace_forward("A", EVE) == {"A"}

    def test_a_unit_that_takes_in_another_keeps_its_code_and_was_both(self):
        roster = fold(merge("A", "B"))
        assert roster.tree.trace_back("A", EVE) == {"A", "B"}
        assert roster.tree.by_code["A"].valid_to is None
        assert codes_under(roster, "A", MERGED_ON) == {"A1", "A2", "B1"}

    def test_what_was_merged_twice_is_followed_through_both(self):
        later = MERGED_ON + timedelta(days=90)
        roster = fold(merge("A", "B"), merge("A", "C", on=later))
        assert roster.tree.trace_back("A", EVE) == {"A", "B", "C"}
        assert roster.tree.trace_back("A", MERGED_ON) == {"A", "C"}
        assert roster.tree.trace_back("A", later) == {"A"}

    def test_a_school_that_was_to_move_to_one_of_them_later_moves_to_the_new_one(self):
        roster = fold(move("C1", "A", on=MERGED_ON + timedelta(days=9)), merge("B", "A"))
        assert roster.unit_of(roster.by_code["C1"], MERGED_ON + timedelta(days=8)) == "C"
        assert roster.unit_of(roster.by_code["C1"], MERGED_ON + timedelta(days=9)) == "B"


def test_a_split_unit_s_schools_go_where_it_was_said_and_else_to_the_first_part():
    roster = fold(add_unit("P"), add_unit("Q"), split("A", "P", "Q", A2="Q"))
    assert (codes_under(roster, "P", MERGED_ON), codes_under(roster, "Q", MERGED_ON)) == ({"A1"}, {"A2"})
    assert roster.tree.trace_forward("A", MERGED_ON) == {"P", "Q"}


def test_merged_schools_end_and_the_one_that_goes_on_is_new_or_was_there():
    roster = fold(add_school("AB", "A"), merge("AB", "A1", "B1"))
    assert codes_under(roster, "T", EVE) == {"A1", "A2", "B1", "C1", "C2"}
    assert codes_under(roster, "T", MERGED_ON) == {"A2", "AB", "C1", "C2"}
    assert roster.tree.trace_back("AB", EVE) == {"A1", "B1"}


def test_a_school_moves_and_was_where_it_was():
    roster = fold(move("A1", "C"))
    assert [roster.unit_of(roster.by_code["A1"], day) for day in (EVE, MERGED_ON)] == ["A", "C"]


def test_a_renamed_one_is_still_known_by_its_old_name_and_stands_where_its_new_one_belongs():
    roster = fold(change(RosterDeed.RENAMED, "A1", name="Trường Mầm non Xuân", short_name="MN Xuân"))
    school = roster.by_code["A1"]
    assert (school.short_name, school.other_names) == ("MN Xuân", ("Trường MN A", "MN A"))
    assert [one.code for one in roster.schools] == ["B1", "C1", "A1", "A2", "C2"]


def test_a_name_to_come_waits_for_its_day():
    renamed = change(RosterDeed.RENAMED, "A", name="Xã Xuân", short_name="Xuân")
    assert fold(renamed, today=EVE).tree.by_code["A"].name == "Xã A"
    assert fold(renamed, today=MERGED_ON).tree.by_code["A"].name == "Xã Xuân"


def test_who_signs_is_set_right_and_a_school_is_confirmed():
    roster = fold(
        change(RosterDeed.CORRECTED, "A", head="Bà Lan", recipients=["Sở", "Lưu"]),
        change(RosterDeed.CORRECTED, "A1", model=True),
    )
    assert (roster.tree.by_code["A"].head, roster.tree.by_code["A"].recipients) == ("Bà Lan", ("Sở", "Lưu"))
    assert roster.by_code["A1"].model
    assert roster.schools[0].code == "A1"  # model schools stand first


def test_the_first_unit_of_all_takes_every_school_under_it():
    """A roster without units: the schools stood under the office alone."""
    bare = Roster(tuple(province().schools[:2]), province().office)
    bare = Roster(tuple(type(one)(one.code, one.name, one.short_name, one.level, "A") for one in bare.schools), bare.office)
    roster = fold(add_unit("T", parent=""), roster=bare)
    assert codes_under(roster, "T", EVE) == {school.code for school in bare.schools}


def test_a_change_of_what_the_files_no_longer_list_is_left_out_and_told():
    folded = fold_changes(province(), [merge("A", "X"), add_unit("B")], PLAN.levels, TODAY)
    assert [one.code for one in folded.unplaced] == ["A", "B"]
    assert folded.roster.tree.successions == ()


# Whatever people decide

_CODES = ["T", "A", "B", "C", "N", "M", "A1", "A2", "B1", "C1", "N1"]
_code = st.sampled_from(_CODES)
_day = st.integers(0, 400).map(lambda days: date(2025, 1, 1) + timedelta(days=days))


_some = st.lists(_code, min_size=1, max_size=3, unique=True)
_name = st.sampled_from(["Xuân", "Hạ"])
_changes = st.one_of(
    st.builds(add_unit, _code, _code, _day),
    st.builds(add_school, _code, _code, _day),
    st.builds(lambda code, some, on: merge(code, *some, on=on), _code, _some, _day),
    st.builds(lambda code, some, child, on: split(code, *some, on=on, **{child: some[-1]}), _code, _some, _code, _day),
    st.builds(lambda code, parent, on: move(code, parent, on=on), _code, _code, _day),
    st.builds(lambda code, on: change(RosterDeed.CLOSED, code, on), _code, _day),
    st.builds(lambda code, name, on: change(RosterDeed.RENAMED, code, on, name=name, short_name=name), _code, _name, _day),
    st.builds(lambda code, name, on: change(RosterDeed.CORRECTED, code, on, other_names=[name]), _code, _name, _day),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_changes, max_size=12))
def test_whatever_is_allowed_keeps_the_tree_s_laws(decided):
    roster, kept = province(), []
    for one in decided:
        try:
            check_change(roster, one, CHOICES)
        except UserError:
            continue
        kept.append(one)
        roster = fold(*kept)
        check_tree(roster.tree)
    for day in (date(2025, 1, 1) + timedelta(days=step) for step in range(0, 420, 7)):
        check_day(roster, day)
    assert roster == fold(*kept)  # nothing depends on anything but files and changes


def check_day(roster: Roster, day: date) -> None:
    """Every unit and school of that day stands, at some remove, under the root and under no unit that has ended."""
    reached = roster.tree.list_under("T", day)
    assert {unit.code for unit in roster.tree.units if unit.is_valid_on(day)} == reached
    assert {school.code for school in roster.schools if school.is_valid_on(day)} == codes_under(roster, "T", day)
    for code in (*reached, *codes_under(roster, "T", day)):
        parents = [link.parent for link in roster.tree.list_parents(code) if link.is_valid_on(day)]
        assert len(parents) <= 1
        assert all(roster.tree.by_code[parent].is_valid_on(day) for parent in parents)
