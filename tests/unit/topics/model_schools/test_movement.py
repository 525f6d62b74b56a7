"""What moved: only what both reports tell; what is told no longer is neither a fall nor forgotten."""

from __future__ import annotations

from datetime import date

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.model_schools.figures import collect_model_comparison
from danvan_metrics.topics.model_schools.movement import collect_model_movements, collect_movements
from danvan_metrics.topics.model_schools.table import lay_out_comparison, lay_out_movements
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.vietnamese import format_percent
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

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
    assert [row[-1].text for row in find_band(dataset, scope)] == ["chưa đủ số liệu hai kỳ để so sánh"]


def test_the_table_names_every_item_and_why_it_has_no_value_now():
    before = choose({FIRST: "met", SECOND: "met", THIRD: "doing"})
    dataset = build_dataset([hand_in("6m", before), hand_in("9m", choose({SECOND: "not_applicable", THIRD: "met"}))])

    title = {code: PLAN.indicator_by_code[code].title for code in (FIRST, SECOND, THIRD)}
    assert [tuple(cell.text for cell in row) for row in find_band(dataset, Scope("9m"))] == [
        ("Mới đạt", "1", f"{THIRD} {title[THIRD]}"),
        ("Chưa có số liệu", "2", f"{FIRST} {title[FIRST]}; {SECOND} {title[SECOND]} (không áp dụng)"),
    ]


def test_a_school_where_nothing_moved_says_so():
    same = choose({FIRST: "met"})
    rows = find_band(build_dataset([hand_in("6m", same), hand_in("9m", same)]), Scope("9m"))
    assert [tuple(cell.text for cell in row) for row in rows] == [("Không thay đổi", "0", "–")]


def test_only_the_model_schools_of_the_filter_are_told_of():
    dataset = build_dataset([hand_in("6m", choose({})), hand_in("9m", choose({}))])
    for scope in (Scope("9m", level="Tiểu học"), Scope("9m", level="Tiểu học", model=False)):
        assert [moved.school for moved in collect_movements(dataset, scope)] == [SCHOOL]
    assert collect_movements(dataset, Scope("9m", level="TH&THCS")) == ()


def test_the_first_period_of_the_year_has_nothing_before_it():
    record = collect_model_movements(build_dataset([hand_in("6m", choose({FIRST: "met"}))]), Scope("6m"))
    assert record.movements == ()
    assert record.empty == "Kỳ 6 tháng là kỳ đầu của năm nên chưa có kỳ trước để so."


def test_the_middle_is_told_with_the_number_of_its_own_group():
    others = [school.code for school in ROSTER.select(model=False)][:3]
    second = dict.fromkeys((item.code for item in PLAN.indicators_in("HP2")), "doing")
    returns = [PlainReturn(code, "9m", date(2020, 9, 1), choose({FIRST: "met"} | second)) for code in others]
    returns[0].answers |= choose(dict.fromkeys(second, "not_applicable"))  # nothing to do for the first in that criterion
    record = collect_model_comparison(build_dataset(returns), Scope("9m", model=True))

    assert {group.code: group.rest_schools for group in record.groups if group.code in {"HP1", "HP2"}} == {"HP1": 3, "HP2": 2}
    cells = {row[0].text: row[-1] for band in lay_out_comparison(record).bands for row in band.rows}
    middle = cells[PLAN.group_by_code["HP2"].title]
    assert (middle.text, middle.note, middle.words) == ("0\u00a0%", "của 2 trường khác", "mức giữa của 2 trường khác")
    assert "toàn huyện" in record.subtitle  # both sides are compared, whatever the filter on model schools


def test_both_sides_stand_in_the_bands_of_the_percentage_shown():
    # 4 of 7 items of the first criterion met is 57 %; of the other school 1 of 7 is 14 %: at nine months 75 % are expected,
    # so that 60 % is near and 38 % behind.
    met = [item.code for item in PLAN.indicators_in("HP1")]
    ours = choose({code: "met" if code in met[:4] else "not_started" for code in met})
    theirs = choose({code: "met" if code in met[:1] else "not_started" for code in met})
    returns = [hand_in("9m", ours), PlainReturn("MN-DONDAC", "9m", date(2020, 9, 1), theirs)]
    record = collect_model_comparison(build_dataset(returns), Scope("9m"))
    group = next(group for group in record.groups if group.code == "HP1")
    assert (str(group.ours.ratio), group.ours.mark) == ("4/7", Mark.BEHIND)
    assert (str(group.rest.ratio), group.rest.mark) == ("1/7", Mark.FAR_BEHIND)
    row = next(row for row in lay_out_comparison(record).rows if row[0].text == group.title)
    assert [(cell.text, cell.note, cell.mark) for cell in row[1:3]] == [
        ("57\u00a0%", "4/7", Mark.BEHIND),
        ("14\u00a0%", "1/7", Mark.FAR_BEHIND),
    ]
    assert row[1].opens == Reference("HP1", Scope("9m", model=True))


def test_the_figure_of_all_others_is_that_of_the_scorecards_last_row():
    dataset = build_dataset(generate_returns(5))
    rest = {group.code: group.rest for group in collect_model_comparison(dataset, Scope("9m")).groups}
    card = collect_scorecard(dataset, Scope("9m", model=False))
    shown = {group.code: cell for group, cell in zip(card.groups, card.district.cells, strict=True)}
    assert len(shown) > 3
    for code, cell in shown.items():
        assert cell.percent == format_percent(rest[code].share)
        assert cell.mark == rest[code].mark


def test_nobody_is_compared_where_the_filter_has_no_model_school():
    record = collect_model_comparison(build_dataset(generate_returns(5)), Scope("9m", level="TH&THCS"))
    assert record.empty
    assert {group.ours.share for group in record.groups} == {None}


def find_band(dataset, scope: Scope):
    table = lay_out_movements(dataset, collect_model_movements(dataset, scope))
    return next(band.rows for band in table.bands if band.title == ROSTER.by_code[SCHOOL].short_name)


def hand_in(period: str, answers: dict) -> PlainReturn:
    return PlainReturn(SCHOOL, period, PLAN.find_period(period).deadline.replace(day=1), answers)


def choose(choices: dict[str, str]) -> dict[str, dict]:
    return {code: {"choice": choice} for code, choice in choices.items()}


def find(dataset):
    return next(moved for moved in collect_movements(dataset, Scope("9m")) if moved.school == SCHOOL)
