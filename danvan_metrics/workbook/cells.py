"""Judge cells by their rules, and keep what is refused with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from danvan_metrics.plan.raw import Raw, show_raw
from danvan_metrics.plan.rules import AnyRule, Refusal, TextRule, WholeNumberRule
from danvan_metrics.vietnamese import clean_text
from danvan_metrics.workbook.answers import Normalised, Place, Rejected
from danvan_metrics.workbook.formulas import FORMULA, Position
from danvan_metrics.workbook.grid import Grid
from danvan_metrics.workbook.headings import Header
from danvan_metrics.workbook.layout import place_at
from danvan_metrics.workbook.merging import find_cover

Value = float | str | date | None
_LONGEST_TOLD: Final = 80
locate = lru_cache(maxsize=16_384)(place_at)  # the same few thousand places come back with every workbook


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges one workbook's cells; `rejected`, `missing` and `normalised` grow as it goes."""

    rejected: list[Rejected] = field(default_factory=list)
    missing: list[tuple[str, Place]] = field(default_factory=list)
    normalised: list[Normalised] = field(default_factory=list)

    def judge(self, grid: Grid, row: int, column: int, rule: AnyRule, *, line: str) -> Value | Refusal:
        """The cell's value, None where it is blank; a refusal is kept and given back."""
        raw = grid.value(row, column)
        if raw is None:
            verdict: Value | Refusal = _explain_blank(grid, (row, column), rule) if grid.flaws or grid.merged else None
        else:
            verdict = rule.check(_write_out(raw, rule))
        if isinstance(verdict, Refusal):
            self.rejected.append(Rejected(line, locate(grid.name, row, column), verdict))
        elif verdict is not None and (type(raw) is not float or type(rule) is not WholeNumberRule):
            self._tell_reading(grid, (row, column), rule, line, verdict)
        return verdict

    def tell(self, line: str, place: Place, found: Raw, taken: str) -> None:
        """Keep that something was read as something other than what is written."""
        self.normalised.append(Normalised(line, place, shorten(clean_text(show_raw(found))), shorten(taken)))

    def tell_headings(self, grid: Grid, header: Header) -> None:
        """Keep the headings found under other words."""
        for heading in header.reworded:
            column = header.columns[heading]
            self.tell(heading, locate(grid.name, header.row, column), grid.value(header.row, column), f"cột “{heading}”")

    def _tell_reading(self, grid: Grid, position: Position, rule: AnyRule, line: str, value: Value) -> None:
        raw = grid.value(*position)
        taken = rule.retell(raw, value)
        if taken is not None:
            self.tell(line, locate(grid.name, *position), raw, taken)
        elif grid.fonts and position in grid.fonts:
            self.tell(line, locate(grid.name, *position), f"chữ phông {grid.fonts[position]}", show_raw(raw))

    def refuse(self, line: str, place: Place, refusal: Refusal) -> None:
        """Keep a refusal that is not about a rule."""
        self.rejected.append(Rejected(line, place, refusal))

    def miss(self, what: str, place: Place) -> None:
        """Keep what was looked for in vain."""
        self.missing.append((what, place))

    def miss_headings(self, grid: Grid, header: Header) -> None:
        """Keep the headings a table has lost, each with the cell it should stand in."""
        for heading in header.lost:
            self.miss(heading, locate(grid.name, header.row, header.columns[heading]))


def as_number(value: Value | Refusal) -> float | None:
    """The number, None where there is none."""
    return value if isinstance(value, float) else None


def as_date(value: Value | Refusal) -> date | None:
    """The date, None where there is none."""
    return value if isinstance(value, date) else None


def as_text(value: Value | Refusal) -> str:
    """The text or choice, "" where there is none."""
    return value if isinstance(value, str) else ""


def shorten(text: str) -> str:
    """A text as it is told of: its beginning, where it is long."""
    return text if len(text) <= _LONGEST_TOLD else f"{text[: _LONGEST_TOLD - 1]}…"


def _explain_blank(grid: Grid, position: Position, rule: AnyRule) -> Refusal | None:
    """Why a cell that seems empty is none: a formula, an error, or a number hidden under another cell it is merged with."""
    flaw = grid.flaws.get(position)
    if flaw is not None:
        return Refusal("formula_without_value" if flaw == FORMULA else "error_value", flaw, rule.describe())
    cover = None if isinstance(rule, TextRule) else find_cover(grid, *position)
    if cover is None:
        return None
    return Refusal("merged_cell", f"“{shorten(show_raw(grid.value(*cover)))}” ở ô {place_at('', *cover).cell}", rule.describe())


def _write_out(raw: Raw, rule: AnyRule) -> Raw:
    """A number typed where words are asked (a telephone, a document's number) keeps its digits ungrouped."""
    if isinstance(raw, float) and isinstance(rule, TextRule) and raw.is_integer():
        return str(int(raw))
    return raw
