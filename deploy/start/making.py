"""Making the environment: once, whole or not at all, from the packages beside the program or from the internet."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from fitting import find_misfit, has_wheels_for_this
from installing import CannotStart, install
from place import Place

_STAMP = "danvan-da-cai.txt"
_ROOM = 1500 * 1000 * 1000  # bytes; an environment takes 700 MB, and pip as much again while it unpacks


def prepare(place: Place) -> Path:
    """The folder of an environment in which the program can run; CannotStart, with what to do, where there can be none."""
    if misfit := find_misfit():
        raise CannotStart(misfit)
    if not place.lock.is_file():
        raise CannotStart(f"Không thấy tệp “{place.lock.name}”; hãy giải nén lại cả tệp ZIP vào một thư mục mới.")
    made = next((folder for folder in place.folders if _is_made(folder, place.digest())), None)
    if made:
        return made
    folder = _choose_folder(place.folders)
    with _alone(folder):
        return folder if _is_made(folder, place.digest()) else _make(folder, place)


def find_interpreter(folder: Path) -> Path:
    """The environment's own Python."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _is_made(folder: Path, digest: str) -> bool:
    """Made to the end, from the same packages, and still working: it may have been carried here from another machine."""
    try:
        if (folder / _STAMP).read_text(encoding="utf-8") != digest:
            return False
        return subprocess.run([find_interpreter(folder), "-c", ""], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return False


def _choose_folder(folders: tuple[Path, ...]) -> Path:
    """The first that can be written to; CannotStart where none can, or there is no room."""
    chosen = next((folder for folder in folders if _can_write(folder)), None)
    if chosen is None:
        raise CannotStart(
            f"Không ghi được vào “{folders[-1]}”; hãy giải nén chương trình vào một thư mục ghi được, ví dụ Documents."
        )
    free = shutil.disk_usage(chosen.parent).free
    if free < _ROOM:
        raise CannotStart(
            f"Ổ đĩa chứa “{chosen.parent}” chỉ còn {free // 10**6} MB, cần khoảng {_ROOM // 10**6} MB; "
            "hãy xóa bớt tệp rồi mở lại tệp này."
        )
    return chosen


def _can_write(folder: Path) -> bool:
    trial = folder.parent / f".danvan-{os.getpid()}"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError:
        return False
    return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time makes it; the system takes the lock from one that was killed."""
    with (folder.parent / f".{folder.name}.khoa").open("a+b") as held:
        try:
            _lock(held)
        except OSError as error:
            raise CannotStart(
                "Chương trình đang được cài ở một cửa sổ khác; hãy chờ cửa sổ đó xong rồi mở lại tệp này."
            ) from error
        yield


def _lock(held: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - each system has its own

        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _make(folder: Path, place: Place) -> Path:
    digest = place.digest()
    offline = has_wheels_for_this(place.wheels)
    print(f"Lần đầu mở: đang cài chương trình vào “{folder}”, mất vài phút{'' if offline else ', cần có mạng'}.", flush=True)
    _clear(folder)
    try:
        venv.create(folder, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotStart(
            f"Không tạo được môi trường Python ở “{folder}”: {error}. "
            "Trên Windows hãy cài lại Python với đủ mục mặc định; trên Debian, Ubuntu hãy cài gói python3-venv."
        ) from error
    install(find_interpreter(folder), place, folder / "cai-dat.log", offline=offline)
    (folder / _STAMP).write_text(digest, encoding="utf-8")
    print("Đã cài xong.", flush=True)
    return folder


def _clear(folder: Path) -> None:
    """Take away what was not made to the end, or from other packages; whatever is no environment stays."""
    if not folder.exists():
        return
    if not (folder / "pyvenv.cfg").is_file() and any(folder.iterdir()):
        raise CannotStart(f"Thư mục “{folder}” có tệp khác, không phải của chương trình; hãy đổi tên hoặc chuyển nó đi nơi khác.")
    with suppress(FileNotFoundError):  # not the first to go: what is half gone is still seen as an environment not made
        (folder / _STAMP).unlink()
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise CannotStart(
            f"Không thay được bản cài trước ở “{folder}”; hãy đóng chương trình đang chạy rồi mở lại tệp này."
        ) from error
    if sys.platform == "win32" and folder.exists():  # a file still held by an anti-virus program goes a moment later
        raise CannotStart(f"Thư mục “{folder}” đang được dùng; hãy chờ một phút rồi mở lại tệp này.")
