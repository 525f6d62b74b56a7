"""Offices of 25 to 41,000 schools × three periods: how long a page takes there, and what memory and disk it costs.

`python -m tests.bench --only scale [--schools 25,700,5000,41000] [--store sqlite,postgresql] [--import 200]`. Whoever looks, and
whoever hands in, is a process of its own. Nothing is a ratio: the aims are seconds on two cores.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import create_engine, make_url, text

from danvan_metrics.district import open_district
from danvan_metrics.folders import SHIPPED
from danvan_metrics.scoring.score_new import score_new
from danvan_metrics.settings import load_settings
from tests.builders_postgresql import run_postgresql
from tests.builders_scale import Scaled, build_office, write_returns

SIZES: Final = (25, 700, 5_000, 41_000)
STORES: Final = ("sqlite", "postgresql")
HIGHEST: Final = "-"
_CACHED: Final = 5  # looks
_ONES: Final = 3  # returns that come alone
_SECONDS, _MEGABYTES, _KILOBYTES = "s", "MB", "KB"
Wait = tuple[float, float]  # seconds a look took, and how many of them of the processor


@dataclass(frozen=True)
class Cost:
    """What something costs in an office of some size; `aim` is the most it may."""

    what: str
    value: float
    unit: str = _SECONDS
    aim: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether it costs no more than it may; None where nothing is said."""
        return None if self.aim is None else self.value <= self.aim

    def cells(self) -> tuple[str, ...]:
        """A row of the table."""
        aim = "" if self.aim is None else f"≤ {self.aim:g} {self.unit}"
        verdict = {True: "reached", False: "MISSED", None: ""}[self.reached]
        number = f"{self.value:.3f}" if self.unit == _SECONDS else f"{self.value:,.1f}"
        return (self.what, f"{number} {self.unit}", "", "", aim, verdict)

    def to_json(self) -> dict[str, object]:
        """The same for programs."""
        return {"what": self.what, "value": self.value, "unit": self.unit, "aim": self.aim, "reached": self.reached}


@dataclass(frozen=True)
class ScaleOptions:
    """Which sizes and stores, and how many returns are imported while pages are read."""

    schools: Sequence[int] = SIZES
    stores: Sequence[str] = STORES
    imported: int = 200


def run_scale(options: ScaleOptions) -> Iterator[Cost]:
    """Fill each office and look at it; the offices are gone afterwards."""
    for store in options.stores:
        for schools in options.schools:
            with tempfile.TemporaryDirectory() as folder, _lend_store(store, Path(folder)) as url:
                yield from _measure(f"{schools:,} schools, {store}", Path(folder), schools, url, options.imported)


@contextmanager
def _lend_store(store: str, folder: Path) -> Iterator[str]:
    if store == "sqlite":
        yield f"sqlite:///{folder / 'kho.sqlite3'}"
        return
    with run_postgresql(folder / "server") as url:
        yield url


def _measure(name: str, folder: Path, schools: int, url: str, imported: int) -> Iterator[Cost]:
    office = build_office(folder / "office", schools, url)
    bare = _weigh(url)
    yield Cost(f"{name}: scoring all returns there are", _score(office))
    returns = _count_returns(url)
    yield Cost(f"{name}: on disk", _weigh(url) / 1e6, _MEGABYTES)
    yield Cost(f"{name}: on disk, a return without its file", bare / returns / 1e3, _KILOBYTES)
    yield Cost(f"{name}: on disk, a return's scores and its part of the sums", (_weigh(url) - bare) / returns / 1e3, _KILOBYTES)
    with _look(office) as reader:
        yield from _look_at_pages(name, office, reader)
        yield from _look_after_one(name, office, folder, reader)
        yield from _look_while_importing(name, office, folder, reader, imported)
        yield Cost(f"{name}: memory of whoever looks", reader.ask("memory"), _MEGABYTES, aim=1_500)


def _look_at_pages(name: str, office: Scaled, reader: _Reader) -> Iterator[Cost]:
    yield reader.cost(f"{name}: opening", "open")
    for what, unit in _list_looks(office):
        yield reader.cost(f"{name}: first figures of {what}", "data", unit)
        cached = median(reader.ask("data", unit) for _ in range(_CACHED))
        yield Cost(f"{name}: the same figures again", cached, aim=0.1)
    reader.ask("page", HIGHEST)  # a server's first page loads what every later one uses
    yield Cost(f"{name}: a run of the page, its figures known", median(reader.ask("page", HIGHEST) for _ in range(_CACHED)))


def _look_after_one(name: str, office: Scaled, folder: Path, reader: _Reader) -> Iterator[Cost]:
    taken = []
    for number in range(_ONES):
        _hand_in(office, folder / f"one-{number}", [number])
        taken.append(reader.cost(f"{name}: figures of the highest unit after one new return", "data", HIGHEST))
    yield sorted(taken, key=lambda cost: cost.value)[_ONES // 2]


def _look_while_importing(name: str, office: Scaled, folder: Path, reader: _Reader, imported: int) -> Iterator[Cost]:
    others = office.found[_ONES:]
    count = min(imported, len(others))
    before, step = _weigh(office.store_url), len(others) // count
    write_returns(folder / "many", [others[number * step] for number in range(count)])
    alone = max(reader.watch(HIGHEST, _find_commune(office), seconds=3))
    with _start(office, "scale_intake", str(folder / "many")) as importing:
        waits: list[Wait] = []
        while importing.poll() is None:
            waits += reader.watch(HIGHEST, _find_commune(office), seconds=1)
        told = _read_answer(importing)
    yield Cost(f"{name}: a return imported, of {count}", told["ends"][-1] / count)
    longest, spent = max(waits)
    yield Cost(
        f"{name}: longest wait for figures beside it ({spent:.2f} s of a processor; alone {alone[0]:.2f} s)", longest, aim=0.5
    )
    yield Cost(f"{name}: memory of whoever imports", told["memory"], _MEGABYTES, aim=1_500)
    yield Cost(f"{name}: growth, a return with its file", (_weigh(office.store_url) - before) / count / 1e3, _KILOBYTES)


def _list_looks(office: Scaled) -> Iterator[tuple[str, str]]:
    yield "the highest unit", HIGHEST
    if provinces := [unit for unit in _list_units(office) if unit.startswith("P")]:
        yield "a province", provinces[0]
    yield "a commune", _find_commune(office)


def _find_commune(office: Scaled) -> str:
    return office.found[0].unit


def _list_units(office: Scaled) -> list[str]:
    lines = (office.folder / "units.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.split(",")[0] for line in lines]


def _score(office: Scaled) -> float:
    district = open_district(load_settings(office.environment))
    start = time.perf_counter()
    score_new(district.repository, district.plan, district.roster)
    taken = time.perf_counter() - start
    district.repository.close()
    return taken


def _hand_in(office: Scaled, folder: Path, numbers: Sequence[int]) -> None:
    write_returns(folder, [office.found[number] for number in numbers])
    with _start(office, "scale_intake", str(folder)) as importing:
        _read_answer(importing)


def _weigh(url: str) -> int:
    """Bytes of a store."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return Path(str(address.database)).stat().st_size
    engine = create_engine(url)
    with engine.connect() as connection:
        weight = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    engine.dispose()
    return int(weight)


def _count_returns(url: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM submissions")).scalar_one()
    engine.dispose()
    return int(count)


# ── Processes ────────────────────────────────────────────────────────────────


class _Reader:
    """Somebody who looks, in a process of their own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, *words: str) -> float:
        """What it costs."""
        return float(self._answer(words))

    def cost(self, what: str, *words: str) -> Cost:
        """What it costs in seconds, and how many of them were spent in its process."""
        seconds = self.ask(*words)
        return Cost(f"{what} ({self.ask('processor'):.2f} s of a processor)", seconds, aim=1 if words[0] == "data" else None)

    def watch(self, *units: str, seconds: int) -> list[Wait]:
        """What each look costs that there is time for, at these units in turn."""
        return [(waited, spent) for waited, spent in self._answer(("watch", *units, str(seconds)))]

    def _answer(self, words: Sequence[str]) -> Any:
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("a process without pipes")
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"whoever looks is gone; asked for: {' '.join(words)}")
        return json.loads(line)


@contextmanager
def _look(office: Scaled) -> Iterator[_Reader]:
    with _start(office, "scale_reader") as process:
        yield _Reader(process)
        process.terminate()


@contextmanager
def _start(office: Scaled, module: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=SHIPPED, env=os.environ | office.environment, **pipes)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def _read_answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    told, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{process.args} failed")
    answer: dict[str, Any] = json.loads(told)
    return answer
