"""Letters as drafts for a mail program: opened, read once more by the officer, and sent by them; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import Final

from danvan_metrics.correspondence.replies import Reply
from danvan_metrics.formats.package import NamedFile

_TYPES: Final = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".zip": ("application", "zip"),
}
_POLICY: Final = SMTP.clone(max_line_length=200)


def write_draft(letter: Reply, *, to: str = "", attached: Sequence[NamedFile] = ()) -> bytes:
    """One letter as an .eml file with what goes with it; equal bytes twice. An address that is none is left for the officer.

    X-Unsent makes Outlook open it as a letter to be sent; other programs show it, to be forwarded.
    """
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = " ".join(letter.subject.split())
    if address := _read_address(to):
        message["To"] = address
    message["X-Unsent"] = "1"
    message.set_content(letter.body)
    for name, content in attached:
        kind, subtype = _TYPES.get(name[name.rfind(".") :], ("application", "octet-stream"))
        message.add_attachment(content, maintype=kind, subtype=subtype, filename=name)
    if attached:
        message.set_boundary(f"thu-{sha256(letter.body.encode()).hexdigest()[:24]}")
    return message.as_bytes()


def _read_address(text: str) -> Address | None:
    """The address a school wrote in its report, where it is one: it comes from a workbook and goes into a header."""
    written = text.strip()
    try:
        address = Address(addr_spec=written)
    except (ValueError, IndexError, HeaderParseError):
        return None
    whole = address.addr_spec == written and "." in address.domain and address.username
    return address if whole and written.isascii() else None
