"""Load and faults as figures: `python -m tests.resilience [--only kills,sessions,faults] [--stores sqlite,postgresql] [--quick]`.

Nothing here is a test of the suite: it takes as long as 400 kills take. The suite runs a few of each (tests/integration).
Exit code: 1 where anything was not as it must be.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.resilience import faults, kills, sessions
from tests.resilience.findings import Finding, write_table
from tests.resilience.places import KINDS

PARTS = {"kills": kills.run, "sessions": sessions.run, "faults": faults.run}


def main() -> int:
    """Run the parts asked for, tell of each finding as it comes, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.resilience", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help="parts to run, with commas between")
    parser.add_argument("--stores", default=",".join(KINDS), help="stores to run them on, with commas between")
    parser.add_argument("--quick", action="store_true", help="a few of each, to see that all of it runs")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory() as folder:
        for part in options.only.split(","):
            for finding in PARTS[part](Path(folder) / part, tuple(options.stores.split(",")), quick=options.quick):
                print(*finding.cells(), sep=" · ", file=sys.stderr, flush=True)  # noqa: T201
                findings.append(finding)
    print(json.dumps([asdict(one) for one in findings], ensure_ascii=False, indent=2) if options.json else write_table(findings))  # noqa: T201
    return int(not all(one.good for one in findings))


if __name__ == "__main__":
    sys.exit(main())
