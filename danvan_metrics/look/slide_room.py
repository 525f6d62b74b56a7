"""Whether a template leaves the room that our slides write in, and which of its pictures stand in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from danvan_metrics.formats.pptx.slide_layouts import BODY, FEET, HEAD
from danvan_metrics.formats.pptx.template_deck import Decor, find_strip, list_behind
from danvan_metrics.vietnamese import format_number

_CENTIMETRES: Final = 2.54  # to an inch
_LEAST_TITLE: Final = 8.0  # inches


def list_obstacles(decor: Sequence[Decor]) -> Iterator[str]:
    """What stands where a slide writes, each with what to do about it, without a full stop."""
    for one in decor:
        if one.overlaps(BODY):
            to_do = "hãy dời ra ngoài vùng đó, hoặc đưa vào nền trang (Format Background)"
            yield f"hình “{one.name}” đè vùng nội dung ({_say_edges(BODY)}); {to_do}"
        elif any(one.overlaps(foot) for foot in FEET):
            yield f"hình “{one.name}” đè dòng nguồn số liệu và số trang ({_say_edges(FEET[0])}); hãy dời ra ngoài vùng đó"
    behind = list(list_behind(decor, HEAD))
    for one in behind:
        to_do = f"hãy thu gọn để không quá nửa bề ngang, hoặc đưa lên trên {say_inches(HEAD[1])} cm đầu trang"
        yield f"hình “{one.name}” nằm sau tiêu đề; {to_do}"
    first, last = find_strip(decor, HEAD)
    if not behind and last - first < _LEAST_TITLE:
        left, asked = say_inches(max(last - first, 0)), say_inches(_LEAST_TITLE)
        yield f"các hình cạnh tiêu đề chỉ chừa {left} cm cho tiêu đề, cần từ {asked} cm; hãy thu nhỏ hình"


def say_inches(inches: float) -> str:
    """A length in centimetres, as PowerPoint shows it where centimetres are used: “33,9”."""
    return format_number(inches * _CENTIMETRES, 1)


def _say_edges(box: tuple[float, float, float, float]) -> str:
    _, top, _, height = box
    return f"{say_inches(top)}–{say_inches(top + height)} cm tính từ mép trên"
