"""Everything above the charts of Tổng quan, from figures computed once."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_metrics.briefing.key_figures import KeyFigure, collect_key_figures
from danvan_metrics.briefing.material import Material
from danvan_metrics.briefing.scorecard import Scorecard, collect_scorecard
from danvan_metrics.briefing.sentences import Sentence, tell
from danvan_metrics.metrics.dataset import Dataset, Scope


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
