"""Where each line of an appraisal stands for the person who looks at it, and in which lane that person writes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from danvan_metrics.appraising.appraisal_case import AppraisalCase
from danvan_metrics.plan.verdicts import Lane, Outcome
from danvan_metrics.store.appraising.appraisal_records import VerdictRecord
from danvan_metrics.store.appraising.line_standing import PAIR
from danvan_metrics.vietnamese import fold


class LineState(StrEnum):
    """What a line asks for.

    WAITING: the other of two independent appraisers is still to judge. LOCKED: confirmed under an earlier version, reconciled,
    laid before the school, or concluded.
    """

    UNJUDGED = "unjudged"
    JUDGED = "judged"
    RECHECK = "recheck"
    DIFFERS = "differs"
    OBJECTED = "objected"
    LOCKED = "locked"
    WAITING = "waiting"


OPEN_STATES: Final = frozenset({LineState.RECHECK, LineState.DIFFERS, LineState.OBJECTED})
"""What must be judged before an appraisal can be laid before the school or concluded, and may be at any time till then."""


@dataclass(frozen=True)
class Onlooker:
    """Somebody before an appraisal; `name` as the team has it, "" for whoever judges nothing."""

    case: AppraisalCase
    name: str = ""

    @cached_property
    def own_lane(self) -> Lane | None:
        """The lane of one of two independent appraisers; None for everybody else."""
        folded = [fold(name) for name in self.case.record.appraisers]
        return (Lane.FIRST, Lane.SECOND)[folded.index(fold(self.name))] if self.name and fold(self.name) in folded else None

    @property
    def is_head(self) -> bool:
        """Whether it is who reconciles."""
        return bool(self.name) and self.case.is_head(self.name)

    @property
    def independent(self) -> bool:
        """Whether two judge without seeing each other's verdicts."""
        return bool(self.case.record.appraisers)

    def find_lane(self, line: str) -> Lane:
        """Where this person's next verdict on a line is kept."""
        if self.own_lane is None or line in self.case.objections or self._reconciles(line):
            return Lane.TEAM
        return self.own_lane

    def find_last(self, line: str) -> VerdictRecord | None:
        """The last verdict of that lane: what the next one follows upon."""
        return self.case.find_standing(line).lanes.get(self.find_lane(line))

    def find_shown(self, line: str) -> VerdictRecord | None:
        """The verdict this person sees as theirs: of their own lane until the line is settled, else the one that counts."""
        settled = self.case.frozen or self.find_lane(line) is Lane.TEAM or self._is_reconciled(line)
        standing = self.case.find_standing(line)
        return standing.counting if settled else standing.lanes.get(self.find_lane(line))

    def list_others(self, line: str) -> tuple[VerdictRecord, ...]:
        """Both lanes of a line that differs, for who reconciles it."""
        if not (self.is_head and self.find_state(line) is LineState.DIFFERS):
            return ()
        lanes = self.case.find_standing(line).lanes
        return lanes[Lane.FIRST], lanes[Lane.SECOND]

    def list_visible(self, line: str, kept: tuple[VerdictRecord, ...]) -> tuple[VerdictRecord, ...]:
        """Of the decisions on a line those this person may see, so that neither of two knows what the other found."""
        if not self.independent:
            return kept
        shown = {Lane.TEAM, self.own_lane} | (PAIR if self.list_others(line) or self._is_agreed(line) else set())
        return tuple(one for one in kept if one.lane in shown)

    def find_state(self, line: str) -> LineState:
        """What the line asks of this person."""
        found = self._find_own_state(line) if self.find_lane(line) is not Lane.TEAM else self._find_team_state(line)
        if self.case.frozen:
            return LineState.LOCKED if self.case.find_standing(line).counting else LineState.UNJUDGED
        closed = self.case.laid_out and found not in OPEN_STATES and found is not LineState.WAITING
        return LineState.LOCKED if closed else found

    def _find_team_state(self, line: str) -> LineState:
        case, standing = self.case, self.case.find_standing(line)
        if line in case.objections:
            return LineState.OBJECTED
        if self._differs(line):
            return LineState.DIFFERS
        if case.needs_recheck(line):
            return LineState.WAITING if self._is_half_done(line) else LineState.RECHECK
        if standing.counting is None or case.is_due_again(line):
            return LineState.WAITING if self._is_half_done(line) else LineState.UNJUDGED
        return LineState.LOCKED if standing.counting.version < case.record.version else LineState.JUDGED

    def _find_own_state(self, line: str) -> LineState:
        """Of a line in the hands of one of two: it tells nothing of what the other found."""
        case, own = self.case, self.case.find_standing(line).lanes.get(self.find_lane(line))
        if self._is_reconciled(line) or self._is_confirmed_before(line):
            return LineState.LOCKED
        if own is None or (own.version < case.record.version and own.verdict.outcome is not Outcome.CONFIRMED):
            return LineState.UNJUDGED
        if not self._is_fresh(own):
            return LineState.RECHECK
        if own.version < case.record.version and case.is_due_again(line):
            return LineState.UNJUDGED
        return LineState.JUDGED if self._both_fresh(line) else LineState.WAITING

    def _is_reconciled(self, line: str) -> bool:
        """Whether the head's word on the line stands and nothing asks for another."""
        standing = self.case.find_standing(line)
        settled = standing.counting is not None and standing.counting.lane is Lane.TEAM
        return settled and not (standing.differs or self.case.needs_recheck(line) or self.case.is_due_again(line))

    def _is_confirmed_before(self, line: str) -> bool:
        counting = self.case.find_standing(line).counting
        confirmed = counting is not None and counting.verdict.outcome is Outcome.CONFIRMED
        earlier = counting is not None and counting.version < self.case.record.version
        return confirmed and earlier and not self.case.needs_recheck(line)

    def _is_agreed(self, line: str) -> bool:
        return self.case.frozen and self.case.find_standing(line).counting is not None

    def _reconciles(self, line: str) -> bool:
        return self.is_head and self._differs(line)

    def _differs(self, line: str) -> bool:
        """Whether two who both judged what stands now disagree."""
        return self.case.find_standing(line).differs and self._both_fresh(line)

    def _both_fresh(self, line: str) -> bool:
        return self._count_fresh(line) == len(PAIR)

    def _is_half_done(self, line: str) -> bool:
        """Whether one of two has judged what stands now, under this version, and the other has not."""
        return self.independent and self._count_fresh(line) == 1

    def _count_fresh(self, line: str) -> int:
        lanes = self.case.find_standing(line).lanes
        version = max((kept.version for lane, kept in lanes.items() if lane in PAIR), default=0)
        fresh = (kept for lane, kept in lanes.items() if lane in PAIR and kept.version == version and self._is_fresh(kept))
        return sum(1 for _ in fresh)

    def _is_fresh(self, kept: VerdictRecord) -> bool:
        """Whether the school still declares what it declared when this was found."""
        return not self.case.values.has_changed(kept.verdict.line, judged_on={kept.submission}, now=self.case.number)
