"""The rung every school stands on, typed in once, and the formulas that count schools by it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import pandas as pd

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import quote
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.data.sheet import YES_NO

HEADINGS: Final = ("Trường", "Cấp học", "Xã, thị trấn", "Trường điểm", "Bậc")


class RungColumn(StrEnum):
    """The columns of the schools' table that formulas name."""

    LEVEL = "LT_CAP"
    COMMUNE = "LT_XA"
    MODEL = "LT_TRUONG_DIEM"
    RUNG = "LT_BAC"


def write_school_rungs(page: Page, ladder: pd.DataFrame, top: int) -> None:
    """Write one row per school below the headings in row `top` and name the columns."""
    page.write_headings(top, HEADINGS)
    row = top
    for row, school in enumerate(iterate_rows(ladder), start=top + 1):
        known = not pd.isna(school.rung)
        page.write_row(row, [(text, looks.TEXT) for text in (school.name, school.level, school.commune)])
        page.write(row, 4, YES_NO[school.model], looks.CENTRED)
        page.write(row, 5, *((int(school.rung), looks.TYPED) if known else (STATES[school.state], looks.TYPED_TEXT)))
    for column, name in enumerate(RungColumn, start=2):
        page.name_rows(name, column, top + 1, row)


def count_schools(*conditions: tuple[RungColumn, str]) -> str:
    """How many schools hold all conditions; all of them without one."""
    if not conditions:
        return f"COUNTA({RungColumn.RUNG})"
    return f"COUNTIFS({','.join(f'{name},{value}' for name, value in conditions)})"


def of_model(model: bool | None) -> tuple[tuple[RungColumn, str], ...]:  # noqa: FBT001  a condition of the scope
    """The condition on kinds of schools; none where both count."""
    return () if model is None else ((RungColumn.MODEL, quote(YES_NO[model])),)


def on_rung(rung: int) -> tuple[RungColumn, str]:
    """Schools exactly on a rung."""
    return RungColumn.RUNG, str(rung)


def from_rung(rung: int) -> tuple[RungColumn, str]:
    """Schools on or above a rung."""
    return RungColumn.RUNG, f'">={rung}"'


def in_rung_state(state: str) -> tuple[RungColumn, str]:
    """Schools without a rung."""
    return RungColumn.RUNG, quote(STATES[state])
