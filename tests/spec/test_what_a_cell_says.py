"""What a cell says is what a person sees in it; what may mean two things is refused, in every format and by both parsers."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from danvan_metrics.raw import clean_controls
from danvan_metrics.spreadsheets.reader import read_workbook
from tests.builders_cells import make_ods, place_picture, replace_cell
from tests.builders_reader import FACTS, MODELS, PLAN, TASKS, check, fill_workbook, list_errors, read_answer, save
from tests.builders_xlsb import save_as_xlsb

# The small plan's year is 2022: 8/10 typed in it is 44842 (08/10/2022), 43380 in a workbook that counts from 1904.
SERIAL, SERIAL_1904 = 44842, 43380


class TestDaysThatBecameNumbers:
    @pytest.mark.parametrize("number", [SERIAL, SERIAL_1904, 46244, "44842"])  # 46244 is 10/08/2026: typed years later
    @pytest.mark.parametrize("column", ["E6", "F6", "G6"])
    def test_is_refused_wherever_a_number_is_asked(self, number, column):
        wrong = {f"{TASKS}!E6": 60_000, f"{TASKS}!F6": 10, f"{TASKS}!{column}": number}
        assert f"date_in_number {TASKS}!{column}" in list_errors(check(fill_workbook(cells=wrong)))

    def test_the_sentence_says_both_readings(self):
        checked = check(fill_workbook(cells={f"{TASKS}!F7": SERIAL}))
        [message] = [issue.message for issue in checked.errors if issue.code == "date_in_number"]
        assert "44.842" in message
        assert "08/10/2022" in message

    def test_people_of_a_model_and_of_the_school_too(self):
        model = "| name | beneficiaries |\n| Vườn rau | 44842 |"
        errors = list_errors(check(fill_workbook(facts={"members": SERIAL}, models=model, registers_models="Có")))
        assert [error.split("!")[0] for error in errors if error.startswith("date_in_number")] == [
            f"date_in_number {FACTS}",
            f"date_in_number {MODELS}",
        ]

    @pytest.mark.parametrize("number", [42_000, 60_000])  # 27/12/2014 and 08/04/2064: no day that this plan's return is typed on
    def test_a_number_that_is_no_day_about_the_year_is_a_number(self, number):
        assert read_answer(fill_workbook(cells={f"{TASKS}!F7": number}), "T2").done == number


class TestNumbersThatMayBeTwo:
    @pytest.mark.parametrize(
        ("text", "both"), [("1,000", "1.000 mà cũng có thể là 1"), ("12,500", "12.500 mà cũng có thể là 12,5")]
    )
    @pytest.mark.parametrize("word", ["", " @"])
    def test_a_comma_before_three_digits_is_refused_with_both_readings(self, text, both, word):
        typed = text + word.replace("@", PLAN.indicator_of_line["T2"].unit)
        checked = check(fill_workbook(cells={f"{TASKS}!F7": typed}))
        assert [(issue.code, issue.found, issue.expected) for issue in checked.errors] == [("ambiguous_number", typed, both)]

    def test_a_dot_before_three_digits_parts_thousands(self):
        assert read_answer(fill_workbook(cells={f"{TASKS}!F7": "1.000"}), "T2").done == 1000

    @pytest.mark.parametrize("number", [7.999999999999999, 8.000000000000002])
    def test_what_reckoning_left_over_is_dropped(self, number):
        assert read_answer(fill_workbook(cells={f"{TASKS}!F7": number}), "T2").done == 8

    def test_a_fraction_hidden_by_its_format_is_a_fraction_still(self):
        content = fill_workbook(cells={f"{TASKS}!F7": 7.6}, edit=lambda book: shape(book, "F7", "0"))
        assert list_errors(check(content)) == [f"not_whole {TASKS}!F7"]


class TestPercentages:
    @pytest.mark.parametrize("ending", ["xlsx", "xlsb"])
    def test_a_one_shown_as_100_percent_is_no_one(self, ending):
        content = fill_workbook("| line | to_do | done |\n| T1 | 10 | 1 |", edit=lambda book: shape(book, "F6", "0%"))
        checked = check(save_as_xlsb(content) if ending == "xlsb" else content)
        assert [(issue.code, issue.found) for issue in checked.errors] == [("percent_in_number", "100 %")]

    def test_a_nought_is_a_nought_either_way(self):
        content = fill_workbook("| line | to_do | done |\n| T1 | 10 | 0 |", edit=lambda book: shape(book, "F6", "0.00%"))
        assert read_answer(content, "T1").done == 0


class TestEveryFormatAndBothParsers:
    @pytest.mark.parametrize("ending", ["xlsx", "xlsb", "second"])
    def test_errors_merges_fonts_and_percentages_are_the_same(self, ending):
        assert take(write_all(), "xlsx") == EXPECTED
        assert take(write_all(), ending) == EXPECTED

    def test_errors_formulas_percentages_and_merges_of_an_ods(self):
        grid = read_workbook(
            make_ods(
                '<table:table-row><table:table-cell table:formula="of:=1/0" office:value-type="string"'
                ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
                '<table:table-cell table:formula="of:=[.A1]"/>'
                '<table:table-cell office:value-type="percentage" office:value="1"><text:p>100%</text:p></table:table-cell>'
                '</table:table-row><table:table-row><table:table-cell table:number-rows-spanned="2"'
                ' office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell></table:table-row>'
            )
        ).grid("Tờ")
        assert (grid.error_value(1, 1), grid.formula_without_value(1, 2), grid.percentage(1, 3)) == ("#DIV/0!", True, "100 %")
        assert list(grid.merged) == [(2, 1, 3, 1)]


class TestPictures:
    def test_one_in_the_evidence_cell_is_evidence(self):
        content = fill_workbook("| line | to_do | done | evidence_count | evidence |\n| T1 | 10 | 8 | 1 | ảnh |")
        placed = place_picture(content, "sheet3.xml", "H6")
        assert read_answer(placed, "T1").evidence == "ảnh trong ô"
        assert list_errors(check(placed)) == []

    def test_one_where_a_number_is_asked_has_its_own_sentence(self):
        content = fill_workbook("| line | to_do | done |\n| T1 | 10 | 8 |")
        placed = place_picture(content, "sheet3.xml", "F6")
        assert list_errors(check(placed)) == [f"picture_in_cell {TASKS}!F6"]


class TestControlCharacters:
    @given(st.text(st.one_of(st.characters(max_codepoint=0xA0), st.sampled_from("ạđ\u2029\ud800\uffff_x"))))
    def test_none_is_left_and_the_rest_stays(self, text):
        cleaned = clean_controls(text)
        assert not any((ord(sign) < 0x20 and sign not in "\t\n\r") or 0x7F <= ord(sign) < 0xA0 for sign in cleaned)
        cleaned.encode()
        if text.isprintable() and "_x" not in text:
            assert cleaned == text

    @pytest.mark.parametrize("spelled", ["_x0000_", "_x0007_", "&#x80;", "_x001B_"])
    def test_cleaned_in_a_file_too(self, spelled):
        content = fill_workbook(cells={f"{TASKS}!H6": "ảnh"})
        placed = replace_cell(content, "sheet3.xml", "H6", 't="inlineStr"', f"<is><t>Biên{spelled} bản</t></is>")
        assert read_workbook(placed).grid(TASKS).value(6, 8) == "Biên bản"

    def test_a_line_break_out_of_a_document_parts_words(self):
        assert clean_controls("số 1_x000B_số 2\x0csố 3") == "số 1 số 2 số 3"


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────

EXPECTED = ("#N/A", [(2, 1, 3, 1)], "50 %", "Đạt", {(5, 1): ".VnTime"})


def shape(book, address, spelled):
    book[TASKS][address].number_format = spelled


def write_all() -> bytes:
    """An error, a merge, a percentage, and a text in an old font, one below the other."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"].value, sheet["A1"].data_type = "#N/A", "e"
    sheet["A2"] = 5
    sheet.merge_cells("A2:A3")
    sheet["A4"], sheet["A4"].number_format = 0.5, "0%"
    sheet["A5"], sheet["A5"].font = "§¹t", Font(name=".VnTime")
    book.create_sheet("Khác")["A1"] = "x"
    return save(book)


def take(content: bytes, ending: str):
    """What the reader says of it; “second” puts “#ERROR!” on the other sheet, on which the first parser gives up."""
    if ending == "xlsb":
        content = save_as_xlsb(content)
    elif ending == "second":
        content = replace_cell(content, "sheet2.xml", "A1", 't="e"', "<v>#ERROR!</v>")
    grid = read_workbook(content).grid("Sheet")
    return grid.error_value(1, 1), list(grid.merged), grid.percentage(4, 1), grid.value(5, 1), dict(grid.fonts)
