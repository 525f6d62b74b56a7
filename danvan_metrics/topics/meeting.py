"""Everything a meeting looks at, collected once: pages, slides, report, workbook and snapshot all tell these figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, SnapshotLabel
from danvan_metrics.metrics.words import describe_period, describe_received, describe_scope, describe_source, name_file
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.actions.figures import ActionList, collect_actions
from danvan_metrics.topics.actions.weak_cells import WeakCells, collect_weak_cells
from danvan_metrics.topics.completion.chart import CompletionByLevelChart, collect_completion_by_level
from danvan_metrics.topics.indicators.figures import IndicatorTable, collect_indicators
from danvan_metrics.topics.indicators.status_chart import IndicatorStatusChart, collect_indicator_status
from danvan_metrics.topics.model_schools.chart import ModelTracksChart, collect_model_tracks
from danvan_metrics.topics.overview.figures import Overview, collect_overview
from danvan_metrics.topics.spread.ladder_chart import LadderChart, collect_ladder
from danvan_metrics.topics.spread.map_chart import CommuneMapChart, collect_commune_map
from danvan_metrics.topics.spread.models_chart import ModelsByFieldChart, collect_models_by_field
from danvan_metrics.topics.timeliness.chart import TimelinessChart, collect_timeliness


@dataclass(frozen=True)
class Meeting:
    """One period, lens and selection of schools. `statuses` and `indicators` have an entry per top group of the plan.

    period: “kỳ 9 tháng”; subtitle: period, lens and schools in words; footer: source, as-of date, received n/N, lens and schools,
    and the snapshot where there is one.
    """

    plan: Plan
    scope: Scope
    as_of: date
    period: str
    subtitle: str
    received: str
    footer: str
    overview: Overview
    completion: CompletionByLevelChart
    statuses: tuple[IndicatorStatusChart, ...]
    indicators: tuple[IndicatorTable, ...]
    model_tracks: ModelTracksChart
    ladder: LadderChart
    ladder_by_level: LadderChart
    communes: CommuneMapChart
    models_by_field: ModelsByFieldChart
    timeliness: TimelinessChart
    weak_cells: WeakCells
    actions: ActionList
    file_name: str
    sample: bool
    snapshot: SnapshotLabel | None = None

    @property
    def imprint(self) -> Imprint:
        """What every file made from the meeting says of itself."""
        return Imprint(
            title=f"{self.plan.short_title} · {self.period}",
            subject=self.subtitle,
            author=self.plan.office.name,
            footer=self.footer,
            day=self.as_of,
            sample=self.sample,
        )


def collect_meeting(dataset: Dataset, scope: Scope) -> Meeting:
    """Collect everything about the schools in scope."""
    tops = [group.code for group in scored_groups(dataset.plan) if group.parent is None]
    subtitle, received = describe_scope(dataset, scope), describe_received(dataset, scope)
    return Meeting(
        plan=dataset.plan,
        scope=scope,
        as_of=dataset.as_of,
        period=describe_period(dataset, scope.period),
        subtitle=subtitle,
        received=received,
        footer=f"{describe_source(dataset)} · {received} · {subtitle}",
        overview=collect_overview(dataset, scope),
        completion=collect_completion_by_level(dataset, scope),
        statuses=tuple(collect_indicator_status(dataset, scope, code) for code in tops),
        indicators=tuple(collect_indicators(dataset, scope, code) for code in tops),
        model_tracks=collect_model_tracks(dataset, scope),
        ladder=collect_ladder(dataset, scope),
        ladder_by_level=collect_ladder(dataset, scope, by_level=True),
        communes=collect_commune_map(dataset, scope, ()),
        models_by_field=collect_models_by_field(dataset, scope),
        timeliness=collect_timeliness(dataset, scope),
        weak_cells=collect_weak_cells(dataset, scope),
        actions=collect_actions(dataset, scope),
        file_name=name_file("", scope),
        sample=dataset.sample,
        snapshot=dataset.snapshot,
    )
