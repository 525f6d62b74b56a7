"""The start files: Windows' cannot be run where this program is made, so what breaks such files is looked for in its text."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
START = ROOT / "deploy" / "start"
BATCH = (ROOT / "deploy" / "windows" / "chay-danvan.cmd").read_bytes()
LINES = BATCH.decode("ascii").split("\r\n")
SHELL = (ROOT / "deploy" / "linux" / "chay-danvan.sh").read_text(encoding="utf-8")
VERSIONS = ["3.15", "3.14", "3.13", "3.12", "3.11"]


# ── the versions of Python ───────────────────────────────────────────────────


def read_versions(file: str, name: str) -> list[str]:
    """The minor versions that a tuple of texts in a file's source names."""
    [line] = re.findall(rf"^{name} = \((.*)\)$", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    return re.findall(r"3\.\d+", line)


def test_every_place_that_names_the_versions_of_python_names_the_same():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = SpecifierSet(told["requires-python"])
    assert [one for one in (f"3.{minor}" for minor in range(30)) if f"{one}.1" in allowed] == VERSIONS[::-1]
    assert re.findall(r":: (3\.\d+)", " ".join(told["classifiers"])) == VERSIONS[::-1]
    assert read_versions("deploy/bundle/choosing.py", "PYTHONS") == VERSIONS[::-1]
    assert read_versions(".ci/windows_wheels.py", "PYTHONS") == VERSIONS[::-1]
    assert re.search(r"^OLDEST, NEWEST = \(3, 11\), \(3, 15\)$", (START / "fitting.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert "Python 3.11 đến 3.15" in (START / "thieu-python.txt").read_text(encoding="utf-8")
    assert re.findall(r"\bpython(3\.\d+)", SHELL) == VERSIONS
    assert re.findall(r"\b3\.1\d", BATCH.decode()) == VERSIONS
    assert re.findall(r"\((31\d .*?)\)", BATCH.decode()) == [" ".join(VERSIONS).replace(".", "")] * 2


def test_this_python_fits():
    assert subprocess.run([sys.executable, START, "--fits-online"], check=False).returncode == 0
    assert subprocess.run([sys.executable, START, "--fits"], check=False).returncode == 1  # no packages lie beside a checkout


# ── Windows ──────────────────────────────────────────────────────────────────


def test_cmd_reads_ascii_and_its_own_line_ends():
    """Letters of more than one byte make it lose its place in the file where it jumps."""
    assert BATCH.isascii()
    assert BATCH.count(b"\n") == BATCH.count(b"\r\n")
    assert BATCH.endswith(b"\r\n")
    assert (ROOT / "deploy" / "windows" / ".gitattributes").read_text(encoding="utf-8").splitlines()[-1] == "*.cmd -text"


def test_vietnamese_is_shown_as_such():
    """Before anything is said, and by Python too, which takes its console's word for it."""
    assert LINES.index("chcp 65001 >nul") < next(number for number, line in enumerate(LINES) if re.match(r"type|call|echo", line))


def test_every_label_that_is_jumped_to_stands_once():
    jumps = set(re.findall(r"(?:goto|call) :?([a-z]+)$|call :([a-z]+) ", "\n".join(LINES), re.MULTILINE))
    labels = [line.removeprefix(":") for line in LINES if re.fullmatch(r":[a-z]+", line)]
    assert {one or other for one, other in jumps} == set(labels) == {"find", "try", "missing", "packed"}
    assert len(labels) == len(set(labels))


def test_the_window_stays_open_wherever_it_ends_badly():
    ends = [number for number, line in enumerate(LINES) if re.match(r"exit /b (?!0$)", line)]
    assert len(ends) == 3
    assert [LINES[number - 1] for number in ends] == ["pause"] * 3


def test_every_folder_is_quoted_and_no_block_of_lines_is_opened():
    """A folder may be called “Tải về (1) & cũ!”: unquoted, a sign in it would be one of the command's."""
    bare = [re.sub(r'"[^"]*"', "", line) for line in LINES if not line.startswith("rem ")]
    assert [line for line in bare if re.search(r"%(?:START|RUN|~dp0|LOCALAPPDATA|ProgramFiles|~2)", line)] == []
    assert [line for line in bare if line.rstrip().endswith("(")] == []
    assert "setlocal EnableExtensions DisableDelayedExpansion" in LINES


def test_the_install_manager_fetches_no_python_unasked():
    assert 'set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"' in LINES


@pytest.mark.parametrize("name", [r"chuong-trinh\start", r"..\start"])
def test_it_finds_the_program_in_a_bundle_and_in_a_checkout(name: str):
    assert f'set "START=%~dp0{name}"' in BATCH.decode()
    assert name == r"chuong-trinh\start" or (ROOT / "deploy" / "windows" / name.replace("\\", "/") / "__main__.py").is_file()


# ── Linux ────────────────────────────────────────────────────────────────────


def test_the_shell_understands_its_start_file():
    path = ROOT / "deploy" / "linux" / "chay-danvan.sh"
    assert path.stat().st_mode & 0o111
    done = subprocess.run([shutil.which("dash") or "/bin/sh", "-n", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
