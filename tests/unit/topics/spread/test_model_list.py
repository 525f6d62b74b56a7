"""The list of registered models: every row as the school wrote it, what is not written said so, and what it sums up to."""

from __future__ import annotations

from datetime import date

from danvan_metrics.formats.table import SchoolPage
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.spread.model_list import NONE_REGISTERED, collect_model_list, describe_list, lay_out_model_list
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset

FIELD = PLAN.fields_of_models[0].name
OTHER = PLAN.fields_of_models[5].name
FIRST, SECOND = ROSTER.schools[0], ROSTER.schools[4]
GARDEN = {
    "name": "Vườn rau",
    "field": FIELD,
    "status": "finished",
    "owner": "collective",
    "beneficiaries": 1240,
    "has_result": True,
    "evidence_count": 3,
    "result": "Bếp ăn có rau sạch",
}
LANTERN = {"name": "Đèn lồng", "field": OTHER, "status": "stopped", "owner": "individual", "has_result": False}
UNTOLD = {"name": None, "has_result": False, "evidence_count": 0}


def test_a_model_is_told_as_its_school_wrote_it():
    [row] = lay_out_model_list(collect(first=[GARDEN])).rows
    assert [cell.text for cell in row] == [
        *(FIRST.short_name, "Vườn rau", FIELD, "Hoàn thành", "Tập thể", "1.240", "Bếp ăn có rau sạch", "3"),
    ]
    assert row[0].opens == SchoolPage(FIRST.code)
    assert row[1].opens == Reference(Subject.MODELS, Scope("9m"), FIRST.code)


def test_what_is_not_written_is_said_and_no_zero():
    [row] = lay_out_model_list(collect(first=[UNTOLD])).rows
    assert [cell.text for cell in row[1:]] == ["chưa ghi", "chưa ghi lĩnh vực", *["chưa ghi"] * 4, "chưa có"]


def test_the_sums_are_of_what_is_listed():
    record = collect(first=[GARDEN, LANTERN], second=[GARDEN | {"beneficiaries": 60, "evidence_count": 1}])
    total = lay_out_model_list(record).bands[-1]
    assert total.total
    assert [cell.text for cell in total.rows[0]] == ["Cộng", "3 mô hình, 2 trường", "–", "–", "–", "1.300", "–", "4"]
    assert describe_list(record) == "3 mô hình, 2 trường, trong đó 1 đã dừng · 1.300 lượt người hưởng lợi"


def test_it_is_narrowed_by_field_and_status():
    record = collect(first=[GARDEN, LANTERN], second=[GARDEN | {"status": "doing"}])
    assert (record.fields, record.statuses) == ((OTHER, FIELD), ("Đang thực hiện", "Hoàn thành", "Dừng"))
    assert [one.name for one in record.select(FIELD, "").models] == ["Vườn rau", "Vườn rau"]
    assert [one.school for one in record.select(FIELD, "Đang thực hiện").models] == [SECOND.code]
    assert record.select(OTHER, "Hoàn thành").models == ()


def test_the_schools_stand_in_the_rosters_order_and_only_those_of_the_filter():
    dataset = build_dataset([hand_in(SECOND.code, [GARDEN]), hand_in(FIRST.code, [LANTERN])])
    assert [one.school for one in collect_model_list(dataset, Scope("9m")).models] == [FIRST.code, SECOND.code]
    chosen = collect_model_list(dataset, Scope("9m", model=False)).models
    assert [one.school for one in chosen] == [one.code for one in (FIRST, SECOND) if not one.model]


def test_an_empty_list_says_why():
    assert collect(first=[]).empty == NONE_REGISTERED
    assert "Chưa có trường nào nộp báo cáo" in collect_model_list(build_dataset([]), Scope("9m")).empty


def collect(first, second=()):
    given = [hand_in(FIRST.code, first), *([hand_in(SECOND.code, second)] if second else [])]
    return collect_model_list(build_dataset(given), Scope("9m"))


def hand_in(school: str, models: list[dict]) -> PlainReturn:
    return PlainReturn(school, "9m", date(2020, 9, 1), models=list(models), models_declared=bool(models))
