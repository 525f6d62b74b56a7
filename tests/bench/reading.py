"""Read, check and store the sample's workbooks, against a bare read of the same files by calamine and by pandas with openpyxl."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from danvan_metrics.district import District, open_district
from danvan_metrics.intake.receiving import Reception, receive_file
from danvan_metrics.sample import iterate_sample
from danvan_metrics.settings import load_settings
from tests.bench.measures import Measure, time_call

LAST_DAY = "2020-12-17"


def run(rounds: int) -> Iterator[Measure]:
    """Seconds per workbook; every file is read by all sides in turn, into a fresh store in each round."""
    ours: list[float] = []
    checked: list[float] = []
    calamine: list[float] = []
    pandas: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        stores = (_open_store(Path(folder) / f"{number}.sqlite3") for number in count())
        warm = next(stores)
        files = [file.content for file in iterate_sample(warm.plan, warm.roster)]
        _read_with_all(warm, files[0], ([], [], [], []))
        for district, _ in zip(stores, range(rounds), strict=False):
            for content in files:
                _read_with_all(district, content, (calamine, checked, ours, pandas))
    yield Measure("read + check + store, beside a bare calamine read", ours, calamine, aim=4)
    yield Measure("  of which read + check", checked, calamine)
    yield Measure("read + check + store, beside pandas with openpyxl", ours, pandas, aim=5, at_least=True)


def _read_with_all(district: District, content: bytes, into: tuple[list[float], ...]) -> None:
    calamine, checked, ours, pandas = into
    received = date.fromisoformat(LAST_DAY)
    time_call(calamine, lambda: _read_with_calamine(content))
    time_call(checked, lambda: receive_file(district, "a.xlsx", content, Reception(received, store=False)))
    time_call(ours, lambda: receive_file(district, "a.xlsx", content, Reception(received)))
    time_call(pandas, lambda: pd.read_excel(io.BytesIO(content), sheet_name=None, engine="openpyxl"))


def _read_with_calamine(content: bytes) -> list[object]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def _open_store(path: Path) -> District:
    return open_district(load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{path}", "DANVAN_TODAY": LAST_DAY}))
