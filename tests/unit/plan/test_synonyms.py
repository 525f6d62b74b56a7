"""Words written instead of an option: each means one option of a list, or is told as ambiguous."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.plan.choices import CHECKLIST, LEVELS, OWNERS, STATUSES, YES_NO
from danvan_metrics.plan.synonyms import find_synonym, list_meanings

LISTS = [YES_NO, CHECKLIST, LEVELS, STATUSES, OWNERS]
WORDS = ["x", "X", "✓", "✔", "có", "đạt", "đ", "1", "TRUE", "không", "chưa", "k", "0", "FALSE", "đang", "xong", "TT", "CN"]


@pytest.mark.parametrize("labels", LISTS)
@pytest.mark.parametrize("word", WORDS)
def test_a_word_means_one_option_of_a_list_or_none(labels, word):
    meaning = find_synonym(tuple(labels), word)
    assert meaning is None or meaning in labels
    assert meaning is None or list_meanings(tuple(labels), word) == ()


@pytest.mark.parametrize("labels", LISTS)
def test_no_label_of_a_list_is_ambiguous_in_it(labels):
    assert [list_meanings(tuple(labels), label) for label in labels.values()] == [()] * len(labels)


@pytest.mark.parametrize(
    ("labels", "word", "meaning"),
    [(STATUSES, "xong", "finished"), (STATUSES, "đang làm", "doing"), (OWNERS, "TT", "collective"), (OWNERS, "x", None)],
)
def test_words_of_the_models_sheet(labels, word, meaning):
    assert find_synonym(tuple(labels), word) == meaning


@given(st.text(max_size=6))
def test_a_list_of_the_plans_own_has_no_synonyms(word):
    assert (find_synonym(("An ninh", "Khác"), word), list_meanings(("An ninh", "Khác"), word)) == (None, ())
