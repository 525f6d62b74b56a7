"""The data of a district as tables are collected from it: as far as somebody is shown it, a unit's schools at a time.

Of many schools only one unit's are in memory together, whatever storeys stand above: figures of a school depend on no other's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from danvan_metrics import __version__
from danvan_metrics.access.actor import Units
from danvan_metrics.access.rights import Sight
from danvan_metrics.data_acts.data_request import DataRequest
from danvan_metrics.district import District
from danvan_metrics.formats.tidy.tidy_table import TidyTable
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.metrics.words import describe_source
from danvan_metrics.topics.data_out.data_part import DataPart, DataWhole
from danvan_metrics.topics.data_out.table_catalogue import OF_PARTS, OF_THE_WHOLE
from danvan_metrics.topics.narrowing import narrow
from danvan_metrics.units.roster import Roster, School


@dataclass(frozen=True)
class OpenedData:
    """What tables are collected from; `sample`: all of it is made up."""

    whole: DataWhole
    list_parts: Callable[[], Iterator[DataPart]]
    imprint: str
    sample: bool

    def collect(self, table: TidyTable) -> Iterator[pd.DataFrame]:
        """The rows of a table with all its columns, a part at a time; of every table at least one frame, maybe without rows."""
        if table in OF_THE_WHOLE:
            yield self._complete(table, OF_THE_WHOLE[table](self.whole))
            return
        for part in self.list_parts():
            yield from self.collect_of(table, part)

    def collect_of(self, table: TidyTable, part: DataPart) -> Iterator[pd.DataFrame]:
        """The rows of a table that one part has."""
        for frame in OF_PARTS[table](part):
            yield self._complete(table, frame)

    def _complete(self, table: TidyTable, frame: pd.DataFrame) -> pd.DataFrame:
        full = frame.assign(plan_code=self.whole.plan.code, watermark=self.whole.watermark)
        return full[list(table.names)]


def open_data(district: District, asked: DataRequest, sight: Sight, load: Callable[[], Dataset]) -> OpenedData:
    """The data as a sight shows it. load: the dataset that is looked at, a snapshot's or (its sums unused) what is in force."""
    dataset = load()
    limited = sight.schools
    if dataset.snapshot or not district.roster.tree.units:
        own = narrow(dataset, sight)
        roster = own.roster
        part = _make_part(district, own, asked, office=limited is None and not asked.level and not _is_below(dataset, asked.unit))
        return _gather(own, asked, roster, lambda: iter([part]), limited)
    roster = district.roster
    whole = replace(dataset, plan=district.plan)  # not a unit's with its own lines: those of all units are told
    return _gather(whole, asked, roster, lambda: _list_parts(district, asked, sight, whole), limited)


def _is_below(dataset: Dataset, unit: str) -> bool:
    """Whether a unit under the highest was asked for: the office's own work is not its."""
    root = dataset.roster.tree.root
    return bool(unit) and (root is None or root.code != unit)


def _gather(
    dataset: Dataset, asked: DataRequest, roster: Roster, parts: Callable[[], Iterator[DataPart]], limited: Units | None
) -> OpenedData:
    from danvan_metrics.formats.plotly.frame import WATERMARK  # noqa: PLC0415 - loads plotly

    day = _choose_day(dataset)
    schools = tuple(school for school in _list_schools(dataset, roster, asked) if limited is None or school.code in limited)
    above = {school.code: roster.unit_of(school, day) for school in schools}
    whole = DataWhole(
        plan=dataset.plan,
        tree=roster.tree if limited is None else replace(roster.tree, units=()),
        schools=schools if limited is not None else (*schools, roster.office),
        unit_of=above,
        as_of=dataset.as_of,
        snapshot=dataset.snapshot,
        program=__version__,
        watermark=WATERMARK if dataset.sample else "",
    )
    return OpenedData(whole, parts, describe_source(dataset), dataset.sample)


def _choose_day(dataset: Dataset) -> date:
    """The day whose units stand in the table of schools: the day judged on, or the last of the plan where that is over."""
    return min(dataset.as_of, dataset.plan.periods[-1].last_day_on_time)


def _list_schools(dataset: Dataset, roster: Roster, asked: DataRequest) -> Iterator[School]:
    days = [_choose_day(dataset), *(dataset.plan.find_period(code).last_day_on_time for code in asked.list_periods(dataset.plan))]
    under = {school.code for day in days for school in roster.list_under(asked.unit, day)} if asked.unit else None
    for school in roster.schools:
        if (under is None or school.code in under) and (asked.level is None or school.level == asked.level):
            yield school


def _list_parts(district: District, asked: DataRequest, sight: Sight, dataset: Dataset) -> Iterator[DataPart]:
    """A part per unit that schools stand under directly, in the office's order of units."""
    day, roster = _choose_day(dataset), district.roster
    gathered: dict[str, set[str]] = {unit.code: set() for unit in roster.tree.units}
    for school in _list_schools(dataset, roster, asked):
        if sight.schools is None or school.code in sight.schools:
            gathered.setdefault(roster.unit_of(school, day), set()).add(school.code)
    office = sight.schools is None and not asked.level and not _is_below(replace(dataset, roster=roster), asked.unit)
    for unit, codes in gathered.items():
        if codes or office:
            own = narrow(district.load_schools(frozenset(codes), unit), sight)
            yield _make_part(district, own, asked if sight.schools is None else replace(asked, unit=""), office=office)
            office = False  # its own rows stand in the first part


def _make_part(district: District, dataset: Dataset, asked: DataRequest, *, office: bool) -> DataPart:
    return DataPart(
        dataset,
        district.repository.tracing,
        asked.list_periods(dataset.plan),
        asked.lens,
        asked.level,
        asked.unit if dataset.roster.tree.units else "",
        office,
    )
