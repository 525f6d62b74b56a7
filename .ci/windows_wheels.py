"""Ask whether every package of the lock has a wheel for Windows, for each minor version of Python; only descriptions are fetched.

uv reads the lock's conditions as those of the machine asked about; pip would read them as this machine's.
Exit code: 1 where a wheel is missing or the run broke, else 0, also where the registry cannot be reached: that is said.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
UNREACHED = ("error sending request", "dns error", "operation timed out", "Failed to fetch")


def main() -> int:
    """Ask for each version and tell in one line what was found."""
    told = {python: ask(python) for python in PYTHONS}
    unreached = [python for python, answer in told.items() if any(word in answer for word in UNREACHED)]
    missing = {python: answer for python, answer in told.items() if answer and python not in unreached}
    for python, answer in missing.items():
        print(f"Windows wheels: Python {python}: {answer}")
    asked = len(PYTHONS) - len(unreached)
    unasked = f"; for {', '.join(unreached)} the registry could not be reached from this machine" if unreached else ""
    print(f"Windows wheels: {asked}/{len(PYTHONS)} versions of Python asked, {asked - len(missing)} have all of them{unasked}")
    return int(bool(missing))


def ask(python: str, lock: Path = ROOT / "deploy" / "requirements.lock") -> str:
    """What uv said against installing the lock on Windows with this Python; empty where it would install."""
    with tempfile.TemporaryDirectory() as nowhere:
        where = ["--target", nowhere, "--python", sys.executable, "--python-platform", "windows", "--python-version", python]
        what = ["--only-binary", ":all:", "--require-hashes", "--requirement", str(lock)]
        done = subprocess.run(
            [sys.executable, "-m", "uv", "pip", "install", "--dry-run", *where, *what],
            capture_output=True,
            text=True,
            check=False,
        )
    return done.stderr.strip()[-600:] if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main())
