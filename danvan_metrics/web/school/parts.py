"""The folded parts of a school's page: what is inside is made and sent only once a reader opens it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from danvan_metrics.web.escaping import escape_markdown


@contextmanager
def fold_part(title: str, told: str = "", *, key: str) -> Iterator[bool]:
    """Draw into the part of this title; whether it stands open."""
    label = f"**{escape_markdown(title)}**" + (f" · {escape_markdown(told)}" if told else "")
    box = st.expander(label, key=key, on_change="rerun")
    with box:
        yield bool(box.open)
