"""Where the program lies: unpacked from a bundle, or as its source."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

_LONGEST_ON_WINDOWS = 90  # letters; the packages' own paths add 165, and Windows takes 260


@dataclass(frozen=True)
class Place:
    """lock: every package with its SHA-256. wheels: the packages themselves, None where they come from the internet.

    source: the checkout the program runs from; None where it is one of the packages. settings: where a file of settings counts
    that lies beside the start file. folders: where the environment may be made, in this order.
    """

    lock: Path
    wheels: Path | None
    source: Path | None
    settings: Path
    folders: tuple[Path, ...]

    def digest(self) -> str:
        """What an environment was made from: another lock or another Python needs another one."""
        return hashlib.sha256(self.lock.read_bytes() + sys.version.encode()).hexdigest()


def find_place(start: Path) -> Place:
    """What lies around the folder of this program."""
    here = start.parent
    wheels = here / "wheels"
    source = here.parent if (here.parent / "danvan_metrics" / "__main__.py").is_file() else None
    beside = here / ".venv" if source else here.parent / "moi-truong"
    return Place(
        lock=here / "requirements.lock",
        wheels=wheels if wheels.is_dir() else None,
        source=source,
        settings=here.parent / "danvan.toml",
        folders=tuple(folder for folder in (beside, _own_folder() / "moi-truong") if _is_short(folder)),
    )


def _own_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "danvan"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "danvan"


def _is_short(folder: Path) -> bool:
    return sys.platform != "win32" or len(str(folder)) <= _LONGEST_ON_WINDOWS
