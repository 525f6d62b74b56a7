"""Nộp, đủ and hợp lệ are three things; and who is to be asked once more, about what (issue 3, points 7 and 8; issue 10, point 4).

The period is 6 months: before 14/6/2020, so 13/6 is the last day on time. A school's form has ASKED lines.
"""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.correspondence.chasing import Lack, collect_chasing
from danvan_metrics.correspondence.reception import Reception, collect_reception
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.return_states import ReturnState, judge_returns, list_asked
from danvan_metrics.plan.kinds import Kind, Reporter
from danvan_metrics.topics.school.figures import describe_report
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.workbook.answers import MODELS_QUESTION
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset
from tests.builders import send_back as build_sent_back

PERIOD = PLAN.find_period("6m")
LINES = [line.code for one in PLAN.indicators_for(Reporter.SCHOOL) if one.entered for line in one.rows]
ASKED = len(LINES) + 1  # and the question on the sheet Mô hình
SCHOOL, OTHER = "MN-DONDAC", "MN-NAMSON"
TODAY = date(2020, 6, 16)


class TestThreeThings:
    @pytest.mark.parametrize(
        ("day", "said"),
        [(12, "12/06/2020, đúng hạn"), (13, "13/06/2020, đúng hạn"), (14, "14/06/2020, trễ 1 ngày")],
    )
    def test_handed_in_by_the_day_it_was_received(self, day, said):
        row = receive(answer_all(received_on=date(2020, 6, day)))
        assert row.describe() == (said, f"{ASKED}/{ASKED} dòng", "hợp lệ")

    @pytest.mark.parametrize(
        ("today", "said"), [(date(2020, 6, 16), "chưa nộp, quá hạn 3 ngày"), (date(2020, 6, 10), "chưa nộp, còn 3 ngày")]
    )
    def test_nothing_handed_in_is_due_or_not(self, today, said):
        assert receive(today=today).describe() == (said, "–", "–")

    def test_complete_is_every_line_answered_a_nought_and_not_applicable_among_them(self):
        """All answered, one of them 0 and one “không áp dụng”; then one line and the question of models left blank."""
        full = answer_all()
        full.answers["NV2.3"] = {"done": 0}
        full.answers["HP1.1"] = {"choice": "not_applicable"}
        assert receive(full).complete
        del full.answers["NV2.3"]
        full.models_declared = None
        row = receive(full)
        assert (row.unanswered, row.asked, row.blank) == (2, ASKED, ("NV2.3", MODELS_QUESTION))

    def test_a_file_sent_back_is_handed_in_on_its_first_day_but_not_without_error(self):
        """It came on the 12th and again on the 15th: on time, and 2 errors of the last."""
        row = receive(sent_back=[send_back(12, last=15, errors=2, answered=70)])
        assert row.describe() == ("12/06/2020, đúng hạn", f"70/{ASKED} dòng", "trả lại, chờ sửa 2 lỗi")
        assert (row.state, row.unanswered, row.blank) == (ReturnState.SENT_BACK, ASKED - 70, ())

    def test_an_empty_return_lacks_every_line(self):
        row = receive(PlainReturn(SCHOOL, "6m", date(2020, 6, 12)))
        assert row.describe() == ("12/06/2020, đúng hạn", f"0/{ASKED} dòng", "hợp lệ")
        assert (row.told, row.blank) == (f"đã nhận 12/06, thiếu {ASKED} dòng", (*LINES, MODELS_QUESTION))

    def test_files_of_other_periods_and_schools_say_nothing(self):
        assert not receive(sent_back=[send_back(12, period="9m"), send_back(12, school=OTHER)]).handed_in

    def test_each_is_counted_of_all_schools_due(self):
        """Received whole, received in part, sent back: 3 handed in, 2 complete (the one sent back among them), 2 valid."""
        part = answer_all("TH-DONDAC")
        del part.answers["NV2.3"]
        reception = collect([answer_all(), part], [send_back(12, school=OTHER, answered=ASKED)])
        assert len(reception.rows) == len(ROSTER.select(on=PERIOD.deadline))
        assert reception.count() == {"Nộp": 3, "Đủ": 2, "Hợp lệ": 2}

    def test_the_table_has_a_row_per_school_with_a_sign_before_the_words(self):
        """Those of every other page: ? not handed in, ↩ sent back. Late or in part is no band of a share, and has only words."""
        back = send_back(13, school="TH-DONDAC", answered=70)
        table = collect([answer_all(received_on=date(2020, 6, 14))], [back]).table().set_index("Trường")
        assert table.loc["MN Đồn Đạc"].tolist() == ["14/06/2020, trễ 1 ngày", f"{ASKED}/{ASKED} dòng", "hợp lệ"]
        assert table.loc["TH Đồn Đạc"].tolist() == ["13/06/2020, đúng hạn", f"70/{ASKED} dòng", "↩ trả lại, chờ sửa 2 lỗi"]
        assert table.loc["MN Nam Sơn"].tolist() == ["? chưa nộp, quá hạn 3 ngày", "–", "–"]


class TestOneCountOfWhatIsMissing:
    """What every page calls missing is one number (indicators.md, “A return has one state everywhere”)."""

    @pytest.mark.parametrize("period", [period.code for period in PLAN.periods])
    def test_for_every_school_of_the_sample(self, meeting_dataset, period):
        reception = collect_reception(meeting_dataset, period)
        asked = {one.row.school.code: one for one in collect_chasing(PLAN, PLAN.find_period(period), reception).chases}
        states = {row.school: row.state for row in collect_scorecard(meeting_dataset, Scope(period)).rows}
        judged = {row.school: row for row in judge_returns(meeting_dataset, Scope(period)).itertuples()}
        assert len(reception.rows) == len(judged) == len(states) == len(ROSTER.schools)
        for row in reception.rows:
            code, own = row.school.code, judged[row.school.code]
            assert (row.state, row.unanswered, row.asked) == (own.state, own.unanswered, own.asked)
            assert states[code] == row.standing
            assert describe_report(meeting_dataset, period, row.school) == row.told
            if row.state is ReturnState.INCOMPLETE:
                assert row.standing == f"thiếu {own.unanswered} dòng"
                assert len(row.blank) == own.unanswered
                assert asked[code].detail == row.told
                assert f"còn thiếu {own.unanswered}/{own.asked} dòng" in asked[code].short

    def test_a_return_that_the_school_must_mend_is_one_state(self, meeting_dataset):
        [row] = [row for row in collect_reception(meeting_dataset, "12m").rows if row.school.code == "MN-THANHLAM"]
        assert row.told == describe_report(meeting_dataset, "12m", row.school) == "đã gửi 07/12, trả lại, chờ sửa 2 lỗi"

    def test_lines_left_blank_are_named_in_the_workbooks_order(self):
        """A plan that lists the items first; its workbook still has the sheet of tasks before theirs."""
        first = sorted(PLAN.indicators, key=lambda indicator: indicator.kind is not Kind.LEVEL)
        plan = PLAN.model_copy(update={"indicators": tuple(first)})
        [row] = [
            row
            for row in collect_reception(build_dataset([PlainReturn(SCHOOL, "6m", TODAY)], plan=plan), "6m").rows
            if row.school.code == SCHOOL
        ]
        assert list_asked(plan)[0].startswith("HP")
        assert row.blank == (*LINES, MODELS_QUESTION)


class TestWhoIsAsked:
    def test_whoever_is_done_is_left_in_peace(self):
        everybody = [answer_all(school.code) for school in ROSTER.select(on=PERIOD.deadline)]
        assert chase(everybody).chases == ()

    @pytest.mark.parametrize(("today", "kinds"), [(date(2020, 6, 5), []), (date(2020, 6, 6), ["soon"]), (TODAY, ["missing"])])
    def test_who_has_not_handed_in_is_asked_from_a_week_before_the_last_day(self, today, kinds):
        assert sorted({one.lack for one in chase(today=today).chases}) == kinds

    def test_the_graver_comes_first(self):
        part = answer_all("TH-DONDAC")
        del part.answers["NV2.3"]
        found = [one.lack for one in chase([part], [send_back(12)]).chases]
        missing = len(ROSTER.select(on=PERIOD.deadline)) - 2
        assert found == [Lack.MISSING] * missing + [Lack.SENT_BACK, Lack.PARTIAL]

    def test_a_letter_names_the_school_what_is_waited_for_and_whom_to_ask(self):
        letter = find_chase(SCHOOL).letter
        assert letter.subject.endswith("Về báo cáo 6 tháng – MN Đồn Đạc")
        assert letter.body.startswith("Kính gửi: Trường Mầm non Đồn Đạc,")
        assert "chưa nhận được báo cáo 6 tháng" in letter.body
        assert "(hạn nộp: trước ngày 14/06/2020, đã qua)" in letter.body
        assert f"xin liên hệ {PLAN.office.contact}" in letter.body
        assert letter.body.endswith(PLAN.office.name)

    def test_before_the_deadline_nothing_is_said_to_be_late(self):
        body = find_chase(SCHOOL, today=date(2020, 6, 10)).letter.body
        assert "đã qua" not in body
        assert "gửi về đúng hạn" in body

    def test_the_lines_left_blank_are_named_up_to_ten(self):
        part = answer_all()
        for code in LINES[:12]:
            del part.answers[code]
        said = find_chase(SCHOOL, [part]).short
        assert f"còn thiếu 12/{ASKED} dòng" in said
        assert f"{LINES[9]}" in said
        assert f"{LINES[10]}," not in said
        assert "và 2 dòng khác" in said

    def test_a_file_sent_back_is_asked_for_with_its_day_and_errors(self):
        said = find_chase(SCHOOL, sent_back=[send_back(12, errors=2)]).short
        assert "gửi ngày 12/06/2020 còn 2 chỗ cần sửa" in said
        assert "bản có đánh dấu" in said

    def test_one_list_for_all(self):
        listed = chase(sent_back=[send_back(12, errors=2)])
        assert "Chưa nộp, đã quá hạn:" in listed.text()
        assert "Trả lại, chờ sửa:\n- MN Đồn Đạc: đã gửi 12/06, trả lại, chờ sửa 2 lỗi" in listed.text()
        assert len(listed.table()) == len(listed.chases)


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def answer_all(school: str = SCHOOL, received_on: date = date(2020, 6, 12)) -> PlainReturn:
    """A return with something in every line, and “no models”."""
    return PlainReturn(school, "6m", received_on, {code: {"done": 1} for code in LINES}, models_declared=False)


def send_back(day: int, *, school: str = SCHOOL, period: str = "6m", last: int | None = None, errors: int = 2, answered: int = 0):
    return build_sent_back(school, period, date(2020, 6, day), errors=errors, last=date(2020, 6, last or day), answered=answered)


def collect(returns=(), sent_back=(), *, today: date = TODAY) -> Reception:
    return collect_reception(build_dataset(list(returns), as_of=today, sent_back=tuple(sent_back)), "6m")


def receive(*returns, sent_back=(), today: date = TODAY):
    """The row of the one school looked at."""
    return next(row for row in collect(returns, sent_back, today=today).rows if row.school.code == SCHOOL)


def chase(returns=(), sent_back=(), *, today: date = TODAY):
    return collect_chasing(PLAN, PERIOD, collect(returns, sent_back, today=today))


def find_chase(school: str, returns=(), sent_back=(), *, today: date = TODAY):
    return next(one for one in chase(returns, sent_back, today=today).chases if one.row.school.code == school)
