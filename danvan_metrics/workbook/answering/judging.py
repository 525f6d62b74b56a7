"""Judge cells by their rules, and keep with its place what is refused, and what is read as something else than is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from danvan_metrics.plan.entries import EVIDENCE_RULE
from danvan_metrics.plan.rules import AnyRule, ChoiceRule, Field, Refusal, TextRule, WholeNumberRule
from danvan_metrics.raw import Raw, format_raw
from danvan_metrics.spreadsheets.flaw_words import FORMULA, PICTURE
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.spreadsheets.merged import find_covering
from danvan_metrics.workbook.answering.headings import Header
from danvan_metrics.workbook.answers import EMPTY, Normalised, Place, Rejected
from danvan_metrics.workbook.layout import place_at

Value = float | str | date | None
locate = lru_cache(maxsize=16_384)(place_at)  # the same few thousand places come back with every workbook
_LONGEST_SHOWN: Final = 120
_FLAWS: Final = {FORMULA: "formula_without_value", PICTURE: "picture_in_cell"}


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A line's row on the sheet that came back, and the columns of its fields."""

    grid: Grid
    number: int
    columns: Mapping[Field, int]

    def cell(self, field: Field) -> Place:
        """Name the place of one cell."""
        return locate(self.grid.name, self.number, self.columns[field])

    def raw(self, field: Field) -> Raw:
        """What stands in one cell."""
        return self.grid.value(self.number, self.columns[field])


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges one workbook's cells; `rejected`, `missing` and `normalised` grow as it goes."""

    rejected: list[Rejected] = field(default_factory=list)
    missing: list[tuple[str, Place]] = field(default_factory=list)
    normalised: list[Normalised] = field(default_factory=list)

    def judge(self, grid: Grid, row: int, column: int, rule: AnyRule, *, line: str) -> Value | Refusal:
        """The cell's value, None where it is blank; a refusal is kept and given back, an unusual way of writing is told."""
        raw = grid.value(row, column)
        verdict: Value | Refusal = None
        if grid.flaws or (raw is None and grid.merged):
            verdict = _find_flaw(grid, row, column, rule)
        if verdict is None and raw is not None:
            raw = _show_as_seen(grid, row, column, rule) if grid.formats else raw
            verdict = rule.check(_write_out(raw, rule))
        if isinstance(verdict, Refusal):
            self.rejected.append(Rejected(line, locate(grid.name, row, column), verdict))
        elif verdict is not None and (grid.fonts or (verdict is not raw and rule.retell(raw, verdict) is not None)):
            self._tell_reading(grid, row, column, rule, line=line, taken=verdict)
        return verdict

    def _tell_reading(self, grid: Grid, row: int, column: int, rule: AnyRule, *, line: str, taken: Value) -> None:
        raw = grid.value(row, column)
        font = grid.fonts.get((row, column))
        shown = rule.label(str(taken)) if isinstance(rule, ChoiceRule) else format_raw(taken)
        if font is not None:
            self.tell(line, locate(grid.name, row, column), found=f"chữ phông {font}", taken=shown)
        elif rule.retell(raw, taken) is not None:
            self.tell(line, locate(grid.name, row, column), found=_show_written(raw), taken=shown)

    def tell(self, line: str, place: Place, *, found: str, taken: str) -> None:
        """Keep what was read as something else than is written; an empty `found` is an empty cell."""
        self.normalised.append(Normalised(line, place, _shorten(found) or EMPTY, _shorten(taken)))

    def refuse(self, line: str, place: Place, refusal: Refusal) -> None:
        """Keep a refusal that is not about a rule."""
        self.rejected.append(Rejected(line, place, refusal))

    def miss(self, what: str, place: Place) -> None:
        """Keep what was looked for in vain."""
        self.missing.append((what, place))

    def note_headings(self, grid: Grid, header: Header) -> None:
        """Keep the headings a table has lost, each with the cell it should stand in, and those found under other words."""
        for heading in header.lost:
            self.miss(heading, locate(grid.name, header.row, header.columns[heading]))
        for heading in header.reworded:
            column = header.columns[heading]
            found = format_raw(grid.value(header.row, column))
            self.tell("", locate(grid.name, header.row, column), found=found, taken=heading)


def as_number(value: Value | Refusal) -> float | None:
    """The number, None where there is none."""
    return value if isinstance(value, float) else None


def as_date(value: Value | Refusal) -> date | None:
    """The date, None where there is none."""
    return value if isinstance(value, date) else None


def as_text(value: Value | Refusal) -> str:
    """The text or choice, "" where there is none."""
    return value if isinstance(value, str) else ""


def _find_flaw(grid: Grid, row: int, column: int, rule: AnyRule) -> Refusal | str | None:
    """Why a cell cannot be read although something stands there; a picture is evidence in itself, and becomes those words."""
    flaw = grid.flaws.get((row, column))
    if flaw == PICTURE and rule == EVIDENCE_RULE:
        return flaw
    if flaw is not None:
        return Refusal(_FLAWS.get(flaw, "error_value"), flaw, rule.describe())
    covering = find_covering(grid, row, column) if grid.merged else None
    return None if covering is None else Refusal("merged_cell", covering, rule.describe())


def _show_as_seen(grid: Grid, row: int, column: int, rule: AnyRule) -> Raw:
    """“100 %” where a 1 is shown so; a 0 is none in either way of reading."""
    raw = grid.value(row, column)
    counted = isinstance(rule, WholeNumberRule) and raw == 0
    return raw if counted else grid.percentage(row, column) or raw


def _write_out(raw: Raw, rule: AnyRule) -> Raw:
    """A number typed where words are asked (a telephone, a document's number) keeps its digits ungrouped."""
    if isinstance(raw, float) and isinstance(rule, TextRule) and raw.is_integer():
        return str(int(raw))
    return raw


def _show_written(raw: Raw) -> str:
    """As it stands in the cell: a serial number is seen without points."""
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else format_raw(raw)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
