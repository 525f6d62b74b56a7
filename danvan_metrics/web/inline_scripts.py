"""The scripts that stand in the page itself: the browser is told to run these and no others (serving/page_policy.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from danvan_metrics.web.resources import read_assets

_HERE: Final = Path(__file__).parent
LABELS_AND_PRINT: Final = read_assets(_HERE, "labels.js", "print.js")
RELOAD: Final = "window.location.reload();"
GO_HOME: Final = 'window.location.replace("./" + window.location.search);'
GUIDE: Final = read_assets(_HERE / "officer", "guide.js")
EVERY_SCRIPT: Final = (LABELS_AND_PRINT, RELOAD, GO_HOME, GUIDE)


def run_script(script: str) -> None:
    """Let the browser run one of these."""
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
