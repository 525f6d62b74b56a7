"""Units as units.csv gives them: who stands under whom since when, what became of whom, and how a mistake is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danvan_metrics.errors import PlanError
from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.units.roster import Roster, load_roster
from danvan_metrics.units.tree import UnitTree
from danvan_metrics.units.units_file import load_tree

PLAN = load_plan(DATA / "plans" / "2020")
EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
UNITS = """
code,name,short_name,kind,parent,valid_from,valid_to,decision,head,signer,recipients,send_to,follows
T,Tỉnh T,T,tỉnh,,,,,Bà Mai,Ông Nam,Sở GD&ĐT;Lưu: VT,so@t.example,
A,Xã A,A,xã,T,,,,,,,,
B,Xã B,B,xã,T,,,,,,,,
C,Phường C,C,phường,T,,,,,,,,
N,Xã N,N,xã,T,2025-07-01,,NQ 1679/NQ-UBTVQH15,,,,,A;B
"""
SCHOOLS = """
code,name,short_name,other_names,level,type,commune,model,valid_from,valid_to,confirmed,unit,follows
A1,Trường MN A,MN A,,Mầm non,,A,no,,,yes,A,
B1,Trường MN B,MN B,,Mầm non,,B,no,,,yes,B,
C1,Trường MN C,MN C,,Mầm non,,C,no,,,yes,C,
CN,Trường TH C,TH C,,Tiểu học,,C,no,,,yes,C;N,
AB,Trường TH N,TH N,,Tiểu học,,N,no,2025-07-01,,yes,N,A1;B1
"""


def write(folder: Path, units: str = UNITS, schools: str = SCHOOLS) -> tuple[Path, Path]:
    (folder / "units.csv").write_text(units.strip(), encoding="utf-8")
    (folder / "schools.csv").write_text(schools.strip(), encoding="utf-8")
    return folder / "schools.csv", folder / "units.csv"


def load(folder: Path, units: str = UNITS, schools: str = SCHOOLS) -> Roster:
    file, above = write(folder, units, schools)
    return load_roster(file, PLAN, above)


def complaint(folder: Path, units: str = UNITS, schools: str = SCHOOLS) -> str:
    with pytest.raises(PlanError) as caught:
        load(folder, units, schools)
    return str(caught.value)


def codes(roster: Roster, unit: str, on: date) -> list[str]:
    return [school.code for school in roster.list_under(unit, on)]


def test_units_that_are_followed_end_the_day_before(tmp_path):
    tree = load(tmp_path).tree
    assert [(unit.code, unit.valid_to) for unit in tree.units] == [("T", None), ("A", EVE), ("B", EVE), ("C", None), ("N", None)]
    assert [unit.code for unit in tree.children_of("T", EVE)] == ["A", "B", "C"]
    assert [unit.code for unit in tree.children_of("T", DAY)] == ["C", "N"]
    assert (tree.trace_back("N", EVE), tree.trace_forward("B", DAY)) == ({"A", "B"}, {"N"})


def test_schools_follow_the_unit_they_stood_under(tmp_path):
    """A1 and B1 became AB that day; CN moved from C to N when N began."""
    roster = load(tmp_path)
    assert (codes(roster, "A", EVE), codes(roster, "B", EVE), codes(roster, "C", EVE)) == (["A1"], ["B1"], ["C1", "CN"])
    assert (codes(roster, "N", DAY), codes(roster, "C", DAY)) == (["CN", "AB"], ["C1"])
    assert roster.tree.trace_back("AB", EVE) == {"A1", "B1"}


def test_who_heads_signs_and_receives_stands_on_the_unit(tmp_path):
    top = load(tmp_path).tree.root
    assert (top.head, top.signer, top.recipients, top.send_to) == (
        "Bà Mai",
        "Ông Nam",
        ("Sở GD&ĐT", "Lưu: VT"),
        "so@t.example",
    )


def test_five_columns_are_enough(tmp_path):
    units = "code,name,short_name,kind,parent\nT,Tỉnh T,T,tỉnh,\nA,Xã A,A,xã,T\n"
    tree = load_tree(write(tmp_path, units)[1], "PGDDT")
    assert [(unit.code, unit.kind, unit.head) for unit in tree.units] == [("T", "tỉnh", ""), ("A", "xã", "")]


def test_without_units_the_column_unit_says_nothing(tmp_path):
    roster = load_roster(write(tmp_path)[0], PLAN)
    assert roster.tree.units == ()
    assert {school.unit for school in roster.schools} == {""}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("A,Xã A,A,xã,T", "A,Xã A,A,xã,X", "units.csv, dòng 3, cột E: không có đơn vị mã “X”; hãy thêm đơn vị đó hoặc sửa mã."),
        ("C,Phường C,C,phường,T", "C,Phường C,C,phường,", "units.csv, dòng 5, cột E: parent đang trống như ở dòng 2; chỉ một"),
        ("T,Tỉnh T,T,tỉnh,", "T,Tỉnh T,T,tỉnh,A", "cột E: “T” vừa đứng trên vừa đứng dưới “A”; hãy sửa"),
        ("A;B", "A;X", "units.csv, dòng 6, cột M: “X” không có trong danh sách; hãy ghi mã của nơi được sáp nhập, chia ra."),
        ("T,2025-07-01", "T,", "units.csv, dòng 6, cột M: follows cần ngày thành lập; hãy ghi ngày ấy ở valid_from."),
        ("C,Phường C", "a,Phường C", "units.csv, dòng 5, cột A: mã “a” đã có ở dòng 3; hãy đổi một mã."),
        ("B,Xã B", "PGDDT,Xã B", "mã “PGDDT” là mã của Phòng"),
        ("2025-07-01", "mồng một", "units.csv, dòng 6, cột F: valid_from đang là “mồng một”; hãy ghi ngày dạng"),
        ("kind,parent", "loai,cap_tren", "units.csv: thiếu cột kind, parent; hãy thêm vào dòng đầu."),
    ],
)
def test_a_mistake_names_file_row_column_and_remedy(tmp_path, before, after, told):
    assert told in complaint(tmp_path, UNITS.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("yes,A,", "yes,X,", "schools.csv, dòng 2, cột L: không có đơn vị mã “X”; hãy thêm đơn vị đó hoặc sửa mã."),
        ("yes,A,", "yes,,", "schools.csv, dòng 2, cột L: unit đang trống; hãy ghi mã đơn vị mà trường trực thuộc."),
        ("C1,Trường", "N,Trường", "schools.csv, dòng 4, cột A: mã “N” đã là mã của một đơn vị; hãy đặt mã khác cho trường."),
        ("A1;B1", "A1;AB", "cột M: “AB” không có trong danh sách"),
    ],
)
def test_so_does_a_school_s(tmp_path, before, after, told):
    assert told in complaint(tmp_path, schools=SCHOOLS.replace(before, after, 1))


def test_no_unit_at_all(tmp_path):
    assert complaint(tmp_path, "code,name,short_name,kind,parent") == (
        "units.csv: chưa có đơn vị nào; hãy thêm mỗi đơn vị một dòng, hoặc bỏ DANVAN_UNITS."
    )


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(PlanError, match=r"Không thấy danh sách đơn vị .*; hãy kiểm tra DANVAN_UNITS trỏ tới tệp CSV"):
        load_tree(tmp_path / "units.csv", "PGDDT")


def test_a_tree_without_units_is_empty():
    assert UnitTree().root is None
