"""Returns as schools really send them (issue 3, point 3): what is written, what is read, and what the officer is shown.

T1 is a ratio of hội viên, T2 a count of buổi, T3.1 a line of a checklist, T5 a yes/no, T6 a date, L1 a level. Nothing is guessed:
what may mean two things is refused, with the reason.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.raw import show_raw
from danvan_metrics.plan.rules import ChoiceRule, Refusal, TextRule
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answers import State
from tests.builders_reader import FACTS, ITEMS, MODELS, PLAN, TASKS, check, fill_workbook, read_answer, read_return

NBSP = "\u00a0"
L1, T1_DO, T1, T2, T31, T5, T6 = "C7", "E6", "F6", "F7", "F9", "F12", "F13"


WRITTEN = st.text(st.sampled_from("0123456789.,/- xkđ✓１ngày tháng năm buổi"), max_size=14)


class TestWords:
    @pytest.mark.parametrize("written", ["x", "X", "✓", "✔", "đạt", "Đ", "hoàn thành", "1", 1, True, "TRUE"])
    def test_yes(self, written):
        assert read(TASKS, T5, written, "T5").choice == "yes"

    @pytest.mark.parametrize("written", ["chưa", "Chưa đạt", "k", "ko", "0", 0, False, "không có"])
    def test_no(self, written):
        assert read(TASKS, T5, written, "T5").choice == "no"

    @pytest.mark.parametrize(
        ("written", "choice"),
        [
            ("x", "met"),
            ("hoàn thành", "met"),
            ("đang", "doing"),
            ("Đang làm", "doing"),
            ("chưa", "not_started"),
            ("không", "not_started"),
            ("0", "not_started"),
            ("KAD", "not_applicable"),
        ],
    )
    def test_levels(self, written, choice):
        assert read(ITEMS, L1, written, "L1").choice == choice

    @pytest.mark.parametrize(
        ("sheet", "cell", "line", "written", "expected"),
        [
            (ITEMS, L1, "L1", "có", "“Đạt” hay “Đang thực hiện”"),
            (ITEMS, L1, "L1", "1", "“Đạt” hay “Đang thực hiện”"),
            (TASKS, T31, "T3.1", "không có", "“Không” hay “Không áp dụng”"),
        ],
    )
    def test_a_word_that_may_mean_two_things_is_refused(self, sheet, cell, line, written, expected):
        content = fill_workbook(cells={f"{sheet}!{cell}": written})
        [refused] = [one for one in read_return(content).rejected if one.line == line]
        assert (refused.refusal.code, refused.refusal.expected) == ("ambiguous_choice", expected)
        assert read_answer(content, line).state is State.INVALID


class TestNumbers:
    @pytest.mark.parametrize(
        ("written", "number"),
        [
            ("1.234", 1234),
            ("12 buổi", 12),
            ("１２", 12),
            (f"1{NBSP}234", 1234),
            (f"{NBSP}12 ", 12),
            ("012", 12),
            ("12,0", 12),
        ],
    )
    def test_are_read_as_people_write_them(self, written, number):
        assert read(TASKS, T2, written, "T2").done == number

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("87,5", "not_whole"),
            ("87.5", "not_whole"),
            ("12 cuộc", "not_a_number"),  # this line counts buổi
            ("khoảng 12", "not_a_number"),
            ("1 2", "not_a_number"),
            ("5³", "not_a_number"),
            ("87,5 %", "not_a_number"),
        ],
    )
    def test_what_is_not_surely_one_whole_number_is_refused(self, written, code):
        [refused] = read_return(fill_workbook(cells={f"{TASKS}!{T2}": written})).rejected
        assert refused.refusal.code == code

    @pytest.mark.parametrize(
        ("to_do", "written", "read"),
        [
            (None, "12/12", (12, 12)),
            (15, "12/15", (12, 15)),
            (20, "95 %", (19, 20)),
            (20, "đạt 95%", (19, 20)),
            (40, "87,5 %", (35, 40)),
        ],
    )
    def test_both_numbers_of_a_ratio_in_one_cell(self, to_do, written, read):
        answer = read_answer(fill_workbook(cells={f"{TASKS}!{T1_DO}": to_do, f"{TASKS}!{T1}": written}), "T1")
        assert (answer.done, answer.to_do) == read

    @pytest.mark.parametrize(
        ("to_do", "written", "code"),
        [
            (10, "12/12", "ratio_disagrees"),
            (20, "87,5 %", "percent_in_count"),  # 17,5 people
            (None, "95 %", "percent_in_count"),
        ],
    )
    def test_a_share_or_pair_that_does_not_fit_is_explained(self, to_do, written, code):
        content = fill_workbook(cells={f"{TASKS}!{T1_DO}": to_do, f"{TASKS}!{T1}": written})
        assert [one.refusal.code for one in read_return(content).rejected] == [code]
        assert read_answer(content, "T1").state is State.INVALID


class TestDates:
    @pytest.mark.parametrize(
        "written",
        ["14/6/2022", "14.6.2022", "14-06-2022", "ngày 14 tháng 6 năm 2022", "2022-06-14", "14/06/22", 44726, "44726"],
    )
    def test_are_read_as_people_write_them(self, written):
        """44726 days after 30/12/1899."""
        assert read(TASKS, T6, written, "T6").dated == date(2022, 6, 14)

    @pytest.mark.parametrize(
        ("written", "code"),
        [("4/6/22", "not_a_date"), ("31/6/2022", "not_a_date"), ("14/6", "not_a_date"), ("14/6/2021", "date_outside_year")],
    )
    def test_what_may_be_two_days_or_none_is_refused(self, written, code):
        [refused] = read_return(fill_workbook(cells={f"{TASKS}!{T6}": written})).rejected
        assert refused.refusal.code == code


class TestShown:
    @pytest.mark.parametrize(
        ("sheet", "cell", "written", "taken"),
        [
            (TASKS, T5, "x", "Có"),
            (TASKS, T2, "12 buổi", "12"),
            (TASKS, T6, "ngày 14 tháng 6 năm 2022", "14/06/2022"),
            (TASKS, T6, "44726", "14/06/2022"),
            (ITEMS, L1, "đang làm", "Đang thực hiện"),
            (TASKS, T1, "12/12", "12 đã thực hiện, trong 12 phải thực hiện"),
        ],
    )
    def test_what_was_read_otherwise_than_written(self, sheet, cell, written, taken):
        [told] = read_return(fill_workbook(cells={f"{sheet}!{cell}": written})).normalised
        assert (told.place.sheet, told.place.cell, told.taken) == (sheet, cell, taken)
        assert told.found == show_raw(written)

    @pytest.mark.parametrize(
        ("cell", "written"), [(T5, "CÓ"), (T5, " có "), (T2, "12"), (T2, "1.234"), (T6, "14/6/2022"), (T6, "14.06.2022")]
    )
    def test_what_anybody_reads_so_is_not_told(self, cell, written):
        assert read_return(fill_workbook(cells={f"{TASKS}!{cell}": written})).normalised == ()

    @given(raw=st.one_of(st.text(max_size=20), WRITTEN, st.floats(-5, 50_000), st.integers(0, 60_000), st.booleans()))
    def test_whatever_is_taken_for_another_thing_is_told(self, raw):
        for indicator in PLAN.indicators:
            for rule in rules_for(PLAN, indicator).values():
                value = rule.check(raw)
                if isinstance(rule, TextRule) or value is None or isinstance(value, Refusal):
                    continue
                shown = rule.label(value) if isinstance(rule, ChoiceRule) else show_raw(value)
                assert spell(show_raw(raw)) == spell(shown) or rule.retell(raw, value) == shown


class TestLines:
    @pytest.mark.parametrize("written", ["t2", "T 2", "T2.", "T-2", "T2 - Buổi nói chuyện", "Ｔ２"])
    def test_are_found_by_a_code_retyped(self, written):
        content = fill_workbook("| line | done |\n| T2 | 4 |", cells={f"{TASKS}!A7": written})
        assert read_answer(content, "T2").done == 4
        assert [(one.line, one.found) for one in read_return(content).normalised] == [("T2", written)]

    @pytest.mark.parametrize("written", [None, "7", "(1)"])
    def test_are_found_by_their_wording_where_the_code_is_gone(self, written):
        def move(workbook):
            workbook[TASKS]["A7"].value = written

        content = fill_workbook("| line | done |\n| T2 | 4 |", edit=move)
        assert read_answer(content, "T2").done == 4
        [told] = read_return(content).normalised
        assert (told.line, told.place.cell, told.taken) == ("T2", "B7", "dòng T2")

    def test_are_listed_where_neither_is_there(self):
        content = fill_workbook(cells={f"{TASKS}!A7": None, f"{TASKS}!B7": "một việc khác"})
        assert [what for what, _ in read_return(content).missing] == ["T2"]

    def test_never_share_a_row(self):
        """T3.2 takes the words of T3.1: the code goes before the words."""
        content = fill_workbook("| line | done |\n| T3.1 | Có |", cells={f"{TASKS}!A10": None, f"{TASKS}!B10": "Sổ tay"})
        assert read_answer(content, "T3.1").cells["done"].cell == T31
        assert [what for what, _ in read_return(content).missing] == ["T3.2"]


class TestSheets:
    FILLED = "| line | to_do | done | evidence_count |\n| T1 | 10 | 8 | 1 |\n| L1 | | Đạt | 2 |"

    def test_renamed_ones_are_found_by_what_stands_in_them(self):
        def rename(workbook):
            for name, other in ((TASKS, "Sheet1"), (ITEMS, "hạnh phúc (2)"), (FACTS, "TT chung"), (MODELS, "Sheet4")):
                workbook[name].title = other

        renamed, sent = read_return(self.fill(rename)), read_return(self.fill())
        assert strip(renamed) == strip(sent)
        assert {one.taken for one in renamed.normalised} == {f"sheet “{name}”" for name in (TASKS, ITEMS, FACTS, MODELS)}
        assert {place.sheet for answer in renamed.answers for place in answer.cells.values()} == {"Sheet1", "hạnh phúc (2)"}

    def test_two_that_are_as_like_are_not_guessed_between(self):
        def copy(workbook):
            workbook.copy_worksheet(workbook[TASKS]).title = "Bản 1"
            workbook[TASKS].title = "Bản 2"

        assert (TASKS, TASKS) in [(what, place.sheet) for what, place in read_return(self.fill(copy)).missing]

    def test_order_hidden_rows_and_filters_change_nothing(self):
        def disturb(workbook):
            workbook.move_sheet(TASKS, 3)
            workbook[TASKS].row_dimensions[6].hidden = True
            workbook[TASKS].column_dimensions["G"].hidden = True
            workbook[TASKS].auto_filter.ref = "A4:I30"
            workbook[ITEMS].sheet_state = "hidden"

        assert strip(read_return(self.fill(disturb))) == strip(read_return(self.fill()))

    def test_rows_and_columns_put_in_anywhere_move_nothing_out_of_sight(self):
        def insert(workbook):
            for name in (TASKS, ITEMS, FACTS):
                workbook[name].insert_rows(3, 2)
                workbook[name].insert_cols(1)
            workbook[TASKS].insert_cols(5, 2)

        assert strip(read_return(self.fill(insert))) == strip(read_return(self.fill()))

    @pytest.mark.parametrize(
        ("cell", "written"), [("F4", "Đã thực hiện (số)"), ("F4", "Đã\nthực hiện"), ("G4", "Số minh chứng kèm theo")]
    )
    def test_headings_a_little_changed_are_known(self, cell, written):
        content = self.fill(cells={f"{TASKS}!{cell}": written})
        assert strip(read_return(content)) == strip(read_return(self.fill()))
        assert check(content).errors == ()

    def test_an_older_template_is_read_as_far_as_it_goes(self):
        """Version 0 had no column “Kỳ trước” and no line T7."""

        def age(workbook):
            workbook[TASKS].delete_cols(10)
            workbook[TASKS].delete_rows(14)
            for row in workbook["_danvan"].iter_rows(max_col=2):
                if row[0].value == "template_version":
                    row[1].value = "0"

        checked = check(self.fill(age))
        assert [issue.code for issue in checked.issues if issue.code in {"template_version_differs", "missing_line"}] == [
            "template_version_differs",
            "missing_line",
        ]
        assert next(one for one in checked.returned.answers if one.line == "T1").done == 8

    def fill(self, edit=None, cells=None) -> bytes:
        return fill_workbook(self.FILLED, edit=edit, cells=cells, registers_models="Không")


class TestMergedCells:
    @pytest.mark.parametrize(("cells", "hidden"), [("F6:F7", "F7"), ("E6:F6", "F6"), ("F6:G6", "G6")])
    def test_a_number_hidden_under_another_cell_is_told_never_a_blank(self, cells, hidden):
        content = fill_workbook(
            "| line | to_do | done | evidence_count |\n| T1 | 10 | 8 | 1 |", edit=lambda book: book[TASKS].merge_cells(cells)
        )
        refused = [one for one in read_return(content).rejected if one.refusal.code == "merged_cell"]
        assert [one.place.cell for one in refused] == [hidden]
        assert "ở ô " in refused[0].refusal.found

    def test_cells_merged_around_nothing_are_blank(self):
        content = fill_workbook(edit=lambda book: book[TASKS].merge_cells("F6:F7"))
        assert read_return(content).rejected == ()
        assert read_answer(content, "T2").state is State.NOT_REPORTED

    def test_words_over_several_cells_are_read_where_they_begin(self):
        content = fill_workbook(
            "| line | evidence_count | evidence |\n| T2 | 2 | Ảnh |", edit=lambda book: book[TASKS].merge_cells("H7:I7")
        )
        assert (read_answer(content, "T2").evidence, read_return(content).rejected) == ("Ảnh", ())


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def read(sheet: str, cell: str, written, line: str):
    """The answer of a line whose cell holds this; to do is blank."""
    content = fill_workbook(cells={f"{sheet}!{cell}": written})
    assert read_return(content).rejected == ()
    return read_answer(content, line)


def spell(text: str) -> str:
    """A text without case, accents, spaces, points and leading noughts: what a person would not call different."""
    return "".join(part.lstrip("0") or "0" for part in fold(text).split())


def strip(returned):
    """What a return answers, without where it stands."""
    answers = [(one.line, one.state, one.to_do, one.done, one.choice, one.dated, one.evidence_count) for one in returned.answers]
    return answers, [(one.key, one.value) for one in returned.facts], returned.models_declared, returned.missing
