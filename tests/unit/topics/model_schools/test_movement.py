"""What moved: only what both reports tell; what is told no longer is neither a fall nor forgotten."""

from __future__ import annotations

from datetime import date

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.topics.model_schools.figures import collect_model_comparison
from danvan_metrics.topics.model_schools.movement import collect_movements
from danvan_metrics.topics.model_schools.table import lay_out_comparison, lay_out_movements
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, send_back

SCHOOL = "TH-MINHCAM"
FIRST, SECOND, THIRD, FOURTH = [item.code for item in PLAN.indicators_in("HP1")][:4]


def test_a_blank_and_a_not_applicable_are_no_fall_but_a_list_of_their_own():
    before = choose({FIRST: "met", SECOND: "met", THIRD: "met"})
    moved = find(build_dataset([hand_in("6m", before), hand_in("9m", choose({SECOND: "not_applicable", THIRD: "doing"}))]))

    assert moved.lost == (THIRD,)  # the only one with a value in both reports
    assert moved.silent == ((FIRST, Mark.NOT_REPORTED), (SECOND, Mark.NOT_APPLICABLE))


def test_what_was_blank_before_is_no_gain():
    now = choose({FIRST: "met", SECOND: "met", THIRD: "met", FOURTH: "doing"})
    before = choose({SECOND: "not_applicable", THIRD: "not_started"})
    moved = find(build_dataset([hand_in("6m", before), hand_in("9m", now)]))

    assert (moved.gained, moved.begun) == ((THIRD,), ())  # FIRST and FOURTH were blank, SECOND did not apply
    assert moved.silent == ()


def test_nothing_is_compared_with_a_period_whose_file_was_sent_back():
    dataset = build_dataset([hand_in("9m", choose({FIRST: "met"}))], sent_back=(send_back(SCHOOL, "6m", date(2020, 6, 1)),))

    assert not find(dataset).comparable


def test_nothing_is_compared_with_a_period_that_was_not_appraised():
    met = choose({FIRST: "met"})
    found = [{"school": SCHOOL, "period": "9m", "line": FIRST, "outcome": "confirmed", "choice": "met"}]
    dataset = build_dataset([hand_in("6m", met), hand_in("9m", met)], verdicts=found)

    assert find(dataset).comparable  # as declared
    scope = Scope("9m", "appraised")
    assert not next(one for one in collect_movements(dataset, scope) if one.school == SCHOOL).comparable
    rows = {row[0].text: row[1].text for row in lay_out_movements(ROSTER, collect_movements(dataset, scope), "kỳ 6 tháng").rows}
    assert rows[ROSTER.by_code[SCHOOL].short_name] == "chưa đủ số liệu hai kỳ để so sánh"


def test_the_table_names_what_has_no_value_now_and_why():
    before = choose({FIRST: "met", SECOND: "met"})
    dataset = build_dataset([hand_in("6m", before), hand_in("9m", choose({SECOND: "not_applicable"}))])
    table = lay_out_movements(ROSTER, collect_movements(dataset, Scope("9m")), "kỳ 6 tháng")

    rows = {row[0].text: [cell.text for cell in row[1:]] for band in table.bands for row in band.rows}
    assert [heading.text for heading in table.headings[-1]][-1] == "Kỳ này chưa có số liệu"
    assert rows[ROSTER.by_code[SCHOOL].short_name] == ["0", "0", "0", f"2: {FIRST}, {SECOND} (không áp dụng)"]


def test_the_middle_is_told_with_the_number_of_its_own_group():
    others = [school.code for school in ROSTER.select(model=False)][:3]
    second = dict.fromkeys((item.code for item in PLAN.indicators_in("HP2")), "doing")
    returns = [PlainReturn(code, "9m", date(2020, 9, 1), choose({FIRST: "met"} | second)) for code in others]
    returns[0].answers |= choose(dict.fromkeys(second, "not_applicable"))  # nothing to do for the first in that criterion
    record = collect_model_comparison(build_dataset(returns), Scope("9m", model=True))

    assert {group.code: group.rest_schools for group in record.groups if group.code in {"HP1", "HP2"}} == {"HP1": 3, "HP2": 2}
    cells = {row[0].text: row[-1].text for band in lay_out_comparison(record).bands for row in band.rows}
    assert cells[PLAN.group_by_code["HP2"].title] == "0\u00a0% (2 trường)"
    assert "toàn huyện" in record.subtitle  # both sides are compared, whatever the filter on model schools


def hand_in(period: str, answers: dict) -> PlainReturn:
    return PlainReturn(SCHOOL, period, PLAN.find_period(period).deadline.replace(day=1), answers)


def choose(choices: dict[str, str]) -> dict[str, dict]:
    return {code: {"choice": choice} for code, choice in choices.items()}


def find(dataset):
    return next(moved for moved in collect_movements(dataset, Scope("9m")) if moved.school == SCHOOL)
