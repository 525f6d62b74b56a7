"""`units …`: the roster read and changed on the command line."""

from __future__ import annotations

import pytest

from tests.builders_cli import Office

UNITS = """code,name,short_name,kind,parent,head
T,Tỉnh T,T,tỉnh,,Bà Mai
A,Xã A,A,xã,T,
B,Xã B,B,xã,T,
"""
SCHOOLS = """code,name,short_name,other_names,level,type,commune,model,valid_from,valid_to,confirmed,unit
A1,Trường MN A,MN A,,Mầm non,,A,no,,,yes,A
A2,Trường TH A,TH A,,Tiểu học,,A,no,,,no,A
B1,Trường MN B,MN B,,Mầm non,,B,no,,,yes,B
"""
DECIDED = ("--on", "2020-06-01", "--decision", "NQ 1")


@pytest.fixture
def office(tmp_path, monkeypatch) -> Office:
    """An office above two communes."""
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "schools.csv").write_text(SCHOOLS, encoding="utf-8")
    monkeypatch.setenv("DANVAN_UNITS", str(tmp_path / "units.csv"))
    monkeypatch.setenv("DANVAN_ROSTER", str(tmp_path / "schools.csv"))
    monkeypatch.setenv("DANVAN_ACTOR", "Cô Lan")
    return Office(tmp_path)


def told(result) -> str:
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_the_tree_is_listed_with_its_schools_counted(office):
    assert told(office.run("units", "list")) == "Tỉnh T (T): 3 trường\n  Xã A (A): 2 trường\n  Xã B (B): 1 trường\n"
    assert [(one["code"], one["parent"], one["depth"], one["schools"]) for one in office.run_json("units", "list")] == [
        ("T", "", 0, 3),
        ("A", "T", 1, 2),
        ("B", "T", 1, 1),
    ]


def test_a_unit_is_shown_with_what_became_of_it(office):
    told(office.run("units", "merge", "A", "B", *DECIDED))
    assert told(office.run("units", "show", "b")) == (
        "Xã B\nMã: B\nThuộc: Tỉnh T\nThời gian: đến hết 31/05/2020\nLịch sử: 01/06/2020: thành Xã A (NQ 1)\n"
    )
    assert office.run_json("units", "show", "A")["schools"] == ["A1", "B1", "A2"]


def test_a_dry_run_only_tells(office):
    said = told(office.run("units", "move", "A1", "B", *DECIDED, "--dry-run"))
    assert said == "Từ 01/06/2020, Trường MN A thôi trực thuộc Xã A, chuyển về Xã B (NQ 1). (chưa ghi)\n"
    assert office.run_json("units", "show", "A")["schools"] == ["A1", "A2"]


def test_a_unit_and_a_school_are_added_renamed_split_moved_and_closed(office):
    new = ("--kind", "xã", "--under", "T", *DECIDED)
    told(office.run("units", "add", "P", "--name", "Xã P", "--short-name", "P", *new))
    told(office.run("units", "add", "Q", "--name", "Xã Q", "--short-name", "Q", *new))
    told(office.run("units", "split", "A", "P", "Q", "--place", "A2=Q", *DECIDED))
    told(
        office.run(
            "units", "add", "Q9", "--name", "Trường MN Q", "--short-name", "MN Q", "--level", "Mầm non", "--under", "Q", *DECIDED
        )
    )
    told(office.run("units", "rename", "Q", "--name", "Xã Quế", "--short-name", "Quế", *DECIDED))
    told(office.run("units", "move", "A1", "Q", *DECIDED))
    told(office.run("units", "close", "B1", *DECIDED))
    assert told(office.run("units", "list")).splitlines() == [
        "Tỉnh T (T): 3 trường",
        "  Xã B (B): 0 trường",
        "  Xã P (P): 0 trường",
        "  Xã Quế (Q): 3 trường",
    ]


def test_who_signs_is_set_right(office):
    told(office.run("units", "correct", "A", "--set", "signer=Ông Nam", "--set", "recipients=Sở;Lưu", *DECIDED))
    lines = office.run_json("units", "show", "A")["lines"]
    assert (lines["Người ký"], lines["Nơi nhận"]) == ("Ông Nam", "Sở; Lưu")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("close", "A", *DECIDED), "Xã A còn 2 đơn vị, trường trực thuộc; hãy chuyển cấp trên cho các nơi ấy trước."),
        (("close", "B1", "--on", "2020-06-01"), "Chưa ghi số quyết định hay lý do; hãy ghi ít nhất một trong hai."),
        (("show", "X"), "Không có đơn vị hay trường mã “X”; xem danh sách bằng units list."),
        (("correct", "A", "--set", "màu=xanh", *DECIDED), "Không có ô “màu”; hãy dùng một trong: kind, head, signer"),
        (("correct", "A", "--set", "head", *DECIDED), "“head” chưa đúng dạng; hãy ghi như head=Nguyễn Văn A."),
    ],
)
def test_what_cannot_be_is_one_sentence(office, arguments, sentence):
    result = office.run("units", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence)


def test_a_list_adds_who_is_new_and_sets_right_what_differs_and_what_it_has_no_column_for_stays(office):
    told(office.run("units", "correct", "A", "--set", "signer=Ông Nam", *DECIDED))
    (office.folder / "new.csv").write_text(
        "code,name,short_name,kind,parent,head\nA,Xã A,A,phường,T,\nN,Xã N,N,xã,T,Bà Cúc\n", encoding="utf-8"
    )
    said = told(office.run("units", "import", office.folder / "new.csv", *DECIDED))
    assert said == (
        "Từ 01/06/2020, Xã A – loại đơn vị: phường (trước: xã) (NQ 1). "
        "Từ 01/06/2020, có đơn vị mới Xã N, mã N, trực thuộc Tỉnh T (NQ 1).\n"
    )
    lines = office.run_json("units", "show", "A")["lines"]
    assert lines["Người ký"] == "Ông Nam"
    assert told(office.run("units", "import", office.folder / "new.csv", *DECIDED)) == "Danh sách như cũ; không có gì phải ghi.\n"


def test_a_list_of_schools_confirms_them(office):
    (office.folder / "new.csv").write_text(SCHOOLS.replace("no,A\nB1", "yes,A\nB1"), encoding="utf-8")
    assert told(office.run("units", "import", "--schools", office.folder / "new.csv", *DECIDED)) == (
        "Từ 01/06/2020, Trường TH A – xác nhận: có (trước: không) (NQ 1).\n"
    )
