"""`python -m danvan_metrics`: the same verbs without a browser."""

from __future__ import annotations

import io
import logging
import sys

from danvan_metrics.commands import danvan
from danvan_metrics.commands.behaviour import listen_for_ending
from danvan_metrics.web.serving.serve_command import serve

danvan.add_command(serve)  # above both: commands know no web


def main() -> None:
    """Run the command line; what it prints is UTF-8 whatever the system's own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    listen_for_ending()
    logging.getLogger("danvan_metrics").addHandler(logging.NullHandler())  # a person gets sentences, not tracebacks
    danvan(prog_name="python -m danvan_metrics")


if __name__ == "__main__":
    main()
