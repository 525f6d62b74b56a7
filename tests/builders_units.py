"""Units and the schools under them as text tables, their returns, and the sums of a unit the slow way.

The small province has three communes with four, three and two schools, and one school directly under it. Its figures are in
memory (`build_province().dataset`), as a node of the tree (`look_at`), and in a store (`open_province`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

import pandas as pd

from danvan_metrics.district import District
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.rollup.summing import sum_units
from danvan_metrics.plan.kinds import Kind, Reporter
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.settings import load_settings
from danvan_metrics.store.repository import Repository
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.units.tree import UnitTree, check_tree
from danvan_metrics.units.unit import Membership, Succession, Unit
from danvan_metrics.units.unit_sums import UnitSums
from danvan_metrics.vietnamese import sort_key
from danvan_metrics.workbook.answers import Answer, Identity, ModelEntry, Place, Return, SentBack, State
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset
from tests.builders_since import answer_items
from tests.builders_store import build_refusal, build_submission, open_store

AS_OF = date(2020, 12, 17)
PROVINCE = "SM"

UNITS = """
code  | name            | short    | kind   | parent
SM    | Tỉnh Sông Mây   | Sông Mây | tỉnh   |
SM-AB | Xã An Bình      | An Bình  | xã     | SM
SM-BS | Phường Bến Sông | Bến Sông | phường | SM
SM-CM | Xã Cù Mông      | Cù Mông  | xã     | SM
"""
SCHOOLS = """
code  | name          | level    | unit  | model
MN-AB | MN An Bình    | Mầm non  | SM-AB | x
MN-A2 | MN An Bình 2  | Mầm non  | SM-AB |
TH-AB | TH An Bình    | Tiểu học | SM-AB |
TC-AB | THCS An Bình  | THCS     | SM-AB |
MN-BS | MN Bến Sông   | Mầm non  | SM-BS |
TH-BS | TH Bến Sông   | Tiểu học | SM-BS | x
TC-BS | THCS Bến Sông | THCS     | SM-BS |
MN-CM | MN Cù Mông    | Mầm non  | SM-CM |
TT-CM | TH&THCS Cù Mông | TH&THCS | SM-CM |
NT-SM | PTDTNT Sông Mây | THCS   | SM    |
"""
# How many of the plan's 27 items are met, under way and blank, the rest not begun; how many of the 23 other lines that schools
# fill in and are scored on are met, the rest told and not met; and models with a result. “×” for a day: the file was sent back.
RETURNS = """
school | period | day        | met | doing | blank | tasks | models
MN-AB  | 6m     | 2020-06-10 | 14  | 6     | 0     | 12    | 1
MN-A2  | 6m     | 2020-06-13 | 7   | 3     | 0     | 5     | 0
TH-AB  | 6m     | 2020-06-20 | 20  | 0     | 3     | 20    | 2
TC-AB  | 6m     |            |     |       |       |       |
MN-BS  | 6m     | 2020-06-12 | 27  | 0     | 0     | 22    | 1
TH-BS  | 6m     | 2020-06-13 | 24  | 3     | 0     | 21    | 1
TC-BS  | 6m     | 2020-06-12 | 23  | 1     | 0     | 18    | 0
MN-CM  | 6m     | 2020-06-13 | 5   | 8     | 0     | 8     | 0
TT-CM  | 6m     | ×          |     |       |       |       |
NT-SM  | 6m     | 2020-06-11 | 18  | 4     | 0     | 15    | 1
MN-AB  | 12m    | 2020-12-10 | 27  | 0     | 0     | 22    | 1
MN-A2  | 12m    | 2020-12-13 | 18  | 5     | 0     | 12    | 1
TH-AB  | 12m    | 2020-12-16 | 22  | 2     | 3     | 20    | 2
TC-AB  | 12m    | 2020-12-12 | 6   | 12    | 0     | 3     | 0
MN-BS  | 12m    | 2020-12-12 | 27  | 0     | 0     | 22    | 2
TH-BS  | 12m    | 2020-12-13 | 27  | 0     | 0     | 22    | 1
TC-BS  | 12m    |            |     |       |       |       |
MN-CM  | 12m    | 2020-12-13 | 12  | 8     | 0     | 10    | 0
TT-CM  | 12m    | ×          |     |       |       |       |
NT-SM  | 12m    | 2020-12-11 | 25  | 2     | 0     | 20    | 1
"""
APPRAISED = (("MN-AB", "12m"), ("TH-BS", "12m"))
_MODEL = {"owner": "collective", "status": "doing", "has_result": True, "evidence_count": 1, "result": "Kết quả"}


def read_table(text: str) -> list[dict[str, str]]:
    """A text table: a line of headings, then a row a line, cells between bars."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def build_tree(units: str = UNITS, successions: Sequence[Succession] = ()) -> UnitTree:
    """The tree of a text table: code, name, short, kind and parent, and from and to where there are such columns."""
    rows = read_table(units)
    own = tuple(Unit(row["code"], row["name"], row["short"], row["kind"], **_read_bounds(row)) for row in rows)
    under = tuple(Membership(row["code"], row["parent"], **_read_bounds(row)) for row in rows if row["parent"])
    tree = UnitTree(own, under, tuple(successions))
    check_tree(tree)
    return tree


def _read_bounds(row: dict[str, str]) -> dict[str, date | None]:
    return {f"valid_{end}": date.fromisoformat(row[end]) if row.get(end) else None for end in ("from", "to")}


def build_roster(
    units: str = UNITS, schools: str = SCHOOLS, successions: Sequence[Succession] = (), *, plan: Plan = PLAN
) -> Roster:
    """The roster of two text tables, in the office's order; a school's commune is its unit's short name."""
    tree = build_tree(units, successions)
    own = [_build_school(row, tree) for row in read_table(schools)]
    own.sort(key=lambda school: (not school.model, plan.levels.index(school.level), sort_key(school.short_name)))
    return Roster(tuple(own), ROSTER.office if plan is PLAN else _build_office(plan), tree)


def _build_school(row: dict[str, str], tree: UnitTree) -> School:
    commune = tree.by_code[row["unit"]].short_name if row["unit"] else ""
    parts = {"model": row["model"] == "x", "confirmed": True, "unit": row["unit"], **_read_bounds(row)}
    return School(row["code"], f"Trường {row['name']}", row["name"], row["level"], commune, **parts)


def _build_office(plan: Plan) -> School:
    return replace(ROSTER.office, code=plan.office.code, name=plan.office.name, short_name=plan.office.short)


@dataclass(frozen=True)
class Province:
    """Units, schools and what they handed in; `dataset` holds all of it, school by school."""

    roster: Roster
    returns: tuple[PlainReturn, ...]
    sent_back: tuple[SentBack, ...] = ()
    appraised: tuple[tuple[str, str], ...] = ()
    as_of: date = AS_OF
    plan: Plan = PLAN

    @cached_property
    def dataset(self) -> Dataset:
        """The whole of it, as a store that holds it would load it."""
        parts = {"sent_back": self.sent_back, "appraised": self.appraised, "as_of": self.as_of}
        return build_dataset(list(self.returns), plan=self.plan, roster=self.roster, **parts)

    def look_at(self, unit: str) -> Dataset:
        """A unit that has units under it, as its pages see it: sums alone."""
        return look_at_node(self.dataset, unit)


def build_province(
    units: str = UNITS, schools: str = SCHOOLS, returns: str = RETURNS, *, appraised=APPRAISED, as_of: date = AS_OF
) -> Province:
    """The small province, or one of other text tables of the shipped plan."""
    rows = read_table(returns)
    handed_in = tuple(_build_return(row) for row in rows if row["day"] not in {"", "×"})
    refused = tuple(_build_sent_back(row) for row in rows if row["day"] == "×")
    return Province(build_roster(units, schools), handed_in, refused, tuple(appraised), as_of)


def _build_return(row: dict[str, str]) -> PlainReturn:
    counts = {name: int(row[name]) for name in ("met", "doing", "blank", "tasks", "models")}
    return answer_all(row["school"], row["period"], date.fromisoformat(row["day"]), **counts)


def answer_all(school: str, period: str, day: date, *, met: int, doing: int, blank: int, tasks: int, models: int) -> PlainReturn:
    """A return whose first so many items are met, then under way, the last ones blank; of the other lines the first are met."""
    given = answer_items(school, period, met, doing=doing, blank=blank, day=day)
    for number, indicator in enumerate(list_tasks()):
        given.answers.update({line.code: _answer_task(indicator, met=number < tasks) for line in indicator.rows})
    chosen = PLAN.fields_of_models[: models or 0]
    given.models = [{**_MODEL, "name": f"Mô hình {one.name}", "field": one.name, "area": one.area} for one in chosen]
    given.models_declared = bool(models)
    return given


def list_tasks() -> list[Indicator]:
    """What is scored and filled in beside the items, in the plan's order."""
    return [one for one in PLAN.indicators_for(Reporter.SCHOOL) if one.scored and one.entered and not one.is_item]


def _answer_task(indicator: Indicator, *, met: bool) -> dict:
    if indicator.kind is Kind.RATIO:
        return {"to_do": 10, "done": 10 if met else 4}
    if indicator.kind in {Kind.COUNT, Kind.LIMIT}:
        return {"done": indicator.target if met else indicator.target + 2 if indicator.kind is Kind.LIMIT else 0}
    if indicator.kind is Kind.DATE:
        return {"dated": indicator.deadline - timedelta(days=10 if met else -10)}
    return {"choice": "yes" if met else "no"}


def _build_sent_back(row: dict[str, str]) -> SentBack:
    day = PLAN.find_period(row["period"]).last_day_on_time
    return SentBack(row["school"], row["period"], day, day, errors=2, answered=0, askable=0)


@dataclass(frozen=True)
class SlowSums:
    """The sums of a unit, out of the figures of every school under it."""

    dataset: Dataset
    unit: str

    def list_reported(self) -> frozenset[str]:
        """The periods of which anything came of its schools."""
        came = {one.code: self.load(one.code, Lens.DECLARED).counts["received"].sum() for one in self.dataset.plan.periods}
        return frozenset(period for period, schools in came.items() if schools)

    def load(self, period: str, lens: Lens) -> UnitSums:
        """The sums by the units directly under it, and under its own code of its own schools."""
        return sum_units(self.dataset, Scope(period, lens, unit=self.unit), self.place_schools(period))

    def place_schools(self, period: str) -> dict[str, str]:
        """Under which of these every school of the period stands."""
        last, roster = self.dataset.plan.find_period(period).last_day_on_time, self.dataset.roster
        below = [unit.code for unit in roster.tree.children_of(self.unit, last)]
        placed = {school.code: code for code in below for school in roster.list_under(code, last)}
        return placed | {school.code: self.unit for school in roster.group_by_unit(last).get(self.unit, ())}


def look_at_node(dataset: Dataset, unit: str) -> Dataset:
    """What a unit's pages are given where it has units under it: no school's rows, only sums."""
    tables = ("answers", "models", "receipts", "sent_back", "appraisals", "verdicts", "evidence")
    empty = {name: getattr(dataset, name).iloc[:0] for name in tables}
    return replace(dataset, **empty, unit=unit, sums=SlowSums(dataset, unit))


def open_province(place, province: Province | None = None) -> District:
    """The province over a store of its own: a folder (SQLite) or the address of one that is still empty."""
    province = province or build_province()
    settings = replace(load_settings({}), fixed_today=province.as_of)
    repository = open_store(place)
    hand_in(repository, province)
    return District(province.plan, province.roster, repository, settings)


def hand_in(repository: Repository, province: Province, named: str = "return") -> None:
    """Keep all returns of a province, each on the day it was received, and refuse what was sent back; `named`: the files."""
    for number, (given, returned) in enumerate(_write_returns(province), start=1):
        parts = {"content": f"{named} {number}".encode(), "uploaded_at": _at(given.received_on), "received_on": given.received_on}
        repository.save(build_submission(returned, **parts))
    for one in province.sent_back:
        day = {
            "received_on": one.received_on,
            "uploaded_at": _at(one.received_on),
            "sha256": f"{one.school}{one.period}".ljust(64, "0"),
        }
        repository.refuse(build_refusal(one.school, one.period, errors=one.errors, plan=province.plan.code, **day))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(2, 30), UTC)


def _write_returns(province: Province) -> Iterator[tuple[PlainReturn, Return]]:
    dataset = province.dataset
    answers = dict(list(dataset.answers.groupby(["school", "period"], sort=False)))
    for given in province.returns:
        identity = Identity(province.plan.code, province.plan.version, given.school, given.period, "1")
        own = tuple(_write_answer(row) for row in iterate_rows(answers[given.school, given.period]))
        models = tuple(_write_model(model, row) for row, model in enumerate(given.models, start=8))
        yield given, Return(identity, (), own, models, given.models_declared, ())


def _write_answer(row) -> Answer:
    numbers = (None if pd.isna(value) else value for value in (row.to_do, row.done))
    pieces = None if pd.isna(row.evidence_count) else row.evidence_count
    return Answer(row.line, State(row.state), *numbers, row.choice, row.dated, pieces)


def _write_model(model: dict, row: int) -> ModelEntry:
    """A model; one has a result only with a piece of evidence for it."""
    own = {key: value for key, value in model.items() if key not in {"has_result", "result"}}
    return ModelEntry(Place("Mô hình", f"A{row}"), result="Kết quả" if model.get("has_result") else "", **own)
