"""The marked return: what a school gets back, and what the reader makes of it."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment

from danvan_metrics.errors import UserError
from danvan_metrics.plan.rules import Field
from danvan_metrics.spreadsheets.flaw_words import FORMULA
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_FIXES, SHEET_IDENTITY, SHEET_TASKS, build_layout
from danvan_metrics.workbook.marking import marked_copy as marking
from danvan_metrics.workbook.marking.cell_marks import ERROR_TINT, WARNING_TINT
from danvan_metrics.workbook.marking.conversion import NO_RESULT, convert_workbook
from danvan_metrics.workbook.marking.marked_copy import Remark, mark_workbook
from danvan_metrics.workbook.recognising.recognise import read_identity
from danvan_metrics.workbook.template.build import build_workbook
from tests.builders_officer import PLAN, ROSTER, fill_workbook
from tests.builders_reader import read_return
from tests.unit.spreadsheets.test_hostile_files import make_strict

SCHOOL = "MN-DAPTHANH"
LAYOUT = build_layout(PLAN, ROSTER.by_code[SCHOOL].reporter)
WRONG = LAYOUT.lines["NV2.3"].cell(Field.DONE)
OLE_WITHOUT_END = bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le")
UNIT = ROSTER.by_code[SCHOOL]
DOUBTFUL = LAYOUT.lines["NV2.3"].cell(Field.EVIDENCE_COUNT)


@pytest.fixture(scope="module")
def handed_in():
    return fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): "hai cuộc"})


@pytest.fixture(scope="module")
def marked(handed_in):
    return mark_workbook(handed_in, [error(), warning()])


# ── the cells ────────────────────────────────────────────────────────────────


def test_an_error_and_a_warning_are_tinted_apart(marked):
    assert (tint_of(marked, WRONG), tint_of(marked, DOUBTFUL)) == (ERROR_TINT, WARNING_TINT)


def test_the_comment_says_what_is_there_what_should_be_and_what_to_do(marked):
    assert comment_on(marked, WRONG).splitlines() == [
        "✕ Lỗi phải sửa",
        "Cần một số.",
        "Đã thấy: hai cuộc",
        "Cần ghi: số nguyên",
        "Cách sửa: Hãy chỉ ghi số.",
    ]


def test_every_other_cell_keeps_value_and_format(handed_in, marked):
    before, after = looks_of(handed_in), looks_of(marked)
    assert {place for place in before if before[place] != after[place]} == {WRONG, DOUBTFUL}
    assert len(before) == len(after)


def test_a_marked_cell_keeps_its_value_and_all_of_its_format_but_the_fill(handed_in, marked):
    for place in (WRONG, DOUBTFUL):
        (value, *look, _), (value_after, *look_after, _) = looks_of(handed_in)[place], looks_of(marked)[place]
        assert (value, look) == (value_after, look_after)


def test_two_remarks_on_one_cell_share_a_comment_and_the_error_gives_the_tint(handed_in):
    marked = mark_workbook(handed_in, [warning(WRONG), error(WRONG)])
    assert tint_of(marked, WRONG) == ERROR_TINT
    assert comment_on(marked, WRONG).index("✕ Lỗi phải sửa") < comment_on(marked, WRONG).index("⚠ Nên xem lại")


def test_a_cell_merged_away_is_marked_where_it_shows(handed_in):
    merged = change(handed_in, lambda book: book[WRONG.sheet].merge_cells(f"E{row_of(WRONG)}:F{row_of(WRONG)}"))
    marked = mark_workbook(merged, [error()])
    assert tint_of(marked, Place(WRONG.sheet, f"E{row_of(WRONG)}")) == ERROR_TINT


def test_protection_drop_downs_and_the_hidden_identity_stay(handed_in, marked):
    before, after = load(handed_in), load(marked)
    for sheet in before.worksheets:
        assert after[sheet.title].protection.sheet == sheet.protection.sheet
        rules, rules_after = (book[sheet.title].data_validations.dataValidation for book in (before, after))
        assert [(str(rule.sqref), rule.type, rule.formula1) for rule in rules] == [
            (str(rule.sqref), rule.type, rule.formula1) for rule in rules_after
        ]
    assert after[SHEET_IDENTITY].sheet_state == "veryHidden"
    assert {one.name: one.value for one in after.custom_doc_props.props}["school"] == SCHOOL
    assert after.security.lockStructure


def test_a_formula_keeps_the_result_a_reader_of_files_needs(handed_in):
    computed = compute(change(handed_in, lambda book: put(book, WRONG, "=5+3")), "8")
    marked = mark_workbook(computed, [warning()])
    assert load(marked)[WRONG.sheet][WRONG.cell].value == "=5+3"
    assert answer(marked, "NV2.3").done == answer(computed, "NV2.3").done == 8


# ── the sheet Cần sửa ────────────────────────────────────────────────────────


def test_the_first_sheet_lists_everything(marked):
    book = load(marked)
    assert (book.sheetnames[0], book.active.title) == (SHEET_FIXES, SHEET_FIXES)
    assert rows_of(marked) == [
        ["✕ Lỗi phải sửa", WRONG.sheet, WRONG.cell, "NV2.3", "Cần một số.", "hai cuộc", "số nguyên", "Hãy chỉ ghi số."],
        ["⚠ Nên xem lại", DOUBTFUL.sheet, DOUBTFUL.cell, "NV2.3", "Chưa có minh chứng.", "2", "", ""],
    ]
    assert book[SHEET_FIXES]["A2"].value == "1 lỗi phải sửa, 1 chỗ nên xem lại."


def test_every_cell_is_a_click_away(marked):
    links = [load(marked)[SHEET_FIXES].cell(row, 3).hyperlink.location for row in (5, 6)]
    assert links == [f"'{SHEET_TASKS}'!{WRONG.cell}", f"'{SHEET_TASKS}'!{DOUBTFUL.cell}"]


def test_what_concerns_a_lost_sheet_or_the_whole_file_is_listed_without_a_link(handed_in):
    marked = mark_workbook(handed_in, [error(Place("Sheet đã xóa", "B2")), error(Place(SHEET_FACTS)), error(Place(""))])
    assert [row[1:3] for row in rows_of(marked)] == [["Sheet đã xóa", "B2"], [SHEET_FACTS, ""], ["(cả tệp)", ""]]
    assert [load(marked)[SHEET_FIXES].cell(row, 3).hyperlink for row in (5, 6, 7)] == [None, None, None]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "#REF!"])
def test_what_a_school_typed_never_becomes_a_formula(handed_in, text):
    marked = mark_workbook(handed_in, [error(found=text)])
    cell = load(marked)[SHEET_FIXES]["F5"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_letters_that_xml_forbids_are_dropped(handed_in):
    marked = mark_workbook(handed_in, [error(found="ha\x00i\x0b")])
    assert rows_of(marked)[0][5] == "hai"
    assert "Đã thấy: hai\n" in comment_on(marked, WRONG)


def test_it_prints_as_the_other_sheets_do(marked):
    fixes, tasks = (load(marked)[name] for name in (SHEET_FIXES, SHEET_TASKS))
    assert (fixes.page_setup.orientation, fixes.page_setup.paperSize) == ("landscape", tasks.page_setup.paperSize)
    assert fixes.sheet_properties.pageSetUpPr.fitToPage
    assert fixes.print_title_rows == "$4:$4"
    assert fixes.oddHeader.left.text == tasks.oddHeader.left.text == ROSTER.by_code[SCHOOL].name


# ── handing it in again ──────────────────────────────────────────────────────


def test_a_marked_copy_is_recognised_and_read_as_the_return_it_was(handed_in, marked):
    assert read_identity(read_workbook(marked)) == read_identity(read_workbook(handed_in))
    assert read(marked) == read(handed_in)


def test_a_corrected_copy_reads_as_corrected(marked):
    corrected = change(marked, lambda book: put(book, WRONG, 2))
    assert read(corrected).rejected == ()
    assert answer(corrected, "NV2.3").done == 2


def test_marking_again_piles_nothing_up(marked):
    assert mark_workbook(marked, [error(), warning()]) == marked


def test_a_corrected_cell_loses_its_mark_and_gets_its_colour_back(handed_in, marked):
    again = mark_workbook(change(marked, lambda book: put(book, WRONG, 2)), [warning()])
    assert tint_of(again, WRONG) == tint_of(handed_in, WRONG)
    assert load(again)[WRONG.sheet][WRONG.cell].comment is None
    assert [row[2] for row in rows_of(again)] == [DOUBTFUL.cell]
    assert load(again).sheetnames.count(SHEET_FIXES) == 1


def test_a_school_s_own_comment_stays_through_marking_and_unmarking(handed_in):
    noted = change(handed_in, lambda book: setattr(book[WRONG.sheet][WRONG.cell], "comment", Comment("Chờ số liệu", "Hoa")))
    marked = mark_workbook(noted, [error()])
    assert comment_on(marked, WRONG).startswith("✕ Lỗi phải sửa")
    assert comment_on(marked, WRONG).endswith("Chờ số liệu")
    assert comment_on(mark_workbook(marked, [warning()]), WRONG) == "Chờ số liệu"


def test_a_school_s_own_sheet_of_that_name_stays(handed_in):
    own = change(handed_in, lambda book: put(book, Place(book.create_sheet(SHEET_FIXES).title, "A1"), "việc riêng"))
    book = load(mark_workbook(own, [error()]))
    assert book[SHEET_FIXES]["A1"].value == "việc riêng"
    assert book.worksheets[0]["A1"].value.startswith("CẦN SỬA")


# ── what cannot be marked ────────────────────────────────────────────────────


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"%PDF-1.4", OLE_WITHOUT_END])
def test_what_is_no_workbook_is_refused_with_its_reason_and_what_to_do(content):
    with pytest.raises(UserError, match=r"Không đánh dấu được: tệp .+; hãy mở tệp bằng Excel"):
        mark_workbook(content, [error()])


def test_a_workbook_with_a_damaged_part_is_marked_in_a_new_one(handed_in):
    """A part that says who wrote it is cut: the reader needs none of it, the library that edits does."""
    marked = mark_workbook(replace_part(handed_in, "docProps/core.xml", lambda _: b"<coreProperties"), [error()])
    assert (tint_of(marked, WRONG), sheets_of(marked)[0]) == (ERROR_TINT, SHEET_FIXES)
    assert {one.line: one.done for one in read(marked).answers} == {one.line: one.done for one in read(handed_in).answers}


def test_strict_open_xml_is_marked_in_a_new_workbook_rather_than_sent_back_empty(handed_in):
    marked = mark_workbook(make_strict(handed_in), [error()], lambda: build_workbook(PLAN, UNIT, PLAN.find_period("6m")))
    assert tint_of(marked, WRONG) == ERROR_TINT
    assert sheets_of(marked) == [SHEET_FIXES, *openpyxl.load_workbook(io.BytesIO(handed_in)).sheetnames]
    assert [(one.line, one.done) for one in read(marked).answers] == [(one.line, one.done) for one in read(handed_in).answers]


def test_what_formulas_and_errors_show_is_told_in_words(handed_in):
    """A formula that no program has computed, and #REF!: a copy of values alone has neither."""
    grid = Grid(SHEET_TASKS, cells=[["Mã", ""]], flaws={(1, 2): FORMULA, (2, 2): "#REF!"})
    sheet = convert_workbook(Sheets({SHEET_TASKS: grid}))[SHEET_TASKS]
    assert [sheet["B1"].value, sheet["B2"].value, sheet["B2"].data_type] == [NO_RESULT, "#REF!", "s"]


@pytest.mark.parametrize(("number", "shown"), [(1.0, "100 %"), (0.125, "12,5 %")])
def test_a_percentage_of_another_format_is_still_one_when_it_comes_back(number, shown):
    copy = io.BytesIO()
    convert_workbook(Sheets({"A": Grid("A", cells=[[number, 3.0]], formats={(1, 1): "0%"})})).save(copy)
    grid = read_workbook(copy.getvalue()).grid("A")
    assert (grid.value(1, 1), grid.percentage(1, 1), grid.percentage(1, 2)) == (number, shown, None)


def test_a_value_that_looks_like_a_formula_stays_text():
    sheet = convert_workbook(Sheets({"A": Grid("A", cells=[["=1+1", "+84", "@a"]])}))["A"]
    assert [cell.data_type for cell in sheet[1]] == ["s", "s", "s"]


def test_what_is_too_large_to_mark_is_told(monkeypatch, handed_in):
    monkeypatch.setattr(marking, "LARGEST_EDITED", 10)
    monkeypatch.setattr(marking, "MOST_CELLS", 10)
    with pytest.raises(UserError, match=r"quá lớn.*hãy chép số liệu"):
        mark_workbook(handed_in, [error()])


def sheets_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def error(place=WRONG, found="hai cuộc"):
    return Remark(place, True, "NV2.3", "Cần một số.", found, "số nguyên", "Hãy chỉ ghi số.")


def warning(place=DOUBTFUL):
    return Remark(place, False, "NV2.3", "Chưa có minh chứng.", "2", "", "")


def load(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def change(content, how):
    book = load(content)
    how(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(book, place, value):
    book[place.sheet][place.cell].value = value


def compute(content, result):
    """What Excel does on saving: the one formula's result stands in the file."""
    number = load(content).sheetnames.index(WRONG.sheet) + 1
    return replace_part(
        content,
        f"xl/worksheets/sheet{number}.xml",
        lambda part: part.replace(b"</f><v />", f"</f><v>{result}</v>".encode()).replace(
            b"</f><v></v>", f"</f><v>{result}</v>".encode()
        ),
    )


def replace_part(content, name, how):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for member in source.namelist():
            target.writestr(member, how(source.read(member)) if member == name else source.read(member))
    return buffer.getvalue()


def row_of(place):
    return int(place.cell[1:])


def tint_of(content, place):
    return load(content)[place.sheet][place.cell].fill.fgColor.rgb


def comment_on(content, place):
    return load(content)[place.sheet][place.cell].comment.text


def rows_of(content):
    sheet = load(content)[SHEET_FIXES]
    return [[value or "" for value in row] for row in sheet.iter_rows(min_row=5, values_only=True)]


def looks_of(content):
    """Value and look of every cell of the school's own sheets, the fill last."""
    book = load(content)
    return {
        Place(sheet.title, cell.coordinate): (
            cell.value,
            cell.data_type,
            cell.number_format,
            *map(repr, (cell.font, cell.border, cell.alignment, cell.protection)),
            cell.style,
            repr(cell.fill),
        )
        for sheet in book.worksheets
        if sheet.title != SHEET_FIXES
        for row in sheet.iter_rows()
        for cell in row
    }


def read(content):
    return read_return(content, PLAN, ROSTER)


def answer(content, line):
    return next(one for one in read(content).answers if one.line == line)
