"""The tables for pandas: columns and types are the same whether the store is empty or full."""

from __future__ import annotations

import math
from datetime import date

import pytest

from danvan_metrics.plan.choices import Choice
from danvan_metrics.workbook.answers import ANSWER_COLUMNS, MODEL_COLUMNS, RECEIPT_COLUMNS, Answer, State
from tests.builders_store import PLAN_CODE, build_model, build_return, build_submission

TYPES = {
    "answers": {"to_do": "float64", "done": "float64", "evidence_count": "float64", "dated": "object"},
    "models": {"beneficiaries": "float64", "evidence_count": "float64", "has_result": "bool"},
    "receipts": {"received_on": "object", "revision": "int64", "submission": "int64", "models_declared": "object"},
}
COLUMNS = {"answers": ANSWER_COLUMNS, "models": MODEL_COLUMNS, "receipts": RECEIPT_COLUMNS}


@pytest.mark.parametrize("name", ["answers", "models", "receipts"])
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
def test_columns_and_types(store, name, filled):
    if filled:
        store.save(build_submission(build_return(answers=[Answer("CT1.1", State.NOT_REPORTED)], models=[build_model()])))
    frame = getattr(store.load_frames(PLAN_CODE), name)
    assert len(frame) == int(filled)
    assert tuple(frame.columns) == COLUMNS[name]
    expected = {column: TYPES[name].get(column, "str") for column in COLUMNS[name]}
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == expected


def test_answers_keep_zero_blank_choice_and_date_apart(store):
    given = [
        Answer("NV4.3", State.VALUE, done=0),
        Answer("NV7.1", State.NOT_REPORTED),
        Answer("HP1.1", State.VALUE, choice=Choice.MET, evidence_count=2),
        Answer("BC1.1", State.VALUE, dated=date(2020, 4, 29)),
    ]
    store.save(build_submission(build_return("MN-1", "6m", answers=given)))
    frame = store.load_frames(PLAN_CODE).answers.set_index("line")
    assert frame.index.tolist() == ["NV4.3", "NV7.1", "HP1.1", "BC1.1"]
    assert frame.loc["NV4.3", "done"] == 0
    assert math.isnan(frame.loc["NV7.1", "done"])
    assert frame.loc["NV7.1", "state"] == "not_reported"
    assert frame["choice"].eq("met").tolist() == [False, False, True, False]
    assert frame["dated"].tolist() == [None, None, None, date(2020, 4, 29)]


@pytest.mark.parametrize(
    ("result", "count", "has_result"),
    [("Giảm rác thải", 1, True), ("Giảm rác thải", 0, False), ("Giảm rác thải", None, False), ("", 3, False)],
)
def test_a_model_has_a_result_when_result_and_evidence_both_stand(store, result, count, has_result):
    model = build_model(result=result, evidence_count=count)
    store.save(build_submission(build_return(models=[model])))
    assert store.load_frames(PLAN_CODE).models["has_result"].tolist() == [has_result]
    assert model.has_result is has_result


@pytest.mark.parametrize("declared", [True, False, None])
def test_receipts_tell_yes_no_and_blank_about_models_apart(store, declared):
    store.save(build_submission(build_return(models_declared=declared)))
    assert store.load_frames(PLAN_CODE).receipts["models_declared"].tolist() == [declared]
