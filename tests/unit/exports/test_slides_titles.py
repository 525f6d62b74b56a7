"""Every slide's title states what its figures say: a rule each, true for all kinds of figures, also where nothing is notable."""

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.metrics.actions import Action, ActionState
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.timeliness import Timeliness
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.actions.figures import ActionRow, Standing, collect_actions
from danvan_metrics.topics.actions.slides import describe_tasks
from danvan_metrics.topics.appraisal.figures import collect_appraisals
from danvan_metrics.topics.appraisal.funnel_chart import FunnelBar, collect_funnel
from danvan_metrics.topics.appraisal.model_funnel import FunnelStep
from danvan_metrics.topics.appraisal.outcome_chart import OutcomeCounts, collect_outcomes
from danvan_metrics.topics.appraisal.slides import (
    describe_confirmed,
    describe_lowered,
    describe_most_lowered,
    describe_progress,
    describe_rewarded,
)
from danvan_metrics.topics.completion.chart import collect_completion_by_level
from danvan_metrics.topics.completion.slides import describe_lowest_group
from danvan_metrics.topics.indicators.slides import describe_fewest
from danvan_metrics.topics.indicators.status_chart import ORDER, StatusRow
from danvan_metrics.topics.lowest import find_lowest, name_together
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.chart import collect_model_tracks
from danvan_metrics.topics.model_schools.slides import describe_lowest_model
from danvan_metrics.topics.office_work.figures import DutyState, collect_office_work
from danvan_metrics.topics.office_work.slides import describe_office
from danvan_metrics.topics.overview.sentences import Sentence, Target
from danvan_metrics.topics.overview.slides import describe_attention
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.scorecard.slides import describe_slowness, describe_weakest
from danvan_metrics.topics.spread.ladder import LadderRow
from danvan_metrics.topics.spread.ladder_chart import collect_ladder
from danvan_metrics.topics.spread.map_chart import collect_commune_map
from danvan_metrics.topics.spread.models_chart import UNNAMED, FieldCount, collect_models_by_field
from danvan_metrics.topics.spread.slides import (
    describe_fields,
    describe_lowest_commune,
    describe_lowest_level,
    describe_reached,
)
from danvan_metrics.topics.timeliness.slides import describe_returns

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def meeting(meeting_dataset):
    return Meeting(meeting_dataset, Scope("9m"))


@pytest.fixture(scope="module")
def year(meeting_dataset):
    return Meeting(meeting_dataset, Scope("12m"))


def test_those_who_read_the_same_are_lowest_together_and_more_than_two_are_counted():
    shares = {"A": 0.444, "B": 0.436, "C": 0.63}  # 44 %, 44 %, 63 %
    assert find_lowest(list(shares), shares.get) == ("A", "B")
    assert find_lowest([], shares.get) == ()
    assert [name_together(names, "trường") for names in ("A", "AB", "ABC")] == ["A", "A và B", "3 trường"]


@pytest.mark.parametrize(
    ("graves", "title"),
    [
        ([], "Chưa có điểm nào cần chú ý"),
        ([False, False], "2 điểm cần chú ý"),
        ([True, False, True], "3 điểm cần chú ý, trước hết là 2 điểm nghiêm trọng"),
        ([True], "1 điểm cần chú ý"),
    ],
)
def test_attention_counts_the_sentences_and_the_grave_ones(graves, title):
    assert describe_attention([Sentence("a", "b", Target.SPREAD, grave=grave) for grave in graves]) == title


def test_the_weakest_is_named_with_the_lowest_percentage_of_the_column_ranked_by(year):
    card = year.take(collect_scorecard)
    lowest = min((row for row in card.rows if row.cells[-1].percent), key=lambda row: _percent(_total(card, row)))
    assert (
        describe_weakest(year, card) == f"{lowest.name} chậm nhất: {_total(card, lowest).percent} nội dung Trường học hạnh phúc"
    )


def test_schools_of_the_same_lowest_percentage_are_named_together(year):
    card = year.take(collect_scorecard)
    [first, second] = [next(row for row in card.rows if row.school == code) for code in card.weakest[:2]]
    alike = replace(second, cells=first.cells)
    tied = _keep(card, first, alike)
    assert describe_weakest(year, tied).startswith(f"{first.name} và {second.name} cùng chậm nhất: ")


def test_a_lowest_school_that_is_not_slow_is_not_called_so(year):
    card = year.take(collect_scorecard)
    rows = {row.school: row for row in card.rows}
    near = [rows[code] for code in card.weakest if _total(card, rows[code]).mark is Mark.NEAR][:1]
    full = [rows[code] for code in card.weakest if _total(card, rows[code]).mark is Mark.MET]
    assert "thấp nhất: " in describe_weakest(year, _keep(card, *near, *full))
    told = describe_weakest(year, _keep(card, *full))
    assert told == "Mọi trường có số liệu đạt trọn nội dung Trường học hạnh phúc"
    [alone] = near
    assert describe_weakest(year, _keep(card, alone)).startswith(f"{alone.name}: ")


def test_what_the_office_has_not_looked_into_is_said_of_the_lowest(meeting_dataset):
    appraised = Meeting(meeting_dataset, Scope("12m", Lens.APPRAISED))
    told = describe_weakest(appraised, appraised.take(collect_scorecard))
    assert "chậm" not in told
    assert told.endswith(", chưa kể phần Phòng chưa kiểm")


def test_the_scorecard_counts_schools_with_a_slow_group_and_those_without_figures(year):
    card = year.take(collect_scorecard)
    shown = {group.code for group in card.shown}
    known = [row for row in card.rows if any(cell.ratio for cell in row.cells)]
    slow = [row for row in known if any(cell.mark in {Mark.BEHIND, Mark.FAR_BEHIND} for cell in row.cells if cell.group in shown)]
    silent = len(card.rows) - len(known)
    told = describe_slowness(year, card)
    assert told == f"{len(slow)}/{len(known)} trường có nhóm chậm hoặc rất chậm; {silent} trường chưa có số liệu"
    [one] = slow[:1]
    assert describe_slowness(year, _keep(card, one)) == f"{one.name} có nhóm chậm hoặc rất chậm"
    fast = [row for row in known if row not in slow]
    near = [row for row in fast if any(cell.mark is Mark.NEAR for cell in row.cells if cell.group in shown)]
    expected = f"Không nhóm nào chậm hoặc rất chậm; {len(near)}/{len(fast)} trường có nhóm gần đạt"
    assert describe_slowness(year, _keep(card, *fast)) == expected


@pytest.mark.parametrize(("period", "told"), [("12m", "đạt trọn các nhóm"), ("9m", "đúng tiến độ ở các nhóm")])
def test_where_nothing_is_late_the_scorecard_says_so_as_far_as_is_true(meeting_dataset, period, told):
    own = Meeting(meeting_dataset, Scope(period))
    card = own.take(collect_scorecard)
    row = next(row for row in card.rows if any(cell.ratio for cell in row.cells))
    well = replace(row, cells=tuple(replace(cell, mark=Mark.MET) for cell in row.cells))
    assert describe_slowness(own, _keep(card, well, replace(well, name="B"))) == f"Mọi trường có số liệu đều {told}"


def test_completion_names_the_group_with_the_lowest_mean_of_the_whole(year):
    record = year.take(collect_completion_by_level)
    wholes = [bar for bar in record.bars if bar.whole]
    lowest = min(wholes, key=lambda bar: bar.mean)
    assert describe_lowest_group(record) == f"Toàn huyện thấp nhất ở {lowest.heading}: {lowest.label}"
    alike = tuple(replace(bar, mean=0.5, n=1, N=2) for bar in wholes[:2])
    told = describe_lowest_group(replace(record, bars=alike))
    assert told == f"Toàn huyện thấp nhất ở {alike[0].heading} và {alike[1].heading}: 50{NBSP}%"
    full = tuple(replace(bar, mean=1.0, n=bar.N) for bar in wholes)
    assert describe_lowest_group(replace(record, bars=full)) == "Toàn huyện đạt trọn mọi nhóm có số liệu"
    assert describe_lowest_group(replace(record, bars=())) == "Chưa có số liệu để so các nhóm"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("HP1", 8, 19, 2), ("HP2", 12, 19, 2)], "HP1 Tên ít trường đạt nhất (8/19)"),
        ([("HP1", 8, 19, 2), ("HP2", 8, 19, 2), ("HP3", 9, 19, 2)], "HP1 và HP2 cùng ít trường đạt nhất (8/19)"),
        (
            [("HP1", 2, 4, 0), ("HP2", 1, 2, 0), ("HP3", 4, 8, 0), ("HP4", 5, 5, 0)],
            "3 nội dung cùng ít trường đạt nhất (50\u00a0%)",
        ),
        ([("HP1", 19, 19, 0), ("HP2", 19, 19, 0)], "Mọi trường đạt cả 2 nội dung"),
        ([("HP1", 17, 19, 2), ("HP2", 17, 19, 2)], "Mọi trường có số liệu đều đạt cả 2 nội dung"),
        ([("HP1", 0, 19, 5), ("HP2", 9, 19, 5)], "HP1 Tên chưa ghi nhận trường nào đạt (0/19)"),
        ([("HP1", 0, 19, 5), ("HP2", 0, 19, 5)], "HP1 và HP2 chưa ghi nhận trường nào đạt"),
        ([("HP1", 0, 19, 19)], "Chưa có số liệu để chấm"),
        ([("HP1", 8, 19, 0)], "HP1 Tên: 8/19 trường đạt"),
        ([("HP1", 0, 0, 0)], "Không nội dung nào áp dụng cho các trường này"),
    ],
)
def test_a_group_names_what_fewest_schools_meet(rows, title):
    assert describe_fewest([_status(*row) for row in rows], "nội dung") == title


def _status(code, met, total, unknown):
    counts = dict.fromkeys(ORDER, 0) | {Mark.MET: met, Mark.NOT_REPORTED: unknown, Mark.ZERO: total - met - unknown}
    return StatusRow(code, "Tên", "", counts, met, total, 0.0, 1.0)


def test_model_schools_name_the_one_with_the_lowest_share_of_items(year):
    record = year.take(collect_model_tracks)
    sums = {
        school.name: (sum(t.points[-1].n for t in school.tracks), sum(t.points[-1].N for t in school.tracks))
        for school in record.schools
    }
    worst = min(sums, key=lambda name: sums[name][0] / sums[name][1])
    n, total = sums[worst]
    assert describe_lowest_model(record, Lens.DECLARED) == f"{worst} thấp nhất trong 3 trường điểm: {n}/{total} nội dung"
    assert describe_lowest_model(record, Lens.APPRAISED).endswith(" nội dung được thẩm định là đạt")
    alone = next(school for school in record.schools if school.name == worst)
    assert describe_lowest_model(replace(record, schools=(alone,)), Lens.DECLARED) == f"{worst} đạt {n}/{total} nội dung"
    twice = replace(record, schools=(alone, replace(alone, name="B")))
    assert describe_lowest_model(twice, Lens.DECLARED) == f"2 trường điểm có số liệu cùng đạt {n}/{total} nội dung"
    full = replace(alone, tracks=tuple(replace(t, points=(replace(t.points[-1], n=t.points[-1].N),)) for t in alone.tracks))
    told = describe_lowest_model(replace(record, schools=(full, replace(full, name="B"))), Lens.DECLARED)
    assert told == "Cả 2 trường điểm có số liệu đều đạt trọn các nội dung"
    silent = replace(alone, tracks=())
    assert describe_lowest_model(replace(record, schools=(silent,)), Lens.DECLARED) == "Chưa trường điểm nào có số liệu kỳ này"


@pytest.mark.parametrize(
    ("counts", "reached", "title"),
    [
        ({"2": 6, "4": 10}, 10, "10/16 trường ở bậc 4 trở lên"),
        ({"2": 16}, 0, "Chưa trường nào trong 16 trường ở bậc 4 trở lên"),
        ({"not_reported": 16}, 0, "9 tháng: chưa có số liệu để xếp bậc lan tỏa"),
    ],
)
def test_the_ladder_says_how_many_have_reached_the_notable_rung(meeting, counts, reached, title):
    record = replace(meeting.take(collect_ladder), rows=(LadderRow("9 tháng", counts, reached),))
    assert describe_reached(record, "9 tháng") == title


@pytest.mark.parametrize(
    ("levels", "title"),
    [
        ([("Mầm non", 5, 8), ("THCS", 1, 2)], "THCS thấp nhất: 1/2 trường ở bậc 4 trở lên"),
        (
            [("Mầm non", 4, 8), ("THCS", 1, 2), ("Tiểu học", 3, 3)],
            f"Mầm non và THCS cùng thấp nhất: 50{NBSP}% trường ở bậc 4 trở lên",
        ),
        ([("Mầm non", 1, 2), ("THCS", 1, 2)], "2 cấp học như nhau: 1/2 trường ở bậc 4 trở lên"),
        ([("Mầm non", 2, 2), ("THCS", 2, 2)], "Mọi trường ở 2 cấp học đều ở bậc 4 trở lên"),
        ([("Mầm non", 0, 8), ("THCS", 1, 2)], "Mầm non chưa có trường ở bậc 4 trở lên (0/8)"),
        ([("THCS", 1, 2)], "THCS: 1/2 trường ở bậc 4 trở lên"),
        ([], "Chưa có số liệu để xếp bậc lan tỏa"),
    ],
)
def test_levels_and_communes_name_where_fewest_have_reached_it(meeting, levels, title):
    rows = tuple(LadderRow(name, {"4": n, "1": total - n}, n) for name, n, total in levels)
    assert describe_lowest_level(replace(meeting.take(collect_ladder, by_level=True), rows=rows)) == title
    record = meeting.take(collect_commune_map, ())
    areas = tuple(replace(record.areas[0], name=name, n=n, N=total, state="value") for name, n, total in levels)
    told = title.replace("cấp học", "xã, thị trấn")
    assert describe_lowest_commune(replace(record, areas=areas)) == told


@pytest.mark.parametrize(
    ("totals", "title"),
    [
        ({"A": 4, "B": 1, "C": 0}, "5 mô hình đăng ký ở 2/3 lĩnh vực, nhiều nhất A (4)"),
        ({"A": 2, "B": 2, "C": 1}, "5 mô hình đăng ký ở 3/3 lĩnh vực, nhiều nhất A và B (2)"),
        ({"A": 1, "B": 1}, "2 mô hình đăng ký ở 2/2 lĩnh vực"),
        ({"A": 2, "B": 2, "C": 2, "D": 1}, "7 mô hình đăng ký ở 4/4 lĩnh vực"),
        ({"A": 1, UNNAMED: 3}, "4 mô hình đăng ký ở 1/1 lĩnh vực"),
    ],
)
def test_models_are_counted_by_fields_and_the_fullest_named(meeting, totals, title):
    fields = tuple(FieldCount("", name, total, 0, total, total, 0) for name, total in totals.items())
    assert describe_fields(replace(meeting.take(collect_models_by_field), fields=fields)) == title


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        (Timeliness(19, 18, 15, 3, 1, 0, -4, 1), "15/18 báo cáo đúng hạn, 1 báo cáo trả lại, chờ sửa, 1 trường quá hạn chưa nộp"),
        (Timeliness(3, 3, 3, 0, 0, 0, -4), "Mọi báo cáo đúng hạn: 3/3 trường"),
        (Timeliness(19, 4, 4, 0, 0, 15, 9), "4/4 báo cáo đúng hạn, 15 trường chưa nộp, chưa đến hạn"),
        (Timeliness(19, 0, 0, 0, 19, 0, -4), "Chưa nhận báo cáo nào, 19 trường quá hạn chưa nộp"),
    ],
)
def test_returns_are_told_by_how_many_were_on_time_and_who_is_silent(counts, title):
    assert describe_returns(counts) == title


@pytest.mark.parametrize(
    ("states", "title"),
    [
        ([], "Chưa giao việc nào về các trường này"),
        ([ActionState.OVERDUE, ActionState.DONE, ActionState.OPEN], "1/3 việc đã giao quá hạn, 1 việc đã xong"),
        ([ActionState.DONE, ActionState.OPEN, ActionState.DROPPED], "1/2 việc đã giao đã xong, không việc nào quá hạn"),
        ([ActionState.DROPPED], "1 việc đã giao đều thôi không làm nữa"),
    ],
)
def test_tasks_are_told_by_what_is_overdue(meeting, states, title):
    school = meeting.dataset.roster.schools[0]
    action = Action(1, "9m", school.code, "CT", "Việc", "Ai", date(2020, 10, 1), date(2020, 9, 20))
    rows = tuple(ActionRow(action, school, "", "", state, "", Standing(Mark.ZERO), None) for state in states)
    assert describe_tasks(replace(meeting.take(collect_actions), rows=rows)) == title


def test_the_office_is_told_by_what_it_has_done_of_its_own(meeting):
    record = meeting.take(collect_office_work)
    [duty] = record.own[:1]
    states = [DutyState.DONE, DutyState.DOING, DutyState.NOT_BEGUN, DutyState.NOT_APPLICABLE]
    own = tuple(replace(duty, state=state) for state in states)
    assert describe_office(replace(record, own=own)) == "Phòng đã xong 1/3 việc của mình, 1 đang làm, 1 chưa làm"
    assert describe_office(replace(record, own=own[:1] * 2)) == "Phòng đã xong cả 2 việc của mình"
    assert describe_office(replace(record, own=own[3:])) == "Phòng không có việc nào phải làm kỳ này"
    shared = describe_office(replace(record, own=(), shared=own))
    assert shared == "Phòng đã xong 1/3 chỉ tiêu chung của mọi đơn vị, 1 đang làm, 1 chưa làm"


def test_appraisal_is_told_by_what_was_confirmed_lowered_and_concluded(year):
    record = year.take(collect_appraisals)
    seen = [one for one in record.schools if one.appraised]
    claimed, confirmed = (sum(getattr(one, name) for one in seen) for name in ("claimed", "confirmed"))
    assert describe_confirmed(record) == f"Thẩm định xác nhận {confirmed}/{claimed} dòng tự khai đạt đã kiểm"
    most = max(seen, key=lambda one: one.lowered)
    assert describe_lowered(replace(record, schools=(most, replace(most, name="B", lowered=0)))) == (
        f"Thẩm định hạ nhiều nhất ở {most.name}: {most.lowered} dòng"
    )
    twice = replace(record, schools=(most, replace(most, name="B")))
    assert describe_lowered(twice) == f"Thẩm định hạ nhiều nhất ở {most.name} và B: mỗi trường {most.lowered} dòng"
    kept = replace(record, schools=(replace(most, lowered=0),))
    assert describe_lowered(kept) == "Thẩm định không hạ dòng nào so với tự khai"
    assert describe_confirmed(replace(record, schools=())) == "Phòng chưa kiểm dòng tự khai đạt nào"
    concluded = [one for one in record.schools if one.standing.startswith("đã kết luận")]
    idle = [one for one in record.schools if one.standing == "chưa phân công"]
    told = f"Đã kết luận thẩm định {len(concluded)}/{len(record.schools)} trường"
    assert describe_progress(record) == f"{told}, {len(idle)} trường chưa phân công"
    assert describe_progress(replace(record, schools=tuple(concluded))).endswith(f"{len(concluded)}/{len(concluded)} trường")


def test_outcomes_name_the_group_most_was_lowered_in(year):
    record = year.take(collect_outcomes)
    groups = [_outcome("A", 2), _outcome("B", 3), _outcome("C", 3)]
    assert describe_most_lowered(replace(record, groups=tuple(groups[:2]))) == "Thẩm định hạ nhiều nhất ở B: 3/13 dòng đã kiểm"
    told = describe_most_lowered(replace(record, groups=tuple(groups)))
    assert told == "Thẩm định hạ nhiều nhất ở B và C: mỗi nhóm 3 dòng"
    assert describe_most_lowered(replace(record, groups=(_outcome("A", 0),))) == "Thẩm định không hạ dòng nào ở nhóm nào"


def _outcome(title, lowered):
    return OutcomeCounts(title, title, {"confirmed": 10, "raised": 0, "lowered": lowered, "unproven": 0, "unchecked": 4})


def test_the_funnel_says_how_many_models_came_how_far(year):
    record = year.take(collect_funnel)
    counts = {FunnelStep.REGISTERED: 23, FunnelStep.WITH_RESULT: 17, FunnelStep.RECOGNISED: 0}
    bars = tuple(FunnelBar("collective", step, count, None) for step, count in counts.items())
    assert describe_rewarded(replace(record, bars=bars)) == "23 mô hình đăng ký, 17 có kết quả kèm minh chứng"


def _total(card, row):
    """The cell of all items, which the plan of Ba Chẽ ranks by."""
    [code] = [group.code for group in card.groups if group.short == card.weakest_by]
    return next(cell for cell in row.cells if cell.group == code)


def _percent(cell):
    return float(cell.percent.removesuffix(f"{NBSP}%").replace(",", "."))


def _keep(card, *rows):
    """The scorecard of these rows alone, in the order given."""
    codes = tuple(f"{row.school}{place}" for place, row in enumerate(rows))
    named = tuple(replace(row, school=code) for code, row in zip(codes, rows, strict=True))
    return replace(card, bands=(("", named),), weakest=codes)
