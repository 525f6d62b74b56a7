"""What of a text XML can hold: spreadsheets, documents, slides and pictures are all XML inside."""

from __future__ import annotations

import re
from typing import Final

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production Char, turned round


def make_xml_safe(text: str) -> str:
    """The text without control characters, lone surrogates, U+FFFE and U+FFFF: one of these, and a file does not open.

    They are dropped, not replaced: nobody sees them where they were typed, and a “�” in a name would be taken for part of it.
    """
    return _NOT_XML.sub("", text)
