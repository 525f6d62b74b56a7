"""The rows of a list of units or schools that is to be compared with the roster; read as the roster's own files are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from danvan_metrics.plan.model import Plan
from danvan_metrics.units.roster import prepare_school_readers
from danvan_metrics.units.roster_file import SCHOOLS_FORM, UNITS_FORM, RosterForm, read_roster_file
from danvan_metrics.units.roster_rows import Readers, find_repeats, read_row
from danvan_metrics.units.units_file import UNIT_READERS


def list_unit_rows(path: Path) -> list[dict[str, Any]]:
    """Units by column, as units.csv has them; PlanError as `load_roster`."""
    return _list_rows(path, UNITS_FORM, UNIT_READERS)


def list_school_rows(path: Path, plan: Plan) -> list[dict[str, Any]]:
    """Schools by column, as schools.csv has them; PlanError as `load_roster`."""
    return _list_rows(path, SCHOOLS_FORM, prepare_school_readers(plan))


def _list_rows(path: Path, form: RosterForm, readers: Readers) -> list[dict[str, Any]]:
    rows, problems = read_roster_file(path, form)
    told = {column: read for column, read in readers.items() if column in problems.places}  # what a list has no column for stays
    read = [values for row in rows if (values := read_row(row, told, problems))]
    find_repeats(rows, "", problems)
    problems.refuse()
    return read
