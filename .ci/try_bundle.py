"""Try an unpacked bundle as a person would: its start file installs it and serves, then the program does a few things.

`try_bundle.py FOLDER PYTHON [ROOT]`. PYTHON: a command. ROOT: a folder with a system of its own that has this command and no
network; FOLDER lies in it. Exit code 1 where it fails.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
PORT = 8731
SECONDS = 300


def main(folder: Path, python: str, root: Path = Path("/")) -> int:
    """Start it, see it answer, end it, and let the environment that it made do the rest."""
    inside = Path("/") / folder.resolve().relative_to(root.resolve())
    clean = ["env", "-i", f"PATH={os.defpath if root != Path('/') else os.environ['PATH']}", "LANG=C.UTF-8", f"HOME={inside}"]
    clean = ["chroot", str(root), *clean] if root != Path("/") else clean
    command = [*clean, python, str(inside / "chuong-trinh" / "start"), "--no-browser", "--port", str(PORT)]
    log = folder / "serve.log"
    with log.open("wb") as written, subprocess.Popen(command, stdout=written, stderr=written) as process:
        answered = wait_for_answer(process)
        process.send_signal(signal.SIGTERM)
    if not answered:
        print(f"bundle: {python} did not serve:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")
        return 1
    shutil.copy2(HERE / "smoke.py", folder)
    return subprocess.run([*clean, str(inside / "moi-truong/bin/python"), str(inside / "smoke.py")], check=False).returncode


def wait_for_answer(process: subprocess.Popen) -> bool:
    """Whether the server says that it is alive, before it ends or the time is up."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{PORT}/song", timeout=5) as answer:
            return answer.status == 200
        time.sleep(0.5)
    return False


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], *map(Path, sys.argv[3:])))
