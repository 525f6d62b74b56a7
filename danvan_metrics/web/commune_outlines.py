"""The commune map with the outlines the settings name."""

from __future__ import annotations

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.spread.map_chart import CommuneMapChart, collect_commune_map
from danvan_metrics.topics.spread.outlines import Outline, load_outlines
from danvan_metrics.web.resources import get_district


def collect_communes(dataset: Dataset, scope: Scope) -> CommuneMapChart:
    """Collect the map of the district's communes; UserError where the outlines cannot be read."""
    return collect_commune_map(dataset, scope, load_communes(dataset))


def load_communes(dataset: Dataset) -> tuple[Outline, ...]:
    """The outlines of the district's communes, read once; UserError where they cannot be read."""
    return load_outlines(get_district(sample=dataset.sample, plan=dataset.plan.code).settings.communes_path)
