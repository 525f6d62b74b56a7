"""Vietnamese text: repair, matching, sorting, and how numbers and dates are written for people."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

NBSP = "\u00a0"
NOTHING = "–"  # where there is no figure, no name, nothing to say
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_SPACES = re.compile(r"\s+")  # NBSP and every other Unicode space among them
_UNCLEAN = re.compile(f"[{''.join(map(chr, _INVISIBLE))}]|[^\\S ]|  |^ | $")

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng; ngang has no mark
_WIDE = Context(prec=400, traps=[])  # the largest float has 309 digits
_RANK = {letter: index for index, letter in enumerate(_LETTERS, start=1)}
_STRAY_TONE = re.compile(f"([aeiouy][\u0302\u0306\u031b]?)([^\\W\\d_aeiouy]+)([{_TONES}])", re.IGNORECASE)


def clean_text(text: str) -> str:
    """Text in NFC, invisibles dropped, white space folded to single spaces and trimmed."""
    if not _UNCLEAN.search(text) and unicodedata.is_normalized("NFC", text):
        return text  # as nearly every cell is: looking costs a third of cleaning
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text.translate(_INVISIBLE))).strip()


def repair_tones(text: str) -> str:
    """Move a tone mark that sits on a consonant back to the vowel before it (scanned “hoc̣” → “học”)."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _STRAY_TONE.sub(r"\1\3\2", decomposed))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A key for matching only: no case, accents, đ or punctuation; single spaces between words."""
    # đ has no decomposition; Ð (U+00D0), which looks the same, is typed for it
    plain = unicodedata.normalize("NFKD", clean_text(text).casefold().replace("đ", "d").replace("ð", "d"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", kept.casefold()))  # NFKD makes capitals of letter-like signs


SortKey = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@lru_cache(maxsize=8192)
def sort_key(text: str) -> SortKey:
    """Order of Vietnamese dictionaries: word by word, letters first (a ă â … d đ …), then tone (ngang huyền hỏi ngã sắc nặng)."""
    plain = repair_tones(clean_text(text)).casefold().replace("ð", "đ")
    return tuple(_rank_word(word) for word in plain.split())


@lru_cache(maxsize=8192)
def _rank_word(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Ranks of the letters and of the tone; where the tone stands does not matter (hoà = hòa)."""
    decomposed = unicodedata.normalize("NFD", word)
    tones = tuple(_TONES.index(mark) + 1 for mark in decomposed if mark in _TONES)
    letters = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    # Below zero: figures and signs stand before every letter (“TH&THCS” before “THCS”).
    return tuple(_RANK.get(letter, ord(letter) - 0x110000) for letter in letters), tones


def capitalise(text: str) -> str:
    """Its first letter large, the rest as written: “kỳ 9 tháng” → “Kỳ 9 tháng”."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Its first letter small, the rest as written, to stand inside a sentence."""
    return text[:1].lower() + text[1:]


def format_number(value: float, decimals: int = 0) -> str:
    """1234.5 → “1.234,5”; no decimals unless asked; halves are rounded up, as spreadsheets do."""
    exact = Decimal(str(round(float(value), 9)))  # 0.285 × 100 is 28.499999999999996 in binary
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE) or Decimal(0)  # no “-0”
    return f"{rounded:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def format_quantity(value: float) -> str:
    """A count as people write it: whole where it is whole, else one decimal."""
    return format_number(value, 0 if float(value).is_integer() else 1)


def format_percent(share: float) -> str:
    """0.875 → “88 %”; what is not all never reads “100 %”, what is not nothing never “0 %” (indicators.md, “Percent as text”).

    There it has one decimal, cut and not rounded (“99,9 %”), or is “dưới 0,1 %”. The space does not break.
    """
    exact = _read_percent(share)
    whole = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if whole == exact or whole not in {Decimal(0), Decimal(100)} or exact > whole == Decimal(100):
        return f"{format_number(float(whole))}{NBSP}%"
    cut = exact.quantize(Decimal("0.1"), ROUND_DOWN)
    return f"{format_number(float(cut), 1)}{NBSP}%" if cut else f"dưới 0,1{NBSP}%"


def _read_percent(share: float) -> Decimal:
    return Decimal(str(round(float(share) * 100, 7)))  # 0.285 × 100 is 28.499999999999996 in binary


def format_range(low: float, high: float) -> str:
    """“40–62 %”: two percentages by the same rule, one where both read alike."""
    first, last = format_percent(low), format_percent(high)
    if first == last:
        return first
    unit = f"{NBSP}%"
    return f"{first.removesuffix(unit)}–{last}" if first[0].isdigit() and last[0].isdigit() else f"{first} – {last}"


def format_ratio(n: float, total: float) -> str:
    """12 of 19 → “12/19”."""
    return f"{format_quantity(n)}/{format_quantity(total)}"


def format_change(change: float | None, *, unchanged: str = "0") -> str:
    """“+3”, “−2” with a true minus sign, `unchanged` for 0; an en dash where nothing can be compared (None or NaN)."""
    if change is None or change != change:  # noqa: PLR0124 - NaN alone differs from itself
        return NOTHING
    return f"{change:+.0f}".replace("-", "−") if change else unchanged


def format_date(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day:%d/%m/%Y}"


def slug(*parts: str) -> str:
    """An ASCII file name of these parts, without extension."""
    return "_".join(filter(None, (fold(part).replace(" ", "-") for part in parts)))
