"""`deploy/bundle`: one ZIP file an office installs from without a network, made whole or not at all.

The packages here are small ones of the test's own; `.ci/try_newest` makes the real bundle and installs from it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from danvan_metrics import __version__
from tests.builders_install import ROOT, copy_source, list_chosen, make_wheel, write_lock

TOP = f"danvan-{__version__}"
WINDOWS, LINUX = "win_amd64", "manylinux_2_28_x86_64"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source, locked to two packages: one for any machine, one with a wheel for each system."""
    folder = copy_source(tmp_path_factory.mktemp("source") / "danvan")
    shelf = folder.parent / "shelf"
    wheels = [
        make_wheel(shelf, "evergreen"),
        make_wheel(shelf, "numpy", f"cp315-cp315-{WINDOWS}"),
        make_wheel(shelf, "numpy", "cp315-cp315-manylinux_2_27_x86_64.manylinux_2_28_x86_64"),
    ]
    write_lock(folder / "deploy" / "requirements.lock", wheels)
    return folder


def make_bundle(source: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command, where pip finds only what lies on the test's shelf."""
    found = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(source.parent / "shelf"), "PIP_CONFIG_FILE": os.devnull}
    built = {"PIP_NO_BUILD_ISOLATION": "false"}  # pip's way to say: build with what is installed here
    command = [sys.executable, "deploy/bundle", "--out", out, *options]
    return subprocess.run(
        command, cwd=source, env=os.environ | found | built, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


@pytest.fixture(scope="module")
def unpacked(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "danvan.zip"
    done = make_bundle(source, out)
    assert done.returncode == 0, done.stderr
    assert f"Python 3.15 {WINDOWS}, Python 3.15 {LINUX}" in done.stdout
    assert "1/2 Python 3.15 win_amd64: 2/2 gói" in done.stderr
    with zipfile.ZipFile(out) as archive:
        archive.extractall(out.parent)
    return out.parent / TOP


def test_a_person_finds_the_start_files_what_to_read_first_and_the_guide(unpacked: Path):
    assert {path.name for path in unpacked.iterdir()} == {
        "DOC-TRUOC.txt", "chay-danvan.cmd", "chay-danvan.sh", "huong-dan", "chuong-trinh", "SHA256SUMS",
    }  # fmt: skip
    told = (unpacked / "DOC-TRUOC.txt").read_bytes()
    assert told.startswith(b"\xef\xbb\xbf")  # Notepad
    assert told.count(b"\n") == told.count(b"\r\n")
    assert __version__ in told.decode("utf-8-sig")
    assert (unpacked / "huong-dan" / "huong-dan.md").read_bytes() == (ROOT / "docs" / "huong-dan.md").read_bytes()
    assert (unpacked / "chay-danvan.cmd").read_bytes() == (ROOT / "deploy" / "windows" / "chay-danvan.cmd").read_bytes()


def test_every_file_has_its_sum(unpacked: Path):
    sums = dict(line.split("  ")[::-1] for line in (unpacked / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    files = {path.relative_to(unpacked).as_posix(): path for path in unpacked.rglob("*") if path.is_file()}
    del files["SHA256SUMS"]
    assert sums == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def test_it_holds_the_program_and_the_wheels_of_both_systems(unpacked: Path):
    wheels = {path.name for path in (unpacked / "chuong-trinh" / "wheels").iterdir()}
    assert wheels == {
        f"danvan-{__version__}-py3-none-any.whl",
        "evergreen-1-py3-none-any.whl",
        "numpy-1-cp315-cp315-win_amd64.whl",
        "numpy-1-cp315-cp315-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl",
    }


def test_the_program_is_installed_by_its_hash_as_its_packages_are(unpacked: Path):
    inside = unpacked / "chuong-trinh"
    [wheel] = (inside / "wheels").glob("danvan-*.whl")
    last = (inside / "requirements.lock").read_text(encoding="utf-8").splitlines()[-1]
    assert last == f"danvan=={__version__} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def test_nothing_is_overwritten_unasked(source: Path, tmp_path: Path):
    out = tmp_path / "danvan.zip"
    out.write_bytes(b"mine")
    refused = make_bundle(source, out)
    assert (refused.returncode, out.read_bytes()) == (2, b"mine")
    assert refused.stderr.strip() == f"Đã có “{out}”; thêm --force để ghi đè, hoặc chọn tên khác."
    assert make_bundle(source, out, "--force", "--platform", LINUX).returncode == 0
    assert zipfile.is_zipfile(out)


def test_a_package_that_is_not_to_be_had_leaves_no_file(source: Path, tmp_path: Path):
    done = make_bundle(source, tmp_path / "danvan.zip", "--python", "3.14", "--platform", WINDOWS)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "Không tải được đủ gói cho 1/1 Python 3.14 win_amd64: " in done.stderr
    assert "numpy" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("python", "numpy"), [("3.11", "2.4.6"), ("3.14", "2.4.6"), ("3.15", "2.5.5")])
@pytest.mark.parametrize("platform", [WINDOWS, LINUX])
def test_each_machine_gets_the_packages_that_the_lock_means_for_it(python: str, numpy: str, platform: str):
    """Not those of the machine the bundle is made on, as which pip reads the lock's conditions."""
    chosen = list_chosen(python, platform)
    assert [line.split()[0] for line in chosen if line.startswith("numpy==")] == [f"numpy=={numpy}"]
    assert [line for line in chosen if ";" in line or "--hash=sha256:" not in line] == []
    assert {"streamlit", "pandas", "watchdog"} <= {line.partition("==")[0] for line in chosen}
