"""Letting pip install what the lock names, and saying in a sentence what stopped it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from fitting import list_versions
from place import Place

_STEP = re.compile(r"^\s*(?:Collecting|Processing) ")
_CAUSES = (
    (r"No space left|Errno 28|WinError 112|not enough space", "Ổ đĩa đã đầy; hãy xóa bớt tệp rồi mở lại tệp này."),
    (
        r"DO NOT MATCH THE HASHES",
        "Một gói không đúng với bản đã khóa, có thể tệp bị hỏng khi chép; hãy chép lại và giải nén lại cả tệp ZIP.",
    ),
    (r"--no-index[^\0]*No matching distribution", "Thiếu gói trong thư mục wheels; hãy giải nén lại cả tệp ZIP."),
    (
        r"Connection|resolve|timed out|Max retries|SSLError|ProxyError|Network is unreachable|No matching distribution",
        "Không tải được các gói từ mạng; hãy kiểm tra kết nối mạng (và proxy), hoặc dùng gói cài không cần mạng.",
    ),
    (r"WinError 5\b|Permission denied|Access is denied", "Không ghi được tệp, có thể do phần mềm diệt virus; hãy thử lại."),
)


class CannotStart(Exception):
    """Why the program cannot start, as one sentence that says what to do."""


def install(interpreter: Path, place: Place, log: Path, *, offline: bool) -> None:
    """Install everything the lock names, each file checked by its SHA-256; CannotStart where it cannot be.

    offline: the packages lie beside the program, and no network is asked. log: takes what pip says.
    """
    command = [interpreter, "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-color", "-r", place.lock]
    if place.wheels:
        command += ["--find-links", place.wheels]
    if offline:
        command += ["--no-index"]
    count = len(re.findall(r"(?m)^[A-Za-z0-9]", place.lock.read_text(encoding="utf-8")))
    with (
        log.open("a", encoding="utf-8", buffering=1) as written,  # pip's errors are added to it beside us
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONIOENCODING": "utf-8", "PIP_NO_INPUT": "1"},
        ) as process,
    ):
        written.write(f"{' '.join(map(str, command))}\n")
        done = 0
        for line in process.stdout or ():
            written.write(line)
            if _STEP.match(line):
                done += 1
                print(f"\r  {min(done, count)}/{count} gói", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    if process.returncode:
        raise CannotStart(_tell_cause(log, place))


def _tell_cause(log: Path, place: Place) -> str:
    said = log.read_text(encoding="utf-8")
    for pattern, sentence in _CAUSES:
        if re.search(pattern, said):
            return f"{sentence} {_tell_versions(place)}Chi tiết: “{log}”."
    return f"Không cài được chương trình. {_tell_versions(place)}Chi tiết: “{log}”."


def _tell_versions(place: Place) -> str:
    versions = list_versions(place.wheels) if place.wheels else []
    return f"Các gói kèm theo dành cho Python {', '.join(versions)}. " if versions else ""
