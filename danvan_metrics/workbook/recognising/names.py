"""The names of a plan's periods and of a roster's units, prepared once for all the workbooks of a batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import PurePath

from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.period_names import PeriodNames
from danvan_metrics.same_object import SameObject
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.units.roster import Roster
from danvan_metrics.units.school_names import SchoolNames
from danvan_metrics.vietnamese import lower_first
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.labels import describe_form, describe_identity, describe_top, name_template
from danvan_metrics.workbook.layout import (
    FACT_COLUMN,
    HEADER_ROW,
    SHEET_EVIDENCE,
    SHEET_FACTS,
    SHEET_GUIDE,
    SHEET_IDENTITY,
    list_identity_keys,
)
from danvan_metrics.workbook.request import Request

SHOWN = ("school", "code", "period")  # what Thông tin says of whose return it is, by key of IDENTITY_LABELS
_GUIDE_TITLE_ROW = 3


@dataclass(frozen=True)
class Sent:
    """Where a template sent out says whose it is, sheet, row and column, and in which words; `stem`: what its file was called."""

    sheets: frozenset[str]
    cells: tuple[tuple[str, int, int, str], ...]
    stem: str

    def came_back_in(self, sheets: Sheets) -> bool:
        """Whether every one of them came back as it was, on no other sheets than were sent: the usual case, and cheap to see.

        Only the sheet Minh chứng may be missing: the first templates had none.
        """
        grids = sheets.grids
        return self.sheets - {SHEET_EVIDENCE} <= grids.keys() <= self.sheets and all(
            grids[sheet].value(row, column) == text for sheet, row, column, text in self.cells if sheet in grids
        )


@dataclass(frozen=True)
class Names:
    """A plan and a roster, and every name in them."""

    plan: Plan
    roster: Roster

    @property
    def schools(self) -> SchoolNames:
        """Names of units."""
        return _prepare_schools(SameObject(self.roster), self.plan.office.district)

    @cached_property
    def periods(self) -> PeriodNames:
        """Names of periods."""
        return PeriodNames(self.plan)

    @cached_property
    def _recall(self) -> Callable[[str, str], Sent]:
        return lru_cache(maxsize=1024)(partial(_describe_sent, self))  # of a country's schools not all are kept

    def recall_sent(self, school: str, period: str) -> Sent:
        """The words in which the template of this unit and period was sent out."""
        return self._recall(school, period)

    def word_school(self, code: str) -> str:
        """A unit as people call it; a code that is not on the roster as it is."""
        unit = self.roster.by_code.get(code)
        return unit.short_name if unit else code

    def word_period(self, code: str) -> str:
        """“kỳ 6 tháng”, “học kỳ I”; a code that is not in the plan as it is."""
        period = self.plan.period_by_code.get(code)
        title = lower_first(period.title) if period else code
        return title if "kỳ" in title else f"kỳ {title}"


def prepare_names(plan: Plan, roster: Roster) -> Names:
    """The names of this plan and roster; prepared once per pair of objects."""
    return _prepare(SameObject(plan), SameObject(roster))


@lru_cache(maxsize=64)
def _prepare(plan: SameObject[Plan], roster: SameObject[Roster]) -> Names:
    return Names(plan.it, roster.it)


@lru_cache(maxsize=8)
def _prepare_schools(roster: SameObject[Roster], district: str) -> SchoolNames:
    """Shared by the plans of one roster: units that add lines of their own have one each."""
    return SchoolNames(roster.it, district)


def _describe_sent(names: Names, school: str, period: str) -> Sent:
    unit = names.roster.by_code[school]
    layout = prepare_form(names.plan, unit.reporter).layout
    request = Request(names.plan, unit, names.plan.find_period(period), layout)
    keys, shown = list_identity_keys(unit.reporter), describe_identity(request)
    cells = [(SHEET_FACTS, HEADER_ROW + keys.index(key), FACT_COLUMN, shown[key]) for key in SHOWN]
    cells.append((SHEET_GUIDE, _GUIDE_TITLE_ROW, 1, describe_form(request)))
    for sheet in layout.sheets:
        if sheet != SHEET_GUIDE:
            cells.extend((sheet, row, 1, text) for row, text in enumerate(describe_top(sheet, request), start=1))
    name = name_template(names.plan, unit, request.period)
    return Sent(frozenset({*layout.sheets, SHEET_IDENTITY}), tuple(cells), PurePath(name).stem)
