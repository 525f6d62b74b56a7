"""A year against the year before, laid out as one table: what fell first, then what rose, stayed, and cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from danvan_metrics.formats.table import Band, Cell, IndicatorPage, Row, Table, name_columns
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.topics.year_against_year.figures import YearAgainstYear, YearFigure, YearRow
from danvan_metrics.vietnamese import NBSP, NOTHING, format_change, format_percent, format_ratio

CODE, NAME, THEN, NOW, CHANGE, POOLED = range(6)
_NAMES: Final = "Nêu tên trường (dưới 3 trường)"


def lay_out_years(record: YearAgainstYear) -> Table:
    """Lay it out: a row for every indicator of either plan; a code leads to the indicator's schools where this year has it."""
    bands = (
        _band("Giảm", record, lambda row: row.change < 0, key=lambda row: row.change),
        _band("Tăng", record, lambda row: row.change > 0, key=lambda row: -row.change),
        _band("Không đổi", record, lambda row: not (row.change or row.few)),
        _band(_NAMES, record, lambda row: row.few),
        Band("Không so được", tuple(_lay_apart(row) for row in record.rows if row.why)),
    )
    marks = {one.mark for row in record.told for one in (row.then, row.now) if one and one.mark}
    then, now = record.years
    return Table(
        caption=record.title,
        headings=name_columns("Mã", "Nội dung", f"Trường đạt năm {then}", f"Trường đạt năm {now}", "Thay đổi", "Tỉ lệ của tổng"),
        bands=tuple(band for band in bands if band.rows),
        align="nlmmmm",
        subtitle=record.subtitle,
        legend=tuple(describe_legend(marks, record.scope.lens, record.limits)) if marks else (),
        band_heading="Thay đổi",
        notes=record.notes,
    )


def _band(
    title: str,
    record: YearAgainstYear,
    belongs: Callable[[YearRow], bool],
    key: Callable[[YearRow], float] = lambda _: 0,
) -> Band:
    """The rows compared that belong there; of equals the plan's first stands first."""
    return Band(title, tuple(_lay_told(row, record) for row in sorted(filter(belongs, record.told), key=key)))


def _lay_told(row: YearRow, record: YearAgainstYear) -> Row:
    assert row.then is not None  # noqa: S101 - whatever has no reason is told
    assert row.now is not None  # noqa: S101
    figures = (_lay_figure(one, f"{row.code} năm {year}") for one, year in zip((row.then, row.now), record.years, strict=True))
    pooled = NOTHING if row.few else _format_pooled(row.then, row.now)
    return (*_lay_name(row), *figures, _lay_change(row), Cell(pooled))


def _lay_name(row: YearRow, *, opens: bool = True) -> Iterator[Cell]:
    opened = IndicatorPage(row.code) if opens else None
    yield Cell(row.code, opens=opened, words=f"Xem từng trường: {row.title}" if opened else "")
    yield Cell(row.title)


def _lay_figure(figure: YearFigure, named: str) -> Cell:
    ratio = format_ratio(figure.met.n, figure.met.total)
    if figure.mark is None:
        return Cell(ratio, ", ".join(figure.names), words=f"{named}: {ratio} trường đạt")
    words = f"{named}: {ratio} trường đạt, trong các trường được so"
    return Cell(format_percent(figure.share), ratio, figure.mark, words, strong=True)


def _lay_change(row: YearRow) -> Cell:
    return Cell(NOTHING if row.few else format_points(row.change), strong=row.change < 0)


def format_points(change: float) -> str:
    """“+8 điểm”, in per cent of the schools; what moved never reads 0."""
    points = round(change * 100)
    if change and not points:
        return f"{'+' if change > 0 else '−'}dưới{NBSP}1{NBSP}điểm"
    return f"{format_change(points)}{NBSP}điểm" if points else "0"


def _format_pooled(then: YearFigure, now: YearFigure) -> str:
    return f"{NBSP}→{NBSP}".join(NOTHING if one.value is None else format_percent(one.value) for one in (then, now))


def _lay_apart(row: YearRow) -> Row:
    """Its reason, over all the columns of figures; what only the year before asked has no page of this year."""
    told = Cell(f"không so được vì {row.why}")
    return (*_lay_name(row, opens=not row.gone), told, *(Cell(joined=True) for _ in range(3)))
