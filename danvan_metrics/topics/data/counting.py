"""Formulas over the data sheet: every figure of the other sheets is counted or summed from its columns."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from danvan_metrics.formats.xlsx.cell_references import quote
from danvan_metrics.metrics.marks import SYMBOLS, Mark, name_mark
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan

# The names of the cells that hold the period's limits, in whole per cent (metrics/bands.py).
PACE: Final = "NGUONG_TIEN_DO"
NEAR: Final = "NGUONG_HOI_CHAM"
BEHIND: Final = "NGUONG_CHAM"


class DataColumn(StrEnum):
    """The columns of the data sheet that formulas name."""

    SCHOOL = "DL_TRUONG"
    LEVEL = "DL_CAP"
    GROUP = "DL_NHOM"
    TOP_GROUP = "DL_NHOM_LON"
    INDICATOR = "DL_MA"
    STATE = "DL_TINH_TRANG"
    DONE = "DL_DA_LAM"
    TO_DO = "DL_PHAI_LAM"
    COMPLETION = "DL_HOAN_THANH"
    MET = "DL_DAT"
    REPORTED = "DL_DA_BAO_CAO"
    OPEN = "DL_CON_MO"
    VIOLATIONS = "DL_VI_PHAM"
    WEIGHT = "DL_TRONG_SO"
    MARK = "DL_DAU"


Condition = tuple[DataColumn, str]
MET: Final[Condition] = (DataColumn.MET, "1")
REPORTED: Final[Condition] = (DataColumn.REPORTED, "1")
OPEN: Final[Condition] = (DataColumn.OPEN, "1")


def in_state(state: str) -> Condition:
    """Rows of one state."""
    return DataColumn.STATE, quote(STATES[state])


def format_mark(mark: Mark, lens: Lens) -> str:
    """A mark as the data sheet writes it: its symbol and its words."""
    return f"{SYMBOLS[mark]} {name_mark(mark, lens)}"


def in_mark(mark: Mark, lens: Lens) -> Condition:
    """Rows of one mark."""
    return DataColumn.MARK, quote(format_mark(mark, lens))


def in_group(plan: Plan, code: str) -> Condition:
    """Rows of a group; a group without a parent takes in the groups under it."""
    column = DataColumn.GROUP if plan.group_by_code[code].parent else DataColumn.TOP_GROUP
    return column, quote(code)


def count(*conditions: Condition) -> str:
    """How many rows hold all conditions."""
    return f"COUNTIFS({_join(conditions)})"


def add_up(column: DataColumn, *conditions: Condition) -> str:
    """The sum of a column over the rows that hold all conditions."""
    return f"SUMIFS({column},{_join(conditions)})"


def count_applicable(*conditions: Condition) -> str:
    """Rows that apply, reported or not."""
    return f"{count(*conditions)}-{count(*conditions, in_state('not_applicable'))}"


def count_due(*conditions: Condition) -> str:
    """Rows that apply and are due: what the reported and the missing ones are of."""
    return f"{count_applicable(*conditions)}-{count(*conditions, in_state('not_due'))}"


def _join(conditions: tuple[Condition, ...]) -> str:
    return ",".join(f"{column},{value}" for column, value in conditions)


def divide(n: str, total: str) -> str:
    """A share; an empty text where there is no figure or nothing to divide by."""
    return f'IF(ISNUMBER({total}),IF({total}=0,"",{n}/{total}),"")'


def write_mark(n: str, total: str, average: str, conditions: tuple[Condition, ...]) -> str:
    """The mark of a school in a group, by the rules of the legend, and “✕2” behind it where limits were passed."""
    symbol = {mark: quote(SYMBOLS[mark]) for mark in Mark}
    absent = (
        f"IF({count(*conditions, in_state('not_due'))}>0,{symbol[Mark.NOT_DUE]},"
        f"IF({count(*conditions, in_state('sent_back'))}>0,{symbol[Mark.SENT_BACK]},"
        f"IF({count_applicable(*conditions)}=0,{symbol[Mark.NOT_APPLICABLE]},"
        f"IF({count(*conditions, in_state('not_appraised'))}>0,{symbol[Mark.NOT_APPRAISED]},"
        f"IF({count(*conditions, in_state('invalid'))}>0,{symbol[Mark.INVALID]},{symbol[Mark.NOT_REPORTED]})))))"
    )
    violations = add_up(DataColumn.VIOLATIONS, *conditions)
    achieved = write_band(n, total, average)
    return f'IF(ISNUMBER({n}),{achieved},{absent})&IF({violations}>0," {SYMBOLS[Mark.VIOLATED]}"&{violations},"")'


def write_band(n: str, total: str, average: str) -> str:
    """The band of a share by the whole per cent that is shown (metrics/bands.py); n of all is always the first."""
    symbol = {mark: quote(SYMBOLS[mark]) for mark in Mark}
    shown = f"MIN(99,ROUND(ROUND(100*{average},7),0))"
    late = f"IF({shown}>={NEAR},{symbol[Mark.NEAR]},IF({shown}>={BEHIND},{symbol[Mark.BEHIND]},{symbol[Mark.FAR_BEHIND]}))"
    paced = f"IF(AND({shown}>={PACE},{PACE}<100),{symbol[Mark.ON_PACE]},{late})"
    return f"IF({n}={total},{symbol[Mark.MET]},{paced})"
