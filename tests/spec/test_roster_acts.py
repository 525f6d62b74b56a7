"""The roster is kept in the app too: who may change it, from when it holds, what was handed in before stays whose it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.access.policies import NotAllowed
from danvan_metrics.audit_acts import load_trail, make_namer
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.roster_acts.roster_keeping import change_roster, preview_changes
from danvan_metrics.settings import load_settings
from danvan_metrics.store.saving import ACTIONS
from danvan_metrics.topics.audit.figures import tell
from danvan_metrics.units.changes.roster_change import RosterDeed
from tests.builders import PLAN
from tests.builders_access import ADMIN, LEADER, OFFICER, build_actor
from tests.builders_roster import MERGED_ON, TODAY, add_school, add_unit, change, merge, move, province, split
from tests.builders_store import open_store

EVE = MERGED_ON - timedelta(days=1)


@pytest.fixture
def district(store):
    return District(PLAN, province(), store, replace(load_settings({}), fixed_today=TODAY))


def do(district, *changes, actor=OFFICER):
    return change_roster(district, changes, actor=actor)


def refuse(district, *changes):
    with pytest.raises(UserError) as told:
        do(district, *changes)
    return str(told.value)


@pytest.mark.parametrize("actor", [OFFICER, ADMIN])
def test_an_officer_or_an_administrator_changes_it(district, actor):
    assert (
        do(district, move("A1", "C"), actor=actor)
        == "Từ 01/07/2025, Trường MN A thôi trực thuộc Xã A, chuyển về Phường C (NQ 1)."
    )


@pytest.mark.parametrize("actor", [LEADER, build_actor(AccessRole.SCHOOL, "A1"), build_actor(AccessRole.GUEST)])
def test_nobody_else_does(district, actor):
    with pytest.raises(NotAllowed, match="không có quyền sửa danh sách đơn vị, trường"):
        do(district, move("A1", "C"), actor=actor)
    assert district.repository.rostering.list() == ()


def test_units_merged_into_a_new_one_are_one_act_with_its_words_and_the_roster_follows_at_once(district):
    said = do(district, add_unit("N"), merge("N", "A", "B"))
    assert said == (
        "Từ 01/07/2025, có đơn vị mới Xã N, mã N, trực thuộc Tỉnh T (NQ 1). Từ 01/07/2025, Xã A và xã B nhập vào Xã N (NQ 1); "
        "3 đơn vị, trường trực thuộc chuyển theo; báo cáo đã nộp vẫn đứng tên nơi đã nộp."
    )
    assert {school.code for school in district.roster.list_under("N", MERGED_ON)} == {"A1", "A2", "B1"}
    assert district.roster is district.roster  # not folded anew while nothing happens


def test_another_process_sees_it_without_a_restart(store_url):
    first, second = (District(PLAN, province(), open_store(store_url), load_settings({})) for _ in range(2))
    assert second.roster.unit_of(second.roster.by_code["A1"], MERGED_ON) == "A"
    do(first, move("A1", "C"))
    assert second.roster.unit_of(second.roster.by_code["A1"], MERGED_ON) == "C"
    assert second.roster.unit_of(second.roster.by_code["A1"], EVE) == "A"


def test_what_was_judged_by_a_roster_that_somebody_changed_meanwhile_is_not_kept(district):
    seen = district.repository.rostering.last()
    do(district, move("A1", "C"))
    with pytest.raises(UserError, match="vừa được người khác sửa; hãy xem lại"):
        district.repository.rostering.keep([move("A1", "B")], [{}], seen=seen, actor="Cô Lan")
    assert len(district.repository.rostering.list()) == 1


def test_changes_that_belong_together_are_kept_together_or_not_at_all(district):
    assert "không phải là đơn vị" in refuse(district, add_unit("N"), merge("N", "A", "A1"))
    assert district.repository.rostering.list() == ()
    assert "N" not in district.roster.tree.by_code


def test_a_preview_keeps_nothing(district):
    assert preview_changes(district, [change(RosterDeed.CLOSED, "B1")]) == (
        "Từ 01/07/2025, Trường MN B thôi hoạt động (NQ 1); không phải nộp báo cáo các kỳ sau đó; "
        "báo cáo đã nộp vẫn đứng tên nơi đã nộp."
    )
    assert district.repository.rostering.last() == 0


def test_the_sample_s_roster_stays_as_it_is(district):
    assert "không sửa được" in refuse(replace(district, sample=True), move("A1", "C"))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([add_unit("a")], "Mã “A” đã có hoặc đã từng dùng; một mã không dùng lại, hãy đặt mã khác."),
        ([change(RosterDeed.CLOSED, "B1"), add_school("B1", "C")], "Mã “B1” đã có hoặc đã từng dùng"),
        ([add_unit("Xã N")], "Mã “Xã N” chưa dùng được; hãy chỉ dùng chữ không dấu"),
        ([add_unit("N", parent="")], "Chưa chọn đơn vị cấp trên"),
        ([add_unit("N", name=" ")], "Chưa ghi tên và tên ngắn; hãy ghi cả hai."),
        ([add_school("N1", "A", level="THPT")], "Cấp học “THPT” không có trong kế hoạch; hãy dùng một trong: Mầm non"),
        ([replace(move("A1", "C"), decision="")], "Chưa ghi số quyết định hay lý do; hãy ghi ít nhất một trong hai."),
        ([move("X", "C")], "Không có đơn vị hay trường mã “X”; hãy chọn trong danh sách."),
        ([move("A1", "A")], "Trường MN A đã đứng dưới Xã A; không có gì phải đổi."),
        ([move("T", "A")], "Tỉnh T là đơn vị đứng đầu; không chuyển được."),
        ([move("A", "B"), move("B", "A")], "Xã A đứng dưới Xã B; hãy chọn đơn vị khác."),
        (
            [move("A1", "C"), move("A1", "B", on=EVE)],
            "Trường MN A đổi cấp trên ngày 01/07/2025; hãy chọn ngày",
        ),
        ([merge("A", "A")], "Chưa chọn nơi được nhập vào; hãy chọn ít nhất một."),
        ([merge("A", "T")], "Xã A đang đứng dưới Tỉnh T; hãy chuyển cấp trên trước khi sáp nhập."),
        ([merge("A", "B"), merge("C", "B")], "Xã B thôi hoạt động từ ngày 01/07/2025; hãy bỏ ra khỏi lần sáp nhập này."),
        ([merge("A", "B"), move("B1", "B")], "Xã B không còn hoặc chưa có vào ngày 01/07/2025; hãy chọn đơn vị khác"),
        ([split("A", "B")], "Chia tách cần ít nhất hai nơi sau khi chia"),
        ([change(RosterDeed.CLOSED, "A")], "Xã A còn 2 đơn vị, trường trực thuộc; hãy chuyển cấp trên cho các nơi ấy trước."),
        ([change(RosterDeed.CLOSED, "T")], "Tỉnh T là đơn vị đứng đầu; không cho thôi hoạt động được."),
        ([change(RosterDeed.RENAMED, "A", name="Xã A", short_name="A")], "Xã A đã mang tên này; không có gì phải đổi."),
        ([change(RosterDeed.CORRECTED, "A", level="THCS")], "Xã A không có cấp học để sửa."),
        ([change(RosterDeed.CORRECTED, "A", head="")], "Thông tin của Xã A đã như vậy; không có gì phải sửa."),
    ],
)
def test_what_cannot_be_is_one_sentence_with_its_remedy(district, changes, told):
    assert refuse(district, *changes).startswith(told)


def test_a_return_stays_with_the_school_that_gave_it(district):
    """Its code is on the roster still, with the day it ended, so that what it handed in is found and named."""
    do(district, merge("B1", "A1"))
    ended = district.roster.by_code["A1"]
    assert (ended.valid_to, ended.short_name) == (EVE, "MN A")
    assert district.roster.tree.trace_back("B1", EVE) == {"A1", "B1"}


def test_the_audit_tells_every_change(district):
    do(district, add_unit("N"), merge("N", "A", "B"))
    do(district, move("C1", "N"), change(RosterDeed.CORRECTED, "N", head="Bà Lan"))
    do(district, change(RosterDeed.RENAMED, "C2", name="Trường TH Xuân", short_name="TH Xuân"), change(RosterDeed.CLOSED, "A2"))
    do(district, add_unit("P"), add_unit("Q"), split("C", "P", "Q"))
    lines = [tell(trace, make_namer(district)) for trace in load_trail(district, actor=OFFICER)]
    assert [(one.deed, one.about, one.before, one.after, one.reason) for one in lines[:6]] == [
        ("Thêm đơn vị, trường", "Xã N (N), từ 01/07/2025", "", "Tỉnh T", "NQ 1"),
        ("Sáp nhập đơn vị, trường", "Xã N (N), từ 01/07/2025", "Xã A và xã B", "Xã N", "NQ 1"),
        ("Chuyển cấp trên của đơn vị, trường", "Trường MN C (C1), từ 01/07/2025", "Phường C", "Xã N", "NQ 1"),
        (
            "Sửa thông tin đơn vị, trường",
            "Xã N (N), từ 01/07/2025",
            "người đứng đầu: trống",
            "người đứng đầu: Bà Lan",
            "NQ 1",
        ),
        ("Đổi tên đơn vị, trường", "Trường TH C (C2), từ 01/07/2025", "Trường TH C", "Trường TH Xuân", "NQ 1"),
        ("Ghi đơn vị, trường thôi hoạt động", "Trường TH A (A2), từ 01/07/2025", "", "thôi hoạt động", "NQ 1"),
    ]
    assert (lines[-1].deed, lines[-1].after) == ("Chia tách đơn vị, trường", "Xã P và xã Q")
    assert {one.person for one in lines} == {"Nguyễn Thị Lan"}


def test_every_deed_leaves_an_event_that_the_audit_knows():
    assert {f"roster_{deed}" for deed in RosterDeed} <= ACTIONS


def test_changes_are_read_as_they_were_kept(district):
    do(district, add_unit("N", on=date(2025, 7, 1), recipients=["Sở", "Lưu"]))
    (kept,) = district.repository.rostering.list()
    assert (kept.deed, kept.code, kept.on, kept.decision, kept.actor) == (
        RosterDeed.ADDED,
        "N",
        MERGED_ON,
        "NQ 1",
        "Nguyễn Thị Lan",
    )
    assert district.roster.tree.by_code["N"].recipients == ("Sở", "Lưu")
