"""The trail as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from danvan_metrics.formats.table import Cell, Row, Table, group_rows, name_columns
from danvan_metrics.topics.audit.figures import TrailLine
from danvan_metrics.vietnamese import NOTHING

HEADINGS: Final = ("Lúc", "Ai", "Việc", "Với cái gì", "Từ", "Thành", "Lý do")
WIDTHS: Final = (20, 22, 26, 44, 30, 30, 30)  # characters


def lay_out(lines: Sequence[TrailLine], caption: str) -> Table:
    """Draw up a row a line; an attempt that was refused is marked."""
    return Table(caption, name_columns(*HEADINGS), group_rows(map(_write_row, lines)), "n" + "l" * (len(HEADINGS) - 1))


def tabulate_trail(lines: Sequence[TrailLine]) -> pd.DataFrame:
    """The lines as text, with a column more that says which were refused."""
    rows = [(*_list_texts(line), "bị từ chối" if line.refused else "") for line in lines]
    return pd.DataFrame(rows, columns=[*HEADINGS, "Ghi chú"])


def _write_row(line: TrailLine) -> Row:
    moment, person, deed, *others = _list_texts(line)
    act = Cell(deed, alert="✕", strong=True, words=f"{deed}: không được làm") if line.refused else Cell(deed)
    return (Cell(moment), Cell(person or NOTHING), act, *map(Cell, others))


def _list_texts(line: TrailLine) -> tuple[str, ...]:
    return (line.moment, line.person, line.deed, line.about, line.before, line.after, line.reason)
