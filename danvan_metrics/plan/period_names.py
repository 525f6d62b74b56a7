"""Which reporting period a text names, and which year: “6 tháng đầu năm 2020”, “06T”, “HK I”, “tổng kết năm”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.plan.phrases import PhraseBook
from danvan_metrics.vietnamese import fold

_LONGEST_TEXT: Final = 300
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_DATE: Final = re.compile(r"ngay ?\d+ ?thang ?\d+|(?<!\d)\d{1,2} ?thang ?\d{1,2}(?!\d| ?t)")  # “10 tháng 6” is a day, no period
_MONTHS: Final = re.compile(r"(?<!\d)0?(\d{1,2}) ?t(?:hang)?(?![a-z])")
_WHOLE_YEAR: Final = re.compile(r"(?<![a-z])(?:ca|cuoi|mot|tong ?ket) ?nam(?![a-z])|(?<!\d)(?<!\d )(?<!thang )0?1 ?nam(?![a-z])")
_TERM: Final = re.compile(r"(?<![a-z])(?:hoc ?k[iy]|hk) ?")
_NUMBERED: Final = re.compile(r"(?<![a-z])(ky|quy|dot) (iv|i{1,3})(?![a-z0-9])")
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_YEAR_AT_END: Final = re.compile(r"(?: nam)? 20\d\d$")


class PeriodNames:
    """What the periods of a plan are called. A year alone is no period: every title of the plan names it."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan; its own titles are passed over where a text quotes them."""
        self._plan = plan
        self._titles = tuple(fold(title) for title in (plan.title, plan.short_title))
        self._book = PhraseBook(entry for period in plan.periods for entry in _list_phrases(period))
        self.find = lru_cache(maxsize=2048)(self._find)

    def names_another_year(self, text: str) -> bool:
        """Whether the text names years, and the plan's is not among them."""
        years = set(_YEAR.findall(fold(text[:_LONGEST_TEXT])))
        return bool(years) and str(self._plan.year) not in years

    def _find(self, text: str) -> tuple[str, ...]:
        """The periods the text names, by code."""
        words = fold(text[:_LONGEST_TEXT])
        for title in self._titles:
            words = words.replace(title, " ")
        return tuple(dict.fromkeys(one.code for one in self._book.find(_spell(words))))


def _list_phrases(period: Period) -> Iterator[tuple[str, int, str]]:
    yield period.code, 0, _spell(_YEAR_AT_END.sub("", fold(period.title)))
    if not period.code.isdigit():  # a bare number stands in every text
        yield period.code, 0, _spell(fold(period.code))
        yield period.code, 0, " ".join(fold(period.code).split())


def _spell(words: str) -> str:
    words = _DATE.sub(" ", words)
    words = _WHOLE_YEAR.sub(" 12 thang ", words)
    words = _MONTHS.sub(r" \1 thang ", words)
    words = _TERM.sub("hoc ky ", words)
    words = _NUMBERED.sub(lambda found: f"{found[1]} {_ROMAN[found[2]]}", words)
    return " ".join(words.split())
