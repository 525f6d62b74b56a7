"""What in a workbook tells whose return it is, and for which period: signals, the strongest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.period_names import find_periods
from danvan_metrics.plan.raw import show_raw
from danvan_metrics.plan.roster import Roster
from danvan_metrics.plan.school_names import Named, find_schools
from danvan_metrics.vietnamese import clean_text, fold
from danvan_metrics.workbook.grid import Grid, Sheets
from danvan_metrics.workbook.layout import FACT_COLUMN, FACT_LABEL_COLUMN, SHEET_FACTS, SHEET_FIXES, SHEET_GUIDE, SHEET_IDENTITY
from danvan_metrics.workbook.places import find_grid
from danvan_metrics.workbook.sheets.labels import IDENTITY_LABELS

NOBODY: Final = Named()
_LONGEST_TOLD: Final = 80
_TOP_ROWS: Final = 4
_LONGEST_TITLE: Final = 150
_PERIOD_BEFORE: Final = "ky truoc"
_TOP_COLUMNS: Final = 10
_DEEPEST_LABEL: Final = 60
_SILENT: Final = frozenset(map(fold, (SHEET_IDENTITY, SHEET_FIXES, SHEET_GUIDE)))


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that speaks for schools or periods: what it is, in words; `named` or `periods` are empty where it is silent.

    `source` tells signals of one kind; what stands inside the file goes before the file's name, which only fills gaps.
    """

    source: str
    words: str
    named: Named = NOBODY
    periods: tuple[str, ...] = ()
    inside: bool = True


def read_signals(plan: Plan, roster: Roster, sheets: Sheets, file_name: str, hidden: dict[str, str]) -> list[Signal]:
    """Every signal that speaks, the strongest first: hidden identity, sheet Thông tin, titles of sheets, the file's name."""
    reader = _SignalReader(plan, roster, plan.office.district)
    found = [*reader.read_hidden(hidden), *reader.read_facts(sheets), *reader.read_titles(sheets), *reader.read_name(file_name)]
    return [signal for signal in found if signal.named.codes or signal.periods]


@dataclass(frozen=True, slots=True)
class _SignalReader:
    plan: Plan
    roster: Roster
    district: str

    def read_hidden(self, said: dict[str, str]) -> Iterator[Signal]:
        """What the template hid; parts of it may be wiped out."""
        code, period = said.get("school", ""), said.get("period", "")
        words = ", ".join(filter(None, (code, period)))
        yield Signal(
            "hidden",
            f"mã nhận dạng trong tệp: {words}",
            Named((code,), exact=True) if code in self.roster.by_code else Named(),
            (period,) if period in self.plan.period_by_code else (),
        )

    def read_facts(self, sheets: Sheets) -> Iterator[Signal]:
        """The locked rows on top of Thông tin, found by their labels."""
        grid = find_grid(sheets, SHEET_FACTS)
        if grid is None:
            return
        shown = read_shown(grid)
        for key in ("school", "code"):
            text = shown.get(key, "")
            yield Signal(f"facts {key}", f"sheet Thông tin ghi “{_shorten(text)}”", self._name(text))
        period = shown.get("period", "")
        yield Signal("facts period", f"sheet Thông tin ghi kỳ “{_shorten(period)}”", periods=find_periods(self.plan, period))

    def read_titles(self, sheets: Sheets) -> Iterator[Signal]:
        """The lines above the tables; a title may name the office that asks, which is not the school that answers."""
        for grid in sheets.grids.values():
            if fold(grid.name) in _SILENT or fold(grid.name) == fold(SHEET_FACTS):
                continue
            for text in _list_titles(grid):
                named = self._name(text)
                named = named if named.exact and self.roster.office.code not in named.codes else Named()
                words = f"sheet {grid.name} ghi “{_shorten(text)}”"
                yield Signal("titles", words, named, find_periods(self.plan, text))

    def read_name(self, file_name: str) -> Iterator[Signal]:
        """The file's own name first; its folder's only where the name is silent."""
        folder, _, name = file_name.rpartition("/")
        named, periods = self._name(name), find_periods(self.plan, name)
        yield Signal(
            "name",
            f"tên tệp “{_shorten(name)}”",
            named if named.codes else self._name(folder),
            periods or find_periods(self.plan, folder),
            inside=False,
        )

    def _name(self, text: str) -> Named:
        return find_schools(self.roster, text, district=self.district) if text else Named()


def read_shown(grid: Grid) -> dict[str, str]:
    """What stands beside the labels of the locked rows on the sheet Thông tin."""
    keys = {fold(label): key for key, label in IDENTITY_LABELS.items()}
    shown: dict[str, str] = {}
    for row in range(1, min(grid.rows, _DEEPEST_LABEL) + 1):
        for column in range(1, FACT_LABEL_COLUMN + 4):
            label = grid.value(row, column)
            key = keys.get(fold(label)) if isinstance(label, str) else None
            if key and key not in shown:
                beside = grid.value(row, column + FACT_COLUMN - FACT_LABEL_COLUMN)
                shown[key] = clean_text(show_raw(beside))
    return shown


def _list_titles(grid: Grid) -> Iterator[str]:
    """Short texts in the rows where our sheets have their title and unit; the line of help tells of the period before."""
    for row in range(1, _TOP_ROWS + 1):
        for column in range(1, min(grid.columns, _TOP_COLUMNS) + 1):
            text = grid.value(row, column)
            if isinstance(text, str) and len(text) <= _LONGEST_TITLE and _PERIOD_BEFORE not in fold(text):
                yield text


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"
