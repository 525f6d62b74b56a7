"""A country of two provinces, what happens to its schools' returns, and its sums the quick way and the slow way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

from danvan_metrics.district import District
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.rollup.summing import sum_units
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.verdicts import Lane, Outcome, Stage, Verdict
from danvan_metrics.scoring.kept_sums import KeptSums
from danvan_metrics.settings import load_settings
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Step, VerdictRecord
from danvan_metrics.units.roster import Roster
from danvan_metrics.units.unit_sums import KEY, SHAPES, UnitSums
from tests.builders_store import open_store
from tests.builders_units import RETURNS, SCHOOLS, Province, SlowSums, build_province, build_roster, hand_in, read_table

ROOT = "BO"
# The small province stands beside another; Cù Mông went from the one to the other on 01/07, Bến Sông was closed on 30/09.
UNITS = """
code  | name            | short    | kind   | parent | from       | to
BO    | Bộ              | Bộ       | bộ     |        |            |
SM    | Tỉnh Sông Mây   | Sông Mây | tỉnh   | BO     |            |
NT    | Tỉnh Núi Thông  | Núi Thông | tỉnh  | BO     |            |
SM-AB | Xã An Bình      | An Bình  | xã     | SM     |            |
SM-BS | Phường Bến Sông | Bến Sông | phường | SM     |            | 2020-09-30
SM-CM | Xã Cù Mông      | Cù Mông  | xã     | NT     |            |
"""
NODES = (ROOT, "SM", "NT")


def build_country(schools: str = SCHOOLS, returns: str = RETURNS) -> Province:
    """The schools and returns of the small province under these units, or others."""
    return replace(build_province(returns=returns), roster=build_roster(UNITS, schools))


def open_country(folder: Path) -> District:
    """The country over a store that holds its returns already."""
    country = build_country()
    settings = replace(load_settings({}), fixed_today=country.as_of)
    return District(country.plan, country.roster, open_store(folder), settings)


Figures = dict[tuple, tuple[float, ...]]  # by node, period and lens, then table and what its row is told apart by


def add_slowly(district: District, *, as_of: date | None = None) -> Figures:
    """Every school's figures as its pages show them, added up one by one under every node, period and lens."""
    whole = district.load_whole()
    whole = replace(whole, as_of=as_of or whole.as_of)
    found: dict[tuple, list[float]] = {}
    for period, lens in product(district.plan.periods, Lens):
        every = [school.code for school in district.roster.schools]
        rows = list(_read_rows(sum_units(whole, Scope(period.code, lens), dict(zip(every, every, strict=True)))))
        for node in _list_nodes(district):
            places = SlowSums(whole, node).place_schools(period.code)
            for name, school, *rest, figures in rows:
                if school in places:
                    key = (node, period.code, str(lens), name, places[school], *rest)
                    found[key] = [a + b for a, b in zip(found.get(key, [0.0] * len(figures)), figures, strict=True)]
    return _settle(found)


def load_quickly(district: District, nodes=None, *, as_of: date | None = None) -> Figures:
    """The same as KeptSums gives it; `nodes`: of these alone."""
    found: dict[tuple, list[float]] = {}
    for node, period, lens in product(nodes or _list_nodes(district), district.plan.periods, Lens):
        sums = KeptSums(district.repository, district.plan, district.roster, node, as_of or district.today())
        for name, *rest, figures in _read_rows(sums.load(period.code, lens)):
            found[node, period.code, str(lens), name, *rest] = figures
    return _settle(found)


def list_differences(slow: Figures, quick: Figures, nodes=NODES) -> list[tuple]:
    """Where they are not the same, to a millionth."""
    wanted = {key: figures for key, figures in slow.items() if key[0] in nodes}
    keys = sorted(wanted.keys() | quick.keys(), key=str)
    return [(key, wanted.get(key), quick.get(key)) for key in keys if wanted.get(key) != quick.get(key)]


def _list_nodes(district: District) -> list[str]:
    return [node for node in NODES if node in district.roster.tree.by_code]


def _read_rows(sums: UnitSums) -> Iterator[tuple]:
    for name in UnitSums._fields:
        more, summed = SHAPES[name]
        keys = [*KEY, *more]
        for row in getattr(sums, name)[[*keys, *summed]].itertuples(index=False, name=None):
            yield name, *row[: len(keys)], [float(value) for value in row[len(keys) :]]


def _settle(found: dict[tuple, list[float]]) -> Figures:
    """Without the rows in which all is 0."""
    rounded = {key: tuple(round(value, 6) for value in figures) for key, figures in found.items()}
    return {key: figures for key, figures in rounded.items() if any(figures)}


def send(district: District, returns: str, named: str) -> None:
    """Hand in returns of a text table (as builders_units.RETURNS), as files of this name."""
    sent = replace(build_province(returns=RETURNS.strip().splitlines()[0] + "\n" + returns), roster=district.roster)
    hand_in(district.repository, sent, named)


def find_submission(district: District, school: str, period: str, revision: int = 1):
    """The hand-in of this number of a school and period."""
    found = district.repository.list_submissions(district.plan.code, school)
    return next(one for one in found if (one.period, one.revision) == (period, revision))


def appraise(district: District, school: str, period: str, lines: dict[str, Outcome], *, revision: int = 1) -> None:
    """Judge some lines of a return, in the team's hand."""
    number = find_submission(district, school, period).id
    with district.repository.appraisals.keep() as keeping:
        key = AppraisalKey(district.plan.code, school, period, "to-phong")
        if not keeping.find(key).steps:
            keeping.keep_step(key, _step(Stage.ASSIGNED))
        keeping.keep_verdicts(key, [_judge(line, outcome, number, revision) for line, outcome in lines.items()])


def conclude(district: District, school: str, period: str, stage: Stage = Stage.CONCLUDED) -> None:
    """Bring a school's appraisal to a stage."""
    key = AppraisalKey(district.plan.code, school, period, "to-phong")
    with district.repository.appraisals.keep() as keeping:
        keeping.keep_step(key, _step(stage))


def _step(stage: Stage) -> Step:
    return Step(stage=stage, version=1, at=_now(), actor="Cô Mai", reason="", detail={"conclusion": {"held_on": "2020-12-15"}})


def _judge(line: str, outcome: Outcome, submission: int, revision: int) -> VerdictRecord:
    verdict = Verdict(line=line, outcome=outcome, appraiser="Cô Mai", judged_on=date(2020, 12, 15))
    return VerdictRecord(verdict=verdict, lane=Lane.TEAM, revision=revision, version=1, submission=submission, at=_now())


def _now() -> datetime:
    return datetime(2020, 12, 16, 2, 30, tzinfo=UTC)


def change_roster(district: District, roster: Roster) -> District:
    """The same office with another roster, as after an act about units."""
    return replace(district, listed=roster)


def list_codes(table: str, column: str = "code") -> list[str]:
    """A column of a text table."""
    return [row[column] for row in read_table(table)]
