"""`import` is killed with -9 again and again: nothing acknowledged is lost, nothing half, nothing twice, no reader left."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from danvan_metrics.folders import SHIPPED
from danvan_metrics.store.repository import open_repository
from tests.resilience.batches import SCHOOLS, judge_store, make_returns, read_acknowledged, write_batch
from tests.resilience.findings import Finding
from tests.resilience.places import Place, open_place

KILLS = 200
LINGER = 5  # seconds a reader may need to see that nobody listens any more
PATIENCE = 60  # seconds a batch may take before it is killed anyway


def run(folder: Path, stores: tuple[str, ...], *, quick: bool) -> Iterator[Finding]:
    """Kill imports on each store."""
    for kind in stores:
        with open_place(kind, folder / kind) as place:
            yield kill_imports(place, 5 if quick else KILLS)


def kill_imports(place: Place, kills: int) -> Finding:
    """Each import is killed after a number of files drawn by lot; then the store is looked at as a whole."""
    open_repository(place.url, create=True).close()
    chance, returns, acknowledged, left = random.Random(20), make_returns(place.folder / "forms", len(SCHOOLS)), [], 0
    for number in range(kills):
        batch = place.folder / "batch"
        digests = write_batch(returns, f"{place.kind}/{number}", batch)
        names, orphans = _kill_one(place, batch, chance)
        acknowledged += [digests[name] for name in names]
        left += orphans
    wrong = judge_store(place.url, acknowledged)
    seen = f"{kills} kills -9 during import: {len(acknowledged)} files acknowledged, {wrong or 'none lost, half or twice'}"
    return Finding(
        "kill", place.kind, f"{seen}; {left} readers left after {LINGER} s", not wrong and not left and bool(acknowledged)
    )


def _kill_one(place: Place, batch: Path, chance: random.Random) -> tuple[list[str], int]:
    """One import, killed; the names acknowledged until then and how many of its readers live on after that."""
    command = [sys.executable, "-m", "danvan_metrics", "import", str(batch), "--accept", "--json-lines"]
    with subprocess.Popen(
        command, cwd=SHIPPED, env=place.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        out = process.stdout
        if out is None:
            raise RuntimeError("no pipe from the import")
        wanted, printed = chance.randrange(len(list(batch.iterdir()))), []
        until = time.monotonic() + PATIENCE
        while len(printed) < wanted and time.monotonic() < until and (line := out.readline()):
            printed.append(line)
        time.sleep(chance.random() * 0.03)  # in the middle of a transaction as often as between two
        readers = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.kill()
        printed.append(out.read())
    _, alive = psutil.wait_procs(readers, timeout=LINGER)
    return read_acknowledged(b"".join(printed).decode()), len(alive)
