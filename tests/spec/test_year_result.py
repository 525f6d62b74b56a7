"""A school's year: a description from what the office found, without points or pass marks of our own (appraisal.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.rewards import RecognisedModel, Rewards
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import PassMark, YearResult
from danvan_metrics.topics.year_result.figures import collect_year_results, describe_year, name_result
from danvan_metrics.topics.year_result.table import lay_out_year_results
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, build_verdicts
from tests.builders_office import PERIOD

SCHOOL, OTHER = (school.code for school in ROSTER.schools[:2])
SCOPE = Scope(PERIOD)
ITEMS = {group: [item.code for item in PLAN.indicators if item.group == group] for group in ("HP1", "HP2", "HP3")}
ALL_ITEMS = [code for codes in ITEMS.values() for code in codes]
DAY = date(2020, 12, 1)
RULE = YearResult(
    note="do Phòng đặt: trường học hạnh phúc tính gấp đôi",
    set_on=date(2020, 12, 2),
    weights={"HP": 2, "CT": 1},
    pass_marks=(PassMark(title="Tốt", at_least=0.8), PassMark(title="Đạt", at_least=0.5)),
)


def build(verdicts, *, concluded=True, declared=None, plan=PLAN, rewards=Rewards(), limit=0):  # noqa: B008 - a frozen value
    """Every item declared met with a piece of evidence, one limit declared, and what the office found of these lines."""
    met = {code: {"choice": "met", "evidence_count": 1} for code in ALL_ITEMS}
    answers = {**met, "NV4.3": {"done": limit}, **(declared or {})}
    appraised = [(SCHOOL, PERIOD)] if concluded else ()
    given = PlainReturn(SCHOOL, PERIOD, DAY, answers, models_declared=False)
    dataset = build_dataset([given], plan=plan, appraised=appraised, verdicts=[find(*one) for one in verdicts])
    return replace(dataset, rewards=rewards)


def find(line, outcome="confirmed", **found):
    return {"school": SCHOOL, "period": PERIOD, "line": line, "outcome": outcome, **found}


def row_of(dataset, school=SCHOOL):
    return next(one for one in collect_year_results(dataset, SCOPE).rows if one.school.code == school)


class TestNothingStandsInForAnAppraisal:
    def test_a_school_nobody_looked_at_is_not_appraised_whatever_it_declares(self):
        dataset = build([], concluded=False)
        assert describe_year(dataset, SCOPE, SCHOOL) == "Chưa thẩm định."
        row = row_of(dataset)
        assert (row.met, row.groups, row.value) == (0, (), None)
        assert lay_out_year_results(collect_year_results(dataset, SCOPE)).rows[0][1].text == "chưa thẩm định"

    def test_a_school_without_a_return_neither(self):
        assert describe_year(build([("HP1.1",)]), SCOPE, OTHER) == "Chưa thẩm định."

    def test_what_was_not_checked_is_neither_met_nor_unmet_and_is_said(self):
        told = describe_year(build([("HP1.1",), ("HP1.2", "unproven")]), SCOPE, SCHOOL)
        assert "Chưa đạt: TC1 môi trường: HP1.2." in told
        assert "HP2.1" not in told
        row = row_of(build([("HP1.1",), ("HP1.2", "unproven")]))
        # two lines checked; one met; at most the 25 items nobody checked and the limit kept to (declared 0) besides
        assert (row.checked, row.met, row.high) == (2, 1, 1 + len(ALL_ITEMS) - 2 + 1)
        assert f"đạt 1/{row.total} (đến {row.high})" in told

    def test_a_checklist_checked_in_part_is_not_called_unmet(self):
        lines = [line.code for line in PLAN.indicator_by_code["CT1.2"].rows]
        dataset = build([(lines[0],)], declared={line: {"choice": "yes", "evidence_count": 1} for line in lines})
        assert "Chưa đạt" not in describe_year(dataset, SCOPE, SCHOOL)  # one line confirmed, three nobody looked at
        lowered = build([(lines[0],)], declared={line: {"choice": "yes", "evidence_count": 1} for line in lines})
        lowered = replace(lowered, verdicts=build_with([(lines[0],)], [(lines[1], "lowered", {"choice": "no"})]))
        assert "Chưa đạt: Chỉ tiêu: CT1.2." in describe_year(lowered, SCOPE, SCHOOL)

    def test_the_lens_looked_through_makes_no_difference(self):
        dataset = build([("HP1.1",), ("HP1.2", "unproven")])
        told = {describe_year(dataset, Scope(PERIOD, lens), SCHOOL) for lens in (Lens.DECLARED, Lens.EVIDENCED, Lens.APPRAISED)}
        assert len(told) == 1


class TestWhatItSays:
    def test_coverage_first_then_strengths_and_what_is_unmet(self):
        lowered = [("HP2.4", "lowered", {"choice": "doing"})]
        verdicts = [(code,) for code in ITEMS["HP1"]] + [("HP2.1",)]
        dataset = build(verdicts)
        dataset = replace(dataset, verdicts=build_with(verdicts, lowered))
        told = describe_year(dataset, SCOPE, SCHOOL)
        row = row_of(dataset)
        assert told.startswith(f"Đã kết luận: đã kiểm {len(ITEMS['HP1']) + 2}/{row.total} dòng, đạt 8/{row.total}")
        assert "Đạt trọn: TC1 môi trường (7/7)." in told
        assert "Chưa đạt: TC2 dạy và học: HP2.4." in told
        assert f"Chưa kiểm {row.total - 9}/{row.total} dòng, không tính là đạt." in told

    def test_while_it_is_under_way_it_is_no_result_yet(self):
        assert describe_year(build([("HP1.1",)], concluded=False), SCOPE, SCHOOL).startswith("Đang thẩm định, chưa kết luận: ")

    def test_an_appraisal_opened_again_says_so(self):
        dataset = build([("HP1.1",)])
        dataset = replace(dataset, appraisals=dataset.appraisals.assign(stage="reopened"))
        assert describe_year(dataset, SCOPE, SCHOOL).startswith("Mở lại, chưa kết luận lại: ")

    def test_a_limit_that_was_passed_is_told_with_its_number(self):
        told = describe_year(build([("NV4.3",)], limit=2), SCOPE, SCHOOL)
        assert "Vi phạm giới hạn: có 2 vụ (giới hạn 0)" in told
        assert "Không ghi nhận vi phạm trong phần đã kiểm." in describe_year(build([("NV4.3",)]), SCOPE, SCHOOL)

    def test_models_are_those_recognised_not_those_registered(self):
        model = RecognisedModel(SCHOOL, PERIOD, "Cổng trường an toàn", "Cấp huyện", True, "QĐ 15", DAY)
        told = describe_year(build([("HP1.1",)], rewards=Rewards(recognised=(model,))), SCOPE, SCHOOL)
        assert "Mô hình được công nhận: “Cổng trường an toàn” (Cấp huyện, tiêu biểu)." in told
        assert "công nhận" not in describe_year(build([("HP1.1",)]), SCOPE, SCHOOL)

    def test_without_a_rule_of_the_office_there_is_no_mark(self):
        dataset = build([(code,) for code in ALL_ITEMS])
        assert "Kết quả năm" not in describe_year(dataset, SCOPE, SCHOOL)
        assert row_of(dataset).value is None


class TestTheOfficesOwnRule:
    PLAN = PLAN.model_copy(update={"year_result": RULE})

    def test_the_groups_appraised_values_are_weighed_and_the_highest_mark_reached_is_named(self):
        dataset = build([(code,) for code in ALL_ITEMS], plan=self.PLAN)
        row = row_of(dataset)
        # HP: 27 of 27 found met = 1, twice; CT: nothing of it was checked = 0, once
        assert row.value == pytest.approx((2 * 1 + 1 * 0) / 3)
        told = describe_year(dataset, SCOPE, SCHOOL)
        assert "Kết quả năm: Đạt, bình quân có hệ số 67 %".replace("67 %", "67\u00a0%") in told
        assert "(do Phòng đặt, ngày 02/12/2020: trường học hạnh phúc tính gấp đôi)" in told

    def test_below_the_lowest_mark_none_is_given_and_the_lowest_is_named(self):
        told = describe_year(build([("HP1.1",)], plan=self.PLAN), SCOPE, SCHOOL)
        assert "chưa đến mức “Đạt” (từ 50\u00a0%)" in told

    def test_a_mark_is_given_only_once_the_appraisal_is_concluded(self):
        dataset = build([(code,) for code in ALL_ITEMS], concluded=False, plan=self.PLAN)
        assert row_of(dataset).value is None
        assert "Kết quả năm" not in describe_year(dataset, SCOPE, SCHOOL)

    @pytest.mark.parametrize(("value", "title"), [(0.8, "Tốt"), (0.79, "Đạt"), (0.5, "Đạt"), (0.49, ""), (2 / 3 * 1.2, "Tốt")])
    def test_marks_are_reached_from_their_share_on(self, value, title):
        assert name_result(RULE, value) == title

    def test_the_table_has_a_column_of_marks_only_where_there_are_some(self):
        verdicts = [(code,) for code in ALL_ITEMS]
        with_rule, without = (
            lay_out_year_results(collect_year_results(build(verdicts, plan=plan), SCOPE)) for plan in (self.PLAN, PLAN)
        )
        assert [len(one.columns) for one in (with_rule, without)] == [9, 8]
        assert with_rule.rows[0][8].text.startswith("Đạt · ")


def build_with(plain, worded):
    """The table of verdicts where some hold a value of the office's."""
    return build_verdicts([find(*one) for one in plain] + [find(line, outcome, **found) for line, outcome, found in worded])
