"""What a file is that is no workbook, told by its first bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.spreadsheets.containers.mail_files import is_mail

_KINDS: Final = (
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"BM", "tệp ảnh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
)
_DOCUMENTS_IN_OLE: Final = (  # by a stream at the root of an OLE file
    ("WordDocument", "word_document", "tệp Word"),
    ("PowerPoint Document", "presentation", "tệp PowerPoint"),
    ("__properties_version1.0", "mail", "thư điện tử (Outlook)"),
)
_DOCUMENTS_IN_ZIP: Final = (  # by what a zip's names, or the types it says its parts have, hold
    (re.compile(r"^word/document\.xml$", re.MULTILINE), "word_document", "tệp Word"),
    (re.compile(r"^ppt/presentation\.xml$", re.MULTILINE), "presentation", "tệp PowerPoint"),
    (re.compile(r"^Index/(Slide|MasterSlide|TemplateSlide)[^/\n]*\.iwa$", re.MULTILINE), "apple_document", "Keynote"),
    (re.compile(r"^index\.apxl(\.gz)?$", re.MULTILINE), "apple_document", "Keynote"),
    (re.compile(r"^Index/[^\n]*\.iwa$", re.MULTILINE), "apple_document", "Numbers hoặc Pages"),
    (re.compile(r"(?sm)\A(?=.*^Index\.zip$)(?=.*^Metadata/)"), "apple_document", "Numbers hoặc Pages"),
)
_TYPES: Final = (  # of the main part, in an Open XML package or an OpenDocument's “mimetype”
    (re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]*main\b"), "word_document", "tệp Word"),
    (re.compile(rb"(?:presentationml|ms-powerpoint)\.[\w.]*main\b"), "presentation", "tệp PowerPoint"),
    (re.compile(rb"opendocument\.text"), "word_document", "tệp văn bản OpenDocument (.odt)"),
    (re.compile(rb"opendocument\.presentation"), "presentation", "tệp trình chiếu OpenDocument (.odp)"),
)
_APPLE_FOLDERS: Final = (".numbers", ".pages", ".key")
_SHORTCUT: Final = re.compile(r'^\s*\{[^{]*"(?:doc_id"|url"\s*:\s*"https?://(?:docs|drive)\.google\.com/)')
_SAVED_OTHERWISE: Final = (  # what spreadsheet programs and web pages write and call .xls; the first that is found counts
    (re.compile(r"^(?:MIME-Version:|From: <Saved by )", re.IGNORECASE), "trang web (MHT)"),
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
    document = _name_document_alone(content)
    if document:
        return document
    if content[4:8] == b"ftyp" or content[8:12] == b"WEBP":
        return UnreadableWorkbook("not_a_workbook", "tệp ảnh")
    text = _decode(content[:_HEAD])
    if text is None:
        return UnreadableWorkbook("not_a_workbook", "tệp không rõ loại")
    return _name_text(text)


def _name_document_alone(content: bytes) -> UnreadableWorkbook | None:
    if b"%PDF-" in content[:1024]:  # readers of PDF take it with something before it
        return UnreadableWorkbook("pdf_document", "tệp PDF")
    if content.startswith(b"{\\rtf"):
        return UnreadableWorkbook("word_document", "tệp Word (RTF)")
    return UnreadableWorkbook("mail", "thư điện tử") if is_mail(content[:_HEAD]) else None


def name_old_document(streams: Iterable[str]) -> UnreadableWorkbook | None:
    """What an OLE file is by the streams at its root; None where it may be an .xls."""
    names = {name.casefold() for name in streams}
    return next((UnreadableWorkbook(code, kind) for name, code, kind in _DOCUMENTS_IN_OLE if name.casefold() in names), None)


def name_document(names: Iterable[str], types: bytes = b"") -> UnreadableWorkbook | None:
    """What a zip is by its members' names and by what it says of their types; None where it is no document of another kind."""
    listed = "\n".join(names)
    by_name = (UnreadableWorkbook(code, kind) for sign, code, kind in _DOCUMENTS_IN_ZIP if sign.search(listed))
    by_type = (UnreadableWorkbook(code, kind) for sign, code, kind in _TYPES if sign.search(types))
    return next(chain(by_name, by_type), None)


def find_apple_folder(path: str) -> str | None:
    """The part of a path up to a folder that is one document for a Mac (“a/bao-cao.numbers”); None where there is none."""
    *folders, _ = path.split("/")
    for depth, folder in enumerate(folders, start=1):
        if folder.casefold().endswith(_APPLE_FOLDERS):
            return "/".join(folders[:depth])
    return None


def _name_text(text: str) -> UnreadableWorkbook:
    if _SHORTCUT.match(text):
        return UnreadableWorkbook("drive_shortcut", "lối tắt đến một tệp trên Google Drive")
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
