"""A process that hands a folder's workbooks in, through the front door, and says as JSON how long each took."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from danvan_metrics.access.actor import PROGRAM
from danvan_metrics.district import open_district
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.settings import load_settings


def main(folder: str) -> None:
    """Hand them in on the day the settings fix; SystemExit where one was not kept."""
    settings = load_settings()
    district = open_district(settings)
    files = [HandedIn(path.name, path) for path in sorted(Path(folder).glob("*.xlsx"))]
    start, ends, refused = time.perf_counter(), [], []
    for outcome in receive_files(district, files, Receiving(settings.today(), accept=True, actor=PROGRAM)):
        ends.append(time.perf_counter() - start)
        refused += [] if outcome.status is Status.ACCEPTED else [f"{outcome.file}: {outcome.status}"]
    if refused:
        raise SystemExit("\n".join(refused))
    print(json.dumps({"ends": ends, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
