"""Indicators at a node laid out: a group's indicators over all units, and one of them unit by unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.formats.table import Band, Cell, Heading, Row, Table
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import Ratio, describe_extremes, name_open
from danvan_metrics.topics.indicators.figures import IndicatorTable
from danvan_metrics.topics.indicators.table import CHANGE, CODE, MET, NAME, SHARE, SUMS, lay_out_indicators
from danvan_metrics.topics.unit_criteria.figures import IndicatorUnits, UnitIndicator, UnitNumber, UnitNumbers
from danvan_metrics.topics.unit_names import lay_node_unit
from danvan_metrics.vietnamese import format_quantity, format_ratio


def lay_out_node_indicators(record: IndicatorTable) -> Table:
    """A group's indicators over all units: a code leads to its units; no figure has a source here, nothing is compared."""
    table = lay_out_indicators(record)
    levels = range(CHANGE + 2, CHANGE + 2 + len(record.levels))
    kept = table.select(CODE, NAME, MET, SHARE, SUMS, *levels)
    bands = tuple(replace(band, rows=tuple(tuple(map(_drop_source, row)) for row in band.rows)) for band in kept.bands)
    return replace(kept, bands=bands, notes=table.notes[:1])


def _drop_source(cell: Cell) -> Cell:
    return replace(cell, opens=None) if isinstance(cell.opens, Reference) else cell


def lay_out_indicator_units(record: IndicatorUnits) -> Table:
    """One indicator unit by unit, the sum last; a name opens the unit, few schools are named with their words."""
    lens = record.scope.lens
    headings = (
        Heading("Đơn vị"),
        Heading("Trường đạt", figures=("Số trường đạt", "Số trường áp dụng")),
        Heading(
            "Tỉ lệ trường đạt",
            words=f"Khoảng khi còn {name_open(lens)}: {describe_extremes(lens)}",
            figures=(f"{SHARE_HEADING} thấp nhất", f"{SHARE_HEADING} cao nhất"),
        ),
        Heading("Cộng"),
        Heading("Trường có số liệu", figures=("Trường có số liệu", "Số trường")),
    )
    rows = tuple(_lay_unit(row) for row in record.rows)
    bands = (Band("", rows), Band("", (_lay_unit(record.total),), total=True))
    notes = (
        f"Tỉ lệ ghi thành khoảng khi còn {name_open(lens)}: {describe_extremes(lens)}.",
        "Đơn vị dưới 3 trường: nêu tên, không tính tỉ lệ.",
    )
    return Table(record.title, (headings,), bands, "nclnc", record.subtitle, notes=notes, dense=True)


def _lay_unit(row: UnitIndicator) -> Row:
    share = Cell(row.named) if row.named else Cell(row.met.span, figures=(row.met.low, row.met.high))
    return (
        replace(lay_node_unit(row.unit), note=""),
        Cell(str(row.met), strong=True, figures=_list_figures(row.met)),
        replace(share, figures=(None, None)) if row.named else share,
        Cell(row.pooled),
        Cell(format_ratio(row.told, row.schools), figures=(row.told, row.schools)),
    )


def _list_figures(ratio: Ratio) -> tuple[float | None, float | None]:
    return (ratio.n, ratio.total) if ratio.total else (None, None)


def lay_out_unit_numbers(record: UnitNumbers) -> Table:
    """A tracked number unit by unit, a column per line: its sum and how many schools wrote it."""
    headings = (Heading("Đơn vị"), *_head_lines(record))
    bands = (
        Band("", tuple(tuple(_lay_number(row, record)) for row in record.rows)),
        Band("", (tuple(_lay_number(record.total, record)),), total=True),
    )
    notes = ("“17/19 trường”: số trường đã ghi trên số trường; trường để trống không phải là 0.",)
    return Table(record.title, (headings,), bands, "n" * len(headings), record.subtitle, notes=notes, dense=True)


def _head_lines(record: UnitNumbers) -> Iterator[Heading]:
    for line in record.indicator.rows:
        text = line.text if len(record.indicator.rows) > 1 else "Cộng"
        yield Heading(text, figures=(text, f"{text}: số trường ghi"))


def _lay_number(row: UnitNumber, record: UnitNumbers) -> Iterator[Cell]:
    yield replace(lay_node_unit(row.unit), note="", figures=())
    for (done, reported), line in zip(row.sums, record.indicator.rows, strict=True):
        told = f"{format_quantity(done)} {line.unit}".strip() if reported else "chưa báo cáo"
        yield Cell(told, f"{reported}/{row.schools} trường", figures=(done if reported else None, reported))
