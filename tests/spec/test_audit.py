"""The trail: who did what to what, when, from what to what; refused attempts too."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from danvan_metrics.access.actor import AccessRole, Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import NotAllowed
from danvan_metrics.access.rights import RIGHTS
from danvan_metrics.audit_acts import hand_out_trail, load_trail, make_namer
from danvan_metrics.district import District
from danvan_metrics.plan.verdicts import Role, Stage
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member, Step, Team
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.store.saving import ACTIONS
from danvan_metrics.topics.audit.figures import TrailLine, Wanted, choose, tell
from danvan_metrics.topics.audit.trace import ACT_WORDS, Trace
from danvan_metrics.topics.audit.trail_file import TrailForm
from tests.builders_access import ADMIN, LEADER, OFFICER, build_actor
from tests.builders_audit import SCHOOL, agree, build_trace, hand_in, keep_denials, let_in, open_office, try_out

EVERYTHING = Wanted()


@pytest.fixture
def office(tmp_path: Path) -> District:
    return open_office(tmp_path)


def read(office: District) -> list[TrailLine]:
    namer = make_namer(office)
    return [tell(trace, namer) for trace in load_trail(office, actor=OFFICER)]


def read_last(office: District) -> TrailLine:
    return read(office)[-1]


# ── what a line says ─────────────────────────────────────────────────────────


def test_a_return_handed_in_again_tells_both_hand_ins(office: District):
    hand_in(office, b"mot")
    hand_in(office, b"hai", actor="Cô Mai")
    line = read_last(office)
    assert (line.person, line.deed) == ("Cô Mai", "Nhận báo cáo")
    assert line.about == "Mầm non Đạp Thanh · 6 tháng · “bao-cao.xlsx”"
    assert (line.before, line.after) == ("lần nộp 1", "lần nộp 2")
    assert line.moment == "15/06/2020 09:30:00"  # 2:30 in UTC


def test_a_hand_in_put_in_force_and_withdrawn_tells_what_counts_instead(office: District):
    first, second = hand_in(office, b"mot"), hand_in(office, b"hai")
    office.repository.put_in_force(first, reason="gửi nhầm", actor="Cô Lan")
    line = read_last(office)
    assert (line.deed, line.before, line.after, line.reason) == ("Đưa lần nộp vào hiệu lực", "lần nộp 2", "lần nộp 1", "gửi nhầm")
    office.repository.withdraw(first, reason="nhầm trường", actor="Cô Lan")
    assert read_last(office).after == "đã rút; có hiệu lực: lần nộp 2"
    office.repository.withdraw(second, reason="nhầm trường", actor="Cô Lan")
    assert read_last(office).after == "đã rút; có hiệu lực: không còn"


def test_a_day_received_set_right_tells_both_days(office: District):
    number = hand_in(office, b"mot")
    office.repository.correct_received(number, date(2020, 6, 10), reason="có dấu bưu điện", actor="Cô Lan")
    line = read_last(office)
    assert (line.before, line.after, line.reason) == ("12/06/2020", "10/06/2020", "có dấu bưu điện")


def test_a_task_tells_how_it_stood(office: District):
    number = agree(office)
    office.repository.meetings.step(number, "done", date(2020, 6, 25), note="đã họp", actor="Anh Minh")
    line = read_last(office)
    assert (line.person, line.before, line.after, line.reason) == ("Anh Minh", "đang làm", "đã xong", "đã họp")
    assert line.about == "Mầm non Đạp Thanh · 6 tháng · việc số 1: Họp phụ huynh"


def test_a_team_tells_who_was_in_it(office: District):
    code = office.plan.rounds[0].code
    one, two = Member("Cô Hoa", Role.HEAD), Member("Thầy Nam", Role.MEMBER)
    for members in ((one,), (one, two)):
        keep_team(office, Team(0, code, "Tổ 1", members))
    assert (read_last(office).before, read_last(office).after) == ("Cô Hoa (trưởng)", "Cô Hoa (trưởng), Thầy Nam (thành viên)")
    keep_team(office, Team(0, code, "Tổ 1", (one, two), dissolved=True))
    assert (read_last(office).deed, read_last(office).after) == ("Giải thể tổ thẩm định", "giải thể")


def keep_team(office: District, team: Team) -> None:
    with office.repository.appraisals.keep() as keeping:
        keeping.keep_team(office.plan.code, team, actor="Cô Lan")


def test_a_step_of_an_appraisal_tells_where_it_stood(office: District):
    key = AppraisalKey(office.plan.code, SCHOOL, "6m", office.plan.rounds[0].code)
    for stage in (Stage.ASSIGNED, Stage.UNDER_WAY):
        with office.repository.appraisals.keep() as keeping:
            keeping.keep_step(key, Step(stage=stage, version=1, at=build_trace().at, actor="Cô Lan"))
    told = {(line.before, line.after) for line in read(office)}
    assert told == {("chưa phân công", "đã phân công"), ("đã phân công", "đang thẩm định")}


def test_what_somebody_may_do_is_told_in_roles_and_schools(office: District):
    let_in(office, "Cô Mai", {"officer": None})
    let_in(office, "Cô Mai", {"appraiser": [SCHOOL]})
    line = read_last(office)
    assert line.about == "Cô Mai"
    assert (line.before, line.after) == ("cán bộ tổng hợp", "người thẩm định: Mầm non Đạp Thanh")
    let_in(office, "Cô Mai", {"appraiser": [SCHOOL]}, withdrawn=True, reason="chuyển công tác")
    assert (read_last(office).after, read_last(office).reason) == ("thôi quyền", "chuyển công tác")


def test_how_a_line_was_judged_stays_with_its_appraiser_where_two_judge_apart(office: District):
    detail = {"round": "x", "lines": ["A", "B"], "outcomes": {"A": ["confirmed", "lowered"], "B": [None, "confirmed"]}}
    namer = make_namer(office)
    shown = tell(build_trace("lines_judged", detail=detail | {"lane": "team"}), namer)
    assert (shown.before, shown.after) == ("xác nhận 1 (A); chưa chấm 1 (B)", "hạ 1 (A); xác nhận 1 (B)")
    for lane in ("first", "second"):
        hidden = tell(build_trace("lines_judged", detail=detail | {"lane": lane}), namer)
        assert (hidden.about, hidden.before, hidden.after) == ("x, 2 dòng: A, B", "", "")


# ── refused, and what leaves no event ────────────────────────────────────────


def test_what_was_refused_stands_among_the_others_and_is_marked(office: District):
    hand_in(office, b"mot")
    school = Actor("Cô Thu", {AccessRole.SCHOOL: frozenset({SCHOOL})}, witness=keep_denials(office))
    with pytest.raises(NotAllowed):
        load_trail(office, actor=school)
    line = read_last(office)
    assert (line.person, line.deed, line.about, line.refused) == ("Cô Thu", "Bị từ chối", "xem nhật ký", True)
    assert [one.refused for one in read(office)] == [False, True]


def test_somebody_the_office_does_not_know_is_told_by_what_they_signed_in_with(office: District):
    try_out(office, AttemptDeed.TURNED_AWAY, subject="la@example.vn")
    assert (read_last(office).person, read_last(office).refused) == ("la@example.vn", True)


def test_who_took_which_file_is_told(office: District):
    try_out(office, AttemptDeed.DOWNLOADED, "Cô Lan", act=Act.GET_ORIGINALS.value, school=SCHOOL, target="bao-cao.xlsx")
    assert read_last(office).about == "Mầm non Đạp Thanh · bao-cao.xlsx (tải tệp gốc, minh chứng)"


def test_every_action_and_attempt_has_words():
    assert set(ACT_WORDS) == ACTIONS | set(AttemptDeed)


@pytest.mark.parametrize("act", ACT_WORDS)
def test_a_line_kept_before_its_detail_grew_can_still_be_told(office: District, act: str):
    line = tell(Trace(build_trace().at, "", act), make_namer(office))
    assert line.deed == ACT_WORDS[act]


def test_an_action_nobody_has_words_for_is_not_kept(office: District):
    with pytest.raises(ValueError, match="no such action: painted"):
        office.repository.record_event("painted")
    assert office.repository.list_events() == ()


# ── the part asked for ───────────────────────────────────────────────────────

LINES = (
    build_trace(day=2, actor="Cô Lan", school="A"),
    build_trace("withdrawn", day=1, hour=16, actor="Anh Minh", school="B"),  # 23:00 in Viet Nam
    build_trace("refused", day=1, hour=18, actor="Anh Minh"),  # the next day there
)


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        (EVERYTHING, [1, 1, 2]),
        (Wanted(person="Anh Minh"), [1, 1]),
        (Wanted(act="accepted"), [2]),
        (Wanted(school="B"), [1]),
        (Wanted(refused_only=True), [1]),
        (Wanted(first=date(2020, 6, 2)), [1, 2]),
        (Wanted(last=date(2020, 6, 1)), [1]),
        (Wanted(first=date(2020, 6, 3)), []),
    ],
)
def test_a_part_is_chosen_by_person_act_school_day_oldest_first(wanted: Wanted, days: list[int]):
    assert [trace.at.day for trace in choose(LINES, wanted)] == days


# ── as a file ────────────────────────────────────────────────────────────────


def test_the_trail_leaves_as_a_workbook_oldest_first(office: District):
    hand_in(office, b"mot")
    agree(office)
    name, content = hand_out_trail(office, EVERYTHING, TrailForm.XLSX, actor=OFFICER)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if row[0] == "Lúc")
    assert head == ["Lúc", "Ai", "Việc", "Với cái gì", "Từ", "Thành", "Lý do", "Ghi chú"]
    assert [row[2] for row in rows[rows.index(head) + 1 :]] == ["Nhận báo cáo", "Giao việc"]
    assert name.endswith(".xlsx")


def test_a_name_that_looks_like_a_formula_stays_a_name(office: District):
    try_out(office, AttemptDeed.DOWNLOADED, "=1+1", target="x")
    _, content = hand_out_trail(office, EVERYTHING, TrailForm.CSV, actor=OFFICER)
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["Ai"], row["Việc"]) == ("'=1+1", "Tải tệp")
    _, content = hand_out_trail(office, Wanted(person="=1+1"), TrailForm.XLSX, actor=OFFICER)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


def test_that_the_trail_was_taken_is_in_the_trail(office: District):
    name, _ = hand_out_trail(office, EVERYTHING, TrailForm.CSV, actor=LEADER)
    line = read_last(office)
    assert (line.person, line.deed, line.about) == (LEADER.name, "Tải tệp", f"{name} (xem nhật ký)")


# ── who may read it ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("actor", [LEADER, OFFICER, ADMIN])
def test_leaders_officers_and_administrators_read_it(office: District, actor):
    assert load_trail(office, actor=actor) == ()


@pytest.mark.parametrize("role", sorted(set(AccessRole) - RIGHTS[Act.READ_AUDIT]))
def test_nobody_else_reads_or_takes_it(office: District, role: AccessRole):
    refused = []
    actor = build_actor(role, SCHOOL, refused=refused)
    for act in (lambda: load_trail(office, actor=actor), lambda: hand_out_trail(office, EVERYTHING, TrailForm.CSV, actor=actor)):
        with pytest.raises(NotAllowed, match="không có quyền xem nhật ký"):
            act()
    assert [denial.act for denial in refused] == [Act.READ_AUDIT, Act.READ_AUDIT]
    assert office.repository.people.list_attempts() == ()
