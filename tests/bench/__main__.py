"""Benchmarks as ratios within one run: `python -m tests.bench [--json] [--only reading,templates,exports …] [--rounds N]`.

Offices of many schools only where they are asked for (`--only scale`, tests/bench/scale.py): they take minutes, and no ratio.

Nothing here is a test: a ratio depends on the machine's mood, so the two sides take turns and medians are compared.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tests.bench.measures import Measure

if TYPE_CHECKING:
    from tests.bench.scale import Cost

PARTS = ("reading", "templates", "exports", "starting", "page")


def main() -> None:
    """Run the parts asked for and print a table, or JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to run, with commas between")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side is measured")
    parser.add_argument("--schools", default="25,700,5000,41000", help="sizes of offices, with commas between (scale)")
    parser.add_argument("--store", default="sqlite,postgresql", help="kinds of store, with commas between (scale)")
    parser.add_argument("--import", dest="imported", type=int, default=200, help="returns imported while pages are read (scale)")
    options = parser.parse_args()
    measures = [measure for part in options.only.split(",") for measure in _run(part, options)]
    print(json.dumps([measure.to_json() for measure in measures], indent=2) if options.json else _write_table(measures))  # noqa: T201


def _run(part: str, options: argparse.Namespace) -> Iterator[Measure | Cost]:
    if part != "scale":
        yield from _find(part)(options.rounds)
        return
    from tests.bench.scale import ScaleOptions, run_scale  # noqa: PLC0415 - as in _find

    sizes = [int(size) for size in options.schools.split(",")]
    for cost in run_scale(ScaleOptions(sizes, options.store.split(","), options.imported)):
        print(" ".join(cost.cells()), file=sys.stderr, flush=True)  # noqa: T201 - the next one may take minutes
        yield cost


def _find(part: str) -> Callable[[int], Iterator[Measure]]:
    """A part's `run`; Playwright and pandas are imported only by the part that needs them."""
    if part == "page":
        from tests.bench.page import run  # noqa: PLC0415
    elif part == "exports":
        from tests.bench.exports import run  # noqa: PLC0415
    elif part == "starting":
        from tests.bench.starting import run  # noqa: PLC0415
    elif part == "templates":
        from tests.bench.templates import run  # noqa: PLC0415
    else:
        from tests.bench.reading import run  # noqa: PLC0415
    return run


def _write_table(measures: list[Measure | Cost]) -> str:
    rows = [("what", "ours", "beside", "ratio", "aim", ""), *(measure.cells() for measure in measures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


if __name__ == "__main__":
    main()
