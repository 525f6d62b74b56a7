"""The page Thẩm định: coverage before everything else, three lenses side by side, Hạ and Nâng apart, nothing invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.folders import SHIPPED
from danvan_metrics.formats import theme
from danvan_metrics.metrics.bands import BANDS
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rewards import Proposal, RecognisedModel, Rewards, RewardStep
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.topics.appraisal.appraisal_matrix import collect_matrix, lay_out_groups, lay_out_matrix
from danvan_metrics.topics.appraisal.dumbbell_chart import collect_dumbbells, draw_dumbbells
from danvan_metrics.topics.appraisal.figures import (
    NO_ROUND,
    collect_appraisal_strip,
    collect_appraisals,
    format_appraised,
    format_part,
    format_shift,
    refer,
)
from danvan_metrics.topics.appraisal.funnel_chart import collect_funnel
from danvan_metrics.topics.appraisal.outcome_chart import collect_outcomes, draw_outcomes
from danvan_metrics.topics.appraisal.table import lay_out_differences, lay_out_funnel, lay_out_schools
from danvan_metrics.topics.appraisal.verification_chart import collect_verification, draw_verification
from danvan_metrics.topics.sources import collect_source
from danvan_metrics.vietnamese import NBSP
from tests.builders import PLAN, PlainReturn, build_dataset
from tests.builders_findings import add_findings

SCOPE = Scope("9m")
MODEL, ONE, OTHER, SILENT = "MN-DAPTHANH", "MN-DONDAC", "TH-DONDAC", "THCS-DONDAC"
FIELD = PLAN.fields_of_models[0]
FIVE = {"HP1.1": "met", "HP1.2": "met", "HP1.3": "doing", "HP1.4": "not_started", "HP1.5": "not_applicable"}


def hand_in(school=ONE, answers=None, models=()):
    given = {line: {"choice": choice, "evidence_count": 1 if line == "HP1.1" else None} for line, choice in FIVE.items()}
    return PlainReturn(school, "9m", date(2020, 9, 1), given | (answers or {}), list(models), True if models else None)


def one_school():
    """ONE: HP1.1 confirmed, HP1.2 lowered to Đang, HP1.4 raised to Đạt, HP1.3 not proven; everything else unchecked."""
    verdicts = [
        (ONE, "HP1.1", "confirmed", {"choice": "met"}),
        (ONE, "HP1.2", "lowered", {"choice": "doing", "reason": "Chưa đủ phòng học"}),
        (ONE, "HP1.4", "raised", {"choice": "met", "reason": "Đã làm xong trong tháng 9"}),
        (ONE, "HP1.3", "unproven", {"reason": "Không có biên bản"}),
    ]
    return add_findings(build_dataset([hand_in(), hand_in(OTHER)]), [(ONE, Stage.CONCLUDED, 1)], verdicts)


def find(record, school=ONE):
    return next(one for one in record.schools if one.school == school)


class TestCoverageComesFirst:
    def test_the_strip_opens_with_how_far_the_office_has_come(self):
        labels = [figure.label for figure in collect_appraisal_strip(one_school(), SCOPE)]
        assert labels == ["Đã kết luận", "Dòng đã kiểm", "Xác nhận", "Thống nhất", "Hạ và nâng", "Vi phạm ghi nhận"]

    def test_counts_are_of_the_schools_that_were_looked_into(self):
        figures = {figure.label: figure.value for figure in collect_appraisal_strip(one_school(), SCOPE)}
        lines = sum(len(item.rows) for item in PLAN.indicators if item.scored and "school" in item.reporters)
        # not applicable: HP1.5 of five; BC1.1 and every blank line stay in L
        assert figures["Đã kết luận"] == "1/19 trường"
        assert figures["Dòng đã kiểm"].startswith(f"4/{lines - 1} · ")
        # declared Đạt and checked: HP1.1, HP1.2; confirmed of them: HP1.1
        assert figures["Xác nhận"] == "1/2"
        # appraised as declared: HP1.1, and HP1.3 (Đang counts 0, and 0 was found)
        assert figures["Thống nhất"] == "2/4"
        assert figures["Hạ và nâng"] == "0 (hạ 1, nâng 1)"

    def test_a_share_stands_only_from_ten(self):
        assert format_part(7, 9) == "7/9"
        assert format_part(7, 10) == f"7/10 · 70{NBSP}%"
        assert format_part(0, 0) == "–"

    def test_lowered_and_raised_are_never_netted_only(self):
        assert format_shift(4, 1) == "−3 (hạ 4, nâng 1)"
        assert format_shift(2, 2) == "0 (hạ 2, nâng 2)"
        assert format_shift(0, 0) == "không hạ, không nâng"

    def test_the_sentence_names_stages_coverage_and_what_was_found(self):
        told = collect_appraisals(one_school(), SCOPE).sentence
        assert told.startswith("Đã kết luận 1/19 trường; 18 chưa phân công. Đã kiểm 4/")
        assert "1/2 dòng tự khai đạt được xác nhận; hạ 1 dòng, nâng 1 dòng; 1 dòng chưa đủ minh chứng" in told

    def test_a_share_stands_in_brackets_in_the_sentence(self):
        items = [item.code for item in PLAN.indicators if item.is_item][:10]
        returns = [hand_in(answers={code: {"choice": "met", "evidence_count": 1} for code in items})]
        found = [(ONE, code, "confirmed", {"choice": "met"}) for code in items[:9]]
        lacking = [(ONE, items[9], "unproven", {"reason": "Không có biên bản"})]
        told = collect_appraisals(add_findings(build_dataset(returns), [(ONE, Stage.CONCLUDED, 1)], found + lacking), SCOPE)
        assert f"9/10 dòng tự khai đạt được xác nhận (90{NBSP}%)" in told.sentence  # nine of the ten declared Đạt

    def test_the_strip_tells_how_many_are_left_and_the_sentence_where_they_stand(self):
        stages = [(ONE, Stage.CONCLUDED, 1), (OTHER, Stage.FOR_SIGNATURE, 1), (MODEL, Stage.REOPENED, 2)]
        dataset = add_findings(build_dataset([hand_in()]), stages, [(ONE, "HP1.1", "confirmed", {"choice": "met"})])
        first, *_ = collect_appraisal_strip(dataset, SCOPE)
        assert (first.value, first.note) == ("1/19 trường", "2 đã giao, chưa kết luận; 16 chưa phân công")  # 19 − 1 − 2
        assert "1 mở lại, 1 trình ký, 16 chưa phân công" in collect_appraisals(dataset, SCOPE).sentence


class TestThreeLensesSideBySide:
    def test_a_line_not_checked_is_not_met_and_opens_the_range(self):
        school = find(collect_appraisals(one_school(), SCOPE))
        # declared met: HP1.1, HP1.2; with a piece: HP1.1; appraised met: HP1.1, HP1.4; no unchecked line is declared met
        assert (school.declared, school.evidenced, school.met, school.high) == (2, 1, 2, 2)
        assert format_appraised(18, 22, 27) == f"18/27 (đến{NBSP}22)"
        assert format_appraised(18, 18, 27) == "18/27"

    def test_a_declared_line_nobody_checked_might_be_met(self):
        dataset = add_findings(
            build_dataset([hand_in()]), [(ONE, Stage.UNDER_WAY, 1)], [(ONE, "HP1.3", "confirmed", {"choice": "doing"})]
        )
        school = find(collect_appraisals(dataset, SCOPE))
        assert (school.met, school.high) == (0, 2)  # HP1.1 and HP1.2 declared Đạt, unchecked

    def test_a_school_without_an_appraisal_is_named_and_has_no_point_of_the_third_kind(self):
        record = collect_dumbbells(one_school(), SCOPE)
        school = find(record, OTHER)
        assert (school.verdict, school.declared) == ("chưa thẩm định", 2)
        figure = draw_dumbbells(record)
        points = {trace.name: list(trace.customdata) for trace in figure.data}
        place = record.schools.index(school)
        assert place in points["tự khai"]
        assert place in points["có minh chứng"]
        assert points["thẩm định"] == [record.schools.index(find(record))]

    def test_model_schools_stand_first_then_the_rosters_order(self):
        names = [one.school for one in collect_dumbbells(one_school(), SCOPE).schools]
        models = [school.code for school in one_school().roster.select(model=True)]
        others = [school.code for school in one_school().roster.select(model=False)]
        assert names == models + others

    def test_a_school_without_a_return_says_so(self):
        table = collect_dumbbells(one_school(), SCOPE).table()
        row = table.set_index("Trường").loc[find(collect_appraisals(one_school(), SCOPE), SILENT).name]
        assert (row["Tình trạng"], row["Thẩm định"]) == ("chưa báo cáo", "chưa thẩm định")


class TestOutcomes:
    def test_they_add_up_to_the_lines_of_the_appraised_schools(self):
        record, school = collect_outcomes(one_school(), SCOPE), find(collect_appraisals(one_school(), SCOPE))
        assert sum(group.total for group in record.groups) == school.applicable
        group = next(group for group in record.groups if group.code == "HP1")
        # seven items, one not applicable; two left blank
        assert dict(group.counts) == {"confirmed": 1, "raised": 1, "lowered": 1, "unproven": 1, "unchecked": 2}
        assert (group.moved, group.shift) == ("nâng 1, hạ 1", "0 (hạ 1, nâng 1)")

    def test_where_nothing_differs_there_is_nothing_to_read(self):
        groups = collect_outcomes(one_school(), SCOPE).groups
        still = next(group for group in groups if group.code == "HP2")
        assert (still.moved, still.shift) == ("", "–")
        rows = [row for row in lay_out_differences(one_school(), SCOPE).rows if row[0].text == "HP1.1"]
        assert rows[0][-1].text == "–"

    def test_what_was_not_checked_is_hatched_and_told_apart_without_colour(self):
        looks = {
            trace.name: (trace.marker.color, trace.marker.pattern.shape)
            for trace in draw_outcomes(collect_outcomes(one_school(), SCOPE)).data
        }
        assert looks["chưa kiểm"][1] == theme.MARK_FILLS[Mark.NOT_APPRAISED].pattern
        assert len(set(looks.values())) == len(looks) == 5

    def test_what_the_office_found_has_no_colour_that_means_a_band_or_a_violation(self):
        meant = {theme.MARK_FILLS[mark].color for mark in (*BANDS, Mark.ABOVE, Mark.DOING, Mark.ZERO, Mark.VIOLATED)}
        drawn = draw_outcomes(collect_outcomes(one_school(), SCOPE)).data
        assert not {trace.marker.color for trace in drawn} & meant
        assert [trace.textfont.color for trace in drawn if trace.name == "− hạ"] == [theme.LOWERED.ink]


class TestVerification:
    @pytest.fixture
    def record(self):
        counts = {ONE: (20, 16), OTHER: (5, 5), MODEL: (0, 2)}  # NV2.3: declared, found
        returns = [
            hand_in(school, {"NV2.3": {"done": declared}, "NV7.1": {"done": 4}}) for school, (declared, _) in counts.items()
        ]
        verdicts = [(school, "NV2.3", "confirmed", {"done": float(found)}) for school, (_, found) in counts.items()]
        verdicts.append((ONE, "NV7.1", "lowered", {"done": 3.0, "reason": "Thiếu một tháng"}))
        return collect_verification(
            add_findings(build_dataset(returns), [(school, Stage.CONCLUDED, 1) for school in counts], verdicts), SCOPE
        )

    def test_a_factor_is_recount_over_declared_of_the_same_lines(self, record):
        line = next(one for one in record.lines if one.line == "NV2.3")
        # found 16 + 5 + 2 = 23 of declared 20 + 5 + 0 = 25
        assert (line.declared, line.found, line.factor) == (25, 23, pytest.approx(0.92))
        assert line.figure == "0,92 (23 so với 25)"
        assert line.schools == {"matched": 1, "within": 0, "over": 1, "under": 0, "found_more": 1, "unchecked": 0}

    def test_under_ten_the_difference_is_told_and_no_ratio(self, record):
        line = next(one for one in record.lines if one.line == "NV7.1")
        assert (line.factor, line.figure) == (None, "−1 (3 so với 4)")
        assert line.schools["unchecked"] == 2

    def test_the_band_is_the_plans(self, record):
        assert record.band == "0,9–1,1"
        band = next(shape for shape in draw_verification(record).layout.shapes if shape.type == "rect" and shape.xref != "paper")
        assert (band.x0, band.x1) == (PLAN.thresholds.verified_from.value, PLAN.thresholds.verified_to.value)


class TestMatrix:
    def test_each_cell_has_both_marks_and_what_the_office_did(self):
        record = collect_matrix(one_school(), SCOPE)
        group = next(group for group in record.items if group.code == "HP1")
        table = lay_out_matrix(record, group)
        row = next(row for row in table.rows if row[0].text == find(record).name)
        cells = dict(zip([str(heading) for heading in table.columns], row, strict=True))
        shown = {code: (cells[code].text, cells[code].note) for code in FIVE}
        assert shown == {
            "HP1.1": ("●|●", ""),
            "HP1.2": ("●|◐", "−"),
            "HP1.3": ("◐|○", "*"),
            "HP1.4": ("○|●", "+"),
            "HP1.5": ("—|◇", ""),
        }
        assert cells["HP1.6"].text == "?|◇"
        assert (cells["Tự khai đạt"].text, cells["Thẩm định đạt"].text) == ("2/6", "2/6")

    def test_every_item_of_the_plan_stands_in_it_and_every_group(self):
        record = collect_matrix(one_school(), SCOPE)
        items = [str(heading) for group in record.items for heading in lay_out_matrix(record, group).columns]
        assert {item.code for item in PLAN.indicators if item.is_item} <= set(items)
        assert len(lay_out_groups(record).columns) == 1 + 2 * len(record.groups)


class TestFunnel:
    @pytest.fixture
    def dataset(self):
        models = [
            {"name": f"Mô hình {number}", "field": FIELD.name, "area": FIELD.area, "owner": "collective", "status": "doing",
             "has_result": number < 6, "evidence_count": 1}
            for number in range(12)
        ]  # fmt: skip
        models.append({"name": "Cô Hoa", "field": FIELD.name, "area": FIELD.area, "owner": "individual", "has_result": True})
        rewards = Rewards(
            recognised=(
                RecognisedModel(ONE, "9m", "mô hình 1", "Cấp huyện", True, "12/QĐ", date(2020, 11, 1)),
                RecognisedModel(ONE, "9m", "Mô hình 2", "Cấp trường", False, "3/QĐ", date(2020, 11, 1)),
                RecognisedModel(ONE, "12m", "Mô hình 3", "Cấp trường", False, "3/QĐ", date(2020, 12, 1)),
            ),
            proposals=(
                Proposal(1, "9m", "collective", ONE, "Tổ 1", "", "Mô hình 1", "Giấy khen", "", step=RewardStep.DECIDED),
                Proposal(2, "9m", "collective", ONE, "Tổ 2", "", "Mô hình 2", "Giấy khen", "", step=RewardStep.WITHDRAWN),
                Proposal(3, "9m", "individual", ONE, "Cô Hoa", "", "Cô Hoa", "Giấy khen", "", step=RewardStep.DROPPED),
                Proposal(4, "9m", "individual", ONE, "Cô Lan", "", "", "Giấy khen", ""),
            ),
        )
        verdicts = [(ONE, "NV8.1", "confirmed", {"to_do": 13.0, "done": 7.0})]
        return add_findings(build_dataset([hand_in(models=models)]), [(ONE, Stage.CONCLUDED, 1)], verdicts, rewards)

    def test_collectives_and_individuals_are_counted_apart(self, dataset):
        record = collect_funnel(dataset, SCOPE)
        counts = {owner: [bar.count for bar in record.bars if bar.owner == owner] for owner in ("collective", "individual")}
        # registered, with result, appraised (the line of models was checked), recognised, exemplary, proposed, rewarded
        assert counts == {"collective": [12, 6, 12, 2, 1, 2, 1], "individual": [1, 1, 1, 0, 0, 0, 0]}

    def test_a_share_of_the_step_before_stands_only_from_ten(self, dataset):
        words = [bar.words for bar in collect_funnel(dataset, SCOPE).bars if bar.owner == "collective"]
        # 6 of 12; of 6 none; recognised 2 of 12 appraised
        assert words == ["12", f"6 · 50{NBSP}% của bước trước", "12", f"2 · 17{NBSP}% của bước trước", "1", "2", "1"]

    def test_whose_models_there_are_none_of_is_said_once_in_place_of_zeros(self):
        model = {"name": "Cổng trường", "field": FIELD.name, "area": FIELD.area, "owner": "collective", "has_result": True}
        record = collect_funnel(build_dataset([hand_in(models=[model])]), SCOPE)
        assert {bar.owner for bar in record.bars} == {"collective"}
        assert record.subtitle.startswith("1 mô hình đăng ký, chưa có của cá nhân · ")
        assert [band.title for band in lay_out_funnel(record).bands] == ["Tập thể"]
        assert "nguồn: báo cáo của các trường" in record.source  # nothing in it is the office's yet

    def test_it_says_that_the_office_had_a_part_in_it_and_is_the_same_through_every_lens(self, dataset):
        record = collect_funnel(dataset, SCOPE)
        assert "nguồn: thẩm định của Phòng, báo cáo của các trường" in record.source
        assert collect_funnel(dataset, replace(SCOPE, lens=Lens.APPRAISED)) == record

    def test_every_standard_field_has_a_row(self, dataset):
        areas = {field.area for field in PLAN.fields_of_models}
        for band in lay_out_funnel(collect_funnel(dataset, SCOPE)).bands:
            assert {row[0].text for row in band.rows} == areas | {"Cộng"}


class TestSource:
    def test_a_line_says_who_when_how_and_why(self):
        source = collect_source(one_school(), refer(SCOPE, ONE, "HP1.2"))
        assert source.value == "Hạ: tự khai đạt, thẩm định đang thực hiện"
        [row] = source.rows
        told = dict(zip(source.headings, [cell.text for cell in row], strict=True))
        assert told["Tự khai"] == "Đạt"
        assert told["Thẩm định"] == "Đang thực hiện"
        assert told["Cách kiểm tra"] == "Hồ sơ"
        assert (told["Lý do"], told["Người thẩm định"], told["Ngày"]) == ("Chưa đủ phòng học", "Hoàng Thị Mai", "01/10/2020")
        assert (row[0].opens.subject, row[0].opens.school) == ("HP1.2", ONE)  # the school's own cell

    def test_what_was_not_proven_shows_no_value_of_the_offices(self):
        [row] = collect_source(one_school(), refer(SCOPE, ONE, "HP1.3")).rows
        assert [row[4].text, row[5].text] == ["Chưa đủ minh chứng", "–"]

    def test_an_unchecked_line_never_shows_the_declared_value_as_found(self):
        [row] = collect_source(one_school(), refer(SCOPE, OTHER, "HP1.1")).rows
        assert [row[2].text, row[4].text, row[5].text] == ["Đạt", "Chưa kiểm", "–"]

    def test_every_row_of_every_picture_leads_somewhere(self):
        dataset = one_school()
        for collect in (collect_dumbbells, collect_outcomes, collect_verification):
            record = collect(dataset, SCOPE)
            for reference in record.list_references(dataset.plan, SCOPE):
                assert collect_source(dataset, reference).title

    def test_a_corrected_line_waits_for_a_new_look(self):
        verdicts = [(ONE, "HP1.1", "confirmed", {"choice": "met", "recheck": True})]
        source = collect_source(
            add_findings(build_dataset([hand_in()]), [(ONE, Stage.UNDER_WAY, 1)], verdicts), refer(SCOPE, ONE)
        )
        assert any("1 dòng nhà trường đã sửa" in note for note in source.notes)
        assert "Cần kiểm lại" in {row[4].text for row in source.rows}


class TestWithoutAnAppraisal:
    def test_one_sentence_and_no_figure(self):
        dataset = build_dataset([hand_in()])
        assert collect_appraisal_strip(dataset, SCOPE) == ()
        assert collect_appraisals(dataset, SCOPE).empty == "Chưa có trường nào được thẩm định ở kỳ 9 tháng."
        for collect, draw in (
            (collect_dumbbells, draw_dumbbells),
            (collect_outcomes, draw_outcomes),
            (collect_verification, draw_verification),
        ):
            record = collect(dataset, SCOPE)
            assert record.empty == "Chưa có trường nào được thẩm định ở kỳ 9 tháng."
            assert len(draw(record).data) == 0

    def test_schools_given_to_a_team_are_told(self):
        dataset = add_findings(build_dataset([hand_in()]), [(ONE, Stage.ASSIGNED, 1)])
        assert (
            collect_appraisals(dataset, SCOPE).empty == "Chưa có trường nào được thẩm định ở kỳ 9 tháng; 1 trường đã phân công."
        )

    def test_a_plan_without_rounds_says_so(self):
        plan = load_plan(SHIPPED / "tests" / "plans" / "small")
        assert not plan.rounds
        dataset = build_dataset([], plan=PLAN.model_copy(update={"rounds": ()}))
        assert collect_appraisals(dataset, SCOPE).empty == NO_ROUND

    def test_the_table_of_schools_leads_to_each_schools_lines(self):
        table = lay_out_schools(collect_appraisals(one_school(), SCOPE), SCOPE)
        row = next(row for row in table.rows if row[0].opens.school == ONE)
        told = [cell.text for cell in row]
        assert told[1] == "đã kết luận (Tổ của Phòng)"
        assert told[8:] == ["1", "1", "1"]  # Hạ, Nâng, Chưa đủ minh chứng
