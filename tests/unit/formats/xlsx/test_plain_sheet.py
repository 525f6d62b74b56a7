"""Figures as XLSX, read back: typed cells, words for what is missing, and no formula that nobody meant."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

from danvan_metrics.formats.number_formats import SHARE_FORMAT, WHOLE_FORMAT
from danvan_metrics.formats.record import STATE_HEADING
from danvan_metrics.formats.xlsx.plain_sheet import SAMPLE_LINE, write_figures
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.completion.chart import collect_completion_by_level
from danvan_metrics.vietnamese import NOTHING, format_percent
from tests.builders import build_dataset, generate_returns
from tests.recomputing import print_pages

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']


def test_title_subtitle_and_headings_stand_above_the_figures():
    rows = read(write_figures("Tên biểu", "9/19 trường", small_table(), sample=False))
    assert rows[0][0] == "Tên biểu"
    assert rows[1][0] == "9/19 trường"
    assert rows[3][:3] == ("Trường", STATE_HEADING, "Số dòng đạt (n)")


def test_the_sample_is_marked_on_every_printed_page_and_real_figures_are_not():
    made_up, real = (load(write_figures("T", "S", small_table(), sample=sample)) for sample in (True, False))
    assert made_up["A3"].value == SAMPLE_LINE
    assert made_up.print_title_rows == "$1:$5"
    assert SAMPLE_LINE not in [cell.value for row in real.iter_rows() for cell in row]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_wherever_it_stands(text):
    sheet = load(write_figures(text, text, pd.DataFrame({text: [text]}), sample=False))
    types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert types == {"s"}
    assert sheet["A1"].quotePrefix
    assert sheet["A1"].value.strip() == text.strip()


def test_n_and_total_are_numbers_and_a_share_is_a_percentage():
    sheet = load(write_figures("T", "S", small_table(), sample=False))
    n, total, share = (sheet.cell(row=5, column=column) for column in (3, 4, 5))
    assert (n.value, total.value, share.value) == (9, 27, pytest.approx(9 / 27))
    assert (n.data_type, n.number_format, share.number_format) == ("n", WHOLE_FORMAT, SHARE_FORMAT)


def test_a_spreadsheet_shows_what_is_not_all_and_not_nothing_as_the_pages_do(tmp_path):
    """269/270 is 99,63 %, 2999/3000 is 99,97 %, 1/3000 is 0,03 %: cut to one decimal, in LibreOffice's own print."""
    shares = [269 / 270, 4 / 1000, 1 / 3000, 2999 / 3000, 0, 1, 1 / 2, 0.9951, 0.9949, 0.9995, 249 / 250, 0.005, 0.001]
    table = pd.DataFrame({"Kỳ": [f"{place}:" for place in range(len(shares))], "Tỉ lệ": shares})
    (tmp_path / "t.xlsx").write_bytes(write_figures("T", "S", table, sample=False))

    printed = print_pages(tmp_path / "t.xlsx")
    shown = ["".join(line.split(":")[1].split()) for line in printed.splitlines() if ":" in line]

    assert shown[:7] == ["99,6%", "0,4%", "dưới0,1%", "99,9%", "0%", "100%", "50%"]
    assert shown == ["".join(format_percent(share).split()) for share in shares]


def test_a_true_zero_is_the_number_0_and_what_is_missing_is_said_in_words():
    sheet = load(write_figures("T", "S", small_table(), sample=False))
    assert [sheet.cell(row=row, column=3).value for row in (6, 7, 8)] == [0, "chưa báo cáo", "không áp dụng"]


def test_without_a_state_a_missing_figure_is_a_dash():
    table = pd.DataFrame({"Kỳ": ["6 tháng"], "Số trường": pd.array([None], dtype="Int64")})
    assert read(write_figures("T", "S", table, sample=False))[4] == ("6 tháng", NOTHING)


def test_dates_booleans_and_fractions_are_typed():
    table = pd.DataFrame({"Ngày": [date(2020, 9, 13)], "Đề nghị": [True], "Bình quân": [1.5]})
    sheet = load(write_figures("T", "S", table, sample=False))
    assert sheet["A5"].is_date
    assert (sheet["A5"].number_format, sheet["B5"].value, sheet["C5"].number_format) == ("dd/mm/yyyy", "Có", "#,##0.0")


def test_control_characters_do_not_break_the_file():
    assert read(write_figures("T\x0b", "S", pd.DataFrame({"A": ["x\x00y"]}), sample=False))[4] == ("xy",)


def test_an_empty_table_is_still_a_workbook():
    assert read(write_figures("T", "S", pd.DataFrame(), sample=False))[0][0] == "T"


def test_it_prints_on_one_width_of_a4_with_repeated_headings():
    sheet = load(write_figures("T", "S", small_table(), sample=False))
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth or 1, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        9,
        1,
        True,
    )
    assert sheet.freeze_panes == "A5"


def test_a_charts_table_comes_back_figure_by_figure():
    record = collect_completion_by_level(build_dataset(generate_returns(5)), Scope("9m"))
    rows = read(write_figures(record.title, record.subtitle, record.table(), sample=True))
    headings = list(rows[4])
    n, total = headings.index("Số đạt (n)"), headings.index("Số áp dụng (N)")
    assert [(row[n], row[total]) for row in rows[5:]] == [
        (bar.n, bar.N) if bar.state == "value" else ("chưa báo cáo", "chưa báo cáo") for bar in record.bars
    ]


def small_table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Trường": ["MN Đạp Thanh", "TH Minh Cầm", "THCS", "TH"],
            STATE_HEADING: ["đã báo cáo", "đã báo cáo", "chưa báo cáo", "không áp dụng"],
            "Số dòng đạt (n)": pd.array([9, 0, None, None], dtype="Int64"),
            "Số dòng áp dụng (N)": pd.array([27, 27, None, None], dtype="Int64"),
            "Tỉ lệ": [9 / 27, 0.0, None, None],
        }
    )


def load(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def read(content: bytes) -> list[tuple]:
    return list(load(content).iter_rows(values_only=True))
