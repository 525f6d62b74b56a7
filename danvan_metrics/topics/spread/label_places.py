"""Where the labels of a map stand: inside their outline where they fit, else outside of all of them, with a leader."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from danvan_metrics.topics.spread.outlines import Outline, Point

_GRID: Final = 18  # places tried along each side of an outline's box
# A label may reach over its border: else two of Ba Chẽ's eight stand outside, now one.
_FACTORS: Final = (0.66, 0.8, 1.0, 1.2, 1.5, 2.0)
_DIRECTIONS: Final = 32
_STEPS: Final = 60


Box = tuple[float, float, float, float]  # centre, width and height


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """The centre of a label; `anchor` is the point inside the outline that a leader joins it to, None where it is inside."""

    x: float
    y: float
    anchor: Point | None = None


@lru_cache(maxsize=64)
def place_labels(outlines: tuple[Outline, ...], sizes: tuple[Point, ...]) -> tuple[LabelPlace, ...]:
    """A place for every outline's label; `sizes` are widths and heights in the outlines' unit. No two overlap."""
    places: dict[int, LabelPlace] = {}
    taken: list[Box] = []
    for find in (_place_inside, _place_outside):
        for index, (outline, size) in enumerate(zip(outlines, sizes, strict=True)):
            place = None if index in places else find(outline, size, outlines, taken)
            if place is not None:
                places[index] = place
                taken.append((place.x, place.y, *size))
    return tuple(places[index] for index in range(len(outlines)))


def _place_inside(outline: Outline, size: Point, _: Sequence[Outline], taken: Sequence[Box]) -> LabelPlace | None:
    """The roomiest spot, as near to the middle as can be; None where the outline is too small or the spot is taken."""
    middle = _find_middle(outline)
    spots = [(_room(outline, point, size), -math.dist(point, middle), point) for point in _grid(outline)]
    room, _distance, (x, y) = max(spots)
    return LabelPlace(x, y) if room and not _touches(x, y, size, taken) else None


def _room(outline: Outline, centre: Point, size: Point) -> float:
    """How much of the label, or of a bigger box of its shape, lies inside around `centre`; 0 where too little does."""
    room = 0.0
    for factor in _FACTORS:
        if not all(outline.contains(*corner) for corner in _rim(*centre, size[0] * factor, size[1] * factor)):
            break
        room = factor
    return room


def _grid(outline: Outline) -> Iterator[Point]:
    left, bottom, right, top = outline.box
    for row in range(1, _GRID):
        for column in range(1, _GRID):
            x, y = left + (right - left) * column / _GRID, bottom + (top - bottom) * row / _GRID
            if outline.contains(x, y):
                yield x, y


def _rim(x: float, y: float, width: float, height: float) -> Iterator[Point]:
    for step in range(-4, 5):
        for side in (-0.5, 0.5):
            yield x + width * step / 8, y + height * side
            yield x + width * side, y + height * step / 8


def _place_outside(outline: Outline, size: Point, outlines: Sequence[Outline], taken: Sequence[Box]) -> LabelPlace:
    anchor = _find_middle(outline)
    left, _, right, _ = find_bounds(outlines)
    reach = (right - left) / _STEPS
    for step in range(2, 2 * _STEPS):
        for turn in range(_DIRECTIONS):
            angle = 2 * math.pi * turn / _DIRECTIONS
            x, y = anchor[0] + math.cos(angle) * reach * step, anchor[1] + math.sin(angle) * reach * step
            if not _touches(x, y, size, taken) and not _covers(x, y, size, outlines):
                return LabelPlace(x, y, anchor)
    return LabelPlace(right + size[0], anchor[1], anchor)


def _find_middle(outline: Outline) -> Point:
    points = list(_grid(outline))
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def find_bounds(outlines: Sequence[Outline]) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of all of them."""
    boxes = [outline.box for outline in outlines]
    return min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes)


def _touches(x: float, y: float, size: Point, taken: Sequence[Box]) -> bool:
    return any(abs(x - box[0]) < (size[0] + box[2]) / 2 and abs(y - box[1]) < (size[1] + box[3]) / 2 for box in taken)


def _covers(x: float, y: float, size: Point, outlines: Sequence[Outline]) -> bool:
    return any(outline.contains(*point) for outline in outlines for point in _rim(x, y, *size))
