"""Phrases found in folded text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.plan.phrases import PhraseBook

BOOK = PhraseBook([("A", 2, "th don dac"), ("B", 2, "th don dac 2"), ("C", 1, "th don dac"), ("D", 0, "6m")])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("th don dac", ["A"]),  # C says the same and ranks lower
        ("th don dac 2", ["B"]),  # A is a part of it
        ("thdondac2", ["B"]),
        ("thdon dac6m", ["A", "D"]),
        ("th don dac va th don dac 2", ["A", "B"]),
        ("mth don dac", []),
        ("th don daca", []),
        ("16m", []),
        ("th don", []),
        ("", []),
    ],
)
def test_the_longest_phrase_that_stands_on_its_own_is_found(text, codes):
    assert [one.code for one in BOOK.find(text)] == codes


def test_equal_phrases_of_equal_rank_are_all_found():
    assert {one.code for one in PhraseBook([("A", 1, "nam son"), ("B", 1, "nam son")]).find("xa nam son")} == {"A", "B"}


def test_an_empty_phrase_is_nobodys():
    assert PhraseBook([("A", 1, "")]).find("nam son") == []


_WORDS = st.lists(st.sampled_from(["an", "binh", "th", "mn", "2", "6m", "don", "dac"]), min_size=1, max_size=4).map(" ".join)
_MANY = [("X", 0, f"q{number} {'z' * (number % 40)}") for number in range(3000)]  # of many lengths, in no text asked for


@given(phrases=st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 2), _WORDS), max_size=8), text=_WORDS)
def test_among_many_phrases_the_same_are_found_as_among_few(phrases, text):
    """Of many a text's pieces are looked up among them, of few each of them in the text: one and the same to whoever asks."""
    assert sorted(map(repr, PhraseBook([*phrases, *_MANY]).find(text))) == sorted(map(repr, PhraseBook(phrases).find(text)))
