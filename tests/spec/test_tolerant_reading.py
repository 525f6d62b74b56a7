"""What is taken as schools really write it, what is refused, and what is told of the reading (issue 3, point 3).

Tables say: what is written in the cell, what it is read as, and what is shown as normalised (“found → taken”; blank: nothing to
tell). A leading ' makes text, as in Excel; NBSP stands for a space that does not break. A code of an issue in the second column
means that the cell is refused.
"""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from danvan_metrics.vietnamese import NBSP, format_date
from danvan_metrics.workbook.answers import Place, Return, State
from danvan_metrics.workbook.layout import SHEET_FIXES
from tests.builders_reader import (
    FACTS,
    ITEMS,
    MODELS,
    TASKS,
    check,
    fill_workbook,
    list_errors,
    list_normalised,
    list_warnings,
    read_answer,
    read_cell,
    read_return,
    read_sheets,
)


def rows_of(table: str) -> list[tuple[str, ...]]:
    """The cells of a text table's rows, below its heading."""
    lines = [line.strip().strip("|").split("|") for line in table.strip().splitlines()]
    return [tuple(cell.strip() for cell in line) for line in lines[1:]]


YES_NO = """
    | written         | read             | shown                  |
    | Có              | yes              |                        |
    | co              | yes              |                        |
    | KHÔNG           | no               |                        |
    | x               | yes              | x → Có                 |
    | X               | yes              | X → Có                 |
    | ✓               | yes              | ✓ → Có                 |
    | ✔               | yes              | ✔ → Có                 |
    | đạt             | yes              | đạt → Có               |
    | Đ               | yes              | Đ → Có                 |
    | hoàn thành      | yes              | hoàn thành → Có        |
    | 1               | yes              | 1 → Có                 |
    | '1              | yes              | 1 → Có                 |
    | TRUE            | yes              | TRUE → Có              |
    | chưa            | no               | chưa → Không           |
    | Chưa đạt        | no               | Chưa đạt → Không       |
    | k               | no               | k → Không              |
    | 0               | no               | 0 → Không              |
    | FALSE           | no               | FALSE → Không          |
    | có lẽ           | not_a_choice     |                        |
    | có x            | not_a_choice     |                        |
    | 2               | not_a_choice     |                        |
    | đạt 95 %        | not_a_choice     |                        |
"""
CHECKLIST = """
    | written         | read             | shown                  |
    | Không áp dụng   | not_applicable   |                        |
    | x               | yes              | x → Có                 |
    | chưa            | no               | chưa → Không           |
    | không có        | ambiguous_choice |                        |
"""
LEVEL = """
    | written         | read             | shown                      |
    | Đạt             | met              |                            |
    | x               | met              | x → Đạt                    |
    | hoàn thành      | met              | hoàn thành → Đạt           |
    | đang            | doing            | đang → Đang thực hiện      |
    | đang làm        | doing            | đang làm → Đang thực hiện  |
    | chưa            | not_started      | chưa → Chưa thực hiện      |
    | chưa đạt        | not_started      | chưa đạt → Chưa thực hiện  |
    | không           | not_started      | không → Chưa thực hiện     |
    | có              | ambiguous_choice |                            |
    | đ               | ambiguous_choice |                            |
    | 1               | ambiguous_choice |                            |
    | xong            | not_a_choice     |                            |
"""
COUNT = """
    | written         | read              | shown                  |
    | 12              | 12                |                        |
    | '12             | 12                |                        |
    | 1.234           | not_whole         |                        |
    | '1.234          | 1234              |                        |
    | '12.345.678     | out_of_range      |                        |
    | '1NBSP234       | 1234              | 1NBSP234 → 1.234       |
    | '１２           | 12                | １２ → 12              |
    | NBSP12          | 12                |                        |
    | 12 buổi         | 12                | 12 buổi → 12           |
    | 12buổi          | 12                | 12buổi → 12            |
    | '12,0           | 12                | 12,0 → 12              |
    | '1 234          | not_a_number      |                        |
    | 12 người        | not_a_number      |                        |
    | khoảng 12 buổi  | not_a_number      |                        |
    | '10-12          | not_a_number      |                        |
    | '12/12          | not_a_number      |                        |
    | '5³             | not_a_number      |                        |
    | 87,5 %          | percent_in_number |                        |
    | đạt 95 %        | percent_in_number |                        |
    | 2022-10-08      | date_in_number    |                        |
"""
DATE = """
    | written                     | read              | shown                                    |
    | 2022-06-14                  | 14/06/2022        |                                          |
    | 14/6/2022                   | 14/06/2022        |                                          |
    | 14.6.2022                   | 14/06/2022        |                                          |
    | 14-06-2022                  | 14/06/2022        |                                          |
    | ngày 14 tháng 6 năm 2022    | 14/06/2022        | ngày 14 tháng 6 năm 2022 → 14/06/2022    |
    | 14 tháng 6 năm 2022         | 14/06/2022        | 14 tháng 6 năm 2022 → 14/06/2022         |
    | '2022-06-14                 | 14/06/2022        | 2022-06-14 → 14/06/2022                  |
    | 44726                       | 14/06/2022        | 44726 → 14/06/2022                       |
    | '44726                      | 14/06/2022        | 44726 → 14/06/2022                       |
    | 14/6/22                     | 14/06/2022        | 14/6/22 → 14/06/2022                     |
    | 4/6/22                      | not_a_date        |                                          |
    | 31/6/2022                   | not_a_date        |                                          |
    | 6/14/2022                   | not_a_date        |                                          |
    | tháng 6 năm 2022            | not_a_date        |                                          |
    | 14/6/2023                   | date_outside_year |                                          |
    | 2022                        | not_a_date        |                                          |
"""
FACT = """
    | written         | read              | shown                  |
    | 95              | 95                |                        |
    | 95 người        | 95                | 95 người → 95          |
    | 95 hội viên     | not_a_number      |                        |
"""


class TestValues:
    @pytest.mark.parametrize(("written", "read", "shown"), rows_of(YES_NO))
    def test_yes_or_no(self, written, read, shown):
        expect(f"{TASKS}!F12", written, read, shown)

    @pytest.mark.parametrize(("written", "read", "shown"), rows_of(CHECKLIST))
    def test_a_checklist(self, written, read, shown):
        expect(f"{TASKS}!F9", written, read, shown)

    @pytest.mark.parametrize(("written", "read", "shown"), rows_of(LEVEL))
    def test_a_level(self, written, read, shown):
        expect(f"{ITEMS}!C7", written, read, shown)

    @pytest.mark.parametrize(("written", "read", "shown"), rows_of(COUNT))
    def test_a_count(self, written, read, shown):
        expect(f"{TASKS}!F7", written, read, shown)

    @pytest.mark.parametrize(("written", "read", "shown"), rows_of(DATE))
    def test_a_date(self, written, read, shown):
        expect(f"{TASKS}!F13", written, read, shown)

    @pytest.mark.parametrize(("written", "read", "shown"), rows_of(FACT))
    def test_a_number_of_people_on_the_first_sheet(self, written, read, shown):
        expect(f"{FACTS}!C14", written, read, shown)

    def test_a_formula_never_computed_is_explained(self):
        assert list_errors(check(fill_workbook("| line | done |\n| T2 | =2+3 |"))) == [f"formula_without_value {TASKS}!F7"]

    def test_a_word_that_may_mean_two_options_is_told_with_both(self):
        (refused,) = read_sheets({f"{ITEMS}!C7": "có"}).rejected
        assert refused.refusal.expected == "“Đạt” hay “Đang thực hiện”"


RATIO = """
    | to_do | done      | read                | shown                              |
    |       | '12/12    | 12 of 12            | F6 12/12 → 12; E6 (để trống) → 12  |
    | 12    | '12/12    | 12 of 12            | F6 12/12 → 12                      |
    | 10    | '8 / 10   | 8 of 10             | F6 8 / 10 → 8                      |
    | 10    | đạt 8/10  | 8 of 10             | F6 đạt 8/10 → 8                    |
    |       | '0/0      | 0 of 0              | F6 0/0 → 0; E6 (để trống) → 0      |
    | 15    | '12/12    | two_numbers_in_cell |                                    |
    |       | '12/10    | two_numbers_in_cell |                                    |
    | mười  | '8/10     | two_numbers_in_cell |                                    |
    |       | '8/10/12  | not_a_number        |                                    |
    | 20    | 95 %      | 19 of 20            | F6 95 % → 19                       |
    | 20    | 95%       | 19 of 20            | F6 95% → 19                        |
    | 20    | đạt 95 %  | 19 of 20            | F6 đạt 95 % → 19                   |
    | 8     | 87,5 %    | 7 of 8              | F6 87,5 % → 7                      |
    | 7     | 100 %     | 7 of 7              | F6 100 % → 7                       |
    | 20    | 0 %       | 0 of 20             | F6 0 % → 0                         |
    | 21    | 95 %      | percent_in_number   |                                    |
    | 20    | 105 %     | percent_in_number   |                                    |
    | 0     | 100 %     | percent_in_number   |                                    |
    |       | 100 %     | percent_in_number   |                                    |
    | 12    | 8 hội viên | 8 of 12            | F6 8 hội viên → 8                  |
"""


class TestRatios:
    """“Đã thực hiện” of T1, in F6, with “Phải thực hiện” in E6."""

    @pytest.mark.parametrize(("to_do", "done", "read", "shown"), rows_of(RATIO))
    def test_two_numbers_or_a_share_are_taken_where_they_can_mean_one_count(self, to_do, done, read, shown):
        returned = read_sheets({f"{TASKS}!E6": write(to_do), f"{TASKS}!F6": write(done)})
        refused = {rejected.place.cell: rejected.refusal.code for rejected in returned.rejected}
        if " of " not in read:
            assert refused["F6"] == read
            assert answer_of(returned, "T1").state is State.INVALID
        else:
            answer = answer_of(returned, "T1")
            assert (f"{answer.done:g} of {answer.to_do:g}", refused) == (read, {})
        assert "; ".join(text.removeprefix(f"{TASKS}!") for text in list_normalised(returned)) == shown

    def test_a_share_that_is_no_count_is_answered_with_what_to_write(self):
        (issue,) = check(fill_workbook("| line | to_do | done |\n| T1 | 21 | 95 % |")).errors
        assert issue.remedy == "Hãy đếm rồi ghi số, không ghi phần trăm: số đã thực hiện trong số 21 phải thực hiện."


class TestOldFonts:
    def test_text_turned_into_unicode_is_told_once_a_cell(self):
        cells = {f"{TASKS}!F12": "đạt", f"{TASKS}!H7": "Sổ theo dõi", f"{TASKS}!H6": "Ảnh"}
        returned = read_sheets(cells, fonts={f"{TASKS}!F12": ".VnTime", f"{TASKS}!H7": "VNI-Times", f"{TASKS}!B7": ".VnTime"})
        assert list_normalised(returned) == [
            f"{TASKS}!H7 chữ phông VNI-Times → Sổ theo dõi",
            f"{TASKS}!F12 chữ phông .VnTime → Có",
        ]


class TestMergedCells:
    def test_a_cell_under_another_lines_value_is_never_blank(self):
        returned = read_sheets({f"{TASKS}!E6": 10, f"{TASKS}!F6": 8, f"{TASKS}!G6": 1}, merged=f"{TASKS}!F6:F7")
        assert [(r.line, r.place.cell, r.refusal.code, r.refusal.found) for r in returned.rejected] == [
            ("T2", "F7", "merged_cell", "8")
        ]
        assert answer_of(returned, "T2").state is State.INVALID
        assert answer_of(returned, "T1").done == 8.0

    def test_a_cell_under_its_own_lines_other_field_neither(self):
        returned = read_sheets({f"{TASKS}!F7": 4}, merged=f"{TASKS}!F7:G7")
        assert [(r.place.cell, r.refusal.code) for r in returned.rejected] == [("G7", "merged_cell")]

    def test_an_empty_merged_cell_is_blank_everywhere(self):
        assert read_sheets(merged=f"{TASKS}!F6:F7").rejected == ()

    def test_merged_titles_are_nobodys_answer(self):
        assert read_sheets(merged=f"{TASKS}!A1:I1").rejected == ()


class TestSheets:
    FILLED = "| line | done | evidence_count |\n| T2 | 4 | 1 |\n| L1 | Đạt | 1 |"

    def test_in_another_order_they_are_the_same(self):
        content = fill_workbook(self.FILLED, edit=lambda workbook: workbook.move_sheet(workbook[TASKS], -2))
        assert (check(content).issues, read_return(content).normalised) == ((), ())

    def test_renamed_they_are_known_by_what_stands_in_them_and_told(self):
        def rename(workbook):
            for name, other in ((FACTS, "Trường em"), (TASKS, "Sheet1"), (ITEMS, "THHP"), (MODELS, "Bảng 3")):
                workbook[name].title = other

        content = fill_workbook(self.FILLED, models="| name |\n| Tủ sách |", edit=rename)
        returned = read_return(content)
        assert (returned.missing, returned.rejected) == ((), ())
        assert list_normalised(returned) == [
            f"Trường em! Trường em → {FACTS}",
            f"Sheet1! Sheet1 → {TASKS}",
            f"THHP! THHP → {ITEMS}",
            f"Bảng 3! Bảng 3 → {MODELS}",
        ]
        assert (read_answer(content, "T2").done, read_answer(content, "L1").choice) == (4.0, "met")
        assert [model.name for model in returned.models] == ["Tủ sách"]
        assert returned.fact("members") == 120.0
        assert "model_field_missing Bảng 3!C7" in list_errors(check(content))

    def test_of_two_that_are_as_like_the_first_is_read_and_the_other_told(self):
        def copy(workbook):
            workbook[TASKS].title = "Sheet1"
            workbook.copy_worksheet(workbook["Sheet1"]).title = "Sheet2"

        content = fill_workbook(self.FILLED, edit=copy)
        assert (read_return(content).missing, read_answer(content, "T2").done) == ((), 4.0)
        assert (list_errors(check(content)), list_warnings(check(content))) == ([], ["sheet_twice Sheet1!"])

    def test_the_right_name_goes_before_a_copy_with_the_same_lines(self):
        def copy(workbook):
            workbook.copy_worksheet(workbook[TASKS]).title = "Bản nháp"

        content = fill_workbook(self.FILLED, edit=copy)
        assert (read_return(content).normalised, read_answer(content, "T2").cells["done"]) == ((), Place(TASKS, "F7"))

    def test_a_sheet_of_their_own_is_taken_for_none_of_ours(self):
        def swap(workbook):
            workbook.remove(workbook[ITEMS])
            own = workbook.create_sheet("Danh sách lớp")
            own.append(["STT", "Họ tên", "Ghi chú"])
            own.append([1, "Lò Thị Mây", "Đạt"])

        assert read_return(fill_workbook(edit=swap)).missing == ((ITEMS, Place(ITEMS)),)

    def test_hidden_sheets_rows_and_columns_and_filters_change_nothing(self):
        def hide(workbook):
            workbook[ITEMS].sheet_state = "hidden"
            workbook[TASKS].row_dimensions[7].hidden = True
            workbook[TASKS].column_dimensions["F"].hidden = True
            workbook[TASKS].auto_filter.add_filter_column(0, ["T1"])

        content = fill_workbook(self.FILLED, edit=hide)
        assert (check(content).issues, read_return(content).normalised) == ((), ())
        assert read_answer(content, "T2").done == 4.0

    def test_a_sheet_of_corrections_is_never_read_as_answers(self):
        def rename(workbook):
            workbook[TASKS].title = SHEET_FIXES

        assert (TASKS, Place(TASKS)) in read_return(fill_workbook(edit=rename)).missing


HEADINGS = """
    | cell | heading                              | missing        | shown                                                  |
    | F4   | ĐÃ THỰC HIỆN:                        |                |                                                        |
    | F4   | Đã thực hiện (6 tháng)               |                | Đã thực hiện (6 tháng) → Đã thực hiện                  |
    | F4   | Số đã thực hiện đến 14/6             |                | Số đã thực hiện đến 14/6 → Đã thực hiện                |
    | H4   | Minh chứng kèm theo                  |                | Minh chứng kèm theo → Minh chứng                       |
    | G4   | Số minh chứng (bản)                  |                | Số minh chứng (bản) → Số minh chứng                    |
    | H4   | Hình ảnh                             | Minh chứng     |                                                        |
    | F4   | Thực hiện                            | Đã thực hiện   |                                                        |
"""


class TestColumns:
    @pytest.mark.parametrize(("cell", "heading", "missing", "shown"), rows_of(HEADINGS))
    def test_a_heading_a_little_changed_is_known_where_it_can_be_one_only(self, cell, heading, missing, shown):
        returned = read_sheets({f"{TASKS}!{cell}": heading, f"{TASKS}!F7": 4})
        assert [what for what, _ in returned.missing] == ([missing] if missing else [])
        assert [text.removeprefix(f"{TASKS}!{cell} ") for text in list_normalised(returned)] == ([shown] if shown else [])
        assert answer_of(returned, "T2").done == 4.0

    def test_two_columns_under_one_changed_heading_are_neither(self):
        returned = read_sheets({f"{TASKS}!F4": "Đã thực hiện đợt 1", f"{TASKS}!K4": "Đã thực hiện đợt 2"})
        assert [what for what, _ in returned.missing] == ["Đã thực hiện"]

    def test_columns_moved_are_followed_silently_for_their_headings_are_as_sent(self):
        def move(workbook):
            for row in workbook[TASKS].iter_rows(min_row=4, max_row=20, min_col=5, max_col=6):
                row[0].value, row[1].value = row[1].value, row[0].value

        content = fill_workbook("| line | to_do | done | evidence_count |\n| T1 | 10 | 8 | 1 |", edit=move)
        answer = read_answer(content, "T1")
        assert (answer.to_do, answer.done, answer.cells["done"]) == (10.0, 8.0, Place(TASKS, "E6"))
        assert read_return(content).normalised == ()

    def test_a_title_row_above_the_headings_moves_everything(self):
        def put_title(workbook):
            for name in (FACTS, TASKS, ITEMS, MODELS):
                workbook[name].insert_rows(1)
                workbook[name]["A1"] = "TRƯỜNG TIỂU HỌC SÔNG MÂY"

        content = fill_workbook(
            "| line | done |\n| T2 | 4 |", models="| name |\n| Tủ sách |", registers_models="x", edit=put_title
        )
        returned = read_return(content)
        assert (returned.missing, returned.models_declared, [model.name for model in returned.models]) == ((), True, ["Tủ sách"])
        assert (returned.fact("members"), read_answer(content, "T2").done) == (120.0, 4.0)
        assert list_normalised(returned) == [f"{MODELS}!C5 x → Có"]

    @pytest.mark.parametrize("name", [FACTS, TASKS, ITEMS, MODELS])
    def test_a_column_put_in_at_the_left_moves_everything(self, name):
        content = fill_workbook(
            "| line | done |\n| T2 | 4 |\n| L1 | Đạt |",
            models="| name |\n| Tủ sách |",
            registers_models="Có",
            edit=lambda workbook: workbook[name].insert_cols(1),
        )
        returned = read_return(content)
        assert (returned.missing, returned.rejected, returned.normalised) == ((), (), ())
        assert (read_answer(content, "T2").done, read_answer(content, "L1").choice) == (4.0, "met")
        assert (returned.fact("members"), returned.models_declared, returned.models[0].name) == (120.0, True, "Tủ sách")


CODES = """
    | code                        | shown                              |
    | T2                          |                                    |
    | t2                          |                                    |
    | T 2                         |                                    |
    | T.2                         | T.2 → T2                           |
    | T2.                         | T2. → T2                           |
    | T2 - Buổi nói chuyện        | T2 - Buổi nói chuyện → T2          |
    | Ｔ２                        | Ｔ２ → T2                          |
    | (T2)                        | (T2) → T2                          |
"""


class TestLines:
    @pytest.mark.parametrize(("code", "shown"), rows_of(CODES))
    def test_a_code_retyped_is_the_same_code(self, code, shown):
        returned = read_sheets({f"{TASKS}!A7": code, f"{TASKS}!B7": "Khác hẳn", f"{TASKS}!F7": 4})
        assert (answer_of(returned, "T2").done, returned.missing) == (4.0, ())
        assert list_normalised(returned) == ([f"{TASKS}!A7 {shown}"] if shown else [])

    @pytest.mark.parametrize("code", ["T3,1", "t 3.1", "T.3.1", "T3.1 - Sổ tay", "T3. 1"])
    def test_so_is_a_code_of_several_parts(self, code):
        assert answer_of(read_sheets({f"{TASKS}!A9": code, f"{TASKS}!B9": "", f"{TASKS}!F9": "Có"}), "T3.1").choice == "yes"

    @pytest.mark.parametrize("code", ["T31", "T22", "2", "T2.1", "T2x", "Tiết 2"])
    def test_another_code_is_not(self, code):
        returned = read_sheets({f"{TASKS}!A7": code, f"{TASKS}!B7": "Khác hẳn", f"{TASKS}!F7": 4})
        assert returned.missing == (("T2", Place(TASKS, "F7")),)

    @pytest.mark.parametrize(
        "wording",
        [
            "Tổ chức ít nhất 5 buổi nói chuyện",
            "TO CHUC IT NHAT 5 BUOI NOI CHUYEN",
            "Nhà trường tổ chức ít nhất 5 buổi nói chuyện trong năm",
            "Tổ chức ít nhất 5 buổi nói chuyên",
            "Tổ chức ít nhât 5 buôi nói chuyệnn",
        ],
    )
    def test_a_line_without_its_code_is_known_by_its_wording_wherever_it_stands(self, wording):
        gone = {f"{TASKS}!A7": None, f"{TASKS}!B7": None}
        returned = read_sheets({**gone, f"{TASKS}!B30": wording, f"{TASKS}!F30": 4})
        assert (answer_of(returned, "T2").done, returned.missing) == (4.0, ())
        assert list_normalised(returned) == [f"{TASKS}!A30 (để trống) → T2"]

    @pytest.mark.parametrize("wording", ["Tổ chức ít nhất 6 buổi nói chuyện", "Buổi nói chuyện", "Tổ chức nhiều buổi nói chuyện"])
    def test_other_words_or_other_figures_are_another_line(self, wording):
        returned = read_sheets({f"{TASKS}!A7": None, f"{TASKS}!B7": wording, f"{TASKS}!F7": 4})
        assert returned.missing == (("T2", Place(TASKS, "F7")),)

    def test_two_rows_with_the_same_words_are_neither(self):
        wording = "Tổ chức ít nhất 5 buổi nói chuyện"
        returned = read_sheets({f"{TASKS}!A7": None, f"{TASKS}!B7": wording, f"{TASKS}!B30": wording})
        assert returned.missing == (("T2", Place(TASKS, "F7")),)

    def test_every_code_wiped_out_leaves_every_line_to_its_words(self):
        content = fill_workbook(
            "| line | done | evidence_count |\n| T2 | 4 | 1 |\n| T5 | Có | 1 |",
            cells={f"{TASKS}!A{row}": None for row in range(5, 17)},
        )
        assert check(content).issues == ()
        assert (read_answer(content, "T2").done, read_answer(content, "T5").choice) == (4.0, "yes")

    def test_fields_of_the_first_sheet_are_known_by_a_longer_label_and_told(self):
        returned = read_sheets({f"{FACTS}!B14": "Tổng số hội viên đến ngày báo cáo", f"{FACTS}!C14": 95})
        assert returned.fact("members") == 95.0
        assert list_normalised(returned) == [f"{FACTS}!B14 Tổng số hội viên đến ngày báo cáo → Tổng số hội viên"]

    def test_a_field_with_another_label_is_read_where_every_other_kept_its_row_and_told(self):
        returned = read_sheets({f"{FACTS}!B14": "Sĩ số", f"{FACTS}!C14": 95})
        assert (returned.fact("members"), returned.missing) == (95.0, ())
        assert list_normalised(returned) == [f"{FACTS}!B14 Sĩ số → Tổng số hội viên"]

    def test_without_any_of_its_labels_the_sheet_answers_nothing(self):
        returned = read_sheets({f"{FACTS}!B{row}": "Mục khác" for row in (13, 14, 15)})
        assert [what for what, _ in returned.missing] == ["Người lập", "Tổng số hội viên", "Ngày thành lập"]

    def test_a_field_is_not_read_from_another_fields_row(self):
        returned = read_return(fill_workbook(edit=lambda workbook: workbook[FACTS].delete_rows(13)))
        assert [what for what, _ in returned.missing] == ["Người lập"]
        assert (returned.fact("writer"), returned.fact("members")) == (None, 120.0)


class TestOlderTemplates:
    """Version 0 had no column “Kỳ trước”, and perhaps not all of the lines."""

    def fill(self, *, drop: int | None = None) -> bytes:
        def edit(workbook):
            say_version(workbook, "0")
            for name in (TASKS, ITEMS, MODELS):
                drop_previous(workbook[name])
            if drop:
                workbook[TASKS].delete_rows(drop)

        return fill_workbook("| line | done | evidence_count |\n| T2 | 4 | 1 |\n| T7 | 30 | |", edit=edit)

    def test_it_is_read_and_the_difference_is_a_warning(self):
        checked = check(self.fill())
        assert list_warnings(checked) == ["template_version_differs (tệp)"]
        assert checked.errors == ()
        assert read_answer(self.fill(), "T7").done == 30.0

    def test_a_line_it_did_not_ask_is_not_reported_and_keeps_nothing_out(self):
        checked = check(self.fill(drop=11))  # T4
        assert list_warnings(checked) == ["template_version_differs (tệp)", f"line_not_in_template {TASKS}!"]
        assert checked.errors == ()
        assert read_answer(self.fill(drop=11), "T7").done == 30.0
        assert not checked.complete


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def write(text: str):
    """What stands in the cell: text after a ', else what a person's typing becomes; TRUE and FALSE are Excel's own."""
    text = text.replace("NBSP", NBSP)
    if text in {"TRUE", "FALSE"}:
        return text == "TRUE"
    return text.removeprefix("'") if text.startswith("'") else read_cell(text) if text else None


def expect(cell: str, written: str, read: str, shown: str) -> None:
    """Put it in the cell of a template, and look at what comes of it."""
    returned = read_sheets({cell: write(written)})
    refused = [rejected.refusal.code for rejected in returned.rejected if f"{rejected.place.sheet}!{rejected.place.cell}" == cell]
    assert (refused or [read_value(returned, cell)]) == [read]
    assert list_normalised(returned) == ([f"{cell} {shown}".replace("NBSP", NBSP)] if shown else [])


def read_value(returned: Return, cell: str) -> str:
    """The answer or field asked for in this cell, written as the tables write it."""
    place = Place(*cell.split("!"))
    fields = [fact.value for fact in returned.facts if fact.place == place]
    answers = [answer for answer in returned.answers if answer.cells.get("done") == place]
    value = fields[0] if fields else answers[0].choice or answers[0].dated or answers[0].done
    return format_date(value) if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)


def answer_of(returned: Return, line: str):
    return next(answer for answer in returned.answers if answer.line == line)


def say_version(workbook: openpyxl.Workbook, version: str) -> None:
    for row in workbook["_danvan"].iter_rows(max_col=2):
        if row[0].value == "template_version":
            row[1].value = version


def drop_previous(sheet) -> None:
    (column,) = [cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == "Kỳ trước"]
    sheet.delete_cols(column)
