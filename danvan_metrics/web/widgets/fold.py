"""A section of a page under a heading that folds it away; what stands open is printed, other than in a box of Streamlit's."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import keep, recall


def show_fold(title: str, subtitle: str = "", *, key: str) -> bool:
    """Draw the heading and the button that folds the section; whether it stands open, as it does at first."""
    folded = bool(recall(f"{key}_folded", otherwise=False))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}_head"):
        st.subheader(escape_markdown(title), anchor=False, width="content")
        st.caption(escape_markdown(subtitle), width="stretch")
        st.button("Mở ra" if folded else "Thu gọn", on_click=_turn, args=(key, not folded), type="tertiary", key=f"{key}_fold")
    return not folded


def _turn(key: str, folded: bool) -> None:  # noqa: FBT001 - a callback's argument
    keep(f"{key}_folded", folded)
