"""The heading row: as sent out, moved, or a little changed; never one column for two headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.workbook.answering.headings import Header, count_headings, find_header

SENT = Header(2, {"Mã": 1, "Số minh chứng": 2, "Minh chứng": 3, "Ghi chú": 4})


def find(*rows):
    return find_header(lay_out(*rows), SENT)


def lay_out(*rows) -> Grid:
    """A sheet with these rows, each as wide as the widest."""
    width = max(map(len, rows))
    return Grid("A", cells=[[*row, *[""] * (width - len(row))] for row in rows])


def test_as_sent_out():
    assert find(["Báo cáo"], ["MÃ", "Số minh chứng", "minh chung", "Ghi chú"]) is SENT


def test_moved_with_its_row_and_columns():
    header = find([], [], ["", "Ghi chú", "Minh chứng", "Mã", "Số minh chứng"])
    assert (header.row, header.columns, header.lost, header.reworded) == (
        3,
        {"Mã": 4, "Số minh chứng": 5, "Minh chứng": 3, "Ghi chú": 2},
        (),
        (),
    )


def test_a_longer_heading_takes_the_column_that_two_fit():
    header = find([], ["Mã", "Số minh chứng (bản)", "Minh chứng", "Ghi chú"])
    assert (header.columns["Số minh chứng"], header.columns["Minh chứng"], header.reworded) == (2, 3, ("Số minh chứng",))


def test_words_in_a_title_above_are_no_headings():
    header = find(["Báo cáo minh chứng, ghi chú theo mã"], ["Mã", "Số minh chứng", "Minh chứng nộp kèm", "Ghi chú"])
    assert (header.row, header.reworded, header.lost) == (2, ("Minh chứng",), ())


def test_a_heading_in_no_column_is_lost_and_keeps_the_place_sent_out():
    header = find([], ["Mã", "Số minh chứng", "Ảnh", "Ghi chú"])
    assert (header.lost, header.columns["Minh chứng"]) == (("Minh chứng",), 3)


def test_without_half_of_the_headings_there_is_no_heading_row():
    header = find([], ["Mã", "Họ tên", "Lớp", "Điểm"])
    assert (header.found, header.row, header.columns) == (False, 2, SENT.columns)


@pytest.mark.parametrize(("row", "count"), [(["Mã", "Minh chứng kèm theo"], 2), (["STT", "Họ tên"], 0), ([*SENT.columns], 4)])
def test_headings_are_counted_where_most_stand(row, count):
    assert count_headings(lay_out([], row), SENT) == count


WORDS = st.sampled_from([*SENT.columns, "Số minh chứng (bản)", "Minh chứng kèm", "Ghi chú khác", "mã", "", "Điểm", "Số"])


@given(st.lists(st.lists(WORDS, min_size=6, max_size=6), min_size=1, max_size=4))
def test_two_headings_never_share_a_column_that_was_found(rows):
    header = find(*rows)
    found = [column for heading, column in header.columns.items() if heading not in header.lost]
    assert len(set(found)) == len(found)
    assert set(header.columns) == set(SENT.columns)
