"""How a line is credited: n of N by the name its kind gives, and which lines count through a lens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import pandas as pd

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.lens import Lens

Credit = Callable[[pd.DataFrame], tuple[pd.Series | float, pd.Series | float]]


def credit_lines(lines: pd.DataFrame, lens: Lens) -> tuple[pd.Series, pd.Series]:
    """n and N of every line of a frame with credit, target, needs_evidence and an answer's columns.

    N stands also where there is no value, unless the line is not applicable. Through the office's lens the frame says which lines
    are `unproven`. KeyError for a credit that nothing computes.
    """
    names = list(dict.fromkeys(lines["credit"]))
    parts = [CREDITS[name](lines) for name in names]
    own = [lines["credit"].eq(name).to_numpy(dtype=bool) for name in names]
    n, total = (_select(own, list(part), lines.index) for part in (zip(*parts, strict=True) if parts else ((), ())))
    counted = lines["state"].eq("value") & _prove(lines, lens)
    return n.where(counted, 0.0), total.where(lines["state"].ne("not_applicable"), 0.0)


def _select(conditions: list[np.ndarray], values: list[pd.Series | float], index: pd.Index) -> pd.Series:
    if not conditions:
        return pd.Series(0.0, index)
    return pd.Series(np.select(conditions, values, default=np.nan), index).astype(float)


def _prove(lines: pd.DataFrame, lens: Lens) -> pd.Series:
    """Lines with as much evidence as the lens asks, and lines that need none; the office's own word where it has spoken."""
    if lens is Lens.APPRAISED:
        return ~lines["unproven"]
    return ~lines["needs_evidence"] | lines["evidence_count"].fillna(0).ge(lens.pieces)


def done_of_to_do(lines: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """What was done of what there was to do."""
    return lines["done"], lines["to_do"]


def done_of_target(lines: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """What was done of the year's target; more than all of it stays more."""
    return lines["done"], lines["target"]


def within_target(lines: pd.DataFrame) -> tuple[pd.Series, float]:
    """1 of 1 where the number does not exceed the target."""
    return lines["done"].le(lines["target"]), 1.0


def chosen(lines: pd.DataFrame) -> tuple[pd.Series, float]:
    """1 of 1 where the answer is Có or Đạt."""
    return lines["choice"].isin([Choice.YES, Choice.MET]), 1.0


def dated(lines: pd.DataFrame) -> tuple[pd.Series, float]:
    """1 of 1 where there is a date."""
    return lines["dated"].notna(), 1.0


def lack_values(lines: pd.DataFrame) -> pd.Series:
    """Lines whose credit takes a value that does not stand: the plan asks otherwise now than when they were answered."""
    lacking = pd.Series(data=False, index=lines.index)
    for name, columns in _TAKEN.items():
        lacking |= lines["credit"].eq(name) & lines[columns].isna().any(axis=1)
    return lacking


_TAKEN: Final = {
    done_of_to_do.__name__: ["done", "to_do"],
    done_of_target.__name__: ["done"],
    within_target.__name__: ["done"],
    chosen.__name__: ["choice"],
    dated.__name__: ["dated"],
}
CREDITS: Final[Mapping[str, Credit]] = {
    credit.__name__: credit for credit in (done_of_to_do, done_of_target, within_target, chosen, dated)
}
