"""What was typed where no answer is asked: in heading rows, beside a line's cells, and in rows that are none of the form's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from danvan_metrics.plan.rules import AnyRule, Refusal
from danvan_metrics.raw import Raw, is_blank, read_number
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answering.places import list_cells
from danvan_metrics.workbook.template.row_contents import COMPUTED, NOT_TAKEN

_SENT_OUT: Final = frozenset({fold(NOT_TAKEN), fold(COMPUTED)})
_LONGEST_UNIT: Final = 40
_GAP: Final = 5  # blank rows within one block of rows


class Use(StrEnum):
    """What a column holds on a sheet sent out."""

    ANSWER = "answer"
    LABEL = "label"  # codes, wordings, hints: nobody types answers into its words, but may put a number there
    NUMBERS = "numbers"  # of the rows, written by the template
    UNIT = "unit"
    PREVIOUS = "previous"  # filled by the program with texts
    OWN = "own"  # a column of the school's, with a heading of its own
    NOTHING = "nothing"


class Stray(NamedTuple):
    """One cell that is not read."""

    row: int
    column: int
    use: Use


@dataclass(frozen=True, slots=True)
class StrayCells:
    """Cells of one sheet that hold something the template did not write and nobody asks for; `uses` by column."""

    grid: Grid
    uses: Mapping[int, Use]
    first_period: bool  # the column “Kỳ trước” was sent out blank

    def find(self, row: int, taken: Collection[int] = (), *, no_unit: bool = False) -> Iterator[Stray]:
        """The stray cells of a row whose answers stand in the columns `taken`; `no_unit`: its unit was sent out blank."""
        for column, cell in list_cells(self.grid, row):
            if column in taken:
                continue
            use = self.uses.get(column, Use.NOTHING)
            if (use is Use.LABEL and isinstance(cell, str)) or not self._is_typed(cell, use, no_unit=no_unit):
                continue
            if not is_blank(self.grid.value(row, column)):  # last, for it looks at every letter
                yield Stray(row, column, use)

    def _is_typed(self, raw: Raw | time | timedelta, use: Use, *, no_unit: bool) -> bool:
        if use is Use.ANSWER:
            return not (isinstance(raw, str) and fold(raw) in _SENT_OUT)
        if use is Use.LABEL:
            return not isinstance(raw, str)
        if use is Use.NUMBERS:
            return isinstance(raw, str)
        if use is Use.UNIT:
            return no_unit or not isinstance(raw, str) or _is_number(raw)
        return use is not Use.PREVIOUS or self.first_period or not isinstance(raw, str)


def _is_number(text: str) -> bool:
    return _is_number_again(text) if len(text) <= _LONGEST_UNIT else read_number(text) is not None


@lru_cache(maxsize=1024)
def _is_number_again(text: str) -> bool:
    """The same few units stand on every line of every workbook."""
    return read_number(text) is not None


@dataclass(slots=True)
class Block:
    """Rows that stand together, with what is written in them."""

    first: int
    last: int
    texts: list[str] = field(default_factory=list)


def gather_blocks(rows: Iterable[int], read_texts: Callable[[int], Iterable[str]], *, most: int) -> Iterator[Block]:
    """The rows, from the top, as blocks; of what stands in each no more than the `most` first texts."""
    block: Block | None = None
    for row in rows:
        if block and row - block.last > _GAP:
            yield block
            block = None
        block = block or Block(row, row)
        block.last = row
        if len(block.texts) < most:
            block.texts += read_texts(row)
    if block:
        yield block


def may_answer(grid: Grid, stray: Stray, rule: AnyRule) -> bool:
    """Whether what stands there may be the answer that its line lacks; a column with its own heading is about something else."""
    if stray.use is Use.OWN:
        return False
    verdict = rule.check(grid.value(stray.row, stray.column))
    return verdict is not None and not isinstance(verdict, Refusal)
