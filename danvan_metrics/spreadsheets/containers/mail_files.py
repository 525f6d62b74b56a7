"""A mail saved as a file (.eml): known by its headers, its attachments taken out by the standard library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import Final

_HEADER: Final = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):")
_SENT: Final = {b"from", b"to", b"received", b"return-path", b"delivered-to", b"message-id", b"subject", b"date"}
_LEAST_HEADERS: Final = 3  # a note that begins with “To:” is no mail
_WEB_PAGE: Final = (b"<saved by ", b"snapshot-content-location:", b"x-document-type:")  # an .mht has headers as well
_MOST_PARTS: Final = 2_000  # of mails people send; each takes its time


def is_mail(head: bytes) -> bool:
    """Whether a file begins with a mail's headers; a page saved as .mht does not count."""
    lines = head.lstrip(b"\xef\xbb\xbf").splitlines()
    names: set[bytes] = set()
    for line in lines:
        header = _HEADER.match(line)
        if header:
            names.add(header[1].lower())
        elif not line[:1].isspace():  # a long header goes on in the next line, indented
            break
    return len(names & _SENT) >= _LEAST_HEADERS and not any(sign in head.lower() for sign in _WEB_PAGE)


def list_attachments(content: bytes) -> list[tuple[str, bytes]]:
    """The files attached to a mail, and to mails attached to it: name and bytes; pictures within the text are left out.

    ValueError where there are more than people send, or the mail is damaged.
    """
    if content.count(b"\n--") > _MOST_PARTS:
        raise ValueError("too many parts")
    try:
        return list(_find(message_from_bytes(content)))
    except Exception as error:  # the library raises a dozen kinds of error for a damaged mail
        raise ValueError("damaged") from error


def _find(mail: Message) -> Iterator[tuple[str, bytes]]:
    for part in mail.walk():
        name = part.get_filename()
        if name is None or part.is_multipart() or _is_shown_in_text(part):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield _spell(name), content


def _is_shown_in_text(part: Message) -> bool:
    """A logo or a smile within the letter is no file that somebody handed in."""
    return part.get_content_maintype() == "image" and (part.get_content_disposition() == "inline" or "Content-ID" in part)


def _spell(name: str) -> str:
    try:
        return str(make_header(decode_header(name)))
    except (LookupError, ValueError):  # an alphabet nobody knows
        return name
