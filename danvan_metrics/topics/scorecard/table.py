"""The scorecard laid out: a row per school, a banded cell per group, its returns and its appraisal; the district last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from danvan_metrics.formats.table import Band, Cell, Heading, Row, SchoolPage, Table
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.scorecard.figures import SchoolScores, Score, Scorecard
from danvan_metrics.topics.scorecard.side_columns import SideColumn

FLAG: Final = "⚑"
REACH_NOTE: Final = "“đến”: số đạt nếu phần chưa kiểm đúng như tự khai"
ON_TIME: Final = "Báo cáo đúng hạn"
APPRAISED: Final = "Phòng thẩm định"
_SHORT: Final = {Mark.SENT_BACK: "trả lại"}  # six times in a row; the column of returns says the rest


def lay_out_scorecard(scorecard: Scorecard, *, weakest_first: bool = False) -> Table:
    """Lay the scorecard out, the schools in their bands, or (`weakest_first`) without bands, the weakest on top."""
    schools = (("", scorecard.rows_by_gravity),) if weakest_first else scorecard.bands
    bands = tuple(Band(title, tuple(_lay_school(row, scorecard) for row in rows)) for title, rows in schools)
    return Table(
        caption=scorecard.title,
        subtitle=scorecard.subtitle,
        headings=(tuple(_list_headings(scorecard)),),
        bands=(*bands, *_sum_up(scorecard)),
        align="n" + "m" * len(scorecard.shown) + "nn",
        legend=scorecard.legend,
        band_heading="" if weakest_first else "Nhóm trường",
        notes=tuple(_list_notes(scorecard, weakest_first=weakest_first)),
        dense=True,
    )


def _list_headings(scorecard: Scorecard) -> Iterator[Heading]:
    yield Heading("Trường")
    for group in scorecard.shown:
        yield Heading(group.short, words=group.title)
    yield Heading(ON_TIME, words="Số báo cáo nộp đúng hạn trên số đã đến hạn từ đầu năm, và báo cáo kỳ này")
    yield Heading(APPRAISED, words="Số dòng Phòng đã kiểm trên số dòng áp dụng, và kết quả")


def _list_notes(scorecard: Scorecard, *, weakest_first: bool) -> Iterator[str]:
    cells = [score for row in scorecard.rows for score in row.cells]
    if scorecard.scope.lens is Lens.APPRAISED:
        yield REACH_NOTE
    if any(score.agreed for score in cells):
        yield f"{FLAG} có việc đang giao"
    yield scorecard.limits_note
    if weakest_first:
        yield f"xếp theo {scorecard.weakest_by}, thấp nhất trước"


def _lay_school(row: SchoolScores, scorecard: Scorecard) -> Row:
    scope, opens = scorecard.scope, SchoolPage(row.school)
    shown = {group.code for group in scorecard.shown}
    scores = [score for score in row.cells if score.group in shown]
    silent = len({score.mark for score in scores}) == 1 and not any(score.ratio for score in scores)
    cells = (lay_out_score(score, row.school, scope) for score in scores)
    return (
        Cell(row.name, opens=opens, words=f"Mở hồ sơ {row.name}", tag="điểm" if row.model else "", strong=row.model),
        *(replace(cell, joined=silent and place > 0) for place, cell in enumerate(cells)),
        _lay_beside(row.on_time, Reference(Subject.RECEIPTS, scope, row.school)),
        _lay_beside(row.appraisal, Reference(Subject.APPRAISAL, Scope(scope.period), row.school)),
    )


def _lay_beside(column: SideColumn, source: Reference | None) -> Cell:
    return Cell(str(column), column.more, opens=source, printed="")


def _sum_up(scorecard: Scorecard) -> Iterator[Band]:
    """The district's row, where there is more than one school."""
    if len(scorecard.rows) < 2:
        return
    scope, row, shown = scorecard.scope, scorecard.district, {group.code for group in scorecard.shown}
    cells = (replace(_lay_figure(score), opens=Reference(score.group, scope)) for score in row.cells if score.group in shown)
    sides = (
        _lay_beside(row.on_time, Reference(Subject.RECEIPTS, scope)),
        _lay_beside(
            row.appraisal,
            Reference(Subject.APPRAISAL, replace(scope, lens=Lens.DECLARED)),
        ),
    )
    yield Band("", (tuple(replace(cell, strong=True) for cell in (Cell(row.name), *cells, *sides)),), total=True)


def lay_out_score(score: Score, school: str, scope: Scope) -> Cell:
    """The percentage on its band, n/N beside it, what passed a limit as a badge; pointed at, the lines that are not met."""
    source = Reference(score.group, Scope(scope.period, scope.lens), school)
    flag = FLAG if score.agreed else ""
    cell = _lay_figure(score)
    return replace(cell, note=" ".join(filter(None, (cell.note, flag))), opens=source, details=score.unmet, task=source)


def _lay_figure(score: Score) -> Cell:
    reach = f"({score.reach})" if score.reach else ""
    return Cell(
        score.percent or _SHORT.get(score.mark, LABELS[score.mark]),
        " ".join(filter(None, (score.ratio, reach))),
        score.mark,
        score.words,
        printed=" ".join(filter(None, (score.ratio, reach))),
        alert=f"{SYMBOLS[Mark.VIOLATED]}{score.violations}" if score.violations else "",
    )
