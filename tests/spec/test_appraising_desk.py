"""What the desk's table asks for, answered one by one: nothing overwritten unseen, nothing lost, whatever is sent."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.appraising.desk import load_board, load_desk
from danvan_metrics.appraising.minute_out import make_minute
from danvan_metrics.appraising.stage_acts import Opinion, assign, record_opinion, send_to_school
from danvan_metrics.appraising.team_acts import dissolve_team, list_teams, name_team
from danvan_metrics.appraising.verdict_acts import Change, accept_evidenced, save_verdict, tick_evidence
from danvan_metrics.errors import UserError
from danvan_metrics.metrics.appraisal import judge_appraisals
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.plan.verdicts import Outcome, Verdict
from danvan_metrics.topics.appraisal.source import collect_appraisal_source
from danvan_metrics.web.appraiser.desk_content import write_desk
from danvan_metrics.web.appraiser.desk_saving import DeskAct, answer, read_asked
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_appraiser import HEAD, MEMBER, SCHOOL, SECRETARY, TEAM, assign_team, build_key, hand_in
from tests.builders_rewards import read_paper
from tests.builders_sheet import DONE, LINES, OUTCOME, REASON, download, fill, hand_back, open_office, open_sheet


@pytest.fixture
def office(tmp_path):
    """The office with one return, given to a team."""
    district = open_office(tmp_path)
    hand_in(district)
    assign_team(district)
    return district


def sit(district, name=HEAD, **more):
    return load_desk(district, build_key(**more), appraiser=name)


def ask(district, act, *, by=HEAD, **given):
    """What the browser is told."""
    return answer(district, sit(district, by), DeskAct("1", act, given), actor=sit_at_laptop(by))


def tell(district, name=HEAD, **more):
    """The lines as the browser has them."""
    told = write_desk(district.plan, sit(district, name, **more), answers={})
    return told, {line["code"]: line for group in told["groups"] for line in group["lines"]}


def list_kept(district, line):
    return [one.verdict for one in sit(district).record.verdicts if one.verdict.line == line]


CHANGED = Answer("HP1.2", State.VALUE, choice="doing", evidence_count=1)


class TestAnotherReturnWhileTheDeskIsOpen:
    def test_the_save_of_a_line_that_changed_is_refused_with_a_sentence_and_the_next_one_is_kept(self, office):
        seen = tell(office)[0]["submission"]
        hand_in(office, CHANGED)
        draft = {"line": "HP1.2", "choice": "met", "revision": 0, "submission": seen}
        refused = ask(office, "save", **draft)
        assert not refused["done"]
        assert "vừa gửi báo cáo khác, dòng HP1.2 nay khai khác số đang xem nên chưa lưu; hãy xem số mới" in refused["text"]
        assert list_kept(office, "HP1.2") == []
        now, lines = tell(office)
        assert lines["HP1.2"]["declared"]["words"] == "Đang thực hiện"
        kept = ask(office, "save", **draft | {"submission": now["submission"], "reason": "Đã trồng xong"})
        assert (kept["done"], list_kept(office, "HP1.2")[0].outcome) == (True, Outcome.RAISED)

    def test_a_line_that_did_not_change_is_kept(self, office):
        seen = tell(office)[0]["submission"]
        hand_in(office, CHANGED)
        assert ask(office, "save", line="HP1.3", choice="met", revision=0, submission=seen)["done"]

    def test_not_all_are_accepted_where_one_of_them_changed(self, office):
        seen = tell(office)[0]["submission"]
        hand_in(office, CHANGED)
        refused = ask(office, "accept", submission=seen)
        assert (refused["done"], "dòng HP1.2 nay khai khác" in refused["text"]) == (False, True)
        assert sit(office).record.verdicts == ()
        assert ask(office, "accept", submission=tell(office)[0]["submission"])["done"]

    @pytest.mark.parametrize("seen", [None, "x", -1, 2**70, 1.5, [1]])
    def test_a_browser_that_says_nothing_of_use_is_taken_to_have_seen_what_stands_there(self, office, seen):
        assert ask(office, "save", line="HP1.3", choice="met", revision=0, submission=seen)["done"]


class TestPhieu:
    def hand_in_sheet(self, office, name="phiếu của tôi.xlsx"):
        typed = {"HP1.2": {DONE: "Đang", REASON: "Chưa xong"}, "HP1.3": {OUTCOME: "xn"}}
        content = fill(download(office, build_key(), HEAD), typed)
        assert hand_back(office, content, name=name).saved == 2
        return content

    def test_the_very_file_is_led_to_from_the_lines_history(self, office):
        content = self.hand_in_sheet(office, "thư mục/phiếu của tôi.xlsx")
        [decision] = tell(office)[1]["HP1.2"]["history"]
        assert decision["sheet_name"] == "phiếu của tôi.xlsx"
        fetched = ask(office, "sheet", sheet=decision["sheet"])
        assert (fetched["file"]["name"], b64decode(fetched["file"]["content"])) == ("phiếu của tôi.xlsx", content)

    def test_what_is_entered_at_the_desk_has_none(self, office):
        self.hand_in_sheet(office)
        assert ask(office, "save", line="HP1.2", choice="met", revision=1)["done"]
        assert [bool(one["sheet"]) for one in tell(office)[1]["HP1.2"]["history"]] == [True, False]

    def test_no_other_file_of_the_store_is_handed_out(self, office):
        of_the_school = sit(office).submission.sha256
        for digest in (of_the_school, "", "0" * 64, None):
            assert "Không có phiếu này" in ask(office, "sheet", sheet=digest)["text"]

    def test_one_of_two_does_not_get_the_phieu_of_the_other(self, office):
        key = assign_team(office, round_="lien-nganh", appraisers=(SECRETARY, MEMBER))
        content = fill(download(office, key, SECRETARY), {"HP1.2": {OUTCOME: "xn"}})
        assert hand_back(office, content).saved == 1
        [decision] = tell(office, SECRETARY, round_="lien-nganh")[1]["HP1.2"]["history"]
        desk = sit(office, MEMBER, round_="lien-nganh")
        refused = answer(office, desk, DeskAct("1", "sheet", {"sheet": decision["sheet"]}), actor=sit_at_laptop(MEMBER))
        assert (refused["done"], "file" in refused) == (False, False)

    def test_a_phieu_that_is_refused_is_not_kept_and_neither_is_any_line(self, office):
        content = fill(download(office, build_key(), HEAD), {"HP1.2": {DONE: "Đang"}})
        assert hand_back(office, content).saved == 0
        assert sit(office).sheets == {}

    def test_the_source_of_a_figure_says_that_it_came_in_as_a_workbook(self, office):
        self.hand_in_sheet(office)
        save_verdict(office, build_key(), Change(Verdict(line="HP1.1", outcome=Outcome.CONFIRMED), 0), actor=sit_at_laptop(HEAD))
        unit = office.roster.by_code[SCHOOL]
        source = collect_appraisal_source(office.load_dataset(), Reference("", Scope("6m"), SCHOOL), unit)
        place = source.headings.index("Cách kiểm tra")
        ways = {row[0].text: row[place].text for row in source.rows}
        assert (ways["HP1.1"], ways["HP1.2"]) == ("–", "Theo phiếu thẩm định")


EVIL = "**Tổ** <b>1</b> $x$ :red[y] [a](http://b) `c` =cmd|' /C calc'!A0"


class TestHostileAppraiser:
    @pytest.mark.parametrize("reason", ["=cmd|' /C calc'!A0", EVIL, "a" * 1000])
    def test_a_reason_stays_the_letters_that_were_typed(self, office, reason):
        assert ask(office, "save", line="HP1.2", choice="doing", revision=0, reason=reason)["done"]
        [kept] = list_kept(office, "HP1.2")
        assert kept.reason == reason
        sheet = open_sheet(download(office, build_key(), HEAD))[LINES]
        [cell] = [one for cells in sheet.iter_rows() for one in cells if one.value == reason]
        assert cell.data_type == "s"  # no formula
        assert reason in read_paper(make_minute(office, build_key(), actor=OFFICE)[1])

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            (
                {"choice": "doing", "reason": "a" * 1001},
                "“1.001 ký tự” không đọc được; cần: Chữ, không quá 1.000 ký tự.",
            ),
            ({"choice": "doing", "reason": "\ud83d"}, "chưa có lý do"),  # half of an emoji
            ({"choice": "doing", "reason": " \x00\x0b "}, "chưa có lý do"),
            ({"choice": ["doing"]}, "không đọc được"),
            ({"outcome": "=cmd"}, "Chưa có giá trị thẩm định"),
            ({"choice": "met", "seen": "=1+1"}, "Ô Đã xem: “=1+1” không đọc được"),
            ({"line": "<b>"}, "không có dòng “<b>”"),
            ({"choice": "met", "revision": 2**80, "line": "NV7.1"}, "không đọc được"),
        ],
    )
    def test_what_cannot_be_kept_is_one_sentence_and_nothing_is_written(self, office, given, told):
        before = office.repository.version()
        answered = ask(office, "save", **({"line": "HP1.2", "revision": 0} | given))
        assert (answered["done"], office.repository.version()) == (False, before)
        assert told in answered["text"]

    def test_what_no_paper_and_no_database_takes_is_kept_nowhere(self, office):
        stray = "a\x00\ud83d b"
        members = tuple(replace(one, name=f"{one.name} {stray}", title=stray) for one in TEAM)
        name_team(office, "to-phong", "Tổ thẩm định số 1", members, actor=sit_at_laptop(stray))
        [team] = list_teams(office)
        assert [(one.name, one.title) for one in team.members] == [(f"{one.name} a b", "a b") for one in TEAM]
        found = Verdict(line="HP1.2", outcome=Outcome.UNPROVEN, reason=stray)
        save_verdict(office, build_key(), Change(found, 0), actor=sit_at_laptop(team.members[0].name))
        send_to_school(office, build_key(), actor=sit_at_laptop(stray))
        record_opinion(office, build_key(), Opinion(agrees=False, text=stray, by=stray), actor=sit_at_laptop(stray))
        assert [one.reason for one in list_kept(office, "HP1.2")] == ["a b"]
        assert {step.actor for step in sit(office).record.steps[-2:]} == {"a b"}
        assert sit(office).record.opinion["text"] == "a b"

    def test_what_is_no_request_at_all_is_left_out(self):
        for sent in (None, "x", {"acts": "x"}, {"acts": [None, 1, "x"]}, {"acts": {}}):
            assert read_asked(sent) == ()

    def test_hands_of_two_tabs_of_one_person_do_not_overwrite_each_other(self, office):
        assert ask(office, "save", line="HP1.2", choice="doing", reason="a", revision=0)["done"]
        second = ask(office, "save", line="HP1.2", choice="met", revision=0)
        assert (second["done"], second["theirs"]["who"], second["theirs"]["told"]) == (False, HEAD, "Hạ: Đang thực hiện")
        assert len(list_kept(office, "HP1.2")) == 1


def act_on_all(district):
    """Every act of a team on the appraisal, and what each is told; a line saved before."""
    key = build_key()
    for name, act in {
        "save": lambda: save_verdict(
            district, key, Change(Verdict(line="HP1.3", outcome=Outcome.CONFIRMED), 0), actor=sit_at_laptop(HEAD)
        ),
        "accept": lambda: accept_evidenced(district, key, actor=sit_at_laptop(HEAD)),
        "tick": lambda: tick_evidence(district, key, "MC-CT1.1-01", seen=True, actor=sit_at_laptop(HEAD)),
        "send": lambda: send_to_school(district, key, actor=sit_at_laptop(HEAD)),
    }.items():
        with pytest.raises(UserError) as refused:
            act()
        yield name, str(refused.value)


class TestTheGroundGivesWay:
    """What an appraisal stands on is taken away in the midst of it: each act says so, and what was found stays."""

    @pytest.fixture
    def begun(self, office):
        save_verdict(office, build_key(), Change(Verdict(line="HP1.2", outcome=Outcome.CONFIRMED), 0), actor=sit_at_laptop(HEAD))
        return office

    def test_the_team_is_dissolved(self, begun):
        [team] = list_teams(begun)
        dissolve_team(begun, team.id, actor=OFFICE)
        for _, told in act_on_all(begun):
            assert told == "“Tổ thẩm định số 1” đã giải thể; hãy phân công tổ khác cho Trường Mầm non Đạp Thanh."
        assert {row.team for row in load_board(begun, "6m") if row.checked} == {"Tổ thẩm định số 1 (đã giải thể)"}
        others = tuple(replace(one, name=f"{one.name} B") for one in TEAM)
        assign(begun, build_key(), name_team(begun, "to-phong", "Tổ số 2", others, actor=OFFICE), actor=OFFICE)
        assert ask(begun, "save", by=f"{HEAD} B", line="HP1.3", choice="met", revision=0)["done"]
        assert sit(begun).count_checked()[0] == 2

    def test_the_return_is_withdrawn(self, begun):
        begun.repository.withdraw(sit(begun).submission.id, reason="Gửi nhầm")
        for _, told in act_on_all(begun):
            assert "báo cáo hợp lệ" in told
            assert told.endswith("hãy nhận báo cáo trước.")
        assert tell(begun)[0]["submission"] == 0
        hand_in(begun, CHANGED)
        assert tell(begun)[1]["HP1.2"]["said"] == "cần kiểm lại"

    def test_the_school_is_closed_or_leaves_the_roster(self, begun):
        for schools, told in (
            (lambda one: replace(one, valid_to=date(2020, 3, 1)), "không còn trong danh sách trường của kỳ 6 tháng"),
            (lambda _: None, "Không có trường “MN-DAPTHANH” trong danh sách trường"),
        ):
            changed = (schools(one) if one.code == SCHOOL else one for one in begun.roster.schools)
            closed = replace(begun, listed=replace(begun.roster, schools=tuple(filter(None, changed))))
            assert all(told in sentence for _, sentence in act_on_all(closed))
            assert [row for row in load_board(closed, "6m") if row.school.code == SCHOOL] == []

    @pytest.mark.parametrize("left", [("lien-nganh",), ()])
    def test_the_round_leaves_the_plan(self, begun, left):
        plan = begun.plan.model_copy(update={"rounds": tuple(one for one in begun.plan.rounds if one.code in left)})
        plan.__dict__.pop("round_by_code", None)  # found once for all, of the plan it is a copy of
        gone = replace(begun, plan=plan)
        told = "không có đợt thẩm định “to-phong”; đang có: “lien-nganh”" if left else "không có đợt thẩm định nào"
        assert all(told in sentence for _, sentence in act_on_all(gone))
        dataset = gone.load_dataset()
        assert set(judge_appraisals(dataset, Scope("6m"))["stage"]) == {"unassigned"}
        source = collect_appraisal_source(dataset, Reference("", Scope("6m"), SCHOOL), gone.roster.by_code[SCHOOL])
        assert source.subtitle == "kỳ 6 tháng · chưa phân công"
