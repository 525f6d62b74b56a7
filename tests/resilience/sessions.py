"""Many sessions hand in at once: each a thread, as Streamlit runs them, in one process on one store."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import psutil

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.district import District, open_district
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.settings import load_settings
from tests.resilience.batches import judge_store, make_returns, mark_file
from tests.resilience.findings import Finding
from tests.resilience.places import DAY, Place, open_place

SESSIONS, FILES, ROUNDS, AIM = 40, 24, 5, 30.0
GROWTH = 1.1  # of memory from the second round to the last


def run(folder: Path, stores: tuple[str, ...], *, quick: bool) -> Iterator[Finding]:
    """All sessions at once, five rounds of it."""
    for kind in stores:
        with open_place(kind, folder / kind) as place:
            yield from hand_in_together(place, sessions=4 if quick else SESSIONS, rounds=2 if quick else ROUNDS)


def hand_in_together(place: Place, *, sessions: int, rounds: int) -> Iterator[Finding]:
    """Seconds a session waits for its files, what is in the store after, and memory from round to round."""
    district = replace(open_district(load_settings(place.environment), create=True))
    returns = make_returns(place.folder / "forms", FILES)
    waits, memory, digests, failed = [], [], [], []
    for number in range(rounds):
        with ThreadPoolExecutor(sessions) as pool:
            marks = [f"{number}/{session}" for session in range(sessions)]
            for seconds, kept, refused in pool.map(lambda mark: _hand_in(district, returns, mark), marks):
                waits.append(seconds)
                digests += kept
                failed += refused
        memory.append(_measure_memory())
    wrong = judge_store(place.url, digests)
    slow = statistics.quantiles(waits, n=20)[-1]
    told = f"{sessions} sessions × {FILES} files: p95 {slow:.1f} s, longest {max(waits):.1f} s (aim {AIM:.0f} s)"
    kept = f"{len(digests)}/{sessions * rounds * FILES} kept, {wrong or 'none lost, half or twice'}"
    yield Finding("sessions", place.kind, f"{told}; {kept}", slow <= AIM and not wrong and not failed)
    settled = memory[min(1, len(memory) - 1)]
    yield Finding("memory", place.kind, " → ".join(f"{one:.0f}" for one in memory) + " MB", memory[-1] <= settled * GROWTH)


def _hand_in(district: District, returns: list[bytes], mark: str) -> tuple[float, list[str], list[Status]]:
    """Seconds a batch took, the SHA-256 of what was kept, and the end of what was not."""
    contents = {f"{number}.xlsx": mark_file(content, f"{mark}/{number}") for number, content in enumerate(returns)}
    files = [HandedIn(name, content) for name, content in contents.items()]
    reception = Receiving(date.fromisoformat(DAY), accept=True, actor=sit_at_laptop("Nguyễn Thị Lan"))
    start = time.perf_counter()
    outcomes = list(receive_files(district, files, reception))
    seconds = time.perf_counter() - start
    kept = [sha256(contents[one.file]).hexdigest() for one in outcomes if one.stored]
    return seconds, kept, [one.status for one in outcomes if not one.stored]


def _measure_memory() -> float:
    us = psutil.Process()
    return sum(one.memory_info().rss for one in (us, *us.children(recursive=True))) / 1e6
