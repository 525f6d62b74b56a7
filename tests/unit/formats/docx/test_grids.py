"""Tables on paper, read again with python-docx: what a cell says, how wide it is, what it is merged with."""

from __future__ import annotations

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from danvan_metrics.formats.docx.grids import draw_table
from danvan_metrics.formats.docx.pieces import add_pieces
from danvan_metrics.formats.docx.styles import BODY, CAPTION, LETTERHEAD, TABLE, add_styled, name_style, set_styles
from danvan_metrics.formats.table import Band, Cell, Table, group_rows, name_columns
from danvan_metrics.metrics.marks import Mark

WIDTHS = (40.3, 20.7, 60.9)


@pytest.fixture
def document():
    made = docx.Document()
    set_styles(made)
    return made


@pytest.fixture
def draw(document):
    def draw_rows(*bands, **options):
        table = Table("Các trường", name_columns("Trường", "Đạt", "Ghi chú"), bands, "lcl")
        draw_table(document, table, WIDTHS, **options)
        return document.tables[0]

    return draw_rows


def rows_of(*rows):
    return group_rows(rows)[0]


def test_every_cell_says_its_text_whatever_is_in_it(draw):
    drawn = draw(rows_of((" TH <Đồn> & “Đạc” ", "0", "")))
    assert [cell.text for cell in drawn.rows[1].cells] == [" TH <Đồn> & “Đạc” ", "0", ""]


def test_the_first_row_is_the_head_and_repeats(draw):
    head, first = draw(rows_of(("A", "1", "x"))).rows
    assert [cell.text for cell in head.cells] == ["Trường", "Đạt", "Ghi chú"]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first._tr.trPr.find(qn("w:tblHeader")) is None


def test_no_row_is_torn_apart_by_a_pages_end(draw):
    drawn = draw(Band("Mầm non", rows_of(("A", "1", "x")).rows))
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in drawn.rows)


def test_a_cell_that_says_the_same_as_the_one_before_it_is_merged_with_it_and_as_wide_as_both(draw):
    [cells] = [row._tr.tc_lst for row in draw(rows_of(("A", Cell("chưa báo cáo"), Cell(joined=True)))).rows[1:]]
    assert [cell.grid_span for cell in cells] == [1, 2]
    assert cells[1].width == pytest.approx(Mm(20.7 + 60.9), abs=Pt(0.1))  # a file counts in twentieths of a point


def test_a_bands_title_reaches_over_the_whole_table(draw):
    drawn = draw(Band("Mầm non", rows_of(("A", "1", "x")).rows))
    [title] = drawn.rows[1]._tr.tc_lst
    assert (title.grid_span, drawn.rows[1].cells[0].text) == (3, "Mầm non")


def test_a_sum_stands_below_a_thick_line_and_nothing_else_does(draw):
    drawn = draw(rows_of(("A", "1", "x")), Band("", rows_of(("Cộng", "1", "")).rows, total=True))
    ruled = [[cell._tc.tcPr.find(qn("w:tcBorders")) is not None for cell in row.cells] for row in drawn.rows]
    assert ruled == [[False] * 3, [False] * 3, [True] * 3]


def test_a_short_table_stays_on_one_page_with_its_last_row(draw):
    drawn = draw(rows_of(("A", "1", "x"), ("B", "2", "y")), together=True)
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in drawn.rows]
    assert kept == [True, True, None]  # the last row has nothing to stay with


def test_a_mark_stands_with_its_symbol_in_a_face_that_has_it_and_a_small_note_beside(draw):
    runs = draw(rows_of(("A", Cell("5/7", note="+2", mark=Mark.NEAR), ""))).rows[1].cells[1].paragraphs[0].runs
    assert [(run.text, run.font.name, run.font.size) for run in runs] == [
        ("▽", "Segoe UI Symbol", Pt(9.5)),  # 0.85 × 11 = 9.35, in halves 9.5
        (" 5/7", None, None),
        (" +2", None, Pt(9)),
    ]


@pytest.mark.parametrize("style", [BODY, TABLE, LETTERHEAD, CAPTION, "Heading 1"])
def test_the_files_name_of_a_style_is_the_one_python_docx_gives_it(document, style):
    assert name_style(style) == document.styles[style].style_id


def test_a_symbol_in_a_sentence_is_smaller_than_its_letters_and_has_a_face_of_its_own(document):
    paragraph = add_styled(document, BODY)  # 13 points: 0.85 × 13 = 11.05, in halves 11
    add_pieces(paragraph, ["đạt ", "● đúng tiến độ"])
    assert [(run.text, run.font.name, run.font.size) for run in paragraph.runs] == [
        ("đạt ", None, None),
        ("●", "Segoe UI Symbol", Pt(11)),
        (" đúng tiến độ", None, None),
    ]
