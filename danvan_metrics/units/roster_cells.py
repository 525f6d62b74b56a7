"""The cells of a roster: what people and spreadsheet programs write, and the sentence for what may not be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from danvan_metrics.vietnamese import clean_text

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_YES: Final = frozenset({"yes", "y", "true", "có", "co", "x", "1", "đúng", "✓", "✔"})
_NO: Final = frozenset({"no", "n", "false", "không", "khong", "0", "sai"})
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_MIDNIGHT: Final = re.compile(r"[T ]0?0:00(:00(\.0+)?)?$")  # a date cell shown with its time
_LOST_LETTER: Final = re.compile(r"\w\?|\?\w|\ufffd")


class RosterCellError(ValueError):
    """A cell that cannot be taken; the sentence names its column and the remedy."""


def read_name(text: str, column: str, *, required: bool = True) -> str:
    """A name as it is shown."""
    if required and not text:
        raise RosterCellError(f"{column} đang trống; hãy ghi vào.")
    if _LOST_LETTER.search(text):
        raise RosterCellError(f"{column} đang là “{text}”, chữ có dấu đã mất khi lưu; hãy lấy lại tệp gốc và lưu dạng CSV UTF-8.")
    return text


def read_names(text: str, column: str) -> tuple[str, ...]:
    """Names with semicolons between them."""
    return tuple(filter(None, map(clean_text, read_name(text, column, required=False).split(";"))))


def read_code(text: str, column: str) -> str:
    """A code: plain letters, figures, hyphens."""
    if not text:
        raise RosterCellError(f"{column} đang trống; hãy ghi vào.")
    if not _CODE.fullmatch(text):
        raise RosterCellError(f"{column} đang là “{text}”; hãy chỉ dùng chữ không dấu, chữ số và dấu gạch nối, ví dụ MN-NAMSON.")
    return text


def read_codes(text: str, column: str) -> tuple[str, ...]:
    """Codes with semicolons between them; none where the cell is empty."""
    return tuple(read_code(code, column) for code in read_names(text, column))


def read_option(text: str, column: str, options: Sequence[str]) -> str:
    """One of the plan's own words, however it is cased."""
    for option in options:
        if option.casefold() == text.casefold():
            return option
    allowed = ", ".join(option or "(để trống)" for option in options)
    raise RosterCellError(f"{column} “{text}” không có trong kế hoạch; hãy dùng một trong: {allowed}.")


def read_flag(text: str, column: str) -> bool:
    """Yes or no, in the words people and spreadsheet programs have for it."""
    word = text.casefold()
    if word not in _YES | _NO:
        raise RosterCellError(f"{column} đang là “{text}”; hãy ghi yes hoặc no.")
    return word in _YES


def read_roster_day(text: str, column: str) -> date | None:
    """A date as 2020-06-30 or, day first, as 30/06/2020; None where there is none."""
    if not text:
        return None
    plain = _MIDNIGHT.sub("", text)
    try:
        if found := _YEAR_FIRST.fullmatch(plain):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := _DAY_FIRST.fullmatch(plain):
            return date(int(found[4]), int(found[3]), int(found[1]))
    except ValueError as error:
        raise _refuse_day(text, column) from error
    raise _refuse_day(text, column)


def _refuse_day(text: str, column: str) -> RosterCellError:
    return RosterCellError(
        f"{column} đang là “{text}”; hãy ghi ngày dạng 2020-01-31 hoặc 31/01/2020 (ngày/tháng/năm), hoặc để trống."
    )
