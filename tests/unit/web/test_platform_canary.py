"""Everything of Streamlit's and Plotly's inside that we rely on, in one list: after an upgrade this file says what is gone.

Nothing of it is promised by either of them. Each name is looked for in the files that Streamlit sends to the browser, and our own
files are read for names that are not in the list. `tests/e2e/test_platform_canary.py` finds the same on real pages.
"""

import re
from functools import cache
from pathlib import Path

import pytest
import streamlit

WEB = Path(__file__).parents[3] / "danvan_metrics" / "web"
SELECTORS = {  # by the place that needs it
    "page.css: room at the edges": {"stHeader", "stMain", "stMainBlockContainer", "stAppViewContainer", "stApp"},
    "page.css: nothing to see, so no gap": {"stVerticalBlock", "stElementContainer", "stHtml"},
    "page.css: a table or a chart on paper": {
        "stColumn", "stHorizontalBlock", "stLayoutWrapper", "stHeading", "stPlotlyChart", "stFullScreenFrame",
        "stMarkdownContainer",
    },
    "page.css: grey that can be read": {"stCaptionContainer"},
    "page.css: what does not print": {"stButton", "stDownloadButton", "stForm", "stExpander"},
    "page.css: English that has no setting": {"InputInstructions", "stException"},
    "uploader.py: its words": {
        "stFileUploaderDropzone", "stFileUploaderDropzoneInstructions", "stFileChip", "stFileChipName",
    },
    "page.css: a choice is said in words on paper": {"stButtonGroup"},
    "walk.css, conclusion_forms.css: what is said and asked in a meeting": {"stAlert", "stDateInput", "stPopoverBody"},
    "page.css: whose turn it is, under the bar": {"stPopover"},
    "page.css: the bar and its choices on a narrow screen": {"stSelectbox", "stTopNavSection"},
    "labels.js: boxes and the skip link": {"stDialog", "stSkipToContent"},
}  # fmt: skip
PLOTLY = {"js-plotly-plot", "modebar-btn", "modebar-container", "plotly-notifier", "main-svg"}
USED = re.compile(r"data-testid=[\"']?(\w+)|\.(st[A-Z]\w+)|\.(js-plotly-plot|modebar-\w+|plotly-notifier|main-svg)")
ENGLISH = re.compile(r"^\s+(?:\"([^\"]+)\"|(\w+)): \"", re.MULTILINE)


@cache
def read_bundle():
    """All that Streamlit's own page is made of."""
    folder = Path(streamlit.__file__).parent / "static"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.js")))


def list_used():
    """The names in our style sheets, scripts and Python, by regular expression."""
    files = [path for kind in ("css", "js", "py") for path in WEB.rglob(f"*.{kind}")]
    return {name for path in files for found in USED.findall(path.read_text(encoding="utf-8")) for name in found if name}


def list_english():
    """What labels.js says in Vietnamese instead."""
    return {name for found in ENGLISH.findall((WEB / "labels.js").read_text(encoding="utf-8")) for name in found if name}


def test_the_list_has_every_name_that_our_files_use_and_no_other():
    assert list_used() == set().union(*SELECTORS.values()) | PLOTLY


@pytest.mark.parametrize("name", sorted(set().union(*SELECTORS.values()) | PLOTLY))
def test_the_name_is_still_there(name):
    assert name in read_bundle()


@pytest.mark.parametrize("words", sorted(list_english()))
def test_the_english_that_is_retold_is_still_said(words):
    sentences = words.split(". ")  # of two sentences each stands for itself in their code
    assert [told for told in sentences if told.partition("'")[0] not in read_bundle()] == []
