"""Builders for tests of what is installed: the program as packages, in environments that borrow this one's packages."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PRIVATE = ("data/danvan.sqlite3", "data/danvan.sqlite3-wal", "data/sao-luu.dump", ".streamlit/secrets.toml")
_LEFT = (
    ".*cache*",
    ".git",
    ".venv",
    "venv",
    ".hypothesis",
    "__pycache__",
    "bench",
    "e2e",
    "*.sqlite3*",
    "*.dump",
    "secrets.toml",
)


@dataclass(frozen=True)
class Installed:
    """The program installed in an environment of its own; `home`: of the person who calls it, from a folder elsewhere."""

    environment: Path
    home: Path

    def call(self, *words: str | Path, code: int = 0) -> str:
        """What a program of the environment printed, UTF-8; it must leave with this code."""
        first, *others = map(str, words)
        command = [str(self.environment / "bin" / first), *others]
        done = subprocess.run(
            command, cwd=self.home, env=self.variables, capture_output=True, encoding="utf-8", check=False, timeout=120
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a person who has set nothing."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DANVAN_", "PYTHON", "XDG_"))}
        return kept | {"HOME": str(self.home), "DANVAN_ACTOR": "Nguyễn Thị Lan"}


def copy_source(folder: Path) -> Path:
    """The source as it is now, with such files beside it as nobody else may see."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*_LEFT))
    for name in PRIVATE:
        (folder / name).write_text("secret", encoding="utf-8")
    return folder


def build_package(source: Path, folder: Path, kind: str) -> Path:
    """The wheel or the sdist of this source, made into the folder without a network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder], cwd=source, capture_output=True, check=True
    )
    [made] = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return made


def install_wheel(wheel: Path, folder: Path) -> Installed:
    """The wheel in a new environment; what it needs is borrowed from the one of these tests, which has not the program."""
    environment, home = folder / "env", folder / "home"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    command = ["uv", "pip", "install", "--quiet", "--offline", "--no-index", "--no-deps", "--python", python, wheel]
    subprocess.run([sys.executable, "-m", *command], check=True)
    [packages] = environment.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    home.mkdir()
    return Installed(environment, home)


def make_wheel(folder: Path, name: str, tag: str = "py3-none-any", files: dict[str, str] | None = None) -> Path:
    """A small wheel, version 1, that holds these files."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-1-{tag}.whl"
    about = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
        "WHEEL": f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: {tag}\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in (files or {}).items():
            archive.writestr(inside, text)
        for inside, text in about.items():
            archive.writestr(f"{name}-1.dist-info/{inside}", text)
    return path


def write_lock(path: Path, wheels: Iterable[Path]) -> None:
    """A lock of these wheels, several of one package together."""
    hashes: dict[str, list[str]] = {}
    for wheel in wheels:
        hashes.setdefault(wheel.name.split("-")[0], []).append(hashlib.sha256(wheel.read_bytes()).hexdigest())
    lines = [" \\\n".join([f"{name}==1", *(f"    --hash=sha256:{one}" for one in found)]) for name, found in hashes.items()]
    path.write_text("# a lock\n" + "\n".join(lines) + "\n", encoding="utf-8")


def list_chosen(python: str, platform: str) -> list[str]:
    """What a bundle takes from the real lock for such a machine."""
    told = (
        "from pathlib import Path; from choosing import Target, choose_packages, read_lock; import sys; "
        "print(*choose_packages(read_lock(Path(sys.argv[1])), Target(*sys.argv[2:])), sep='\\n')"
    )
    command = [sys.executable, "-c", told, ROOT / "deploy" / "requirements.lock", python, platform]
    done = subprocess.run(command, cwd=ROOT / "deploy" / "bundle", capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
