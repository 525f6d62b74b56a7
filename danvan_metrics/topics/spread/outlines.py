"""Outlines of communes from GeoJSON, on a plane where a kilometre is as long eastwards as northwards."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from danvan_metrics.errors import UserError
from danvan_metrics.vietnamese import fold

Point = tuple[float, float]
_KINDS: Final = ("thi tran", "tt", "phuong", "xa")


@dataclass(frozen=True)
class Outline:
    """One commune: its name, the fuller name, and its rings (x: longitude scaled by the cosine of the latitude, y: latitude)."""

    name: str
    full_name: str
    rings: tuple[tuple[Point, ...], ...]

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        xs, ys = zip(*(point for ring in self.rings for point in ring), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies inside (even-odd rule over all rings)."""
        inside = False
        for ring in self.rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                # Half open: a corner on the line counts once, and a level side is never divided by.
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    inside = not inside
        return inside

    def matches(self, commune: str) -> bool:
        """Whether the roster means this commune, with or without “Xã”, “Thị trấn”, accents."""
        return _key(commune) in {_key(self.name), _key(self.full_name)}


@lru_cache(maxsize=4)
def load_outlines(path: Path) -> tuple[Outline, ...]:
    """Read a GeoJSON FeatureCollection of Polygons or MultiPolygons with `ten` (and `ten_day_du`) as properties."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        latitudes = [y for feature in features for ring in _rings(feature["geometry"]) for _, y in ring]
        scale = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))
        return tuple(_read_feature(feature, scale) for feature in features)
    except FileNotFoundError as error:
        raise UserError(f"Không thấy bản đồ xã “{path}”; hãy kiểm tra DANVAN_COMMUNES trỏ tới tệp GeoJSON.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"Không đọc được bản đồ xã “{path}”; hãy kiểm tra DANVAN_COMMUNES trỏ tới tệp GeoJSON.") from error


def _read_feature(feature: dict[str, Any], scale: float) -> Outline:
    named = feature["properties"]
    rings = tuple(tuple((x * scale, y) for x, y in ring) for ring in _rings(feature["geometry"]))
    return Outline(named["ten"], named.get("ten_day_du", named["ten"]), rings)


def _rings(geometry: dict[str, Any]) -> Iterator[Sequence[Point]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        for ring in polygon:
            yield [(float(x), float(y)) for x, y, *_ in ring]


def _key(name: str) -> str:
    folded = fold(name)
    return next((folded.removeprefix(f"{kind} ") for kind in _KINDS if folded.startswith(f"{kind} ")), folded)
