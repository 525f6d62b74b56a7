"""Text from files as a document can hold it: nothing in it breaks the XML, turns the line round or opens a new line."""

from __future__ import annotations

import re
from typing import Final

from danvan_metrics.xml_text import make_xml_safe

_TURNS: Final = dict.fromkeys([0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_BREAKS: Final = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")


def plain(text: str) -> str:
    """One line without control characters; spaces that do not break stay."""
    return make_xml_safe(_BREAKS.sub(" ", text)).translate(_TURNS)
