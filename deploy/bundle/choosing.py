"""Which packages of the lock a machine needs: pip would read the lock's conditions as the machine's that it runs on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
_NEWEST_GLIBC = 28  # Debian 10, RHEL 8, Ubuntu 20.04 and later
#: By name: the tags pip may take, and what the lock's conditions ask of such a machine.
PLATFORMS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "win_amd64": (
        ("win_amd64",),
        {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
    ),
    "manylinux_2_28_x86_64": (
        (*(f"manylinux_2_{glibc}_x86_64" for glibc in range(_NEWEST_GLIBC, 4, -1)), "manylinux2014_x86_64"),
        {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    ),
}


@dataclass(frozen=True)
class Target:
    """A kind of machine: the minor version of its Python, and its system as a wheel's tag."""

    python: str
    platform: str

    def __str__(self) -> str:
        return f"Python {self.python} {self.platform}"

    @property
    def tags(self) -> tuple[str, ...]:
        """The platform tags of wheels that such a machine takes, best first."""
        return PLATFORMS[self.platform][0]

    def needs(self, requirement: Requirement) -> bool:
        """Whether a package is for such a machine."""
        conditions = {
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "extra": "",
            **PLATFORMS[self.platform][1],
        }
        return requirement.marker is None or requirement.marker.evaluate(conditions)


def read_lock(path: Path) -> dict[Requirement, tuple[str, ...]]:
    """Every package of the lock with the SHA-256 of its files, as pip's options say them."""
    lines = re.sub(r"\\\n\s*", "", path.read_text(encoding="utf-8")).splitlines()
    packages = (line.split("--hash=") for line in lines if line and not line.startswith("#"))
    return {Requirement(name.strip()): tuple(f"--hash={one.strip()}" for one in hashes) for name, *hashes in packages}


def choose_packages(lock: dict[Requirement, tuple[str, ...]], target: Target) -> list[str]:
    """The lines of requirements for such a machine: exact, hashed, without conditions."""
    return [
        " ".join([f"{requirement.name}{requirement.specifier}", *hashes])
        for requirement, hashes in lock.items()
        if target.needs(requirement)
    ]
