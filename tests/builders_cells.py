"""Builders of cells that openpyxl does not write: errors no parser knows, pictures in cells, and an .ods from plain XML."""

from __future__ import annotations

import io
import re
import zipfile

NAMESPACES = " ".join(
    f'xmlns:{short}="urn:{name}"'
    for short, name in (
        ("office", "oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("style", "oasis:names:tc:opendocument:xmlns:style:1.0"),
        ("calcext", "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
    )
)


def replace_cell(content: bytes, part: str, address: str, attributes: str, body: str) -> bytes:
    """An .xlsx whose cell is spelled so in its part (“sheet1.xml”); its style stays."""
    path = f"xl/worksheets/{part}"
    spelled = re.compile(rb'<c r="' + address.encode() + rb'"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
    put = f'<c r="{address}"'.encode() + rb"\1 " + attributes.encode() + b">" + body.encode() + b"</c>"
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(packed, "w") as archive:
        for name in given.namelist():
            found = given.read(name)
            archive.writestr(name, spelled.sub(put, found, count=1) if name == path else found)
    return packed.getvalue()


def place_picture(content: bytes, part: str, address: str) -> bytes:
    """The same with a picture placed in the cell, as Excel spells it."""
    return replace_cell(content, part, address, 't="e" vm="1"', "<v>#VALUE!</v>")


def make_ods(rows: str) -> bytes:
    """An .ods with one sheet “Tờ” of these table rows."""
    content = (
        f'<office:document-content {NAMESPACES} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Tờ">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return packed.getvalue()
