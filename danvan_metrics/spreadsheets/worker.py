"""The process that opens strangers' files: asked by a pool, file after file, within limits where the system has any."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.exchange import LIMITED, pack_answer, read_frame, write_frame
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.parsing import parse

try:
    import resource
except ImportError:  # Windows has none: there the pool watches
    resource = None  # type: ignore[assignment]

Parse = Callable[[bytes, Limits], Sheets]


def main() -> None:
    """Arguments: the limits as JSON, and who holds the process to them."""
    serve(parse, Limits(**json.loads(sys.argv[1])), limited=sys.argv[2] == LIMITED)


def serve(parse: Parse, limits: Limits, *, limited: bool) -> None:
    """Say which process this is, then answer every file on stdin on stdout, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pool
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    if limited:
        _limit_memory(limits)
    write_frame(answers, str(os.getpid()).encode())
    while (content := read_frame(requests)) is not None:
        if limited:
            _allow_seconds(limits.seconds)
        write_frame(answers, _answer(parse, content, limits))


def _answer(parse: Parse, content: bytes, limits: Limits) -> bytes:
    try:
        packed = pack_answer(parse(content, limits))
        if len(packed) <= limits.largest_unpacked:  # one shared text may stand in a million cells: small in the file, not here
            return packed
        refusal = UnreadableWorkbook("too_large", "các ô chứa quá nhiều dữ liệu")
    except UnreadableWorkbook as error:
        refusal = error
    return pack_answer(refusal)


def _limit_memory(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # damaged files abort the process: no core of a gigabyte for each


def _allow_seconds(seconds: int) -> None:
    """So many more of the processor's, and one to let the pool be the first to say so."""
    # The limit counts a process's whole life. `int` cuts off up to a second: hence 2. A hard limit could never be raised again.
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 2, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
