"""The indicators of a group that the smallest share of schools under a node meets, and where they are met least."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.table import Cell, IndicatorPage, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.bands import band_share, set_limits
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.words import describe_scope
from danvan_metrics.topics.indicators.status_chart import StatusRow, collect_indicator_status
from danvan_metrics.topics.unit_criteria.figures import collect_indicator_units
from danvan_metrics.topics.unit_names import name_node_unit
from danvan_metrics.vietnamese import NOTHING, format_percent, format_ratio

_NAMED: Final = 3  # units of an indicator


def lay_out_least_met(dataset: Dataset, scope: Scope, group: str, *, most: int) -> Table:
    """Lay out the scored indicators of a top group, the least met first, `most` of them; no row where nobody has told.

    Schools that should have told and did not stand in N, as on the page of the group.
    """
    limits, status = set_limits(dataset.plan, scope.period), collect_indicator_status(dataset, scope, group)
    rows = [] if status.empty else sorted((row for row in status.rows if row.met_N), key=lambda row: row.met_n / row.met_N)
    laid = [_lay_row(dataset, scope, row) for row in rows[:most]]
    marks = {cell.mark for row in laid for cell in row if cell.mark}
    return Table(
        caption=dataset.plan.group_by_code[group].title,
        headings=name_columns("Mã", "Nội dung", "Trường đạt", "Thấp nhất ở"),
        bands=group_rows(laid),
        align="nlcl",
        subtitle=describe_scope(dataset, scope),
        legend=tuple(describe_legend(marks, scope.lens, limits)),
    )


def _lay_row(dataset: Dataset, scope: Scope, row: StatusRow) -> Row:
    share = row.met_n / row.met_N
    mark = band_share(share, set_limits(dataset.plan, scope.period))
    words = f"{format_ratio(row.met_n, row.met_N)} trường đạt, tính cả trường chưa có số liệu"
    return (
        Cell(row.code, opens=IndicatorPage(row.code), words=f"Xem từng đơn vị: {row.title}"),
        Cell(row.title),
        Cell(format_percent(share), format_ratio(row.met_n, row.met_N), mark, words, strong=True),
        Cell(_name_lowest(dataset, scope, row.code)),
    )


def _name_lowest(dataset: Dataset, scope: Scope, code: str) -> str:
    """“Hải Vân 0/8, An Bình 1/4”: units of three schools or more that told."""
    rows = [row for row in collect_indicator_units(dataset, scope, code).rows if not row.named and row.met.n < row.met.total]
    return ", ".join(f"{name_node_unit(row.unit)} {row.met}" for row in rows[:_NAMED]) or NOTHING
