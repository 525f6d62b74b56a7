"""Builders for tests of the tables for Power BI, Excel and R: taken from a district, and read as another program would."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from danvan_metrics.access.actor import Actor
from danvan_metrics.data_acts.data_files import take_tables
from danvan_metrics.data_acts.data_request import DataRequest
from danvan_metrics.district import District
from danvan_metrics.exports.data_pack import DataFormat
from danvan_metrics.metrics.dataset import Dataset
from tests.builders_access import OFFICE

Rows = list[dict[str, str]]
WHOLE_REQUEST = DataRequest()


def take_file(
    district: District, kind: DataFormat, path: Path, asked: DataRequest = WHOLE_REQUEST, actor: Actor = OFFICE, **given: Any
) -> bytes:
    """The file of these tables. dataset: what is looked at, else what is in force."""
    dataset: Dataset = given.get("dataset") or district.load_dataset(asked.unit)
    with take_tables(district, asked, lambda: dataset, actor=actor) as pack:
        pack.write_as(kind, path)
    return path.read_bytes()


def take_csv(district: District, folder: Path, asked: DataRequest = WHOLE_REQUEST, **given: Any) -> dict[str, Rows]:
    """The rows of every table by name, texts as the CSV has them."""
    return read_zip(take_file(district, DataFormat.CSV, folder / "du-lieu.zip", asked, **given))


def read_zip(content: bytes) -> dict[str, Rows]:
    """The tables of a ZIP of CSV."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name[:-4]: read_rows(archive.read(name)) for name in archive.namelist() if name.endswith(".csv")}


def read_rows(content: bytes) -> Rows:
    """The rows of a CSV by their headings."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def rebuild_returns(tables: dict[str, Rows]) -> dict[tuple[str, str], SimpleNamespace]:
    """Returns by school and period as `tests.slow_figures` takes them, put together from the tables answers and models alone."""
    returns: dict[tuple[str, str], SimpleNamespace] = {}
    for row in tables["hand_ins"]:
        if row["in_force"] == "TRUE":
            key = row["school_code"], row["period_code"]
            returns[key] = SimpleNamespace(school=key[0], period=key[1], answers={}, models=[], models_declared=None)
    for row in tables["answers"]:
        _add_cell(returns[row["school_code"], row["period_code"]].answers.setdefault(row["line_code"], {}), row)
    for row in tables["models"]:
        count = float(row["evidence_count"]) if row["evidence_count"] else None
        model = {"evidence_count": count, "has_result": row["has_result"] == "TRUE"}
        returns[row["school_code"], row["period_code"]].models.append(model)
    return returns


def _add_cell(answer: dict[str, Any], row: dict[str, str]) -> None:
    answer["state"] = row["line_state"]
    if row["field"] in {"to_do", "evidence_count"}:
        answer[row["field"]] = float(row["value_number"]) if row["value_number"] else None
    if row["field"] == "done":
        answer["done"] = float(row["value_number"]) if row["value_number"] else None
        answer["choice"], answer["dated"] = row["value_choice"] or None, row["value_date"] or None
