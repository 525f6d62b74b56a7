"""Which sheet is which: names first, then codes, headings and labels; no sheet stands for two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.answering.which_sheet import choose_sheets, find_sheets
from tests.builders_reader import FACTS, ITEMS, MODELS, PLAN, TASKS, fill_workbook

FORM = prepare_form(PLAN, Reporter.SCHOOL)
OURS = (FACTS, TASKS, ITEMS, MODELS)
SENT = read_workbook(fill_workbook())


def rename(**names: str) -> Sheets:
    """The template's sheets under other names, in the order given here, and nothing else of it."""
    return Sheets({name: Grid(name, 1, 1, SENT.grids[FIRST[key]].cells) for key, name in names.items()})


FIRST = {"facts": FACTS, "tasks": TASKS, "items": ITEMS, "models": MODELS}


def test_by_their_names_whatever_case_and_dashes():
    found = find_sheets(FORM, rename(facts="THÔNG TIN", tasks="Chi tieu - Nhiem vu", items=ITEMS, models="mô hình"))
    assert {name: grid.name for name, grid in found.items()} == {
        FACTS: "THÔNG TIN",
        TASKS: "Chi tieu - Nhiem vu",
        ITEMS: ITEMS,
        MODELS: "mô hình",
    }


@settings(max_examples=24)
@given(st.permutations(["facts", "tasks", "items", "models"]))
def test_by_what_stands_in_them_in_any_order(order):
    found = find_sheets(FORM, rename(**{key: f"Sheet{number}" for number, key in enumerate(order)}))
    assert {name: grid.name for name, grid in found.items()} == {FIRST[key]: f"Sheet{number}" for number, key in enumerate(order)}


@pytest.mark.parametrize("name", ["Hướng dẫn", "_danvan", "Cần sửa"])
def test_sheets_that_are_never_answered_are_looked_at_by_nobody(name):
    assert TASKS not in find_sheets(FORM, rename(facts=FACTS, tasks=name, items=ITEMS, models=MODELS))


def test_a_name_spelled_twice_is_settled_by_what_stands_in_both():
    names = ("CHỈ TIÊU - NHIỆM VỤ", "Chi tieu, nhiem vu")
    chosen = choose_sheets(FORM, Sheets({name: Grid(name, 1, 1, SENT.grids[TASKS].cells) for name in names}))
    assert chosen.grids[TASKS].name == names[0]
    assert [(copy.read.name, copy.other.name, copy.differing) for copy in chosen.copies] == [(*names, ())]


@pytest.mark.parametrize("cells", [[], [["Mã", "Nội dung"]], [["T1"], ["T2"]], [["STT", "Tên"], ["1", "Có"]]])
def test_a_strangers_sheet_is_none_of_ours(cells):
    width = max((len(row) for row in cells), default=0)
    grid = Grid("Lớp 1A", 1, 1, [[*row, *[""] * (width - len(row))] for row in cells])
    assert find_sheets(FORM, Sheets({"Lớp 1A": grid})) == {}


NAMES = st.sampled_from([*OURS, "CHỈ TIÊU - NHIỆM VỤ", "Sheet1", "Sheet2", "Sheet3"])


@given(st.dictionaries(NAMES, st.sampled_from(OURS), max_size=6))
def test_no_sheet_stands_for_two(contents):
    found = find_sheets(FORM, Sheets({name: Grid(name, 1, 1, SENT.grids[own].cells) for name, own in contents.items()}))
    assert len({grid.name for grid in found.values()}) == len(found)
    assert set(found) <= set(OURS)
