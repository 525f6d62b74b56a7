"""A return comes out of the store equal to the one that went in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_metrics.plan.choices import Choice, ModelStatus, Owner
from danvan_metrics.plan.rules import Field, Refusal
from danvan_metrics.workbook.answers import Answer, FactAnswer, Identity, ModelEntry, Place, Rejected, Return, State
from tests.builders_store import TASKS, build_return, build_submission

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)  # raw.clean_controls drops NUL
numbers = st.floats(allow_nan=False, allow_infinity=False)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
places = st.builds(Place, texts, texts)


def maybe(strategy):
    return st.none() | strategy


def cells_on_one_sheet():
    return st.builds(
        lambda sheet, addresses: {field: Place(sheet, address) for field, address in addresses.items()},
        texts,
        st.dictionaries(st.sampled_from(Field), texts),
    )


answers = st.builds(
    Answer, line=texts, state=st.sampled_from(State), to_do=maybe(numbers), done=maybe(numbers),
    choice=maybe(st.sampled_from(Choice)), dated=maybe(days), evidence_count=maybe(numbers),
    evidence=texts, note=texts, cells=cells_on_one_sheet(),
)  # fmt: skip
models = st.builds(
    ModelEntry, place=places, name=texts, field=maybe(texts), area=maybe(texts), owner=maybe(st.sampled_from(Owner)),
    leader=texts, started_on=maybe(days), status=maybe(st.sampled_from(ModelStatus)), beneficiaries=maybe(numbers),
    result=texts, evidence_count=maybe(numbers), evidence=texts, proposed_for_award=maybe(st.booleans()),
)  # fmt: skip
returns = st.builds(
    Return,
    identity=st.builds(Identity, texts, texts, texts, texts, texts),
    facts=st.lists(st.builds(FactAnswer, texts, maybe(numbers | days | texts), places), max_size=4).map(tuple),
    answers=st.lists(answers, max_size=4, unique_by=lambda answer: answer.line).map(tuple),
    models=st.lists(models, max_size=3).map(tuple),
    models_declared=maybe(st.booleans()),
    rejected=st.lists(st.builds(Rejected, texts, places, st.builds(Refusal, texts, texts, texts)), max_size=3).map(tuple),
    missing=st.lists(st.tuples(texts, places), max_size=3).map(tuple),
)


@given(returned=returns, content=st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_return_comes_back_equal(store, returned, content):
    saved = store.save(build_submission(returned, content=content))
    if saved.stored:
        assert store.load_return(saved.submission) == returned
        identity = returned.identity
        assert store.find_return(identity.plan, identity.school, identity.period) == returned


def test_a_true_zero_and_a_blank_stay_apart(store):
    zero = Answer("NV4.3", State.VALUE, done=0.0, cells={Field.DONE: Place(TASKS, "F30")})
    blank = Answer("NV5.1", State.NOT_REPORTED, cells={Field.DONE: Place(TASKS, "F31")})
    saved = store.save(build_submission(build_return(answers=[zero, blank])))
    assert [answer.done for answer in store.load_return(saved.submission).answers] == [0.0, None]


def test_every_answer_keeps_its_cells(store):
    cells = {Field.TO_DO: Place(TASKS, "E12"), Field.DONE: Place(TASKS, "F12"), Field.EVIDENCE_COUNT: Place(TASKS, "G12")}
    saved = store.save(
        build_submission(build_return(answers=[Answer("CT1.1", State.VALUE, 10, 8, evidence_count=1, cells=cells)]))
    )
    assert store.load_return(saved.submission).answers[0].cells == cells


def test_a_line_on_two_sheets_is_refused(store):
    cells = {Field.DONE: Place(TASKS, "F12"), Field.NOTE: Place("Mô hình", "I12")}
    with pytest.raises(ValueError, match="more than one sheet"):
        store.save(build_submission(build_return(answers=[Answer("CT1.1", State.VALUE, cells=cells)])))
