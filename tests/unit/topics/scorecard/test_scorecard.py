"""The scorecard as a record: bands, cells, what stands beside them, and its table."""

from datetime import timedelta

from danvan_metrics.formats.table import tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back
from tests.slow_figures import find_return, score

ITEMS = [item.code for item in PLAN.indicators if item.kind is Kind.LEVEL]


def test_columns_follow_the_plan_with_a_total_after_its_criteria():
    card = collect_scorecard(build_dataset(generate_returns(1)), Scope("9m"))

    assert [group.code for group in card.groups] == ["CT", "NV", "BC", "HP1", "HP2", "HP3", "HP"]
    assert tabulate(lay_out_scorecard(card)).columns.tolist()[-3:] == [
        "Trường học hạnh phúc",
        "Báo cáo đúng hạn",
        "Phòng thẩm định",
    ]


def test_every_cell_counts_what_a_plain_loop_counts():
    returns = generate_returns(7)
    card = collect_scorecard(build_dataset(returns), Scope("9m", "evidenced"))

    for row in card.rows:
        given = find_return(returns, row.school, "9m")
        for cell in row.cells:
            assert cell.ratio == (count_met(given, cell.group) if given else "")


def test_a_cell_reports_how_many_lines_went_above_their_target():
    answers = {"NV2.3": {"done": 5, "evidence_count": 1}, "NV7.1": {"done": 12, "evidence_count": 1}}  # targets 2 and 12
    card = collect_scorecard(build_dataset([hand_in("TH-MINHCAM", answers)]), Scope("9m"))

    cell = find_cell(card, "TH-MINHCAM", "NV")
    assert cell.above == 1
    assert "1 vượt mức" in cell.words


def test_a_fall_is_shown_with_a_true_minus():
    before = {code: {"choice": "met"} for code in ITEMS[:5]}
    now = {code: {"choice": "met"} for code in ITEMS[:3]} | {code: {"choice": "doing"} for code in ITEMS[3:5]}
    card = collect_scorecard(build_dataset([hand_in("TH-MINHCAM", before, "6m"), hand_in("TH-MINHCAM", now)]), Scope("9m"))

    assert find_cell(card, "TH-MINHCAM", "HP").change == "−2"  # 3 − 5
    assert "−2 so với kỳ 6 tháng" in find_cell(card, "TH-MINHCAM", "HP").words


def test_received_complete_and_met_are_three_things():
    card = collect_scorecard(
        build_dataset([hand_in("TH-MINHCAM", {code: {"choice": "not_started"} for code in ITEMS})]), Scope("9m")
    )

    row = next(row for row in card.rows if row.school == "TH-MINHCAM")
    entered = [line for item in PLAN.indicators if item.entered and "school" in item.reporters for line in item.rows]
    assert row.receipt == "đúng hạn"
    assert row.state == f"thiếu {len(entered) + 1 - len(ITEMS)} dòng"  # every row to fill, and the question of the sheet Mô hình
    assert find_cell(card, "TH-MINHCAM", "HP").mark is Mark.FAR_BEHIND  # a group has bands only; 0 of 27 is a true 0
    assert find_cell(card, "TH-MINHCAM", "HP").ratio == "0/27"


def test_an_empty_return_is_not_one_that_never_came():
    card = collect_scorecard(build_dataset([hand_in("TH-MINHCAM", {})]), Scope("9m"))

    row = next(row for row in card.rows if row.school == "TH-MINHCAM")
    assert (row.receipt, row.state) == ("đúng hạn", "thiếu 76 dòng")  # 75 rows to fill, and the sheet Mô hình


def test_a_line_left_blank_or_not_applicable_is_no_fall():
    before = {"HP1.1": {"choice": "met"}, "HP1.2": {"choice": "met"}, "HP1.3": {"choice": "met"}, "HP1.4": {"choice": "doing"}}
    now = {"HP1.2": {"choice": "not_applicable"}, "HP1.3": {"choice": "met"}, "HP1.4": {"choice": "met"}}  # HP1.1 left blank
    card = collect_scorecard(build_dataset([hand_in("TH-MINHCAM", before, "6m"), hand_in("TH-MINHCAM", now)]), Scope("9m"))

    assert find_cell(card, "TH-MINHCAM", "HP1").change == "+1"  # of HP1.3 and HP1.4: 1 met then, 2 now


def test_limits_that_were_passed_stand_in_the_cell_with_their_number():
    answers = {"NV4.3": {"done": 2}, "NV5.1": {"done": 1}}
    card = collect_scorecard(build_dataset([hand_in("TH-MINHCAM", answers)]), Scope("9m"))

    cell = find_cell(card, "TH-MINHCAM", "NV")
    assert (cell.violations, "3 vi phạm giới hạn" in cell.words) == (2 + 1, True)
    assert Mark.VIOLATED in dict(card.legend)
    table = tabulate(lay_out_scorecard(card))
    assert "✕3" in table.loc[table["Trường"].eq("Tiểu học Minh Cầm"), "Nhiệm vụ"].item()


def test_a_school_whose_return_was_sent_back_says_so_in_every_cell():
    came = send_back("TH-MINHCAM", "9m", PLAN.find_period("9m").deadline + timedelta(days=1), errors=4)  # the 15th
    card = collect_scorecard(build_dataset([], sent_back=(came,)), Scope("9m"))

    row = next(row for row in card.rows if row.school == "TH-MINHCAM")
    assert (row.receipt, row.state) == ("trễ 2 ngày", "trả lại, chờ sửa 4 lỗi")  # 15 − 13
    assert {cell.mark for cell in row.cells} == {Mark.SENT_BACK}


def test_days_are_counted_from_the_last_day_on_time():
    late = PlainReturn("TH-MINHCAM", "9m", PLAN.find_period("9m").deadline + timedelta(days=1))  # the 15th
    card = collect_scorecard(build_dataset([late]), Scope("9m"))

    assert next(row for row in card.rows if row.school == "TH-MINHCAM").receipt == "trễ 2 ngày"  # 15 − 13


def test_a_filter_without_schools_gives_an_empty_card():
    card = collect_scorecard(build_dataset([]), Scope("9m", level="THCS", commune="Minh Cầm"))

    assert card.rows == ()
    assert tabulate(lay_out_scorecard(card)).empty


def hand_in(school, answers, period="9m"):
    return PlainReturn(school, period, PLAN.find_period(period).deadline - timedelta(days=1), answers)


def find_cell(card, school, group):
    row = next(row for row in card.rows if row.school == school)
    return next(cell for cell in row.cells if cell.group == group)


def count_met(given, group):
    """n/N of one group, "" where nothing of it was reported."""
    states = [score(item, given, "evidenced") for item in PLAN.indicators_in(group) if item.scored and "school" in item.reporters]
    applicable = [one for one in states if one[0] != "not_applicable"]
    if not any(one[0] == "value" for one in applicable):
        return ""
    return f"{sum(one[1] == 1 for one in applicable)}/{len(applicable)}"


def test_bands_hold_every_school_once():
    card = collect_scorecard(build_dataset([]), Scope("9m"))

    assert [row.school for row in card.rows] == [school.code for school in ROSTER.schools]


def test_a_cell_with_an_open_action_is_flagged_and_so_is_its_total(meeting_dataset):
    """Open by the year's report: HP1 of MN Đạp Thanh and CT1.1 of MN Lương Mông; CT of TH Minh Cầm is done."""
    card = collect_scorecard(meeting_dataset, Scope("12m"))
    flagged = [(row.school, cell.group) for row in card.rows for cell in row.cells if cell.agreed]
    assert flagged == [("MN-DAPTHANH", "HP1"), ("MN-DAPTHANH", "HP"), ("MN-LUONGMONG", "CT")]
    assert find_cell(card, "MN-LUONGMONG", "CT").words.endswith("; 1 việc đang giao")
    assert not any(cell.agreed for row in collect_scorecard(meeting_dataset, Scope("6m")).rows for cell in row.cells)
