"""Completion by level in the quantity of the scorecard's district row; what is missing widens a range, it is not a 0."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.formats import theme
from danvan_metrics.metrics.bands import BANDS
from danvan_metrics.metrics.completion import score_groups, score_indicators
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import SYMBOLS, UNKNOWN, Mark
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.completion.chart import collect_completion_by_level, draw_completion_by_level
from danvan_metrics.topics.completion.table import lay_out_levels
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.vietnamese import NBSP
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns
from tests.builders_cards import lines_of

SCOPE = Scope("9m")
ITEMS = [indicator.code for indicator in PLAN.indicators_in("HP")]
ON_TIME = date(2020, 9, 10)


def test_a_level_is_the_sum_over_its_schools():
    returns = [happy("MN-DAPTHANH", met=27), happy("MN-DONDAC", met=9, not_applicable=7)]
    bar = find(collect_completion_by_level(build_dataset(returns), SCOPE), "HP", "Mầm non")
    assert (bar.n, bar.N) == (27 + 9, 27 + (27 - 7))
    assert (bar.reported, bar.schools) == (2, 8)
    assert bar.label == "77\u00a0% · 36/47"  # 36 ÷ 47 = 0,766


def test_missing_schools_widen_the_range_by_all_or_nothing():
    bar = find(collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=27)]), SCOPE), "HP", "Tiểu học")
    missing = 2 * 27  # two of three primary schools, 27 items each
    assert (bar.low, bar.high) == (27 / (27 + missing), (27 + missing) / (27 + missing))
    assert (bar.mean, bar.mean_low, bar.mean_high) == (1, bar.low, bar.high)  # an item is Đạt or nothing: the mean is n ÷ N


def test_true_zero_is_a_value_and_silence_is_not():
    record = collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=0)]), SCOPE)
    nought, silent = find(record, "HP", "Tiểu học"), find(record, "HP", "THCS")
    assert (nought.state, nought.label) == ("value", "0\u00a0% · 0/27")
    assert (silent.state, silent.label) == ("not_reported", "chưa báo cáo")


def test_before_the_deadline_a_silent_level_is_not_due():
    record = collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=1)], as_of=date(2020, 9, 13)), SCOPE)
    assert find(record, "HP", "THCS").state == "not_due"


@pytest.mark.parametrize("seed", [1, 2])
def test_every_bar_of_the_items_agrees_with_plain_loops(seed):
    returns = [one for one in generate_returns(seed) if one.period == "9m"]
    record = collect_completion_by_level(build_dataset(returns), SCOPE)
    for level in PLAN.levels:
        n = total = 0
        for one in returns:
            choices = [one.answers.get(item, {}).get("choice") for item in ITEMS]
            if ROSTER.by_code[one.school].level == level and any(choice not in {None, "not_applicable"} for choice in choices):
                n += choices.count("met")
                total += len(ITEMS) - choices.count("not_applicable")
        assert (find(record, "HP", level).n, find(record, "HP", level).N) == (n, total)


def test_the_whole_stands_last_and_equals_the_sum_of_the_levels():
    record = collect_completion_by_level(build_dataset(generate_returns(3)), SCOPE)
    bars = [bar for bar in record.bars if bar.group == "HP"]
    assert [bar.level for bar in bars] == [*PLAN.levels, "toàn huyện"]
    assert bars[-1].n == sum(bar.n for bar in bars[:-1])
    assert bars[-1].schools == len(ROSTER.schools)


def test_one_level_alone_needs_no_sum_of_itself():
    record = collect_completion_by_level(build_dataset(generate_returns(3)), Scope("9m", level="THCS"))
    assert {bar.level for bar in record.bars} == {"THCS"}


def test_the_drawing_says_the_record():
    record = collect_completion_by_level(build_dataset(generate_returns(4)), SCOPE)
    lines = lines_of(draw_completion_by_level(record))
    labels = [f"{bar.symbol} {bar.label}".strip() for bar in record.bars]
    assert sorted(line for line in lines if line in labels) == sorted(labels)
    assert [line for line in lines if line in PLAN.levels] == list(PLAN.levels) * 2  # two rows of panels
    assert all(bar.label in record.alt for bar in record.bars)


def test_a_level_without_a_return_is_hatched_and_has_no_bar():
    dataset = build_dataset([happy("TH-DONDAC", met=9)])
    figure = draw_completion_by_level(collect_completion_by_level(dataset, SCOPE, codes=("HP",)))
    hatched = [trace for trace in figure.data if trace.marker.pattern.shape]
    filled = [trace for trace in figure.data if not trace.marker.pattern.shape]
    assert [level for trace in hatched for level in read_levels(trace)] == ["Mầm non", "THCS", "TH&THCS"]
    assert [level for trace in filled for level in read_levels(trace)] == ["Tiểu học", "toàn huyện"]  # 9 of 27: one band
    assert [value for trace in filled for value in trace.x] == [9 / 27, 9 / 27]


def test_what_missing_schools_leave_open_is_drawn_once_per_bar_that_has_it():
    record = collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=27)]), SCOPE, codes=("HP",))
    [ranges] = [shape for shape in draw_completion_by_level(record).layout.shapes if shape.name == "ranges"]
    drawn = [tuple(float(x) for x in (part.split(",")[0], part.split("H")[1])) for part in ranges.path.split("M")[1:]]
    assert drawn == [(27 / 81, 1.0), (27 / (19 * 27), 1.0)]  # one of three primary schools, one of nineteen schools


SCOPES = [SCOPE, Scope("12m", Lens.EVIDENCED), Scope("9m", level="THCS"), Scope("6m", model=False)]


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_the_last_bar_of_a_group_is_the_scorecards_row_of_the_district(scope):
    dataset = build_dataset(generate_returns(6))
    card, record = collect_scorecard(dataset, scope), collect_completion_by_level(dataset, scope)
    wholes = [bars[-1] for bars in split(record)]
    district = {cell.group: cell for cell in card.district.cells}
    assert [bar.group for bar in wholes] == [group.code for group in card.shown if group.parent is None]  # none of one line
    for bar in wholes:
        cell = district[bar.group]
        assert (bar.label, bar.mark) == (f"{cell.percent} · {cell.ratio}", cell.mark)


@pytest.mark.parametrize("seed", [1, 5])
def test_a_bar_is_the_mean_of_all_lines_of_its_schools_and_its_range_of_what_is_open(seed):
    dataset = build_dataset(generate_returns(seed)[:40])
    scores = score_indicators(dataset, SCOPE)
    states = {(row.school, row.group): row.state for row in score_groups(dataset, SCOPE).itertuples()}
    compared = 0
    for bar in collect_completion_by_level(dataset, SCOPE).bars:
        inside = [indicator.code for indicator in PLAN.indicators_in(bar.group)]
        told = lines = silent = blank = 0.0
        for row in scores.itertuples():
            elsewhere = ROSTER.by_code[row.school].level != bar.level and not bar.whole
            if row.indicator not in inside or elsewhere or row.state == "not_applicable":
                continue
            blank += row.weight if row.state in UNKNOWN else 0
            if states[row.school, bar.group] == "value":
                told, lines = told + (row.completion if row.state == "value" else 0), lines + row.weight
            else:
                silent += row.weight  # of a school without a figure every line is open
        if lines:
            compared += 1
            assert (bar.mean, bar.mean_low) == pytest.approx((told / lines, told / (lines + silent)))
            assert bar.mean_high >= (told + blank) / (lines + silent) - 1e-9  # lists answered in part open it further
            assert bar.mean_low <= bar.mean <= bar.mean_high
    assert compared > 3


def test_the_range_takes_in_what_a_partly_answered_list_leaves_open():
    first, second, *rest = [line.code for line in PLAN.indicator_by_code["CT1.2"].rows]
    answers = {first: {"choice": "yes"}, second: {"choice": "no"}}
    dataset = build_dataset([PlainReturn(school.code, "9m", ON_TIME, answers) for school in ROSTER.schools])
    bar = find(collect_completion_by_level(dataset, SCOPE), "CT", "toàn huyện")
    whole = len(rest) + 2
    scored = {code for code in score_indicators(dataset, SCOPE)["indicator"] if PLAN.indicator_by_code[code].group == "CT"}
    assert bar.mean == pytest.approx(1 / whole / len(scored))
    assert bar.mean_high == pytest.approx((len(scored) - 1 + (whole - 1) / whole) / len(scored))  # “không” stays 0


@pytest.mark.parametrize(
    ("met", "mark"),
    [
        # of 27; at nine months 75 % is due, near from 60 %, behind from 38 % (0,5 × 75 = 37,5)
        (27, Mark.MET), (21, Mark.ON_PACE), (17, Mark.NEAR), (11, Mark.BEHIND), (10, Mark.FAR_BEHIND), (0, Mark.FAR_BEHIND),
    ],
)  # fmt: skip
def test_a_bar_has_the_fill_and_the_symbol_of_its_band(met, mark):
    record = collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=met)]), SCOPE, codes=("HP",))
    bar = find(record, "HP", "Tiểu học")
    assert bar.mark is mark
    figure = draw_completion_by_level(record)
    (drawn,) = [trace for trace in figure.data if "Tiểu học" in read_levels(trace)]
    assert drawn.marker.color == theme.MARK_FILLS[mark].color
    assert f"{SYMBOLS[mark]} {bar.label}" in lines_of(figure)
    (row,) = lay_out_levels(split(record), record.legend).rows
    assert (row[2].mark, row[2].text, row[2].note.split()[0]) == (mark, bar.label.split(" · ")[0], f"{met}/27")


def test_the_legend_says_the_bands_in_per_cent_of_the_period_and_the_subtitle_what_the_tick_is_of():
    record = collect_completion_by_level(build_dataset([happy("TH-DONDAC", met=9)]), SCOPE)
    legend = [one.text.replace(NBSP, " ") for one in draw_completion_by_level(record).layout.annotations if one.name == "legend"]
    assert legend == [
        "● đạt trọn 100 %", "→ đúng tiến độ 75–99 %", "▽ hơi chậm 60–74 %", "▼ chậm 38–59 %", "▼▼ rất chậm dưới 38 %",
        "? chưa báo cáo", "khoảng của bình quân nếu tính cả phần chưa báo cáo",
    ]  # fmt: skip
    assert record.subtitle.endswith("n/N: đạt trọn trên áp dụng · vạch: khoảng bình quân tính cả phần chưa báo cáo")


def test_no_mark_stands_inside_the_sentences_of_the_alternative_text():
    record = collect_completion_by_level(build_dataset(generate_returns(3)), SCOPE)
    assert not set(record.alt) & {SYMBOLS[mark][0] for mark in BANDS}


def split(record) -> list[list]:
    return [[bar for bar in record.bars if bar.group == group] for group in dict.fromkeys(bar.group for bar in record.bars)]


def happy(school: str, *, met: int, not_applicable: int = 0) -> PlainReturn:
    """A return with the first `met` items Đạt, the last `not_applicable` Không áp dụng, the others Chưa thực hiện."""
    choices = ["met"] * met + ["not_started"] * (27 - met - not_applicable) + ["not_applicable"] * not_applicable
    answers = {item: {"choice": choice} for item, choice in zip(ITEMS, choices, strict=True)}
    return PlainReturn(school, "9m", ON_TIME, answers)


def read_levels(trace) -> list[str]:
    return [text.split("<br>")[0].split(" · ")[1].replace("&amp;", "&") for text in trace.hovertext]


def find(record, group: str, level: str):
    return next(bar for bar in record.bars if (bar.group, bar.level) == (group, level))
