"""Movement on the ladder by name: who rose, who fell, and who gives no figure, against the period before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Band, Cell, Row, SchoolPage, Table, name_columns
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.words import NO_SCHOOL, STATES, describe_period, describe_schools, name_file
from danvan_metrics.topics.spread.ladder import name_schools
from danvan_metrics.vietnamese import NOTHING, capitalise, format_ratio

TITLE: Final = "Trường lên bậc, xuống bậc, chưa có số liệu"


@dataclass(frozen=True, slots=True)
class RungMove:
    """A school, the rung it stood on and stands on now (None: on none), and its state now, a state of climb_ladder."""

    school: str
    name: str
    before: int | None
    now: int | None
    state: str


@dataclass(frozen=True, kw_only=True)
class LadderMoves(FigureRecord):
    """Three lists in the roster's order, and how many schools they were looked for among.

    risen and fallen: of the `compared` schools with a rung in both periods, the rest of which kept theirs. silent: schools
    without a rung now, whatever they had: what is told no longer is no fall. came: with a rung now and none before.
    before: the title of the period before ("": there is none). empty: why nothing is compared.
    """

    scope: Scope
    before: str
    now: str
    risen: tuple[RungMove, ...]
    fallen: tuple[RungMove, ...]
    silent: tuple[RungMove, ...]
    came: tuple[RungMove, ...]
    compared: int
    schools: int
    empty: str = ""

    @property
    def kept(self) -> int:
        """How many of the compared stand on the rung they stood on."""
        return self.compared - len(self.risen) - len(self.fallen)


def collect_rung_moves(dataset: Dataset, scope: Scope) -> LadderMoves:
    """Compare the rungs of the schools in scope with the period before; they are read off what is declared, whatever the lens."""
    moves = tuple(_list_moves(dataset, scope))
    both = [move for move in moves if move.before is not None and move.now is not None]
    before = dataset.plan.period_before(scope.period)
    empty = _describe_emptiness(dataset, scope, schools=len(moves), compared=len(both))
    came = [move for move in moves if move.before is None and move.now is not None]
    return LadderMoves(
        title=TITLE,
        subtitle=_describe(dataset, scope, compared=len(both), schools=len(moves)),
        file_name=name_file("truong len bac xuong bac", scope, lens=False),
        sample=dataset.sample,
        scope=scope,
        before=before.title if before else "",
        now=scope.find_period(dataset).title,
        risen=tuple(move for move in both if (move.now or 0) > (move.before or 0)),
        fallen=tuple(move for move in both if (move.now or 0) < (move.before or 0)),
        silent=tuple(move for move in moves if move.now is None),
        came=() if empty else tuple(came),
        compared=len(both),
        schools=len(moves),
        empty=empty,
    )


def _list_moves(dataset: Dataset, scope: Scope) -> Iterator[RungMove]:
    earlier = _list_earlier(dataset, scope)
    for row in iterate_rows(climb_ladder(dataset, scope)):
        now = None if pd.isna(row.rung) else int(row.rung)
        yield RungMove(row.school, row.name, earlier.get(row.school), now, row.state)


def _list_earlier(dataset: Dataset, scope: Scope) -> dict[str, int]:
    """The rungs in the period before, by school."""
    before = dataset.plan.period_before(scope.period)
    rows = iterate_rows(climb_ladder(dataset, scope.at(before.code))) if before else ()
    return {str(row.school): int(row.rung) for row in rows if not pd.isna(row.rung)}


def _describe(dataset: Dataset, scope: Scope, *, compared: int, schools: int) -> str:
    before, now = dataset.plan.period_before(scope.period), describe_period(dataset, scope.period)
    told = f"{capitalise(now)} so với {describe_period(dataset, before.code)}" if before else capitalise(now)
    counted = f"so được {format_ratio(compared, schools)} {name_schools(scope.model)}" if before and schools else ""
    return " · ".join(filter(None, (told, counted, describe_schools(scope))))


def _describe_emptiness(dataset: Dataset, scope: Scope, *, schools: int, compared: int) -> str:
    before, now = dataset.plan.period_before(scope.period), describe_period(dataset, scope.period)
    if not schools:
        return NO_SCHOOL
    if before is None:
        return f"{capitalise(now)} là kỳ đầu của năm nên chưa có kỳ trước để so."
    if not compared:
        return f"Chưa có trường nào có số liệu ở cả {describe_period(dataset, before.code)} và {now} nên chưa so được."
    return ""


def lay_out_rung_moves(record: LadderMoves) -> Table:
    """Lay out the three lists, what fell first; a list without a school says so. Without a comparison, only who is silent."""
    headings = ("Trường", *filter(None, (record.before,)), record.now)
    lists = (("Xuống bậc", record.fallen), ("Lên bậc", record.risen), ("Chưa có số liệu", record.silent))
    shown = lists[-1:] if record.empty else lists
    bands = tuple(Band(_head(title, moves), tuple(_lay_moves(record, moves))) for title, moves in shown)
    notes = () if record.empty else tuple(_tell_rest(record))
    align = "n" * len(headings)
    return Table(record.title, name_columns(*headings), bands, align, record.subtitle, band_heading="Thay đổi", notes=notes)


def _head(title: str, moves: tuple[RungMove, ...]) -> str:
    return f"{title}: {len(moves)} trường" if moves else title


def _lay_moves(record: LadderMoves, moves: tuple[RungMove, ...]) -> Iterator[Row]:
    columns = 1 if not record.before else 2
    if not moves:
        yield (Cell("không có trường nào"), *[Cell(NOTHING)] * columns)
    for move in moves:
        yield _lay_move(record, move)


def _lay_move(record: LadderMoves, move: RungMove) -> Row:
    name = Cell(move.name, opens=SchoolPage(move.school), words=f"Mở hồ sơ {move.name}", strong=True)
    source = Reference(Subject.LADDER, record.scope, move.school)
    mark = None if move.now is not None else Mark(move.state)
    now = Cell(
        _tell(move.now, move.state), mark=mark, opens=source, words=f"Nguồn số liệu: {move.name}, {record.now}", strong=True
    )
    return (name, *([Cell(_tell(move.before, ""))] if record.before else []), now)


def _tell(rung: int | None, state: str) -> str:
    if rung is not None:
        return f"bậc {rung}"
    return STATES[state] if state else NOTHING


def _tell_rest(record: LadderMoves) -> Iterator[str]:
    """Yield how many neither rose nor fell, and whose figures came in since."""
    if record.kept:
        yield f"{format_ratio(record.kept, record.compared)} trường so được giữ nguyên bậc"
    if record.came:
        names = ", ".join(f"{move.name} (bậc {move.now})" for move in record.came)
        yield f"mới có số liệu, chưa có gì để so: {names}"
