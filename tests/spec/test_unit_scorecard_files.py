"""The scorecard and the criteria of a node in the files that leave: slides, the report's annex, sheets with live sums."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from danvan_metrics.exports.workbook import compose_workbook
from danvan_metrics.formats.docx.composing import compose_document
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.indicators.slides import add_status_slides
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_criteria import sheet as criteria_sheet
from danvan_metrics.topics.unit_criteria.section import write_unit_criteria
from danvan_metrics.topics.unit_scorecard import sheet as scorecard_sheet
from danvan_metrics.topics.unit_scorecard.section import write_unit_scorecard
from danvan_metrics.topics.unit_scorecard.slides import add_unit_scorecard_slides
from tests.builders_slides import read_charts, read_slides, read_tables, read_texts, read_title, read_workbook
from tests.builders_units import PROVINCE, build_province

P = "\u00a0%"
NODE = build_province().look_at(PROVINCE)


def meet(period="12m"):
    return Meeting(NODE, Scope(period, whole=NODE.whole))


class TestSlides:
    def test_the_title_says_who_is_slowest_and_how_many_are_slow(self):
        deck = Deck(meet().imprint)
        add_unit_scorecard_slides(deck, meet())
        [slide] = read_slides(deck.write())
        # of the units with a percentage there is one, An Bình 68 %: no “1/1 đơn vị”
        assert read_title(slide) == f"An Bình chậm nhất: 68{P} nội dung Trường học hạnh phúc"

    def test_every_unit_stands_there_and_the_sum_last(self):
        deck = Deck(meet("6m").imprint)
        add_unit_scorecard_slides(deck, meet("6m"))
        [slide] = read_slides(deck.write())
        first, *_ = read_tables(slide)
        names = [row[0] for row in first]
        assert names == [
            "Đơn vị",
            "An Bình",
            "Bến Sông",
            "Cù Mông (MN Cù Mông, TH&THCS Cù Mông)",
            "Trường trực thuộc Sông Mây (PTDTNT Sông Mây)",
            "Toàn tỉnh Sông Mây",
        ]

    def test_a_period_without_figures_has_no_slide_and_the_first_says_why(self):
        deck = Deck(meet("9m").imprint)
        deck.add_slide("Bìa")
        add_unit_scorecard_slides(deck, meet("9m"))
        [slide] = read_slides(deck.write())
        told = "Không có trang về: Bảng điểm theo đơn vị. Chưa có trường nào nộp báo cáo kỳ 9 tháng; kỳ này đã quá hạn."
        assert told in read_texts(slide)

    def test_the_bars_of_every_group_count_all_schools(self):
        deck = Deck(meet().imprint)
        add_status_slides(deck, meet())
        charts = [chart for slide in read_slides(deck.write()) for chart in read_charts(slide)]
        names, series = read_workbook(charts[0])
        first = names.index(next(name for name in names if name.startswith("CT3.2")))
        assert sum(values[first] or 0 for values in series.values()) == 10  # schools, whatever their mark


class TestReport:
    def test_the_annex_names_every_unit(self):
        document = compose(write_unit_scorecard)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert {"An Bình", "Bến Sông", "Toàn tỉnh Sông Mây"} <= {text.split(" (")[0] for text in cells}
        assert "BẢNG ĐIỂM CÁC ĐƠN VỊ" in read_text(document).upper()

    def test_criteria_name_what_the_fewest_schools_meet_and_where(self):
        text = read_text(compose(write_unit_criteria))
        # the last items: MN An Bình, MN and TH Bến Sông alone met all 27
        assert (
            "HP3.8 Phối hợp hiệu quả với phụ huynh, cộng đồng địa phương: 3/10 trường đạt; thấp nhất ở An Bình 1/4, Bến Sông 2/3."
            in text
        )


class TestWorkbook:
    CONTENT = compose_workbook(
        meet(),
        {
            scorecard_sheet.SHEET: scorecard_sheet.write_unit_scorecard_sheet,
            criteria_sheet.SHEET: criteria_sheet.write_unit_criteria_sheet,
        },
    )

    def test_a_share_is_a_formula_with_its_result(self):
        values = read_rows(self.CONTENT, scorecard_sheet.SHEET)
        assert values["An Bình"]["Trường học hạnh phúc %"] == pytest.approx(73 / 108)
        assert (values["An Bình"]["Trường học hạnh phúc: n"], values["An Bình"]["Trường học hạnh phúc: N"]) == (73, 108)
        assert values["Cộng"]["Trường học hạnh phúc %"] == pytest.approx(164 / 216)

    def test_of_fewer_than_three_schools_there_is_none(self):
        values = read_rows(self.CONTENT, scorecard_sheet.SHEET)
        assert values["Cù Mông (MN Cù Mông, TH&THCS Cù Mông)"]["Trường học hạnh phúc %"] == "–"
        assert values["Bến Sông"]["Trường học hạnh phúc %"] == "–"  # two of three told

    def test_an_indicator_s_schools_are_the_sum_of_its_units(self):
        sheet = load_workbook(BytesIO(self.CONTENT), data_only=True)[criteria_sheet.SHEET]
        row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "HP3.8")
        # n, N, n ÷ N, who may meet it yet (TH An Bình blank; TC Bến Sông and TH&THCS Cù Mông silent), and the share then
        assert row[2:7] == (3, 10, pytest.approx(0.3), 3, pytest.approx(0.6))
        assert row[7:15] == (1, 4, 2, 3, 0, 2, 0, 1)  # An Bình, Bến Sông, Cù Mông, the school under the province


def compose(write):
    return Document(BytesIO(compose_document("Báo cáo", "Sông Mây", meet().imprint, [lambda paper: write(paper, meet())])))


def read_text(document):
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def read_rows(content, name):
    """{first cell: {heading: value}} under the row of headings that begins with “Đơn vị”."""
    rows = list(load_workbook(BytesIO(content), data_only=True)[name].iter_rows(values_only=True))
    top = next(place for place, row in enumerate(rows) if row[0] == "Đơn vị")
    return {row[0]: dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :] if row[0]}
