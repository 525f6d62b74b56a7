"""The roster: what schools.csv gives, in which order, and how a mistake in it is told."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from danvan_metrics.errors import PlanError
from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.units.roster import Roster, load_roster
from danvan_metrics.units.roster_file import COLUMNS
from danvan_metrics.vietnamese import clean_text, fold

PLAN = load_plan(DATA / "plans" / "2020")
SHIPPED = load_roster(DATA / "schools.csv", PLAN)
COMMUNES = DATA / "communes" / "ba_che_communes.geojson"

GOOD = {
    "code": "MN-A",
    "name": "Trường Mầm non A",
    "short_name": "MN A",
    "level": "Mầm non",
    "commune": "Nam Sơn",
    "model": "no",
    "confirmed": "no",
}


# What ships


def test_shipped_schools_stand_in_a_commune_of_the_map():
    outlines = json.loads(COMMUNES.read_text(encoding="utf-8"))["features"]
    assert set(SHIPPED.communes) == {outline["properties"]["ten"] for outline in outlines}


def test_the_maps_source_and_licence_stand_beside_it():
    notice = (COMMUNES.parent / "LICENSE").read_text(encoding="utf-8")
    assert "Copyright (c) 2017 Marc Choisy" in notice
    assert "The above copyright notice and this permission notice shall be included" in notice
    assert "censusVN2009" in (COMMUNES.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("level", "count"),
    # 7 + the model school; 2 + the model school; 2 + the boarding school; 5 press and pattern.
    [("Mầm non", 7 + 1), ("Tiểu học", 2 + 1), ("THCS", 2 + 1), ("TH&THCS", 5)],
)
def test_shipped_schools_by_level(level, count):
    assert len(SHIPPED.select(level=level)) == count


def test_model_schools_are_the_three_the_plan_names():
    assert {school.code: school.commune for school in SHIPPED.select(model=True)} == {
        "MN-DAPTHANH": "Đạp Thanh",
        "TH-MINHCAM": "Minh Cầm",
        "PTDTNT": "Ba Chẽ",
    }
    assert SHIPPED.by_code["PTDTNT"].type == "PTDTNT"


def test_no_school_is_confirmed_before_the_office_says_so():
    assert [school.code for school in SHIPPED.schools if school.confirmed] == []


def test_every_name_points_to_one_school():
    names = [(fold(name), school.code) for school in SHIPPED.schools for name in school_names(school)]
    assert len({name for name, _ in names}) == len(set(names))


def test_codes_are_ascii_so_that_file_names_are():
    assert [school.code for school in SHIPPED.schools if not re.fullmatch(r"[A-Z0-9-]+", school.code)] == []


def test_names_are_clean():
    assert [name for school in SHIPPED.schools for name in school_names(school) if clean_text(name) != name] == []


# Selecting


def test_filters_narrow_together_and_keep_the_order():
    assert codes(SHIPPED.select(level="Mầm non", commune="Minh Cầm")) == ["MN-MINHCAM"]
    assert codes(SHIPPED.select(commune="Minh Cầm")) == ["TH-MINHCAM", "MN-MINHCAM"]  # model school first
    assert SHIPPED.select() == SHIPPED.schools


def test_the_office_is_known_by_code_but_is_no_school():
    assert SHIPPED.by_code["PGDDT"] is SHIPPED.office
    assert "PGDDT" not in codes(SHIPPED.schools)


def test_a_school_counts_from_its_first_to_its_last_day(tmp_path):
    roster = load(tmp_path, {"valid_from": "2020-07-01", "valid_to": "2020-09-13"})
    days = [date(2020, 6, 30), date(2020, 7, 1), date(2020, 9, 13), date(2020, 9, 14)]
    assert [len(roster.select(on=day)) for day in days] == [0, 1, 1, 0]


def test_names_of_a_level_follow_the_vietnamese_alphabet(tmp_path):
    names = ["MN Đồn Đạc", "MN Dân Chủ", "MN Ấp Mới", "MN An Biên", "MN Ăn Khê"]
    roster = load(tmp_path, *({"code": f"MN-{position}", "short_name": name} for position, name in enumerate(names)))
    assert [school.short_name for school in roster.schools] == [
        "MN An Biên",
        "MN Ăn Khê",
        "MN Ấp Mới",
        "MN Dân Chủ",
        "MN Đồn Đạc",
    ]


def test_a_confirmed_roster_is_no_longer_provisional(tmp_path):
    assert not load(tmp_path, {"confirmed": "yes"}).provisional
    assert load(tmp_path, {"confirmed": "yes"}, {"code": "MN-B"}).provisional


# Reading


def test_other_names_are_split_and_cleaned(tmp_path):
    roster = load(tmp_path, {"other_names": " MN  A ;; Mầm non\u00a0A; "})
    assert roster.schools[0].other_names == ("MN A", "Mầm non A")


def test_a_cell_may_hold_a_comma_and_a_line_break(tmp_path):
    assert load(tmp_path, {"name": "Trường Mầm non A,\ncơ sở 2"}).schools[0].name == "Trường Mầm non A, cơ sở 2"


def test_a_byte_order_mark_and_split_accents_are_taken(tmp_path):
    file = write(tmp_path, [{"commune": "Nam So\u031bn"}])
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load_roster(file, PLAN).communes == ("Nam Sơn",)


# Mistakes


@pytest.mark.parametrize(
    ("change", "column", "sentence"),
    [
        ({"code": ""}, "A", "code đang trống; hãy ghi vào."),
        ({"name": " \u00a0"}, "B", "name đang trống; hãy ghi vào."),
        ({"short_name": ""}, "C", "short_name đang trống; hãy ghi vào."),
        ({"commune": ""}, "G", "commune đang trống; hãy ghi vào."),
        ({"code": "MN Đạp"}, "A", "code đang là “MN Đạp”; hãy chỉ dùng chữ không dấu"),
        ({"code": "../x"}, "A", "code đang là “../x”; hãy chỉ dùng chữ không dấu"),
        ({"level": "THPT"}, "E", "level “THPT” không có trong kế hoạch; hãy dùng một trong: Mầm non, Tiểu học, THCS, TH&THCS."),
        ({"type": "Chuyên"}, "F", "type “Chuyên” không có trong kế hoạch; hãy dùng một trong: (để trống), PTDTNT, PTDTBT."),
        ({"model": "có lẽ"}, "H", "model đang là “có lẽ”; hãy ghi yes hoặc no."),
        ({"confirmed": ""}, "K", "confirmed đang là “”; hãy ghi yes hoặc no."),
        ({"valid_from": "hôm nay"}, "I", "valid_from đang là “hôm nay”; hãy ghi ngày dạng 2020-01-31 hoặc 31/01/2020"),
        (
            {"valid_from": "2020-09-01", "valid_to": "2020-08-31"},
            "J",
            "valid_to đứng trước valid_from; hãy sửa một trong hai ngày.",
        ),
        ({"commune": "Nam S?n"}, "G", "commune đang là “Nam S?n”, chữ có dấu đã mất khi lưu; hãy lấy lại tệp gốc"),
    ],
)
def test_a_mistake_names_file_row_column_and_remedy(tmp_path, change, column, sentence):
    """The third row: the headings stand in the first, a sound school in the second."""
    told = complaint(write(tmp_path, [{"code": "MN-0"}, change]))
    assert told.startswith(f"schools.csv, dòng 3, cột {column}: {sentence}")


@pytest.mark.parametrize("again", ["MN-A", "mn-a"])
def test_a_code_given_twice(tmp_path, again):
    told = complaint(write(tmp_path, [{}, {"code": "MN-B"}, {"code": again}]))
    assert told == f"schools.csv, dòng 4, cột A: mã “{again}” đã có ở dòng 2; hãy đổi một mã."


def test_the_offices_code_given_to_a_school(tmp_path):
    assert "“PGDDT” là mã của Phòng; hãy đặt mã khác" in complaint(write(tmp_path, [{"code": "PGDDT"}]))


def test_a_column_that_is_missing(tmp_path):
    file = write(tmp_path, [{}])
    file.write_text(file.read_text(encoding="utf-8").replace("commune,model", "xa,mau"), encoding="utf-8")
    assert complaint(file) == "schools.csv: thiếu cột commune, model; hãy thêm vào dòng đầu."


def test_a_comma_outside_quotes_is_not_swallowed(tmp_path):
    """Twelve cells under eleven headings: the twelfth is in column L; what the shifted ones say is not told."""
    file = write(tmp_path, [{}])
    file.write_text(file.read_text(encoding="utf-8").replace("Trường Mầm non A", "Trường Mầm non A, cơ sở 2"), encoding="utf-8")
    assert complaint(file) == (
        "schools.csv, dòng 2, cột L: thừa ô so với dòng đầu; hãy đặt trong dấu nháy kép ô nào có dấu phẩy."
    )


def test_no_school_at_all(tmp_path):
    assert complaint(write(tmp_path, [])) == "schools.csv: chưa có trường nào; hãy thêm mỗi trường một dòng."


def test_an_empty_file(tmp_path):
    (tmp_path / "schools.csv").write_text("")
    assert complaint(tmp_path / "schools.csv").startswith("schools.csv: thiếu cột code, name, ")


def write(folder: Path, changes: list[dict[str, str]]) -> Path:
    """A schools.csv with one row per change to a good row."""
    with (folder / "schools.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(GOOD | change for change in changes)
    return folder / "schools.csv"


def load(folder: Path, *changes: dict[str, str]) -> Roster:
    return load_roster(write(folder, list(changes)), PLAN)


def complaint(file: Path) -> str:
    with pytest.raises(PlanError) as caught:
        load_roster(file, PLAN)
    return str(caught.value)


def codes(schools) -> list[str]:
    return [school.code for school in schools]


def school_names(school) -> tuple[str, ...]:
    return (school.name, school.short_name, *school.other_names)
