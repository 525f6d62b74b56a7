"""Tables made into files for whoever may have them, and kept that they were taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import chain

import pandas as pd

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_take_data
from danvan_metrics.access.rights import find_sight
from danvan_metrics.access.taking import note_taken
from danvan_metrics.data_acts.data_opening import OpenedData, open_data
from danvan_metrics.data_acts.data_request import DataRequest
from danvan_metrics.district import District
from danvan_metrics.exports.data_pack import DataFormat, DataPack, gather_tables
from danvan_metrics.formats.tidy.tidy_table import TidyTable
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.topics.data_out.table_catalogue import BY_NAME, OF_THE_WHOLE
from danvan_metrics.vietnamese import slug

_SEVERAL = ""  # of a file about more schools than one


def take_tables(
    district: District, asked: DataRequest, load: Callable[[], Dataset], *, actor: Actor
) -> AbstractContextManager[DataPack]:
    """The tables asked for as the actor is shown them, each row computed once; NotAllowed for who may have none."""
    check_can_take_data(actor)
    opened = open_data(district, asked, find_sight(actor), load)
    tables = tuple(BY_NAME[name] for name in asked.tables)

    def fill(pack: DataPack) -> None:
        for table in tables:
            if table in OF_THE_WHOLE:
                _add_all(pack, table, opened.collect(table))
        of_parts = [table for table in tables if table not in OF_THE_WHOLE]
        for part in opened.list_parts() if of_parts else ():
            for table in of_parts:
                _add_all(pack, table, opened.collect_of(table, part))

    return gather_tables(tables, fill, imprint=opened.imprint, watermark=opened.whole.watermark)


def take_rows(district: District, asked: DataRequest, load: Callable[[], Dataset], *, actor: Actor) -> Iterator[pd.DataFrame]:
    """The rows of the one table asked for, as they are computed, the first already: what is wrong is told before any is sent."""
    check_can_take_data(actor)
    opened: OpenedData = open_data(district, asked, find_sight(actor), load)
    rows = opened.collect(BY_NAME[asked.tables[0]])
    return chain([first] if (first := next(rows, None)) is not None else [], rows)


def name_data(kind: DataFormat, dataset: Dataset, asked: DataRequest) -> str:
    """An ASCII file name: what it is, of which plan, narrowed to what; “minh-hoa” where it is made up."""
    fixed = slug("chot", dataset.snapshot.name) if dataset.snapshot else ""
    lens = asked.lens.words if asked.lens else ""
    told = slug(f"du lieu {dataset.plan.short_title}", asked.period, lens, asked.level or "", asked.unit)
    sample = "minh-hoa" if dataset.sample else ""
    ending = kind if kind is DataFormat.XLSX else f"{kind}.zip"
    return f"{'_'.join(filter(None, (told, fixed, sample)))}.{ending}"


def note_data_taken(district: District, actor: Actor, name: str) -> None:
    """Keep who took which tables; nobody minds what is taken of the sample."""
    if not district.sample:
        sight = find_sight(actor).schools
        school = next(iter(sight)) if sight is not None and len(sight) == 1 else _SEVERAL
        note_taken(district.repository, actor, Act.TAKE_DATA, school, name)


def _add_all(pack: DataPack, table: TidyTable, frames: Iterator[pd.DataFrame]) -> None:
    for frame in frames:
        pack.add(table, frame)
