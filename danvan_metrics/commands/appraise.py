"""`appraise`: phiếu thẩm định that were filled in, back into the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from danvan_metrics.appraising.sheet_in import receive_sheets
from danvan_metrics.appraising.sheet_outcome import SHEET_STATUSES, SheetOutcome, SheetStatus
from danvan_metrics.commands.files import list_workbooks
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.telling import Words, describe_flaw, describe_reading, tell_each
from danvan_metrics.vietnamese import format_quantity


def run(*, sample: bool, paths: tuple[Path, ...], **shown: bool) -> int:
    """Receive them one by one: each is kept whole, or not at all where anything is wrong with it.

    The exit code is 2 where a file cannot be read at all, else 1 where a phiếu was not taken, else 0.
    """
    district = open_office(sample=sample)
    actor = find_office_actor(district)
    files = list_workbooks(district, paths)
    words = Words(_describe, _describe_counts, _is_sound)
    done = tell_each(receive_sheets(district, files, actor=actor), words, total=len(files), **shown)
    return _judge({outcome.status for outcome in done})


def _describe(outcome: SheetOutcome) -> Iterator[str]:
    """A line about the file, and a line per issue with its place."""
    whose = f" [{outcome.school}, {outcome.period}, {outcome.round}]" if outcome.school else ""
    counted = f", {format_quantity(outcome.changed)} dòng mới hoặc đổi" if outcome.changed else ""
    kept = f", đã lưu {format_quantity(outcome.saved)} dòng" if outcome.saved else ""
    yield f"{outcome.file}{whose}: {SHEET_STATUSES[outcome.status]}{counted}{kept}"
    yield from map(describe_reading, outcome.normalised)
    yield from map(describe_flaw, outcome.issues)


def _describe_counts(outcomes: Sequence[SheetOutcome]) -> str:
    counts = Counter(outcome.status for outcome in outcomes)
    told = ", ".join(f"{counts[status]} {words}" for status, words in SHEET_STATUSES.items() if counts[status])
    return f"Tổng cộng {len(outcomes)} phiếu: {told}."


def _is_sound(outcome: SheetOutcome) -> bool:
    return outcome.status in {SheetStatus.ACCEPTED, SheetStatus.DUPLICATE} and not outcome.issues


def _judge(statuses: set[SheetStatus]) -> int:
    if SheetStatus.UNREADABLE in statuses:
        return 2
    return 1 if statuses & {SheetStatus.RETURNED, SheetStatus.BLANK} else 0
