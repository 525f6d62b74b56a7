"""What was probably meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from danvan_metrics.vietnamese import fold

_LIKE: Final = 0.6  # difflib's own measure of what looks alike
_WORSE: Final = 0.1  # than the nearest: what is further off would only be noise


def suggest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """At most three of the known words that are written nearly like it, the nearest first; case and accents do not matter."""
    asked, by_key = fold(word), {fold(one): one for one in known}
    near = get_close_matches(asked, by_key, n=3, cutoff=_LIKE)
    likeness = {key: SequenceMatcher(None, key, asked).ratio() for key in near}
    return tuple(by_key[key] for key in near if likeness[key] >= max(likeness.values()) - _WORSE)


def describe_possibilities(words: Sequence[str]) -> str:
    """“Có phải là “check”?”; "" where nothing is near."""
    return f"Có phải là {' hoặc '.join(f'“{word}”' for word in words)}?" if words else ""


def describe_near(word: str, known: Iterable[str]) -> str:
    """The question of `describe_possibilities` with a space before it, to stand after a sentence; "" where nothing is near."""
    asked = describe_possibilities(suggest(word, known))
    return f" {asked}" if asked else ""
