"""Many files as one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

NamedFile = tuple[str, bytes]
_FIXED_DATE = (2020, 1, 1, 0, 0, 0)


def pack_files(files: Iterable[NamedFile]) -> bytes:
    """One zip of these; workbooks are compressed already, so they are only put together."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, date_time=_FIXED_DATE), content)
    return buffer.getvalue()


def settle_package(content: bytes) -> bytes:
    """The same zip with a fixed date on every member, in their order: equal contents make equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=_FIXED_DATE)
            target.writestr(member, source.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
