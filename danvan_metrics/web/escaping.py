"""The one place where text becomes part of what Markdown reads: whatever stands in a name is shown letter by letter.

Streamlit reads labels, headings, messages, metrics and some options as Markdown with additions of its own; a law of the
house (tests/unit/web/test_escaping.py) sees to it that nothing but literals and what comes from here is given to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

import streamlit as st

Option = TypeVar("Option")
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~$^&]|:(?=[^\s\d]))")
_OPENING: Final = re.compile(r"^(\d{0,9})([-+=.)])")  # of a list or a line below a heading
_JOINER: Final = "\u2060"  # no width, no break
# What is turned into a link, a picture or another sign after the signs have been read, where no escape helps any more:
# addresses, :shortcodes: of emoji and icons, arrows and dashes.
_TURNED: Final = re.compile(
    r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)|(?<=:)(?=[\w+-][\w/+-]*:)|(?<=[<>~-])(?=[->=])",
    re.IGNORECASE,
)
_SPACES: Final = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")


def escape_markdown(text: str) -> str:
    """Text that Markdown shows letter by letter, on one line: no picture, link, formula, colour or icon comes out of it."""
    broken = _TURNED.sub(_JOINER, _SPACES.sub(" ", text).strip())
    return _OPENING.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", broken))


def escape_names(name: Callable[[Option], str]) -> Callable[[Option], str]:
    """The names of options that are read as Markdown: buttons, pills and radio buttons; a drop-down's are shown as they are."""

    def write(option: Option) -> str:
        return escape_markdown(name(option))

    return write


def show_error(error: Exception | str) -> None:
    """Draw why something was not done."""
    st.error(escape_markdown(str(error)))
