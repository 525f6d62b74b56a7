"""A process that looks at pages as a visitor's server does: told on stdin what to open, it answers with seconds as JSON lines.

`open`: plan, roster and store; `data UNIT` and `page UNIT`: what Tổng quan shows of a unit ("-": the highest), and the whole run
of the page; `watch UNIT UNIT SECONDS`: those two in turn for so long, each with what it took of the processor;
`processor`: what the last look took of it; `memory`: the most it ever took, in MB.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from danvan_metrics.access.rights import WHOLE
from danvan_metrics.folders import SHIPPED
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.overview.sentences import collect_sentences
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.unit_scorecard.figures import collect_unit_scorecard
from danvan_metrics.web.one_moment import one_moment
from danvan_metrics.web.resources import Edition, compute, get_dataset, get_district
from danvan_metrics.web.state import UNIT

HIGHEST = "-"
_PATIENCE = 900  # seconds
_USED = [0.0]  # seconds of the processor that the last look took: on a busy machine the others do not count


def main() -> None:
    """Answer until stdin ends."""
    logging.disable(logging.WARNING)  # there is no browser, and Streamlit says so at every call
    for line in sys.stdin:
        act, *arguments = line.split()
        print(json.dumps(_ACTS[act](*arguments)), flush=True)  # noqa: T201


def _open() -> float:
    return _time(lambda: get_district(sample=False))


def _show_data(unit: str) -> float:
    """Seconds until every figure of Tổng quan is there."""
    return _time(lambda: _collect("" if unit == HIGHEST else unit))


def _collect(unit: str) -> None:
    edition = Edition(sample=False, snapshot="", sight=WHOLE, unit=unit, plan="")
    with one_moment():  # as dashboard.py does round every page
        dataset = get_dataset(edition)
        scope = Scope(dataset.plan.periods[-1].code)
        scorecard = collect_unit_scorecard if dataset.sums else collect_scorecard
        for measure in (collect_sentences, collect_key_figures, scorecard):
            compute(measure, edition, scope)


def _show_page(unit: str) -> float:
    page = AppTest.from_file(str(SHIPPED / "dashboard.py"), default_timeout=_PATIENCE)
    if unit != HIGHEST:
        page.query_params[UNIT] = unit
    seconds = _time(page.run)
    if page.exception:
        raise RuntimeError(page.exception[0].message)
    return seconds


def _watch(first: str, second: str, seconds: str) -> list[tuple[float, float]]:
    end, waits = time.monotonic() + float(seconds), []
    while time.monotonic() < end or not waits:
        waits += [(_show_data(unit), _USED[0]) for unit in (first, second)]
        time.sleep(0.05)  # a visitor reads
    return waits


def _tell_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _time(call: Callable[[], object]) -> float:
    start, _USED[0] = time.perf_counter(), time.process_time()
    call()
    _USED[0] = time.process_time() - _USED[0]
    return time.perf_counter() - start


def _tell_processor() -> float:
    return _USED[0]


_ACTS: dict[str, Callable[..., float | list[tuple[float, float]]]] = {
    "open": _open,
    "data": _show_data,
    "page": _show_page,
    "watch": _watch,
    "memory": _tell_memory,
    "processor": _tell_processor,
}

if __name__ == "__main__":
    main()
