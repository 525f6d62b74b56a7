"""The sources of the spread: a unit out of scope has one too, and every state is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.sources import collect_source
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, send_back

SCHOOL = "MN-DONDAC"
LADDER = Reference(Subject.LADDER, Scope("9m"))
FIELD = PLAN.fields_of_models[0].name


def test_a_school_closed_before_the_period_has_a_source_with_the_reason():
    source = collect_source(build_dataset([], roster=close(SCHOOL, date(2020, 7, 1))), replace(LADDER, school=SCHOOL))
    assert source.value == "không áp dụng"  # it owes no return, so none is missing
    assert "13/09/2020" in source.notes[0]  # before the 14th: the last day on time
    assert {row[3].text for row in source.rows} == {"không áp dụng"}


def test_a_school_that_stood_then_has_no_such_note():
    source = collect_source(build_dataset([]), replace(LADDER, school=SCHOOL))
    assert (source.value, source.notes) == ("chưa báo cáo", ())


def test_the_office_has_a_ladder_of_its_own_and_stands_in_no_n():
    given = PlainReturn(PLAN.office.code, "9m", date(2020, 9, 1), {"CT3.1": {"choice": "yes"}})
    source = collect_source(build_dataset([given]), replace(LADDER, school=PLAN.office.code))
    assert source.value == "bậc 1"
    assert "không nằm trong N" in source.notes[0]


def test_a_school_whose_file_was_sent_back_waits_and_stands_in_n():
    dataset = build_dataset([], as_of=date(2020, 9, 20), sent_back=(send_back(SCHOOL, "9m", date(2020, 9, 10)),))
    assert collect_source(dataset, replace(LADDER, school=SCHOOL)).value == "trả lại, chờ sửa"
    everyone = collect_source(dataset, LADDER)
    assert everyone.value == "0/19 trường ở bậc 4 trở lên, 18 chưa báo cáo, 1 trả lại, chờ sửa"


def test_the_source_says_which_schools_it_counts():
    others = collect_source(build_dataset([]), Reference(Subject.LADDER, Scope("9m", model=False)))
    assert others.value.startswith("0/16 trường ngoài trường điểm ở bậc 4 trở lên")


def test_models_tell_evidence_row_by_row_and_the_stopped_ones_apart():
    models = [
        {"name": "A", "field": FIELD, "status": "doing", "has_result": True, "evidence_count": 3},
        {"name": "B", "field": FIELD, "status": "stopped", "has_result": False, "evidence_count": 0},
        {"name": "C", "field": FIELD, "status": "registered", "has_result": False},
    ]
    dataset = build_dataset([PlainReturn(SCHOOL, "9m", date(2020, 9, 1), models=models, models_declared=True)])
    source = collect_source(dataset, Reference(Subject.MODELS, Scope("9m")))
    column = source.headings.index("Minh chứng")
    assert [row[column].text for row in source.rows] == ["có 3 minh chứng", "chưa có minh chứng", "chưa có minh chứng"]
    assert source.value == "3 mô hình, 1 trường, trong đó 1 đã dừng"


def close(code: str, day: date):
    schools = tuple(replace(one, valid_to=day) if one.code == code else one for one in ROSTER.schools)
    return replace(ROSTER, schools=schools)
