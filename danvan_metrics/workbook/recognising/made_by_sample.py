"""The mark of an invented workbook: a key on the hidden sheet, and a property of the document where that sheet is gone."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.workbook.layout import SAMPLE_KEY
from danvan_metrics.workbook.recognising.written_identity import read_hidden

_PROPERTIES: Final = ("docProps/custom.xml", "meta.xml")  # where Excel and LibreOffice keep a document's own properties
_LARGEST_PROPERTIES: Final = 200_000
_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError, zlib.error)


def is_made_by_sample(sheets: Sheets, content: bytes) -> bool:
    """Whether `sample` wrote this workbook, whatever program has saved it since."""
    return SAMPLE_KEY in read_hidden(sheets) or _has_property(content)


def _has_property(content: bytes) -> bool:
    if not content.startswith(b"PK"):  # .xls keeps its properties as they are
        return SAMPLE_KEY.encode() in content or SAMPLE_KEY.encode("utf-16-le") in content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return any(SAMPLE_KEY.encode() in _read(package, name) for name in _PROPERTIES if name in package.NameToInfo)
    except _BROKEN:
        return False


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(_LARGEST_PROPERTIES)
