"""The charts of a node as pictures and figures, in one zip."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.exports.chart_pack import Drawn, pack_drawn
from danvan_metrics.metrics.completion import top_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_scope
from danvan_metrics.topics.indicators.status_chart import collect_indicator_status, draw_indicator_status
from danvan_metrics.topics.unit_spread.chart import collect_unit_ladder, draw_unit_ladder
from danvan_metrics.topics.unit_timeliness.chart import collect_unit_timeliness_chart, draw_unit_timeliness


def pack_unit_charts(dataset: Dataset, scope: Scope, *, pictures: bool = True) -> bytes:
    """A zip as chart_pack.pack_charts gives one, of the charts that a node has."""
    return pack_drawn(list_unit_charts(dataset, scope), describe_scope(dataset, scope), pictures=pictures)


def list_unit_charts(dataset: Dataset, scope: Scope) -> Iterator[Drawn]:
    """Every chart under the filters, in the order of the pages, each drawn when it is taken."""
    timeliness = collect_unit_timeliness_chart(dataset, scope)
    yield timeliness, draw_unit_timeliness(timeliness)
    for group in top_groups(dataset.plan):
        status = collect_indicator_status(dataset, scope, group.code)
        yield status, draw_indicator_status(status)
    ladder = collect_unit_ladder(dataset, scope)
    yield ladder, draw_unit_ladder(ladder)
