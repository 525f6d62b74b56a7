"""An office's template as decks use it: its slides taken out, its layouts found by what they hold, and the room they leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.presentation import Presentation as PresentationFile
from pptx.util import Emu

from danvan_metrics.formats.pptx.shapes import Box

_TITLES: Final = frozenset({"TITLE", "CENTER_TITLE"})
_ASIDE: Final = frozenset({"DATE", "FOOTER", "SLIDE_NUMBER", "HEADER"})
_BACKGROUND: Final = 0.95  # of the slide: what covers so much of it stands behind everything
_TOUCH: Final = 0.05  # inches that may overlap
_HALF: Final = 0.5  # of the slide's width: what is wider beside a title stands behind it
_NAMED_BY_SLIDES: Final = ("{*}custShowLst", "{*}extLst/{*}ext/{*}sectionLst")


@dataclass(frozen=True, slots=True)
class Decor:
    """Something drawn on a master or layout that is no placeholder; its box in inches."""

    name: str
    box: Box
    picture: bool

    def overlaps(self, other: Box) -> bool:
        """Whether it reaches into a box by more than a touch."""
        left, top, width, height = self.box
        x, y, wide, high = other
        across = min(left + width, x + wide) - max(left, x)
        down = min(top + height, y + high) - max(top, y)
        return across > _TOUCH and down > _TOUCH


def empty_template(presentation: PresentationFile) -> None:
    """Take its own slides out, and what names them: parts nobody refers to are not written."""
    slides: Any = presentation.slides._sldIdLst
    for entry in list(slides):
        presentation.part.drop_rel(entry.rId)
        slides.remove(entry)
    root: Any = presentation.element
    for path in _NAMED_BY_SLIDES:
        for element in root.findall(path):
            element.getparent().remove(element)


def find_title_layout(presentation: PresentationFile) -> Any:
    """The layout with a title and no other place for contents; None where there is none."""
    found = [layout for layout in presentation.slide_layouts if _is_title_only(layout)]
    named = [layout for layout in found if layout.element.get("type") == "titleOnly"]
    return next(iter([*named, *found]), None)


def find_cover_layout(presentation: PresentationFile) -> Any:
    """The layout of a title slide; None where there is none."""
    layouts = (layout for layout in presentation.slide_layouts if layout.element.get("type") == "title")
    return next((layout for layout in layouts if _TITLES & _list_places(layout)), None)


def list_decor(layout: Any, width: float, height: float) -> list[Decor]:
    """What a layout and its master draw on a slide of so many inches, its background left out."""
    masters = () if layout.element.get("showMasterSp") == "0" else (layout.slide_master,)
    drawn = [_measure(shape) for holder in (*masters, layout) for shape in holder.shapes if not shape.is_placeholder]
    return [one for one in drawn if not (one.box[2] >= width * _BACKGROUND and one.box[3] >= height * _BACKGROUND)]


def find_strip(decor: Sequence[Decor], band: Box) -> tuple[float, float]:
    """Where a title may begin and end across a band (inches from the left), clear of what stands beside it."""
    left, _, width, _ = band
    middle, first, last = left + width / 2, left, left + width
    for one in decor:
        if not one.overlaps(band):
            continue
        if one.box[0] + one.box[2] / 2 > middle:
            last = min(last, one.box[0] - 3 * _TOUCH)
        else:
            first = max(first, one.box[0] + one.box[2] + 3 * _TOUCH)
    return first, last


def list_behind(decor: Sequence[Decor], band: Box) -> Iterator[Decor]:
    """What stands behind a title: it overlaps the band and is wider than half of it."""
    return (one for one in decor if one.overlaps(band) and one.box[2] > band[2] * _HALF)


def drop_other_places(slide: Any) -> None:
    """Take off a new slide every placeholder but its title: nothing is written there, and “Click to add text” would show."""
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type is None or shape.placeholder_format.type.name not in _TITLES:
            shape.element.getparent().remove(shape.element)


def _is_title_only(layout: Any) -> bool:
    places = _list_places(layout)
    return bool(places & _TITLES) and places <= _TITLES | _ASIDE


def _list_places(layout: Any) -> frozenset[str]:
    types = (place.placeholder_format.type for place in layout.placeholders)
    return frozenset(one.name if one is not None else "" for one in types)


def _measure(shape: Any) -> Decor:
    sides = (Emu(side or 0).inches for side in (shape.left, shape.top, shape.width, shape.height))
    left, top, width, height = sides
    return Decor(shape.name, (left, top, width, height), picture=shape.element.tag.endswith("}pic") or _holds_picture(shape))


def _holds_picture(shape: Any) -> bool:
    return any(element.get(name) for element in shape.element.iter("{*}blip") for name in element.attrib if "embed" in name)
