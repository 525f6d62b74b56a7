"""Both numbers of a ratio written into one cell: “12/12” or “đạt 95 %” under “Đã thực hiện”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from danvan_metrics.plan.raw import Raw, narrow
from danvan_metrics.plan.rules import Refusal
from danvan_metrics.vietnamese import fold, format_quantity

_OF: Final = re.compile(r"(\d{1,7}) ?/ ?(\d{1,7})", re.ASCII)
_PERCENT: Final = re.compile(r"(?:đạt )?(\d{1,3}(?:[.,]\d{1,4})?) ?%", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Done and to do, as one cell gives them."""

    done: float
    to_do: float


def read_pair(raw: Raw, to_do: float | None) -> Pair | Refusal | None:
    """What a text says of a ratio whose “Phải thực hiện” holds `to_do`; None where it says nothing of the kind.

    “12/12” is taken where to do is blank or 12 too. A share is taken where it is a whole number of what was to do: 95 % of 20.
    """
    if not isinstance(raw, str):
        return None
    text = narrow(raw)
    of = _OF.fullmatch(text)
    if of:
        return _take_of(Pair(float(of[1]), float(of[2])), text, to_do)
    share = _PERCENT.fullmatch(text) if "%" in text or fold(text).startswith("dat ") else None
    return _take_share(share[1], text, to_do) if share else None


def _take_of(pair: Pair, text: str, to_do: float | None) -> Pair | Refusal:
    if to_do in (None, pair.to_do):
        return pair
    return Refusal("ratio_disagrees", text, f"số đã thực hiện, trong {format_quantity(to_do or 0)} phải thực hiện")


def _take_share(digits: str, text: str, to_do: float | None) -> Pair | Refusal:
    done = None if to_do is None else Fraction(digits.replace(",", ".")) * Fraction(to_do) / 100
    if to_do is None or done is None or done.denominator != 1:
        return Refusal("percent_in_count", text, "số đã thực hiện (số đếm, không phải tỉ lệ)")
    return Pair(float(done), to_do)
