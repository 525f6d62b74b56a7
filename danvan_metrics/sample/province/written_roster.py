"""The roster of an invented province as files: units.csv and schools.csv, as an office would keep them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from danvan_metrics.sample.province.invented_schools import invent_schools
from danvan_metrics.sample.province.invented_units import Row, invent_units
from danvan_metrics.sample.province.place import InventedPlace
from danvan_metrics.whole_files import write_whole

_UNITS: Final = (
    "code", "name", "short_name", "kind", "parent", "other_names", "valid_from", "valid_to", "decision", "head", "signer",
    "recipients", "send_to", "follows",
)  # fmt: skip
_SCHOOLS: Final = (
    "code", "name", "short_name", "other_names", "level", "type", "commune", "unit", "model", "valid_from", "valid_to",
    "confirmed", "follows",
)  # fmt: skip


def write_roster_files(place: InventedPlace, folder: Path) -> tuple[Path, Path]:
    """Write units.csv and schools.csv into a folder that stands; their paths. The same recipe gives the same bytes."""
    units, schools = folder / "units.csv", folder / "schools.csv"
    write_whole(units, _write_rows(_UNITS, invent_units(place)), replace=True)
    write_whole(schools, _write_rows(_SCHOOLS, invent_schools(place)), replace=True)
    return units, schools


def _write_rows(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
