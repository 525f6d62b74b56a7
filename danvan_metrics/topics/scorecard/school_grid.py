"""Where the schools and groups stand on “Bảng điểm”, so that other sheets can point there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from danvan_metrics.formats.xlsx.cell_references import cell, on, span
from danvan_metrics.formats.xlsx.page import TOP
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import MODEL_BAND, collect_scorecard

SCORECARD: Final = "Bảng điểm"
FIRST: Final = TOP + 2  # below two rows of headings
NAME, LEVEL = 1, 2
_GROUPS_FROM: Final = 3


class Part(IntEnum):
    """The columns of one group on the scorecard."""

    MARK = 0
    MEAN = 1
    N = 2
    TOTAL = 3
    CHANGE = 4


class Beyond(IntEnum):
    """The columns of one group right of everything that is printed: what its mean is of, and n ÷ N."""

    BASE = 0
    SHARE = 1


@dataclass(frozen=True)
class SchoolGrid:
    """Rows by school's code and by band's title, in the scorecard's order; `last` is the last school's row."""

    rows: Mapping[str, int]
    bands: Mapping[str, int]
    groups: Sequence[str]
    last: int

    @property
    def total(self) -> int:
        """The row of the sums."""
        return self.last + 1

    @property
    def after(self) -> int:
        """The column after the groups."""
        return _GROUPS_FROM + len(self.groups) * len(Part)

    @property
    def code(self) -> int:
        """The column of the schools' codes, right of everything that is printed."""
        return self.after + 5

    def column(self, group: str, part: Part) -> int:
        """Where a part of a group stands on the scorecard."""
        return _GROUPS_FROM + list(self.groups).index(group) * len(Part) + part

    def place(self, school: str, group: str, part: Part) -> str:
        """A school's cell, as another sheet points to it."""
        return on(SCORECARD, cell(self.rows[school], self.column(group, part)))

    def total_place(self, group: str, part: Part) -> str:
        """The cell of a group's sum, as another sheet points to it."""
        return on(SCORECARD, cell(self.total, self.column(group, part)))

    def spread(self, column: int, *, others: bool = False) -> str:
        """A column over all schools, or over those that stand below the model schools, as another sheet points to it."""
        return on(SCORECARD, span(column, self.first_other if others else FIRST, self.last))

    def column_beyond(self, group: str, part: Beyond) -> int:
        """Where a part of a group stands that is only counted with."""
        return self.code + 1 + list(self.groups).index(group) * len(Beyond) + part

    @property
    def first_other(self) -> int:
        """The first row below the model schools."""
        return min((row for band, row in self.bands.items() if band != MODEL_BAND), default=self.last + 1)


def lay_out_grid(meeting: Meeting) -> SchoolGrid:
    """Rows in bands, one row of heading each."""
    scorecard = meeting.take(collect_scorecard)
    rows: dict[str, int] = {}
    bands: dict[str, int] = {}
    row = FIRST
    for band, schools in scorecard.bands:
        bands[band] = row
        rows |= {school.school: row + place for place, school in enumerate(schools, start=1)}
        row += len(schools) + 1
    return SchoolGrid(rows, bands, [group.code for group in scorecard.groups], max(row - 1, FIRST))
