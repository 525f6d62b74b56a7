"""Which mark stands on a figure, and how a page's legend reads it in one period and lens (product.md, “Marks of one item”)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from danvan_metrics.metrics.bands import BANDS, BandLimits, band_shares
from danvan_metrics.metrics.marks import Mark, name_mark
from danvan_metrics.plan.lens import Lens


def mark_indicators(frame: pd.DataFrame, limits: BandLimits) -> pd.Series:
    """The mark of every row of a frame with state, completion, met, above, doing and violated.

    Only a value gets a mark of achievement; every other state is its own mark. What is begun and neither an item nor all or
    nothing stands in the band of its completion.
    """
    # The first that holds: what is above is met too, and an item begun has a completion of 0.
    conditions = {
        Mark.VIOLATED: frame["violated"],
        Mark.ABOVE: frame["above"],
        Mark.MET: frame["met"],
        Mark.DOING: frame["doing"],
        Mark.ZERO: frame["completion"].eq(0),
    }
    chosen = np.select(
        [condition.to_numpy(dtype=bool) for condition in conditions.values()],
        [np.array(str(mark), dtype=object) for mark in conditions],
        default=band_shares(frame["completion"], limits).to_numpy(dtype=object),
    )
    return pd.Series(chosen, index=frame.index, dtype=object).where(frame["state"].eq("value"), frame["state"])


def mark_groups(frame: pd.DataFrame, limits: BandLimits) -> pd.Series:
    """The band of every row of a frame with state and value; every other state is its own mark."""
    return band_shares(frame["value"], limits).where(frame["state"].eq("value"), frame["state"])


def name_reading(mark: Mark, lens: Lens, limits: BandLimits) -> str:
    """The mark in words, as it reads in one period and lens."""
    return limits.name(mark) if mark in BANDS else name_mark(mark, lens)


def describe_mark(mark: Mark, lens: Lens, limits: BandLimits) -> str:
    """The legend's words: a band with its limits in per cent of the period."""
    return limits.describe(mark) or limits.name(mark) if mark in BANDS else name_mark(mark, lens)


def describe_legend(shown: Iterable[Mark], lens: Lens, limits: BandLimits) -> Iterator[tuple[Mark, str]]:
    """Yield the words of every band that the period has and of every other mark that is shown, from well to worst."""
    marks = set(shown)
    for mark in BANDS:
        if limits.describe(mark):
            yield mark, limits.describe(mark)
    for mark in Mark:
        if mark in marks and mark not in BANDS:
            yield mark, name_mark(mark, lens)
