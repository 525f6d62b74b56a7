"""A batch of 1,000 workbooks read apart, checked and stored, against bare reads of the same files by calamine and by pandas."""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import pandas as pd
import psutil
from python_calamine import CalamineWorkbook

from danvan_metrics.district import District, open_district
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.sample import iterate_sample
from danvan_metrics.settings import load_settings
from tests.bench.measures import Measure, time_call
from tests.builders_access import OFFICE

LAST_DAY = "2020-12-17"
FILES = 1_000
MEGABYTE = 1_000_000


def run(rounds: int) -> Iterator[Measure]:
    """Seconds per workbook: bare reads take turns with the batch, so that all sides meet the same machine."""
    calamine: list[float] = []
    pandas: list[float] = []
    batch: list[float] = []
    checked: list[float] = []
    alone: list[float] = []  # processor time: steadier than the clock's where others work beside it
    own: list[float] = []
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        contents = _make_files(_open_store(Path(folder) / "none.sqlite3"))
        for number in range(max(1, rounds // 2)):
            started = time.process_time()
            for content in contents[: FILES // 4]:
                time_call(calamine, lambda content=content: _read_with_calamine(content))
            alone.append((time.process_time() - started) / (FILES // 4))
            for content in contents[:40]:
                time_call(pandas, lambda content=content: pd.read_excel(io.BytesIO(content), sheet_name=None, engine="openpyxl"))
            district = _open_store(Path(folder) / f"{number}.sqlite3")
            _receive(district, contents, checked, store=False)
            started = time.process_time()
            memory = _receive(district, contents, batch)
            own.append((time.process_time() - started) / FILES)
    what = f"a workbook of a batch of {FILES}: read apart, checked, stored"
    yield Measure(f"{what}; beside a bare calamine read", batch, calamine, aim=4)
    yield Measure("  of which read apart and checked", checked, calamine)
    yield Measure(
        "  processor time of the process that checks and stores; beside that of a bare calamine read", own, alone, aim=4
    )
    yield Measure(f"{what}; beside pandas with openpyxl", batch, pandas, aim=5, at_least=True)
    yield Measure(f"memory after {FILES} files beside after 200 (MB, shown as ms)", [memory[-1]], [memory[1]], aim=1.2)
    yield Measure("peak memory of the batch, readers included (MB, shown as ms)", [max(memory)])


def _receive(district: District, contents: list[bytes], batch: list[float], *, store: bool = True) -> list[float]:
    """Receive them all; adds the mean time of a file to `batch`, and gives the memory after every hundred."""
    files = [HandedIn(f"{number}.xlsx", content) for number, content in enumerate(contents)]
    memory = []
    start = time.perf_counter()
    outcomes = receive_files(district, files, Receiving(date.fromisoformat(LAST_DAY), store=store, accept=True, actor=OFFICE))
    for number, outcome in enumerate(outcomes, start=1):
        if outcome.status not in {Status.ACCEPTED, Status.RETURNED}:
            raise RuntimeError(f"{outcome.file}: {outcome.status}")
        if number % 100 == 0:
            memory.append(_measure_memory())
    batch.append((time.perf_counter() - start) / len(files))
    return memory


def _measure_memory() -> float:
    """Of this process and the readers, in thousands of megabytes: a Measure prints thousandths."""
    us = psutil.Process()
    return sum(one.memory_info().rss for one in (us, *us.children())) / MEGABYTE / 1000


def _make_files(district: District) -> list[bytes]:
    """The sample's workbooks again and again, each with a comment of its own, so that no two are the same bytes."""
    sample = [file.content for file in iterate_sample(district.plan, district.roster)]
    return [_comment(content, number) for number, content in enumerate(islice(cycle(sample), FILES))]


def _comment(content: bytes, number: int) -> bytes:
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.comment = str(number).encode()
    return packed.getvalue()


def _read_with_calamine(content: bytes) -> list[object]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def _open_store(path: Path) -> District:
    """Of the sample: no other store takes the workbooks that `sample` made."""
    settings = load_settings({"DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{path}", "DANVAN_TODAY": LAST_DAY})
    return open_district(settings, sample=True)
