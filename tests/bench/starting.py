"""`danvan check` of one return as somebody types it, a Python of its own each time, against a Python that only imports pandas."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.measures import Measure, time_call
from tests.builders_cli import Office
from tests.builders_officer import fill_workbook

ROOT = Path(__file__).parents[2]
AIM = 1.5
CHECK = ("-m", "danvan_metrics", "check", "a.xlsx")
PANDAS = ("-c", "import pandas")
TELL_TIME = "sys.stderr.write(str(time.process_time()))"
OWN_TIME = (  # processor time of that process alone, which others on the machine do not lengthen
    f"import atexit, runpy, sys, time; atexit.register(lambda: {TELL_TIME});"
    "sys.argv = sys.argv[1:]; runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
)


def run(rounds: int) -> Iterator[Measure]:
    """The two take turns: by the clock, and in processor time of the process itself."""
    clock: tuple[list[float], list[float]] = ([], [])
    own: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "a.xlsx").write_bytes(fill_workbook("TH-MINHCAM", "6m"))
        _call(place, CHECK)  # makes the store
        _call(place, PANDAS)
        for _ in range(max(5, rounds)):
            time_call(clock[0], lambda: _call(place, CHECK))
            time_call(clock[1], lambda: _call(place, PANDAS))
            own[0].append(float(_call(place, ("-c", OWN_TIME, *CHECK[1:])).splitlines()[-1]))
            own[1].append(float(_call(place, ("-c", f"import sys, time, pandas; {TELL_TIME}")).splitlines()[-1]))
    yield Measure("check of one return, beside import pandas", clock[0], clock[1], aim=AIM)
    yield Measure("the same in processor time of the process", own[0], own[1], aim=AIM)


def _call(folder: Path, words: Sequence[str]) -> str:
    """What it says on stderr; it must end well."""
    # As installed, where every module is compiled once: the first call does it here, and pandas was compiled with its wheel.
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **compiled, **Office(folder).environment}
    done = subprocess.run([sys.executable, *words], cwd=folder, env=variables, capture_output=True, encoding="utf-8", check=True)
    return done.stderr
