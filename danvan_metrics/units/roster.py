"""The roster: which schools there are, where, of which level, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any

from danvan_metrics.errors import PlanError
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Plan
from danvan_metrics.units.following import Following
from danvan_metrics.units.roster_cells import (
    read_code,
    read_codes,
    read_flag,
    read_name,
    read_names,
    read_option,
    read_roster_day,
)
from danvan_metrics.units.roster_file import RosterProblems, RosterRow, read_roster_file
from danvan_metrics.units.roster_rows import Readers, find_last_days, find_repeats, find_strange_predecessors, read_row
from danvan_metrics.units.tree import UnitTree
from danvan_metrics.units.unit import Membership, Unit, is_within
from danvan_metrics.units.units_file import list_successions, load_tree
from danvan_metrics.vietnamese import SortKey, fold, sort_key


@dataclass(frozen=True, slots=True)
class School:
    """One that reports; `reporter` tells a school from the office itself.

    unit: under which unit of the tree it stands unless a membership of the tree says another for the day; "" where it stands
    under the office alone.
    """

    code: str
    name: str
    short_name: str
    level: str
    commune: str
    type: str = ""
    other_names: tuple[str, ...] = ()
    model: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed: bool = False
    reporter: Reporter = Reporter.SCHOOL
    unit: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether the school stood on the roster that day."""
        return is_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class Roster:
    """Schools in the office's order: model schools, then level, then name in the Vietnamese alphabet; and what they stand under.

    tree: the units between the office and the schools; empty where there are none.
    """

    schools: tuple[School, ...]
    office: School
    tree: UnitTree = field(default_factory=UnitTree)

    @cached_property
    def by_code(self) -> dict[str, School]:
        """Every unit by code, the office among them."""
        return {unit.code: unit for unit in (*self.schools, self.office)}

    @property
    def provisional(self) -> bool:
        """Whether any school still waits for the office's confirmation."""
        return any(not school.confirmed for school in self.schools)

    @cached_property
    def communes(self) -> tuple[str, ...]:
        """The communes that have a school, in alphabetical order."""
        return tuple(sorted({school.commune for school in self.schools}, key=sort_key))

    def select(
        self,
        *,
        on: date | None = None,
        level: str | None = None,
        commune: str | None = None,
        model: bool | None = None,
        unit: str | None = None,
    ) -> tuple[School, ...]:
        """Schools that match every filter given, in the roster's order; the office is never among them.

        unit: those that stood under it on the day `on`, at any depth; that day must be told then (ValueError).
        """
        if unit is not None and on is None:
            raise ValueError("who stands under a unit is asked for a day")
        among = self.schools if unit is None or on is None else self.list_under(unit, on)
        return tuple(
            school
            for school in among
            if (on is None or school.is_valid_on(on))
            and (level is None or school.level == level)
            and (commune is None or school.commune == commune)
            and (model is None or school.model is model)
        )

    def search(self, text: str, most: int) -> tuple[str, ...]:
        """The codes of units, then schools whose code or a name of which holds a text, however spelled; those ended too."""
        words = fold(text)
        return tuple(islice((code for code, names in self._searched.items() if words in names), most))

    @cached_property
    def _searched(self) -> Mapping[str, str]:
        """What each is searched by; of a country's roster prepared once, in a second."""
        among: tuple[Unit | School, ...] = (*self.tree.units, *self.schools)
        return {one.code: fold(" ".join((one.code, one.name, one.short_name, *one.other_names))) for one in among}

    def unit_of(self, school: School, on: date) -> str:
        """The unit a school stood under that day, by code; "" for the office alone."""
        return self.tree.parent_of(school.code, on) or school.unit

    def list_under(self, unit: str, on: date) -> tuple[School, ...]:
        """The schools that stood under a unit that day, at any depth, in the roster's order."""
        by_unit = self.group_by_unit(on)
        found = [school for code in self.tree.list_under(unit, on) for school in by_unit.get(code, ())]
        return tuple(sorted(found, key=lambda school: self._places[school.code]))

    def group_by_unit(self, on: date) -> Mapping[str, tuple[School, ...]]:
        """The schools valid on a day by the unit directly above them."""
        if on not in self._kept:
            gathered: dict[str, list[School]] = defaultdict(list)
            for school in self.schools:
                if school.is_valid_on(on):
                    gathered[self.unit_of(school, on)].append(school)
            self._kept[on] = {code: tuple(schools) for code, schools in gathered.items()}
        return self._kept[on]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {school.code: place for place, school in enumerate(self.schools)}

    @cached_property
    def _kept(self) -> dict[date, Mapping[str, tuple[School, ...]]]:
        return {}


def load_roster(path: Path, plan: Plan, units: Path | None = None) -> Roster:
    """Read schools.csv (columns: roster_file.SCHOOLS_FORM) as any spreadsheet program saves it, and units.csv where there is one.

    unit: the unit it stands under, or those it stood under one after another with semicolons between; read only where there are
    units. PlanError tells every problem of a file at once: row and column as a spreadsheet shows them, and the remedy.
    """
    tree = load_tree(units, plan.office.code) if units else UnitTree()
    rows, problems = read_roster_file(path)
    if not rows and not problems.told:
        raise PlanError(f"{path.name}: chưa có trường nào; hãy thêm mỗi trường một dòng.")
    readers = prepare_school_readers(plan)
    read = [(row, values) for row in rows if (values := read_row(row, readers, problems))]
    find_repeats(rows, plan.office.code, problems, tree.by_code)
    find_strange_predecessors(read, problems)
    if units:
        _find_strange_units(read, tree, problems)
    problems.refuse()
    return _build_roster([values for _, values in read], tree, plan)


def _find_strange_units(read: Iterable[tuple[RosterRow, dict[str, Any]]], tree: UnitTree, problems: RosterProblems) -> None:
    for row, values in read:
        strange = next((code for code in values["unit"] if code not in tree.by_code), None)
        if strange is not None:
            problems.add(row.number, "unit", f"không có đơn vị mã “{strange}”; hãy thêm đơn vị đó hoặc sửa mã.")
        elif not values["unit"]:
            problems.add(row.number, "unit", "unit đang trống; hãy ghi mã đơn vị mà trường trực thuộc.")


def _build_roster(read: Sequence[Mapping[str, Any]], tree: UnitTree, plan: Plan) -> Roster:
    successions = tuple(list_successions(read))
    following = Following(tree.by_code, tree.successions)
    last_days = find_last_days(read)
    under = {values["code"]: _list_memberships(values, following) for values in read} if tree.units else {}
    schools = [_build_school(values, last_days.get(values["code"]), under.get(values["code"], ())) for values in read]
    moved = tuple(one for code in under for one in under[code] if len(under[code]) > 1)
    schools.sort(key=partial(place_school, plan.levels))
    whole = replace(tree, memberships=(*tree.memberships, *moved), successions=(*tree.successions, *successions))
    return Roster(tuple(schools), _office_unit(plan), whole)


def place_school(levels: Sequence[str], school: School) -> tuple[bool, int, SortKey]:
    """Where a school stands in the office's order."""
    return not school.model, levels.index(school.level), sort_key(school.short_name)


def _list_memberships(values: Mapping[str, Any], following: Following) -> tuple[Membership, ...]:
    return tuple(following.list_memberships(values["code"], values["unit"]))


def _build_school(values: Mapping[str, Any], last_day: date | None, under: Sequence[Membership]) -> School:
    own = {name: value for name, value in values.items() if name not in {"unit", "follows"}}
    own["valid_to"] = own["valid_to"] or last_day
    return School(**own, unit=under[-1].parent if under else "")


def _office_unit(plan: Plan) -> School:
    office = plan.office
    return School(office.code, office.name, office.short, level="", commune="", confirmed=True, reporter=Reporter.OFFICE)


def prepare_school_readers(plan: Plan) -> Readers:
    """How each column's cells are read."""
    return {
        "code": read_code,
        "name": read_name,
        "short_name": read_name,
        "other_names": read_names,
        "level": partial(read_option, options=plan.levels),
        "type": partial(read_option, options=("", *plan.types)),
        "commune": read_name,
        "model": read_flag,
        "valid_from": read_roster_day,
        "valid_to": read_roster_day,
        "confirmed": read_flag,
        "unit": read_codes,
        "follows": read_codes,
    }
