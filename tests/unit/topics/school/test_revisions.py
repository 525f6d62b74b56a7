"""Two hand-ins of one return: every cell that differs, as people write it, with both addresses."""

from __future__ import annotations

import pytest

from danvan_metrics.topics.school.revisions import BLANK, CellChange, collect_comparison, compare_returns
from tests.builders_reader import FACTS, MODELS, PLAN, fill_workbook, read_return

BEFORE = """
    | line | to_do | done | evidence_count | evidence | note  |
    | T1   | 10    | 8    | 1              | Ảnh      |       |
    | T2   |       | 3    |                |          | cũ    |
    | T5   |       | Có   | 2              |          |       |
"""


def test_nothing_differs_between_a_return_and_itself():
    assert compare_returns(PLAN, read(BEFORE), read(BEFORE)) == ()


@pytest.mark.parametrize(
    ("after", "code", "field", "was", "now"),
    [
        (BEFORE.replace("| 8 ", "| 9 "), "T1", "Đã thực hiện", "8", "9"),
        (BEFORE.replace("| 10 ", "| 12 "), "T1", "Phải thực hiện", "10", "12"),
        (BEFORE.replace("Ảnh     ", "Ảnh, thư"), "T1", "Minh chứng", "Ảnh", "Ảnh, thư"),
        (BEFORE.replace("| cũ ", "|    "), "T2", "Ghi chú", "cũ", BLANK),
        (BEFORE.replace("| Có ", "| Không "), "T5", "Đã thực hiện", "Có", "Không"),
        (BEFORE.replace("| 3 ", "|   "), "T2", "Đã thực hiện", "3", BLANK),
    ],
)
def test_one_cell_changed_is_one_change(after, code, field, was, now):
    [change] = compare_returns(PLAN, read(BEFORE), read(after))
    assert (change.code, change.field, change.before, change.after) == (code, field, was, now)
    assert change.cell_before == change.cell_after
    assert change.cell_after.startswith("Chỉ tiêu – Nhiệm vụ!")


def test_a_nought_is_not_a_blank():
    [change] = compare_returns(PLAN, read("| line | done |\n| T2 | 0 |"), read(""))
    assert (change.before, change.after) == ("0", BLANK)


def test_a_row_moved_is_no_change_but_both_addresses_are_told():
    def move(workbook):
        workbook["Chỉ tiêu – Nhiệm vụ"].protection.sheet = False
        workbook["Chỉ tiêu – Nhiệm vụ"].insert_rows(2, 3)

    assert compare_returns(PLAN, read(BEFORE), read(BEFORE, edit=move)) == ()
    [change] = compare_returns(PLAN, read(BEFORE), read(BEFORE.replace("| 8 ", "| 9 "), edit=move))
    assert int(change.cell_after.rpartition("F")[2]) == int(change.cell_before.rpartition("F")[2]) + 3


def test_the_fields_of_thong_tin_and_the_models_are_compared_too():
    one = "| name | field | owner | status |\n| Tủ sách | Gia đình học tập | Cá nhân | Đăng ký |"
    other = one.replace("Đăng ký", "Hoàn thành") + "\n| Vườn rau | Gia đình học tập | Cá nhân | Đăng ký |"
    before = read("", models=one, registers_models="Có", facts={"members": 120})
    after = read("", models=other, registers_models="Có", facts={"members": 121})
    changes = compare_returns(PLAN, before, after)
    assert [(one.code, one.title, one.field, one.before, one.after) for one in changes] == [
        (FACTS, "Tổng số hội viên", "Nội dung", "120", "121"),
        (MODELS, "Tủ sách", "Trạng thái", "Đăng ký", "Hoàn thành"),
        (MODELS, "Vườn rau", "cả dòng", "không có", "có"),
    ]


def test_lines_are_counted_once_however_many_of_their_cells_differ():
    """T1 in two cells, T2 in one: 2 lines, 3 cells."""
    after = BEFORE.replace("| 10 ", "| 12 ").replace("| 8 ", "| 9 ").replace("| 3 ", "| 4 ")
    comparison = collect_comparison(PLAN, read(BEFORE), read(after), revisions=(1, 2), sample=False)
    assert (comparison.lines, len(comparison.changes), comparison.asked) == (2, 3, len(read(BEFORE).answers))
    assert comparison.table()["Lần sau"].tolist() == ["12", "9", "4"]
    assert isinstance(comparison.changes[0], CellChange)


def read(table: str, **more):
    return read_return(fill_workbook(table, **more))
