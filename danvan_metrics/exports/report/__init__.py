"""The report as a Word document, in the layout of official documents (NĐ 30/2020/NĐ-CP)."""

from danvan_metrics.exports.report.writing import write_report

__all__ = ["write_report"]
