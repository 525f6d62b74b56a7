"""The meeting as a workbook whose figures are formulas: they recompute to what the dashboard shows."""

from danvan_metrics.exports.workbook.book import write_workbook

__all__ = ["write_workbook"]
