"""The scorecard of a node laid out: a row per unit, the slowest on top, a banded cell per group; all of them together last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from danvan_metrics.formats.table import Band, Cell, Heading, IndicatorPage, Row, Table, UnitPage
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.words import describe_extremes, name_open
from danvan_metrics.topics.scorecard.side_columns import SideColumn
from danvan_metrics.topics.unit_scorecard.figures import UnitScore, UnitScorecard, UnitScores

_SHORT: Final = {Mark.SENT_BACK: "trả lại", Mark.NOT_REPORTED: "chưa có số liệu"}


def lay_out_unit_scorecard(scorecard: UnitScorecard, *, printed: bool = False) -> Table:
    """Lay the units out; a name and a figure open the unit, the last row's figures the criteria over all units.

    printed: nothing can be pointed at, and no cell reaches over others: schools of small units are named beside their unit.
    """
    rows = tuple((_print_unit if printed else _lay_unit)(row, scorecard) for row in scorecard.rows)
    return Table(
        caption=scorecard.title,
        subtitle=scorecard.subtitle,
        headings=(tuple(_list_headings(scorecard)),),
        bands=(Band("", rows), *_sum_up(scorecard)),
        align="nm" + "m" * (len(scorecard.shown) + count_sides(scorecard)),
        legend=scorecard.legend,
        notes=tuple(_list_notes(scorecard)),
        dense=True,
    )


def count_sides(scorecard: UnitScorecard) -> int:
    """Columns after the groups: returns on time, spread where the plan has a ladder, appraisals."""
    return 2 if scorecard.notable is None else 3


def _list_headings(scorecard: UnitScorecard) -> Iterator[Heading]:
    yield Heading("Đơn vị")
    yield Heading("Số liệu", words="Số trường có số liệu kỳ này trên số trường")
    for group in scorecard.shown:
        yield Heading(group.short, words=group.title)
    yield Heading("Đúng hạn", words="Số báo cáo nộp đúng hạn trên số đã nhận kỳ này")
    if scorecard.notable is not None:
        yield Heading("Lan tỏa", words=f"Số trường ở bậc {scorecard.notable} trở lên trên số trường")
    yield Heading("Thẩm định", words="Số trường đã kết luận thẩm định trên số trường")


def _list_notes(scorecard: UnitScorecard) -> Iterator[str]:
    cells = [cell for row in (*scorecard.rows, scorecard.total) for cell in row.cells]
    if any(cell.span for cell in cells):
        yield f"trong ngoặc: khoảng % nếu tính cả {name_open(scorecard.scope.lens)}, {describe_extremes(scorecard.scope.lens)}"
    if any(cell.few or (cell.told and not cell.percent) for cell in cells):
        yield "dưới 3 trường có số liệu: nêu tên, không tính %"
    yield scorecard.limits_note
    yield f"xếp theo {scorecard.ranked_by}, thấp nhất trước"


def _lay_unit(row: UnitScores, scorecard: UnitScorecard) -> Row:
    unit = row.unit
    opens = UnitPage(unit.code) if unit and not unit.own else None
    name = Cell(row.name, opens=opens, words=f"Mở {row.name}: {row.reported} có số liệu" if opens else "")
    shown = [cell for cell in row.cells if cell.group in {group.code for group in scorecard.shown}]
    cells = (replace(cell, opens=opens) for cell in _lay_scores(row, shown, scorecard))
    return (name, Cell(row.ratio), *cells, *_lay_sides(row, scorecard))


def _print_unit(row: UnitScores, scorecard: UnitScorecard) -> Row:
    shown = {group.code for group in scorecard.shown}
    names = f"({row.unit.names})" if row.unit and row.unit.names else ""
    cells = (lay_out_unit_score(cell) for cell in row.cells if cell.group in shown)
    return (Cell(row.name, names), Cell(row.ratio), *(replace(cell, details=()) for cell in cells), *_lay_sides(row, scorecard))


def _lay_scores(row: UnitScores, shown: list[UnitScore], scorecard: UnitScorecard) -> Iterator[Cell]:
    """The cells of the groups; one over all of them where nothing but names, or nothing at all, can be said."""
    if any(cell.percent for cell in shown):
        yield from map(lay_out_unit_score, shown)
        return
    first = _choose_told(row, shown, scorecard)
    details = tuple(cell.words for cell in shown) if any(cell.told for cell in shown) else first.lacks
    whole = replace(lay_out_unit_score(first), text=_name_schools(first), note="", details=details, alert="")
    yield from (replace(whole, joined=place > 0) for place in range(len(shown)))


def _choose_told(row: UnitScores, shown: list[UnitScore], scorecard: UnitScorecard) -> UnitScore:
    """The group that units are ranked by, or the first that a school told."""
    ranked = [cell for cell in row.cells if _is_ranked(cell, scorecard) and cell.told]
    return next(iter(ranked), next((cell for cell in shown if cell.told), shown[0]))


def _is_ranked(cell: UnitScore, scorecard: UnitScorecard) -> bool:
    return any(group.code == cell.group and group.short == scorecard.ranked_by for group in scorecard.groups)


def _name_schools(score: UnitScore) -> str:
    if score.few:
        return " · ".join(score.few)
    return f"{score.told} trường có số liệu: {score.ratio}" if score.told else _name_state(score)


def _name_state(score: UnitScore) -> str:
    return "" if score.mark is None else _SHORT.get(score.mark, LABELS[score.mark])


def lay_out_unit_score(score: UnitScore) -> Cell:
    """The percentage on its band, n/N and the range beside it; of fewer than three schools n/N; pointed at, what is behind."""
    span = f"({score.span.removesuffix('%').rstrip()})" if score.span else ""
    few = bool(score.told) and not score.percent
    return Cell(
        score.ratio if few else score.percent or _name_state(score),
        f"{score.told} trường" if few else " ".join(filter(None, (score.ratio, span))),
        score.mark,
        score.words,
        printed=None if few else score.ratio,
        alert=f"{SYMBOLS[Mark.VIOLATED]}{score.violations}" if score.violations else "",
        details=(*score.few, *score.lacks),
    )


def _lay_sides(row: UnitScores, scorecard: UnitScorecard) -> Iterator[Cell]:
    yield _lay_side(row, row.on_time, "báo cáo đúng hạn")
    if scorecard.notable is not None:
        yield _lay_side(row, row.spread, f"trường ở bậc {scorecard.notable} trở lên")
    yield _lay_side(row, row.appraisal, "trường đã kết luận thẩm định")


def _lay_side(row: UnitScores, column: SideColumn, what: str) -> Cell:
    return Cell(column.figure, words=f"{row.name}: {'; '.join(filter(None, (f'{column.figure} {what}', column.told)))}")


def _sum_up(scorecard: UnitScorecard) -> Iterator[Band]:
    """The row of all units, where there is more than one."""
    if len(scorecard.rows) < 2:
        return
    row, shown = scorecard.total, {group.code for group in scorecard.shown}
    cells = (
        replace(lay_out_unit_score(score), opens=IndicatorPage(score.group), printed=None)
        for score in row.cells
        if score.group in shown
    )
    yield Band(
        "",
        (tuple(replace(cell, strong=True) for cell in (Cell(row.name), Cell(row.ratio), *cells, *_lay_sides(row, scorecard))),),
        total=True,
    )
