"""A measurement of two sides that took turns, and the ratio of their medians."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Measure:
    """Seconds of our side and of what stands beside it; `aim` is the largest ratio wanted, or the smallest if `at_least`."""

    what: str
    ours: list[float]
    beside: list[float] = field(default_factory=list)
    aim: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times as long we take; with `at_least`, how many times as fast we are."""
        if not self.beside:
            return None
        ratio = median(self.ours) / median(self.beside)
        return 1 / ratio if self.at_least else ratio

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        if self.aim is None or self.ratio is None:
            return None
        return self.ratio >= self.aim if self.at_least else self.ratio <= self.aim

    def cells(self) -> tuple[str, ...]:
        """A row of the table."""
        aim = "" if self.aim is None else f"{'≥' if self.at_least else '≤'} {self.aim:g}"
        verdict = {True: "reached", False: "MISSED", None: ""}[self.reached]
        beside = f"{median(self.beside) * 1000:.1f} ms" if self.beside else ""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return (self.what, f"{median(self.ours) * 1000:.1f} ms", beside, ratio, aim, verdict)

    def to_json(self) -> dict[str, object]:
        """The same for programs, in seconds."""
        beside = median(self.beside) if self.beside else None
        told = {"what": self.what, "ours": median(self.ours), "beside": beside, "ratio": self.ratio}
        return {**told, "aim": self.aim, "at_least": self.at_least, "reached": self.reached, "samples": len(self.ours)}


@contextmanager
def timed(into: list[float]):
    """Add the seconds that pass inside."""
    start = time.perf_counter()
    yield
    into.append(time.perf_counter() - start)


def time_call(into: list[float], call: Callable[[], object]) -> None:
    """Add the seconds one call takes."""
    with timed(into):
        call()
