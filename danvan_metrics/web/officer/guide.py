"""The office's guide, docs/huong-dan.md and the chapters beside it: one at a time, with contents, pictures and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from danvan_metrics.folders import SHIPPED
from danvan_metrics.web import state
from danvan_metrics.web.inline_scripts import GUIDE as SCRIPT
from danvan_metrics.web.inline_scripts import run_script
from danvan_metrics.web.pages import GUIDE as PAGE

GUIDE: Final = SHIPPED / "docs" / "huong-dan.md"  # the year at a glance, with which it begins
CHAPTERS: Final = tuple(sorted(GUIDE.with_suffix("").glob("*.md")))
_PICTURE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]+)\)\s*$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]]+)\]\((?P<target>[^)\s]+)\)")


def show_guide() -> None:
    """The contents, and beside them the chapter that the address asks for."""
    chapter = find_chapter(state.read_address(state.GUIDE_CHAPTER))
    state.write_address(state.GUIDE_CHAPTER, _name(chapter))  # a link to the page that is open leaves the address as it was
    contents, text = st.columns([1, 4], gap="medium")
    with contents.container(key="guide_contents"):
        for one in (GUIDE, *CHAPTERS):
            _lead_to(one, here=one == chapter)
    with text.container(key="guide_text"):
        _show_chapter(chapter)
        following = (*CHAPTERS, None)[CHAPTERS.index(chapter) + 1 if chapter in CHAPTERS else 0]
        if following:
            st.markdown(f"Tiếp: {_write_link(read_title(following), following.name, state.keep_parameters())}")
    run_script(SCRIPT)


def find_chapter(name: str) -> Path:
    """The chapter of this name, its file's without the ending; the guide's first page for any other."""
    return next((one for one in CHAPTERS if one.stem == name), GUIDE)


def read_title(chapter: Path) -> str:
    """What stands in its heading."""
    return chapter.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")


def split_guide(markdown: str) -> Iterator[tuple[str, str, str]]:
    """Stretches of text, each followed by a picture (its path from the chapter) and its alternative text, the last by none."""
    start = 0
    for found in _PICTURE.finditer(markdown):
        yield markdown[start : found.start()].strip(), found["path"], found["alt"]
        start = found.end()
    yield markdown[start:].strip(), "", ""


def lead_links(markdown: str, kept: dict[str, str]) -> str:
    """Links to chapters as links of this page, which guide.js opens in it; what it does not show is named without a link."""
    return _LINK.sub(lambda found: _write_link(found["words"], found["target"], kept), markdown)


def _show_chapter(chapter: Path) -> None:
    markdown = lead_links(chapter.read_text(encoding="utf-8"), state.keep_parameters())
    for text, picture, alt in split_guide(markdown):
        if text:
            st.markdown(text)
        if picture:
            st.image(chapter.parent / picture, caption=alt, alt=alt, width="stretch")


def _lead_to(chapter: Path, *, here: bool) -> None:
    title = read_title(chapter)
    query = state.keep_parameters() | ({state.GUIDE_CHAPTER: _name(chapter)} if _name(chapter) else {})
    st.page_link(PAGE.file, label=f"**{title}**" if here else title, query_params=query)


def _name(chapter: Path) -> str:
    """As the address says it: nothing for the first page."""
    return "" if chapter == GUIDE else chapter.stem


def _write_link(words: str, target: str, kept: dict[str, str]) -> str:
    if ":" in target:
        return f"[{words}]({target})"
    name = Path(target.partition("#")[0]).stem
    if name not in {one.stem for one in (GUIDE, *CHAPTERS)}:
        return words
    asked = {} if name == GUIDE.stem else {state.GUIDE_CHAPTER: name}
    return f"[{words}](?{urlencode(kept | asked)})"
