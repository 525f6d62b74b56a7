"""The colour behind a slide's letters, through layout, master and theme."""

from __future__ import annotations

from typing import Any, Final

from defusedxml.ElementTree import fromstring
from pptx.opc.constants import RELATIONSHIP_TYPE

_WHITE: Final = "#ffffff"


def find_background(layout: Any) -> str | None:
    """“#rrggbb” of what stands behind everything; None where it is a picture, a pattern or several colours."""
    for holder in (layout, layout.slide_master):
        ground = holder.element.find("{*}cSld/{*}bg")
        if ground is not None:
            return _read_ground(ground, layout.slide_master)
    return _WHITE


def _read_ground(ground: Any, master: Any) -> str | None:
    painted = ground.find("{*}bgPr")
    if painted is not None:
        fill = painted.find("{*}solidFill")
        return _read_color(fill, master) if fill is not None else None
    named = ground.find("{*}bgRef")
    if named is None or int(named.get("idx") or 0) > 1001:  # 1001: a plain colour; above it the theme's gradients and pictures
        return None
    return _read_color(named, master)


def _read_color(holder: Any, master: Any) -> str | None:
    """The one colour named in an element; changed by brightness or the like, it is None: not worked out here."""
    color = next(iter(holder), None)
    if color is None or len(color):
        return None
    said = str(color.get("val") or "")
    if color.tag.endswith("}schemeClr"):
        said = _look_up(said, master)
    return f"#{said.lower()}" if len(said) == 6 and said.isalnum() else None


def _look_up(name: str, master: Any) -> str:
    """A colour of the theme by the master's name for it: “bg1” → “lt1” → “FFFFFF”."""
    mapped = master.element.find("{*}clrMap")
    name = (mapped.get(name) if mapped is not None else None) or name
    theme = fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob, forbid_dtd=True)
    found = theme.find(f".//{{*}}clrScheme/{{*}}{name}")
    color = next(iter(found), None) if found is not None else None
    return "" if color is None else str(color.get("lastClr") or color.get("val") or "")
