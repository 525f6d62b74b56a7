"""Going through a table row by row, where words are made from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def iterate_rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Every row, its columns as attributes; the index is left out."""
    return iter(frame.itertuples(index=False))
