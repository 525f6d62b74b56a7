"""What can fail under the program fails: one clear sentence each, on the command line and on the page, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from unittest.mock import patch

import psutil
from streamlit.testing.v1 import AppTest

from danvan_metrics.folders import SHIPPED
from danvan_metrics.store.engine import open_engine, writing
from danvan_metrics.store.repository import open_repository
from tests.builders_postgresql import restart_postgresql
from tests.resilience.batches import SCHOOLS, judge_store, make_returns, read_acknowledged, write_batch
from tests.resilience.findings import Finding
from tests.resilience.places import Place, open_place

LOCKED = 40  # seconds another program holds the write lock
FULL_MB, FREED_MB = 3, 64


def run(folder: Path, stores: tuple[str, ...], *, quick: bool) -> Iterator[Finding]:
    """Every fault that this machine lets us make; what it does not let us is said so."""
    if "sqlite" in stores:
        yield from _run_on_small_disk(folder / "small")
        with open_place("sqlite", folder / "damaged") as place:
            yield from damage(place)
    for kind in stores:
        with open_place(kind, folder / f"locked-{kind}") as place:
            yield from lock(place, 3 if quick else LOCKED)
        with open_place(kind, folder / f"reader-{kind}") as place:
            yield kill_readers(place)
    if "postgresql" in stores:
        with open_place("postgresql", folder / "restarted") as place:
            yield from restart_server(place)
    yield kill_browser(folder / "browser")


@contextmanager
def mount_small(folder: Path) -> Iterator[Callable[[str], None]]:
    """A disk of 3 MB in memory; gives how to mount it anew with other options. Only root may (CalledProcessError)."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={FULL_MB}m", "tmpfs", folder], check=True, capture_output=True)
    try:
        yield lambda options: subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True, capture_output=True)
    finally:
        subprocess.run(["umount", "-l", folder], check=False, capture_output=True)


def _run_on_small_disk(folder: Path) -> Iterator[Finding]:
    try:
        with mount_small(folder) as remount, open_place("sqlite", folder) as place:
            yield from fill_disk(place, remount)
            yield from forbid_writing(place, remount)
    except (OSError, subprocess.CalledProcessError) as error:
        yield Finding("disk full", "sqlite", f"not tried: this machine lets nobody mount a small disk ({error})", good=False)


def fill_disk(place: Place, remount: Callable[[str], None]) -> Iterator[Finding]:
    """Import until the disk is full, free it, import again."""
    outside = place.folder.parent / "beside"
    returns = make_returns(outside / "forms", len(SCHOOLS))
    acknowledged, told = [], ""
    for number in range(40):
        digests = write_batch(returns, f"full/{number}", outside / "batch")
        names, told = _import(place, outside / "batch")
        acknowledged += [digests[name] for name in names]
        if told:
            break
    wrong = judge_store(place.url, acknowledged)
    yield _judge("disk full", place, told, "đã đầy", wrong, f"{len(acknowledged)} acknowledged before")
    remount(f"size={FREED_MB}m")
    names, told = _import(place, outside / "batch")
    again = judge_store(place.url, [*acknowledged, *(digests[name] for name in names)])
    yield Finding(
        "disk freed",
        place.kind,
        f"the same batch again: {len(names)} more kept; {again or 'none lost, half or twice'}",
        not again and not told,
    )


def forbid_writing(place: Place, remount: Callable[[str], None]) -> Iterator[Finding]:
    """A folder that can only be read: figures are shown, a hand-in is refused in a sentence."""
    outside = place.folder.parent / "beside"
    remount("ro")
    names, told = _import(place, outside / "batch2", make_returns(outside / "forms", 2))
    yield _judge("read-only folder", place, told, "không ghi được kho dữ liệu", judge_store(place.url, ()), f"{len(names)} kept")
    yield _look_at_page("read-only folder", place, "")
    remount("rw")


def damage(place: Place) -> Iterator[Finding]:
    """Bytes in the middle of the store are overwritten."""
    repository = open_repository(place.url, create=True)
    repository.close()
    _import(place, place.folder / "batch", make_returns(place.folder / "forms", 6))
    file = place.folder / "kho.sqlite3"
    with file.open("r+b") as store:
        store.seek(4096)
        store.write(b"\xff" * (file.stat().st_size // 2))
    _, told = _import(place, place.folder / "batch2", make_returns(place.folder / "forms", 2))
    yield _judge("damaged store", place, told, "bị hỏng", "", f"{file.stat().st_size // 1024} KB left as they are")
    yield _look_at_page("damaged store", place, "bị hỏng")


def lock(place: Place, seconds: float) -> Iterator[Finding]:
    """Another program holds the write lock; figures are shown meanwhile, a hand-in says so and can be repeated."""
    open_repository(place.url, create=True).close()
    returns = make_returns(place.folder / "forms", 2)
    holder = Thread(target=_hold_lock, args=(place.url, seconds))
    holder.start()
    time.sleep(0.5)
    start = time.monotonic()
    _, told = _import(place, place.folder / "batch", returns)
    waited = time.monotonic() - start
    expected = "đang bận" if seconds > 20 else ""
    yield _judge(f"locked {seconds:.0f} s", place, told, expected, "", f"after {waited:.0f} s")
    holder.join()
    names, told = _import(place, place.folder / "batch", returns)
    yield Finding(
        "lock let go",
        place.kind,
        f"the same batch again: {len(names)}/2 kept",
        good=not told and judge_store(place.url, ()) == "",
    )


def _read_rest(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What is still to come, and what a line read before has left in the buffer, which `communicate` would pass over."""
    rest = process.stdout.read() if process.stdout else ""
    errors = process.stderr.read() if process.stderr else ""
    process.wait()
    return rest, errors


def kill_readers(place: Place) -> Finding:
    """Every process that reads workbooks is killed while a batch is under way."""
    open_repository(place.url, create=True).close()
    digests = write_batch(make_returns(place.folder / "forms", len(SCHOOLS)), "readers", place.folder / "batch")
    with _start_import(place, place.folder / "batch") as process:
        first, killed = process.stdout.readline() if process.stdout else "", 0
        while process.poll() is None and killed < 3:  # a reader killed before it has read anything cannot be started at all
            for reader in psutil.Process(process.pid).children(recursive=True):
                reader.kill()
                killed += 1
            time.sleep(2)
        printed, errors = _read_rest(process)
    printed = first + printed
    names = read_acknowledged(printed)
    wrong = judge_store(place.url, [digests[name] for name in names]) or _find_traceback(errors + printed)
    lines = len(printed.splitlines())
    seen = (
        f"{killed} readers killed: {lines}/{len(digests)} files told of, {len(names)} kept, {wrong or 'none lost, half or twice'}"
    )
    return Finding("reader killed", place.kind, seen, good=not wrong and lines == len(digests) and killed > 0)


def restart_server(place: Place) -> Iterator[Finding]:
    """PostgreSQL is restarted in mid-import: what was acknowledged is there, the sentence says what to do, and it goes on."""
    open_repository(place.url, create=True).close()
    digests = write_batch(make_returns(place.folder / "forms", len(SCHOOLS)), "restart", place.folder / "batch")
    with _start_import(place, place.folder / "batch") as process:
        first = process.stdout.readline() if process.stdout else ""
        restart_postgresql(place.url)
        printed, errors = _read_rest(process)
    names = read_acknowledged(first + printed)
    wrong = judge_store(place.url, [digests[name] for name in names])
    told = errors.strip().splitlines()[-1] if errors.strip() else ""
    yield _judge(
        "server restarted", place, told, "hãy" if told else "", wrong or _find_traceback(errors), f"{len(names)} acknowledged"
    )
    more, told = _import(place, place.folder / "batch")
    wrong = judge_store(place.url, digests.values())
    yield Finding(
        "server back",
        place.kind,
        f"the same batch again: {len(more)} more kept; {wrong or 'each file once'}",
        good=not wrong and not told,
    )


def kill_browser(folder: Path) -> Finding:
    """The Chromium that draws pictures is killed: the next picture is drawn by another."""
    import plotly.graph_objects as go  # noqa: PLC0415 - only here

    from danvan_metrics.formats.pictures import draw_images  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    figure = go.Figure(go.Bar(x=[1, 2], y=[3, 4]))
    list(draw_images([("một", figure)], kinds=("png",)))
    killed = [one for one in psutil.Process().children(recursive=True) if "chrom" in one.name()]
    for one in killed:
        one.kill()
    try:
        drawn = [content for _, content in draw_images([("hai", figure)], kinds=("png",))]
        seen, good = (
            f"{len(killed)} processes killed, the next picture has {len(drawn[0]) // 1024} KB",
            drawn[0].startswith(b"\x89PNG"),
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is told
        seen, good = f"{len(killed)} processes killed: {type(error).__name__}: {error}", False
    return Finding("Chromium killed", "–", seen, good and bool(killed))


def _start_import(place: Place, batch: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "danvan_metrics", "import", str(batch), "--accept", "--json-lines"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=SHIPPED, env=place.environment, stdout=pipe, stderr=pipe, text=True)


def _import(place: Place, batch: Path, returns: list[bytes] | None = None) -> tuple[list[str], str]:
    """The names kept, and what was said on stderr."""
    if returns is not None:
        write_batch(returns, f"{batch.name}/{time.monotonic_ns()}", batch)
    with _start_import(place, batch) as process:
        printed, errors = _read_rest(process)
    return read_acknowledged(printed), errors.strip()


def _judge(scenario: str, place: Place, told: str, expected: str, wrong: str, more: str) -> Finding:
    """One sentence, the one expected, and a sound store."""
    one_sentence = "\n" not in told and not _find_traceback(told)
    seen = (
        f"“{told}” ({more}){f'; {wrong}' if wrong else ''}" if told else f"nothing said ({more}){f'; {wrong}' if wrong else ''}"
    )
    return Finding(
        scenario, place.kind, seen, good=one_sentence and expected in told and bool(told) == bool(expected) and not wrong
    )


def _look_at_page(scenario: str, place: Place, expected: str) -> Finding:
    """Tổng quan on this store: one sentence where it cannot be shown, no traceback."""
    import streamlit as st  # noqa: PLC0415 - only the pages need it

    st.cache_resource.clear()
    with patch.dict(os.environ, place.environment):
        page = AppTest.from_file(str(SHIPPED / "dashboard.py"), default_timeout=60).run()
    told = [one.value for one in page.error]
    st.cache_resource.clear()
    good = not page.exception and (bool(told) and expected in told[0] if expected else not told)
    return Finding(f"{scenario}, page", place.kind, f"“{told[0]}”" if told else "shown as usual", good)


def _hold_lock(url: str, seconds: float) -> None:
    if url.startswith("sqlite"):
        store = sqlite3.connect(url.removeprefix("sqlite:///"))
        store.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        store.rollback()
        store.close()
        return
    engine = open_engine(url)
    with writing(engine):
        time.sleep(seconds)
    engine.dispose()


def _find_traceback(printed: str) -> str:
    return "a traceback" if "Traceback" in printed else ""
