"""Builders of workbooks in which something stands where it was not sent out: copies of sheets, rows below, cells beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openpyxl.workbook import Workbook

from tests.builders_reader import FACTS, MODELS, TASKS, Cell, Edit, fill_workbook

ONE_MODEL = """
    | name    | field            | owner   | status   |
    | Tủ sách | Gia đình học tập | Cá nhân | Đăng ký  |
"""
SIGNATURE = {
    f"{MODELS}!I38": "Ba Chẽ, ngày 08 tháng 6 năm 2022",
    f"{MODELS}!B39": "NGƯỜI LẬP BIỂU",
    f"{MODELS}!I39": "HIỆU TRƯỞNG",
    f"{MODELS}!I41": "(Đã ký)",
}


def copy_sheet(sheet: str, cells: Mapping[str, Cell], *, title: str = "", hide: str = "") -> Edit:
    """A copy of a filled sheet beside it, with other cells; `hide` is the name of the one to hide."""

    def edit(workbook: Workbook) -> None:
        twin = workbook.copy_worksheet(workbook[sheet])
        twin.title = title or f"{sheet} (2)"
        for cell, value in cells.items():
            twin[cell].value = value
        if hide:
            workbook[hide].sheet_state = "hidden"

    return edit


def empty_sheet(name: str) -> Edit:
    """Every cell of the sheet gone, the sheet itself left."""

    def edit(workbook: Workbook) -> None:
        workbook[name].delete_rows(1, workbook[name].max_row)

    return edit


def fill_models(count: int, **cells: Cell) -> Edit:
    """So many rows under the headings of Mô hình, all alike but for the number in their names, by column letters."""

    def edit(workbook: Workbook) -> None:
        for number in range(count):
            workbook[MODELS][f"B{7 + number}"].value = f"Mô hình {number + 1}"
            for letters, value in cells.items():
                workbook[MODELS][f"{letters}{7 + number}"].value = value

    return edit


def _repeat_field(workbook: Workbook) -> None:
    workbook[FACTS]["B18"].value = "Tổng số hội viên"
    workbook[FACTS]["C18"].value = 95


T2 = "| line | done | evidence_count |\n| T2 | 4 | 1 |"
Example = tuple[Callable[[], bytes], str]
EXAMPLES_OF_STRUCTURE: dict[str, Example] = {
    "missing_question": (lambda: fill_workbook(edit=empty_sheet(MODELS)), f"{MODELS}!C4"),
    "missing_table": (lambda: fill_workbook(edit=empty_sheet(MODELS)), f"{MODELS}!B6"),
    "sheet_twice": (lambda: fill_workbook(T2, edit=copy_sheet(TASKS, {})), f"{TASKS}!"),
    "sheets_differ": (lambda: fill_workbook(T2, edit=copy_sheet(TASKS, {"F7": 5})), f"{TASKS}!F7"),
    "field_twice": (lambda: fill_workbook(edit=_repeat_field), f"{FACTS}!C18"),
    "answer_beside": (lambda: fill_workbook(cells={f"{TASKS}!D7": 12}), f"{TASKS}!D7"),
    "answer_in_heading": (lambda: fill_workbook(cells={f"{TASKS}!F8": "Có"}), f"{TASKS}!F8"),
    "typed_aside": (lambda: fill_workbook(T2, cells={f"{TASKS}!K7": "xem phụ lục"}), f"{TASKS}!K7"),
    "rows_not_read": (lambda: fill_workbook(cells={f"{TASKS}!B20": "Người lập biểu"}), f"{TASKS}!B20"),
    "rows_no_model": (lambda: fill_workbook(models=ONE_MODEL, registers_models="Có", cells=SIGNATURE), f"{MODELS}!I38"),
    "more_errors": (lambda: fill_workbook(registers_models="Có", edit=fill_models(102, D="Cá nhân")), f"{MODELS}!C107"),
    "more_warnings": (lambda: fill_workbook(registers_models="Có", edit=fill_models(102, G="Đăng ký")), f"{MODELS}!D107"),
}
