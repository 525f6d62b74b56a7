"""No more is told of one kind than a person reads: after so many alike, how many more there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.vietnamese import format_quantity

MOST_READINGS: Final = 200  # cells read as something else that are shown; a workbook has some 500 to fill
MOST_ALIKE: Final = 100  # of one kind on one sheet: more than a sheet has lines to fill
_CLOSING: Final = {Severity.ERROR: "more_errors", Severity.WARNING: "more_warnings"}


def bound_issues(issues: Iterable[Issue]) -> Iterator[Issue]:
    """The first issues of each kind on each sheet, and one that closes them where there are more, at the first left out."""
    told: Counter[tuple[str, str]] = Counter()
    left: dict[tuple[str, str], Issue] = {}
    for issue in issues:
        kind = issue.code, issue.place.sheet
        told[kind] += 1
        if told[kind] <= MOST_ALIKE:
            yield issue
        else:
            left.setdefault(kind, issue)
    for kind, first in left.items():
        found = f"{format_quantity(told[kind] - MOST_ALIKE)} ô nữa"
        yield Issue(_CLOSING[first.severity], first.place, line=first.line, found=found, expected=first.expected)
