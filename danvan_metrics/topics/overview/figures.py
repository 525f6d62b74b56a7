"""Everything above the charts of Tổng quan, from figures computed once."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.material import Material
from danvan_metrics.topics.overview.key_figures import KeyFigure, collect_key_figures
from danvan_metrics.topics.overview.sentences import Sentence, tell
from danvan_metrics.topics.scorecard.figures import Scorecard, collect_scorecard


@dataclass(frozen=True)
class Overview:
    """The three bands of the page."""

    key_figures: tuple[KeyFigure, ...]
    sentences: tuple[Sentence, ...]
    scorecard: Scorecard


def collect_overview(dataset: Dataset, scope: Scope) -> Overview:
    """Collect the strip, the sentences and the scorecard of the schools in scope, once for a set of data."""
    return dataset.once(("overview", scope), lambda: _collect(dataset, scope))


def _collect(dataset: Dataset, scope: Scope) -> Overview:
    material = Material(dataset, scope)
    return Overview(
        key_figures=collect_key_figures(dataset, scope, material),
        sentences=tell(dataset, scope, material),
        scorecard=collect_scorecard(dataset, scope, material),
    )
