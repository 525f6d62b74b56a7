"""`danvan`, or `python -m danvan_metrics`: the same verbs without a browser."""

from __future__ import annotations

import gc
import io
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from danvan_metrics.commands.behaviour import Commands

PROGRAM: Final = "danvan"


def main() -> None:
    """Run the command line; what it prints is UTF-8 whatever the system's own encoding."""
    _fill_closed_places()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # of others: looking for them takes time
    gc.disable()  # what loading makes stays; looking through it takes longer than anything else here
    try:
        program = assemble()
        from danvan_metrics.commands.terminal.leaving import listen_for_ending  # noqa: PLC0415 - as in `assemble`
        from danvan_metrics.commands.terminal.surprise import tell_surprise  # noqa: PLC0415
    finally:
        gc.enable()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name of a file that is no text goes out as \udc…: in JSON that stands for it.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    listen_for_ending()
    logging.getLogger("danvan_metrics").addHandler(logging.NullHandler())  # a person gets sentences, not tracebacks
    with tell_surprise():
        program(prog_name=_name_program())


def assemble() -> Commands:
    """Every verb; `serve` is added here, above both: commands know no web."""
    from danvan_metrics.commands import danvan  # noqa: PLC0415 - loaded with the collector at rest
    from danvan_metrics.web.serving.serve_command import serve  # noqa: PLC0415

    danvan.add_command(serve)
    return danvan


def _name_program() -> str:
    """As it was called, for what tells how to call it."""
    return PROGRAM if Path(sys.argv[0]).stem.casefold() == PROGRAM else "python -m danvan_metrics"


def _fill_closed_places() -> None:
    """Where whoever started this closed stdin, stdout or stderr, the next file opened would stand in its place: the store."""
    opened = os.open(os.devnull, os.O_RDWR)
    while opened < 3:
        opened = os.dup(opened)
    os.close(opened)


if __name__ == "__main__":
    main()
