"""The distance to the model school of the same level: items it has met and the school has not, and the rungs between."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.topics.spread.model_distance import NO_OTHER, collect_model_distances, lay_out_distances
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

MODEL, SCHOOL, SILENT = "MN-DAPTHANH", "MN-DONDAC", "MN-NAMSON"
FIRST, SECOND, THIRD, FOURTH, *REST = [item.code for item in PLAN.indicators_in("HP1")]
PLANNED = {"CT3.1": {"choice": "yes"}}


def test_it_counts_the_items_that_the_model_school_has_met_and_the_school_has_not():
    # The model school has met three; of these one does not apply here, one is met and one is under way: 1 of 2 is missing.
    model = choose({FIRST: "met", SECOND: "met", THIRD: "met", FOURTH: "doing"})
    own = choose({FIRST: "not_applicable", SECOND: "met", THIRD: "doing", FOURTH: "met"})
    row = find(build([(MODEL, model | PLANNED), (SCHOOL, own)]))
    assert (row.missing, row.reached, row.rungs) == (1, 2, 1)
    assert row.words == "còn 1/2 nội dung, thấp hơn 1 bậc"


@pytest.mark.parametrize(
    ("model", "own", "words"),
    [
        ({FIRST: "met"}, {FIRST: "met"}, "đạt đủ 1 nội dung trường điểm đã đạt, cùng bậc"),
        ({FIRST: "doing"}, {FIRST: "met"}, "trường điểm chưa đạt nội dung nào, cùng bậc"),
        ({FIRST: "met"}, {SECOND: "met"}, "còn 1/1 nội dung, cùng bậc"),  # left blank: not met
    ],
)
def test_it_is_told_in_words(model, own, words):
    assert find(build([(MODEL, choose(model)), (SCHOOL, choose(own))])).words == words


def test_a_school_above_its_model_school_is_told_so():
    assert find(build([(MODEL, choose({FIRST: "met"})), (SCHOOL, choose({FIRST: "met"}) | PLANNED)])).words.endswith(
        "cao hơn 1 bậc"
    )


def test_without_a_figure_on_either_side_there_is_no_distance_but_the_reason():
    given = [(SCHOOL, choose({FIRST: "met"}))]
    row = find(build(given))
    assert (row.missing, row.words) == (None, "trường điểm chưa báo cáo")
    row = find(build([(MODEL, choose({FIRST: "met"})), *given], sent_back=(send_back(SILENT, "9m", date(2020, 9, 10)),)), SILENT)
    assert (row.missing, row.rungs, row.words) == (None, None, "trả lại, chờ sửa")


def test_a_level_without_a_model_school_says_so_and_its_schools_are_compared_with_nobody():
    record = collect_model_distances(build_dataset(generate_returns(4, missing=0)), Scope("9m"))
    band = next(band for band in lay_out_distances(record).bands if band.title.startswith("TH&THCS"))
    assert band.title == "TH&THCS: không có trường điểm"
    assert {row[-1].text for row in band.rows} == {"–"}


def test_the_model_schools_of_the_whole_district_are_looked_at_whatever_the_filter():
    dataset = build_dataset(generate_returns(4, missing=0))
    everywhere = {row.own.school: row for row in collect_model_distances(dataset, Scope("9m")).rows}
    record = collect_model_distances(dataset, Scope("9m", commune="Đồn Đạc"))
    assert [row.own.school for row in record.rows] == [one.code for one in ROSTER.select(commune="Đồn Đạc")]
    assert all(row == everywhere[row.own.school] for row in record.rows)
    assert collect_model_distances(dataset, Scope("9m", model=True)).empty == NO_OTHER


def test_the_furthest_behind_stands_first_in_its_level_and_who_is_silent_last():
    met = choose({FIRST: "met", SECOND: "met", THIRD: "met"})
    near, far = choose({FIRST: "met", SECOND: "met"}), choose({FIRST: "doing"})
    record = collect_model_distances(build([(MODEL, met), (SCHOOL, near), (SILENT, far)]), Scope("9m", level="Mầm non"))
    assert [row.missing for row in record.rows] == [3, 1, *[None] * (len(record.rows) - 2)]


def test_it_follows_the_lens():
    # both declare two items as met; with evidence the model school has two, the other one
    proven = {FIRST: {"choice": "met", "evidence_count": 1}, SECOND: {"choice": "met", "evidence_count": 2}}
    bare = {FIRST: {"choice": "met", "evidence_count": 1}, SECOND: {"choice": "met", "evidence_count": 0}}
    dataset = build([(MODEL, proven), (SCHOOL, bare)])
    assert [find(dataset, lens=lens).missing for lens in ("declared", "evidenced")] == [0, 1]
    judged = [{"school": MODEL, "period": "9m", "line": FIRST, "outcome": "confirmed", "choice": "met"}]
    row = find(build([(MODEL, proven), (SCHOOL, bare)], verdicts=judged), lens="appraised")
    assert (row.missing, row.words) == (None, "chưa thẩm định")


def test_the_share_stands_in_its_band_beside_the_count():
    own = {
        code: {"choice": "met" if code in (FIRST, SECOND, THIRD) else "not_started"} for code in (FIRST, SECOND, THIRD, FOURTH)
    }
    others = {item.code: {"choice": "not_applicable"} for item in PLAN.indicators if item.is_item and item.code not in own}
    table = lay_out_distances(
        collect_model_distances(build([(MODEL, own), (SCHOOL, own | others)]), Scope("9m", level="Mầm non"))
    )
    cell = next(row[1] for row in table.rows if row[0].text == ROSTER.by_code[SCHOOL].short_name)
    assert (cell.text, cell.note, cell.mark) == ("75\u00a0%", "3/4", Mark.ON_PACE)  # at nine months 75 % are expected


@pytest.mark.parametrize("seed", [2, 7])
def test_as_counted_school_by_school(seed):
    returns = [given for given in generate_returns(seed) if given.period == "9m"]
    answers = {given.school: given.answers for given in returns}
    for row in collect_model_distances(build_dataset(returns), Scope("9m")).rows:
        own, model = answers.get(row.own.school), answers.get(row.model.school) if row.model else None
        if own is None or model is None:
            assert row.missing is None
            continue
        items = [item.code for item in PLAN.indicators if item.is_item]
        asked = [code for code in items if own.get(code, {}).get("choice") != "not_applicable"]
        reached = [code for code in asked if model.get(code, {}).get("choice") == "met"]
        assert row.reached == len(reached)
        assert row.missing == sum(own.get(code, {}).get("choice") != "met" for code in reached)


def build(given, **more):
    return build_dataset([PlainReturn(school, "9m", date(2020, 9, 1), answers) for school, answers in given], **more)


def choose(choices: dict[str, str]) -> dict[str, dict]:
    return {code: {"choice": choice} for code, choice in choices.items()}


def find(dataset, school: str = SCHOOL, *, lens: str = "declared"):
    return next(row for row in collect_model_distances(dataset, Scope("9m", lens)).rows if row.own.school == school)
