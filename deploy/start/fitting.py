"""Whether this Python can run the program."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 15)
_ADVICE = "hãy cài Python {} loại 64-bit từ https://www.python.org/downloads/ rồi mở lại tệp này."


def find_misfit() -> str:
    """Why it cannot, in a sentence with what to do; empty where it can."""
    found = ".".join(map(str, sys.version_info[:3]))
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        word = "cũ quá" if sys.version_info[:2] < OLDEST else "mới quá, chương trình chưa được thử với bản này"
        return f"Python trên máy này là {found}, {word}; {_advise()}"
    if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        return f"Python {found} trên máy này là loại đặc biệt, không có gói cài sẵn; {_advise()}"
    if sys.maxsize < 2**32:
        return f"Python {found} trên máy này là loại 32-bit; {_advise()}"
    return ""


def has_wheels_for_this(wheels: Path | None) -> bool:
    """Whether the packages that lie beside the program are this Python's and this system's."""
    if wheels is None:
        return False
    system = "win_amd64" if sys.platform == "win32" else "manylinux*_x86_64"
    return any(wheels.glob(f"numpy-*-cp{sys.version_info[0]}{sys.version_info[1]}-*{system}.whl"))


def list_versions(wheels: Path) -> list[str]:
    """The versions of Python that the packages beside the program are for, oldest first."""
    tags = {path.name.split("-")[2] for path in wheels.glob("numpy-*.whl")}
    return [f"3.{minor}" for minor in sorted(int(tag.removeprefix("cp3")) for tag in tags)]


def _advise() -> str:
    return _ADVICE.format(f"{'.'.join(map(str, OLDEST))} đến {'.'.join(map(str, NEWEST))}")
