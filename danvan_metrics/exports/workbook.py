"""The meeting's workbook: one sheet per view over one sheet of data, with results kept beside their formulas."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Final

from xlsxwriter import Workbook

from danvan_metrics.formats.xlsx.cell_writer import CellWriter
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.material import Material
from danvan_metrics.topics.actions import sheet as agreed
from danvan_metrics.topics.completion import sheet as levels
from danvan_metrics.topics.data import sheet as data
from danvan_metrics.topics.indicators import sheet as indicators
from danvan_metrics.topics.indicators import status_sheet as statuses
from danvan_metrics.topics.legend import sheet as legend
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools import sheet as model_schools
from danvan_metrics.topics.overview import sheet as overview
from danvan_metrics.topics.scorecard import averages
from danvan_metrics.topics.scorecard import school_grid as grid
from danvan_metrics.topics.scorecard import sheet as scorecard
from danvan_metrics.topics.spread import models_sheet as models
from danvan_metrics.topics.spread import sheet as spread
from danvan_metrics.topics.timeliness import sheet as deadlines
from danvan_metrics.xml_text import make_xml_safe

_SHEETS: Final = (
    overview.SHEET, grid.SCORECARD, grid.AVERAGES, levels.SHEET, indicators.SHEET, statuses.SHEET, model_schools.SHEET,
    spread.SHEET, models.SHEET, deadlines.SHEET, agreed.SHEET, data.TITLE, legend.SHEET,
)  # fmt: skip


def write_workbook(dataset: Dataset, scope: Scope, meeting: Meeting) -> bytes:
    """Write the meeting as XLSX. The same meeting gives the same bytes.

    dataset and scope are those the meeting was collected from: the data sheet holds score_indicators of them.
    """
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        _describe(workbook, meeting)
        _write_pages(_open_pages(workbook, meeting), meeting, Material(dataset, scope))
    return written.getvalue()


def _open_pages(workbook: Workbook, meeting: Meeting) -> dict[str, Page]:
    """Empty sheets in their order; formulas may point to sheets written later."""
    cells, footer = CellWriter(workbook), make_xml_safe(meeting.footer)
    return {title: Page(workbook.add_worksheet(title), cells, footer, meeting.sample) for title in _SHEETS}


def _write_pages(pages: dict[str, Page], meeting: Meeting, material: Material) -> None:
    card, plan = meeting.overview.scorecard, meeting.plan
    schools, days = grid.lay_out(card), deadlines.lay_out_deadlines(meeting.timeliness)
    data.write_data(pages[data.TITLE], material)
    deadlines.write_deadlines(pages[deadlines.SHEET], meeting.timeliness, material, days)
    scorecard.write_scorecard(pages[grid.SCORECARD], card, material, grid=schools, deadlines=days)
    averages.write_averages(pages[grid.AVERAGES], card, material, schools)
    levels.write_levels(pages[levels.SHEET], meeting.completion, plan, schools)
    indicators.write_indicators(pages[indicators.SHEET], meeting.indicators, plan)
    statuses.write_statuses(pages[statuses.SHEET], meeting.statuses, meeting.scope.lens)
    model_schools.write_model_schools(pages[model_schools.SHEET], meeting.model_tracks, plan, schools)
    spread.write_spread(pages[spread.SHEET], meeting, material)
    models.write_models(pages[models.SHEET], meeting.models_by_field, material)
    agreed.write_actions(pages[agreed.SHEET], meeting.actions)
    overview.write_overview(pages[overview.SHEET], meeting, material, grid=schools, deadlines=days)
    legend.write_legend(pages[legend.SHEET], meeting, material)


def _describe(workbook: Workbook, meeting: Meeting) -> None:
    """Properties without the present time; every program computes the formulas anew when it opens the file."""
    author, title = map(make_xml_safe, (meeting.plan.office.name, f"{meeting.plan.short_title}, {meeting.period}"))
    workbook.set_properties({"author": author, "title": title, "created": datetime.combine(meeting.as_of, time())})
