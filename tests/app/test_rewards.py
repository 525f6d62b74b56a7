"""The page Khen thưởng: what is recognised, proposed, voted on and decided, as the officer enters it."""

from datetime import date

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.metrics.rewards import RewardStep
from danvan_metrics.rewarding.reward_acts import consider, hold_council, propose, record_decision
from danvan_metrics.settings import load_settings
from tests.builders_access import OFFICE
from tests.builders_cli import SMALL
from tests.builders_rewards import (
    GARDEN,
    GATE,
    NAMES,
    PERIOD,
    SCHOOL,
    appraise,
    build_council,
    build_nomination,
    hand_in,
    hand_in_judged,
)
from tests.builders_web import find_row, open_app, read_rows, read_words

TODAY = "2020-12-20"


@pytest.fixture
def office(monkeypatch, stores):
    """The office on 20/12/2020, with the return of one school and its two models."""
    monkeypatch.setenv("DANVAN_TODAY", TODAY)
    district = open_district(load_settings())
    hand_in_judged(district)
    return district


def open_part(name):
    app = open_app("rewards")
    if name != "Đề nghị":
        app.session_state["reward_part"] = name
        app.run()
    return app


def press(app, label):
    [button] = [one for one in app.button if one.label == label]
    return button.click().run()


def find_proposals(district):
    return district.load_dataset().rewards.proposals


class TestModels:
    def test_a_registered_model_is_not_called_a_recognised_one(self, office):
        app = open_part("Mô hình")
        assert "2 đăng ký · 0 được công nhận" in read_words(app)
        assert [(row[1], row[-1]) for row in read_rows(app, "reward_models")] == [
            (GATE, "chưa công nhận"),
            (GARDEN, "chưa công nhận"),
        ]

    def test_it_is_recognised_by_a_decision_and_not_any_more_by_a_reason(self, office):
        app = open_part("Mô hình")
        app.selectbox(key="recognise_level").set_value("Cấp huyện")
        app.checkbox(key="recognise_exemplary").check()
        app.text_input(key="recognise_decision").set_value("215/QĐ-UBND")
        app.date_input(key="recognise_day").set_value(date(2020, 12, 15))
        press(app, "Lưu công nhận")
        assert read_rows(app, "reward_models")[0][-1] == "Cấp huyện, tiêu biểu (215/QĐ-UBND, 15/12/2020)"

        press(app, "Thôi công nhận")
        assert [one.value for one in app.error] == ["Muốn thôi công nhận mô hình phải có lý do; hãy ghi lý do, một câu ngắn."]
        app.text_input(key="unrecognise_reason").set_value("Ghi nhầm trường")
        press(app, "Thôi công nhận")
        assert read_rows(app, "reward_models")[0][-1] == "chưa công nhận"

    def test_without_a_decision_it_is_not_recognised(self, office):
        app = press(open_part("Mô hình"), "Lưu công nhận")
        assert [one.value for one in app.error] == ["Chưa có số quyết định; hãy ghi số quyết định, ví dụ 215/QĐ-UBND."]


class TestProposals:
    def test_the_summary_is_proposed_from_figures_and_may_be_edited(self, office):
        appraise(office)
        app = open_part("Đề nghị")
        app.session_state["propose_box"] = True
        app.run()
        app.selectbox(key="propose_school").set_value(SCHOOL).run()
        summary = app.text_area(key=f"propose_summary_{SCHOOL}_{PERIOD}")
        # 5 of 71 lines checked, 2 of them met; 1 of the 2 models has a result with evidence
        assert summary.value == "Thẩm định đã kiểm 5/71, đạt 2/71 (đến 4). 1/2 mô hình đã đăng ký có kết quả kèm minh chứng."
        assert list(app.warning) == []
        summary.set_value("Cổng trường hết ùn tắc.")
        press(app, "Lưu đề nghị")

        [proposal] = find_proposals(office)
        assert (proposal.name, proposal.summary) == ("Trường Mầm non Đạp Thanh", "Cổng trường hết ùn tắc.")
        assert "Đã xét 0/19 trường · đề nghị 1 (tập thể 1, cá nhân 0)" in read_words(app)

    def test_one_not_concluded_is_allowed_and_said(self, office):
        app = open_part("Đề nghị")
        app.session_state["propose_box"] = True
        app.run()
        app.selectbox(key="propose_school").set_value(SCHOOL).run()
        assert [one.value for one in app.warning] == [
            "Thẩm định của trường này: chưa phân công. Vẫn đề nghị được, danh sách sẽ ghi rõ “chưa kết luận thẩm định”."
        ]
        press(app, "Lưu đề nghị")
        assert find_row(app, "reward_proposals", "1")[4] == "chưa kết luận thẩm định"

    def test_a_decision_is_recorded_and_withdrawn_with_a_reason(self, office):
        number = propose(office, build_nomination(), actor=OFFICE)
        consider(office, number, hold_council(office, build_council(), actor=OFFICE), votes_for=6, votes_cast=7, actor=OFFICE)
        app = open_part("Đề nghị")
        app.session_state["follow_box"] = True
        app.run()
        app.text_input(key="follow_decision").set_value("300/QĐ-UBND")
        press(app, "Lưu")
        assert find_row(app, "reward_proposals", "1")[-1] == "đã có quyết định khen: 300/QĐ-UBND, 20/12/2020"
        app.session_state["follow_way_True"] = "Rút khen thưởng"
        app.run()
        app.text_input(key="follow_reason").set_value("Có đơn tố cáo đúng sự thật")
        press(app, "Lưu")
        assert find_row(app, "reward_proposals", "1")[-1] == "đã rút khen thưởng: Có đơn tố cáo đúng sự thật"
        app.session_state["reward_past"] = True
        app.run()
        assert [row[3] for row in read_rows(app, "reward_acts")] == [
            "đã rút khen thưởng: Có đơn tố cáo đúng sự thật",
            "đã có quyết định khen: 300/QĐ-UBND ngày 20/12/2020",
            "Hội đồng đã xét: 6/7 phiếu, thông qua",
            "họp ngày 18/12/2020, có mặt 7/9 thành viên",
            "đề nghị “Giấy khen của Chủ tịch UBND huyện”",
        ]


class TestCouncil:
    def test_a_meeting_is_kept_with_who_was_present_and_then_votes(self, office):
        propose(office, build_nomination(), actor=OFFICE)
        app = open_part("Hội đồng")
        app.text_input(key="council_place").set_value("Phòng họp")
        app.text_area(key="council_present").set_value("\n".join(f"{name}, Thành viên" for name in NAMES[:6]))
        app.text_input(key="council_chair").set_value(NAMES[0])
        app.text_input(key="council_secretary").set_value(NAMES[1])
        press(app, "Lưu phiên họp")
        assert [one.value for one in app.success] == ["Đã ghi phiên họp Hội đồng: có mặt 6/9 thành viên."]

        press(app, "Lưu phiếu")
        assert [one.value for one in app.error] == ["Chưa ghi số phiếu đồng ý; hãy ghi số phiếu kiểm được, kể cả 0."]
        app.number_input(key="vote_for_1").set_value(4)
        press(app, "Lưu phiếu")
        # 4 of 6 is 67 %, under 70 %
        assert [one.value for one in app.success] == ["Trường Mầm non Đạp Thanh: 4/6 phiếu, không thông qua."]
        [proposal] = find_proposals(office)
        assert (proposal.step, proposal.passed) == (RewardStep.CONSIDERED, False)
        assert "Đã xét 1/19 trường · chưa có đề nghị nào" in read_words(app)

    def test_too_few_present_are_told(self, office):
        app = open_part("Hội đồng")
        app.text_input(key="council_place").set_value("Phòng họp")
        app.text_area(key="council_present").set_value("\n".join(NAMES[:5]))
        app.text_input(key="council_chair").set_value(NAMES[0])
        app.text_input(key="council_secretary").set_value(NAMES[1])
        press(app, "Lưu phiên họp")
        assert [one.value.split(" (")[0] for one in app.error] == ["Có mặt 5/9 thành viên, chưa đủ số người để Hội đồng họp"]


class TestPapers:
    def test_what_can_be_taken_along_stands_there_and_nothing_else(self, office):
        assert [one.label for one in open_part("Văn bản").get("download_button")] == []
        number = propose(office, build_nomination(), actor=OFFICE)
        appraise(office, concluded=False)
        labels = [one.label for one in open_part("Văn bản").get("download_button")]
        assert labels == ["Danh sách đề nghị DOCX", "Danh sách đề nghị XLSX", "Dự thảo biên bản DOCX"]
        consider(office, number, hold_council(office, build_council(), actor=OFFICE), votes_for=6, votes_cast=7, actor=OFFICE)
        record_decision(office, number, "300/QĐ-UBND", date(2020, 12, 20), actor=OFFICE)
        assert "Tờ trình DOCX" in [one.label for one in open_part("Văn bản").get("download_button")]

    def test_a_plan_without_honours_says_so(self, monkeypatch, stores):
        monkeypatch.setenv("DANVAN_PLAN", str(SMALL / "small"))
        monkeypatch.setenv("DANVAN_ROSTER", str(SMALL / "small_schools.csv"))
        [told] = [one.value for one in open_app("rewards").info]
        assert told.startswith("Kế hoạch này chưa ghi cấp công nhận và hình thức khen")


def test_the_sample_opens(sample):
    app = open_app("rewards", minh_hoa="1")
    assert list(app.exception) == []
    assert "trường" in read_words(app)


def test_two_models_of_one_school_stand_apart(office):
    hand_in(office, "MN-DONDAC")
    assert len(read_rows(open_part("Mô hình"), "reward_models")) == 4
