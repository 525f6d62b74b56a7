"""The store's parts, each loaded when it is first asked for: a command that checks a return wants two of eleven."""

# ruff: noqa: PLC0415 - that is what this module is for

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from danvan_metrics.store.appraising.appraisals import Appraisals
    from danvan_metrics.store.appraising.evidence_keeping import EvidenceFiles
    from danvan_metrics.store.concluding.conclusion_store import Conclusions
    from danvan_metrics.store.meetings import Meetings
    from danvan_metrics.store.people.people_store import PeopleStore
    from danvan_metrics.store.rewarding.reward_store import Rewarding
    from danvan_metrics.store.rostering.roster_store import RosterStore
    from danvan_metrics.store.safekeeping.safekeeper import Safekeeper
    from danvan_metrics.store.scoring.score_keeping import Scoring
    from danvan_metrics.store.tracing.row_tracing import RowTracing
    from danvan_metrics.store.watching.store_watch import StoreWatch


class StoreParts:
    """What a store keeps beside returns, a part a subject."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @cached_property
    def meetings(self) -> Meetings:
        """What meetings agreed on, and snapshots."""
        from danvan_metrics.store.meetings import Meetings

        return Meetings(self._engine)

    @cached_property
    def conclusions(self) -> Conclusions:
        """What meetings concluded."""
        from danvan_metrics.store.concluding.conclusion_store import Conclusions

        return Conclusions(self._engine)

    @cached_property
    def appraisals(self) -> Appraisals:
        """Teams, verdicts and stages."""
        from danvan_metrics.store.appraising.appraisals import Appraisals

        return Appraisals(self._engine)

    @cached_property
    def rewards(self) -> Rewarding:
        """What was recognised, voted on and decided."""
        from danvan_metrics.store.rewarding.reward_store import Rewarding

        return Rewarding(self._engine)

    @cached_property
    def scores(self) -> Scoring:
        """Scores and sums that are kept."""
        from danvan_metrics.store.scoring.score_keeping import Scoring

        return Scoring(self._engine)

    @cached_property
    def evidence(self) -> EvidenceFiles:
        """Files handed in beside returns."""
        from danvan_metrics.store.appraising.evidence_keeping import EvidenceFiles

        return EvidenceFiles(self._engine)

    @cached_property
    def people(self) -> PeopleStore:
        """Who may do what, and what they tried."""
        from danvan_metrics.store.people.people_store import PeopleStore

        return PeopleStore(self._engine)

    @cached_property
    def watch(self) -> StoreWatch:
        """How the store is."""
        from danvan_metrics.store.watching.store_watch import StoreWatch

        return StoreWatch(self._engine)

    @cached_property
    def safekeeper(self) -> Safekeeper:
        """Copies, and whether all is whole."""
        from danvan_metrics.store.safekeeping.safekeeper import Safekeeper

        return Safekeeper(self._engine)

    @cached_property
    def rostering(self) -> RosterStore:
        """Changes of the roster."""
        from danvan_metrics.store.rostering.roster_store import RosterStore

        return RosterStore(self._engine)

    @cached_property
    def tracing(self) -> RowTracing:
        """Rows back to the hand-ins they stand in."""
        from danvan_metrics.store.tracing.row_tracing import RowTracing

        return RowTracing(self._engine)
