"""Files that stand whole in their place or not at all: written beside it, then renamed."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

_NO_ROOM: Final = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def write_whole(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a file; FileExistsError where anything stands there already, unless it may be replaced.

    OSError where it cannot be written (`has_no_room` tells a full disk); what stood there before still does, then.
    """
    if replace and path.exists() and not (path.is_file() or path.is_dir()):  # a device or a pipe cannot be exchanged for a file
        path.write_bytes(content)
        return
    with prepare_beside(path, replace=replace) as beside:
        beside.write_bytes(content)


@contextmanager
def prepare_beside(path: Path, *, replace: bool, mode: int = 0o666) -> Iterator[Path]:
    """An empty file in the same folder to be filled; it takes its place when the block ends well, else it is removed.

    `mode`: its permissions, less those the system masks; a file that is replaced hands on its own. Errors as `write_whole`.
    """
    target = Path(os.path.realpath(path)) if replace else path  # a link goes on pointing at the file it points at
    if not replace and os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    beside = target.with_name(f".danvan-{token_hex(8)}.tmp")
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    try:
        yield beside
        if replace and target.is_file():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        _flush(beside)
        _put_in_place(beside, target, replace=replace)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
    _flush_folder(target.parent)


def has_no_room(error: OSError) -> bool:
    """Whether the disk is full, or takes no file as large as this."""
    return error.errno in _NO_ROOM


def _put_in_place(beside: Path, target: Path, *, replace: bool) -> None:
    if replace:
        beside.replace(target)
        return
    try:
        target.hardlink_to(beside)  # fails where somebody was quicker, as a rename would not
    except FileExistsError:
        raise
    except OSError:  # no links here, as on memory sticks and some network drives
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        beside.replace(target)


def _flush(path: Path) -> None:
    """Have the disk hold it before the name points to it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folder; there a rename is kept by the file system itself
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
