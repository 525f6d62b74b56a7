"""One indicator, and a group of them: counts of schools, each kind of emptiness apart."""

from __future__ import annotations

from datetime import date

from danvan_metrics.formats import theme
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.topics.indicators.level_chart import NOT_SCORED, collect_indicator_by_level, draw_indicator_by_level
from danvan_metrics.topics.indicators.status_chart import ORDER, collect_indicator_status, draw_indicator_status
from danvan_metrics.vietnamese import NBSP
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns

SCOPE = Scope("9m")
MEETINGS = "NV2.3"  # count, target 2 a year
COMPLAINTS = "NV3.1"  # ratio
TRACKED = "NV1.2"
SCHOOLS = [school.code for school in ROSTER.schools]


def test_every_school_is_counted_under_exactly_one_mark():
    record = collect_indicator_status(build_dataset(generate_returns(5)), SCOPE, "NV")
    assert {sum(row.counts.values()) for row in record.rows} == {len(SCHOOLS)}


def test_rows_are_the_scored_indicators_of_the_group_in_the_plans_order():
    record = collect_indicator_status(build_dataset(generate_returns(5)), SCOPE, "HP")
    asked = [item.code for item in PLAN.indicators_in("HP") if item.scored and Reporter.SCHOOL in item.reporters]
    assert [row.code for row in record.rows] == asked
    assert len(dict.fromkeys(row.heading for row in record.rows)) == 3


def test_zero_blank_above_and_not_applicable_stay_apart():
    answers = {
        "MN-DAPTHANH": {MEETINGS: {"done": 3}, COMPLAINTS: {"to_do": 0, "done": 0}},
        "TH-MINHCAM": {MEETINGS: {"done": 0}, COMPLAINTS: {"state": "invalid"}},
        "PTDTNT": {MEETINGS: {"done": 2}},
        "MN-DONDAC": {},
    }
    dataset = build_dataset([PlainReturn(school, "9m", date(2020, 9, 1), given) for school, given in answers.items()])
    rows = {row.code: row for row in collect_indicator_status(dataset, SCOPE, "NV").rows}
    blank = len(SCHOOLS) - 3
    assert present(rows[MEETINGS]) == {Mark.ABOVE: 1, Mark.MET: 1, Mark.ZERO: 1, Mark.NOT_REPORTED: blank}
    assert (rows[MEETINGS].met_n, rows[MEETINGS].met_N) == (2, len(SCHOOLS))
    assert present(rows[COMPLAINTS]) == {Mark.NOT_APPLICABLE: 1, Mark.INVALID: 1, Mark.NOT_REPORTED: len(SCHOOLS) - 2}
    assert rows[COMPLAINTS].met_N == len(SCHOOLS) - 1


def test_the_bars_carry_the_counts_and_their_symbols():
    record = collect_indicator_status(build_dataset(generate_returns(6)), SCOPE, "CT")
    figure = draw_indicator_status(record)
    marks = [mark for mark in ORDER if any(row.counts[mark] for row in record.rows)]
    assert [trace.name.split()[0] for trace in figure.data] == [SYMBOLS[mark] for mark in marks]
    for mark, trace in zip(marks, figure.data, strict=True):
        assert [value or 0 for value in trace.x] == [row.counts[mark] for row in record.rows]
        digits = ["".join(filter(str.isdigit, text)) for text in trace.text]
        assert digits == [str(row.counts[mark] or "") for row in record.rows]


def test_the_legend_stands_in_the_picture_with_its_thresholds():
    record = collect_indicator_status(build_dataset(generate_returns(6)), SCOPE, "CT")
    legend = [one.text.replace(NBSP, " ") for one in draw_indicator_status(record).layout.annotations if one.name == "legend"]
    # 75 % of the year; near from 0,8 of that, behind from 0,5: 37,5, so 38
    told = ["→ đúng tiến độ 75–99 %", "▽ hơi chậm 60–74 %", "▼ chậm 38–59 %", "▼▼ rất chậm dưới 38 %"]
    assert [text for text in legend if text in told] == told


def test_segments_go_from_well_to_worst_each_in_the_ink_of_its_fill():
    record = collect_indicator_status(build_dataset(generate_returns(6)), SCOPE, "NV")
    figure = draw_indicator_status(record)
    marks = [next(mark for mark in ORDER if trace.name == f"{SYMBOLS[mark]} {record.legend[mark]}") for trace in figure.data]
    assert [ORDER.index(mark) for mark in marks] == sorted(ORDER.index(mark) for mark in marks)
    assert {Mark.MET, Mark.ZERO} < set(marks)
    for mark, trace in zip(marks, figure.data, strict=True):
        fill = theme.MARK_FILLS[mark]
        assert (trace.marker.color, trace.textfont.color) == (fill.color, fill.ink)


def test_at_the_years_end_what_is_near_is_called_so_in_legend_and_table():
    record = collect_indicator_status(build_dataset(generate_returns(6)), Scope("12m"), "NV")
    assert record.legend[Mark.NEAR] == f"gần đạt 80–99{NBSP}%"
    assert "Gần đạt" in record.table().columns
    assert "Hơi chậm" not in record.table().columns


def test_twenty_seven_items_make_a_higher_picture():
    dataset = build_dataset(generate_returns(6))
    heights = [draw_indicator_status(collect_indicator_status(dataset, SCOPE, group)).layout.height for group in ("CT", "HP")]
    assert heights[1] > heights[0] + 20 * 30


def test_the_alternative_text_names_weakest_and_strongest_with_their_counts():
    record = collect_indicator_status(build_dataset(generate_returns(6)), SCOPE, "CT")
    by_share = sorted(record.rows, key=lambda row: row.met_n / row.met_N)
    assert f"{by_share[0].title} {by_share[0].met_n}/{by_share[0].met_N} trường" in record.alt
    assert f"{by_share[-1].title} {by_share[-1].met_n}/{by_share[-1].met_N} trường" in record.alt


def test_one_indicator_now_and_before_by_level():
    returns = [meetings("MN-DAPTHANH", "6m", 1), meetings("MN-DAPTHANH", "9m", 2), meetings("MN-DONDAC", "9m", 2)]
    record = collect_indicator_by_level(build_dataset(returns), SCOPE, MEETINGS)
    kindergarten = record.levels[0]
    assert kindergarten.level == "Mầm non"
    assert [(point.n, point.N) for point in kindergarten.points] == [(0, 8), (2, 8)]
    # only MN Đạp Thanh reported in both periods: 0 met it then, 1 now; MN Đồn Đạc came in, which is no rise
    assert (kindergarten.change, kindergarten.change_words) == (1 - 0, "tăng 1 trường trong 1 trường so được")


def test_change_is_unknown_where_a_level_did_not_report_before():
    record = collect_indicator_by_level(build_dataset([meetings("PTDTNT", "9m", 2)]), SCOPE, MEETINGS)
    level = next(level for level in record.levels if level.level == "THCS")
    assert (level.points[0].state, level.change, level.change_words) == ("not_reported", None, "")


def test_the_first_period_has_nothing_before_it():
    record = collect_indicator_by_level(build_dataset([meetings("PTDTNT", "6m", 2)]), Scope("6m"), MEETINGS)
    assert record.periods == ("6 tháng",)
    assert {len(level.points) for level in record.levels} == {1}


def test_the_subtitle_pools_what_was_done():
    returns = [meetings("PTDTNT", "9m", 1), meetings("TH-DONDAC", "9m", 2)]
    record = collect_indicator_by_level(build_dataset(returns), SCOPE, MEETINGS)
    assert record.subtitle.endswith("cộng 3/4 · 75\u00a0%")  # 1 + 2 of 2 × 2


def test_one_eager_school_does_not_do_the_others_work():
    returns = [meetings("PTDTNT", "9m", 38), meetings("TH-DONDAC", "9m", 0), meetings("MN-DONDAC", "9m", 0)]
    record = collect_indicator_by_level(build_dataset(returns), SCOPE, MEETINGS)
    assert record.subtitle.endswith("cộng 2/6 · 33\u00a0% (cộng 38)")  # at most 2 + 0 + 0 of 2 × 3, the raw sum beside it


def test_an_indicator_without_a_target_is_said_to_be_tracked_only():
    record = collect_indicator_by_level(build_dataset(generate_returns(7)), SCOPE, TRACKED)
    assert record.empty == NOT_SCORED
    assert len(draw_indicator_by_level(record).data) == 0


def test_the_points_of_a_level_are_labelled_with_n_of_n():
    record = collect_indicator_by_level(build_dataset(generate_returns(8)), SCOPE, MEETINGS)
    texts = [annotation.text for annotation in draw_indicator_by_level(record).layout.annotations]
    wanted = [f"{point.n}/{point.N}" for level in record.levels for point in level.points if point.share is not None]
    assert sorted(text for text in texts if text.replace("/", "").isdigit()) == sorted(wanted)


def meetings(school: str, period: str, done: int) -> PlainReturn:
    return PlainReturn(school, period, date(2020, 6, 1), {MEETINGS: {"done": done}})


def present(row) -> dict[Mark, int]:
    return {mark: count for mark, count in row.counts.items() if count}
