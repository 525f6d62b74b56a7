"""What this process counts about itself, and what the store tells of all processes, as Prometheus' measures.

No measure carries a name, an address or a figure of a school.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from streamlit import runtime

from danvan_metrics import __version__
from danvan_metrics.errors import UserError
from danvan_metrics.store.watching.store_watch import hear_failures
from danvan_metrics.web.resources import get_district

_LOG: Final = logging.getLogger(__name__)
_SECONDS: Final = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60)
_STREAMLIT_SESSIONS: Final = "active_sessions"

REGISTRY: Final = CollectorRegistry()
RUNS: Final = Histogram("danvan_run_seconds", "Seconds a run of a page took", ["page"], buckets=_SECONDS, registry=REGISTRY)
STORE_FAILURES: Final = Counter("danvan_store_failures", "What the database could not do", ["kind"], registry=REGISTRY)
SURPRISES: Final = Counter("danvan_surprises", "Errors nobody foresaw, shown as one sentence", ["kind"], registry=REGISTRY)
_WATCHED: Final[list[bool]] = []


@contextmanager
def time_run(page: str) -> Iterator[None]:
    """Count a run of a page and the seconds it took, however it ends."""
    begun = perf_counter()
    try:
        yield
    finally:
        RUNS.labels(page or "tong-quan").observe(perf_counter() - begun)


def watch_store() -> None:
    """Count and log what databases cannot do in this process, from the first call on."""
    if not _WATCHED:
        _WATCHED.append(True)
        hear_failures(_note_failure)


def count_surprise(error: Exception) -> None:
    """Count and log an error that a page did not foresee; the page says its sentence itself."""
    SURPRISES.labels(type(error).__name__).inc()
    _LOG.error("a page failed", exc_info=error)


def write_measures() -> bytes:
    """Everything measured, in Prometheus' text form."""
    return generate_latest(REGISTRY)


def _note_failure(kind: type[BaseException]) -> None:
    STORE_FAILURES.labels(kind.__name__).inc()
    _LOG.warning("the database failed: %s", kind)


class StoreCollector(Collector):
    """What is counted in the store, the same from every process that works on it; nothing while it cannot be read."""

    def collect(self) -> Iterator[Metric]:
        """Events by action (hand-ins, files sent back, decisions …) and attempts by what they came to (refused, downloaded …)."""
        try:
            watch = get_district(sample=False).repository.watch
            kept, tried = watch.count_events(), watch.count_attempts()
        except UserError:
            return
        yield _tell_counts("danvan_store_events", "Acts kept in the store", "action", kept)
        yield _tell_counts("danvan_store_attempts", "Attempts kept in the store", "deed", tried)

    def describe(self) -> list[Metric]:
        """Nothing ahead of time: the store is not opened for being registered."""
        return []


class SessionCollector(Collector):
    """How many browser tabs are connected, and which version serves them."""

    def collect(self) -> Iterator[Metric]:
        """One number each; sessions only where a server runs."""
        about = GaugeMetricFamily("danvan_version", "The version that runs", labels=["version"])
        about.add_metric([__version__], 1)
        yield about
        if runtime.exists():
            yield GaugeMetricFamily("danvan_sessions", "Browser tabs connected", value=_count_sessions())


def _count_sessions() -> int:
    stats = runtime.get_instance().stats_mgr.get_stats(family_names=[_STREAMLIT_SESSIONS])
    return sum(int(getattr(one, "value", 0)) for one in stats.get(_STREAMLIT_SESSIONS, ()))


def _tell_counts(name: str, told: str, label: str, counts: dict[str, int]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, told, labels=[label])
    for kind, count in sorted(counts.items()):
        family.add_metric([kind], count)
    return family


REGISTRY.register(StoreCollector())
REGISTRY.register(SessionCollector())
ProcessCollector(registry=REGISTRY)
