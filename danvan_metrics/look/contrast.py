"""How well one colour is read on another (WCAG 2.2, relative luminance)."""

from __future__ import annotations

from typing import Final

_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)  # of red, green and blue, as eyes see them


def measure_contrast(color: str, other: str) -> float:
    """From 1 (the same brightness) to 21 (black on white), of two colours “#rrggbb”."""
    low, high = sorted((_measure_luminance(color), _measure_luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _measure_luminance(color: str) -> float:
    parts = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    straight = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip(_WEIGHTS, straight, strict=True))
