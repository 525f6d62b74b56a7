"""The meeting's workbook: one sheet per view over one sheet of data, with results kept beside their formulas."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time
from typing import Final

from xlsxwriter import Workbook

from danvan_metrics.formats.xlsx.cell_writer import CellWriter
from danvan_metrics.formats.xlsx.formula_sheet import FormulaSheet
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.topics.actions import sheet as actions
from danvan_metrics.topics.appraisal import sheet as appraisal
from danvan_metrics.topics.completion import sheet as completion
from danvan_metrics.topics.data import sheet as data
from danvan_metrics.topics.indicators import sheet as indicators
from danvan_metrics.topics.indicators import status_sheet as statuses
from danvan_metrics.topics.legend import sheet as legend
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools import sheet as model_schools
from danvan_metrics.topics.office_work import sheet as office_work
from danvan_metrics.topics.overview import sheet as overview
from danvan_metrics.topics.scorecard import school_grid
from danvan_metrics.topics.scorecard import sheet as scorecard
from danvan_metrics.topics.spread import models_sheet as models
from danvan_metrics.topics.spread import sheet as spread
from danvan_metrics.topics.timeliness import sheet as timeliness
from danvan_metrics.topics.year_against_year import sheet as years
from danvan_metrics.xml_text import make_xml_safe

SHEETS: Final[dict[str, Callable[[Page, Meeting], None]]] = {
    overview.SHEET: overview.write_overview,
    school_grid.SCORECARD: scorecard.write_scorecard,
    completion.SHEET: completion.write_levels,
    indicators.SHEET: indicators.write_indicators,
    statuses.SHEET: statuses.write_statuses,
    model_schools.SHEET: model_schools.write_model_schools,
    spread.SHEET: spread.write_spread,
    models.SHEET: models.write_models,
    appraisal.SHEET: appraisal.write_appraisals,
    timeliness.SHEET: timeliness.write_deadlines,
    actions.SHEET: actions.write_actions,
    office_work.SHEET: office_work.write_office_sheet,
    years.SHEET: years.write_years,
    data.SHEET: data.write_data,
    legend.SHEET: legend.write_legend,
}


def write_workbook(meeting: Meeting) -> bytes:
    """Write the meeting as XLSX. The same meeting gives the same bytes."""
    left_out = frozenset() if years.offers_years(meeting) else {years.SHEET}
    return compose_workbook(meeting, {title: write for title, write in SHEETS.items() if title not in left_out})


def compose_workbook(meeting: Meeting, sheets: Mapping[str, Callable[[Page, Meeting], None]]) -> bytes:
    """A workbook of these sheets, by title, in their order."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        _describe(workbook, meeting)
        cells = CellWriter(workbook)
        pages = _open_pages(cells, meeting, sheets)
        for title, write_sheet in sheets.items():
            write_sheet(pages[title], meeting)
        cells.cut_shares()
    return written.getvalue()


def _open_pages(cells: CellWriter, meeting: Meeting, titles: Iterable[str]) -> dict[str, Page]:
    """Empty sheets in their order; formulas may point to sheets written later."""
    footer = make_xml_safe(meeting.footer)
    sheets = {title: cells.workbook.add_worksheet(title, FormulaSheet) for title in titles}
    return {title: Page(sheet, cells, footer, meeting.dataset.sample) for title, sheet in sheets.items()}


def _describe(workbook: Workbook, meeting: Meeting) -> None:
    """Properties without the present time; every program computes the formulas anew when it opens the file."""
    author, title = map(make_xml_safe, (meeting.plan.office.name, f"{meeting.plan.short_title}, {meeting.period}"))
    workbook.set_properties({"author": author, "title": title, "created": datetime.combine(meeting.as_of, time())})
