"""Are the scores and sums that are kept those that would be computed now: all of them again, in memory, and compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.scoring.figure_layout import unpack
from danvan_metrics.scoring.score_new import Changes, Progress, Scorer, split_schools
from danvan_metrics.scoring.waiting import find_waiting
from danvan_metrics.store.repository import Repository
from danvan_metrics.store.scoring.score_records import Scored, ScoredKey, SumKey
from danvan_metrics.units.roster import Roster


@dataclass(frozen=True)
class ScoreCheck:
    """scored: how many schools' periods are kept; waiting: how many are not, or not as they are now.

    differing: those that are kept as something else than they come to; differing_sums: sums that are not those of the scores.
    """

    scored: int
    waiting: int
    differing: tuple[ScoredKey, ...]
    differing_sums: tuple[SumKey, ...]


def check_scores(repository: Repository, plan: Plan, roster: Roster, tell: Progress | None = None) -> ScoreCheck:
    """Compare everything that is kept of a plan; nothing is written. `tell` as `score_new`."""
    scorer = Scorer(repository, plan, roster)
    with repository.scores.view() as view:
        waiting = find_waiting(view, plan, scorer.places)
        kept = view.list_scored(plan.code)
        asked = view.load_scored(plan.code, waiting.events.keys(), ())
    late = {key for key in waiting.events if waiting.waits(key, asked.get(key), scorer.places)}
    differing = tuple(_compare_scores(scorer, sorted(kept.keys() - late), tell)) if waiting.state else ()
    return ScoreCheck(len(kept), len(late), differing, tuple(_compare_sums(scorer, kept)))


def _compare_scores(scorer: Scorer, keys: list[ScoredKey], tell: Progress | None) -> Iterator[ScoredKey]:
    done = 0
    for part in split_schools(keys):
        now = scorer.score(part)
        with scorer.repository.scores.view() as view:
            kept = view.load_scored(scorer.plan.code, now.keys(), list(Lens))
        yield from (key for key, one in now.items() if key in kept and not _is_same(kept[key], one))
        done += len(part)
        if tell:
            tell(done, len(keys))


def _is_same(kept: Scored, now: Scored) -> bool:
    if kept.event > now.event:
        return True  # somebody scored it after it was read here
    return (kept.rule, kept.place, kept.submission) == (now.rule, now.place, now.submission) and _have_same(
        kept.figures or {}, now.figures or {}
    )


def _have_same(kept: Mapping[str, bytes], now: Mapping[str, bytes]) -> bool:
    return kept.keys() == now.keys() and all(np.array_equal(unpack(kept[lens]), unpack(now[lens])) for lens in kept)


def _compare_sums(scorer: Scorer, kept: Iterable[ScoredKey]) -> Iterator[SumKey]:
    """A period and a lens at a time: the sums of all units together are too many."""
    periods = sorted({key.period for key in kept})
    for period, lens in product(periods, Lens):
        with scorer.repository.scores.view() as view:
            sums = view.load_sums(scorer.plan.code, period, lens, None)
            changes = Changes()
            for part in split_schools(sorted(key for key in kept if key.period == period)):
                for one in view.load_scored(scorer.plan.code, set(part), (lens,)).values():
                    changes.add(period, one, 1)
        wanted = {key: figures for key, figures in changes.figures.items() if np.any(figures)}
        yield from (
            key
            for key in sorted(wanted.keys() | sums.keys())
            if key not in wanted or key not in sums or not np.array_equal(wanted[key], unpack(sums[key]))
        )
