"""Recognition and reward: who may be recognised, proposed, voted on and decided, what is refused, and what stays."""

import json
from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import fix_figures, load_snapshot
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.rewards import (
    Attendee,
    RewardStep,
    count_considered,
    count_decided,
    count_proposed,
    reaches,
)
from danvan_metrics.rewarding.dossier import collect_dossier
from danvan_metrics.rewarding.model_board import load_model_board, load_past_acts
from danvan_metrics.rewarding.recognition_acts import recognise_model, withdraw_recognition
from danvan_metrics.rewarding.reward_acts import (
    consider,
    drop_proposal,
    hold_council,
    propose,
    record_decision,
    withdraw_reward,
)
from danvan_metrics.store.engine import open_engine
from danvan_metrics.store.rewarding.reward_records import NewRewardStep
from danvan_metrics.topics.rewards.figures import collect_rewards, describe_rewards
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_rewards import (
    FOUND,
    GATE,
    INDIVIDUAL,
    OTHER,
    PERIOD,
    SCHOOL,
    appraise,
    build_council,
    build_nomination,
    build_people,
    build_recognition,
    hand_in,
    hand_in_judged,
    open_office,
)
from tests.builders_store import build_model

DECIDED_ON = date(2020, 12, 19)


@pytest.fixture
def district(tmp_path):
    """The office on 20/12/2020 with one return, of two models."""
    office = open_office(tmp_path)
    hand_in(office)
    return office


def carry(district, *, votes_for=6, votes_cast=7, **nomination):
    """A proposal the council of seven voted on; its number."""
    number = propose(district, build_nomination(**nomination), actor=OFFICE)
    consider(
        district,
        number,
        hold_council(district, build_council(), actor=OFFICE),
        votes_for=votes_for,
        votes_cast=votes_cast,
        actor=OFFICE,
    )
    return number


def find(district, number):
    return next(one for one in district.load_dataset().rewards.proposals if one.id == number)


class TestRecognition:
    def test_a_model_is_recognised_at_a_level_by_a_decision(self, district):
        recognise_model(district, build_recognition(exemplary=True), actor=sit_at_laptop("Cô Vân"))
        [one] = district.load_dataset().rewards.recognised
        assert (one.school, one.model, one.level, one.exemplary) == (SCHOOL, GATE, "Cấp huyện", True)
        assert (one.decision, one.decided_on) == ("215/QĐ-UBND", date(2020, 12, 15))

    def test_the_last_one_counts_and_the_earlier_one_stays_in_the_history(self, district):
        recognise_model(district, build_recognition(), actor=OFFICE)
        recognise_model(district, build_recognition(level="Cấp tỉnh", decision="7/QĐ-UBND"), actor=OFFICE)
        assert [one.level for one in district.load_dataset().rewards.recognised] == ["Cấp tỉnh"]
        assert [act.told for act in load_past_acts(district, PERIOD)] == [
            "công nhận Cấp tỉnh, 7/QĐ-UBND ngày 15/12/2020",
            "công nhận Cấp huyện, 215/QĐ-UBND ngày 15/12/2020",
        ]

    def test_it_is_taken_back_with_a_reason_and_may_be_given_again(self, district):
        recognise_model(district, build_recognition(), actor=OFFICE)
        withdraw_recognition(district, SCHOOL, PERIOD, GATE, reason="Ghi nhầm", actor=OFFICE)
        assert district.load_dataset().rewards.recognised == ()
        assert [row.recognised for row in load_model_board(district, PERIOD)] == [None, None]
        recognise_model(district, build_recognition(), actor=OFFICE)
        assert len(district.load_dataset().rewards.recognised) == 1

    def test_the_board_has_the_models_of_every_return_in_force(self, district):
        """As each return tells them, school by school in the roster's order: no earlier hand-in, no other period."""
        hand_in(district, OTHER, models=(build_model("Vườn rau sạch"),), content=b"first")
        hand_in(district, OTHER, models=(build_model("Vườn thuốc nam"), build_model("Vườn rau sạch")), content=b"second")
        hand_in(district, OTHER, period="9m", models=(build_model("Đường hoa"),))
        returns = [
            (one, district.repository.find_return(district.plan.code, one.code, PERIOD)) for one in district.roster.schools
        ]
        expected = [(school, model) for school, returned in returns if returned for model in returned.models]
        assert [(row.school, row.entry) for row in load_model_board(district, PERIOD)] == expected
        assert [model.name for school, model in expected if school.code == OTHER] == ["Vườn thuốc nam", "Vườn rau sạch"]

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"level": "Cấp trung ương"}, "Không có cấp công nhận “Cấp trung ương”; hãy chọn một trong: Cấp trường, Cấp huyện"),
            ({"decision": "  "}, "Chưa có số quyết định"),
            ({"decided_on": date(2020, 12, 21)}, "Ngày quyết định 21/12/2020 sau hôm nay (20/12/2020)"),
            ({"model": "Vườn lan"}, "Báo cáo của Trường Mầm non Đạp Thanh không đăng ký mô hình “Vườn lan”"),
            ({"school": OTHER}, "Trường Mầm non Đồn Đạc chưa có báo cáo kỳ này"),
            ({"school": "MN-KHONGCO"}, "Không có trường “MN-KHONGCO” trong danh sách trường"),
            ({"period": "13m"}, "Không có kỳ báo cáo “13m” trong kế hoạch"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_in_a_sentence(self, district, changed, told):
        with pytest.raises(UserError, match="^" + told.replace("(", r"\(").replace(")", r"\)")):
            recognise_model(district, build_recognition(**changed), actor=OFFICE)
        assert district.load_dataset().rewards.recognised == ()

    def test_the_same_once_more_is_refused(self, district):
        recognise_model(district, build_recognition(), actor=OFFICE)
        with pytest.raises(UserError, match="đã được công nhận đúng như vậy"):
            recognise_model(district, build_recognition(), actor=OFFICE)

    def test_it_cannot_be_taken_back_without_a_reason_or_where_it_was_not_given(self, district):
        with pytest.raises(UserError, match="đang không được công nhận"):
            withdraw_recognition(district, SCHOOL, PERIOD, GATE, reason="Ghi nhầm", actor=OFFICE)
        recognise_model(district, build_recognition(), actor=OFFICE)
        with pytest.raises(UserError, match="phải có lý do"):
            withdraw_recognition(district, SCHOOL, PERIOD, GATE, reason=" ", actor=OFFICE)

    def test_of_two_who_write_at_once_the_second_is_refused(self, district):
        recognise_model(district, build_recognition(), actor=OFFICE)
        [first] = district.repository.rewards.load_history(district.plan.code).recognitions
        stale = replace(first, level="Cấp tỉnh")
        with pytest.raises(UserError, match="Có người vừa ghi"):
            district.repository.rewards.recognise(stale, seen=0)


class TestCouncil:
    @pytest.mark.parametrize(
        ("present", "members", "holds"),
        [(6, 9, True), (5, 9, False), (7, 9, True), (2, 3, True), (1, 2, False), (4, 6, True), (1, 1, True)],
    )
    def test_two_thirds_of_its_members_must_be_present(self, district, present, members, holds):
        """2/3 of 9 is 6: 6 of 9 hold, 5 of 9 do not."""
        people = build_people(max(present, 1))
        council = build_council(present, members, secretary=people[-1].name)
        if holds:
            assert hold_council(district, council, actor=OFFICE) == 1
        else:
            with pytest.raises(UserError, match=f"Có mặt {present}/{members} thành viên, chưa đủ số người"):
                hold_council(district, council, actor=OFFICE)

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"held_on": date(2020, 12, 21)}, "Ngày họp 21/12/2020 sau hôm nay"),
            ({"place": ""}, "Chưa ghi nơi họp"),
            ({"chair": "Người ngoài"}, "Phiên họp phải có người chủ trì trong số người có mặt"),
            ({"secretary": ""}, "Phiên họp phải có thư ký trong số người có mặt"),
            ({"members": 6}, "Có mặt 7 người mà Hội đồng có 6 thành viên"),
            ({"present": (*build_people(6), Attendee("nguyen thi an"))}, "“Nguyễn Thị An” có tên hai lần"),
            ({"present": (*build_people(6), Attendee(" "))}, "Có người dự họp chưa ghi họ tên"),
            ({"period": "13m"}, "Không có kỳ báo cáo “13m”"),
        ],
    )
    def test_what_cannot_be_is_refused_in_a_sentence(self, district, changed, told):
        with pytest.raises(UserError, match=told):
            hold_council(district, build_council(**changed), actor=OFFICE)
        assert district.load_dataset().rewards.meetings == ()

    @pytest.mark.parametrize(("votes_for", "votes_cast", "passed"), [(7, 10, True), (6, 9, False), (7, 9, True), (0, 1, False)])
    def test_seventy_per_cent_of_the_votes_carry(self, tmp_path, votes_for, votes_cast, passed):
        """7 of 10 is 70 %; 6 of 9 is 66.7 %."""
        office = open_office(tmp_path)
        hand_in(office)
        number = propose(office, build_nomination(), actor=OFFICE)
        meeting = hold_council(office, build_council(present=10, members=10), actor=OFFICE)
        assert consider(office, number, meeting, votes_for=votes_for, votes_cast=votes_cast, actor=OFFICE) is passed
        assert find(office, number).passed is passed

    def test_shares_are_compared_as_the_plan_writes_them(self, district):
        thresholds = district.plan.thresholds
        assert (thresholds.quorum.value, thresholds.pass_share.value) == (0.6667, 0.7)
        assert reaches(6, 9, 0.6667)  # 0.66667 is not below 2/3
        assert not reaches(5, 9, 0.6667)
        assert not reaches(0, 0, 0.6667)

    def test_a_vote_kept_again_sets_the_earlier_one_right(self, district):
        number = carry(district, votes_for=4)
        assert find(district, number).passed is False
        consider(district, number, 1, votes_for=5, votes_cast=7, actor=OFFICE)  # 71 %
        proposal = find(district, number)
        assert (proposal.votes_for, proposal.votes_cast, proposal.passed) == (5, 7, True)

    @pytest.mark.parametrize("votes", [(8, 8), (5, 4), (-1, 7), (0, 0)])
    def test_votes_that_cannot_be_are_refused(self, district, votes):
        number = propose(district, build_nomination(), actor=OFFICE)
        meeting = hold_council(district, build_council(), actor=OFFICE)
        with pytest.raises(UserError, match="không khớp với 7 người có mặt"):
            consider(district, number, meeting, votes_for=votes[0], votes_cast=votes[1], actor=OFFICE)

    def test_a_meeting_of_another_period_does_not_vote_on_it(self, district):
        number = propose(district, build_nomination(), actor=OFFICE)
        meeting = hold_council(district, build_council(period="9m"), actor=OFFICE)
        with pytest.raises(UserError, match="hai kỳ khác nhau"):
            consider(district, number, meeting, votes_for=7, votes_cast=7, actor=OFFICE)
        with pytest.raises(UserError, match="Không có phiên họp Hội đồng số 99"):
            consider(district, number, 99, votes_for=7, votes_cast=7, actor=OFFICE)

    def test_what_was_carried_stays_carried_when_the_setting_changes(self, district):
        number = carry(district)
        thresholds = district.plan.thresholds
        stricter = thresholds.model_copy(update={"pass_share": thresholds.pass_share.model_copy(update={"value": 0.95})})
        later = replace(district, plan=district.plan.model_copy(update={"thresholds": stricter}))
        assert find(later, number).passed is True


class TestProposals:
    def test_a_school_is_proposed_under_its_own_name_a_person_under_theirs(self, district):
        propose(district, build_nomination(), actor=OFFICE)
        propose(
            district, build_nomination(owner=INDIVIDUAL, name=" Hoàng  Thị Lan ", title="Giáo viên", model=GATE), actor=OFFICE
        )
        school, person = district.load_dataset().rewards.proposals
        assert (school.name, school.step, school.passed) == ("Trường Mầm non Đạp Thanh", RewardStep.PROPOSED, None)
        assert (person.name, person.title, person.model) == ("Hoàng Thị Lan", "Giáo viên", GATE)

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"form": "Huân chương"}, "Không có hình thức khen “Huân chương”; hãy chọn một trong: Giấy khen của Chủ tịch"),
            ({"owner": "family"}, "Chưa rõ đề nghị khen tập thể hay cá nhân"),
            ({"owner": INDIVIDUAL}, "Đề nghị khen cá nhân phải có họ tên"),
            ({"school": OTHER}, "Trường Mầm non Đồn Đạc chưa có báo cáo kỳ cả năm"),
            ({"school": "MN-KHONGCO"}, "Không có trường “MN-KHONGCO”"),
            ({"model": "Vườn lan"}, "không đăng ký mô hình “Vườn lan”"),
        ],
    )
    def test_what_cannot_be_is_refused_in_a_sentence(self, district, changed, told):
        with pytest.raises(UserError, match=told):
            propose(district, build_nomination(**changed), actor=OFFICE)
        assert district.load_dataset().rewards.proposals == ()

    def test_nobody_is_proposed_twice_for_the_same_unless_it_was_dropped(self, district):
        number = propose(district, build_nomination(owner=INDIVIDUAL, name="Hoàng Thị Lan"), actor=OFFICE)
        with pytest.raises(UserError, match="hoang thi lan đã được đề nghị"):
            propose(district, build_nomination(owner=INDIVIDUAL, name="hoang thi lan"), actor=OFFICE)
        propose(district, build_nomination(owner=INDIVIDUAL, name="Hoàng Thị Lan", form="Biểu dương"), actor=OFFICE)
        drop_proposal(district, number, reason="Đã khen ở kỳ trước", actor=OFFICE)
        propose(district, build_nomination(owner=INDIVIDUAL, name="Hoàng Thị Lan"), actor=OFFICE)

    def test_the_figures_are_those_of_the_appraisal_as_it_stood(self, tmp_path):
        """Five of six lines judged are checked; HP1.1 and HP1.3 are met, 3 of 4 and a lowered, an unproven line are not."""
        office = open_office(tmp_path)
        submission = hand_in_judged(office)
        appraise(office)
        number = propose(office, build_nomination(), actor=OFFICE)
        figures = find(office, number).figures
        assert (figures["state"], figures["version"]) == ("concluded", 1)
        checked = sum(str(outcome) != "uncheckable" for _, outcome, _ in FOUND.values())
        assert figures["checked"]["n"] == checked == 5
        assert figures["met"]["n"] == 2
        assert (figures["lowered"], figures["raised"]) == (1, 1)
        assert figures["models"] == {"n": 1, "N": 2}
        [record] = office.repository.list_submissions(office.plan.code, SCHOOL)
        assert [(one["submission"], one["sha256"]) for one in figures["evidence"]] == [(submission, record.sha256)]

    def test_they_stay_although_the_school_sends_another_return(self, tmp_path):
        office = open_office(tmp_path)
        hand_in_judged(office)
        appraise(office)
        number = propose(office, build_nomination(), actor=OFFICE)
        before = json.dumps(find(office, number).figures, sort_keys=True)
        hand_in_judged(office, HP1_1=Answer("HP1.1", State.VALUE, choice="not_started"))
        assert json.dumps(find(office, number).figures, sort_keys=True) == before
        assert len(collect_dossier(office, SCHOOL, PERIOD).figures["evidence"]) == 2  # the judged one and the one in force

    def test_nothing_of_an_appraisal_not_concluded_is_claimed(self, tmp_path):
        office = open_office(tmp_path)
        hand_in_judged(office)
        appraise(office, concluded=False)
        dossier = collect_dossier(office, SCHOOL, PERIOD)
        assert not dossier.concluded
        assert dossier.summary == "1/2 mô hình đã đăng ký có kết quả kèm minh chứng."
        propose(office, build_nomination(), actor=OFFICE)
        [row] = collect_rewards(office.load_dataset(), Scope(PERIOD)).rows
        assert row.result.startswith("chưa kết luận thẩm định · ")


class TestDecisions:
    def test_a_carried_proposal_gets_the_decision_of_those_who_sign(self, district):
        number = carry(district)
        record_decision(district, number, "300/QĐ-UBND", DECIDED_ON, actor=OFFICE)
        proposal = find(district, number)
        assert (proposal.step, proposal.decision, proposal.decided_on) == (RewardStep.DECIDED, "300/QĐ-UBND", DECIDED_ON)
        record_decision(district, number, "301/QĐ-UBND", DECIDED_ON, actor=OFFICE)  # a slip of the pen set right
        assert find(district, number).decision == "301/QĐ-UBND"
        with pytest.raises(UserError, match="đã được ghi rồi"):
            record_decision(district, number, "301/QĐ-UBND", DECIDED_ON, actor=OFFICE)

    def test_what_the_council_has_not_carried_gets_none(self, district):
        number = propose(district, build_nomination(), actor=OFFICE)
        with pytest.raises(UserError, match="chưa được Hội đồng xét"):
            record_decision(district, number, "300/QĐ-UBND", DECIDED_ON, actor=OFFICE)
        consider(district, number, hold_council(district, build_council(), actor=OFFICE), votes_for=4, votes_cast=7, actor=OFFICE)
        with pytest.raises(UserError, match="không được Hội đồng thông qua"):
            record_decision(district, number, "300/QĐ-UBND", DECIDED_ON, actor=OFFICE)

    @pytest.mark.parametrize(
        ("decision", "day", "told"),
        [
            ("", DECIDED_ON, "Chưa có số quyết định"),
            ("300/QĐ-UBND", date(2020, 12, 17), "Ngày quyết định 17/12/2020 trước ngày Hội đồng họp"),
            ("300/QĐ-UBND", date(2020, 12, 21), "sau hôm nay"),
        ],
    )
    def test_a_decision_has_a_number_and_a_day_that_can_be(self, district, decision, day, told):
        number = carry(district)
        with pytest.raises(UserError, match=told):
            record_decision(district, number, decision, day, actor=OFFICE)

    def test_a_reward_is_withdrawn_with_a_reason_and_its_history_stays(self, district):
        number = carry(district)
        with pytest.raises(UserError, match="Chỉ rút được khen thưởng đã có quyết định"):
            withdraw_reward(district, number, reason="Sai thành tích", actor=OFFICE)
        record_decision(district, number, "300/QĐ-UBND", DECIDED_ON, actor=OFFICE)
        with pytest.raises(UserError, match="phải có lý do"):
            withdraw_reward(district, number, reason="", actor=OFFICE)
        withdraw_reward(district, number, reason="Sai thành tích", actor=OFFICE)
        proposal = find(district, number)
        assert (proposal.step, proposal.reason, proposal.decision) == (RewardStep.WITHDRAWN, "Sai thành tích", "300/QĐ-UBND")
        assert [step.step for step in district.repository.rewards.find_proposal(number).steps] == [
            "considered", "decided", "withdrawn",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "act",
        [
            lambda district, number: consider(district, number, 1, votes_for=7, votes_cast=7, actor=OFFICE),
            lambda district, number: record_decision(district, number, "301/QĐ-UBND", DECIDED_ON, actor=OFFICE),
            lambda district, number: drop_proposal(district, number, reason="Thôi", actor=OFFICE),
            lambda district, number: withdraw_reward(district, number, reason="Thôi", actor=OFFICE),
        ],
    )
    def test_what_was_dropped_moves_no_more(self, district, act):
        number = carry(district)
        drop_proposal(district, number, reason="Trường xin rút", actor=OFFICE)
        with pytest.raises(UserError):
            act(district, number)
        assert find(district, number).step is RewardStep.DROPPED

    def test_a_decided_one_is_not_dropped_but_withdrawn(self, district):
        number = carry(district)
        record_decision(district, number, "300/QĐ-UBND", DECIDED_ON, actor=OFFICE)
        with pytest.raises(UserError, match="đã có quyết định khen"):
            drop_proposal(district, number, reason="Thôi", actor=OFFICE)

    def test_of_two_who_step_at_once_the_second_is_refused(self, district):
        number = carry(district)  # one step
        step = NewRewardStep(step="dropped", reason="Thôi")
        with pytest.raises(UserError, match="Có người vừa ghi thêm"):
            district.repository.rewards.step(number, step, seen=0)

    def test_an_unknown_proposal_is_told(self, district):
        with pytest.raises(UserError, match="Không có đề nghị số 99"):
            drop_proposal(district, 99, reason="Thôi", actor=OFFICE)


class TestCounts:
    def test_considered_are_schools_and_proposed_are_proposals_that_stand(self, tmp_path):
        office = open_office(tmp_path)
        for school in (SCHOOL, OTHER, "MN-THANHLAM"):
            hand_in(office, school)
        meeting = hold_council(office, build_council(), actor=OFFICE)
        votes = {SCHOOL: 7, OTHER: 4, "MN-THANHLAM": None}  # carried, voted down, not considered
        numbers = {school: propose(office, build_nomination(school=school), actor=OFFICE) for school in votes}
        for school, votes_for in votes.items():
            if votes_for is not None:
                consider(office, numbers[school], meeting, votes_for=votes_for, votes_cast=7, actor=OFFICE)
        record_decision(office, numbers[SCHOOL], "300/QĐ-UBND", DECIDED_ON, actor=OFFICE)
        rewards = office.load_dataset().rewards
        schools = [school.code for school in office.roster.schools]
        assert count_considered(rewards, PERIOD, schools) == (2, len(schools))
        assert count_proposed(rewards, PERIOD) == 2  # what the council voted down is proposed no more
        assert count_proposed(rewards, PERIOD, INDIVIDUAL) == 0
        assert count_decided(rewards, PERIOD) == 1
        told = describe_rewards(collect_rewards(office.load_dataset(), Scope(PERIOD)))
        assert told == "đã xét 2/19 trường · đề nghị 2 (tập thể 2, cá nhân 0) · 1 đã có quyết định · kỳ cả năm"

    def test_another_period_has_its_own(self, district):
        carry(district)
        rewards = district.load_dataset().rewards
        assert (count_considered(rewards, "9m", [SCHOOL]), count_proposed(rewards, "9m")) == ((0, 1), 0)
        assert rewards.of_period("9m").meetings == ()


class TestWhatStays:
    def test_a_snapshot_keeps_what_was_proposed_then(self, district):
        number = carry(district)
        recognise_model(district, build_recognition(), actor=OFFICE)
        fix_figures(district, "Họp tổng kết", PERIOD, actor=OFFICE)
        then = district.load_dataset().rewards
        drop_proposal(district, number, reason="Trường xin rút", actor=OFFICE)
        withdraw_recognition(district, SCHOOL, PERIOD, GATE, reason="Ghi nhầm", actor=OFFICE)
        assert load_snapshot(district, "Họp tổng kết").rewards == then
        assert district.load_dataset().rewards != then

    def test_every_act_leaves_a_line_in_the_audit_trail(self, district):
        number = carry(district, owner=INDIVIDUAL, name="Hoàng Thị Lan")
        record_decision(district, number, "300/QĐ-UBND", DECIDED_ON, actor=OFFICE)
        withdraw_reward(district, number, reason="Sai thành tích", actor=OFFICE)
        recognise_model(district, build_recognition(), actor=OFFICE)
        withdraw_recognition(district, SCHOOL, PERIOD, GATE, reason="Ghi nhầm", actor=OFFICE)
        actions = [event.action for event in district.repository.list_events()]
        assert actions[1:] == [  # after the return accepted
            "reward_proposed", "council_held", "reward_stepped", "reward_stepped", "reward_stepped",
            "model_recognised", "model_unrecognised",
        ]  # fmt: skip

    @pytest.mark.parametrize("table", ["recognitions", "council_meetings", "proposals", "proposal_steps"])
    def test_no_row_is_changed_or_taken_out(self, district, table):
        carry(district)
        recognise_model(district, build_recognition(), actor=OFFICE)
        engine = open_engine(district.settings.database_url)
        for statement in (f"UPDATE {table} SET actor = 'x'", f"DELETE FROM {table}"):  # noqa: S608 - names above
            with engine.connect() as connection, pytest.raises(Exception, match=table):
                connection.exec_driver_sql(statement)
        engine.dispose()

    def test_names_are_not_read_as_anything_but_names(self, district):
        name = "=HYPERLINK(\"x\") <b>Lan</b> 'a'"
        propose(district, build_nomination(owner=INDIVIDUAL, name=name, summary=name), actor=OFFICE)
        [proposal] = district.load_dataset().rewards.proposals
        assert (proposal.name, proposal.summary) == (name, name)
