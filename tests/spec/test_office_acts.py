"""Who may give tasks, conclude meetings, fix figures, reward, decide about hand-ins, and have the papers of it (issue 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.access.actor import AccessRole, sit_at_laptop
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import Nameless, NotAllowed
from danvan_metrics.concluding_acts import conclude_meeting, make_notice
from danvan_metrics.decision_acts import correct_received, put_in_force, withdraw_return
from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import agree_action, change_action, close_action, fix_figures
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.rewarding.recognition_acts import recognise_model, withdraw_recognition
from danvan_metrics.rewarding.reward_acts import (
    consider,
    drop_proposal,
    hold_council,
    propose,
    record_decision,
    withdraw_reward,
)
from danvan_metrics.rewarding.reward_papers import make_council_minute, make_rewards, make_submission_letter
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.store.records import Agreement
from tests.builders_access import LEADER, OFFICE, OFFICER, build_actor
from tests.builders_conclusions import TO_ALL, build_conclusion
from tests.builders_rewards import (
    GARDEN,
    GATE,
    INDIVIDUAL,
    PERIOD,
    SCHOOL,
    build_council,
    build_nomination,
    build_recognition,
    hand_in,
    open_office,
)

AGREED = Agreement(PERIOD, SCHOOL, "CT1.1", "Họp phụ huynh lần hai", "Cô Lan", date(2020, 12, 30))
CONCLUDED = build_conclusion(TO_ALL, period=PERIOD, held_on=date(2020, 12, 18))
TO_ANOTHER = replace(AGREED, person="Cô Hoa")
OPEN_PROPOSAL, DECIDED_PROPOSAL, CARRIED_PROPOSAL = 1, 2, 3


@pytest.fixture
def office(tmp_path):
    """An office on 20/12/2020 in which everything has been begun, so that every act below would go through."""
    return begin(tmp_path)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """The same, for what writes nothing."""
    return begin(tmp_path_factory.mktemp("office"))


def begin(folder):
    district = open_office(folder)
    hand_in(district, content=b"first")
    hand_in(district, content=b"second")
    agree_action(district, AGREED, actor=OFFICE)
    recognise_model(district, build_recognition(), actor=OFFICE)
    council = hold_council(district, build_council(), actor=OFFICE)
    conclude_meeting(district, CONCLUDED, actor=OFFICE)
    assert propose(district, build_nomination(), actor=OFFICE) == OPEN_PROPOSAL
    for number, name in ((DECIDED_PROPOSAL, "Bàn Thị Mai"), (CARRIED_PROPOSAL, "Hoàng Thị Lan")):
        assert propose(district, build_nomination(owner=INDIVIDUAL, name=name), actor=OFFICE) == number
        consider(district, number, council, votes_for=7, votes_cast=7, actor=OFFICE)
    record_decision(district, DECIDED_PROPOSAL, "300/QĐ-UBND", date(2020, 12, 19), actor=OFFICE)
    return district


def find_task(district):
    return district.load_dataset().actions[0]


def find_hand_in(district, revision):
    [found] = [one for one in district.repository.list_submissions(district.plan.code) if one.revision == revision]
    return found


ACTS = {
    "agree_action": (
        Act.GIVE_TASKS,
        lambda office, actor: agree_action(office, replace(AGREED, subject="HP1"), actor=actor),
    ),
    "change_action": (
        Act.GIVE_TASKS,
        lambda office, actor: change_action(
            office, find_task(office), TO_ANOTHER, reason="Cô Lan nghỉ", actor=actor
        ),
    ),
    "close_action": (
        Act.GIVE_TASKS,
        lambda office, actor: close_action(office, find_task(office).id, ActionState.DONE, actor=actor),
    ),
    "conclude_meeting": (
        Act.CONCLUDE_MEETING,
        lambda office, actor: conclude_meeting(
            office, build_conclusion(TO_ALL, period=PERIOD, held_on=date(2020, 12, 17), name="Họp khác"), actor=actor
        ),
    ),
    "fix_figures": (Act.FIX_FIGURES, lambda office, actor: fix_figures(office, "Họp tổng kết", PERIOD, actor=actor)),
    "recognise_model": (
        Act.REWARD,
        lambda office, actor: recognise_model(office, build_recognition(model=GARDEN), actor=actor),
    ),
    "withdraw_recognition": (
        Act.REWARD,
        lambda office, actor: withdraw_recognition(office, SCHOOL, PERIOD, GATE, reason="Ghi nhầm", actor=actor),
    ),
    "hold_council": (
        Act.REWARD,
        lambda office, actor: hold_council(office, build_council(held_on=date(2020, 12, 19)), actor=actor),
    ),
    "propose": (
        Act.REWARD,
        lambda office, actor: propose(office, build_nomination(owner=INDIVIDUAL, name="Vi Thị Hoa"), actor=actor),
    ),
    "consider": (
        Act.REWARD,
        lambda office, actor: consider(office, OPEN_PROPOSAL, 1, votes_for=6, votes_cast=7, actor=actor),
    ),
    "record_decision": (
        Act.REWARD,
        lambda office, actor: record_decision(office, CARRIED_PROPOSAL, "301/QĐ-UBND", date(2020, 12, 19), actor=actor),
    ),
    "withdraw_reward": (
        Act.REWARD,
        lambda office, actor: withdraw_reward(office, DECIDED_PROPOSAL, reason="Sai thành tích", actor=actor),
    ),
    "drop_proposal": (
        Act.REWARD,
        lambda office, actor: drop_proposal(office, OPEN_PROPOSAL, reason="Trường xin rút", actor=actor),
    ),
    "put_in_force": (
        Act.DECIDE,
        lambda office, actor: put_in_force(office, find_hand_in(office, 1), reason="Bản sau gửi nhầm", actor=actor),
    ),
    "withdraw_return": (
        Act.DECIDE,
        lambda office, actor: withdraw_return(office, find_hand_in(office, 2), reason="Gửi nhầm", actor=actor),
    ),
    "correct_received": (
        Act.DECIDE,
        lambda office, actor: correct_received(
            office, find_hand_in(office, 2), date(2020, 12, 7), reason="Thư đến ngày 7", actor=actor
        ),
    ),
}  # fmt: skip
PAPERS = {
    "thong-bao-ket-luan": lambda office, actor: make_notice(office, 1, actor=actor),
    "bien-ban": lambda office, actor: make_council_minute(office, 1, actor=actor),
    "danh-sach": lambda office, actor: make_rewards(office, PERIOD, "docx", actor=actor),
    "to-trinh": lambda office, actor: make_submission_letter(office, PERIOD, actor=actor),
}
# Whose these acts are: what many.md's table says, read off it by hand.
ALLOWED = {
    Act.GIVE_TASKS: (AccessRole.LEADER, AccessRole.OFFICER),
    Act.CONCLUDE_MEETING: (AccessRole.LEADER, AccessRole.OFFICER),
    Act.FIX_FIGURES: (AccessRole.OFFICER,),
    Act.REWARD: (AccessRole.OFFICER,),
    Act.DECIDE: (AccessRole.OFFICER,),
}
REFUSED = [
    pytest.param(role, act, do, id=f"{role}-{name}")
    for name, (act, do) in ACTS.items()
    for role in AccessRole
    if role not in ALLOWED[act]
]
PASSED = [pytest.param(role, do, id=f"{role}-{name}") for name, (act, do) in ACTS.items() for role in ALLOWED[act]]


@pytest.mark.parametrize(("role", "act", "do"), REFUSED)
def test_whose_it_is_not_is_refused_and_kept_in_mind_and_nothing_is_written(untouched, role, act, do):
    refused, before = [], untouched.repository.list_events()
    somebody = build_actor(role, SCHOOL, refused=refused)
    with pytest.raises(NotAllowed, match=f"{somebody.name} không có quyền {act.words}"):
        do(untouched, somebody)
    assert untouched.repository.list_events() == before
    assert [(one.actor, one.act, one.school) for one in refused] == [(somebody, act, SCHOOL if act is Act.DECIDE else "")]


@pytest.mark.parametrize(("role", "do"), PASSED)
def test_whose_it_is_does_it_and_it_carries_their_name(office, role, do):
    number = office.repository.version()
    do(office, build_actor(role, name="Lê Thị Cúc"))
    written = [one for one in office.repository.list_events() if one.id > number]
    assert {one.actor for one in written} == {"Lê Thị Cúc"}


@pytest.mark.parametrize("do", [do for _, do in ACTS.values()], ids=list(ACTS))
def test_at_a_laptop_nothing_is_done_before_a_name_is_said(untouched, do):
    before = untouched.repository.list_events()
    with pytest.raises(Nameless, match="hãy ghi họ tên của bạn một lần ở mục “Tôi là”"):
        do(untouched, sit_at_laptop(" "))
    assert untouched.repository.list_events() == before


def test_a_day_to_come_is_no_day_received(untouched):
    told = r"Ngày nhận 21/12/2020 sau hôm nay \(20/12/2020\)"
    with pytest.raises(UserError, match=told):
        correct_received(untouched, find_hand_in(untouched, 1), date(2020, 12, 21), reason="Thư đến sau", actor=OFFICER)


class TestPapers:
    @pytest.mark.parametrize("make", PAPERS.values(), ids=list(PAPERS))
    @pytest.mark.parametrize("role", [AccessRole.APPRAISER, AccessRole.SCHOOL, AccessRole.ADMIN, AccessRole.GUEST])
    def test_a_paper_about_the_district_is_not_a_schools_or_a_guests(self, untouched, role, make):
        refused, before = [], untouched.repository.people.list_attempts()
        with pytest.raises(NotAllowed, match="không có quyền xuất biên bản, phiếu trường, tờ trình"):
            make(untouched, build_actor(role, SCHOOL, refused=refused))
        assert [one.act for one in refused] == [Act.EXPORT_PAPERS]
        assert untouched.repository.people.list_attempts() == before

    @pytest.mark.parametrize("make", PAPERS.values(), ids=list(PAPERS))
    @pytest.mark.parametrize("actor", [LEADER, OFFICER], ids=["leader", "officer"])
    def test_who_took_which_is_kept(self, untouched, actor, make):
        name, _ = make(untouched, actor)
        last = untouched.repository.people.list_attempts()[-1]
        assert (last.deed, last.actor, last.subject) == (AttemptDeed.DOWNLOADED, actor.name, actor.subject)
        assert (last.act, last.target) == (Act.EXPORT_PAPERS, name)
