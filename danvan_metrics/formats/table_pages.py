"""A long table as several short ones: what stands on one screen of a meeting."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from danvan_metrics.formats.table import Band, Table


def split_table(table: Table, most: int) -> tuple[Table, ...]:
    """Tables of at most `most` rows; a band stays whole where it fits, and the sums stand under each. One where it is short."""
    sums = tuple(band for band in table.bands if band.total)
    pages = _fill_pages([part for band in table.bands if not band.total for part in _split_band(band, most)], most)
    return tuple(replace(table, bands=(*page, *sums)) for page in pages) or (table,)


def cut_table(table: Table, most: int) -> Table:
    """The table with its first `most` rows, and the sums of all."""
    rows = [row for band in table.bands if not band.total for row in band.rows]
    sums = tuple(band for band in table.bands if band.total)
    return replace(table, bands=(Band("", tuple(rows[:most])), *sums))


def _split_band(band: Band, most: int) -> Iterator[Band]:
    """Parts of even length: 27 rows of at most ten are three times nine."""
    size = math.ceil(len(band.rows) / max(1, math.ceil(len(band.rows) / most)))
    for first in range(0, len(band.rows), max(size, 1)):
        yield replace(band, rows=band.rows[first : first + size])


def _fill_pages(bands: list[Band], most: int) -> list[tuple[Band, ...]]:
    pages: list[list[Band]] = []
    room = 0
    for band in bands:
        if len(band.rows) > room:
            pages.append([])
            room = most
        pages[-1].append(band)
        room -= len(band.rows)
    return [tuple(page) for page in pages]
