"""The office's papers of appraisal and reward: read back, every figure in them counted a second time."""

import io
import re
from collections import Counter
from datetime import date

import docx
import openpyxl
import pytest

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.appraising.desk import load_desk
from danvan_metrics.appraising.minute_out import collect_minute, make_minute
from danvan_metrics.appraising.stage_acts import reopen
from danvan_metrics.appraising.team_acts import list_teams, name_team
from danvan_metrics.appraising.verdict_acts import Change, save_verdicts
from danvan_metrics.errors import UserError
from danvan_metrics.formats.docx.decree import name_matter
from danvan_metrics.metrics.appraisal import sum_appraisals
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.rewards import Attendee
from danvan_metrics.plan.verdicts import OUTCOMES, Outcome, Role, Verdict
from danvan_metrics.rewarding.reward_acts import consider, drop_proposal, hold_council, propose
from danvan_metrics.rewarding.reward_papers import (
    find_reward_period,
    make_council_minute,
    make_rewards,
    make_submission_letter,
)
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_cli import Office
from tests.builders_rewards import (
    CLERK,
    FORM,
    FOUND,
    GATE,
    HEAD,
    INDIVIDUAL,
    KEY_ROUND,
    OTHER,
    PERIOD,
    SCHOOL,
    appraise,
    build_council,
    build_nomination,
    conclude_appraisal,
    hand_in,
    hand_in_judged,
    open_office,
    read_paper,
    read_tables,
)

CHECKED = [line for line, (_, outcome, _) in FOUND.items() if outcome is not Outcome.UNCHECKABLE]
DIFFERING = [line for line, (_, outcome, _) in FOUND.items() if outcome is not Outcome.CONFIRMED]
VOTES = {SCHOOL: 6, OTHER: 4}  # of 7: carried, voted down


@pytest.fixture
def appraised(tmp_path):
    """The office with one school appraised and concluded."""
    office = open_office(tmp_path)
    hand_in_judged(office)
    return office, appraise(office)


@pytest.fixture
def council(tmp_path):
    """The office with a concluded school and another one and a person proposed; the meeting of seven that voted."""
    office = open_office(tmp_path)
    hand_in_judged(office)
    hand_in(office, OTHER)
    appraise(office)
    numbers = {school: propose(office, build_nomination(school=school), actor=OFFICE) for school in VOTES}
    person = propose(
        office, build_nomination(owner=INDIVIDUAL, name="Hoàng Thị Lan", title="Giáo viên", model=GATE), actor=OFFICE
    )
    meeting = hold_council(office, build_council(), actor=OFFICE)
    for school, votes_for in VOTES.items():
        consider(office, numbers[school], meeting, votes_for=votes_for, votes_cast=7, actor=OFFICE)
    consider(office, person, meeting, votes_for=7, votes_cast=7, actor=OFFICE)
    return office, meeting


def count_applicable(office) -> int:
    """Scored lines of schools, row by row; the fixture declares none of them as not applicable."""
    scored = [one for one in office.plan.indicators if one.scored and "school" in one.reporters]
    return sum(len(one.lines) or 1 for one in scored)


class TestMinute:
    def test_it_says_how_much_was_checked_and_what_came_of_it(self, appraised):
        office, key = appraised
        text = read_paper(make_minute(office, key, actor=OFFICE)[1])
        total = count_applicable(office)
        assert f"đã kiểm {len(CHECKED)}/{total} dòng" in text
        told = Counter(OUTCOMES[outcome].lower() for _, outcome, _ in FOUND.values())
        told["chưa kiểm"] = total - len(FOUND)
        counted = dict(re.findall(r"([^;:]+?) (\d+)(?=[;.])", text.split("dòng này: ")[1].split("\n")[0]))
        assert {words.strip(): int(count) for words, count in counted.items()} == told
        assert sum(told.values()) == total

    def test_it_says_how_many_are_met_and_how_many_there_may_be(self, appraised):
        """HP1.1 and HP1.3 are met. Not checked: HP2.2, declared Đạt, and CT3.2, read off the two models."""
        office, key = appraised
        total = count_applicable(office)
        told = f"Theo thẩm định, 2/{total} dòng đạt; nếu mọi dòng chưa kiểm đúng như tự khai thì là 4/{total}."
        assert told in read_paper(make_minute(office, key, actor=OFFICE)[1])

    def test_lines_that_differ_stand_in_full_and_confirmed_ones_are_counted(self, appraised):
        office, key = appraised
        content = make_minute(office, key, actor=OFFICE)[1]
        [differing] = [table for table in read_tables(content) if table[0][0] == "Mã" and len(table) < 20]
        rows = {row[0]: row[2:] for row in differing if len(row) == 6 and row[0] != "Mã"}
        assert rows == {
            "HP1.2": ["Đạt", "Đang thực hiện", "Hạ", "Bồn hoa chưa trồng xong"],
            "HP1.3": ["Đang thực hiện", "Đạt", "Nâng", "Đã xong từ tháng 10"],
            "HP2.1": ["Đạt", "–", "Chưa đủ minh chứng", "Không có biên bản kèm theo"],
            "HP2.2": ["Đạt", "–", "Không kiểm tra được", "Đường vào điểm trường bị sạt"],
        }
        assert list(rows) == DIFFERING
        assert f"{len(FOUND) - len(DIFFERING)} dòng được xác nhận đúng như tự khai" in read_paper(content)

    def test_the_annex_has_every_line_once(self, appraised):
        office, key = appraised
        annex = read_tables(make_minute(office, key, actor=OFFICE)[1])[-1]
        codes = [row[0] for row in annex if len(row) == 6][1:]
        scored = [one for one in office.plan.indicators if one.scored and "school" in one.reporters]
        assert codes == [line.code for one in scored for line in one.rows]
        assert [row[2:] for row in annex if row[0] == "CT1.1"] == [["3/4", "3/4", "Xác nhận", "–"]]
        unjudged = [row for row in annex if len(row) == 6 and row[4] == "Chưa kiểm"]
        assert len(unjudged) == count_applicable(office) - len(FOUND)

    def test_it_has_what_such_minutes_must_have(self, appraised):
        office, key = appraised
        name, content = make_minute(office, key, actor=OFFICE)
        text = read_paper(content)
        for part in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND HUYỆN BA CHẼ", "/BB-PGDĐT", "BIÊN BẢN", "(Bản 1)",
            "Căn cứ báo cáo tự khai của Trường Mầm non Đạp Thanh (lần nộp 1, nhận ngày 08/12/2020);",
            "Thời gian: ngày 15 tháng 12 năm 2020; địa điểm: Trường Mầm non Đạp Thanh.",
            f"- {HEAD} – Phó Trưởng phòng – Trưởng", f"- {CLERK} – Thư ký", "- Hoàng Thị Mai, Hiệu trưởng",
            "Ưu điểm: Hồ sơ đầy đủ.", "Hạn chế: Cảnh quan còn dở dang.", "Đề xuất: Hoàn thành bồn hoa trong quý I.",
            "Nhà trường nhất trí với kết quả thẩm định.", "Nhất trí kết quả thẩm định.",
        ):  # fmt: skip
            assert part in text.replace("\u00a0", " "), part
        assert name == "bien-ban-tham-dinh_mn-dapthanh_12m_to-phong_ban-1.docx"

    def test_principal_clerk_and_head_sign_beside_each_other(self, appraised):
        office, key = appraised
        signed = [
            row for table in read_tables(make_minute(office, key, actor=OFFICE)[1]) for row in table if "HIỆU TRƯỞNG" in row[0]
        ]
        assert [[cell.split("\n")[0] for cell in row] for row in signed] == [["HIỆU TRƯỞNG", "THƯ KÝ", "TỔ TRƯỞNG"]]
        assert [[cell.split("\n")[-1] for cell in row] for row in signed] == [["Hoàng Thị Mai", CLERK, HEAD]]

    def test_headings_repeat_on_every_page(self, appraised):
        office, key = appraised
        document = docx.Document(io.BytesIO(make_minute(office, key, actor=OFFICE)[1]))
        headed = [table for table in document.tables if table.rows[0].cells[0].text == "Mã"]
        assert len(headed) == 2
        assert all(table.rows[0]._tr.trPr.find("{*}tblHeader") is not None for table in headed)

    def test_before_the_conclusion_it_is_a_draft(self, tmp_path):
        office = open_office(tmp_path)
        hand_in_judged(office)
        key = appraise(office, concluded=False)
        name, content = make_minute(office, key, actor=OFFICE)
        text = read_paper(content)
        assert name.endswith("_du-thao.docx")
        assert "(Dự thảo, chưa kết luận)" in text
        assert "Theo thẩm định" not in text  # no result is told before there is one
        assert "Ưu điểm: (Phòng bổ sung)" in text

    def test_what_was_concluded_stands_whatever_the_school_sends_after(self, appraised):
        office, key = appraised
        before = collect_minute(office, key)
        hand_in_judged(office, HP1_1=Answer("HP1.1", State.VALUE, choice="not_started"))
        after = collect_minute(office, key)
        assert (after.lines, after.coverage, after.returned) == (before.lines, before.coverage, before.returned)
        assert after.changed == 1
        assert "nhà trường đã nộp báo cáo khác, 1 dòng có thay đổi" in read_paper(make_minute(office, key, actor=OFFICE)[1])

    def test_a_return_withdrawn_after_the_conclusion_is_said_to_be(self, appraised):
        office, key = appraised
        before = make_minute(office, key, actor=OFFICE, version=1)
        office.repository.withdraw(1, reason="Gửi nhầm")
        assert make_minute(office, key, actor=OFFICE, version=1) == before
        text = read_paper(make_minute(office, key, actor=OFFICE)[1])
        assert "báo cáo đã thẩm định được rút và nhà trường chưa nộp báo cáo khác" in text
        assert "đã nộp báo cáo khác," not in text

    def test_a_reopened_one_is_a_draft_of_the_second_version(self, appraised):
        office, key = appraised
        reopen(office, key, "Trường bổ sung minh chứng", actor=sit_at_laptop(HEAD))
        minute = collect_minute(office, key)
        assert (minute.version, minute.concluded, minute.sitting.strengths) == (2, False, "")

    def test_what_is_met_is_counted_as_the_figures_count_it(self, appraised):
        office, key = appraised
        sums = sum_appraisals(office.load_dataset(), Scope(PERIOD)).set_index("school").loc[SCHOOL]
        assert collect_minute(office, key).met == (sums["met"], sums["L"], sums["high"])

    def test_the_first_versions_minutes_are_still_to_be_had_after_the_second(self, appraised):
        """HP1.2 is found Đạt under version 2, on another return, by a team of other members: version 1 knows none of it."""
        office, key = appraised
        before = make_minute(office, key, actor=OFFICE, version=1)
        assert before == make_minute(office, key, actor=OFFICE)
        reopen(office, key, "Trường bổ sung minh chứng", actor=sit_at_laptop(HEAD))
        assert make_minute(office, key, actor=OFFICE, version=1) == before
        name_team(
            office,
            KEY_ROUND,
            "Tổ số 1",
            (*list_teams(office)[0].members, Member("Vi Thị Hoa", Role.MEMBER)),
            actor=sit_at_laptop(HEAD),
        )
        hand_in_judged(office, HP1_1=Answer("HP1.1", State.VALUE, choice="doing", evidence_count=1.0))
        again = {line: "met" for line, (_, outcome, _) in FOUND.items() if outcome is not Outcome.CONFIRMED} | {"HP1.1": "doing"}
        seen = {line.code: line.revision for line in load_desk(office, key).lines}
        changes = [
            Change(Verdict(line=line, outcome=Outcome.CONFIRMED, choice=choice, reason="Đã xem lại"), seen[line])
            for line, choice in again.items()
        ]
        save_verdicts(office, key, changes, actor=sit_at_laptop(CLERK))
        conclude_appraisal(office, key)

        assert make_minute(office, key, actor=OFFICE, version=1) == before
        first, second = (collect_minute(office, key, version=version) for version in (1, 2))
        found, later = ({line.code: line.outcome for line in one.lines if line.outcome} for one in (first, second))
        assert found == {line: outcome for line, (_, outcome, _) in FOUND.items()}
        assert later["HP1.2"] is Outcome.CONFIRMED
        assert (first.met[0], second.met[0]) == (2, 4)  # HP1.1, HP1.3; HP1.2, HP1.3, HP2.1, HP2.2
        assert ("lần nộp 1" in first.returned, "lần nộp 2" in second.returned) == (True, True)
        assert [len(one.members) for one in (first, second)] == [3, 4]
        assert (second, second.changed) == (collect_minute(office, key), 0)

    def test_a_version_that_was_not_concluded_has_no_minutes(self, appraised):
        office, key = appraised
        reopen(office, key, "Xem lại", actor=sit_at_laptop(HEAD))
        for version in (2, 0, -1):
            with pytest.raises(UserError, match=rf"không có kết luận lần {version} \(đã kết luận: lần 1\); hãy chọn"):
                make_minute(office, key, actor=OFFICE, version=version)

    def test_where_nothing_was_judged_there_are_no_minutes(self, tmp_path):
        office = open_office(tmp_path)
        hand_in(office)
        with pytest.raises(UserError, match="chưa thẩm định dòng nào của Trường Mầm non Đạp Thanh"):
            make_minute(office, AppraisalKey(office.plan.code, SCHOOL, PERIOD, KEY_ROUND), actor=OFFICE)

    def test_the_same_appraisal_gives_the_same_bytes(self, appraised):
        office, key = appraised
        assert make_minute(office, key, actor=OFFICE) == make_minute(office, key, actor=OFFICE)


class TestCouncilMinute:
    def test_it_says_who_was_present_of_how_many_and_every_vote(self, council):
        office, meeting = council
        content = make_council_minute(office, meeting, actor=OFFICE)[1]
        text = read_paper(content)
        assert "Có mặt: 7/9 thành viên, gồm:" in text
        assert "Hội đồng xét 3 đề nghị, thông qua 2." in text  # 6 and 7 of 7 carry, 4 of 7 is 57 %
        [votes] = [table for table in read_tables(content) if table[0][0] == "STT"]
        assert [row[1:] for row in votes if len(row) == 5][1:] == [
            ["Trường Mầm non Đạp Thanh", FORM, "6/7", "thông qua"],
            ["Trường Mầm non Đồn Đạc", FORM, "4/7", "không thông qua"],
            ["Hoàng Thị Lan (Giáo viên, Trường Mầm non Đạp Thanh)", FORM, "7/7", "thông qua"],
        ]
        assert "Lưu ý: chưa kết luận thẩm định khi đề nghị: Trường Mầm non Đồn Đạc." in text

    def test_a_later_meeting_leaves_the_earlier_minutes_as_they_were(self, council):
        office, first = council
        before = read_tables(make_council_minute(office, first, actor=OFFICE)[1])
        second = hold_council(office, build_council(held_on=date(2020, 12, 19)), actor=OFFICE)
        consider(office, 2, second, votes_for=7, votes_cast=7, actor=OFFICE)  # the school voted down
        assert read_tables(make_council_minute(office, first, actor=OFFICE)[1]) == before
        assert "Hội đồng xét 1 đề nghị, thông qua 1." in read_paper(make_council_minute(office, second, actor=OFFICE)[1])

    def test_there_are_none_of_a_meeting_there_was_not(self, council):
        office, _ = council
        with pytest.raises(UserError, match="Không có phiên họp Hội đồng số 9"):
            make_council_minute(office, 9, actor=OFFICE)


class TestList:
    def test_it_holds_what_the_council_carried_in_two_blocks(self, council):
        office, _ = council
        content = make_rewards(office, PERIOD, "docx", actor=OFFICE)[1]
        [table] = [one for one in read_tables(content) if one[0][0] == "STT"]
        total = count_applicable(office)
        result = f"đã kiểm 5/{total} · đạt 2/{total} (đến 4)"
        summary = f"Thẩm định đã kiểm 5/{total}, đạt 2/{total} (đến 4). 1/2 mô hình đã đăng ký có kết quả kèm minh chứng."
        assert table[1:] == [
            ["Tập thể"],
            ["1", "Trường Mầm non Đạp Thanh", "Đạp Thanh", summary, result, FORM, "6/7, thông qua"],
            ["Cá nhân"],
            ["1", "Hoàng Thị Lan", "Giáo viên, Trường Mầm non Đạp Thanh", f"{summary} Mô hình: “{GATE}”.", result, FORM,
             "7/7, thông qua"],
        ]  # fmt: skip
        text = read_paper(content)
        assert "Đã xét 2/19 trường; đề nghị khen 1 tập thể, 1 cá nhân." in text
        assert "Hội đồng không thông qua 1 đề nghị" in text

    def test_the_workbook_says_the_same(self, council):
        office, _ = council
        sheet = openpyxl.load_workbook(io.BytesIO(make_rewards(office, PERIOD, "xlsx", actor=OFFICE)[1])).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        [table] = [one for one in read_tables(make_rewards(office, PERIOD, "docx", actor=OFFICE)[1]) if one[0][0] == "STT"]
        told = [[str(value) for value in row if value is not None] for row in rows]
        assert told == table
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)

    def test_before_the_council_it_is_a_plan_with_everybody_in_it(self, tmp_path):
        office = open_office(tmp_path)
        hand_in(office)
        propose(office, build_nomination(), actor=OFFICE)
        text = read_paper(make_rewards(office, PERIOD, "docx", actor=OFFICE)[1])
        assert "(Dự kiến, Hội đồng chưa bỏ phiếu)" in text
        assert "Lưu ý: chưa kết luận thẩm định khi đề nghị: Trường Mầm non Đạp Thanh." in text
        assert "chưa xét" in text

    def test_what_the_council_has_not_seen_yet_is_counted_below(self, council):
        office, _ = council
        propose(office, build_nomination(form="Biểu dương"), actor=OFFICE)
        text = read_paper(make_rewards(office, PERIOD, "docx", actor=OFFICE)[1])
        assert "Còn 1 đề nghị Hội đồng chưa xét, chưa có trong danh sách này." in text

    @pytest.mark.parametrize(("ending", "told"), [("pdf", "không có dạng “.pdf”"), ("", "không có dạng")])
    def test_another_ending_is_refused(self, council, ending, told):
        with pytest.raises(UserError, match=told):
            make_rewards(council[0], PERIOD, ending, actor=OFFICE)

    def test_where_nobody_is_proposed_there_is_no_list(self, tmp_path):
        with pytest.raises(UserError, match="Chưa có đề nghị khen thưởng nào của kỳ cả năm"):
            make_rewards(open_office(tmp_path), PERIOD, "docx", actor=OFFICE)

    def test_hostile_names_stay_letters(self, tmp_path):
        office = open_office(tmp_path)
        hand_in(office)
        name = "=1+1 <w:b/> Lan & \u202e"
        propose(office, build_nomination(owner=INDIVIDUAL, name=name, summary=name), actor=OFFICE)
        [table] = [one for one in read_tables(make_rewards(office, PERIOD, "docx", actor=OFFICE)[1]) if one[0][0] == "STT"]
        assert table[-1][1].strip() == "=1+1 <w:b/> Lan &"
        sheet = openpyxl.load_workbook(io.BytesIO(make_rewards(office, PERIOD, "xlsx", actor=OFFICE)[1])).active
        assert [row[1].data_type for row in sheet.iter_rows() if str(row[1].value).startswith("=1+1")] == ["s"]


class TestSubmission:
    def test_it_counts_what_the_council_carried(self, council):
        office, _ = council
        text = read_paper(make_submission_letter(office, PERIOD, actor=OFFICE)[1]).replace("\u00a0", " ")
        assert "Kính gửi: Ủy ban nhân dân huyện Ba Chẽ." in text
        assert "/TTr-PGDĐT" in text
        assert "đã xét khen thưởng 2/19 trường kỳ cả năm." in text
        assert "- Tập thể 1: giấy khen của Chủ tịch UBND huyện: 1." in text
        assert "- Cá nhân 1: giấy khen của Chủ tịch UBND huyện: 1." in text
        assert "(có mặt 7/9 thành viên);" in text
        assert "100" not in re.sub(r"\d{2}/\d{2}/\d{4}", "", text)  # never that all were rewarded

    def test_before_the_council_there_is_none(self, tmp_path):
        office = open_office(tmp_path)
        hand_in(office)
        propose(office, build_nomination(), actor=OFFICE)
        with pytest.raises(UserError, match="Hội đồng chưa thông qua đề nghị nào"):
            make_submission_letter(office, PERIOD, actor=OFFICE)

    def test_what_the_office_gives_itself_is_told_and_not_submitted(self, council):
        office, meeting = council
        own = propose(
            office, build_nomination(owner=INDIVIDUAL, name="Bàn Thị Mai", form="Giấy khen của Phòng GD&ĐT"), actor=OFFICE
        )
        consider(office, own, meeting, votes_for=7, votes_cast=7, actor=OFFICE)
        text = read_paper(make_submission_letter(office, PERIOD, actor=OFFICE)[1]).replace("\u00a0", " ")
        asked, given = text.split("Ngoài ra, Phòng GD&ĐT khen theo thẩm quyền")
        assert "- Cá nhân 1: giấy khen của Chủ tịch UBND huyện: 1." in asked
        assert "Phòng GD&ĐT: 1" not in asked
        assert "- Cá nhân 1: giấy khen của Phòng GD&ĐT: 1." in given

    def test_with_nothing_to_submit_there_is_no_letter(self, tmp_path):
        office = open_office(tmp_path)
        hand_in(office)
        own, meeting = (
            propose(office, build_nomination(form="Biểu dương"), actor=OFFICE),
            hold_council(office, build_council(), actor=OFFICE),
        )
        consider(office, own, meeting, votes_for=7, votes_cast=7, actor=OFFICE)
        with pytest.raises(UserError, match="đều do Phòng GD&ĐT quyết định nên không cần tờ trình"):
            make_submission_letter(office, PERIOD, actor=OFFICE)


class TestCommands:
    def test_minutes_and_list_are_written_from_the_command_line(self, council, tmp_path):
        office = Office(tmp_path, today="2020-12-20")
        minute, rewards, sheet = (tmp_path / name for name in ("bb.docx", "ds.docx", "ds.xlsx"))
        for arguments in (
            ("minute", "--school", "mn-dapthanh", "--period", PERIOD, "--version", "1", "--out", minute),
            ("rewards", "--period", PERIOD, "--out", rewards),
            ("rewards", "--period", PERIOD, "--out", sheet),
        ):
            result = office.run("export", *arguments)
            assert (result.exit_code, result.stderr) == (0, ""), result.stderr
        assert "BIÊN BẢN" in read_paper(minute.read_bytes())
        assert "DANH SÁCH" in read_paper(rewards.read_bytes())
        assert openpyxl.load_workbook(sheet).sheetnames == ["Danh sách đề nghị"]

    def test_without_a_period_the_list_is_of_the_last_one_with_a_proposal(self, council, tmp_path):
        """All proposals are of the whole year."""
        named, unnamed = tmp_path / "a.docx", tmp_path / "b.docx"
        office = Office(tmp_path, today="2020-12-20")
        for arguments in (("--period", PERIOD, "--out", named), ("--out", unnamed)):
            assert office.run("export", "rewards", *arguments).exit_code == 0
        assert unnamed.read_bytes() == named.read_bytes()

    def test_without_a_period_and_a_proposal_it_is_of_the_last_one_handed_in(self, tmp_path):
        district = open_office(tmp_path)
        assert find_reward_period(district.load_dataset()) == "6m"
        hand_in(district, period="9m")
        assert find_reward_period(district.load_dataset()) == "9m"
        number = propose(district, build_nomination(period="9m"), actor=OFFICE)
        hand_in(district, OTHER)
        assert find_reward_period(district.load_dataset()) == "9m"
        drop_proposal(district, number, reason="Nhà trường xin rút", actor=OFFICE)
        assert find_reward_period(district.load_dataset()) == PERIOD

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("minute", "--period", PERIOD, "--out", "bb.docx"), "--school MÃ"),
            (("minute", "--school", "X", "--period", PERIOD, "--out", "bb.docx"), "Không có trường “X”"),
            (("minute", "--school", SCHOOL, "--period", PERIOD, "--out", "bb.xlsx"), "đuôi .docx"),
            (("minute", "--school", SCHOOL, "--period", PERIOD, "--round", "vong-3", "--out", "bb.docx"), "vong-3"),
            (("minute", "--school", OTHER, "--period", PERIOD, "--out", "bb.docx"), "chưa thẩm định dòng nào"),
            (("minute", "--school", SCHOOL, "--period", PERIOD, "--version", "2", "--out", "bb.docx"), "kết luận lần 2"),
            (("rewards", "--period", "13m", "--out", "ds.docx"), "Không có kỳ báo cáo “13m”"),
            (("rewards", "--period", PERIOD, "--out", "ds.txt"), "đuôi .docx hoặc .xlsx"),
            (("rewards", "--snapshot", "Họp", "--out", "ds.docx"), "hãy bỏ --snapshot"),
            (("minute", "--snapshot", "Họp", "--period", PERIOD, "--out", "bb.docx"), "hãy bỏ --snapshot"),
            (("minute", "--school", SCHOOL, "--out", "bb.docx"), "Hãy ghi kỳ báo cáo"),
        ],
    )
    def test_what_is_wrong_is_told_in_a_sentence(self, council, tmp_path, arguments, told):
        result = Office(tmp_path, today="2020-12-20").run("export", *arguments[:-1], tmp_path / arguments[-1])
        assert result.exit_code == 2
        assert told in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1


def test_a_paper_names_its_matter_as_the_report_does(tmp_path):
    plan = open_office(tmp_path).plan
    assert name_matter(plan, "9m") == "kết quả thực hiện năm “Dân vận khéo” kỳ 9 tháng năm 2020"
    assert name_matter(plan, "12m", unbroken=True) == "kết quả thực hiện năm “Dân vận khéo” kỳ\u00a0cả\u00a0năm\u00a02020"


def test_somebody_without_a_title_stands_by_name_alone(council):
    office, _ = council
    meeting = hold_council(office, build_council(present=(*build_council(6).present, Attendee("Vũ Thị Mơ"))), actor=OFFICE)
    assert "- Vũ Thị Mơ\n" in read_paper(make_council_minute(office, meeting, actor=OFFICE)[1])
