"""Registered models by field: every field of the plan, a true 0 among them, and whose the models are."""

from __future__ import annotations

from datetime import date

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.spread.models_chart import UNNAMED, collect_models_by_field, draw_models_by_field
from tests.builders import PLAN, PlainReturn, build_dataset, generate_returns

SCOPE = Scope("9m")
FIRST, SECOND = PLAN.fields_of_models[0].name, PLAN.fields_of_models[1].name


def test_models_are_counted_by_field_and_owner():
    field = find(collect_models_by_field(two_schools(), SCOPE), FIRST)
    assert (field.collective, field.individual, field.total, field.schools) == (2, 1, 3, 2)


def test_a_field_without_a_model_is_a_true_zero():
    record = collect_models_by_field(two_schools(), SCOPE)
    assert find(record, SECOND).total == 0
    assert {field.field for field in record.fields} >= {field.name for field in PLAN.fields_of_models}
    texts = [annotation.text for annotation in draw_models_by_field(record).layout.annotations]
    assert texts.count("0") == sum(not field.total for field in record.fields)


def test_fields_stand_under_their_areas_with_the_areas_sum():
    record = collect_models_by_field(two_schools(), SCOPE)
    areas = [field.area for field in record.fields]
    assert len(dict.fromkeys(areas)) == sum(before != now for before, now in zip(["", *areas], areas, strict=False))
    texts = [annotation.text for annotation in draw_models_by_field(record).layout.annotations]
    assert f"<b>{PLAN.fields_of_models[0].area}: 3 mô hình</b>" in texts


def test_a_model_without_owner_or_field_is_counted_apart_and_not_dropped():
    models = [{"field": FIRST, "has_result": False}, {"owner": "collective", "has_result": False}]
    record = collect_models_by_field(build_dataset([given("MN-DONDAC", models)]), SCOPE)
    assert find(record, FIRST).by_owner == {"collective": 0, "individual": 0, "unknown": 1}
    assert find(record, UNNAMED).total == 1
    assert record.subtitle.startswith("2 mô hình")


def test_the_bars_are_the_records_counts():
    record = collect_models_by_field(build_dataset(generate_returns(11)), SCOPE)
    drawn = {trace.name: sum(value or 0 for value in trace.x) for trace in draw_models_by_field(record).data}
    assert drawn["tập thể"] == sum(field.collective for field in record.fields)
    assert drawn["cá nhân"] == sum(field.individual for field in record.fields)


def test_schools_that_reported_no_model_are_not_schools_that_did_not_report():
    none = PlainReturn("MN-DONDAC", "9m", date(2020, 9, 1), models_declared=False)
    assert "đều chưa đăng ký" in collect_models_by_field(build_dataset([none]), SCOPE).empty
    assert "Chưa có trường nào nộp" in collect_models_by_field(build_dataset([]), SCOPE).empty


def two_schools():
    collective, individual = ({"field": FIRST, "owner": owner, "has_result": False} for owner in ("collective", "individual"))
    return build_dataset([given("MN-DONDAC", [collective, individual]), given("TH-DONDAC", [collective])])


def given(school: str, models: list[dict]) -> PlainReturn:
    return PlainReturn(school, "9m", date(2020, 9, 1), models=models, models_declared=True)


def find(record, name: str):
    return next(field for field in record.fields if field.field == name)
