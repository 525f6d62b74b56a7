"""Keeping the store safe: copies, a store out of a copy, and whether all is there. An administrator's acts."""

from __future__ import annotations

from pathlib import Path

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_keep_store
from danvan_metrics.district import District
from danvan_metrics.scoring.score_checking import ScoreCheck, check_scores
from danvan_metrics.scoring.score_new import Progress, score_anew
from danvan_metrics.settings import Settings
from danvan_metrics.store.engine import open_engine
from danvan_metrics.store.people.people_records import AttemptDeed, NewAttempt
from danvan_metrics.store.repository import Repository, open_repository
from danvan_metrics.store.safekeeping.refilling import check_copy, restore_store
from danvan_metrics.store.safekeeping.store_check import StoreCheck, check_store


def back_up(district: District, out: Path, *, actor: Actor) -> tuple[Path, StoreCheck | None]:
    """Copy the store while others work with it; where the copy stands and what was found in it, as Safekeeper.back_up."""
    check_can_keep_store(actor)
    copy, checked = district.repository.safekeeper.back_up(out)
    _note(district.repository, AttemptDeed.BACKED_UP, actor, copy.name)
    return copy, checked


def restore(settings: Settings, copy: Path, *, actor: Actor) -> StoreCheck:
    """Make the store of the settings out of a copy, where none stands; its tables are brought up to date afterwards."""
    check_can_keep_store(actor)
    checked = restore_store(settings.database_url, copy)
    repository = open_repository(settings.database_url, create=False, copies=settings.copies)
    _note(repository, AttemptDeed.RESTORED, actor, copy.name)
    repository.close()
    return checked


def verify(url: str, copy: Path | None = None, *, actor: Actor) -> StoreCheck | None:
    """Look through the store at `url`, or a copy (None: a server's dump, which was read to its end and not looked into)."""
    check_can_keep_store(actor)
    if copy is not None:
        return check_copy(copy)
    engine = open_engine(url)
    try:
        return check_store(engine)
    finally:
        engine.dispose()


def rebuild_scores(district: District, tell: Progress | None = None, *, actor: Actor) -> int:
    """Compute every score and sum of the plan anew, in place of those that are kept; how many schools' periods that were."""
    check_can_keep_store(actor)
    return score_anew(district.repository, district.plan, district.roster, tell)


def compare_scores(district: District, tell: Progress | None = None, *, actor: Actor) -> ScoreCheck:
    """Hold the scores and sums that are kept against those computed anew; nothing is written."""
    check_can_keep_store(actor)
    return check_scores(district.repository, district.plan, district.roster, tell)


def _note(repository: Repository, deed: AttemptDeed, actor: Actor, target: str) -> None:
    repository.people.attempt(NewAttempt(deed, actor.name, actor.subject, Act.KEEP_STORE.value, target=target))
