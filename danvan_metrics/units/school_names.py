"""Which school a text names: by its names, its code, or its level and commune together; never by likeness of letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final

from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.phrases import PhraseBook
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.vietnamese import fold

_LONGEST_TEXT: Final = 300  # no name is longer; a cell may hold 32,767 letters
_BY_NAME, _BY_LEVEL_AND_COMMUNE, _WITHOUT_TYPE = 3, 2, 1
_SPELLINGS: Final = tuple(
    (re.compile(f"(?<![a-z]){pattern}"), short)
    for pattern, short in (
        (r"truong ?(?=mam|mn|tieu|th|trung|pho|pt|dan|dt)", ""),  # nobody is told apart by it
        (r"(?:(?:pho ?thong|pt) ?)?(?:dan ?toc|dt) ?(?:noi ?tru|nt) ?", "ptdtnt "),
        (r"(?:(?:pho ?thong|pt) ?)?(?:dan ?toc|dt) ?(?:ban ?tru|bt) ?", "ptdtbt "),
        (r"tieu ?hoc ?", "th "),
        (r"(va ?)?trung ?hoc ?co ?so ?", r"\1 thcs "),
        (r"trung ?hoc ?pho ?thong ?", "thpt "),
        (r"(?:pho ?thong ?co ?so|ptcs) ?", "ththcs "),
        (r"mam ?non ?", "mn "),
        (r"th *(?:va *)?thcs ?", "ththcs "),
        (r"(ththcs|thcs) *(?:va *)?thpt ?", r"\1thpt "),
        (r"(mn|th|thcs|ththcs)? ?thi ?tran(?!g) ?", r"\1 tt "),
        (r"pgd", "phong gd"),
        (r"(?:giao ?duc|gd) ?(?:va ?)?(?:dao ?tao|dt) ?", "gd dt "),
    )
)
_LEVELS: Final = ("ptdtnt", "ptdtbt", "ththcsthpt", "thcsthpt", "ththcs", "thcs", "thpt", "th", "mn")
_DISTRICT_WORDS: Final = r"(?:huyen|thi ?xa|thanh ?pho|quan|tx|tp)"
_OTHER_DISTRICT: Final = re.compile(rf" ?{_DISTRICT_WORDS} [a-z]")


class Fit(StrEnum):
    """How a text fits the schools found for it."""

    NAMED = "named"  # it holds a name or code, or level and commune
    PLACE = "place"  # it names a commune and nothing more
    MISFIT = "misfit"  # it names a commune with a level that no school there has


@dataclass(frozen=True, slots=True)
class Named:
    """The schools a text may mean, all equally well, by code; none where it names none of ours."""

    codes: tuple[str, ...] = ()
    fit: Fit = Fit.NAMED


class SchoolNames:
    """What the units of a roster are called, in every spelling that reaches an office."""

    def __init__(self, roster: Roster, district: str) -> None:
        """Take the roster and the district's bare name, which may also be a commune's.

        Of a country's roster the names take seconds to prepare: that is done when a text is first searched for them.
        """
        self._roster = roster
        self._district = fold(district)
        self._office = roster.office.code
        self.find = lru_cache(maxsize=2048)(self._find)

    def read(self, text: str) -> str:
        """The text in the one spelling that names are compared in: folded, levels short, idle words dropped."""
        words = _spell(fold(text[:_LONGEST_TEXT]))
        for pattern in self._idle_words:
            words = pattern.sub(" ", words)
        return " ".join(words.split())

    def find_code(self, text: str) -> str | None:
        """The code this is, however it is cased and parted; None where no unit has it. No names are prepared for it."""
        return self._codes.get(_glue(text))

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return {_glue(code): code for code in self._roster.by_code}

    @cached_property
    def _idle_words(self) -> tuple[re.Pattern[str], ...]:
        communes = {_spell(fold(commune)).removeprefix("tt ") for commune in self._roster.communes}
        return _compile_idle_words(communes, self._district)

    @cached_property
    def _level_before(self) -> re.Pattern[str]:
        named = filter(None, self._level_words.values())
        levels = "|".join(map(re.escape, sorted({*_LEVELS, *named}, key=len, reverse=True)))
        return re.compile(f"(?<![a-z])(?:{levels}) ?(?:tt ?)?$")

    @cached_property
    def _level_words(self) -> Mapping[str, str]:
        schools = self._roster.schools
        return {word: self.read(word) for word in {*(one.level for one in schools), *(one.type for one in schools)}}

    @cached_property
    def _commune_words(self) -> Mapping[str, str]:
        return {commune: self.read(commune).removeprefix("tt ") for commune in self._roster.communes}

    @cached_property
    def _communes(self) -> Mapping[str, list[str]]:
        gathered: dict[str, list[str]] = defaultdict(list)
        for school in self._roster.schools:
            gathered[self._commune_words[school.commune]].append(school.code)
        return gathered

    @cached_property
    def _places(self) -> PhraseBook:
        return PhraseBook((commune, 0, commune) for commune in self._communes)

    @cached_property
    def _book(self) -> PhraseBook:
        return PhraseBook(entry for unit in (*self._roster.schools, self._roster.office) for entry in self._list_phrases(unit))

    def _find(self, text: str) -> Named:
        """The schools the text names. A school outweighs the office, whom every return is addressed to."""
        words = self.read(text)
        found = [one for one in self._book.find(words) if not _OTHER_DISTRICT.match(words, one.end)]
        codes = tuple(dict.fromkeys(one.code for one in found))
        if len(codes) > 1:
            codes = tuple(code for code in codes if code != self._office)
        return Named(codes) if codes else self._find_place(words)

    def _find_place(self, words: str) -> Named:
        places = [one for one in self._places.find(words) if not _OTHER_DISTRICT.match(words, one.end)]
        levelled = [one.code for one in places if self._level_before.search(words, 0, one.start)]
        bare = [one.code for one in places if one.code != self._district or words[: one.start].endswith("tt ")]
        codes = dict.fromkeys(code for commune in levelled or bare for code in self._communes[commune])
        return Named(tuple(codes), (Fit.MISFIT if levelled else Fit.PLACE) if codes else Fit.NAMED)

    def _list_phrases(self, unit: School) -> Iterator[tuple[str, int, str]]:
        for name in (unit.name, unit.short_name, *unit.other_names, unit.code):
            words = self.read(name)
            yield unit.code, _BY_NAME, words
            yield unit.code, _BY_NAME, words.removeprefix("truong ")
        if unit.reporter is Reporter.SCHOOL:
            commune = self._commune_words[unit.commune]
            for rank, words in self._list_levels(unit):
                yield unit.code, rank, f"{words} {commune}"
                yield unit.code, rank, f"{words} tt {commune}"

    def _list_levels(self, unit: School) -> Iterator[tuple[int, str]]:
        """A boarding school is called by its type; by its level alone only where no plain school there has it."""
        level, kind = self._level_words[unit.level], self._level_words[unit.type]
        if not kind:
            yield _BY_LEVEL_AND_COMMUNE, level
            return
        yield _BY_LEVEL_AND_COMMUNE, kind
        yield _BY_LEVEL_AND_COMMUNE, f"{kind} {level}"
        yield _WITHOUT_TYPE, level


def _glue(code: str) -> str:
    return fold(code).replace(" ", "")


def _spell(words: str) -> str:
    for pattern, short in _SPELLINGS:
        words = pattern.sub(short, words)
    return " ".join(words.split())


def _compile_idle_words(communes: set[str], district: str) -> tuple[re.Pattern[str], ...]:
    """“huyện Ba Chẽ”, and “xã” before a commune, tell nobody apart either."""
    places = "|".join(" ?".join(map(re.escape, commune.split())) for commune in communes)
    own_district = " ?".join(map(re.escape, district.split()))
    return (
        re.compile(rf"{_DISTRICT_WORDS} ?{own_district}(?![a-z])"),
        re.compile(rf"(?:(?<![a-z])|(?<=mn|th|cs))(?:xa|phuong) ?(?=(?:{places})(?![a-z]))"),
    )
