"""A unit above the schools: which of its units have how many schools behind, and the words to ask them (many.md).

The province of these tests: An Bình with four schools, Bến Sông with three, Cù Mông with two, one directly under it
(builders_units.RETURNS says what came when; the deadlines are 14/06 and 14/12/2020).
"""

from __future__ import annotations

import email
import io
import zipfile
from datetime import date
from email.policy import default

import pytest

from danvan_metrics.correspondence.unit_chasing import collect_unit_chasing
from danvan_metrics.formats.table import UnitPage, tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.timeliness import count_timeliness
from danvan_metrics.topics.unit_timeliness.chart import collect_unit_timeliness_chart, draw_unit_timeliness
from danvan_metrics.topics.unit_timeliness.figures import collect_unit_timeliness, describe_lagging
from danvan_metrics.topics.unit_timeliness.table import lay_out_lagging, lay_out_unit_returns
from tests.builders import build_dataset, generate_returns
from tests.builders_units import PROVINCE, build_province, build_roster, look_at_node

P = "\u00a0%"
ONE_RETURN = "school|period|day|met|doing|blank|tasks|models\nMN-AB|{}|{}|1|0|0|1|0"
SMALL = build_province()
NODE = SMALL.look_at(PROVINCE)


def look(period="12m", **filters):
    return collect_unit_timeliness(NODE, Scope(period, **filters))


def read(table):
    return [[str(cell) for cell in row] for row in table.rows]


class TestCounts:
    """Nộp, đúng hạn, trễ, chưa nộp: of schools, unit by unit, whatever the lens."""

    def test_every_unit_has_a_row_and_the_last_is_their_sum(self):
        table = lay_out_unit_returns(look())
        assert [str(heading) for heading in table.columns] == [
            "Đơn vị", "Đã nộp (n/N)", "Đúng hạn (n/N)", "Tỉ lệ đúng hạn", "Nộp trễ", "Quá hạn chưa nộp",
            "Trả lại, chờ sửa", "Thiếu dòng",
        ]  # fmt: skip
        assert read(table) == [
            # TH An Bình came on 16/12; every return leaves the facts and models blank: a line is missing
            ["An Bình", "4/4", "3/4", f"75{P}", "1", "0", "0", "4"],
            # THCS Bến Sông did not come: of the two that did no percentage is said
            ["Bến Sông", "2/3", "2/2", "–", "0", "? 1", "0", "2"],
            ["Cù Mông MN Cù Mông, TH&THCS Cù Mông", "2/2", "2/2", "–", "0", "0", "↩ 1", "1"],
            ["Trường trực thuộc Sông Mây PTDTNT Sông Mây", "1/1", "1/1", "–", "0", "0", "0", "1"],
            ["Cộng", "9/10", "8/9", f"89{P}", "1", "? 1", "↩ 1", "8"],
        ]

    def test_a_name_opens_the_unit_and_the_schools_of_none_open_nothing(self):
        opens = [row[0].opens for row in lay_out_unit_returns(look()).rows]
        assert opens == [UnitPage("SM-AB"), UnitPage("SM-BS"), UnitPage("SM-CM"), None, None]

    def test_before_the_deadline_nobody_is_late(self):
        early = build_province(returns=ONE_RETURN.format("12m", "2020-12-01"), as_of=date(2020, 12, 10))
        record = collect_unit_timeliness(early.look_at(PROVINCE), Scope("12m"))
        assert (record.total.counts.missing, record.total.counts.not_due, record.total.behind) == (0, 9, 0)
        assert describe_lagging(record) == "Không đơn vị nào còn trường quá hạn chưa nộp hoặc có báo cáo trả lại"
        assert "Chưa đến hạn" in [str(heading) for heading in lay_out_unit_returns(record).columns]

    def test_filters_leave_the_units_that_have_such_a_school(self):
        record = look(level="Mầm non")
        assert [(row.unit.name, row.counts.schools) for row in record.rows] == [("An Bình", 2), ("Bến Sông", 1), ("Cù Mông", 1)]
        assert look(model=True).total.counts.schools == 2

    def test_no_school_of_the_filter_is_a_sentence(self):
        record = look(level="TH&THCS", model=True)
        assert record.rows == ()
        assert record.empty.startswith("Không có trường nào khớp bộ lọc")
        assert lay_out_unit_returns(record).rows == ()

    @pytest.mark.parametrize("seed", [1, 2, 3])
    @pytest.mark.parametrize("period", ["6m", "9m", "12m"])
    def test_counted_school_by_school_it_is_the_same(self, seed, period):
        roster = build_roster()
        whole = build_dataset(generate_returns(seed, roster=roster, missing=0.4), roster=roster)
        record = collect_unit_timeliness(look_at_node(whole, PROVINCE), Scope(period))
        for row in record.rows:
            if not row.unit.own:
                assert row.counts == count_timeliness(whole, Scope(period, unit=row.unit.code)), row.unit
        assert record.total.counts == count_timeliness(whole, Scope(period))


class TestLagging:
    """Which units have schools that somebody must ask, the most first, opening downward."""

    def test_the_unit_with_the_most_schools_behind_is_first(self):
        record = look("9m")  # nothing came of this period
        assert [(row.unit.name, row.behind) for row in record.lagging] == [
            ("An Bình", 4),
            ("Bến Sông", 3),
            ("Cù Mông", 2),
            ("Trường trực thuộc Sông Mây", 1),
        ]
        assert describe_lagging(record) == "4/4 đơn vị còn trường phải đôn đốc: 10 trường quá hạn chưa nộp"

    def test_of_as_many_the_larger_share_is_first(self):
        # one school behind in each: 1 of 2 before 1 of 3
        assert [row.unit.name for row in look("12m").lagging] == ["Cù Mông", "Bến Sông"]
        assert read(lay_out_lagging(look("12m")))[-1][0] == "Cộng"

    def test_a_workbook_of_it_holds_numbers(self):
        figures = tabulate(lay_out_lagging(look("12m")))
        assert list(figures["Đơn vị"]) == ["Cù Mông", "Bến Sông", "Cộng"]
        assert list(figures["Quá hạn chưa nộp"]) == [0, 1, 1]
        assert figures["Tỉ lệ đúng hạn"].iloc[-1] == pytest.approx(8 / 9)

    def test_the_chart_stacks_the_same_counts_and_a_bar_opens_its_unit(self):
        record = collect_unit_timeliness_chart(NODE, Scope("12m"))
        bars = {trace.name: list(trace.x) for trace in draw_unit_timeliness(record).data}
        assert bars == {
            "đúng hạn": [3, 2, 2, 1],
            "trễ hạn": [1, None, None, None],
            "? quá hạn chưa nộp": [None, 1, None, None],
        }
        assert record.units == ("SM-AB", "SM-BS", "SM-CM", "")


class TestLetters:
    """A letter to a unit names how many of its schools are waited for; the program sends nothing itself."""

    def test_units_are_asked_the_most_behind_first_and_who_lacks_nothing_is_left_in_peace(self):
        listed = collect_unit_chasing(NODE, Scope("6m"))
        assert [(one.unit.name, one.detail) for one in listed.chases] == [
            ("An Bình", "1/4 trường quá hạn chưa nộp; 3 báo cáo còn thiếu dòng"),
            ("Cù Mông", "1 báo cáo đã trả lại, chờ sửa; 1 báo cáo còn thiếu dòng"),
            ("Bến Sông", "3 báo cáo còn thiếu dòng"),
        ]
        assert listed.direct == "Trường trực thuộc Sông Mây: 1 báo cáo còn thiếu dòng"
        assert listed.text().splitlines()[0] == "- An Bình: 1/4 trường quá hạn chưa nộp; 3 báo cáo còn thiếu dòng"

    def test_a_letter_says_who_asks_what_by_when(self):
        letter = collect_unit_chasing(NODE, Scope("6m")).chases[0].letter
        assert letter.subject == "[Dân vận khéo 2020] Về báo cáo 6 tháng – Xã An Bình"
        assert "Kính gửi: Xã An Bình," in letter.body
        assert "Đến nay xã An Bình còn 1/4 trường quá hạn chưa nộp" in letter.body
        assert "(hạn nộp: trước ngày 14/06/2020)" in letter.body
        assert letter.body.endswith("Phòng Giáo dục và Đào tạo huyện Ba Chẽ")

    def test_few_schools_are_named_in_it(self):
        [cu_mong] = [one for one in collect_unit_chasing(NODE, Scope("6m")).chases if one.unit.code == "SM-CM"]
        assert "Các trường: MN Cù Mông, TH&THCS Cù Mông." in cu_mong.short

    def test_a_deadline_near_is_a_reason_to_ask_and_one_far_away_is_none(self):
        none = ONE_RETURN.format("6m", "2020-06-10")
        near = build_province(returns=none, as_of=date(2020, 12, 8)).look_at(PROVINCE)
        far = build_province(returns=none, as_of=date(2020, 11, 1)).look_at(PROVINCE)
        assert collect_unit_chasing(near, Scope("12m")).chases[0].detail == "4/4 trường chưa nộp, sắp đến hạn"
        assert collect_unit_chasing(far, Scope("12m")).chases == ()

    def test_drafts_are_letters_a_mail_program_opens(self):
        listed = collect_unit_chasing(NODE, Scope("6m"))
        with zipfile.ZipFile(io.BytesIO(listed.pack_drafts())) as packed:
            assert packed.namelist() == ["thu-sm-ab.eml", "thu-sm-cm.eml", "thu-sm-bs.eml"]
            message = email.message_from_bytes(packed.read("thu-sm-ab.eml"), policy=default)
        assert message["Subject"] == listed.chases[0].letter.subject
        assert message["To"] is None
        assert listed.write_letters().decode("utf-8-sig").count("Tiêu đề thư:") == 3
