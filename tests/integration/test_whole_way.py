"""The main job end to end, on both stores: workbooks in, figures out, against a reader and sums that share no code with it.

The sample's workbooks are read here with openpyxl, row by row under the headings a person sees, and every figure of
the summary is computed again by the plain loops of tests/slow_figures.py.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

import pytest
from openpyxl import load_workbook

from danvan_metrics.district import District, open_district
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.plan.choices import CHECKLIST, LEVELS, STATUSES
from danvan_metrics.sample import iterate_sample
from danvan_metrics.settings import load_settings
from tests import slow_figures as slow
from tests.both_stores import KINDS
from tests.builders import PLAN, ROSTER, PlainReturn
from tests.builders_access import OFFICE

CHOICES = {label: code for labels in (CHECKLIST, LEVELS) for code, label in labels.items()}
STATUS_CODES = {label: code for code, label in STATUSES.items()}
SCOPES = [
    Scope(period, lens, level)
    for period in ("6m", "9m", "12m")
    for lens in ("declared", "evidenced")
    for level in (None, "Mầm non")
]


@pytest.fixture(scope="module")
def sample_files():
    return list(iterate_sample(PLAN, ROSTER))


@pytest.fixture(scope="module", params=KINDS)
def whole_way(
    request, lend_store, sample_files, tmp_path_factory
) -> Iterator[tuple[District, list[PlainReturn], list[PlainReturn]]]:
    """The store after every sample workbook was handed in, and what openpyxl reads in those that were accepted."""
    with lend_store(request.param, tmp_path_factory.mktemp("whole-way")) as url:
        environment = {"DANVAN_SAMPLE_DATABASE_URL": url, "DANVAN_TODAY": "2020-12-17"}
        district = open_district(load_settings(environment), sample=True)  # no other store takes what `sample` made
        in_force: dict[tuple[str, str], PlainReturn] = {}
        first_came: dict[tuple[str, str], date] = {}  # sent back or not: handed in is handed in
        for file in sample_files:
            outcome = receive_file(district, file.name, file.content, Receiving(file.received_on, actor=OFFICE))
            key = (file.school, file.period)
            first = first_came.setdefault(key, file.received_on)
            if outcome.stored and file.school != PLAN.office.code:
                in_force[key] = read_plainly(file.content, *key, first)
        came = [(key, day) for key, day in first_came.items() if key[0] != PLAN.office.code]
        yield district, list(in_force.values()), [PlainReturn(*key, day) for key, day in came if key not in in_force]
        district.repository.close()


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.period}-{scope.lens}-{scope.level or 'all'}")
def test_every_figure_of_the_summary(whole_way, scope):
    district, returns, sent_back = whole_way
    summary = summarise(district.load_dataset(), scope)
    period = PLAN.find_period(scope.period)
    schools = [school for school in ROSTER.schools if scope.level in {None, school.level}]
    assert [entry["school"] for entry in summary["schools"]] == [school.code for school in schools]
    judged = [slow.timeliness(school, [*returns, *sent_back], period, district.today()) for school in schools]
    received = sum(state in {"on_time", "late"} for state, _ in judged)
    assert summary["received"] == {"n": received, "N": len(schools)}
    assert summary["on_time"] == {"n": sum(state == "on_time" for state, _ in judged), "N": received}
    for entry, (_, days_late) in zip(summary["schools"], judged, strict=True):
        given = slow.find_return(returns, entry["school"], scope.period)
        assert entry["days_late"] == days_late
        waits = any((one.school, one.period) == (entry["school"], scope.period) for one in sent_back)
        assert entry["state"] == ("reported" if given else "sent_back" if waits else "not_reported")
        assert entry["rung"] == (None if given is None else slow.climb(PLAN, given))
        assert entry["groups"] == {
            code: {"value": None if value is None else pytest.approx(float(value)), "n": n, "N": total, "reported": reported}
            for code in ("CT", "NV", "BC", "HP1", "HP2", "HP3", "HP")
            for value, n, total, reported in [slow.score_group(PLAN, code, given, scope.lens)]
        }
    scored = [item for item in PLAN.indicators if "school" in item.reporters and item.kind not in {"tracked", "derived"}]
    shown = {entry["code"]: entry for entry in summary["indicators"]}
    for indicator in scored:
        expected = slow.total_indicator(indicator, schools, returns, scope.period, scope.lens)
        assert shown[indicator.code]["schools_met"] == {"n": expected["met_n"], "N": expected["met_N"]}
        if expected["reported"]:
            pooled = shown[indicator.code]["pooled"]
            sums = (float(expected["done"]), float(expected["to_do"]), float(expected["credited"]))
            assert (pooled["done"], pooled["todo"], pooled["credited"]) == pytest.approx(sums)
            assert pooled["value"] == pytest.approx(float(expected["credited"] / expected["to_do"]))


def test_the_sample_holds_every_kind_of_answer(whole_way):
    _, returns, sent_back = whole_way
    asked = [item for item in PLAN.indicators if "school" in item.reporters and item.scored and item.kind != "derived"]
    seen = set()
    for given in returns:
        for indicator in asked:
            state, completion, n, total = slow.score(indicator, given, "declared")
            seen.add("above" if indicator.kind == "count" and n > total else "zero" if completion == 0 else state)
    assert {"above", "zero", "value", "not_reported", "not_applicable"} <= seen
    assert len(returns) + len(sent_back) < len(PLAN.periods) * len(ROSTER.schools)  # somebody is missing
    assert [(one.school, one.period) for one in sent_back] == [("MN-THANHLAM", "12m")]


@cache
def read_plainly(content: bytes, school: str, period: str, received_on) -> PlainReturn:
    """One workbook as a person reads it: rows by “Mã”, columns by their headings."""
    workbook = load_workbook(io.BytesIO(content))
    answers = {}
    for title in ("Chỉ tiêu – Nhiệm vụ", "Trường học hạnh phúc"):
        for row in rows_under(workbook[title], "Mã"):
            if row["Mã"] in PLAN.indicator_of_line:
                answers[row["Mã"]] = read_answer(row)
    models = [read_model(row) for row in rows_under(workbook["Mô hình"], "STT") if row["Tên mô hình"]]
    return PlainReturn(school, period, received_on, answers, models, read_question(workbook["Mô hình"]))


def rows_under(sheet, heading):
    """Each row under the one that holds the heading, as heading → value."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(index for index, row in enumerate(rows) if heading in row)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def read_answer(row):
    answer = {"to_do": row.get("Phải thực hiện"), "evidence_count": row["Số minh chứng"]}
    answer |= {key: None for key, value in answer.items() if isinstance(value, str)}  # “không điền”, “tự tính”
    value = row.get("Đã thực hiện", row.get("Mức độ"))
    if isinstance(value, datetime):
        return answer | {"dated": value.date()}
    if isinstance(value, str):
        return answer | {"choice": CHOICES.get(value)}
    return answer | {"done": value}


def read_model(row):
    pieces = row["Số minh chứng"]
    return {"status": STATUS_CODES[row["Trạng thái"]], "evidence_count": pieces, "has_result": bool(row["Kết quả"] and pieces)}


def read_question(sheet):
    """Có, Không or nothing, beside the question on top of the sheet Mô hình."""
    for row in sheet.iter_rows(max_row=10, values_only=True):
        if any(isinstance(value, str) and "đăng ký mô hình" in value and value.endswith("?") for value in row):
            return next((value == "Có" for value in row if value in {"Có", "Không"}), None)
    raise AssertionError("the sheet asks no question")
