"""Every chart of the leadership's pages as pictures and figures, in one zip with a list of what lies in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.exports.pack_list import LIST_NAME, PackedFiles, write_list
from danvan_metrics.formats.package import pack_files, settle_package
from danvan_metrics.formats.pictures import KINDS, describe_missing_pictures, draw_images
from danvan_metrics.formats.record import Chart
from danvan_metrics.formats.xlsx.plain_sheet import write_figures
from danvan_metrics.metrics.completion import top_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_scope
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.topics.appraisal.dumbbell_chart import collect_dumbbells, draw_dumbbells
from danvan_metrics.topics.appraisal.figures import collect_appraisals
from danvan_metrics.topics.appraisal.funnel_chart import collect_funnel, draw_funnel
from danvan_metrics.topics.appraisal.outcome_chart import collect_outcomes, draw_outcomes
from danvan_metrics.topics.appraisal.verification_chart import collect_verification, draw_verification
from danvan_metrics.topics.completion.chart import collect_completion_by_level, draw_completion_by_level
from danvan_metrics.topics.indicators.status_chart import collect_indicator_status, draw_indicator_status
from danvan_metrics.topics.model_schools.chart import collect_model_tracks, draw_model_tracks
from danvan_metrics.topics.school.chart import collect_school_groups, draw_school_groups
from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder
from danvan_metrics.topics.spread.map_chart import collect_commune_map, draw_commune_map
from danvan_metrics.topics.spread.models_chart import collect_models_by_field, draw_models_by_field
from danvan_metrics.topics.spread.outlines import Outline
from danvan_metrics.topics.timeliness.chart import collect_timeliness, draw_timeliness
from danvan_metrics.topics.timeliness.counts_chart import collect_timeliness_counts, draw_timeliness_counts

_XLSX: Final = "xlsx"

Drawn = tuple[Chart, go.Figure]
Arguments = Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Packed:
    """A chart of the pack: `each` lists what `collect` takes after dataset and scope, once for every picture of it."""

    collect: Callable[..., Chart]
    draw: Callable[[Any], go.Figure]
    each: Callable[[Dataset, Scope, Sequence[Outline]], Arguments]


def list_charts(dataset: Dataset, scope: Scope, outlines: Sequence[Outline]) -> Iterator[Drawn]:
    """Every chart under the filters, in the order of the pages, each drawn when it is taken."""
    for packed in CHARTS:
        for arguments in packed.each(dataset, scope, outlines):
            record = packed.collect(dataset, scope, *arguments)
            yield record, packed.draw(record)


def _once(_dataset: Dataset, _scope: Scope, _outlines: Sequence[Outline]) -> Arguments:
    yield ()


def _each_group(dataset: Dataset, _scope: Scope, _outlines: Sequence[Outline]) -> Arguments:
    return ((group.code,) for group in top_groups(dataset.plan))


def _with_outlines(dataset: Dataset, _scope: Scope, outlines: Sequence[Outline]) -> Arguments:
    """No map of a unit: the outlines are those of one district's communes."""
    if not dataset.unit:
        yield (outlines,)


def _where_appraised(dataset: Dataset, scope: Scope, _outlines: Sequence[Outline]) -> Arguments:
    return () if collect_appraisals(dataset, scope).empty else ((),)


def _each_model_school(dataset: Dataset, scope: Scope, _outlines: Sequence[Outline]) -> Arguments:
    return ((one.code,) for one in scope.schools(dataset) if one.model and one.reporter is Reporter.SCHOOL)


CHARTS: Final = (  # Tổng quan, Tiêu chí & chỉ tiêu, Trường điểm, Lan tỏa, Thẩm định, Hồ sơ trường
    Packed(collect_completion_by_level, draw_completion_by_level, _once),
    Packed(collect_timeliness, draw_timeliness, _once),
    Packed(collect_timeliness_counts, draw_timeliness_counts, _once),
    Packed(collect_indicator_status, draw_indicator_status, _each_group),
    Packed(collect_model_tracks, draw_model_tracks, _once),
    Packed(collect_ladder, draw_ladder, _once),
    Packed(partial(collect_ladder, by_level=True), draw_ladder, _once),
    Packed(collect_commune_map, draw_commune_map, _with_outlines),
    Packed(collect_models_by_field, draw_models_by_field, _once),
    Packed(collect_dumbbells, draw_dumbbells, _where_appraised),
    Packed(collect_outcomes, draw_outcomes, _where_appraised),
    Packed(collect_verification, draw_verification, _where_appraised),
    Packed(collect_funnel, draw_funnel, _where_appraised),
    Packed(collect_school_groups, draw_school_groups, _each_model_school),
)


def pack_charts(dataset: Dataset, scope: Scope, outlines: Sequence[Outline], *, pictures: bool = True) -> bytes:
    """A zip: each chart as NN_name.png, .svg and .xlsx, and “doc-toi.txt” that tells what lies in it.

    Without a browser the pictures are left out and the list says so; PictureFailed where a browser is there but cannot draw.
    Equal figures are equal bytes.
    """
    drawn, told = list_charts(dataset, scope, outlines), _describe_unappraised(dataset, scope)
    return pack_drawn(drawn, describe_scope(dataset, scope), told, pictures=pictures)


def pack_drawn(drawn: Iterable[Drawn], covers: str, told: str = "", *, pictures: bool = True) -> bytes:
    """The same of charts that are drawn already; `covers`: what they are of; `told`: what else the list says."""
    missing = describe_missing_pictures() if pictures else ""
    kinds = KINDS if pictures and not missing else ()
    charts = {f"{number:02}_{record.file_name}": (record, figure) for number, (record, figure) in enumerate(drawn, start=1)}
    images = dict(draw_images(((name, figure) for name, (_, figure) in charts.items()), kinds=kinds)) if kinds else {}
    missing = "\r\n".join(filter(None, (missing, told)))
    entries = [PackedFiles(record, tuple(f"{name}.{kind}" for kind in (*kinds, _XLSX))) for name, (record, _) in charts.items()]
    files = {LIST_NAME: write_list(covers, entries, missing=missing)}
    for entry in entries:
        *pictured, figures = entry.files
        files |= {name: images[name] for name in pictured} | {figures: _write(entry.record)}
    return settle_package(pack_files(files.items()))


def _describe_unappraised(dataset: Dataset, scope: Scope) -> str:
    """Why there are no charts of the appraisal; "" where there are, or where none could be."""
    record = collect_appraisals(dataset, scope)
    return record.empty if dataset.plan.rounds and record.schools else ""


def _write(record: Chart) -> bytes:
    return write_figures(record.title, record.subtitle, record.table(), sample=record.sample, source=record.source)
