"""The workbook of a node: the scorecard by unit first, then a sheet per subject, with results kept beside their formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from danvan_metrics.exports.workbook import compose_workbook
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_criteria import sheet as criteria
from danvan_metrics.topics.unit_scorecard import sheet as scorecard
from danvan_metrics.topics.unit_spread import sheet as spread
from danvan_metrics.topics.unit_timeliness import sheet as timeliness
from danvan_metrics.topics.unit_trend import sheet as trend

SHEETS: Final[dict[str, Callable[[Page, Meeting], None]]] = {
    scorecard.SHEET: scorecard.write_unit_scorecard_sheet,
    criteria.SHEET: criteria.write_unit_criteria_sheet,
    timeliness.SHEET: timeliness.write_unit_returns,
    trend.SHEET: trend.write_unit_trends,
    spread.LADDER: spread.write_unit_ladder,
    spread.MODELS: spread.write_unit_models,
}


def write_unit_workbook(meeting: Meeting) -> bytes:
    """Write a node's meeting as XLSX. The same meeting gives the same bytes."""
    return compose_workbook(meeting, SHEETS)
