"""A section's heading: what is shown, and of whom, in which period and lens."""

from __future__ import annotations

import streamlit as st


def show_section(title: str, subtitle: str = "") -> None:
    """Draw a heading and, under it, what it covers."""
    with st.container(gap=None):
        st.subheader(title, anchor=False)
        if subtitle:
            st.caption(subtitle)
