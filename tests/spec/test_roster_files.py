"""The roster as spreadsheet programs save it: what may be meant is taken, what is wrong is told with its row and column.

One roster of two schools is written as each program would write it; whatever the form, the same schools must come out.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.errors import PlanError
from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.units.roster import School, load_roster
from danvan_metrics.units.roster_file import COLUMNS, MOST_TOLD
from tests.builders_cli import Office

PLAN = load_plan(DATA / "plans" / "2020")

# code | name | short_name | other_names | level | type | commune | model | valid_from | valid_to | confirmed
TABLE = (
    "MN-A | Trường Mầm non A, cơ sở 1 | MN A | Mầm non A;MN xã A | Mầm non | | Nam Sơn | no | 2019-09-05 | 2020-06-30 | yes",
    "PTDTNT | Trường Nội trú | Nội trú | | THCS | PTDTNT | Ba Chẽ | yes | | | no",
)
ROWS = [[cell.strip() for cell in row.split("|")] for row in TABLE]
SCHOOLS = (
    School("PTDTNT", "Trường Nội trú", "Nội trú", "THCS", "Ba Chẽ", type="PTDTNT", model=True),
    School(
        "MN-A",
        "Trường Mầm non A, cơ sở 1",
        "MN A",
        "Mầm non",
        "Nam Sơn",
        other_names=("Mầm non A", "MN xã A"),
        valid_from=date(2019, 9, 5),
        valid_to=date(2020, 6, 30),
        confirmed=True,
    ),
)


# How the file is written


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["Linux", "Windows", "old Mac"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),  # Excel’s “Unicode text”
        (b"\xfe\xff", "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
    ids=["UTF-8", "UTF-8 with BOM", "UTF-16", "UTF-16 big-endian", "UTF-16 without BOM", "UTF-16 big-endian without BOM"],
)
def test_encoding_separator_and_line_end_are_told_by_the_content(tmp_path, mark, encoding, separator, end):
    assert load(tmp_path, mark + compose(separator=separator, end=end).encode(encoding)) == SCHOOLS


def test_excel_s_line_that_names_the_separator_is_no_row(tmp_path):
    assert load(tmp_path, ("sep=;\r\n" + compose(separator=";")).encode()) == SCHOOLS
    broken = [*ROWS[:1], change(ROWS[1], model="có lẽ")]
    assert refuse(tmp_path, ("sep=;\r\n" + compose(broken, separator=";")).encode()).startswith("schools.csv, dòng 3, cột H: ")


def test_blank_rows_are_passed_over_and_counted(tmp_path):
    """Headings in row 2, then a row of nothing (3) and of separators alone (4): the schools are in rows 5 and 7."""
    lines = compose().splitlines()
    text = "\n".join([",,,", lines[0], "", "," * 10, lines[1], "  ,\u00a0", lines[2], "", ",,"])
    assert load(tmp_path, text.encode()) == SCHOOLS
    assert refuse(tmp_path, text.replace("Ba Chẽ,yes", "Ba Chẽ,maybe").encode()).startswith("schools.csv, dòng 7, cột H: ")


def test_rows_are_counted_as_a_spreadsheet_shows_them_though_a_cell_holds_line_breaks(tmp_path):
    rows = [change(ROWS[0], name="Trường Mầm non A,\ncơ sở 1"), ROWS[1]]
    assert load(tmp_path, compose(rows).encode()) == SCHOOLS
    rows[1] = change(ROWS[1], level="Đại học")
    assert refuse(tmp_path, compose(rows).encode()).startswith("schools.csv, dòng 3, cột E: level “Đại học”")


def test_empty_columns_at_the_end_and_columns_of_the_office_s_own_are_passed_over(tmp_path):
    rows = [[*row, extra, "", ""] for row, extra in zip(ROWS, ("0203 000 000", ""), strict=True)]
    assert load(tmp_path, compose(rows, headings=[*COLUMNS, "Điện thoại", "", ""]).encode()) == SCHOOLS


def test_cells_left_off_at_the_end_of_a_row_are_blank(tmp_path):
    headings = [*COLUMNS[:8], "confirmed", "valid_from", "valid_to"]
    row = [*ROWS[1][:8], "no"]
    assert load(tmp_path, compose([row], headings=headings).encode()) == SCHOOLS[:1]


@pytest.mark.parametrize(
    "spell", [str.upper, str.title, lambda name: f" {name.replace('_', ' ')} "], ids=["upper", "title", "spaces"]
)
def test_headings_may_be_cased_and_spaced_otherwise_and_stand_in_any_order(tmp_path, spell):
    rows = [list(reversed(row)) for row in ROWS]
    assert load(tmp_path, compose(rows, headings=[spell(column) for column in reversed(COLUMNS)]).encode()) == SCHOOLS


# What stands in the cells


@pytest.mark.parametrize("word", ["yes", "Yes", "YES", "TRUE", "True", "Có", "có", "co\u0301", "x", "X", "1", "Đúng"])
def test_yes_in_the_words_people_and_programs_have_for_it(tmp_path, word):
    [school] = load(tmp_path, compose([change(ROWS[1], model="no", confirmed=word)]).encode())
    assert (school.model, school.confirmed) == (False, True)


@pytest.mark.parametrize("word", ["no", "NO", "FALSE", "Không", "0", "Sai"])
def test_no_likewise(tmp_path, word):
    [school] = load(tmp_path, compose([change(ROWS[1], model="yes", confirmed=word)]).encode())
    assert (school.model, school.confirmed) == (True, False)


@pytest.mark.parametrize("word", ["", "-1", "!", "yes no", "có lẽ", "2"])
def test_what_is_neither_yes_nor_no_is_not_guessed(tmp_path, word):
    assert "hãy ghi yes hoặc no" in refuse(tmp_path, compose([change(ROWS[1], confirmed=word)]).encode())


@pytest.mark.parametrize(
    "text", ["2020-06-30", "30/06/2020", "30/6/2020", "30-06-2020", "30.6.2020", "2020/06/30", "2020-06-30 00:00:00"]
)
def test_a_day_as_iso_or_day_first(tmp_path, text):
    [school] = load(tmp_path, compose([change(ROWS[1], valid_to=text)]).encode())
    assert school.valid_to == date(2020, 6, 30)


def test_where_both_could_be_the_month_the_day_stands_first(tmp_path):
    [school] = load(tmp_path, compose([change(ROWS[1], valid_to="5/9/2020")]).encode())
    assert school.valid_to == date(2020, 9, 5)


@pytest.mark.parametrize(
    "text", ["06/30/2020", "30/06/20", "44012", "31/6/2020", "30-Jun-2020", "30/06-2020", "2020-06-30 14:00"]
)
def test_a_day_that_may_mean_something_else_is_refused(tmp_path, text):
    told = refuse(tmp_path, compose([change(ROWS[1], valid_to=text)]).encode())
    assert told.startswith(f"schools.csv, dòng 2, cột J: valid_to đang là “{text}”; hãy ghi ngày dạng 2020-01-31 hoặc 31/01/2020")


# What is wrong


def test_everything_wrong_is_told_at_once_in_the_order_of_the_rows(tmp_path):
    rows = [change(ROWS[0], level="Đại học", confirmed="?"), change(ROWS[1], code="MN-A", valid_from="hôm qua")]
    told = refuse(tmp_path, compose(rows).encode()).splitlines()
    assert told[0] == "schools.csv có 4 chỗ cần sửa:"
    assert [line.split(":")[0] for line in told[1:]] == [
        "- dòng 2, cột E",
        "- dòng 2, cột K",
        "- dòng 3, cột A",
        "- dòng 3, cột I",
    ]


def test_of_very_many_mistakes_the_first_are_told_and_the_others_counted(tmp_path):
    rows = [change(ROWS[0], code=f"MN-{number}", confirmed="?") for number in range(25)]
    told = refuse(tmp_path, compose(rows).encode()).splitlines()
    assert told[0] == "schools.csv có 25 chỗ cần sửa:"
    assert told[-1] == f"- và {25 - MOST_TOLD} chỗ khác."
    assert len(told) == 1 + MOST_TOLD + 1


def test_letters_lost_when_the_file_was_saved_are_noticed(tmp_path):
    """As a spreadsheet program's plain “CSV” leaves them, in Windows-1258 or with question marks."""
    told = refuse(tmp_path, compose().encode("cp1258", "replace"))
    assert "không lưu bằng bảng mã UTF-8" in told
    assert "kiểu “CSV UTF-8”" in told
    assert "chữ có dấu đã mất khi lưu" in refuse(tmp_path, compose().encode("ascii", "replace"))


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"], ids=["xlsx", "xls"])
def test_a_workbook_under_the_roster_s_name_is_told_as_one(tmp_path, start):
    assert "vì đây là tệp bảng tính, chưa phải CSV; hãy mở tệp gốc" in refuse(tmp_path, start + bytes(100))


def test_a_heading_given_twice(tmp_path):
    rows = [[*row, "x"] for row in ROWS]
    assert (
        refuse(tmp_path, compose(rows, headings=[*COLUMNS, "Code"]).encode())
        == "schools.csv: cột code có hai lần; hãy bỏ một cột."
    )


def test_a_quote_that_is_never_closed_names_its_row(tmp_path):
    text = compose().replace("Trường Nội trú", '"Trường Nội trú')
    assert refuse(tmp_path, text.encode()).startswith("schools.csv, dòng 3: dấu nháy kép không khép lại")


def test_a_roster_that_is_not_there_is_named_with_its_variable(tmp_path):
    told = refuse(tmp_path, None)
    assert told == f"Không thấy danh sách trường “{tmp_path / 'schools.csv'}”; hãy kiểm tra DANVAN_ROSTER trỏ tới tệp CSV."


def test_a_file_too_large_to_be_a_roster_is_not_taken_in(tmp_path):
    assert "lớn hơn 20 MB" in refuse(tmp_path, compose().encode() + b"\n" * 20_000_000)


@given(
    content=st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: (compose() + text).encode("utf-8", "ignore"))
    )
)
def test_whatever_the_file_holds_there_are_schools_or_a_sentence(tmp_path_factory, content):
    folder = tmp_path_factory.getbasetemp()
    try:
        schools = load(folder, content)
    except PlanError as error:
        assert "hãy" in str(error)  # noqa: PT017 - either end will do
    else:
        assert schools


def test_the_command_line_tells_it_and_gives_2(tmp_path, monkeypatch):
    office = Office(tmp_path)
    (tmp_path / "schools.csv").write_text(compose([change(ROWS[0], confirmed="?")]), encoding="utf-8")
    monkeypatch.setattr(Office, "environment", office.environment | {"DANVAN_ROSTER": str(tmp_path / "schools.csv")})
    result = office.run("summary", "--period", "6m")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "schools.csv, dòng 2, cột K: confirmed đang là “?”; hãy ghi yes hoặc no.\n"


def compose(rows: list[list[str]] = ROWS, *, headings=COLUMNS, separator: str = ",", end: str = "\n") -> str:
    """The table as a spreadsheet program writes it: quotes where a cell holds a separator, a quote or a line break."""
    return end.join(separator.join(_quote(cell, separator) for cell in row) for row in [headings, *rows]) + end


def _quote(cell: str, separator: str) -> str:
    return f'"{cell}"' if {separator, "\n"} & set(cell) else cell


def change(row: list[str], **cells: str) -> list[str]:
    return [cells.get(column, cell) for column, cell in zip(COLUMNS, row, strict=True)]


def load(folder: Path, content: bytes) -> tuple[School, ...]:
    """The schools of a file of these bytes."""
    (folder / "schools.csv").write_bytes(content)
    return load_roster(folder / "schools.csv", PLAN).schools


def refuse(folder: Path, content: bytes | None) -> str:
    """What is said of a file of these bytes, or of none."""
    if content is not None:
        (folder / "schools.csv").write_bytes(content)
    with pytest.raises(PlanError) as caught:
        load_roster(folder / "schools.csv", PLAN)
    return str(caught.value)
