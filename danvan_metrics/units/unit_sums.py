"""Sums over the schools of units, by level and model school, of one period and lens: all that a higher unit is shown from."""

from __future__ import annotations

from typing import Final, NamedTuple, Protocol

import pandas as pd

from danvan_metrics.plan.lens import Lens

KEY: Final = ("unit", "level", "model")
COUNTS: Final = (
    "schools", "received", "on_time", "late", "missing", "not_due", "sent_back", "incomplete", "complete", "appraised",
)  # fmt: skip
GROUP_SUMS: Final = (
    "schools", "told", "n", "N", "weighted", "base", "unknown_N", "unknown_base", "open", "gain", "violations",
)  # fmt: skip
INDICATOR_SUMS: Final = ("schools", "met_n", "met_N", "open", "reported", "done", "to_do", "credited", "amount")
MODEL_COUNTS: Final = ("collective", "individual", "total", "schools")


class UnitSums(NamedTuple):
    """Tables of sums, a row per unit × level × model school (KEY) and what each is of; every number float64, 0 where none.

    counts:     COUNTS: schools on the roster that day; received of them (on_time and late, a file sent back too), missing,
                not_due; sent_back, incomplete and complete as `return_states` says; appraised: an appraisal is concluded.
    groups:     per `group`, GROUP_SUMS over score_groups. told: schools with a value, and n, N, weighted, base theirs alone;
                unknown_N and unknown_base: of the schools of which it is due and nobody can say; open, gain, violations: of both.
    indicators: per `indicator`, INDICATOR_SUMS as total_indicators adds them; open: schools that may meet it yet.
    marks:      per `subject` (an indicator or a group) and `mark`: schools.
    rungs:      per `rung` (int): schools that stand on exactly this one; schools without a return stand on none.
    tracked:    per `line` of tracked indicators: done (their sum), reported.
    models:     per `field`: MODEL_COUNTS of registered models.
    """

    counts: pd.DataFrame
    groups: pd.DataFrame
    indicators: pd.DataFrame
    marks: pd.DataFrame
    rungs: pd.DataFrame
    tracked: pd.DataFrame
    models: pd.DataFrame


# What each table's rows are told apart by beside KEY, and what it adds up.
SHAPES: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "counts": ((), COUNTS),
    "groups": (("group",), GROUP_SUMS),
    "indicators": (("indicator",), INDICATOR_SUMS),
    "marks": (("subject", "mark"), ("schools",)),
    "rungs": (("rung",), ("schools",)),
    "tracked": (("line",), ("done", "reported")),
    "models": (("field",), MODEL_COUNTS),
}


class SumsSource(Protocol):
    """Where the sums of a unit come from."""

    @property
    def unit(self) -> str:
        """The unit whose parts are summed."""

    def list_reported(self) -> frozenset[str]:
        """The periods of which anything has come in, a file sent back too."""

    def load(self, period: str, lens: Lens) -> UnitSums:
        """The sums of every unit directly under it, and under its own code of the schools directly under it."""
