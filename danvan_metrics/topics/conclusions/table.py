"""What a meeting gave, laid out: the task, who does it where, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from danvan_metrics.formats.table import Cell, Row, Table, group_rows, name_columns
from danvan_metrics.topics.conclusions.figures import ConcludedMeeting, Point
from danvan_metrics.vietnamese import NOTHING, format_date

CAPTION: Final = "Việc giao sau cuộc họp"
HEADINGS: Final = ("TT", "Việc", "Nơi thực hiện", "Người phụ trách", "Hạn")
POINT_HEADINGS: Final = ("TT", "Kết luận", "Trường", "Nội dung", "Người phụ trách", "Hạn")


def lay_out_given(record: ConcludedMeeting) -> Table:
    """Lay out the tasks alone, as the paper lists them."""
    return Table(CAPTION, name_columns(*HEADINGS), group_rows(_number(record.given, _lay_given)), "nlllm")


def lay_out_points(record: ConcludedMeeting) -> Table:
    """Lay out everything concluded, in the order it was said."""
    rows = group_rows(_number(record.points, _lay_point))
    return Table(f"Kết luận: {record.name}", name_columns(*POINT_HEADINGS), rows, "nlllln", dense=True)


def _number(points: tuple[Point, ...], lay_out: Callable[[Point], Row]) -> Iterator[Row]:
    for number, point in enumerate(points, start=1):
        yield (Cell(str(number), figures=(number,)), *lay_out(point))


def _lay_given(point: Point) -> Row:
    return (Cell(point.text), Cell(point.whom), Cell(point.person or NOTHING), _lay_day(point))


def _lay_point(point: Point) -> Row:
    return (Cell(point.text), Cell(point.whom), Cell(point.subject or NOTHING), Cell(point.person or NOTHING), _lay_day(point))


def _lay_day(point: Point) -> Cell:
    return Cell(format_date(point.due) if point.due else NOTHING, figures=(point.due,))
