"""Lines by their wording: the same, contained, nearly the same; two lines never share a row."""

from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.workbook.answering.by_wording import match_wordings

LINES = {
    "A": "Triển khai Nghị quyết 25-NQ/TW trong chi bộ",
    "B": "Triển khai Nghị quyết 26-NQ/TW trong chi bộ",
    "C": "Tổ chức đối thoại với phụ huynh",
    "D": "Tổ chức đối thoại với phụ huynh và nhân dân",
    "E": "Khác",
    "F": "Khác",
}


def match(rows, wanted="ABCDEF"):
    return match_wordings({line: LINES[line] for line in wanted}, LINES, rows)


def test_the_same_words_whatever_their_case_and_accents():
    assert match({7: "TỔ CHỨC ĐỐI THOẠI VỚI PHỤ HUYNH", 9: "Trien khai Nghi quyet 25-NQ/TW trong chi bo."}) == {"C": 7, "A": 9}


def test_other_figures_are_another_line_however_near():
    assert match({7: "Triển khai Nghị quyết 26-NQ/TW trong chi bộ"}, wanted="A") == {}
    assert match({7: "Triển khai Nghị quyết 27-NQ/TW trong chi bộ"}) == {}


def test_contained_words_go_to_the_longest_line_that_holds_them():
    rows = {7: "Nhà trường tổ chức đối thoại với phụ huynh và nhân dân hằng quý"}
    assert match(rows) == {"D": 7}
    assert match(rows, wanted="C") == {}


def test_a_row_that_holds_the_words_of_two_lines_is_neither():
    lines = {"X": "Tổ chức họp thôn", "Y": "Họp thôn ngày hội"}
    assert match_wordings(lines, lines, {7: "Tổ chức họp thôn ngày hội"}) == {}


def test_nearly_the_same_letters():
    assert match({7: "Tổ chức đối thoaij với phụ huynh"}) == {"C": 7}


def test_a_row_as_near_to_two_lines_is_neither():
    lines = {"X": "Kiểm tra công tác dân vận lần một", "Y": "Kiểm tra công tác dân vận lần mười"}
    assert match_wordings(lines, lines, {7: "Kiểm tra công tác dân vận lần mườ"}) == {}


def test_two_lines_with_the_same_words_or_two_rows_with_them_are_neither():
    assert match({7: "Khác"}) == {}
    assert match({7: LINES["C"], 9: LINES["C"]}) == {}


def test_short_words_within_others_are_no_line():
    lines = {"S": "Sổ tay"}
    assert match_wordings(lines, lines, {7: "Phát sổ tay cho phụ huynh"}) == {}


TEXTS = st.one_of(st.sampled_from([*LINES.values(), "Tổ chức đối thoại với phụ huyn", ""]), st.text(max_size=12))


@given(st.dictionaries(st.integers(1, 30), TEXTS, max_size=10))
def test_no_two_lines_share_a_row_and_every_row_was_given(rows):
    found = match(rows)
    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= set(rows)
