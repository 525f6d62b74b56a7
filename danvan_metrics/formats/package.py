"""Many files as one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import IO, Final

NamedFile = tuple[str, bytes]
_DATE: Final = (2020, 1, 1, 0, 0, 0)


def pack_files(files: Iterable[NamedFile]) -> bytes:
    """One zip of these; workbooks are compressed already, so they are only put together."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, date_time=_DATE), content)
    return buffer.getvalue()


def open_member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A member to be written a piece at a time, without the time it was written at; deflated."""
    member = zipfile.ZipInfo(name, date_time=_DATE)
    member.compress_type = zipfile.ZIP_DEFLATED
    return archive.open(member, "w", force_zip64=True)


def settle_package(content: bytes) -> bytes:
    """The same zip without the time it was written at: members in their order, one fixed date, deflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(buffer, "w") as archive:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, date_time=_DATE)
            member.external_attr = given.getinfo(name).external_attr
            archive.writestr(member, given.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
