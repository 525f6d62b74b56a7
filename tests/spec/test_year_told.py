"""One year against the year before as it is told: table, chart, sheet, annex and JSON say one thing."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import openpyxl
import pytest

from danvan_metrics.exports.report import write_report
from danvan_metrics.exports.workbook import write_workbook
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.years.year_summary import summarise_years
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.year_against_year.chart import NO_YEAR, collect_year_chart, draw_years
from danvan_metrics.topics.year_against_year.figures import collect_year_against_year, describe_moves
from danvan_metrics.topics.year_against_year.sheet import SHEET
from danvan_metrics.topics.year_against_year.table import CHANGE, NOW, POOLED, THEN, format_points, lay_out_years
from danvan_metrics.vietnamese import NBSP
from tests.builders_years import add_figures, build_years

SCOPE = Scope("hk1")
SEED = 3


@pytest.fixture(scope="module")
def dataset():
    return build_years(SEED)


@pytest.fixture(scope="module")
def record(dataset):
    return collect_year_against_year(dataset, SCOPE)


class TestTable:
    def test_it_says_on_how_many_schools(self, record):
        """AB, C, H, S1 and S2 stand now in families that reported whole in both years, of the nine there are."""
        assert str(record.compared) == "5/9"
        assert record.subtitle.endswith("so trên 5/9 trường có báo cáo ở cả hai năm")

    def test_every_line_that_schools_are_asked_in_either_year_stands_in_one_row(self, record):
        table = lay_out_years(record)
        codes = [row[0].text for row in table.rows]
        assert sorted(codes) == sorted(["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "M1", "D1", "L1", "L2"])

    def test_what_cannot_be_compared_says_why_over_all_columns(self, record):
        [row] = [row for row in lay_out_years(record).rows if row[0].text == "T8"]
        assert row[THEN].text == "không so được vì kế hoạch năm 2022 không có chỉ tiêu này"
        assert all(cell.joined for cell in row[NOW:])

    def test_what_only_the_year_before_asked_leads_nowhere(self, record):
        opens = {row[0].text: row[0].opens for row in lay_out_years(record).rows}
        assert opens["T5"] is None
        assert opens["T8"] is not None

    def test_of_fewer_than_three_schools_names_stand_instead_of_shares(self, record):
        few = {row.code: row for row in record.rows if row.few}
        assert few  # of the five schools, some lines have a value in both years in one family only
        for row in lay_out_years(record).rows:
            if row[0].text in few:
                assert "%" not in "".join(f"{cell.text}{cell.note}" for cell in row)
                assert row[CHANGE].text == row[POOLED].text == "–"

    def test_notes_name_who_stands_beside_whom(self, record):
        assert "Trường A, Trường B → Trường AB; Trường S → Trường S1, Trường S2" in record.notes[-1]

    @pytest.mark.parametrize(("change", "words"), [(0.083, "+8 điểm"), (-0.5, "−50 điểm"), (0, "0"), (-0.001, "−dưới 1 điểm")])
    def test_a_change_that_is_none_alone_reads_nought(self, change, words):
        assert format_points(change).replace(NBSP, " ") == words


class TestMany:
    """Twelve more schools that stayed: shares and bands."""

    def test_bands_go_from_what_fell_most_to_what_cannot_be_compared(self):
        table = lay_out_years(collect_year_against_year(add_figures(), SCOPE))
        assert [band.title for band in table.bands] == ["Giảm", "Tăng", "Không đổi", "Không so được"]
        assert [row[0].text for row in table.bands[0].rows] == ["L1", "T1"]

    def test_figures_of_a_row(self):
        """T1: 12 of 12 schools had reached everybody, now 6; L1: 9 of 12, now none; M1: nobody had two models, now all have."""
        record = collect_year_against_year(add_figures(), SCOPE)
        rows = {row[0].text: [str(cell).replace(NBSP, " ") for cell in row] for row in lay_out_years(record).rows}
        assert rows["T1"][THEN:] == ["● 100 % 12/12", "→ 50 % 6/12", "−50 điểm", "100 % → 75 %"]
        assert rows["L1"][THEN:] == ["→ 75 % 9/12", "▼▼ 0 % 0/12", "−75 điểm", "75 % → 0 %"]
        assert rows["M1"][THEN:] == ["▼▼ 0 % 0/12", "● 100 % 12/12", "+100 điểm", "0 % → 100 %"]

    def test_the_sentence_counts_the_rows(self):
        record = collect_year_against_year(add_figures(), SCOPE)
        assert describe_moves(record) == "4 chỉ tiêu so được: 1 tăng, 2 giảm, 1 không đổi; 8 không so được"

    def test_the_chart_shows_what_moved(self):
        chart = collect_year_chart(add_figures(), SCOPE)
        assert [track.name.split()[0] for track in chart.tracks] == ["L1", "T1", "M1"]
        shares = chart.table()
        assert list(shares["Tỉ lệ"]) == [0.75, 0.0, 1.0, 0.5, 0.0, 1.0]
        assert draw_years(chart).data


class TestNothing:
    def test_without_an_earlier_plan(self, dataset):
        alone = replace(dataset, load_year_before=None)
        assert collect_year_against_year(alone, SCOPE) is None
        assert summarise_years(alone, SCOPE) is None
        assert collect_year_chart(alone, SCOPE).empty == NO_YEAR

    def test_where_nobody_reported_in_both(self, dataset):
        record = collect_year_against_year(dataset, Scope("hk2"))
        assert record.empty == "Chưa có trường nào báo cáo kỳ học kỳ II ở cả năm 2022 và năm 2023."
        assert record.rows == ()

    def test_through_a_lens_the_year_before_has_not(self, dataset):
        record = collect_year_against_year(dataset, Scope("hk1", Lens.APPRAISED))
        assert record.empty.startswith("Năm 2022 chưa có trường nào được Phòng thẩm định ở kỳ này")


class TestAgree:
    def test_json_workbook_and_report_tell_the_table_s_figures(self):
        dataset = add_figures()
        record = collect_year_against_year(dataset, SCOPE)
        told = {one["code"]: one for one in summarise_years(dataset, SCOPE)["indicators"]}
        meeting = Meeting(dataset, SCOPE)
        sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(meeting)))[SHEET]
        rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0] in told}
        paper = docx.Document(io.BytesIO(write_report(meeting)))
        [table] = [one for one in paper.tables if "Trường đạt năm 2022" in [cell.text for cell in one.rows[0].cells]]
        printed = {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows}
        for row in record.rows:
            if row.why:
                assert told[row.code] == {"code": row.code, "why": row.why}
                assert rows[row.code][-1] == f"không so được vì {row.why}"
                continue
            for side, figure, first in (("then", row.then, 2), ("now", row.now, 6)):
                n, total = figure.met.n, figure.met.total
                assert told[row.code][side] == {"schools_met": {"n": n, "N": total}, "value": figure.value}
                assert rows[row.code][first : first + 2] == (n, total)
                assert f"{n}/{total}" in printed[row.code][2 if side == "then" else 3]

    def test_without_an_earlier_plan_neither_file_says_anything_of_it(self, dataset):
        meeting = Meeting(replace(dataset, load_year_before=None), SCOPE)
        assert SHEET not in openpyxl.load_workbook(io.BytesIO(write_workbook(meeting))).sheetnames
