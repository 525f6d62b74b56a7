"""Text from files as a document can hold it: nothing in it breaks the XML, turns the line round or opens a new line."""

from __future__ import annotations

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_BREAKS: Final = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")


def plain(text: str) -> str:
    """One line without control characters; spaces that do not break stay."""
    return _FORBIDDEN.sub("", _BREAKS.sub(" ", text))
