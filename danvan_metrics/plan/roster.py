"""The roster: which schools there are, where, of which level, and since when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from danvan_metrics.errors import PlanError
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.roster_cells import (
    RosterCellError,
    read_code,
    read_flag,
    read_name,
    read_names,
    read_option,
    read_roster_day,
)
from danvan_metrics.plan.roster_file import RosterProblems, RosterRow, read_roster_file
from danvan_metrics.vietnamese import sort_key


@dataclass(frozen=True, slots=True)
class School:
    """A unit that reports; `reporter` tells a school from the office itself."""

    code: str
    name: str
    short_name: str
    level: str
    commune: str
    type: str = ""
    other_names: tuple[str, ...] = ()
    model: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed: bool = False
    reporter: Reporter = Reporter.SCHOOL

    def is_valid_on(self, day: date) -> bool:
        """Whether the school stood on the roster that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Roster:
    """Schools in the office's order: model schools, then level, then name in the Vietnamese alphabet."""

    schools: tuple[School, ...]
    office: School

    @cached_property
    def by_code(self) -> dict[str, School]:
        """Every unit by code, the office among them."""
        return {unit.code: unit for unit in (*self.schools, self.office)}

    @property
    def provisional(self) -> bool:
        """Whether any school still waits for the office's confirmation."""
        return any(not school.confirmed for school in self.schools)

    @property
    def communes(self) -> tuple[str, ...]:
        """The communes that have a school, in alphabetical order."""
        return tuple(sorted({school.commune for school in self.schools}, key=sort_key))

    def select(
        self, *, on: date | None = None, level: str | None = None, commune: str | None = None, model: bool | None = None
    ) -> tuple[School, ...]:
        """Schools that match every filter given, in the roster's order; the office is never among them."""
        return tuple(
            school
            for school in self.schools
            if (on is None or school.is_valid_on(on))
            and (level is None or school.level == level)
            and (commune is None or school.commune == commune)
            and (model is None or school.model is model)
        )


def load_roster(path: Path, plan: Plan) -> Roster:
    """Read schools.csv (columns: roster_file.COLUMNS) as any spreadsheet program saves it.

    PlanError tells every problem of the file at once: row and column as a spreadsheet shows them, and the remedy.
    """
    rows, problems = read_roster_file(path)
    if not rows and not problems.told:
        raise PlanError(f"{path.name}: chưa có trường nào; hãy thêm mỗi trường một dòng.")
    readers = _prepare_readers(plan)
    read = [_read_school(row, readers, problems) for row in rows]
    _find_repeats(rows, plan.office.code, problems)
    problems.refuse()
    schools = [school for school in read if school]
    levels = plan.levels
    schools.sort(key=lambda school: (not school.model, levels.index(school.level), sort_key(school.short_name)))
    return Roster(tuple(schools), _office_unit(plan))


def _office_unit(plan: Plan) -> School:
    office = plan.office
    return School(office.code, office.name, office.short, level="", commune="", confirmed=True, reporter=Reporter.OFFICE)


def _prepare_readers(plan: Plan) -> dict[str, Callable[[str, str], Any]]:
    """How each column's cells are read."""
    return {
        "code": read_code,
        "name": read_name,
        "short_name": read_name,
        "other_names": read_names,
        "level": partial(read_option, options=plan.levels),
        "type": partial(read_option, options=("", *plan.types)),
        "commune": read_name,
        "model": read_flag,
        "valid_from": read_roster_day,
        "valid_to": read_roster_day,
        "confirmed": read_flag,
    }


def _read_school(row: RosterRow, readers: dict[str, Callable[[str, str], Any]], problems: RosterProblems) -> School | None:
    """The school of a row; None where a cell of it cannot be taken, which is told among the problems."""
    values: dict[str, Any] = {}
    for column, read in readers.items():
        try:
            values[column] = read(row.cells[column], column)
        except RosterCellError as error:
            problems.add(row.number, column, str(error))
    first, last = values.get("valid_from"), values.get("valid_to")
    if first and last and last < first:
        problems.add(row.number, "valid_to", "valid_to đứng trước valid_from; hãy sửa một trong hai ngày.")
    return School(**values) if values.keys() == readers.keys() else None


def _find_repeats(rows: Sequence[RosterRow], office: str, problems: RosterProblems) -> None:
    """Codes that stand twice, however they are cased: commands and files take them in either case."""
    seen: dict[str, int] = {}
    for row in rows:
        code = row.cells["code"]
        if code.upper() == office.upper():
            problems.add(row.number, "code", f"mã “{code}” là mã của Phòng; hãy đặt mã khác cho trường.")
        elif code.upper() in seen:
            problems.add(row.number, "code", f"mã “{code}” đã có ở dòng {seen[code.upper()]}; hãy đổi một mã.")
        elif code:
            seen[code.upper()] = row.number
