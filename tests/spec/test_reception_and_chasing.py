"""Nộp, đủ and đạt are three things; and who is to be asked once more, about what (issue 3, points 7 and 8).

The period is 6 months: before 14/6/2020, so 13/6 is the last day on time. A school's form has ASKED lines.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from danvan_metrics.correspondence.chasing import Lack, collect_chasing
from danvan_metrics.correspondence.reception import Reception, collect_reception
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.store.records import RefusalRecord
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset

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
        assert row.describe() == (said, f"{ASKED}/{ASKED} dòng", "đạt")

    @pytest.mark.parametrize(
        ("today", "said"), [(date(2020, 6, 16), "quá hạn 3 ngày"), (date(2020, 6, 10), "chưa nộp, còn 3 ngày")]
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
        assert (row.answered, row.askable, row.blank) == (ASKED - 2, ASKED, ("NV2.3", "Mô hình"))

    def test_a_file_sent_back_is_handed_in_on_its_day_but_not_without_error(self):
        first, again = send_back(12, errors=9), send_back(15, errors=2, answered=70)
        row = receive(refusals=[first, again])
        assert row.describe() == ("12/06/2020, đúng hạn", f"70/{ASKED} dòng", "bản gửi 15/06/2020 bị trả lại, còn 2 lỗi")

    def test_a_sound_return_after_it_is_without_error(self):
        row = receive(answer_all(received_on=date(2020, 6, 12)), refusals=[send_back(12)])
        assert (row.accepted, row.errors) == (True, 0)

    def test_files_of_other_periods_and_unreadable_ones_say_nothing(self):
        others = [send_back(12, period="9m"), send_back(12, status="unreadable"), send_back(12, school=OTHER)]
        assert not receive(refusals=others).handed_in

    def test_each_is_counted_of_all_schools_due(self):
        """Received whole, received in part, sent back: 3 handed in, 2 complete (the one sent back among them), 2 sound."""
        part = answer_all("TH-DONDAC")
        del part.answers["NV2.3"]
        reception = collect([answer_all(), part], [send_back(12, school=OTHER, answered=ASKED)])
        assert len(reception.rows) == len(ROSTER.select(on=PERIOD.deadline))
        assert reception.count() == {"Nộp": 3, "Đủ": 2, "Đạt": 2}

    def test_the_table_has_a_row_per_school_with_a_sign_before_the_words(self):
        table = collect([answer_all(received_on=date(2020, 6, 14))]).table().set_index("Trường")
        assert table.loc["MN Đồn Đạc"].tolist() == ["◐ 14/06/2020, trễ 1 ngày", f"● {ASKED}/{ASKED} dòng", "● đạt"]
        assert table.loc["MN Nam Sơn"].tolist() == ["○ quá hạn 3 ngày", "· –", "· –"]


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
        assert f"còn 12/{ASKED} dòng để trống" in said
        assert f"{LINES[9]}" in said
        assert f"{LINES[10]}," not in said
        assert "và 2 dòng khác" in said

    def test_a_file_sent_back_is_asked_for_with_its_day_and_errors(self):
        said = find_chase(SCHOOL, refusals=[send_back(12, errors=2)]).short
        assert "gửi ngày 12/06/2020 còn 2 chỗ cần sửa" in said
        assert "bản có đánh dấu" in said

    def test_one_list_for_all(self):
        listed = chase(refusals=[send_back(12, errors=2)])
        assert "Chưa nộp, đã quá hạn:" in listed.text()
        assert "Chưa gửi lại bản đã sửa:\n- MN Đồn Đạc: bản gửi 12/06/2020 bị trả lại, còn 2 lỗi" in listed.text()
        assert len(listed.table()) == len(listed.chases)


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def answer_all(school: str = SCHOOL, received_on: date = date(2020, 6, 12)) -> PlainReturn:
    """A return with something in every line, and “no models”."""
    return PlainReturn(school, "6m", received_on, {code: {"done": 1} for code in LINES}, models_declared=False)


def send_back(
    day: int, *, school: str = SCHOOL, period: str = "6m", status: str = "returned", errors: int = 1, answered: int = 0
):
    issue = {"code": "not_a_number", "severity": "error", "sheet": "", "cell": "", "line": "NV2.3"}
    return RefusalRecord(
        id=1,
        plan=PLAN.code,
        sha256="0" * 64,
        file_name="sai.xlsx",
        status=status,
        school=school,
        period=period,
        received_on=date(2020, 6, day),
        uploaded_at=datetime(2020, 6, day, tzinfo=UTC),
        sender="",
        recognised_by="",
        answered=answered,
        askable=ASKED,
        issues=(issue,) * errors,
    )


def collect(returns=(), refusals=(), *, today: date = TODAY) -> Reception:
    return collect_reception(build_dataset(list(returns), as_of=today), refusals, "6m")


def receive(*returns, refusals=(), today: date = TODAY):
    """The row of the one school looked at."""
    return next(row for row in collect(returns, refusals, today=today).rows if row.school.code == SCHOOL)


def chase(returns=(), refusals=(), *, today: date = TODAY):
    return collect_chasing(PLAN, PERIOD, collect(returns, refusals, today=today))


def find_chase(school: str, returns=(), refusals=(), *, today: date = TODAY):
    return next(one for one in chase(returns, refusals, today=today).chases if one.row.school.code == school)
