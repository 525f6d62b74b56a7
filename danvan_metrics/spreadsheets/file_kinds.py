"""What a file is that is no workbook, told by its first bytes."""

from __future__ import annotations

import re
from typing import Final

from danvan_metrics.errors import UnreadableWorkbook

_KINDS: Final = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"BM", "tệp ảnh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"{\\rtf", "tệp Word (RTF)"),
)
_SAVED_OTHERWISE: Final = (  # what spreadsheet programs and web pages write and call .xls; the first that is found counts
    (re.compile(r"^MIME-Version:", re.IGNORECASE), "trang web (MHT)"),
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet|progid=\"Excel\.Sheet\""), "bảng tính XML (Excel 2003)"),
    (re.compile(r"<(?:!DOCTYPE html|html|head|body|table)\b", re.IGNORECASE), "trang web (HTML)"),
)
_BYTE_ORDERS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_SEPARATORS: Final = "\t;,"
_HEAD: Final = 4096  # bytes


def name_stranger(content: bytes) -> UnreadableWorkbook:
    """What a file is that begins neither as a zip nor as an .xls does."""
    for start, name in _KINDS:
        if content.startswith(start):
            return UnreadableWorkbook("not_a_workbook", name)
    if content[4:8] == b"ftyp" or content[8:12] == b"WEBP":
        return UnreadableWorkbook("not_a_workbook", "tệp ảnh")
    text = _decode(content[:_HEAD])
    if text is None:
        return UnreadableWorkbook("not_a_workbook", "tệp không rõ loại")
    return _name_text(text)


def _name_text(text: str) -> UnreadableWorkbook:
    for sign, name in _SAVED_OTHERWISE:
        if sign.search(text):
            return UnreadableWorkbook("saved_otherwise", name)
    if _is_table(text):
        return UnreadableWorkbook("saved_otherwise", "tệp văn bản (CSV)")
    return UnreadableWorkbook("not_a_workbook", "tệp văn bản")


def _decode(head: bytes) -> str | None:
    """The beginning as text; None where it is none."""
    for mark, encoding in _BYTE_ORDERS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return None if b"\x00" in head else head.decode("utf-8", "replace")


def _is_table(text: str) -> bool:
    """Whether every line is cut by the same sign, as a CSV's are; the last may have been cut short."""
    lines = [line for line in text.splitlines() if line.strip()]
    whole = lines[:-1] if len(lines) > 2 else lines
    return len(whole) > 1 and any(all(sign in line for line in whole) for sign in _SEPARATORS)
