"""Which school a text names: full names and short ones, old ones, abbreviations and codes, with or without accents.

Names are matched word by word on level and place, never by how alike their letters are: MN Đạp Thanh and TH&THCS Đạp Thanh
differ by their level only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from danvan_metrics.plan.roster import Roster, School
from danvan_metrics.vietnamese import fold, repair_tones

_LONGEST: Final = 400
_LEVEL_WORDS: Final = (  # what the country calls its kinds of school, folded; the first that fits is taken
    ("trung hoc pho thong", "thpt"),
    ("trung hoc co so", "thcs"),
    ("tieu hoc", "th"),
    ("mam non", "mn"),
    ("mau giao", "mg"),
    ("(?:truong )?(?:pho thong |pt )?(?:dan toc |dt )noi tru", "ptdtnt"),
    ("ptdt noi tru|pt dtnt|dtnt", "ptdtnt"),
    ("(?:truong )?(?:pho thong |pt )?(?:dan toc |dt )ban tru", "ptdtbt"),
    ("ptdt ban tru|pt dtbt|dtbt", "ptdtbt"),
    ("th (?:va|cung|thcs va) thcs", "th thcs"),
    ("ththcs", "th thcs"),
)
_LEVELS: Final = frozenset({"mn", "mg", "th", "thcs", "thpt", "ptdtnt", "ptdtbt"})
_DROPPED: Final = "truong|xa"
_TOWN: Final = ("tt", "thi tran")


@dataclass(frozen=True, slots=True)
class Named:
    """The schools that a text may name, in the roster's order; `exact` where level and place, a name or a code stand in it."""

    codes: tuple[str, ...] = ()
    exact: bool = False


def find_schools(roster: Roster, text: str, *, district: str = "") -> Named:
    """The schools named in a text; none where it names none. Only the place, or a level the place has not, is not exact."""
    words = spell(text[:_LONGEST], district)
    if not words:
        return Named()
    index = _index(_SameRoster(roster), district)
    named = _keep_longest([match for key in index.keys if (match := _match(words, key)) is not None])
    if named:
        return Named(_order(roster, named), exact=True)
    return Named(_order(roster, {code for place, code in index.places if _stands(words, place)}))


@lru_cache(maxsize=4096)
def spell(text: str, district: str = "") -> str:
    """A text as names are compared: folded, kinds of school abbreviated, “trường”, “xã” and the district left out."""
    words = fold(repair_tones(text))
    for pattern, short in _LEVEL_WORDS:
        words = re.sub(rf"\b(?:{pattern})\b", short, words)
    if district:
        words = re.sub(rf"\b(?:huyen|h) {fold(district)}\b", " ", words)
    words = re.sub(rf"\b(?:{_DROPPED})\b", " ", re.sub(rf"\b{_TOWN[0]}\b", _TOWN[1], words))
    return " ".join(words.split())


@dataclass(frozen=True, slots=True)
class _Key:
    words: str
    code: str


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class _Index:
    keys: tuple[_Key, ...]
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _SameRoster:
    """A roster as the key of a cache: the same object."""

    roster: Roster

    def __hash__(self) -> int:
        return id(self.roster)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameRoster) and other.roster is self.roster


@lru_cache(maxsize=16)
def _index(same: _SameRoster, district: str) -> _Index:
    units = same.roster.by_code.values()
    keys = {_Key(words, unit.code) for unit in units for words in _list_names(unit, district) if words}
    own = spell(district)
    places = [
        (place, unit.code) for unit in same.roster.schools for place in _list_places(unit, district) if place not in {"", own}
    ]
    return _Index(tuple(sorted(keys, key=lambda key: -len(key.words))), tuple(dict.fromkeys(places)))


def _list_names(unit: School, district: str) -> Iterator[str]:
    """Every way to write the unit; its level with its commune among them, but for a commune named like the district."""
    for name in (unit.name, unit.short_name, *unit.other_names):
        yield spell(name, district)
    yield spell(unit.code)
    yield fold(unit.code).replace(" ", "")
    if unit.commune and unit.commune != district:
        yield f"{spell(unit.level)} {spell(unit.commune)}"


def _list_places(unit: School, district: str) -> Iterator[str]:
    """What is left of a name without its kind of school."""
    for name in (unit.short_name, unit.commune):
        yield " ".join(word for word in spell(name, district).split() if word not in _LEVELS)


def _match(words: str, key: _Key) -> _Match | None:
    """Where the name stands in the words; another kind of school before it makes it another name (TH before THCS)."""
    for found in re.finditer(rf"(?<![a-z0-9]){re.escape(key.words)}(?![a-z0-9])", words):
        before = words[: found.start()].split()
        if not (before and before[-1] in _LEVELS and key.words.split()[0] in _LEVELS):
            return _Match(found.start(), found.end(), key.code)
    return None


def _keep_longest(matches: list[_Match]) -> set[str]:
    """Of names that stand within one another, the longest: “MN Thị trấn” is no “Thị trấn”."""
    return {one.code for one in matches if not any(_holds(other, one) for other in matches)}


def _holds(outer: _Match, inner: _Match) -> bool:
    longer = outer.end - outer.start > inner.end - inner.start
    return longer and outer.start <= inner.start and inner.end <= outer.end


def _stands(words: str, place: str) -> bool:
    return f" {place} " in f" {words} "


def _order(roster: Roster, codes: set[str]) -> tuple[str, ...]:
    return tuple(code for code in roster.by_code if code in codes)
