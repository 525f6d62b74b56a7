"""Many files as one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

NamedFile = tuple[str, bytes]


def pack_files(files: Iterable[NamedFile]) -> bytes:
    """One zip of these; workbooks are compressed already, so they are only put together."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()
