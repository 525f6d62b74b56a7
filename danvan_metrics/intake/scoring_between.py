"""What a batch leaves is scored while it goes on, so that nobody who looks at a unit's sums has to compute a whole batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from danvan_metrics.district import District
from danvan_metrics.intake.outcome import FileOutcome

_SCORED_TOGETHER: Final = 20  # files: a page that comes in between scores so many itself, in a tenth of a second


def score_between(district: District, outcomes: Iterator[FileOutcome]) -> Iterator[FileOutcome]:
    """The same outcomes; after every so many, and after the last, the scores of what came are kept."""
    number = 0
    try:
        for number, outcome in enumerate(outcomes, start=1):
            yield outcome
            if number % _SCORED_TOGETHER == 0:
                district.keep_scores()
    finally:
        if number % _SCORED_TOGETHER:
            district.keep_scores()
