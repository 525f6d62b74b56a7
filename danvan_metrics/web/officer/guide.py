"""The office's guide, docs/huong-dan.md, opened inside a page with its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import streamlit as st

from danvan_metrics.folders import SHIPPED

GUIDE: Final = SHIPPED / "docs" / "huong-dan.md"
_PICTURE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]+)\)\s*$", re.MULTILINE)


def show_guide() -> None:
    """The guide's text and pictures, in order."""
    for text, picture, alt in split_guide(GUIDE.read_text(encoding="utf-8")):
        if text:
            st.markdown(text)
        if picture and (GUIDE.parent / picture).is_file():
            st.image(GUIDE.parent / picture, caption=alt, alt=alt, width="stretch")


def split_guide(markdown: str) -> Iterator[tuple[str, Path | None, str]]:
    """Stretches of text, each followed by a picture (path beside the guide) and its alternative text, the last by none."""
    start = 0
    for found in _PICTURE.finditer(markdown):
        yield markdown[start : found.start()].strip(), Path(found["path"]), found["alt"]
        start = found.end()
    yield markdown[start:].strip(), None, ""
