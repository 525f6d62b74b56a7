"""Scores kept up to date beside other work, which they may not hold up or break."""

from __future__ import annotations

import logging

from danvan_metrics.plan.model import Plan
from danvan_metrics.scoring.score_new import score_new
from danvan_metrics.store.repository import Repository
from danvan_metrics.units.roster import Roster

_LOG = logging.getLogger(__name__)


def keep_scores(repository: Repository, plan: Plan, roster: Roster) -> None:
    """As `score_new`; where that fails it is left for the next time: what is shown is right without."""
    try:
        score_new(repository, plan, roster)
    except Exception:  # noqa: BLE001 - what was received or decided is kept by now, and may not look as if it were not
        _LOG.exception("scores could not be kept")
