"""Builders of files that are no plain workbook: OLE files with storages, mails, documents of other programs, moved parts."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

from tests.builders_reader import make_xls

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5
ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))


def make_ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file of these streams, in the order of its directory; “a/b” is the stream b in the storage a."""
    entries = [("Root Entry", ROOT, "")]
    for path in streams:
        *folder, name = path.split("/")
        entries += [(one, STORAGE, "") for one in folder if (one, STORAGE, "") not in entries]
        entries.append((name, STREAM, path))
    parents = {name: number for number, (name, kind, _) in enumerate(entries) if kind == STORAGE}
    owners = [parents[path.split("/")[0]] if "/" in path else 0 for _, _, path in entries]
    size_of_directory = -(-len(entries) * 128 // SECTOR)
    chains = [TABLE, *range(2, 1 + size_of_directory), END]
    body, starts = b"", {}
    for path, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
        starts[path] = (len(chains), len(padded))
        chains += [*range(len(chains) + 1, len(chains) + len(padded) // SECTOR), END]
        body += padded
    assert len(chains) <= SECTOR // 4
    packed = b""
    for number, (name, kind, path) in enumerate(entries):
        same = [other for other in range(1, len(entries)) if owners[other] == owners[number] and other > number]
        children = [other for other in range(1, len(entries)) if owners[other] == number and kind != STREAM]
        right = same[0] if same and number else FREE
        packed += _make_entry(name, kind, right, children[0] if children else FREE, *starts.get(path, (END, 0)))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    head += struct.pack("<HHHHH6x10I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    table = struct.pack(f"<{len(chains)}I", *chains)
    return head.ljust(SECTOR, b"\xff") + table.ljust(SECTOR, b"\xff") + packed.ljust(size_of_directory * SECTOR, b"\0") + body


def make_book_stream(text: str = "", *, globals_record: bytes = b"") -> bytes:
    """The stream “Workbook” of an .xls of one sheet “Bao01” with this text in B3."""
    label = struct.pack("<HHHHHHB", 0x204, 9 + len(text), 2, 1, 0, len(text), 0) + text.encode("ascii")
    return make_xls(globals_record=globals_record, sheet_record=label if text else b"")[3 * SECTOR :]


def make_mail(attached: Mapping[str, bytes], *, picture: bool = False) -> bytes:
    """A mail with these files attached, and a picture within its text."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "th01@truong.vn", "danvan@phong.vn", "Báo cáo 6 tháng"
    mail.set_content("Kính gửi Phòng, trường gửi báo cáo.")
    for name, content in attached.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if picture:
        mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<logo>")
    return mail.as_bytes()


def make_ods(rows: str, *, others: Mapping[str, str] | None = None) -> bytes:
    """An .ods of one table “A” with these rows, and other parts beside."""
    body = f'<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>'
    content = f"<office:document-content {_NAMES}>{body}</office:document-content>"
    return pack({"mimetype": ODS_KIND, "content.xml": content, "META-INF/manifest.xml": "<manifest/>", **(others or {})})


def move_parts(workbook: bytes, places: Mapping[str, str], changes: Mapping[str, tuple[str, str]]) -> bytes:
    """A workbook whose parts bear other names, and where each part named in `changes` has a text replaced everywhere."""
    parts = unpack(workbook)
    for name, (old, new) in changes.items():
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode())
    return pack({places.get(name, name): part for name, part in parts.items()})


def unpack(content: bytes) -> dict[str, bytes]:
    """A zip's members by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _make_entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<HBBIII16x4x16xIQ", len(text), kind, 1, FREE, right, child, start, size)
