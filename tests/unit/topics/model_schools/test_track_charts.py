"""Tracks: points of the periods, the tick they are compared with, and labels that never collide."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.model_schools.chart import NO_MODEL_SCHOOL, collect_model_tracks, draw_model_tracks
from danvan_metrics.topics.model_schools.table import lay_out_tracks
from danvan_metrics.topics.model_schools.tracks import find_span, join_labels
from danvan_metrics.topics.school.chart import collect_school_groups, draw_school_groups
from danvan_metrics.vietnamese import NBSP
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

YEAR = Scope("12m")
CRITERION = [item.code for item in PLAN.indicators_in("HP1")]
PERIODS = ("6m", "9m", "12m")
PIXELS, SIZE = 187, 11  # of a track where three stand beside each other on the narrowest screen


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 12)), min_size=1, max_size=5))
def test_labels_neither_touch_nor_lose_a_point(pairs):
    points = [(min(n, total) / total, f"{min(n, total)}/{total}") for n, total in pairs]
    labels = join_labels(points, PIXELS, SIZE)
    spans = [find_span(label, PIXELS, SIZE) for label in labels]
    for (_, right), (left, _) in pairwise(spans):
        assert right < left
    assert {words for label in labels for words in label.words.split(" → ")} == {words for _, words in points}


def test_a_label_stands_at_its_point_at_every_width():
    assert [(label.words, label.place) for label in join_labels([(0.2, "1/5"), (0.8, "4/5")], PIXELS, SIZE)] == [
        ("1/5", 0.2),
        ("4/5", 0.8),
    ]


def test_points_too_near_to_each_other_share_a_label_in_the_order_of_their_periods():
    [label] = join_labels([(0.5, "6/12"), (0.42, "5/12")], PIXELS, SIZE)  # the number fell
    assert (label.words, label.place, label.anchor) == ("6/12 → 5/12", pytest.approx(0.46), "center")


def test_two_points_of_one_figure_are_told_once():
    assert [label.words for label in join_labels([(0.5, "6/12"), (0.5, "6/12")], PIXELS, SIZE)] == ["6/12"]


def test_a_label_ends_with_the_track_where_it_would_leave_it():
    [label] = join_labels([(0.92, "11/12"), (1.0, "12/12")], PIXELS, SIZE)
    assert (label.place, label.anchor) == (1.0, "right")
    assert find_span(label, PIXELS, SIZE)[1] == 1.0


def test_the_drawn_label_of_every_period_has_the_x_of_its_point():
    returns = [criterion("MN-DAPTHANH", period, met) for period, met in zip(PERIODS, (1, 4, 7), strict=True)]
    figure = draw_model_tracks(collect_model_tracks(build_dataset(returns), YEAR))
    track = next(trace for trace in figure.data if trace.text and "1/7" in trace.text)
    labels = {note.text: (note.x, note.xshift) for note in figure.layout.annotations if note.text in {"1/7", "4/7", "7/7"}}
    assert labels == {text: (x, None) for text, x in zip(track.text, track.x, strict=True)}


def test_a_model_schools_track_goes_through_the_periods():
    returns = [criterion("MN-DAPTHANH", period, met) for period, met in zip(PERIODS, (2, 4, 7), strict=True)]
    record = collect_model_tracks(build_dataset(returns), YEAR)
    track = record.schools[0].tracks[0]
    assert [(point.n, point.N) for point in track.points] == [(2, 7), (4, 7), (7, 7)]
    assert record.schools[0].name in record.alt
    assert "2/7 → 4/7 → 7/7" in record.alt


def test_a_track_ends_at_the_period_looked_at():
    returns = [criterion("MN-DAPTHANH", period, 3) for period in PERIODS]
    assert collect_model_tracks(build_dataset(returns), Scope("9m")).periods == ("6 tháng", "9 tháng")


def test_the_tick_is_the_middle_of_the_other_schools_that_reported():
    others = [criterion("MN-DONDAC", "12m", 1), criterion("TH-DONDAC", "12m", 3), criterion("THCS-DONDAC", "12m", 7)]
    record = collect_model_tracks(build_dataset([criterion("PTDTNT", "12m", 7), *others]), YEAR)
    assert record.rest == "mức giữa của 3 trường khác"
    assert record.subtitle.endswith(f"vạch đứng: {record.rest}")
    assert record.schools[0].tracks[0].reference == median([1 / 7, 3 / 7, 7 / 7])


def test_the_middle_is_told_with_the_number_of_schools_of_that_criterion():
    others = [whole("MN-DONDAC", "12m", 1), whole("TH-DONDAC", "12m", 3)]
    others[0].answers |= {item.code: {"choice": "not_applicable"} for item in PLAN.indicators_in("HP2")}
    record = collect_model_tracks(build_dataset([criterion("PTDTNT", "12m", 7), *others]), YEAR)
    school = next(school for school in record.schools if school.school == "PTDTNT")
    assert [track.others for track in school.tracks] == [2, 1, 2]
    assert record.rest == "mức giữa của 1–2 trường khác"
    assert f"7/7 (mức giữa của 2 trường khác 29{NBSP}%)" in record.alt  # between 1/7 and 3/7
    texts = [annotation.text for annotation in draw_model_tracks(record).layout.annotations]
    assert f"mức giữa của 2 trường khác 29{NBSP}%" in texts
    cells = [row[-1].text for band in lay_out_tracks(record, school).bands for row in band.rows]
    # 1/7 and 3/7; 3/12; 1/8 and 3/8
    assert cells == [f"29{NBSP}% (2 trường)", f"25{NBSP}% (1 trường)", f"25{NBSP}% (2 trường)"]


def test_nobody_to_compare_with_is_not_told_as_a_middle():
    record = collect_model_tracks(build_dataset([criterion("PTDTNT", "12m", 7)]), YEAR)
    assert record.rest == ""
    assert "mức giữa" not in record.subtitle + record.alt


def test_a_school_sent_back_is_told_as_such():
    sent_back = (send_back("MN-DAPTHANH", "12m", date(2020, 12, 7)),)
    record = collect_model_tracks(build_dataset([whole("MN-DAPTHANH", "9m", 2)], sent_back=sent_back), YEAR)
    assert [point.words for point in record.schools[0].tracks[0].points] == ["chưa báo cáo", "2/7", "trả lại, chờ sửa"]
    texts = [annotation.text.replace("<br>", " ") for annotation in draw_model_tracks(record).layout.annotations]
    assert "cả trường chưa báo cáo: 6 tháng · báo cáo trả lại, chờ sửa: Cả năm" in texts


def test_a_criterion_with_nothing_to_do_does_not_apply_and_is_no_0_of_0():
    given = whole("MN-DAPTHANH", "12m", 7)
    given.answers |= {item.code: {"choice": "not_applicable"} for item in PLAN.indicators_in("HP1")}
    point = collect_model_tracks(build_dataset([given]), YEAR).schools[0].tracks[0].points[-1]
    assert (point.words, point.share) == ("không áp dụng", None)


def test_all_three_model_schools_stand_there_whatever_the_filter_on_model_schools():
    for model in (None, True, False):
        record = collect_model_tracks(build_dataset(generate_returns(1)), Scope("12m", model=model))
        assert [school.school for school in record.schools] == [school.code for school in ROSTER.schools if school.model]


def test_a_missing_period_is_said_and_has_no_point():
    returns = [whole("MN-DAPTHANH", "6m", 2), whole("MN-DAPTHANH", "12m", 7)]
    record = collect_model_tracks(build_dataset(returns), YEAR)
    track = record.schools[0].tracks[0]
    assert [point.share for point in track.points] == [2 / 7, None, 1]
    texts = [annotation.text for annotation in draw_model_tracks(record).layout.annotations]
    assert "cả trường chưa báo cáo: 9<br>tháng" in texts


def test_a_criterion_left_blank_is_marked_behind_its_own_name():
    returns = [criterion("MN-DAPTHANH", "9m", 1), whole("MN-DAPTHANH", "12m", 7)]
    figure = draw_model_tracks(collect_model_tracks(build_dataset(returns), YEAR))
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert "cả trường chưa báo cáo: 6 tháng · ? chưa báo cáo" in [text.replace("<br>", " ") for text in texts]
    assert "<b>TC2 dạy và học · 9 tháng ?</b>" in texts
    assert "<b>TC1 môi trường</b>" in texts


def test_the_drawn_points_are_labelled_with_n_of_n():
    returns = [criterion("MN-DAPTHANH", period, met) for period, met in zip(PERIODS, (2, 2, 7), strict=True)]
    figure = draw_model_tracks(collect_model_tracks(build_dataset(returns), YEAR))
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert [text for text in texts if text in {"2/7", "7/7"}] == ["7/7", "2/7"]  # 6 and 9 months stand at one point
    drawn = [tuple(trace.text) for trace in figure.data if trace.text]
    assert ("2/7", "2/7", "7/7") in drawn


def test_no_model_school_in_the_filter_is_said():
    record = collect_model_tracks(build_dataset(generate_returns(1)), Scope("12m", level="TH&THCS"))
    assert record.empty == record.alt == NO_MODEL_SCHOOL


def test_one_schools_groups_stand_beside_the_districts_ratio_of_sums():
    returns = [criterion("MN-DONDAC", "6m", 1), criterion("MN-DONDAC", "12m", 2), criterion("TH-DONDAC", "12m", 7)]
    record = collect_school_groups(build_dataset(returns), YEAR, "MN-DONDAC")
    group = next(group for group in record.groups if group.group == "HP1")
    assert [point.words for point in group.track.points] == ["1/7", "chưa báo cáo", "2/7"]
    assert (group.district_n, group.district_N) == (2 + 7, 7 + 7)
    assert group.track.reference == 9 / 14
    last = record.table().query("Nhóm == @group.track.name").iloc[-1]
    assert (last["Số chỉ tiêu, nội dung đạt (n)"], last["Toàn huyện: số đạt"]) == (2, 9)


def test_filters_on_level_do_not_change_what_a_school_is_compared_with():
    dataset = build_dataset(generate_returns(2))
    here, there = (collect_school_groups(dataset, scope, "PTDTNT").groups for scope in (YEAR, Scope("12m", level="Mầm non")))
    assert here == there


def test_the_office_has_its_own_groups_and_nobody_to_compare_with():
    returns = [PlainReturn(PLAN.office.code, "12m", date(2020, 12, 1), {"CT3.1": {"choice": "yes"}})]
    record = collect_school_groups(build_dataset(returns), YEAR, PLAN.office.code)
    own = next(group for group in record.groups if group.group == "PH")
    assert own.track.reference is None
    assert len(draw_school_groups(record).data) > 0


def criterion(school: str, period: str, met: int) -> PlainReturn:
    """A return whose first criterion has `met` items Đạt and the others Chưa thực hiện."""
    choices = ["met"] * met + ["not_started"] * (len(CRITERION) - met)
    answers = {item: {"choice": choice} for item, choice in zip(CRITERION, choices, strict=True)}
    return PlainReturn(school, period, PLAN.find_period(period).deadline.replace(day=1), answers)


def whole(school: str, period: str, met: int) -> PlainReturn:
    """A return that answers every item: `met` of each criterion Đạt (or all of it), the others Chưa thực hiện."""
    answers = {}
    for group in ("HP1", "HP2", "HP3"):
        for number, item in enumerate(PLAN.indicators_in(group)):
            answers[item.code] = {"choice": "met" if number < met else "not_started"}
    return PlainReturn(school, period, date(2020, 6, 1), answers)
