"""Parse a workbook in a process of its own: an old format, damaged, can make its parser abort the process it runs in.

Our own .xlsx is judged part by part before it is parsed, and is read at home, where it takes two milliseconds.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import Final

from danvan_metrics.settings import ROOT
from danvan_metrics.workbook.container import unpack
from danvan_metrics.workbook.reader import Sheets, parse

SECONDS: Final = 30
MEMORY: Final = 1 << 30  # bytes


def parse_apart(content: bytes) -> Sheets:
    """The sheets of a workbook; subprocess.SubprocessError where the parser failed, hung or took its process down."""
    done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
        [sys.executable, "-m", __name__],
        input=content,
        capture_output=True,
        check=True,
        timeout=SECONDS,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    sheets: Sheets = pickle.loads(done.stdout)  # noqa: S301 - written by this very module
    return sheets


def main() -> None:
    """Bytes of a workbook on stdin, its sheets on stdout, within limits where the system has any."""
    _limit_memory()
    content = sys.stdin.buffer.read()
    sys.stdout.buffer.write(pickle.dumps(parse(content, unpack(content))))


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
