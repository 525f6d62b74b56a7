"""Chấm thẩm định: the board, teams and assignments, and a school's desk as its table is told and as it is sat at."""

import re
from dataclasses import replace
from shutil import copytree

import pytest
import streamlit as st

from danvan_metrics.access.actor import AccessRole, sit_at_laptop
from danvan_metrics.access.acts import Act
from danvan_metrics.appraising.sheet_out import write_sheet
from danvan_metrics.appraising.stage_acts import Conclusion, Opinion, conclude, record_opinion, reopen, send_to_school
from danvan_metrics.appraising.team_acts import name_team
from danvan_metrics.appraising.verdict_acts import Change, accept_evidenced, save_verdict
from danvan_metrics.district import open_district
from danvan_metrics.folders import SHIPPED
from danvan_metrics.meeting_acts import fix_figures
from danvan_metrics.plan.verdicts import Outcome, Stage, Verdict
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_appraiser import HEAD, MEMBER, SCHOOL, SECRETARY, TEAM, assign_team, build_key, hand_in
from tests.builders_visitors import claim, let_in, list_deeds, open_as
from tests.builders_web import open_app, read_component, read_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN = {"ma": SCHOOL, "dot": "to-phong", "ky": "6 tháng"}
LINES = 71  # scored lines of a school: 44 rows of CT, NV and BC, and 27 items


@pytest.fixture
def office(monkeypatch, stores):
    """The office on 12/6/2020 with one return of six months."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")
    district = open_district(load_settings())
    hand_in(district)
    return district


class TestBoard:
    def test_every_school_stands_in_every_round_that_goes_to_it(self, office):
        told = read_component(open_app("appraising", ky="6 tháng"), "appraisal_board")
        rounds = {one["title"]: len(one["rows"]) for one in told["rounds"]}
        assert rounds == {
            "Tổ thẩm định của Phòng · đã kết luận 0/19 trường": 19,
            "Đoàn thẩm định liên ngành · đã kết luận 0/3 trường": 3,
        }

    def test_it_says_stage_team_coverage_and_what_waits(self, office):
        key = assign_team(office)
        accept_evidenced(office, key, actor=sit_at_laptop(HEAD))
        hand_in(office, Answer("HP1.2", State.VALUE, choice="doing", evidence_count=1))
        row = find_board_row(open_app("appraising", ky="6 tháng"), "Mầm non Đạp Thanh")
        assert (row["stage_words"], row["team"]) == ("đang thẩm định", "Tổ thẩm định số 1")
        assert (row["checked"], row["recheck"]) == (f"{LINES - 2}/{LINES}", "1 dòng")  # HP1.1 without evidence, HP1.2 changed

    def test_the_last_day_of_the_schools_opinion_stands_there_while_it_is_awaited(self, office):
        key = assign_team(office)
        accept_evidenced(office, key, actor=sit_at_laptop(HEAD))
        send_to_school(office, key, actor=sit_at_laptop(HEAD))
        row = find_board_row(open_app("appraising", ky="6 tháng"), "Mầm non Đạp Thanh")
        assert (row["stage_words"], row["due"], row["late"]) == ("chờ trường ý kiến", "17/06/2020", False)  # five days

    def test_the_period_is_the_one_the_address_names_else_the_last_one_past(self, office):
        assert read_component(open_app("appraising", ky="9 tháng"), "appraisal_board")["caption"].startswith("Thẩm định 9 tháng")


class TestTeamsAndAssignments:
    def test_a_team_is_named_with_members_and_where_they_work(self, office):
        app = open_box(open_app("appraising", ky="6 tháng"), "appraising_teams")
        app.text_input(key="team_0_name").set_value("Tổ thẩm định số 1")
        for row, member in enumerate(TEAM):
            app.text_input(key=f"team_0_{row}_name").set_value(member.name)
        app.selectbox(key="team_0_2_place").set_value("Trường Tiểu học Minh Cầm")
        app.button(key="team_0_save").click().run()
        assert [one.value for one in app.success] == ["Đã lưu “Tổ thẩm định số 1” gồm 3 người."]
        [team] = office.repository.appraisals.list_teams(office.plan.code)
        assert [(one.name, one.role.value, one.workplace) for one in team.members] == [
            (HEAD, "head", ""),
            (SECRETARY, "secretary", ""),
            (MEMBER, "member", "TH-MINHCAM"),  # by its code: nobody appraises the school they work in
        ]

    def test_too_few_members_are_refused_and_what_was_typed_stays(self, office):
        app = open_box(open_app("appraising", ky="6 tháng"), "appraising_teams")
        app.text_input(key="team_0_name").set_value("Tổ thẩm định số 1")
        app.text_input(key="team_0_0_name").set_value(HEAD)
        app.button(key="team_0_save").click().run()
        assert "cần ít nhất 3 người" in read_words(app)
        assert app.text_input(key="team_0_0_name").value == HEAD

    def test_many_schools_are_given_to_a_team_at_once_and_those_refused_are_named(self, office):
        own = (replace(TEAM[0], workplace="TH-MINHCAM"), *TEAM[1:])
        assign_team(office, members=own)
        app = open_box(open_app("appraising", ky="6 tháng"), "appraising_assign")
        [schools] = app.multiselect
        schools.set_value(["TH-MINHCAM", "MN-DONDAC", "MN-NAMSON"])
        app.button(key="assign_do").click().run()
        assert [one.value for one in app.success] == ["Đã phân công “Tổ thẩm định số 1” cho 2 trường."]
        assert [one.value.partition(",")[0] for one in app.warning] == [f"Tiểu học Minh Cầm: {HEAD}"]
        stages = [office.repository.appraisals.find(build_key(code)).stage for code in ("MN-DONDAC", "TH-MINHCAM")]
        assert stages == [Stage.ASSIGNED, Stage.UNASSIGNED]


class TestDesk:
    def test_nobody_sits_at_it_before_it_is_said_who(self, office):
        assign_team(office)
        app = open_app("appraising", **OPEN)
        told = read_component(app, "desk_table")
        assert (told["editable"], told["checked"], told["total"]) == (False, 0, LINES)
        assert "Nguyễn Thị Lan không thuộc “Tổ thẩm định số 1”" in read_words(app)  # whose laptop it is

    def test_who_sits_down_is_who_the_bar_names_and_everything_carries_their_name(self, office):
        key = assign_team(office)
        accept_evidenced(office, key, actor=sit_at_laptop(HEAD))
        app = sit_down(open_app("appraising", **OPEN), SECRETARY)
        assert "Tôi là Trần Văn Lợi" in [one.proto.popover.label for one in app.get("popover")]
        app.button(key="stage_send").click().run()
        assert office.repository.appraisals.find(key).steps[-1].actor == SECRETARY
        named = [one.actor for one in office.repository.people.list_attempts() if one.deed is AttemptDeed.NAMED]
        assert named == [SECRETARY]  # so is who sits here at the next start

    def test_a_name_said_in_the_bar_takes_the_seat_too(self, office):
        assign_team(office)
        app = sit_down(open_app("appraising", **OPEN), SECRETARY)
        app.text_input(key="name_typed").set_value(HEAD)
        next(one for one in app.button if one.label == "Ghi tên").click().run()
        assert app.selectbox(key="appraiser").value == HEAD
        assert read_component(app, "desk_table")["desk"].split("|")[4] == HEAD

    def test_it_has_every_line_in_plan_order_with_what_the_school_said(self, office):
        assign_team(office)
        told = read_component(sit_down(open_app("appraising", **OPEN)), "desk_table")
        lines = list_lines(told)
        assert list(lines) == [
            row.code for one in office.plan.indicators if one.scored and "school" in one.reporters for row in one.rows
        ]
        assert (lines["CT1.1"]["declared"]["words"], lines["CT1.1"]["pieces"]) == ("6/12", "2")
        assert [one["code"] for one in lines["CT1.1"]["codes"]] == ["MC-CT1.1-01"]
        assert (lines["CT3.2"]["declared"]["done"], lines["HP1.1"]["pieces"]) == ("1", None)
        assert told["editable"]
        assert told["evidenced"] == LINES - 1  # HP1.1 names no evidence

    def test_a_choice_foretells_its_outcome_and_whether_a_reason_is_due(self, office):
        assign_team(office)
        lines = list_lines(read_component(sit_down(open_app("appraising", **OPEN)), "desk_table"))
        assert lines["HP1.2"]["entry"]["outcomes"] == {
            "met": {"words": "Xác nhận", "reason": False},
            "doing": {"words": "Hạ", "reason": True},
            "not_started": {"words": "Hạ", "reason": True},
        }

    def test_who_works_at_the_school_cannot_write_and_is_told_so(self, office):
        hand_in(office, school="TH-MINHCAM")
        assign_team(office, school="TH-MINHCAM")
        app = sit_down(open_app("appraising", **(OPEN | {"ma": "TH-MINHCAM"})), MEMBER)
        assert not read_component(app, "desk_table")["editable"]
        assert any(MEMBER in one.value for one in app.info)

    def test_what_changed_since_is_to_be_looked_at_again(self, office):
        key = assign_team(office)
        accept_evidenced(office, key, actor=sit_at_laptop(HEAD))
        hand_in(office, Answer("HP1.2", State.VALUE, choice="doing", evidence_count=1))
        lines = list_lines(read_component(sit_down(open_app("appraising", **OPEN)), "desk_table"))
        assert [(code, line["said"]) for code, line in lines.items() if line["state"] == "recheck"] == [("HP1.2", "cần kiểm lại")]

    def test_a_line_tells_its_history_when_it_is_asked_for(self, office):
        key = assign_team(office)
        for seen, choice in enumerate(("doing", "not_started")):
            found = Verdict(line="HP1.2", outcome=Outcome.LOWERED, choice=choice, reason="Chưa trồng xong")
            save_verdict(office, key, Change(found, seen), actor=sit_at_laptop((HEAD, SECRETARY)[seen]))
        line = list_lines(read_component(sit_down(open_app("appraising", **OPEN)), "desk_table"))["HP1.2"]
        assert [(one["who"], one["words"], one["outcome_words"]) for one in line["history"]] == [
            (HEAD, "Đang thực hiện", "Hạ"),
            (SECRETARY, "Chưa thực hiện", "Hạ"),
        ]
        assert line["revision"] == 2

    def test_two_who_judge_independently_do_not_see_each_other_and_the_head_reconciles(self, office):
        key = assign_team(office, round_="lien-nganh", appraisers=(SECRETARY, MEMBER))
        lowered = Verdict(line="HP1.2", outcome=Outcome.LOWERED, choice="doing", reason="Chưa trồng xong")
        save_verdict(office, key, Change(lowered, 0), actor=sit_at_laptop(SECRETARY))
        address = OPEN | {"dot": "lien-nganh"}
        second = list_lines(read_component(sit_down(open_app("appraising", **address), MEMBER), "desk_table"))["HP1.2"]
        assert (second["verdict"], second["history"], second["others"]) == (None, [], [])

        save_verdict(
            office, key, Change(Verdict(line="HP1.2", outcome=Outcome.CONFIRMED, choice="met"), 0), actor=sit_at_laptop(MEMBER)
        )
        head = list_lines(read_component(sit_down(open_app("appraising", **address), HEAD), "desk_table"))["HP1.2"]
        assert [(one["who"], one["words"]) for one in head["others"]] == [(SECRETARY, "Đang thực hiện"), (MEMBER, "Đạt")]
        assert head["state"] == "differs"

    def test_concluded_it_is_only_looked_at_and_says_which_version_of_which_day(self, office):
        conclude_all(office)
        app = sit_down(open_app("appraising", **OPEN))
        assert not read_component(app, "desk_table")["editable"]
        assert "kết luận lần 1, ngày 11/06/2020" in read_words(app)
        assert {"minute", "sheet_out"} <= {one.key for one in app.get("download_button")}

    def test_it_is_opened_again_only_with_a_reason(self, office):
        key = conclude_all(office)
        app = open_box(sit_down(open_app("appraising", **OPEN)), "appraising_reopen")
        app.button(key="reopen_do").click().run()
        assert "Chưa ghi lý do mở lại" in read_words(app)
        app.text_input(key="reopen_reason").set_value("Bổ sung hồ sơ").run()
        app.button(key="reopen_do").click().run()
        record = office.repository.appraisals.find(key)
        assert (record.stage, record.version, record.steps[-1].reason) == (Stage.REOPENED, 2, "Bổ sung hồ sơ")

    def test_opened_again_the_first_versions_minutes_are_still_offered_among_the_steps(self, office):
        key = conclude_all(office)
        reopen(office, key, "Bổ sung hồ sơ", actor=sit_at_laptop(HEAD))
        offered = {one.key: one.label for one in sit_down(open_app("appraising", **OPEN)).get("download_button")}
        assert offered["minute_of_1"] == "Tải biên bản lần 1 (Word)"
        assert "minute" not in offered  # of the second there is none yet

    def test_names_with_markup_stay_letters(self, office):
        evil = "**Tổ** <b>1</b> $x$ :red[y] [a](http://b)"
        key = assign_team(office, members=tuple(replace(one, name=f"{evil} {one.role}", title=evil) for one in TEAM))
        accept_evidenced(office, key, actor=sit_at_laptop(f"{evil} head"))
        send_to_school(office, key, actor=sit_at_laptop(f"{evil} head"))
        app = sit_down(open_app("appraising", **OPEN), f"{evil} head")
        board = open_box(open_app("appraising", ky="6 tháng"), "appraising_teams")
        for page in (app, board):
            written = [one.value for one in (*page.markdown, *page.caption, *page.info)]
            assert [one for one in written if evil in one] == []
            assert [one for one in written if escape_markdown(evil) in one] != []

    def test_a_round_that_left_the_plan_leaves_the_page_too_and_its_link_leads_to_the_board(self, office, monkeypatch, tmp_path):
        key = assign_team(office)
        accept_evidenced(office, key, actor=sit_at_laptop(HEAD))
        plan = tmp_path / "plan"
        copytree(SHIPPED / "data/plans/2020", plan)
        told = (plan / "plan.toml").read_text(encoding="utf-8")
        [gone] = re.findall(r'\[\[rounds\]\]\ncode = "to-phong"\n(?:.+\n)+', told)
        (plan / "plan.toml").write_text(told.replace(gone, ""), encoding="utf-8")
        monkeypatch.setenv("DANVAN_PLAN", str(plan))
        app = open_box(open_app("appraising", **OPEN), "appraising_assign")
        words = read_words(app)
        assert "hãy chọn trường ở bảng" in words
        assert "Chưa có tổ, đoàn nào" in words
        assert len(read_component(app, "appraisal_board")["rounds"]) == 1
        assert "Tổ thẩm định số 1" not in read_words(open_box(app, "appraising_teams"))

    def test_in_a_snapshot_nothing_can_be_written(self, office):
        assign_team(office)
        fix_figures(office, "Họp quý II", "6m", actor=OFFICE)
        app = open_app("appraising", chot="Họp quý II", **OPEN)
        assert "bàn chấm chỉ để xem" in read_words(app)
        assert not read_component(app, "desk_table")["editable"]
        assert [one.label for one in app.selectbox] == ["Trường và đợt thẩm định"]

    def test_a_phieu_handed_in_is_told_in_a_card(self, office):
        key = assign_team(office)
        name, content = write_sheet(office, key, actor=OFFICE, appraiser=HEAD)
        app = sit_down(open_app("appraising", **OPEN))
        app.file_uploader(key="sheet_files_0").set_value((name, content, XLSX)).run()
        app.button(key="sheet_in").click().run()
        words = read_words(app)
        assert "chưa có dòng nào mới" in words
        assert name in words
        assert f"Mầm non Đạp Thanh · kỳ 6 tháng · Tổ thẩm định của Phòng · người điền: {HEAD} · chưa lưu dòng nào." in words

    def test_another_file_is_refused_and_nothing_is_lost(self, office):
        assign_team(office)
        app = sit_down(open_app("appraising", **OPEN))
        app.file_uploader(key="sheet_files_0").set_value(("la.xlsx", b"not a workbook", XLSX)).run()
        app.button(key="sheet_in").click().run()
        assert "không đọc được" in read_words(app)
        assert list_lines(read_component(app, "desk_table"))["HP1.1"]["verdict"] is None

    def test_an_address_that_names_no_school_of_the_board_leads_to_the_board(self, office):
        app = open_app("appraising", ma="KHONG-CO", ky="6 tháng")
        assert "hãy chọn trường ở bảng" in read_words(app)
        assert read_component(app, "appraisal_board")["rounds"]


class TestSharedOffice:
    """People sign in: who may judge, who organises, who only looks; an appraiser sees the schools of their teams."""

    @pytest.fixture
    def shared(self, office, monkeypatch):
        monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
        monkeypatch.setenv("DANVAN_ADMINS", "sep@example.vn")
        st.cache_resource.clear()
        hand_in(office, school="MN-DONDAC")
        assign_team(office)
        yield office
        st.cache_resource.clear()

    def test_an_appraiser_sees_their_own_schools_on_the_board_and_no_form(self, shared):
        app = open_as(claim(let_in(AccessRole.APPRAISER, name=HEAD)), "appraising", ky="6 tháng")
        told = read_component(app, "appraisal_board")
        assert {row["school"] for one in told["rounds"] for row in one["rows"]} == {"Mầm non Đạp Thanh"}
        assert not {"appraising_teams", "appraising_assign"} & {one.key for one in app.get("expander")}

    def test_another_schools_link_is_refused_in_a_sentence_that_is_kept(self, shared):
        appraiser = let_in(AccessRole.APPRAISER, name=HEAD)
        app = open_as(claim(appraiser), "appraising", **(OPEN | {"ma": "MN-DONDAC"}))
        assert f"{HEAD} không có quyền xem bàn chấm thẩm định của trường “MN-DONDAC”" in read_words(app)
        assert not shows_desk(app)
        assert [(one.subject, one.act, one.school) for one in list_deeds(AttemptDeed.REFUSED)] == [
            (appraiser, Act.SEE_APPRAISING, "MN-DONDAC")
        ]

    def test_an_appraiser_sits_down_by_signing_in_and_is_nobody_else(self, shared):
        app = open_as(claim(let_in(AccessRole.APPRAISER, name=HEAD)), "appraising", **OPEN)
        told = read_component(app, "desk_table")
        assert (told["editable"], told["desk"].split("|")[4]) == (True, HEAD)
        assert [one.key for one in app.selectbox if one.key == "appraiser"] == []
        assert {"stage_send", "sheet_out"} <= list_offers(app)
        assert [one.key for one in app.get("file_uploader")] == ["sheet_files_0"]

    def test_a_leader_only_looks(self, shared):
        app = open_as(claim(let_in(AccessRole.LEADER, name="Trần Văn Minh")), "appraising", **OPEN)
        assert not read_component(app, "desk_table")["editable"]
        assert "Trần Văn Minh không chấm trường này" in read_words(app)
        assert "stage_send" not in list_offers(app)
        assert list(app.get("file_uploader")) == []

    def test_a_leader_who_heads_the_team_but_is_no_appraiser_judges_nothing(self, shared):
        app = open_as(claim(let_in(AccessRole.LEADER, name=HEAD)), "appraising", **OPEN)
        assert not read_component(app, "desk_table")["editable"]

    def test_an_officer_organises_and_takes_the_steps_but_does_not_judge(self, shared):
        officer = claim(let_in(AccessRole.OFFICER, name="Nguyễn Thị Lan"))
        board = open_as(officer, "appraising", ky="6 tháng")
        assert {"appraising_teams", "appraising_assign"} <= {one.key for one in board.get("expander")}
        app = open_as(officer, "appraising", **OPEN)
        assert not read_component(app, "desk_table")["editable"]
        assert "stage_send" in list_offers(app)
        assert list(app.get("file_uploader")) == []

    def test_who_is_withdrawn_from_the_team_has_no_desk_at_the_next_click(self, shared):
        app = open_as(claim(let_in(AccessRole.APPRAISER, name=HEAD)), "appraising", **OPEN)
        assert shows_desk(app)
        others = tuple(replace(one, name=f"{one.name} B") for one in TEAM)
        name_team(shared, "to-phong", "Tổ thẩm định số 1", others, actor=OFFICE)
        app.run()
        assert not shows_desk(app)


def test_a_plan_without_rounds_has_no_appraisal_and_says_so(monkeypatch, stores):
    monkeypatch.setenv("DANVAN_PLAN", str(SHIPPED / "tests/plans/small"))
    monkeypatch.setenv("DANVAN_ROSTER", str(SHIPPED / "tests/plans/small_schools.csv"))
    app = open_app("appraising")
    assert [one.value for one in app.info] == [
        "Kế hoạch này không có đợt thẩm định nào; hãy thêm mục rounds vào tệp kế hoạch nếu Phòng có thẩm định."
    ]
    assert [one.key for one in app.get("bidi_component")] == ["search"]


def conclude_all(district):
    key = assign_team(district)
    accept_evidenced(district, key, actor=sit_at_laptop(HEAD))
    send_to_school(district, key, actor=sit_at_laptop(HEAD))
    record_opinion(district, key, Opinion(agrees=True), actor=sit_at_laptop(HEAD))
    told = Conclusion(
        held_on=district.today().replace(day=11), place="Tại trường", attendees=(), strengths="", limits="", proposals="",
        conclusion="", signers=(HEAD, SECRETARY), school_signer="Cô Nông Thị Bích",
    )  # fmt: skip
    conclude(district, key, told, actor=sit_at_laptop(HEAD))
    return key


def sit_down(app, name=HEAD):
    return app.selectbox(key="appraiser").set_value(name).run()


def shows_desk(app):
    return any(one.proto.id.endswith("-desk_table") for one in app.get("bidi_component"))


def list_offers(app):
    return {one.key for kind in ("button", "download_button") for one in app.get(kind)}


def open_box(app, key):
    app.session_state[key] = True
    return app.run()


def find_board_row(app, school):
    """The first row of a school: of the office's own team."""
    told = read_component(app, "appraisal_board")
    return next(row for row in told["rounds"][0]["rows"] if row["school"] == school)


def list_lines(told):
    return {line["code"]: line for group in told["groups"] for line in group["lines"]}
