"""What stands in a cell before any rule has judged it: read as a number or a date, shown as a person sees it."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from danvan_metrics.vietnamese import clean_text, fold, format_date, format_quantity

Raw = str | float | int | bool | date | datetime | None

# Full-width forms only: NFKC would make “53” of “5³”.
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_GROUP_SPACE: Final = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_GROUPED: Final = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,12}([.,]\d+)?", re.ASCII)
# A comma before three digits parts thousands in English and decimals in Vietnamese; after a 0 or four digits it can only be one.
_COMMA_BEFORE_THREE: Final = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)
_WITH_WORDS: Final = re.compile(r"(-?\d[\d.,]*) ?(\D*)", re.ASCII)
_PLAIN_NUMBER: Final = re.compile(r"(?:-(?=.*[1-9]))?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)", re.ASCII)

_MIDNIGHT: Final = re.compile(r"[ T]00:00(:00(\.0+)?)?$")
_DAY_FIRST: Final = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", re.ASCII)
_IN_WORDS: Final = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})", re.ASCII)
_SHORT_YEAR: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})", re.ASCII)
_SERIAL: Final = re.compile(r"\d{5}", re.ASCII)
DAY_ZERO: Final = date(1899, 12, 30)  # of Excel's serial numbers, which count from 1 and have a 29 February 1900
DAY_ZERO_1904: Final = date(1904, 1, 1)  # of workbooks made on old Macintoshes
_SECONDS_OF_DAY: Final = 86_400
_LARGEST_SERIAL: Final = 99_999
_HALF_SECOND: Final = timedelta(milliseconds=500)
_SHOWN_DIGITS: Final = 15  # as many as any spreadsheet program shows of a number
_CONTROL_SPACES: Final = dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85), " ")  # they part words
_CONTROLS: Final = {code: _CONTROL_SPACES.get(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"}
_UNREADABLE: Final = {**_CONTROLS, **dict.fromkeys(range(0xD800, 0xE000)), 0xFFFE: None, 0xFFFF: None}
_HAS_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def clean_controls(text: str) -> str:
    """A cell's text without what nobody sees in it and neither XML nor a database takes: NUL, other control characters, halves.

    Those that part words (a line break out of Word) become a space; tabs and line breaks stay. “_x0000_” that a parser left
    as it is spelled in a workbook's file counts as the character it spells.
    """
    if "_x" in text:
        text = _ESCAPED.sub(_drop_escaped, text)
    return text.translate(_UNREADABLE) if _HAS_CONTROLS.search(text) else text


def _drop_escaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code not in _UNREADABLE else _UNREADABLE[code] or ""


def drop_noise(number: float) -> float:
    """The number as a spreadsheet program shows it: 7.999999999999999, left over from reckoning, is 8."""
    if number.is_integer() or not math.isfinite(number):
        return number
    return float(f"{number:.{_SHOWN_DIGITS}g}")


def format_raw(raw: Raw) -> str:
    """A cell's value as a person would read it in the sheet."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, date):
        return format_date(raw)
    if isinstance(raw, (int, float)):
        return _format_number(float(raw))
    return raw


def _format_number(number: float) -> str:
    return format_quantity(number) if number.is_integer() else str(number).replace(".", ",")


def is_blank(raw: Raw) -> bool:
    """Whether nothing stands there: an empty cell, or text of spaces only. A 0 is not blank."""
    return raw is None or (isinstance(raw, str) and not clean_text(raw))


def narrow(text: str) -> str:
    """Clean text with full-width letters and digits (“１２”) made the usual ones."""
    return clean_text(text.translate(_WIDE))


def read_number(raw: Raw, units: Collection[str] = ()) -> float | None:
    """The number, typed as one or written in Vietnamese (“1.234”, “87,5”, “12 cuộc”); None where it is no finite number.

    `units` are the words that may follow it; a space parts thousands only where it is one that does not break a line.
    """
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        return float(raw) if math.isfinite(raw) else None
    text = narrow(_GROUP_SPACE.sub(".", str(raw)))
    number = _read_digits(text)
    return number if number is not None or not units else _read_with_words(text, units)


def list_number_meanings(raw: Raw, units: Collection[str] = ()) -> tuple[float, ...]:
    """Both numbers that “1,000” or “2,000 cuộc” may mean, thousands first; () for whatever means one number or none."""
    if not isinstance(raw, str):
        return ()
    text = narrow(raw)
    found = _WITH_WORDS.fullmatch(text)
    digits = found[1] if found and fold(found[2]) in {fold(unit) for unit in (*units, "")} else text
    if not _COMMA_BEFORE_THREE.fullmatch(digits):
        return ()
    return float(digits.replace(",", "")), float(digits.replace(",", "."))


def find_day_of_serial(number: float, first: date, last: date) -> date | None:
    """The day from `first` to `last` that a number is to a spreadsheet program, in either of its two calendars; None for none."""
    if not float(number).is_integer() or not max(1, (first - DAY_ZERO_1904).days) <= number <= _LARGEST_SERIAL:
        return None  # at once for small numbers, as most are
    days = (zero + timedelta(days=int(number)) for zero in (DAY_ZERO, DAY_ZERO_1904))
    return next((day for day in days if first <= day <= last), None)


def _read_digits(text: str) -> float | None:
    if _COMMA_BEFORE_THREE.fullmatch(text):
        return None
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    # + 0.0 takes the sign from “-0”, which Python would keep
    return float(text.replace(",", ".")) + 0.0 if _NUMBER.fullmatch(text) else None


def _read_with_words(text: str, units: Collection[str]) -> float | None:
    found = _WITH_WORDS.fullmatch(text)
    if not found or fold(found[2]) not in {fold(unit) for unit in units} - {""}:
        return None
    return _read_digits(found[1])


def is_plain_number(raw: Raw) -> bool:
    """Whether anybody reads the cell as the number it is taken for: a number, or its digits typed as text."""
    return not isinstance(raw, str) or _PLAIN_NUMBER.fullmatch(clean_text(raw)) is not None


def read_date(raw: Raw) -> date | None:
    """The day, typed as a date or written 14/6/2020, 2020-06-14 or “ngày 14 tháng 6 năm 2020”; None where it is no day."""
    if isinstance(raw, datetime):
        return _round_to_day(raw)
    if isinstance(raw, date):
        return raw
    text = _MIDNIGHT.sub("", narrow(str(raw)))
    day_first = _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(fold(text))
    if day_first:
        day, month, year = map(int, day_first.groups())
        return _make_date(year, month, day)
    year_first = _YEAR_FIRST.fullmatch(text)
    return _make_date(*map(int, year_first.groups())) if year_first else None


def _round_to_day(moment: datetime) -> date:
    """The day of a moment; one that lacks less than half a second of midnight, left over from reckoning, is the next day's."""
    rounded = moment + _HALF_SECOND if moment.date() < date.max else moment
    return rounded.date()


def guess_date(raw: Raw, first: date, last: date) -> date | None:
    """The one day from `first` to `last` that an Excel serial or a date with a short year can mean; None where it is not one.

    43996 is 14/06/2020. “14/06/20” is taken in 2020; “4/6/20” is not, for it may be written month first.
    """
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        return None
    days = _list_meanings(raw if isinstance(raw, str) else f"{raw:.0f}" if _is_serial(raw) else "")
    likely = {day for day in days if day and first <= day <= last}
    return days[0] if len(likely) == 1 and days[0] in likely else None


def _is_serial(number: float) -> bool:
    """Whether a number is a whole day, but for what reckoning left over."""
    return math.isfinite(number) and abs(number - round(number)) * _SECONDS_OF_DAY < _HALF_SECOND.total_seconds()


def _list_meanings(text: str) -> list[date | None]:
    """What the text may mean, the office's own way of writing first."""
    text = narrow(text)
    if _SERIAL.fullmatch(text):
        return [DAY_ZERO + timedelta(days=int(text))]
    found = _SHORT_YEAR.fullmatch(text)
    if not found:
        return [None]
    first, second, third = map(int, found.groups())
    orders = ((third, second, first), (third, first, second), (first, second, third))
    return [_make_date(2000 + year, month, day) for year, month, day in orders]


def is_plain_date(raw: Raw) -> bool:
    """Whether anybody reads the cell as the day it is taken for: a date, or day, month and year in figures."""
    return isinstance(raw, date) or (isinstance(raw, str) and _DAY_FIRST.fullmatch(clean_text(raw)) is not None)


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
