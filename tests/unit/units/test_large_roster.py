"""A country's roster: how long it takes to open, to find a school in, and to follow a merger.

Of the processor's time, which others at work on the machine hardly change; the limits stand far above what is measured.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.units.changes.folding import fold_changes
from danvan_metrics.units.roster import Roster, load_roster
from danvan_metrics.units.roster_file import COLUMNS, UNIT_COLUMNS
from danvan_metrics.units.school_names import Named, SchoolNames
from tests.builders_roster import merge

PLAN = load_plan(DATA / "plans" / "2020")
COMMUNES, SCHOOLS = 3_300, 41_000
_SYLLABLES = ["An", "Bình", "Châu", "Đông", "Giang", "Hà", "Khánh", "Long", "Minh", "Nam", "Phú", "Quang", "Sơn", "Tân", "Vân"]
DAY = date(2025, 7, 1)


def _name(number: int) -> str:
    return " ".join((_SYLLABLES[number % 15], _SYLLABLES[number // 15 % 15], _SYLLABLES[number // 225 % 15]))


def _write(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> tuple[Path, Path]:
    """Thirty-four provinces with 3,300 communes of a dozen schools each."""
    folder = tmp_path_factory.mktemp("country")
    provinces = [(f"P{one}", f"Tỉnh {_name(one)}", _name(one), "tỉnh", "BO") for one in range(34)]
    communes = [(f"X{one}", f"Xã {_name(one)}", _name(one), "xã", f"P{one % 34}") for one in range(COMMUNES)]
    units = [("BO", "Bộ", "Bộ", "bộ", ""), *provinces, *communes]
    schools = [_describe(one) for one in range(SCHOOLS)]
    return _write(folder / "s.csv", (*COLUMNS, "unit"), schools), _write(folder / "u.csv", UNIT_COLUMNS, units)


def _describe(number: int) -> tuple[str, ...]:
    commune, level = number % COMMUNES, PLAN.levels[number % len(PLAN.levels)]
    name = f"{level} {_name(commune)} {number // COMMUNES + 1}"
    return f"S{number}", f"Trường {name}", name, "", level, "", _name(commune), "no", "", "", "yes", f"X{commune}"


@pytest.fixture(scope="module")
def opened(files) -> tuple[Roster, float]:
    start = process_time()
    roster = load_roster(files[0], PLAN, files[1])
    return roster, process_time() - start


def test_it_opens_within_seconds(opened):
    """Measured: 1.3 s, once 28 s."""
    roster, seconds = opened
    assert (len(roster.schools), len(roster.tree.units)) == (SCHOOLS, 1 + 34 + COMMUNES)
    assert seconds < 8


def test_every_school_stands_under_the_top_and_under_its_own_commune_alone(opened):
    roster, _ = opened
    assert len(roster.list_under("BO", DAY)) == SCHOOLS
    assert {school.unit for school in roster.list_under("X7", DAY)} == {"X7"}


def test_a_code_is_found_without_preparing_any_name(opened):
    names = SchoolNames(opened[0], PLAN.office.district)
    start = process_time()
    assert names.find_code("s123") == "S123"
    assert process_time() - start < 0.5


def test_after_the_first_a_school_is_found_by_its_name_in_a_moment(opened):
    """Measured: 0.3 ms in the usual text, the first 2 s; five texts none of which was asked before."""
    roster = opened[0]
    names = SchoolNames(roster, PLAN.office.district)
    assert names.find(f"Báo cáo của {roster.by_code['S1'].name}") == Named(_bearing(roster, "S1"))
    start = process_time()
    for code in ("S2", "S77", "S20000", "S40999", "S5"):
        assert code in names.find(f"Báo cáo của {roster.by_code[code].name}, kỳ 6 tháng").codes
    assert process_time() - start < 5 * 0.1


def _bearing(roster: Roster, code: str) -> tuple[str, ...]:
    """The schools of the same name, the slow way: others may bear it in other provinces."""
    return tuple(school.code for school in roster.schools if school.name == roster.by_code[code].name)


def test_a_merger_is_folded_in_within_a_second_or_two(opened):
    start = process_time()
    roster = fold_changes(opened[0], [merge("X0", "X34")], PLAN.levels, DAY).roster
    assert process_time() - start < 3
    both = {school.code for unit in ("X0", "X34") for school in opened[0].list_under(unit, DAY)}
    assert {school.code for school in roster.list_under("X0", DAY)} == both
