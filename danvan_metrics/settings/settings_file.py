"""The one settings file: where it is looked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_config_path

from danvan_metrics.folders import FROM_SOURCE, SHIPPED

FILE_NAME: Final = "danvan.toml"
VARIABLE: Final = "DANVAN_SETTINGS"


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The file in force. stamp: what changes whenever the file does; () where it cannot be seen."""

    path: Path
    stamp: tuple[int, ...]


def list_usual_places() -> list[Path]:
    """Where the file is looked for, the first that is there counts: beside the program's source, then the user's own folder.

    Not the folder one happens to stand in: a folder unpacked from a stranger's archive would choose the store and the programs
    that are started.
    """
    beside = [SHIPPED / FILE_NAME] if FROM_SOURCE else []
    return [*beside, user_config_path("danvan", appauthor=False) / FILE_NAME]


def find_settings_file(environment: Mapping[str, str], *, usual: bool) -> SettingsFile | None:
    """The file that DANVAN_SETTINGS names, else (where `usual`) the first that is there; None for none, or os.devnull.

    A file that is named and not there is found all the same: reading it tells.
    """
    named = environment.get(VARIABLE, "").strip()
    if named:
        return None if named == os.devnull else _look_at(Path(named).absolute())
    there = (_look_at(path) for path in (list_usual_places() if usual else ()))
    return next((file for file in there if file.stamp), None)


def pin_settings_file() -> None:
    """Let DANVAN_SETTINGS mean the same file after the process has gone to stand elsewhere."""
    named = os.environ.get(VARIABLE, "").strip()
    if named not in {"", os.devnull}:
        os.environ[VARIABLE] = str(Path(named).absolute())


def list_passed_over(chosen: Path | None) -> list[Path]:
    """Settings files that one might think are in force and are not."""
    places = list_usual_places()
    with suppress(OSError):  # the folder one stands in may have been removed
        places.append(Path.cwd() / FILE_NAME)
    return [path for path in dict.fromkeys(places) if path != chosen and _look_at(path).stamp]


def name_file(path: Path) -> str:
    """How a sentence about the file begins."""
    return f"Tệp cài đặt “{path}”"


def _look_at(path: Path) -> SettingsFile:
    try:
        found = path.stat()
    except (OSError, ValueError):  # a folder one may not look into is as one that is not there
        return SettingsFile(path, ())
    return SettingsFile(path, (found.st_mtime_ns, found.st_size, found.st_ino))
