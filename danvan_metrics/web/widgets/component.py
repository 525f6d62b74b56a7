"""A part of a page drawn by our own script, and what was pressed in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from danvan_metrics.web.resources import declare_component


def show_component(folder: Path, name: str, html: str, *, key: str, data: object, event: str) -> Any:
    """Draw name.js and name.css of `folder` with `data`; gives what the script just said with `event`, else None."""
    given = {f"on_{event}_change": _ignore}
    return getattr(declare_component(folder, name, html)(key=key, data=data, **given), event)


def _ignore() -> None:
    """Without a callback the result has no attribute until the first click."""
