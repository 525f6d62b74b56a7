"""Judge cells by their rules, and keep what is refused with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from danvan_metrics.plan.raw import Raw
from danvan_metrics.plan.rules import AnyRule, Refusal, TextRule
from danvan_metrics.workbook.answers import Place, Rejected
from danvan_metrics.workbook.formulas import FORMULA
from danvan_metrics.workbook.layout import place_at
from danvan_metrics.workbook.places import Header
from danvan_metrics.workbook.reader import Grid

Value = float | str | date | None
locate = lru_cache(maxsize=16_384)(place_at)  # the same few thousand places come back with every workbook


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges one workbook's cells; `rejected` and `missing` grow as it goes."""

    rejected: list[Rejected] = field(default_factory=list)
    missing: list[tuple[str, Place]] = field(default_factory=list)

    def judge(self, grid: Grid, row: int, column: int, rule: AnyRule, *, line: str) -> Value | Refusal:
        """The cell's value, None where it is blank; a refusal is kept and given back."""
        raw = grid.value(row, column)
        if raw is None:
            verdict: Value | Refusal = _find_flaw(grid, row, column, rule) if grid.flaws else None
        else:
            verdict = rule.check(_write_out(raw, rule))
        if isinstance(verdict, Refusal):
            self.rejected.append(Rejected(line, locate(grid.name, row, column), verdict))
        return verdict

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


def _find_flaw(grid: Grid, row: int, column: int, rule: AnyRule) -> Refusal | None:
    flaw = grid.flaws.get((row, column))
    if flaw is None:
        return None
    return Refusal("formula_without_value" if flaw == FORMULA else "error_value", flaw, rule.describe())


def _write_out(raw: Raw, rule: AnyRule) -> Raw:
    """A number typed where words are asked (a telephone, a document's number) keeps its digits ungrouped."""
    if isinstance(raw, float) and isinstance(rule, TextRule) and raw.is_integer():
        return str(int(raw))
    return raw
