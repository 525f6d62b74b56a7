"""Which of the decisions on a line counts, in a round judged by a team or by two who do not see each other's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from danvan_metrics.plan.verdicts import Lane, Verdict
from danvan_metrics.store.appraising.appraisal_records import AppraisalRecord, VerdictRecord

PAIR: Final = frozenset({Lane.FIRST, Lane.SECOND})


@dataclass(frozen=True, slots=True)
class LineStanding:
    """What stands on a line.

    counting: the decision that counts, whether or not the school has changed the line since; of two appraisers who agree, the
    later with both names. judges: who made it, submissions: the hand-ins it was made on. lanes: the last one of each.
    differs: two appraisers disagree, and nobody has reconciled them since.
    """

    counting: VerdictRecord | None
    lanes: Mapping[Lane, VerdictRecord]
    judges: tuple[str, ...] = ()
    submissions: frozenset[int] = frozenset()
    differs: bool = False


def find_standings(record: AppraisalRecord) -> dict[str, LineStanding]:
    """What stands on every line that was judged at all, by its code, in the order they were first judged."""
    lines: dict[str, list[VerdictRecord]] = defaultdict(list)
    for kept in record.verdicts:
        lines[kept.verdict.line].append(kept)
    stand = _stand_together if record.appraisers else _stand_alone
    return {line: stand(found) for line, found in lines.items()}


def is_same(first: Verdict, second: Verdict) -> bool:
    """Whether two found the same: outcome and value."""
    names = ("outcome", "to_do", "done", "choice", "dated")
    return all(getattr(first, name) == getattr(second, name) for name in names)


def _stand_alone(found: Sequence[VerdictRecord]) -> LineStanding:
    lanes = {kept.lane: kept for kept in found}
    return _take([lanes[Lane.TEAM]] if Lane.TEAM in lanes else [], lanes)


def _stand_together(found: Sequence[VerdictRecord]) -> LineStanding:
    """What two agree on, or was reconciled; it stands until both have judged anew under the same version."""
    lanes: dict[Lane, VerdictRecord] = {}
    counting: list[VerdictRecord] = []
    since: set[Lane] = set()  # who has judged since the line was reconciled last
    for kept in found:
        lanes[kept.lane] = kept
        if kept.lane is Lane.TEAM:
            counting, since = [kept], set()
            continue
        since.add(kept.lane)
        if since == PAIR:
            counting = _weigh_pair(lanes, kept, counting)
    return replace(_take(counting, lanes), differs=since == PAIR and _differ(lanes))


def _weigh_pair(lanes: Mapping[Lane, VerdictRecord], last: VerdictRecord, before: list[VerdictRecord]) -> list[VerdictRecord]:
    first, second = lanes[Lane.FIRST], lanes[Lane.SECOND]
    if first.version == second.version and is_same(first.verdict, second.verdict):
        return [second, first] if last is first else [first, second]
    stands = before and (before[0].lane is Lane.TEAM or before[-1].version < last.version)
    return before if stands else []


def _differ(lanes: Mapping[Lane, VerdictRecord]) -> bool:
    first, second = lanes[Lane.FIRST], lanes[Lane.SECOND]
    return first.version == second.version and not is_same(first.verdict, second.verdict)


def _take(counting: Sequence[VerdictRecord], lanes: Mapping[Lane, VerdictRecord]) -> LineStanding:
    """The last of the decisions that count together, with the words of all."""
    if not counting:
        return LineStanding(None, lanes)
    last = counting[-1]
    if len(counting) == 1:
        return LineStanding(last, lanes, judges=(last.verdict.appraiser,), submissions=frozenset({last.submission}))
    names, reasons = (list(dict.fromkeys(getattr(one.verdict, name) for one in counting)) for name in ("appraiser", "reason"))
    joined = replace(last.verdict, appraiser=", ".join(names), reason="; ".join(filter(None, reasons)))
    numbers = frozenset(one.submission for one in counting)
    return LineStanding(replace(last, verdict=joined), lanes, judges=tuple(names), submissions=numbers)
