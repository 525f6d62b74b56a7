"""What tables are collected from: the whole (plan, units, schools) once, and the figures a part of the schools at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

import pandas as pd

from danvan_metrics.metrics.appraisal import has_appraisal
from danvan_metrics.metrics.dataset import Dataset, Scope, SnapshotLabel
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.units.roster import School
from danvan_metrics.units.tree import UnitTree

_AT_ONCE: Final = 200  # hand-ins whose cells are read together


class RowSource(Protocol):
    """Where rows are followed back to their cells: tables as `store.tracing` gives them, blanks as None."""

    def load_answers(self, numbers: Collection[int]) -> pd.DataFrame: ...  # noqa: D102
    def load_rejected(self, numbers: Collection[int]) -> pd.DataFrame: ...  # noqa: D102
    def load_facts(self, numbers: Collection[int]) -> pd.DataFrame: ...  # noqa: D102
    def load_models(self, numbers: Collection[int]) -> pd.DataFrame: ...  # noqa: D102
    def load_evidence(self, numbers: Collection[int]) -> pd.DataFrame: ...  # noqa: D102
    def load_hand_ins(self, plan: str, schools: Collection[str]) -> pd.DataFrame: ...  # noqa: D102


@dataclass(frozen=True)
class DataWhole:
    """What does not depend on returns, as far as it is asked for and shown: the plan, units and schools, day and snapshot."""

    plan: Plan
    tree: UnitTree
    schools: Sequence[School]
    unit_of: dict[str, str]
    as_of: date
    snapshot: SnapshotLabel | None
    program: str
    watermark: str


@dataclass(frozen=True)
class DataPart:
    """The figures of some schools. unit, level: as asked, to narrow them; office: whether its own rows stand in this part."""

    dataset: Dataset
    source: RowSource
    periods: tuple[str, ...]
    lens: Lens | None = None
    level: str | None = None
    unit: str = ""
    office: bool = False

    def scope(self, period: str, lens: Lens = Lens.DECLARED) -> Scope:
        """The schools of this part in a period and lens."""
        return Scope(period, lens, level=self.level, unit=self.unit)

    def list_scopes(self) -> Iterator[Scope]:
        """Every period and lens asked for that has figures: the office's lens only where some line has been appraised."""
        for period in self.periods:
            for lens in Lens if self.lens is None else (self.lens,):
                if lens is not Lens.APPRAISED or has_appraisal(self.dataset, period):
                    yield self.scope(period, lens)

    def list_codes(self, period: str) -> frozenset[str]:
        """Whose rows of a period are told, the office's among them where they stand here."""
        own = {school.code for school in self.scope(period).schools(self.dataset)}
        return frozenset(own | ({self.dataset.roster.office.code} if self.office else set()))

    def keep(self, frame: pd.DataFrame, period: str) -> pd.DataFrame:
        """The rows of a table of the dataset that are told of a period."""
        told = frame["period"].eq(period) & frame["school"].isin(self.list_codes(period))
        return frame[told].reset_index(drop=True)

    def list_receipts(self) -> Iterator[pd.DataFrame]:
        """The returns in force, some hundreds at a time: school, period, revision, submission."""
        for period in self.periods:
            told = self.keep(self.dataset.receipts, period)[["school", "period", "revision", "submission"]]
            for first in range(0, len(told), _AT_ONCE):
                yield told.iloc[first : first + _AT_ONCE]


def follow_rows(rows: pd.DataFrame, places: pd.DataFrame, receipts: pd.DataFrame) -> pd.DataFrame:
    """Rows of the dataset beside where each stands: both are in the order in which a return lists them."""
    found = places.merge(receipts, on="submission")
    keys = ["school", "period"]
    numbered = rows.assign(_place=rows.groupby(keys).cumcount())
    return numbered.merge(found.assign(_place=found.groupby(keys).cumcount()), on=[*keys, "_place"], how="left")
