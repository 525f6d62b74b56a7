"""Registered models by field: every field of the plan, a true 0 among them, and whose the models are."""

from __future__ import annotations

from datetime import date

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.spread.models_chart import UNNAMED, collect_models_by_field, describe_models, draw_models_by_field
from danvan_metrics.topics.spread.table import lay_out_fields
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


def test_stopped_models_count_and_are_said_apart():
    models = [{"field": FIRST, "owner": "collective", "status": status, "has_result": False} for status in ("doing", "stopped")]
    record = collect_models_by_field(build_dataset([given("MN-DONDAC", models)]), SCOPE)
    assert (find(record, FIRST).total, find(record, FIRST).stopped) == (2, 1)
    assert record.subtitle.startswith("2 mô hình, trong đó 1 đã dừng ·")
    assert record.table()["Trong đó đã dừng"].sum() == 1
    [row] = [row for band in lay_out_fields(record).bands for row in band.rows if row[0].text == FIRST]
    assert [cell.text for cell in row[-3:]] == ["2", "1", "1"]  # models, schools, stopped


def test_a_row_says_how_many_schools_only_where_that_is_another_number():
    assert [describe_models(*counts) for counts in ((3, 2), (2, 2), (1, 1), (1200, 64))] == [
        "3 mô hình, 2 trường",
        "2 mô hình",
        "1 mô hình",
        "1.200 mô hình, 64 trường",
    ]
    texts = [
        annotation.text for annotation in draw_models_by_field(collect_models_by_field(two_schools(), SCOPE)).layout.annotations
    ]
    assert "3 mô hình, 2 trường" in texts


def test_the_bars_are_the_records_counts():
    record = collect_models_by_field(build_dataset(generate_returns(11)), SCOPE)
    drawn = {trace.name: sum(value or 0 for value in trace.x) for trace in draw_models_by_field(record).data}
    assert drawn["tập thể"] == sum(field.collective for field in record.fields)
    assert drawn["cá nhân"] == sum(field.individual for field in record.fields)


def test_schools_that_reported_no_model_are_not_schools_that_did_not_report():
    none = PlainReturn("MN-DONDAC", "9m", date(2020, 9, 1), models_declared=False)
    assert "đều ghi chưa đăng ký" in collect_models_by_field(build_dataset([none]), SCOPE).empty
    assert "Chưa có trường nào nộp" in collect_models_by_field(build_dataset([]), SCOPE).empty


def two_schools():
    collective, individual = ({"field": FIRST, "owner": owner, "has_result": False} for owner in ("collective", "individual"))
    return build_dataset([given("MN-DONDAC", [collective, individual]), given("TH-DONDAC", [collective])])


def given(school: str, models: list[dict]) -> PlainReturn:
    return PlainReturn(school, "9m", date(2020, 9, 1), models=models, models_declared=True)


def find(record, name: str):
    return next(field for field in record.fields if field.field == name)
