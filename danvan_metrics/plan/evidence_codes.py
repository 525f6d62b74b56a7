"""Codes of pieces of evidence (appraisal.md, “Evidence”): read out of any text, as the plan's pattern writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject

_LINE, _NUMBER = "{line}", re.compile(r"\{number(?::0?(\d+))?\}")
_DASHES: Final = "-‐‑‒–—−_"
_BETWEEN: Final = rf"[{_DASHES}\s]*"
_PARTING: Final = rf"[{_DASHES}\s]+"  # before the number something must part it from the line: HP1.3 and 01, never HP1.301
_ANY_LINE: Final = r"[a-z]+[a-z0-9&]*(?:[.,][a-z0-9&]+)*"
_LIST: Final = re.compile(rf"\s*(?:[,;+&]|và)\s*[{_DASHES}]?\s*(0\d+)(?![\d/.])", re.IGNORECASE)  # “MC-HP1.3-01, 02”


@dataclass(frozen=True, slots=True)
class EvidenceCode:
    """A code read: as the pattern writes it, the line it is of (as the plan writes it), and whether the plan has that line."""

    text: str
    line: str
    known: bool


def find_codes(text: str, plan: Plan) -> tuple[str, ...]:
    """Every code named in a text, once, in the order they stand there; case, dashes and spaces do not matter.

    A code of a line that the plan does not have is among them; `()` where the plan gives out no codes.
    """
    return tuple(dict.fromkeys(code.text for code in _prepare(plan).read(text)))


def read_evidence_code(text: str, plan: Plan) -> EvidenceCode | None:
    """The code that the text is, and nothing else; None where it is none."""
    pattern = _prepare(plan)
    return next(iter(pattern.read(text)), None) if pattern.fits(text) else None


def find_leading_code(text: str, plan: Plan) -> str:
    """The code that a text begins with (a file's name); “” where it begins with none."""
    return _prepare(plan).read_leading(text)


def drop_leading_code(text: str, plan: Plan) -> str:
    """The text without the code that it begins with."""
    return _prepare(plan).drop_leading(text)


def find_lines(text: str, plan: Plan) -> tuple[str, ...]:
    """The codes of the plan's lines named in a text, in the plan's order; an indicator's code names all its lines."""
    return _prepare(plan).find_lines(text)


def write_evidence_code(plan: Plan, line: str, number: int) -> str:
    """A code by the plan's pattern: MC-HP1.3-01; “” where the plan gives out none."""
    return plan.evidence_code.format(line=line, number=number) if plan.evidence_code else ""


class _CodePattern:
    """A plan's pattern, made ready for reading."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lines = {_fold(code): code for code in plan.indicator_of_line}
        before, after = plan.evidence_code.split(_LINE) if _LINE in plan.evidence_code else ("", "")
        self._opening = _fold(before).strip(_DASHES + " ")
        self._usable = bool(before) and _NUMBER.search(after) is not None

    @cached_property
    def _code(self) -> re.Pattern[str]:
        before, after = self._plan.evidence_code.split(_LINE)
        parting, closing = _NUMBER.split(after)[0], _NUMBER.split(after)[-1]
        known = "|".join(re.escape(code).replace(r"\.", "[.,]") for code in sorted(self._lines, key=len, reverse=True))
        return re.compile(
            rf"(?<![a-z0-9]){_loosen(before)}({known}|{_ANY_LINE}){_loosen(parting, least=_PARTING)}0*(\d{{1,4}})"
            rf"{_loosen(closing) if closing else ''}(?![a-z0-9])"
        )

    @cached_property
    def _line(self) -> re.Pattern[str]:
        named = {*self._lines, *map(_fold, self._plan.indicator_by_code)}
        known = "|".join(re.escape(code).replace(r"\.", "[.,]") for code in sorted(named, key=len, reverse=True))
        return re.compile(rf"(?<![a-z0-9.])({known})(?![a-z0-9]|[.,][0-9])")

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        """What names each line, folded: its own code and its indicator's."""
        return {code: frozenset({_fold(code), _fold(one.code)}) for code, one in self._plan.indicator_of_line.items()}

    def read(self, text: str) -> Iterator[EvidenceCode]:
        """Every code in the text; looked for only where its opening stands, as hardly any text of a workbook has it."""
        if not self._usable or not text or self._opening not in (folded := _fold(text)):
            return
        for found in self._code.finditer(folded):
            yield self._make(found[1], int(found[2]))
            rest, at = folded, found.end()
            while more := _LIST.match(rest, at):
                yield self._make(found[1], int(more[1]))
                at = more.end()

    def fits(self, text: str) -> bool:
        """Whether the text is one code."""
        return self._usable and self._code.fullmatch(_fold(text)) is not None

    def read_leading(self, text: str) -> str:
        """The code at the text's beginning."""
        found = self._code.match(_fold(text)) if self._usable else None
        return self._make(found[1], int(found[2])).text if found else ""

    def drop_leading(self, text: str) -> str:
        """What follows the code at the text's beginning; folding may not have changed how many letters there are."""
        folded = _fold(text)
        found = self._code.match(folded) if self._usable else None
        same = len(folded) == len(text)
        return text[found.end() :].lstrip(f" ,;.:{_DASHES}") if found and same else text

    def find_lines(self, text: str) -> tuple[str, ...]:
        """Lines named; the line within a code of evidence is none of them."""
        if not text:
            return ()
        folded = self._code.sub(" ", _fold(text)) if self._usable else _fold(text)
        named = {found.replace(",", ".") for found in self._line.findall(folded)}
        return tuple(code for code, names in self._names.items() if named & names)

    def _make(self, line: str, number: int) -> EvidenceCode:
        told = self._lines.get(line.replace(",", "."))
        return EvidenceCode(write_evidence_code(self._plan, told or line.upper(), number), told or line.upper(), told is not None)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()


def _loosen(literal: str, *, least: str = _BETWEEN) -> str:
    """A part of the pattern whose dashes and spaces may be others, or none."""
    parts = [re.escape(part) for part in re.split(_PARTING, _fold(literal))]
    return least.join(parts)


def _prepare(plan: Plan) -> _CodePattern:
    return _prepare_once(SameObject(plan))


@lru_cache(maxsize=8)
def _prepare_once(key: SameObject[Plan]) -> _CodePattern:
    return _CodePattern(key.it)
