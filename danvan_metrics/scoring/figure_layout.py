"""Where each figure of UnitSums stands in a row of numbers: sums of many units are then additions of whole rows."""

from __future__ import annotations

import zlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject
from danvan_metrics.units.unit_sums import KEY, SHAPES, UnitSums

Figures = NDArray[np.float64]
RowKey = tuple[str, str, bool]  # unit, level, model school
# Figures are whole numbers of this: then they add up to the same in any order, and what is taken away again leaves exactly 0.
_GRAIN: Final = 2.0**-30
_FASTEST: Final = 1  # three times as fast as zlib's usual level, for a tenth more room


@dataclass(frozen=True)
class FigurePart:
    """One table of UnitSums: what its rows are told apart by, in order, and where its figures begin in a row."""

    name: str
    keys: tuple[tuple[Hashable, ...], ...]
    start: int

    @property
    def columns(self) -> tuple[str, ...]:
        """What is summed."""
        return SHAPES[self.name][1]

    @property
    def end(self) -> int:
        """Where the next table begins."""
        return self.start + len(self.keys) * len(self.columns)

    def find_rows(self, frame: pd.DataFrame) -> NDArray[np.intp]:
        """The place of each row of a table among `keys`; -1 for what the plan does not know (any more)."""
        names = list(SHAPES[self.name][0])
        if not names:
            return np.zeros(len(frame), dtype=np.intp)
        if len(names) == 1:
            return pd.Index([key for (key,) in self.keys]).get_indexer(pd.Index(frame[names[0]]))
        return pd.MultiIndex.from_tuples(self.keys).get_indexer(pd.MultiIndex.from_frame(frame[names]))


@dataclass(frozen=True)
class FigureLayout:
    """The tables of UnitSums side by side, as a plan asks them."""

    parts: tuple[FigurePart, ...]

    @property
    def size(self) -> int:
        """How many figures stand in a row."""
        return self.parts[-1].end

    def find_column(self, name: str, column: str) -> int:
        """Where a figure of a table with one row (counts) stands."""
        part = next(one for one in self.parts if one.name == name)
        return part.start + part.columns.index(column)

    def write_figures(self, sums: UnitSums, units: Sequence[str]) -> Figures:
        """A row of figures for each of these units; each has one level here, and is a model school or not."""
        whose = pd.Index(units)
        return np.concatenate([_write_part(part, getattr(sums, part.name), whose) for part in self.parts], axis=1)

    def read_sums(self, keys: Sequence[RowKey], figures: Figures) -> UnitSums:
        """Tables again, of rows of figures and whose they are; rows in which all is 0 are left out."""
        return UnitSums(*(_read_part(part, keys, figures[:, part.start : part.end]) for part in self.parts))


@lru_cache(maxsize=8)
def lay_out(plan: SameObject[Plan]) -> FigureLayout:
    """The layout of a plan's figures."""
    parts: list[FigurePart] = []
    for name, keys in _list_keys(plan.it).items():
        parts.append(FigurePart(name, tuple(keys), parts[-1].end if parts else 0))
    return FigureLayout(tuple(parts))


def _list_keys(plan: Plan) -> dict[str, list[tuple[Hashable, ...]]]:
    asked = plan.indicators_for(Reporter.SCHOOL)
    scored = [one.code for one in asked if one.scored]
    groups = [group.code for group in scored_groups(plan)]
    tracked = [line.code for one in asked if one.tracked for line in one.rows]
    return {
        "counts": [()],
        "groups": [(code,) for code in groups],
        "indicators": [(code,) for code in scored],
        "marks": list(product((*scored, *groups), map(str, Mark))),
        "rungs": [(rung,) for rung in (0, *(one.rung for one in plan.ladder))],
        "tracked": [(line,) for line in tracked],
        "models": [(field.name,) for field in plan.fields_of_models],
    }


def round_figures(figures: Figures) -> Figures:
    """The same, to a billionth, such that sums are exact."""
    return np.round(figures / _GRAIN) * _GRAIN


def pack(figures: Figures) -> bytes:
    """A row of figures as it is kept: most of them are 0."""
    return zlib.compress(np.ascontiguousarray(figures, dtype="<f8").tobytes(), _FASTEST)


def unpack(kept: bytes) -> Figures:
    """A row as it was packed."""
    return np.frombuffer(zlib.decompress(kept), dtype="<f8")


def _write_part(part: FigurePart, frame: pd.DataFrame, units: pd.Index) -> Figures:
    block = np.zeros((len(units), len(part.keys), len(part.columns)))
    rows, places = units.get_indexer(pd.Index(frame["unit"])), part.find_rows(frame)
    known = places >= 0
    block[rows[known], places[known]] = frame.loc[known, list(part.columns)].to_numpy(dtype=float)
    return block.reshape(len(units), -1)


def _read_part(part: FigurePart, keys: Sequence[RowKey], figures: Figures) -> pd.DataFrame:
    block = figures.reshape(len(keys), len(part.keys), len(part.columns))
    rows, places = np.nonzero(block.any(axis=2))
    whose = _take(keys, rows, KEY)
    what = _take(part.keys, places, SHAPES[part.name][0])
    values = {name: block[rows, places, number] for number, name in enumerate(part.columns)}
    return pd.DataFrame({**whose, **what, **values}).astype({"model": bool})


def _take(keys: Sequence[tuple[Any, ...]], chosen: NDArray[np.intp], names: Sequence[str]) -> dict[str, pd.Series]:
    own = (pd.Series([key[number] for key in keys]) for number, _ in enumerate(names))
    return {name: values.iloc[chosen].reset_index(drop=True) for name, values in zip(names, own, strict=True)}
