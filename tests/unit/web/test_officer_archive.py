"""Zips that come in and go out."""

import io
import zipfile

import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.web import officer_archive
from danvan_metrics.web.officer_archive import pack, unpack


def test_what_was_packed_comes_out_again():
    files = [("mot.xlsx", b"1"), ("hai.xlsx", b"22")]

    assert list(unpack("tat-ca.zip", pack(files))) == files


def test_any_other_file_stands_for_itself():
    assert list(unpack("bao-cao.xlsx", b"anything")) == [("bao-cao.xlsx", b"anything")]
    assert list(unpack("khong-phai.zip", b"no zip at all")) == [("khong-phai.zip", b"no zip at all")]


def test_a_workbook_named_zip_is_not_taken_apart():
    workbook = pack([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")])

    assert list(unpack("bao-cao.zip", workbook)) == [("bao-cao.zip", workbook)]


def test_folders_and_what_systems_leave_behind_are_left_out():
    packed = pack(
        [("truong/", b""), ("truong/a.xlsx", b"a"), ("__MACOSX/._a.xlsx", b"-"), ("~$a.xlsx", b"-"), ("Thumbs.db", b"-")]
    )

    assert list(unpack("x.zip", packed)) == [("a.xlsx", b"a")]
    assert list(unpack("~$a.xlsx", b"-")) == []


def test_a_name_written_by_a_mac_keeps_its_accents():
    packed = pack([("Đạp Thanh.xlsx", b"a")])
    unflagged = packed.replace(b"\x00\x08\x00\x00\x00\x00", b"\x00\x00\x00\x00\x00\x00")  # without the flag that says UTF-8

    assert unflagged != packed
    assert list(unpack("mac.zip", unflagged)) == [("Đạp Thanh.xlsx", b"a")]


@pytest.mark.parametrize(
    ("limit", "value", "told"),
    [("MOST_FILES", 1, "có 2 tệp, quá 1"), ("LARGEST_FILE", 3, "lớn quá 20 MB"), ("LARGEST_ARCHIVE", 6, "quá lớn khi giải nén")],
)
def test_limits_hold_while_inflating(monkeypatch, limit, value, told):
    monkeypatch.setattr(officer_archive, limit, value)

    with pytest.raises(UserError, match=told):
        list(unpack("to.zip", pack([("a.xlsx", b"1234"), ("b.xlsx", b"1234")])))


def test_an_empty_zip_is_told():
    with pytest.raises(UserError, match="không có tệp nào"):
        list(unpack("rong.zip", pack([])))


def test_a_damaged_member_is_told():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xlsx", b"0123456789")

    with pytest.raises(UserError, match="bị hỏng hoặc có mật khẩu"):
        list(unpack("hong.zip", buffer.getvalue().replace(b"0123456789", b"9876543210")))
