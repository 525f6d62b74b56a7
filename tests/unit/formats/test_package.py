"""Zips that do not tell when they were written."""

import io
import zipfile

from danvan_metrics.formats.package import pack_files, settle_package

NAMES = ["b.xml", "a.xml", "thư mục/c.xml"]


def test_a_settled_zip_is_the_same_whenever_it_was_written():
    early, late = (write_zip(year) for year in (1999, 2026))
    assert early != late
    assert settle_package(early) == settle_package(late)


def test_members_keep_their_order_and_content_and_are_deflated():
    archive = zipfile.ZipFile(io.BytesIO(settle_package(write_zip(2026))))
    assert archive.namelist() == NAMES
    assert [archive.read(name) for name in NAMES] == [name.encode() * 100 for name in NAMES]
    assert {(member.compress_type, member.date_time) for member in archive.infolist()} == {
        (zipfile.ZIP_DEFLATED, (2020, 1, 1, 0, 0, 0))
    }


def test_files_packed_together_tell_no_time_either():
    archive = zipfile.ZipFile(io.BytesIO(pack_files([("a", b"1"), ("b", b"2")])))
    assert {member.date_time for member in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}


def write_zip(year: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in NAMES:
            archive.writestr(zipfile.ZipInfo(name, date_time=(year, 5, 6, 7, 8, 10)), name.encode() * 100)
    return buffer.getvalue()
