"""Two years' plans in one store: their schools, workbooks filled in under either, and the office that receives them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.district import District, open_district
from danvan_metrics.folders import SHIPPED
from danvan_metrics.intake.outcome import FileOutcome
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.lineup.plan_lineup import PlanLineup, load_lineup
from danvan_metrics.plan.model import Plan
from danvan_metrics.settings import load_settings
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.units.tree import UnitTree
from danvan_metrics.units.unit import Membership, Succession, Unit
from danvan_metrics.workbook.layout import Field, build_layout
from danvan_metrics.workbook.template.build import build_template
from tests.builders import PlainReturn, build_dataset, generate_returns
from tests.builders_units import read_table

YEARS = SHIPPED / "tests/plans/years"
OFFICE = "SONGMAY"
OLD, NEW = "hoc-tap-suot-doi-2022", "hoc-tap-suot-doi-2023"
OFFICER = sit_at_laptop("Lò Thị Mây")
COMMUNE = "XA1"
TREE = UnitTree(
    units=(Unit("TINH", "Tỉnh Sông Mây", "Sông Mây", "tỉnh"), Unit(COMMUNE, "Xã Đá Bạc", "Đá Bạc", "xã")),
    memberships=(Membership(COMMUNE, "TINH"), Membership("TT01", COMMUNE), Membership("TH01", "TINH")),
)


def list_variables(folder: Path, today: date) -> dict[str, str]:
    """The environment of an office that works with both years' plans, the newer one by default."""
    return {
        "DANVAN_DATABASE_URL": f"sqlite:///{folder / 'kho.sqlite3'}",
        "DANVAN_CREATE": "1",
        "DANVAN_PLAN": str(YEARS / "2023"),
        "DANVAN_PLANS": str(YEARS),
        "DANVAN_ROSTER": str(SHIPPED / "tests/plans/small_schools.csv"),
        "DANVAN_TODAY": today.isoformat(),
    }


def open_years(folder: Path, today: date = date(2023, 12, 31)) -> District:
    """That office over a store in this folder."""
    return open_district(load_settings(list_variables(folder, today)))


def add_tree(district: District) -> District:
    """The same office, its schools under a province and one of its communes, which adds lines to the plan."""
    return replace(district, listed=replace(district.listed, tree=TREE))


def load_years() -> PlanLineup:
    """Both plans, the newer one the usual."""
    return load_lineup(YEARS / "2023", YEARS)


def fill_in(plan: Plan, school: School, period: str, rows: Mapping[str, Mapping[str, object]]) -> bytes:
    """A unit's workbook with these cells of these lines filled in, by field."""
    book = openpyxl.load_workbook(io.BytesIO(build_template(plan, school, plan.find_period(period))))
    layout = build_layout(plan, school.reporter)
    for key, value in {"writer": "Lò Thị Mây", "members": 120}.items():
        book[layout.facts[key].sheet][layout.facts[key].cell].value = value
    for line, cells in rows.items():
        for name, value in cells.items():
            place = layout.lines[line].cell(Field(name))
            book[place.sheet][place.cell].value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def hand_in(
    district: District, plan: str, school: str, period: str, rows: Mapping[str, Mapping[str, object]], day: date | None = None
) -> FileOutcome:
    """What came of a workbook of one of the plans, handed in at the office as it stands."""
    turned = district.turn_to(plan)
    content = fill_in(turned.plan_of(school), turned.roster.by_code[school], period, rows)
    return receive_file(district, f"{school}-{period}.xlsx", content, Receiving(day, accept=True, actor=OFFICER))


# Which schools there were in 2022 and are in 2023, who went into whom on 15/01/2023, and who reported when (periods by year).
TWO_YEARS = """
school | level     | there | became | 2022 | 2023
A      | Tiểu học  | old   | AB     | hk1  |
B      | Tiểu học  | old   | AB     | hk1  |
AB     | Tiểu học  | new   |        |      | hk1
C      | Tiểu học  | both  |        | hk1  | hk1
D      | Tiểu học  | new   |        |      | hk1
E      | Tiểu học  | old   |        | hk1  |
F      | Trung tâm | both  |        |      | hk1
G      | Trung tâm | both  |        | hk1  |
H      | Trung tâm | both  |        | hk1  | hk1
S      | Trung tâm | old   | S1 S2  | hk1  |
S1     | Trung tâm | new   |        |      | hk1
S2     | Trung tâm | new   |        |      | hk1
K      | Tiểu học  | old   | KL     | hk1  |
L      | Tiểu học  | old   | KL     |      |
KL     | Tiểu học  | new   |        |      | hk1
"""
FAMILIES = ({"A", "B", "AB"}, {"C"}, {"H"}, {"S", "S1", "S2"})  # in which every school reported
MERGED_ON = date(2023, 1, 15)


def build_years(seed: int = 0) -> Dataset:
    """The schools of the table with random returns: 2023's figures, which know 2022's."""
    rows, lineup = read_table(TWO_YEARS), load_years()
    roster = _build_roster(rows, lineup.find(NEW))
    then, now = (_build_year(rows, roster, lineup.find(code), seed) for code in (OLD, NEW))
    return replace(now, load_year_before=lambda: then)


def _build_roster(rows: list[dict[str, str]], plan: Plan) -> Roster:
    bounds = {"old": (None, MERGED_ON - timedelta(days=1)), "new": (MERGED_ON, None), "both": (None, None)}
    schools = []
    for row in rows:
        first, last = bounds[row["there"]]
        name = f"Trường {row['school']}"
        days = {"valid_from": first, "valid_to": last}
        schools.append(School(row["school"], name, name, row["level"], "Sông Mây", confirmed=True, **days))
    successions = tuple(Succession(row["school"], after, MERGED_ON) for row in rows for after in row["became"].split())
    office = School(plan.office.code, plan.office.name, plan.office.short, "", "", reporter=Reporter.OFFICE)
    return Roster(tuple(schools), office, UnitTree(successions=successions))


def _build_year(rows: list[dict[str, str]], roster: Roster, plan: Plan, seed: int) -> Dataset:
    wanted = {(row["school"], row[str(plan.year)]) for row in rows}
    made = generate_returns(seed + plan.year, plan=plan, roster=roster, missing=0)
    returns = [one for one in made if (one.school, one.period) in wanted]
    return build_dataset(returns, plan=plan, roster=roster, as_of=date(plan.year, 12, 31))


def add_figures() -> Dataset:
    """Twelve schools that stayed and reported in both years, with plain answers.

    T1 (a share): everybody then; now half of the schools everybody, the others half of them. L1: nine met it then, none now.
    M1 (two models): none then, all now. T6: in time in both.
    """
    lineup = load_years()
    names = [f"X{number:02}" for number in range(12)]
    schools = tuple(School(name, f"Trường {name}", f"Trường {name}", "Tiểu học", "Sông Mây", confirmed=True) for name in names)
    office = School(OFFICE, "Phòng", "Phòng", "", "", reporter=Reporter.OFFICE)
    roster = Roster(schools, office)
    then = [PlainReturn(name, "hk1", date(2022, 6, 1), _answer_then(number), [], False) for number, name in enumerate(names)]
    now = [
        PlainReturn(name, "hk1", date(2023, 6, 1), _answer_now(number), _TWO_MODELS, True) for number, name in enumerate(names)
    ]
    before = build_dataset(then, plan=lineup.find(OLD), roster=roster, as_of=date(2022, 12, 31))
    after = build_dataset(now, plan=lineup.find(NEW), roster=roster, as_of=date(2023, 12, 31))
    return replace(after, load_year_before=lambda: before)


_MODEL = {"field": "Gia đình học tập", "area": "Gia đình", "owner": "collective", "status": "doing", "has_result": False}
_TWO_MODELS = [{"name": "Mô hình 1", **_MODEL}, {"name": "Mô hình 2", **_MODEL}]


def _answer_then(number: int) -> dict:
    return {
        "T1": {"to_do": 10, "done": 10},
        "L1": {"choice": "met" if number < 9 else "doing"},
        "T6": {"dated": date(2022, 2, 20)},
    }


def _answer_now(number: int) -> dict:
    return {"T1": {"to_do": 10, "done": 10 if number < 6 else 5}, "L1": {"choice": "doing"}, "T6": {"dated": date(2023, 2, 20)}}
