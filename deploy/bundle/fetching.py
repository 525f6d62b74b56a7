"""Building the program's own wheel and fetching those of its packages, each checked by its SHA-256."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from choosing import Target, choose_packages
from packaging.requirements import Requirement

_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-color", "--no-input")
_STEP = re.compile(r"^(?:Collecting|Processing) ")


class CannotBundle(Exception):
    """Why there can be no bundle, as one sentence that says what to do."""


def build_program(root: Path, folder: Path) -> Path:
    """The wheel of the program, built from its source into the folder."""
    done = subprocess.run(
        [*_PIP, "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, root], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotBundle(f"Không tạo được gói của chương trình: {_last_line(done.stderr)}")
    [wheel] = folder.glob("danvan-*.whl")
    return wheel


def fetch_wheels(lock: dict[Requirement, tuple[str, ...]], targets: list[Target], folder: Path) -> None:
    """The wheels each of these machines needs, into the folder; CannotBundle where one is not to be had."""
    for number, target in enumerate(targets, start=1):
        lines = choose_packages(lock, target)
        asked = folder.parent / "asked.txt"
        asked.write_text("\n".join(lines), encoding="utf-8")
        tags = [word for tag in target.tags for word in ("--platform", tag)]
        kind = ["--only-binary=:all:", "--implementation", "cp", "--python-version", target.python, *tags]
        command = [*_PIP, "download", "--no-deps", "--require-hashes", *kind, "--dest", folder, "--requirement", asked]
        _watch(command, f"{number}/{len(targets)} {target}", len(lines))
        asked.unlink()


def _watch(command: list[object], what: str, count: int) -> None:
    done = 0
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8") as process,
    ):
        for line in process.stdout or ():
            if _STEP.match(line):
                done += 1
                print(f"\r{what}: {done}/{count} gói", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        if process.wait():
            errors.seek(0)
            told = [line for line in errors if line.startswith("ERROR:")]
            raise CannotBundle(f"Không tải được đủ gói cho {what}: {_last_line(''.join(told))}")


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2]
