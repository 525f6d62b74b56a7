"""What the office finds on a school's return: who may judge, in which order, and what counts (appraisal.md)."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from threading import Barrier

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.access.policies import Nameless
from danvan_metrics.appraising.desk import LineState, load_board, load_desk
from danvan_metrics.appraising.stage_acts import (
    Opinion,
    assign,
    conclude,
    record_opinion,
    reopen,
    send_to_school,
    submit_for_signature,
)
from danvan_metrics.appraising.team_acts import dissolve_team, list_teams, name_team
from danvan_metrics.appraising.verdict_acts import Change, StaleVerdict, accept_evidenced, save_verdicts, tick_evidence
from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import fix_figures, load_snapshot
from danvan_metrics.metrics.appraisal import sum_appraisals
from danvan_metrics.metrics.credit import credit_lines
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.verdicts import APPRAISAL_COLUMNS, VERDICT_COLUMNS, Lane, Outcome, Role, Stage, Verdict
from danvan_metrics.store.appraising.appraisal_frames import AppraisalRow, VerdictRow
from danvan_metrics.store.appraising.appraisal_records import Member, SheetFile
from danvan_metrics.store.records import FixedFigures, NewSnapshot
from danvan_metrics.workbook.outcomes import complete, derive_outcome, needs_reason
from tests.builders import PLAN
from tests.builders_access import OFFICE
from tests.builders_appraisal import (
    HEAD,
    MEMBER,
    ORDINARY,
    OTHER,
    PERIOD,
    SCHOOL,
    SECRETARY,
    TEAM,
    TODAY,
    answer,
    build_conclusion,
    build_key,
    build_models,
    find_line,
    give_to_team,
    hand_in,
    judge,
    on_day,
    open_appraising,
    settle,
)

CONFIRMED, LOWERED, RAISED, NOT_APPLICABLE = Outcome.CONFIRMED, Outcome.LOWERED, Outcome.RAISED, Outcome.NOT_APPLICABLE
UNPROVEN, UNCHECKABLE = Outcome.UNPROVEN, Outcome.UNCHECKABLE


@pytest.fixture
def district(tmp_path):
    return open_appraising(tmp_path)


@pytest.fixture
def key(district):
    """SCHOOL's return received and given to a team of three."""
    hand_in(district)
    return give_to_team(district)


# How what was found stands to what was declared: it follows from the values


@pytest.mark.parametrize(
    ("line", "declared", "found", "outcome"),
    [
        # ratio: completion first (15/20 = 0.75), then what was done
        ("CT1.1", {"to_do": 20, "done": 15}, {"to_do": 20, "done": 15}, CONFIRMED),
        ("CT1.1", {"to_do": 20, "done": 15}, {"to_do": 20, "done": 12}, LOWERED),
        ("CT1.1", {"to_do": 20, "done": 15}, {"to_do": 30, "done": 15}, LOWERED),
        ("CT1.1", {"to_do": 20, "done": 15}, {"to_do": 15, "done": 15}, RAISED),
        ("CT1.1", {"to_do": 20, "done": 10}, {"to_do": 40, "done": 20}, RAISED),
        ("CT1.1", {"to_do": 20, "done": 0}, {"to_do": 30, "done": 0}, LOWERED),
        ("CT1.1", {"to_do": 20, "done": 15}, {"to_do": 0, "done": 0}, NOT_APPLICABLE),
        # number: 12 meets NV7.1; above it the raw number tells
        ("NV7.1", {"done": 12}, {"done": 11}, LOWERED),
        ("NV7.1", {"done": 12}, {"done": 15}, RAISED),
        ("NV7.1", {"done": 15}, {"done": 12}, LOWERED),
        # a limit: fewer is better
        ("NV4.3", {"done": 0}, {"done": 1}, LOWERED),
        ("NV4.3", {"done": 3}, {"done": 1}, RAISED),
        # choices: Đạt > Đang thực hiện > Chưa thực hiện, Có > Không
        ("HP1.1", {"choice": "met"}, {"choice": "doing"}, LOWERED),
        ("HP1.1", {"choice": "doing"}, {"choice": "not_started"}, LOWERED),
        ("HP1.1", {"choice": "not_started"}, {"choice": "doing"}, RAISED),
        ("HP1.1", {"choice": "doing"}, {"choice": "not_applicable"}, NOT_APPLICABLE),
        ("NV1.1", {"choice": "yes"}, {"choice": "no"}, LOWERED),
        ("NV1.1", {"choice": "no"}, {"choice": "yes"}, RAISED),
        # a date: earlier is better
        ("BC1.1", {"dated": date(2020, 4, 29)}, {"dated": date(2020, 5, 4)}, LOWERED),
        ("BC1.1", {"dated": date(2020, 5, 4)}, {"dated": date(2020, 4, 29)}, RAISED),
        # a value over a blank
        ("HP1.1", {}, {"choice": "doing"}, RAISED),
        ("NV7.1", {}, {"done": 3}, RAISED),
        # over “không áp dụng”: something to do was left undone, unless all of it was done
        ("HP1.1", {"choice": "not_applicable"}, {"choice": "doing"}, LOWERED),
        ("HP1.1", {"choice": "not_applicable"}, {"choice": "met"}, RAISED),
        ("CT1.1", {"to_do": 0, "done": 0}, {"to_do": 4, "done": 4}, RAISED),
        # lines read off the sheet Mô hình
        ("CT3.2", {"done": 2}, {"done": 1}, LOWERED),
        ("NV8.1", {"to_do": 2, "done": 1}, {"to_do": 2, "done": 2}, RAISED),
    ],
)
def test_the_outcome_follows_from_the_values(line, declared, found, outcome):
    indicator = PLAN.indicator_of_line[line]
    for chosen in (CONFIRMED, LOWERED, RAISED):
        assert derive_outcome(indicator, answer(line, **declared), Verdict(line=line, outcome=chosen, **found)) is outcome


def test_what_has_no_value_stays_as_the_appraiser_chose_it():
    declared = answer("HP1.1", choice="met")
    for outcome in (UNPROVEN, UNCHECKABLE, NOT_APPLICABLE):
        found = Verdict(line="HP1.1", outcome=outcome, choice="met")
        assert derive_outcome(PLAN.indicator_of_line["HP1.1"], declared, found) is outcome


def test_a_reason_is_due_wherever_the_office_differs():
    assert [outcome for outcome in Outcome if not needs_reason(outcome)] == [CONFIRMED]
    assert not needs_reason(NOT_APPLICABLE, answer("HP2.1", choice="not_applicable"))
    assert needs_reason(NOT_APPLICABLE, answer("HP2.1", choice="met"))


COUNTS = st.integers(0, 40).map(float)
VALUES = {
    Kind.RATIO: st.tuples(COUNTS, COUNTS).map(lambda two: {"to_do": max(two), "done": min(two)}),
    Kind.COUNT: COUNTS.map(lambda done: {"done": done}),
    Kind.LIMIT: COUNTS.map(lambda done: {"done": done}),
    Kind.LEVEL: st.sampled_from(["met", "doing", "not_started"]).map(lambda choice: {"choice": choice}),
    Kind.YES_NO: st.sampled_from(["yes", "no"]).map(lambda choice: {"choice": choice}),
    Kind.CHECKLIST: st.sampled_from(["yes", "no"]).map(lambda choice: {"choice": choice}),
    Kind.DATE: st.dates(date(2020, 1, 1), date(2020, 12, 31)).map(lambda day: {"dated": day}),
}
SCORED = [one for one in PLAN.indicators if one.scored and one.kind in VALUES]


@st.composite
def two_values(draw):
    indicator = draw(st.sampled_from(SCORED))
    return indicator, draw(VALUES[indicator.kind]), draw(VALUES[indicator.kind])


@given(two_values())
def test_what_lowers_one_way_raises_the_other_way(case):
    indicator, one, other = case
    line = indicator.rows[0].code
    if 0 in {one.get("to_do"), other.get("to_do")}:
        return
    there = derive_outcome(indicator, answer(line, **one), Verdict(line=line, outcome=CONFIRMED, **other))
    back = derive_outcome(indicator, answer(line, **other), Verdict(line=line, outcome=CONFIRMED, **one))
    assert (there is CONFIRMED) is (one == other)
    assert {there, back} == ({CONFIRMED} if one == other else {LOWERED, RAISED})


@given(two_values())
def test_completion_is_what_figures_are_credited_with(case):
    """The same by metrics/credit.py: n ÷ N, at most 1."""
    indicator, value, _ = case
    blank = dict.fromkeys(("to_do", "done", "choice", "dated", "evidence_count"))
    plain = {"credit": indicator.kind.definition.credit, "target": indicator.target, "needs_evidence": False, "state": "value"}
    frame = pd.DataFrame([blank | plain | value]).astype(
        {"to_do": float, "done": float, "target": float, "evidence_count": float}
    )
    n, total = credit_lines(frame, Lens.DECLARED)
    wanted = min(1.0, n[0] / total[0]) if total[0] else 0.0
    assert complete(indicator, Verdict(line="x", outcome=CONFIRMED, **value)) == pytest.approx(wanted)


# Teams


def test_a_team_is_named_with_its_members_and_changed_under_its_name(district):
    first = name_team(district, "to-phong", "Tổ 1", TEAM, actor=OFFICE)
    more = (*TEAM, Member("Vi Thị Hoa", Role.MEMBER))
    second = name_team(district, "to-phong", " tổ 1 ", more, actor=OFFICE)
    (team,) = list_teams(district)
    assert (team.id, len(team.members), team.dissolved) == (second, 4, False)
    dissolve_team(district, first, actor=OFFICE)
    assert [one.dissolved for one in list_teams(district)] == [True]
    assert [event.action for event in district.repository.list_events()] == ["team_named", "team_named", "team_dissolved"]


@pytest.mark.parametrize(
    ("round_code", "name", "members", "told"),
    [
        ("dot-3", "Tổ 1", TEAM, "không có đợt thẩm định “dot-3”"),
        ("to-phong", "  ", TEAM, "chưa có tên"),
        ("to-phong", "Tổ 1", TEAM[:2], "có 2 người; tổ thẩm định cần ít nhất 3 người"),
        ("to-phong", "Tổ 1", (*TEAM[:2], replace(TEAM[2], name="hoàng thị MAI")), "hai lần"),
        ("to-phong", "Tổ 1", (*TEAM[:2], replace(TEAM[2], name=" ")), "chưa ghi họ tên"),
        ("to-phong", "Tổ 1", (*TEAM[:2], replace(TEAM[2], role=Role.HEAD)), "có 2 trưởng"),
        ("to-phong", "Tổ 1", (replace(TEAM[0], role=Role.MEMBER), *TEAM[1:]), "chưa có trưởng"),
    ],
)
def test_what_is_no_team_is_said_and_nothing_is_written(district, round_code, name, members, told):
    with pytest.raises(UserError, match=told):
        name_team(district, round_code, name, members, actor=OFFICE)
    assert (list_teams(district), district.repository.version()) == ((), 0)


def test_a_school_is_given_to_a_standing_team_of_the_round(district):
    hand_in(district)
    team = name_team(district, "lien-nganh", "Đoàn 1", TEAM, actor=OFFICE)
    for wanted, number, told in [
        (build_key(), 9, "Không có tổ thẩm định số 9"),
        (build_key(), team, "thuộc đợt “Đoàn thẩm định liên ngành”"),
        (build_key(ORDINARY, "lien-nganh"), team, "chỉ thẩm định trường điểm"),
        (build_key("MN-KHONGCO"), team, "Không có trường “MN-KHONGCO”"),
        (build_key(period="13m"), team, "không có kỳ “13m”"),
        (build_key(round_code="dot-3"), team, "không có đợt thẩm định “dot-3”"),
    ]:
        with pytest.raises(UserError, match=told):
            assign(district, wanted, number, actor=OFFICE)
    dissolve_team(district, team, actor=OFFICE)
    with pytest.raises(UserError, match="đã giải thể; hãy chọn tổ khác"):
        assign(district, build_key(round_code="lien-nganh"), team, actor=OFFICE)
    assert district.repository.appraisals.list_records(PLAN.code) == ()


def test_nobody_leads_the_appraisal_of_the_school_they_work_in(district):
    head = replace(TEAM[0], workplace="Trường Mầm non ĐẠP THANH")
    team = name_team(district, "to-phong", "Tổ 1", (head, *TEAM[1:]), actor=OFFICE)
    with pytest.raises(UserError, match="làm việc tại Trường Mầm non Đạp Thanh; hãy giao trường này cho tổ khác"):
        assign(district, build_key(), team, actor=OFFICE)


# Judging a line


def test_every_scored_line_stands_on_the_desk_in_the_plans_order(district, key):
    """CT1.1 … HP3.8: the rows of every scored indicator of a school, CT3.2 and NV8.1 counted off the sheet Mô hình."""
    desk = load_desk(district, key, appraiser=HEAD)
    assert [line.code for line in desk.lines] == [
        row.code for one in PLAN.indicators if one.scored and "school" in one.reporters for row in one.rows
    ]
    registered, with_result = (find_line(district, key, line).declared for line in ("CT3.2", "NV8.1"))
    assert (registered.done, with_result.to_do, with_result.done, with_result.evidence_count) == (2, 2, 1, 2)
    assert find_line(district, key, "CT1.1").codes == ("MC-CT1.1-01",)
    assert (desk.editable, desk.why_not, desk.lane, desk.submission.revision) == (True, "", Lane.TEAM, 1)


def test_lines_the_school_does_not_have_leave_the_count_unless_the_office_finds_something(district, key):
    """NV3.1 has nothing to do and HP2.1 is “không áp dụng”: 2 lines fewer; HP2.1 found Đạt comes back, HP1.3 goes."""
    everything = len(load_desk(district, key).lines)
    assert load_desk(district, key).count_checked() == (0, everything - 2)
    judge(district, key, "HP2.1", RAISED, choice="met")
    assert load_desk(district, key).count_checked() == (1, everything - 1)
    judge(district, key, "HP1.3", NOT_APPLICABLE)
    judge(district, key, "HP1.1", UNCHECKABLE)
    assert load_desk(district, key).count_checked() == (1, everything - 2)
    (row, *_) = [row for row in load_board(district, PERIOD) if (row.school.code, row.round.code) == (SCHOOL, "to-phong")]
    assert (row.checked, row.total, row.stage, row.team) == (1, everything - 2, Stage.UNDER_WAY, "Tổ 1")


def test_a_confirmed_line_holds_the_declared_value_and_the_first_one_sets_the_appraisal_going(district, key):
    assert load_desk(district, key).record.stage is Stage.ASSIGNED
    kept = judge(district, key, "CT1.1")
    assert (kept.verdict.outcome, kept.verdict.to_do, kept.verdict.done) == (CONFIRMED, 20, 15)
    assert (kept.revision, kept.version, kept.verdict.appraiser, kept.verdict.judged_on) == (1, 1, HEAD, TODAY)
    steps = load_desk(district, key).record.steps
    assert [step.stage for step in steps] == [Stage.ASSIGNED, Stage.UNDER_WAY]
    assert [event.action for event in district.repository.list_events()][-2:] == ["lines_judged", "appraisal_stepped"]


def test_a_decision_is_a_row_more_and_the_one_before_stays_readable(district, key):
    judge(district, key, "HP1.1")
    judge(district, key, "HP1.1", LOWERED, by=SECRETARY, choice="doing", reason="Chưa có ảnh")
    line = find_line(district, key, "HP1.1")
    assert (line.verdict.outcome, line.verdict.choice, line.verdict.reason, line.revision) == (LOWERED, "doing", "Chưa có ảnh", 2)
    assert [(one.verdict.appraiser, one.verdict.outcome) for one in line.history] == [(HEAD, CONFIRMED), (SECRETARY, LOWERED)]


@pytest.mark.parametrize(
    ("line", "outcome", "found", "told"),
    [
        ("HP1.1", LOWERED, {"choice": "doing", "reason": " "}, "“Hạ” nhưng chưa có lý do"),
        ("HP1.1", UNPROVEN, {"reason": ""}, "“Chưa đủ minh chứng” nhưng chưa có lý do"),
        ("HP1.1", LOWERED, {}, "chưa có giá trị thẩm định"),
        ("HP2.2", CONFIRMED, {}, "chưa báo cáo nên chưa có gì để xác nhận"),
        ("HP1.1", LOWERED, {"choice": "yes"}, "không dùng được; hãy ghi: Chọn: Đạt"),
        ("HP1.1", LOWERED, {"done": 3.0}, "chưa đúng dạng; hãy ghi: Chọn: Đạt"),
        ("CT1.1", LOWERED, {"done": 3.0}, "chưa đúng dạng"),
        ("CT1.1", LOWERED, {"to_do": 5.0, "done": 6.0}, "đã thực hiện 6 lớn hơn phải thực hiện 5"),
        ("NV2.3", LOWERED, {"done": 1.5}, "“1,5” của dòng NV2.3 không dùng được"),
        ("NV2.3", LOWERED, {"done": -1.0}, "của dòng NV2.3 không dùng được"),
        ("CT3.2", LOWERED, {"done": 0.5}, "của dòng CT3.2 không dùng được"),
        ("BC1.1", RAISED, {"dated": date(2015, 1, 1)}, "“01/01/2015” của dòng BC1.1 không dùng được"),
        ("CT9.9", CONFIRMED, {}, "không có dòng “CT9.9”"),
        ("HP1.1", CONFIRMED, {"judged_on": date(2021, 1, 6)}, "sau hôm nay"),
        ("HP1.1", CONFIRMED, {"seen": -1.0}, "số nguyên từ 0 trở lên"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_written(district, key, line, outcome, found, told):
    before = district.repository.version()
    with pytest.raises(UserError, match=told):
        judge(district, key, line, outcome, seen_revision=0, **found)
    assert district.repository.version() == before


def test_who_may_not_write_is_told_why(district, key):
    with pytest.raises(UserError, match="Vi Thị Hoa không thuộc “Tổ 1”"):
        judge(district, key, "HP1.1", by="Vi Thị Hoa")
    with pytest.raises(Nameless, match="hãy ghi họ tên của bạn một lần"):
        judge(district, key, "HP1.1", by=" ")
    assert load_desk(district, key).why_not == "Chưa chọn người thẩm định; hãy chọn tên trong “Tổ 1”."
    hand_in(district, OTHER)
    other = give_to_team(district, OTHER)
    with pytest.raises(UserError, match=f"{MEMBER} làm việc tại Trường Tiểu học Minh Cầm nên không thẩm định"):
        judge(district, other, "HP1.1", by=MEMBER)
    assert "làm việc tại" in load_desk(district, other, appraiser=MEMBER).why_not
    assert "chưa được phân công" in load_desk(district, build_key(ORDINARY), appraiser=HEAD).why_not


def test_without_a_return_in_force_there_is_nothing_to_judge(district):
    key = give_to_team(district)
    with pytest.raises(UserError, match="chưa có báo cáo hợp lệ của kỳ này để thẩm định"):
        judge(district, key, "HP1.1")
    assert load_desk(district, key).returned is None


def test_all_lines_of_one_save_are_kept_or_none(district, key):
    good = Change(Verdict(line="HP1.1", outcome=CONFIRMED), 0)
    bad = Change(Verdict(line="HP1.3", outcome=UNPROVEN), 0)
    with pytest.raises(UserError, match=r"Dòng HP1\.3"):
        save_verdicts(district, key, [good, bad], actor=sit_at_laptop(HEAD))
    with pytest.raises(UserError, match=r"Dòng HP1\.1 có hai kết quả"):
        save_verdicts(district, key, [good, good], actor=sit_at_laptop(HEAD))
    assert find_line(district, key, "HP1.1").verdict is None
    sheet = SheetFile("phiếu của tôi.xlsx", b"bytes of a workbook")
    kept = save_verdicts(district, key, [good], actor=sit_at_laptop(HEAD), sheet=sheet)
    assert kept[0].sheet_sha256 == sha256(sheet.content).hexdigest()
    told = district.repository.list_events(action="lines_judged")[0].detail
    assert (told["sheet"], told["sheet_name"]) == (kept[0].sheet_sha256, sheet.name)
    assert district.repository.appraisals.load_sheet(key, kept[0].sheet_sha256) == sheet


def test_every_unjudged_line_with_a_value_and_evidence_is_accepted_in_one_act(district, key):
    """With evidence: CT1.1, NV2.3, HP1.1, HP1.3, NV8.1 and CT3.2 (two pieces on Mô hình); HP1.1 is judged already."""
    judge(district, key, "HP1.1", LOWERED, choice="doing")
    kept = accept_evidenced(district, key, actor=sit_at_laptop(SECRETARY))
    assert {one.verdict.line for one in kept} == {"CT1.1", "NV2.3", "HP1.3", "NV8.1", "CT3.2"}
    assert {one.verdict.outcome for one in kept} == {CONFIRMED}
    assert find_line(district, key, "HP1.1").verdict.outcome is LOWERED
    assert accept_evidenced(district, key, actor=sit_at_laptop(SECRETARY)) == ()


def test_the_next_unjudged_line_is_found_round_from_where_one_stands(district, key):
    codes = [line.code for line in load_desk(district, key).lines]
    judge(district, key, codes[0], UNPROVEN)
    desk = load_desk(district, key, appraiser=HEAD)
    assert (desk.find_next(), desk.find_next(codes[1]), desk.find_next(codes[-1])) == (codes[1], codes[2], codes[1])


def test_evidence_is_ticked_as_seen_by_its_code(district, key):
    tick_evidence(district, key, "MC-CT1.1-01", seen=True, actor=sit_at_laptop(HEAD))
    assert load_desk(district, key).record.seen == {"MC-CT1.1-01": True}
    tick_evidence(district, key, "MC-CT1.1-01", seen=False, actor=sit_at_laptop(HEAD))
    assert load_desk(district, key).record.seen == {"MC-CT1.1-01": False}
    with pytest.raises(UserError, match=r"không nêu minh chứng “MC-HP1\.1-09”"):
        tick_evidence(district, key, "MC-HP1.1-09", seen=True, actor=sit_at_laptop(HEAD))


# Two at once


def test_a_stale_save_is_refused_with_both_values_who_and_when(district, key):
    judge(district, key, "CT1.1", LOWERED, to_do=20.0, done=12.0)
    before = district.repository.version()
    with pytest.raises(
        StaleVerdict, match=f"Dòng CT1.1 đã được {HEAD} lưu lúc .* là “Hạ: 12/20”; .*“Hạ: 10/20” chưa được lưu"
    ) as caught:
        judge(district, key, "CT1.1", LOWERED, by=SECRETARY, seen_revision=0, to_do=20.0, done=10.0)
    assert (caught.value.theirs.verdict.done, caught.value.yours.done) == (12, 10)
    assert district.repository.version() == before
    assert judge(district, key, "CT1.1", LOWERED, by=SECRETARY, seen_revision=1, to_do=20.0, done=10.0).revision == 2


def test_of_two_who_save_at_once_exactly_one_wins(district, key):
    gate = Barrier(2)

    def save(name):
        gate.wait()
        try:
            return judge(district, key, "HP1.1", LOWERED, by=name, seen_revision=0, choice="doing").verdict.appraiser
        except StaleVerdict as refused:
            return refused

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(save, (HEAD, SECRETARY)))
    (winner,) = [one for one in results if isinstance(one, str)]
    (refused,) = [one for one in results if isinstance(one, StaleVerdict)]
    assert refused.theirs.verdict.appraiser == winner
    assert len(find_line(district, key, "HP1.1").history) == 1


SAVE_IN_A_PROCESS = """
import sys, time
from pathlib import Path
from danvan_metrics.appraising.verdict_acts import StaleVerdict
from danvan_metrics.plan.verdicts import Outcome
from tests.builders_appraisal import build_key, judge, open_appraising
district = open_appraising(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
try:
    judge(district, build_key(), "HP1.1", Outcome.LOWERED, by=sys.argv[2], seen_revision=0, choice="doing")
    print("kept")
except StaleVerdict:
    print("stale")
"""


def test_of_two_processes_that_save_at_once_exactly_one_wins(district, key, tmp_path):
    command = [sys.executable, "-c", SAVE_IN_A_PROCESS, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    both = [subprocess.Popen([*command, name], **pipes) for name in (HEAD, SECRETARY)]
    assert [one.stdout.readline() for one in both] == ["ready\n", "ready\n"]
    for one in both:
        one.stdin.write("go\n")
        one.stdin.flush()
    assert sorted(one.communicate(timeout=60)[0] for one in both) == ["kept\n", "stale\n"]
    assert len(find_line(district, key, "HP1.1").history) == 1


# Two appraisers who do not see each other's


@pytest.fixture
def pair(district):
    """SCHOOL in the round of other offices, judged by secretary and member, led by HEAD."""
    hand_in(district)
    return give_to_team(district, SCHOOL, "lien-nganh", appraisers=(SECRETARY, MEMBER))


def test_neither_appraiser_sees_what_the_other_found(district, pair):
    judge(district, pair, "HP1.1", LOWERED, by=SECRETARY, choice="doing", reason="bí mật")
    for viewer in (MEMBER, "", "Vi Thị Hoa"):
        desk = load_desk(district, pair, appraiser=viewer)
        assert "bí mật" not in repr(desk)
        assert desk.record.verdicts == ()
    assert find_line(district, pair, "HP1.1", MEMBER).state is LineState.UNJUDGED
    assert find_line(district, pair, "HP1.1", SECRETARY).state is LineState.WAITING
    judge(district, pair, "HP1.1", by=MEMBER)
    assert "bí mật" not in repr(load_desk(district, pair, appraiser=MEMBER))
    assert find_line(district, pair, "HP1.1", MEMBER).state is LineState.JUDGED  # that they differ is not told either
    assert load_desk(district, pair, appraiser=MEMBER).lane is Lane.SECOND


def test_a_line_counts_once_both_say_the_same_or_the_head_has_reconciled_it(district, pair):
    judge(district, pair, "HP1.1", by=SECRETARY)
    judge(district, pair, "HP1.3", by=SECRETARY)
    judge(district, pair, "HP1.3", LOWERED, by=MEMBER, choice="not_started")
    assert list(district.load_dataset().verdicts["line"]) == []
    judge(district, pair, "HP1.1", by=MEMBER)
    counted = district.load_dataset().verdicts
    assert counted[["line", "outcome", "appraiser"]].values.tolist() == [["HP1.1", "confirmed", f"{SECRETARY}, {MEMBER}"]]
    differing = find_line(district, pair, "HP1.3")
    assert differing.state is LineState.DIFFERS
    assert [one.verdict.appraiser for one in differing.others] == [SECRETARY, MEMBER]
    judge(district, pair, "HP1.3", LOWERED, choice="not_started", reason="Theo biên bản")
    assert sorted(district.load_dataset().verdicts["line"]) == ["HP1.1", "HP1.3"]
    assert find_line(district, pair, "HP1.3", SECRETARY).state is LineState.LOCKED
    with pytest.raises(UserError, match=r"Dòng HP1\.3 đã thống nhất"):
        judge(district, pair, "HP1.3", by=SECRETARY, seen_revision=1)


def test_others_do_not_write_where_two_judge_alone(district, pair):
    judge(district, pair, "HP1.1", by=SECRETARY)
    for line in ("HP1.1", "HP1.3"):
        with pytest.raises(UserError, match="trưởng chỉ thống nhất khi hai người đã chấm và khác nhau"):
            judge(district, pair, line, by=HEAD)
    team = name_team(district, "lien-nganh", "Tổ 1", (*TEAM, Member("Vi Thị Hoa", Role.MEMBER)), actor=OFFICE)
    assert team
    with pytest.raises(UserError, match="hai người thẩm định độc lập"):
        judge(district, pair, "HP1.3", by="Vi Thị Hoa")
    assert accept_evidenced(district, pair, actor=sit_at_laptop(HEAD)) == ()


def test_a_reconciled_line_is_put_right_by_the_head_alone_and_judged_anew_by_both_where_the_school_changed_it(district, pair):
    fourth = "Vi Thị Hoa"
    name_team(district, "lien-nganh", "Tổ 1", (*TEAM, Member(fourth, Role.MEMBER)), actor=OFFICE)
    for line in ("HP1.1", "HP1.3"):
        judge(district, pair, line, by=SECRETARY)
        judge(district, pair, line, UNPROVEN, by=MEMBER)
        judge(district, pair, line)
    judge(district, pair, "HP1.1", LOWERED, choice="doing")
    assert find_line(district, pair, "HP1.1").revision == 2
    send_to_school(district, pair, actor=OFFICE)
    record_opinion(district, pair, Opinion(agrees=False, lines=("HP1.3",)), actor=OFFICE)
    with pytest.raises(UserError, match=r"Dòng HP1\.1 do .* thẩm định độc lập"):
        judge(district, pair, "HP1.1", by=fourth)
    judge(district, pair, "HP1.3", by=fourth)
    submit_for_signature(district, pair, actor=OFFICE)
    hand_in(district, SCHOOL, answer("HP1.1", choice="doing", pieces=1))
    with pytest.raises(UserError, match="độc lập"):
        judge(district, pair, "HP1.1")
    judge(district, pair, "HP1.1", by=SECRETARY)
    with pytest.raises(UserError, match=r"còn dòng .*: HP1\.1;"):
        conclude(district, pair, build_conclusion(), actor=OFFICE)
    judge(district, pair, "HP1.1", by=MEMBER)
    conclude(district, pair, build_conclusion(), actor=OFFICE)
    assert district.load_dataset().verdicts.set_index("line")["choice"].to_dict() == {"HP1.1": "doing", "HP1.3": "doing"}


def test_a_head_who_is_one_of_two_sees_the_other_only_where_both_have_judged(district):
    hand_in(district)
    key = give_to_team(district, SCHOOL, "lien-nganh", appraisers=(HEAD, MEMBER))
    judge(district, key, "HP1.1", LOWERED, by=MEMBER, choice="doing", reason="bí mật")
    assert "bí mật" not in repr(load_desk(district, key, appraiser=HEAD))
    judge(district, key, "HP1.1", by=HEAD)
    line = find_line(district, key, "HP1.1", HEAD)
    assert (line.state, line.revision, len(line.others)) == (LineState.DIFFERS, 0, 2)
    assert load_desk(district, key, appraiser=HEAD).find_next("HP1.0") == "CT1.1"
    assert load_desk(district, key, appraiser=SECRETARY).find_next() == ""  # nothing waits for who judges nothing here
    assert judge(district, key, "HP1.1", by=HEAD).lane is Lane.TEAM


@pytest.mark.parametrize(
    ("round_code", "names", "told"),
    [
        ("to-phong", (SECRETARY, MEMBER), "không thẩm định độc lập"),
        ("lien-nganh", (SECRETARY, SECRETARY), "hai người khác nhau"),
        ("lien-nganh", (SECRETARY, "Vi Thị Hoa"), "Vi Thị Hoa không thuộc"),
    ],
)
def test_two_appraisers_are_two_of_the_team_in_a_round_that_allows_it(district, round_code, names, told):
    with pytest.raises(UserError, match=told):
        give_to_team(district, SCHOOL, round_code, appraisers=names)


def test_once_somebody_has_judged_neither_mode_nor_places_change(district, pair):
    judge(district, pair, "HP1.1", by=SECRETARY)
    (team,) = list_teams(district)
    with pytest.raises(UserError, match="hãy giữ cách thẩm định này"):
        assign(district, pair, team.id, actor=OFFICE)
    with pytest.raises(UserError, match="đã thẩm định ở vị trí kia"):
        assign(district, pair, team.id, actor=OFFICE, appraisers=(MEMBER, SECRETARY))
    assign(district, pair, team.id, actor=OFFICE, appraisers=(SECRETARY, HEAD))
    assert load_desk(district, pair).record.appraisers == (SECRETARY, HEAD)


# Another return


def test_a_corrected_return_makes_only_its_changed_lines_wait_for_a_new_look(district, key):
    for line in ("CT1.1", "HP1.1", "NV8.1"):
        judge(district, key, line)
    hand_in(district, SCHOOL, answer("CT1.1", to_do=20, done=18, pieces=1))
    states = {line.code: line.state for line in load_desk(district, key).lines if line.verdict}
    assert states == {"CT1.1": LineState.RECHECK, "HP1.1": LineState.JUDGED, "NV8.1": LineState.JUDGED}
    verdicts = district.load_dataset().verdicts.set_index("line")
    assert verdicts["recheck"].to_dict() == {"CT1.1": True, "HP1.1": False, "NV8.1": False}
    assert load_desk(district, key).count_checked()[0] == 2
    assert judge(district, key, "CT1.1").verdict.done == 18
    assert not district.load_dataset().verdicts["recheck"].any()


def test_a_save_made_on_an_earlier_return_is_refused_where_the_school_now_declares_something_else(district, key):
    first = load_desk(district, key, appraiser=HEAD).submission.id
    hand_in(district, SCHOOL, answer("CT1.1", to_do=20, done=18, pieces=1))
    with pytest.raises(
        UserError, match=r"dòng CT1\.1 nay khai khác số đang xem nên chưa lưu; hãy xem số mới .* rồi lưu lại dòng này"
    ):
        save_verdicts(district, key, [Change(Verdict(line="CT1.1", outcome=CONFIRMED), 0, first)], actor=sit_at_laptop(HEAD))
    (kept,) = save_verdicts(
        district, key, [Change(Verdict(line="HP1.1", outcome=CONFIRMED), 0, first)], actor=sit_at_laptop(HEAD)
    )
    assert kept.submission == first + 1
    with pytest.raises(UserError, match=r"dòng CT1\.1 nay khai khác"):
        accept_evidenced(district, key, actor=sit_at_laptop(HEAD), seen_submission=first)
    assert accept_evidenced(district, key, actor=sit_at_laptop(HEAD), seen_submission=first + 1)


def test_other_evidence_alone_changes_no_verdict_and_another_model_only_its_lines(district, key):
    for line in ("HP1.1", "CT3.2", "NV8.1"):
        judge(district, key, line)
    hand_in(district, SCHOOL, answer("HP1.1", choice="met", pieces=5, evidence="Thêm ảnh"))
    assert not district.load_dataset().verdicts["recheck"].any()
    finished = replace(build_models()[0], result="Có rau", evidence_count=1)
    hand_in(district, models=[finished, build_models()[1]])
    verdicts = district.load_dataset().verdicts.set_index("line")
    assert verdicts["recheck"].to_dict() == {"HP1.1": False, "CT3.2": False, "NV8.1": True}


def test_after_the_conclusion_verdicts_are_frozen_whatever_the_school_sends(district, key):
    judge(district, key, "CT1.1")
    settle(district, key)
    hand_in(district, SCHOOL, answer("CT1.1", to_do=20, done=20, pieces=1))
    (row,) = district.load_dataset().verdicts.itertuples(index=False)
    assert (row.done, row.recheck, row.submission) == (15, False, 1)
    desk = load_desk(district, key, appraiser=HEAD)
    assert (desk.changed, desk.lines[0].state, desk.editable) == (("CT1.1",), LineState.LOCKED, False)
    assert district.load_dataset().appraisals["submission"].tolist() == [1]


def test_a_withdrawn_return_leaves_every_line_to_be_looked_at_again(district, key):
    judge(district, key, "CT1.1")
    district.repository.withdraw(1, reason="Gửi nhầm")
    assert district.load_dataset().verdicts["recheck"].tolist() == [True]
    assert "chưa có báo cáo" in load_desk(district, key, appraiser=HEAD).why_not


# To the school, signed, concluded


def test_the_school_has_the_days_the_office_set_for_its_opinion(district, key):
    judge(district, key, "HP1.1")
    assert send_to_school(district, key, actor=sit_at_laptop(HEAD)) == TODAY + timedelta(days=5)
    assert "đến hết 10/01/2021" in load_desk(district, key, appraiser=HEAD).why_not
    with pytest.raises(UserError, match="còn được có ý kiến đến hết 10/01/2021"):
        conclude(district, key, build_conclusion(), actor=sit_at_laptop(HEAD))
    with pytest.raises(UserError, match="còn được có ý kiến"):
        submit_for_signature(on_day(district, date(2021, 1, 10)), key, actor=sit_at_laptop(HEAD))
    late = on_day(district, date(2021, 1, 11))
    submit_for_signature(late, key, actor=sit_at_laptop(HEAD))
    conclude(late, key, build_conclusion(), actor=sit_at_laptop(HEAD))
    (row,) = late.load_dataset().appraisals.itertuples(index=False)
    assert (row.stage, row.version, row.concluded_on, row.team) == ("concluded", 1, TODAY, "Tổ 1")
    assert late.load_dataset().appraised == {(SCHOOL, PERIOD)}


def test_a_line_the_school_objects_to_is_judged_again_by_somebody_else(district, key):
    judge(district, key, "HP1.1", LOWERED, choice="doing")
    send_to_school(district, key, actor=sit_at_laptop(HEAD))
    record_opinion(
        district, key, Opinion(agrees=False, text="Đã có ảnh", lines=("HP1.1",), by="Hiệu trưởng"), actor=sit_at_laptop(HEAD)
    )
    assert (find_line(district, key, "HP1.1").state, load_desk(district, key).record.stage) == (
        LineState.OBJECTED,
        Stage.UNDER_WAY,
    )
    with pytest.raises(UserError, match=r"còn dòng phải thẩm định lại hoặc thống nhất: HP1\.1;"):
        conclude(district, key, build_conclusion(), actor=sit_at_laptop(HEAD))
    with pytest.raises(UserError, match=f"do {HEAD} thẩm định; hãy để người khác"):
        judge(district, key, "HP1.1", by=HEAD)
    judge(district, key, "HP1.1", by=MEMBER)
    conclude(district, key, build_conclusion(), actor=sit_at_laptop(HEAD))
    assert load_desk(district, key).record.opinion["text"] == "Đã có ảnh"
    assert load_desk(district, key).record.conclusion["signers"] == [HEAD, SECRETARY]


def test_while_it_lies_with_the_school_only_open_lines_move(district, key):
    judge(district, key, "HP1.1")
    send_to_school(district, key, actor=sit_at_laptop(HEAD))
    record_opinion(district, key, Opinion(agrees=True), actor=sit_at_laptop(HEAD))
    with pytest.raises(UserError, match=r"Phiếu đã gửi trường nên dòng HP1\.1 không sửa được"):
        judge(district, key, "HP1.1", LOWERED, choice="doing")
    hand_in(district, SCHOOL, answer("HP1.1", choice="doing", pieces=1))
    with pytest.raises(UserError, match=r"Chưa kết luận được vì còn dòng .*: HP1\.1;"):
        conclude(district, key, build_conclusion(), actor=sit_at_laptop(HEAD))
    judge(district, key, "HP1.1")
    conclude(district, key, build_conclusion(), actor=sit_at_laptop(HEAD))


def test_at_most_five_open_lines_are_named(district, key):
    levels = [f"HP3.{number}" for number in range(1, 8)]
    for line in levels:
        judge(district, key, line, RAISED, choice="met")
    hand_in(district, SCHOOL, *(answer(line, choice="doing") for line in levels))
    with pytest.raises(UserError, match=r"HP3\.1, HP3\.2, HP3\.3, HP3\.4, HP3\.5 và 2 dòng nữa; hãy làm xong"):
        send_to_school(district, key, actor=sit_at_laptop(HEAD))


@pytest.mark.parametrize(
    ("signers", "told"),
    [
        ((), "Chưa có người ký"),
        ((HEAD,), f"{HEAD} đã nhập kết quả thẩm định nên không một mình ký"),
        (("Vi Thị Hoa",), "không thuộc “Tổ 1”"),
    ],
)
def test_who_cannot_sign_is_told_why(district, key, signers, told):
    judge(district, key, "HP1.1")
    with pytest.raises(UserError, match=told):
        settle(district, key, signers=signers)
    assert load_desk(district, key).record.stage is Stage.WITH_SCHOOL
    conclude(district, key, build_conclusion(signers=(SECRETARY,)), actor=sit_at_laptop(HEAD))


def test_nobody_signs_for_the_school_they_work_in(district):
    hand_in(district, OTHER)
    key = give_to_team(district, OTHER)
    judge(district, key, "HP1.1")
    with pytest.raises(UserError, match=f"{MEMBER} làm việc tại Trường Tiểu học Minh Cầm nên không ký"):
        settle(district, key, signers=(SECRETARY, MEMBER))


def test_what_is_out_of_order_is_refused(district, key):
    for act, told in [
        (lambda: send_to_school(district, key, actor=OFFICE), "chưa dòng nào được kiểm tra"),
        (lambda: record_opinion(district, key, Opinion(agrees=True), actor=OFFICE), "chưa gửi trường"),
        (lambda: reopen(district, key, "Xem lại", actor=OFFICE), "chưa kết luận nên không cần mở lại"),
        (lambda: send_to_school(district, build_key(OTHER), actor=OFFICE), "chưa được phân công"),
    ]:
        with pytest.raises(UserError, match=told):
            act()
    judge(district, key, "HP1.1")
    with pytest.raises(UserError, match="Phiếu chưa gửi Trường Mầm non Đạp Thanh"):
        conclude(district, key, build_conclusion(), actor=OFFICE)
    send_to_school(district, key, actor=OFFICE)
    for opinion, told in [
        (Opinion(agrees=False), "chưa ghi ý kiến"),
        (Opinion(agrees=False, lines=("CT9.9",)), "không có dòng “CT9.9”"),
        (Opinion(agrees=False, lines=("HP1.3",)), r"Dòng HP1\.3 chưa được thẩm định"),
        (Opinion(agrees=True, lines=("HP1.1",)), "hãy chọn lại một trong hai"),
    ]:
        with pytest.raises(UserError, match=told):
            record_opinion(district, key, opinion, actor=OFFICE)
    record_opinion(district, key, Opinion(agrees=True), actor=OFFICE)
    with pytest.raises(UserError, match="sau hôm nay"):
        conclude(district, key, build_conclusion(held_on=TODAY + timedelta(days=1)), actor=OFFICE)
    conclude(district, key, build_conclusion(), actor=OFFICE)
    before = district.repository.version()
    (team,) = list_teams(district)
    for act, told in [
        (lambda: judge(district, key, "HP1.1"), "đã kết luận nên không sửa được"),
        (lambda: conclude(district, key, build_conclusion(), actor=OFFICE), "đã kết luận"),
        (lambda: send_to_school(district, key, actor=OFFICE), "đã kết luận"),
        (lambda: assign(district, key, team.id, actor=OFFICE), "đã kết luận"),
        (lambda: tick_evidence(district, key, "MC-CT1.1-01", seen=True, actor=sit_at_laptop(HEAD)), "đã kết luận"),
        (lambda: reopen(district, key, "  ", actor=OFFICE), "Chưa ghi lý do mở lại"),
    ]:
        with pytest.raises(UserError, match=told):
            act()
    assert district.repository.version() == before


# Opened again


def test_a_second_version_asks_only_the_lines_not_confirmed_and_the_old_word_stands_till_then(district, key):
    judge(district, key, "HP1.1")
    judge(district, key, "HP1.3", LOWERED, choice="not_started")
    settle(district, key)
    reopen(district, key, "Trường bổ sung minh chứng", actor=OFFICE)
    desk = load_desk(district, key, appraiser=HEAD)
    states = {line.code: line.state for line in desk.lines if line.verdict}
    assert states == {"HP1.1": LineState.LOCKED, "HP1.3": LineState.UNJUDGED}
    assert (desk.record.version, desk.record.stage, desk.count_checked()[0]) == (2, Stage.REOPENED, 2)
    assert district.load_dataset().verdicts["outcome"].tolist() == ["confirmed", "lowered"]
    assert district.load_dataset().appraised == frozenset()
    with pytest.raises(UserError, match=r"Dòng HP1\.1 đã được xác nhận ở lần kết luận trước"):
        judge(district, key, "HP1.1", LOWERED, choice="doing")
    with pytest.raises(UserError, match=r"Chưa gửi trường được vì còn dòng .*: HP1\.3;"):
        send_to_school(district, key, actor=sit_at_laptop(HEAD))
    judge(district, key, "HP1.3", by=SECRETARY)
    assert load_desk(district, key).record.stage is Stage.REOPENED
    settle(district, key)
    (row,) = district.load_dataset().appraisals.itertuples(index=False)
    assert (row.stage, row.version) == ("concluded", 2)
    assert district.load_dataset().verdicts["outcome"].tolist() == ["confirmed", "confirmed"]


def test_two_appraisers_judge_anew_under_the_second_version_and_the_first_ones_word_stands_till_both_have(district, pair):
    for name in (SECRETARY, MEMBER):
        judge(district, pair, "HP1.3", LOWERED, by=name, choice="not_started")
    settle(district, pair, signers=(HEAD,))
    reopen(district, pair, "Xem lại", actor=OFFICE)
    assert find_line(district, pair, "HP1.3", SECRETARY).state is LineState.UNJUDGED
    judge(district, pair, "HP1.3", by=SECRETARY)
    assert district.load_dataset().verdicts["outcome"].tolist() == ["lowered"]
    assert find_line(district, pair, "HP1.3", SECRETARY).state is LineState.WAITING
    judge(district, pair, "HP1.3", by=MEMBER)
    assert district.load_dataset().verdicts["outcome"].tolist() == ["confirmed"]


# What figures are computed from


def test_rows_have_the_columns_the_figures_know():
    assert (AppraisalRow._fields, VerdictRow._fields) == (APPRAISAL_COLUMNS, VERDICT_COLUMNS)


def test_each_round_of_a_school_has_its_own_rows(district, key):
    other = give_to_team(district, SCHOOL, "lien-nganh")
    judge(district, key, "HP1.1", seen=2.0)
    judge(district, other, "HP1.1", LOWERED, choice="doing", reason="Chưa đủ ảnh")
    verdicts = district.load_dataset().verdicts
    assert verdicts[["round", "line", "outcome", "choice", "reason"]].values.tolist() == [
        ["to-phong", "HP1.1", "confirmed", "met", "Đã xem hồ sơ"],
        ["lien-nganh", "HP1.1", "lowered", "doing", "Chưa đủ ảnh"],
    ]
    assert (verdicts["seen"][0], verdicts["judged_on"].tolist()) == (2, [TODAY, TODAY])
    assert district.load_dataset().appraisals[["round", "stage"]].values.tolist() == [
        ["to-phong", "under_way"],
        ["lien-nganh", "under_way"],
    ]


def test_the_desk_the_board_and_the_figures_count_alike(district, key):
    """Raised over “không áp dụng”: in L; judged “không áp dụng”: out; uncheckable, or changed since: in L, unchecked."""
    judge(district, key, "HP2.1", RAISED, choice="met")
    judge(district, key, "HP1.3", NOT_APPLICABLE)
    judge(district, key, "HP1.1", UNCHECKABLE)
    judge(district, key, "NV8.1")
    judge(district, key, "CT1.1")
    hand_in(district, SCHOOL, answer("CT1.1", to_do=20, done=18, pieces=1))
    everything = len(load_desk(district, key).lines)
    assert load_desk(district, key).count_checked() == (2, everything - 2)  # without NV3.1 and HP1.3
    (row,) = [row for row in load_board(district, PERIOD) if (row.school.code, row.round.code) == (SCHOOL, "to-phong")]
    sums = sum_appraisals(district.load_dataset(), Scope(PERIOD)).set_index("school").loc[SCHOOL]
    assert (row.checked, row.total) == (sums["checked"], sums["L"]) == (2, everything - 2)


def test_the_board_has_a_row_for_every_school_and_round_that_goes_to_it(district, key):
    """Every school once, and the three model schools once more."""
    judge(district, key, "CT1.1")
    hand_in(district, SCHOOL, answer("CT1.1", to_do=20, done=18))
    rows = load_board(district, PERIOD)
    schools = [school for school in district.roster.schools if school.is_valid_on(PLAN.find_period(PERIOD).last_day_on_time)]
    assert len(rows) == len(schools) + 3
    (row,) = [row for row in rows if (row.school.code, row.round.code) == (SCHOOL, "to-phong")]
    assert (row.stage, row.checked, row.recheck) == (Stage.UNDER_WAY, 0, 1)
    assert {(row.stage, row.total) for row in rows if row.school.code != SCHOOL} == {(Stage.UNASSIGNED, 0)}
    assert row.total == load_desk(district, key).count_checked()[1]


def test_a_later_verdict_moves_nothing_that_was_fixed_for_a_meeting(district, key):
    judge(district, key, "HP1.1")
    fix_figures(district, "Họp tháng 1", PERIOD, actor=OFFICE)
    fixed = load_snapshot(district, "Họp tháng 1")
    live = district.load_dataset()
    pd.testing.assert_frame_equal(fixed.verdicts, live.verdicts)
    pd.testing.assert_frame_equal(fixed.appraisals, live.appraisals)
    judge(district, key, "HP1.1", LOWERED, choice="doing")
    settle(district, key)
    again = load_snapshot(district, "Họp tháng 1")
    assert (again.verdicts["outcome"].tolist(), again.appraisals["stage"].tolist()) == (["confirmed"], ["under_way"])
    assert district.load_dataset().verdicts["outcome"].tolist() == ["lowered"]


def test_a_snapshot_from_before_there_was_any_appraisal_has_none(district, key):
    judge(district, key, "HP1.1")
    kept = fix_figures(district, "Họp tháng 1", PERIOD, actor=OFFICE)
    parts = {name: getattr(kept, name) for name in FixedFigures.__dataclass_fields__}
    received = {one.submission: one.received_on for one in kept.submissions}
    old = NewSnapshot(**parts | {"name": "Họp cũ", "appraisals_document": ""}, received=received)
    district.repository.meetings.fix(old)
    earlier = load_snapshot(district, "Họp cũ")
    assert (len(earlier.answers), len(earlier.verdicts), len(earlier.appraisals)) == (9, 0, 0)
    assert tuple(earlier.verdicts.columns) == VERDICT_COLUMNS
