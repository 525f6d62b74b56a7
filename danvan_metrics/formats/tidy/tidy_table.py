"""A tidy table as it is declared: its columns, what a row is, and what its rows are told apart by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final


class ColumnKind(StrEnum):
    """What a column holds; its value is how the dictionary calls it."""

    TEXT = "chữ"
    WHOLE = "số nguyên"
    NUMBER = "số"
    SHARE = "tỷ lệ 0–1"
    DAY = "ngày"
    MOMENT = "thời điểm (UTC)"
    YES_NO = "TRUE/FALSE"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` never changes once it has left the house; `meaning` in Vietnamese.

    unit: of a number, where all rows have the same. words: the codes it may hold and what each means; empty where it is open.
    blank: what an empty cell means, where that is not simply “không có”.
    """

    name: str
    kind: ColumnKind
    meaning: str
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    blank: str = ""


PLAN_COLUMN: Final = Column("plan_code", ColumnKind.TEXT, "Mã kế hoạch mà số liệu thuộc về.")
WATERMARK_COLUMN: Final = Column(
    "watermark", ColumnKind.TEXT, "“DỮ LIỆU MINH HỌA” nếu số liệu là bịa ra để xem thử.", blank="số liệu thật"
)


@dataclass(frozen=True)
class TidyTable:
    """One table: `name` is its file, its sheet and its address; `row` says in Vietnamese what a row is.

    key: the columns that no two rows have alike, beside the plan's code, which every table begins with. Every table ends with
    the watermark. of_plan: whether its rows belong to a plan; the dictionary's belong to none.
    """

    name: str
    title: str
    row: str
    key: tuple[str, ...]
    own: tuple[Column, ...]
    of_plan: bool = True

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns in their order."""
        return (*((PLAN_COLUMN,) if self.of_plan else ()), *self.own, WATERMARK_COLUMN)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all columns."""
        return tuple(column.name for column in self.columns)
