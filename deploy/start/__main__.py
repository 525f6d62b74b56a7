"""Starts the program where it was unpacked: makes its environment once, then serves. Needs nothing but a Python.

`python start [options of serve]`. `python start --fits` only tells by its exit code whether this Python will do with the packages
that lie beside the program (0, else 1), `--fits-online` whether it will do with packages from the internet: the start files of
Windows and Linux ask it of every Python they find.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from fitting import find_misfit, has_wheels_for_this
from installing import CannotStart
from making import find_interpreter, prepare
from place import Place, find_place

CANNOT = 2


def main(arguments: list[str]) -> int:
    """Start the program; 2 and a sentence where it cannot."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    place = find_place(Path(__file__).resolve().parent)
    if arguments in (["--fits"], ["--fits-online"]):
        return int(bool(find_misfit()) or (arguments == ["--fits"] and not has_wheels_for_this(place.wheels)))
    try:
        folder = prepare(place)
    except CannotStart as error:
        print(f"\n{error}", file=sys.stderr)
        return CANNOT
    except KeyboardInterrupt:
        print("\nĐã dừng theo yêu cầu (Ctrl-C); lần sau mở lại sẽ cài tiếp từ đầu.", file=sys.stderr)
        return 130
    return run(folder, place, arguments)


def run(folder: Path, place: Place, arguments: list[str]) -> int:
    """`danvan serve` with these options, until it ends; its exit code. A danvan.toml beside the start file holds."""
    command = [str(find_interpreter(folder)), "-m", "danvan_metrics", "serve", *arguments]
    if place.settings.is_file():
        os.environ.setdefault("DANVAN_SETTINGS", str(place.settings))
    if place.source:
        os.chdir(place.source)
    if os.name == "posix":  # becomes the program: a signal sent to this process is sent to it
        os.execv(command[0], command)  # noqa: S606 - our own interpreter
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the console sends Ctrl-C to both: the program says its farewell, then leaves
                continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
