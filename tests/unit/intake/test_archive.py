"""What was dropped, as a list of files: folders, zips by content, zips within zips, and zips that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.formats.package import pack_files
from danvan_metrics.intake.archive import HandedIn, is_noise, list_files
from danvan_metrics.settings import load_settings

LIMITS = load_settings({}).limits


def test_what_was_packed_comes_out_again_under_the_zips_name():
    files = [("mot.xlsx", b"1"), ("hai.xlsx", b"22")]

    assert read(("tat-ca.zip", pack_files(files))) == [("tat-ca.zip/mot.xlsx", b"1"), ("tat-ca.zip/hai.xlsx", b"22")]


def test_any_other_file_stands_for_itself():
    files = [("bao-cao.xlsx", b"anything"), ("khong-phai.zip", b"no zip at all")]

    assert read(*files) == files


def test_content_decides_what_is_a_zip_not_the_name():
    packed = pack_files([("a.xlsx", b"1")])
    workbook = pack_files([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")])
    shuffled = pack_files([("khac.xml", b"-"), ("xl/workbook.xml", b"<workbook/>"), ("[Content_Types].xml", b"<Types/>")])

    assert read(("ca-xa.xlsx", packed)) == [("ca-xa.xlsx/a.xlsx", b"1")]
    assert read(("bao-cao.zip", workbook), ("la.zip", shuffled)) == [("bao-cao.zip", workbook), ("la.zip", shuffled)]


def test_a_file_on_disk_is_opened_when_it_is_read(tmp_path):
    (tmp_path / "a.zip").write_bytes(pack_files([("a.xlsx", b"1")]))
    (tmp_path / "b.xlsx").write_bytes(b"2")
    files = list_files([HandedIn(name, tmp_path / name) for name in ("a.zip", "b.xlsx", "mat.xlsx")], LIMITS)

    assert [one.name for one in files] == ["a.zip/a.xlsx", "b.xlsx", "mat.xlsx"]
    assert [one.load(LIMITS) for one in files[:2]] == [b"1", b"2"]
    assert fail(files[2]) == "damaged_file"


def test_zips_within_zips_are_opened_to_the_third():
    def nest(depth: int) -> bytes:
        return pack_files([("a.xlsx", b"1")]) if depth == 1 else pack_files([("trong.zip", nest(depth - 1))])

    assert read(("x.zip", nest(3))) == [("x.zip/trong.zip/trong.zip/a.xlsx", b"1")]
    [too_deep] = list_files([HandedIn("x.zip", nest(4))], LIMITS)
    assert fail(too_deep) == "archive_too_large"


def test_folders_and_what_systems_leave_behind_are_left_out():
    packed = pack_files(
        [("truong/", b""), ("truong/a.xlsx", b"a"), ("__MACOSX/._a.xlsx", b"-"), ("~$a.xlsx", b"-"), ("Thumbs.db", b"-")]
    )

    assert read(("x.zip", packed), ("~$b.xlsx", b"-")) == [("x.zip/truong/a.xlsx", b"a")]
    assert is_noise("truong\\~$a.xlsx")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("../../etc/passwd.xlsx", "x.zip/etc/passwd.xlsx"),
        ("/goc/a.xlsx", "x.zip/goc/a.xlsx"),
        ("C:\\bao cao\\a.xlsx", "x.zip/bao cao/a.xlsx"),
        ("a\x00b\nc.xlsx", "x.zip/a"),  # a zip's own reader ends a name at its zero
        ("a\nc\u202e.xlsx", "x.zip/ac.xlsx"),
        ("thư mục/\x07\u202e", "x.zip/thư mục"),
    ],
)
def test_a_hostile_name_is_only_a_name(written, told):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(zipfile.ZipInfo(written), b"1")

    assert read(("x.zip", archive.getvalue())) == [(told, b"1")]


def test_a_member_without_any_name_is_a_file_all_the_same():
    packed = pack_files([("a", b"1")]).replace(b"a", b"\x00")  # a zip's own reader ends a name at its zero

    assert read(("x.zip", packed)) == [("x.zip/tệp không tên", b"1")]


def test_two_members_of_one_name_are_two_files():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("a.xlsx", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            target.writestr("a.xlsx", b"2")

    assert [content for _, content in read(("x.zip", archive.getvalue()))] == [b"1", b"2"]


def test_a_name_written_by_a_mac_keeps_its_accents():
    packed = pack_files([("Đạp Thanh.xlsx", b"a")])
    unflagged = packed.replace(b"\x00\x08\x00\x00\x00\x00", b"\x00\x00\x00\x00\x00\x00")  # without the flag that says UTF-8

    assert unflagged != packed
    assert read(("mac.zip", unflagged)) == [("mac.zip/Đạp Thanh.xlsx", b"a")]


@pytest.mark.parametrize(
    ("limit", "codes"),
    [
        ({"most_files": 1}, [None, "too_many_files"]),
        ({"largest_file": 3}, ["too_large", "too_large"]),
        ({"largest_archive": 6}, [None, "archive_too_large"]),
    ],
)
def test_limits_hold_and_what_is_within_them_goes_on(limit, codes):
    limits = replace(LIMITS, **limit)
    files = list_files([HandedIn("to.zip", pack_files([("a.xlsx", b"1234"), ("b.xlsx", b"1234"), ("c.xlsx", b"")]))], limits)

    assert [fail(one, limits) for one in files[:2]] == codes


def test_a_member_may_be_read_twice_without_being_counted_twice():
    limits = replace(LIMITS, largest_archive=4)
    [one] = list_files([HandedIn("x.zip", pack_files([("a.xlsx", b"1234")]))], limits)

    assert [one.load(limits) for _ in range(3)] == [b"1234"] * 3


def test_a_directory_that_lies_is_caught_while_inflating():
    """A megabyte of zeros packs to a kilobyte; the directory says four bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a.xlsx", bytes(1_000_000))
    lying = archive.getvalue().replace(struct.pack("<L", 1_000_000), struct.pack("<L", 4))
    [one] = list_files([HandedIn("x.zip", lying)], LIMITS)

    try:
        assert len(one.load(LIMITS)) <= 4
    except UnreadableWorkbook as failure:
        assert failure.code == "archive_damaged"  # noqa: PT017 - either end is right, an inflated megabyte is not


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pack_files([]), "archive_empty"),
        (pack_files([("a.xlsx", b"0123456789")])[:40], "archive_damaged"),
    ],
    ids=["empty", "cut"],
)
def test_a_zip_that_gives_nothing_is_told_in_one_entry(content, code):
    [one] = list_files([HandedIn("x.zip", content)], LIMITS)
    assert (one.name, fail(one)) == ("x.zip", code)


def test_a_zip_with_a_password_is_told():
    packed = bytearray(pack_files([("a.xlsx", b"1")]))
    for start in (packed.find(b"PK\x03\x04") + 6, packed.find(b"PK\x01\x02") + 8):
        packed[start] |= 1  # the flag that says encrypted

    [one] = list_files([HandedIn("x.zip", bytes(packed))], LIMITS)
    assert fail(one) == "archive_protected"


def test_a_damaged_member_is_told_and_the_others_go_on():
    packed = pack_files([("a.xlsx", b"0123456789"), ("b.xlsx", b"abc")]).replace(b"0123456789", b"9876543210")

    bad, good = list_files([HandedIn("x.zip", packed)], LIMITS)
    assert (fail(bad), good.load(LIMITS)) == ("archive_damaged", b"abc")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_zip_with_bytes_flipped_gives_files_or_sentences(data):
    packed = bytearray(pack_files([("a.xlsx", b"0123456789"), ("trong.zip", pack_files([("b.xlsx", b"abc")]))]))
    for _ in range(data.draw(st.integers(1, 6))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))

    for one in list_files([HandedIn("x.zip", bytes(packed))], LIMITS):
        assert one.name
        assert fail(one) in {None, "archive_damaged", "archive_protected", "archive_empty", "archive_too_large", "too_large"}


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def read(*files: tuple[str, bytes]) -> list[tuple[str, bytes]]:
    """Every file found in what was dropped, with its bytes."""
    return [(one.name, one.load(LIMITS)) for one in list_files([HandedIn(*file) for file in files], LIMITS)]


def fail(one: HandedIn, limits=LIMITS) -> str | None:
    """The code that says why a file has no bytes; None where it has."""
    try:
        one.load(limits)
    except UnreadableWorkbook as failure:
        return failure.code
    return None
