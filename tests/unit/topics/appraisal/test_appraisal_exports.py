"""The appraisal in slides, report, workbook and pack: the same figures, and one sentence where there is none."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache

import docx
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from danvan_metrics.exports.chart_pack import list_charts, pack_charts
from danvan_metrics.exports.report import write_report
from danvan_metrics.exports.slides import write_slides
from danvan_metrics.exports.workbook import write_workbook
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.appraisal.figures import collect_appraisals
from danvan_metrics.topics.appraisal.outcome_chart import collect_outcomes
from danvan_metrics.topics.appraisal.sheet import SHEET
from danvan_metrics.topics.meeting import Meeting
from tests.builders import PLAN, build_dataset, generate_returns
from tests.builders_findings import build_appraised_district
from tests.builders_slides import read_heads

SCOPE = Scope("9m")
NOBODY = "Chưa có trường nào được thẩm định ở kỳ 9 tháng."


@cache
def appraised():
    return Meeting(build_appraised_district(), SCOPE)


@cache
def untouched():
    return Meeting(build_dataset(generate_returns(20), as_of=date(2020, 12, 17)), SCOPE)


def read_slides(meeting):
    slides = Presentation(io.BytesIO(write_slides(meeting))).slides
    return [(head, slide) for slide in slides for head in read_heads(slide)]


def texts_of(slide):
    shapes = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return shapes + [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]


class TestSlides:
    def test_coverage_opens_and_tells_lowered_and_raised_apart(self):
        [slide] = [slide for head, slide in read_slides(appraised()) if head.startswith("Thẩm định: đã kiểm tới đâu, thấy gì")]
        record = collect_appraisals(appraised().dataset, SCOPE)
        assert any(f"hạ {record.add('lowered')}, nâng {record.add('raised')}" in text for text in texts_of(slide))

    def test_the_three_lenses_and_the_outcomes_are_native_charts(self):
        slides = read_slides(appraised())
        charts = {title: [shape.chart for shape in slide.shapes if shape.has_chart] for title, slide in slides}
        record = collect_appraisals(appraised().dataset, SCOPE)
        lenses = [chart for title, own in charts.items() if title.startswith("Tỉ lệ dòng đạt") for chart in own]
        named = [category for chart in lenses for category in chart.plots[0].categories if category.startswith("▸")]
        assert named == [f"▸ {school.name}" for school in record.appraised]
        [outcomes] = [chart for head, own in charts.items() if head.startswith("Thẩm định theo nhóm: ") for chart in own]
        told = {series.name: sum(value or 0 for value in series.values) for series in outcomes.plots[0].series}
        assert told["− hạ"] == record.add("lowered")
        assert told["xác nhận"] == sum(group.counts["confirmed"] for group in collect_outcomes(appraised().dataset, SCOPE).groups)

    def test_where_nothing_was_appraised_there_is_no_slide_and_the_first_says_so(self):
        first, *rest = Presentation(io.BytesIO(write_slides(untouched()))).slides
        assert any(f"Kết quả thẩm định. {NOBODY}" in text for text in texts_of(first))
        assert not [head for slide in rest for head in read_heads(slide) if head.startswith("Thẩm định")]


class TestReport:
    def read(self, meeting):
        return docx.Document(io.BytesIO(write_report(meeting)))

    def test_the_section_stands_in_its_place_with_its_tables(self):
        headings = [one.text for one in self.read(appraised()).paragraphs if one.style.name == "Heading 1"]
        assert any(heading.endswith(". KẾT QUẢ THẨM ĐỊNH") for heading in headings)
        captions = "\n".join(one.text for one in self.read(appraised()).paragraphs)
        for caption in ("Kết quả thẩm định từng trường", "Hệ số xác minh số đếm", "Mô hình từ đăng ký tới khen thưởng"):
            assert caption in captions

    def test_its_sentence_is_the_pages(self):
        assert collect_appraisals(appraised().dataset, SCOPE).sentence in [one.text for one in self.read(appraised()).paragraphs]

    def test_where_nothing_was_appraised_one_sentence(self):
        paragraphs = [one.text for one in self.read(untouched()).paragraphs]
        place = next(number for number, text in enumerate(paragraphs) if text.endswith("KẾT QUẢ THẨM ĐỊNH"))
        assert paragraphs[place + 1] == NOBODY

    def test_a_plan_without_rounds_has_no_such_section(self):
        plain = build_dataset(generate_returns(20), plan=PLAN.model_copy(update={"rounds": ()}))
        assert "KẾT QUẢ THẨM ĐỊNH" not in "\n".join(one.text for one in self.read(Meeting(plain, SCOPE)).paragraphs)


class TestWorkbook:
    def read(self, meeting, **options):
        return load_workbook(io.BytesIO(write_workbook(meeting)), **options)[SHEET]

    def test_every_school_stands_with_its_counts(self):
        rows = {row[0]: row for row in self.read(appraised(), data_only=True).iter_rows(min_row=7, max_row=25, values_only=True)}
        for school in collect_appraisals(appraised().dataset, SCOPE).schools:
            own = rows[school.name]
            expected = (
                (school.applicable, school.checked, school.declared, school.evidenced, school.met) if school.appraised else None
            )
            assert expected is None or own[2:7] == expected
            assert school.appraised or own[6] is None

    def test_the_sum_is_a_formula_over_the_appraised_alone(self):
        typed, kept = self.read(appraised()), self.read(appraised(), data_only=True)
        row = next(cell.row for cell in typed["A"] if cell.value == "Cộng các trường đã thẩm định")
        record = collect_appraisals(appraised().dataset, SCOPE)
        assert str(typed.cell(row, 3).value).startswith("=SUMIFS(")
        assert (kept.cell(row, 3).value, kept.cell(row, 4).value) == (record.add("applicable"), record.add("checked"))

    def test_the_matrix_has_a_column_per_item(self):
        values = [cell.value for row in self.read(appraised()).iter_rows() for cell in row]
        assert {item.code for item in PLAN.indicators if item.is_item} <= set(values)

    def test_where_nothing_was_appraised_one_sentence(self):
        values = [cell.value for row in self.read(untouched()).iter_rows() for cell in row if cell.value]
        assert NOBODY in values


class TestChartPack:
    TITLES = (
        "Tỉ lệ dòng đạt: tự khai, có minh chứng, thẩm định",
        "Thẩm định theo nhóm: xác nhận, nâng, hạ, chưa đủ minh chứng",
        "Hệ số xác minh số đếm: số Phòng kiểm đếm ÷ số trường tự khai",
        "Mô hình “Dân vận khéo”: từ đăng ký tới khen thưởng",
    )

    def titles(self, meeting):
        return [record.title for record, _ in list_charts(meeting.dataset, SCOPE, ())]

    def test_the_four_charts_are_in_it(self):
        assert set(self.TITLES) <= set(self.titles(appraised()))

    def test_where_nothing_was_appraised_the_list_says_so_and_no_chart_is_empty_for_it(self):
        assert set(self.TITLES).isdisjoint(self.titles(untouched()))
        with zipfile.ZipFile(io.BytesIO(pack_charts(untouched().dataset, SCOPE, (), pictures=False))) as pack:
            assert NOBODY in pack.read("doc-toi.txt").decode("utf-8-sig")


@pytest.mark.parametrize("write", [write_slides, write_report, write_workbook])
def test_the_same_meeting_gives_the_same_bytes(write):
    assert write(Meeting(build_appraised_district(), SCOPE)) == write(Meeting(build_appraised_district(), SCOPE))
