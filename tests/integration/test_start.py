"""The start file of an unpacked bundle: makes the environment once, starts the program, and says in a sentence what is missing.

The program here is a small wheel of the test's own that prints what it was told; `.ci/try_newest` starts the real one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders_install import ROOT, make_wheel, write_lock

TELL = """import os, sys
print("started", *sys.argv[1:])
if "DANVAN_SETTINGS" in os.environ: print("by", os.environ["DANVAN_SETTINGS"])
"""
PROGRAM = {"danvan_metrics/__init__.py": "", "danvan_metrics/__main__.py": TELL}
THIS = f"cp{sys.version_info[0]}{sys.version_info[1]}"
UNREACHED = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}


def unpack(folder: Path, python: str = THIS) -> Path:
    """A bundle as it is unpacked, with packages for this Python, for Linux."""
    inside = folder / "chuong-trinh"
    shutil.copytree(ROOT / "deploy" / "start", inside / "start", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "deploy" / "linux" / "chay-danvan.sh", folder)
    numpy = make_wheel(inside / "wheels", "numpy", f"{python}-{python}-manylinux_2_28_x86_64")
    write_lock(inside / "requirements.lock", [make_wheel(inside / "wheels", "danvan", files=PROGRAM), numpy])
    return folder


def start(folder: Path, *options: str, prefix: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """The start file, called by a person with this home folder and only this Python on the PATH."""
    (folder.parent / "bin").mkdir(exist_ok=True)
    for name, target in (("python3", sys.executable), ("dirname", "/usr/bin/dirname"), ("cat", "/bin/cat")):
        if not (folder.parent / "bin" / name).exists():
            (folder.parent / "bin" / name).symlink_to(target)
    environment = {"PATH": str(folder.parent / "bin"), "HOME": str(folder.parent / "home"), **UNREACHED}
    command = [*prefix, "/bin/sh", folder / "chay-danvan.sh", *options]
    return subprocess.run(
        command, cwd=folder.parent, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle in a folder with a space and Vietnamese letters in its name, started once without a network."""
    folder = unpack(tmp_path_factory.mktemp("once") / "Tải về (1)")
    done = start(folder, "--port", "8700")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "started serve --port 8700"), done.stderr
    assert "Lần đầu mở: đang cài chương trình vào “" in done.stdout
    assert "2/2 gói" in done.stderr
    return folder


def test_the_second_start_makes_nothing_anew(started: Path):
    made = (started / "moi-truong" / "pyvenv.cfg").stat().st_mtime_ns
    done = start(started, "--no-browser")
    assert (done.returncode, done.stdout, done.stderr) == (0, "started serve --no-browser\n", "")
    assert (started / "moi-truong" / "pyvenv.cfg").stat().st_mtime_ns == made


def test_a_file_of_settings_beside_the_start_file_holds(started: Path):
    (started / "danvan.toml").touch()
    done = start(started)
    (started / "danvan.toml").unlink()
    assert done.stdout.splitlines() == ["started serve", f"by {started / 'danvan.toml'}"]


def test_what_was_not_made_to_the_end_is_made_anew(started: Path, tmp_path: Path):
    """And so is what was made from other packages: the lock's sum stands in the stamp."""
    folder = shutil.copytree(started, tmp_path / "copy", symlinks=True)
    (folder / "moi-truong" / "danvan-da-cai.txt").unlink()
    (folder / "moi-truong" / "half").touch()
    done = start(folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "started serve")
    assert not (folder / "moi-truong" / "half").exists()


def test_a_damaged_package_is_not_installed(tmp_path: Path):
    folder = unpack(tmp_path / "bundle")
    with (folder / "chuong-trinh" / "wheels" / "danvan-1-py3-none-any.whl").open("ab") as wheel:
        wheel.write(b"\0")
    done = start(folder)
    assert done.returncode == 2
    assert "Một gói không đúng với bản đã khóa, có thể tệp bị hỏng khi chép" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "moi-truong" / "danvan-da-cai.txt").exists()


def test_packages_for_another_python_and_no_network_are_told(tmp_path: Path):
    done = start(unpack(tmp_path / "bundle", python="cp399"))
    assert done.returncode == 2
    assert "cần có mạng" in done.stdout
    assert "Không tải được các gói từ mạng" in done.stderr
    assert "Các gói kèm theo dành cho Python 3.99." in done.stderr


def test_somebody_elses_folder_of_that_name_is_left_alone(tmp_path: Path):
    folder = unpack(tmp_path / "bundle")
    (folder / "moi-truong").mkdir()
    (folder / "moi-truong" / "luan-van.txt").write_text("mine", encoding="utf-8")
    done = start(folder)
    assert (done.returncode, (folder / "moi-truong" / "luan-van.txt").read_text(encoding="utf-8")) == (2, "mine")
    assert "có tệp khác, không phải của chương trình" in done.stderr


def test_where_nothing_can_be_written_beside_it_the_environment_is_in_the_persons_own_folder(tmp_path: Path):
    folder = unpack(tmp_path / "bundle")
    folder.chmod(0o555)
    done = start(
        folder, prefix=("/usr/bin/setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
    )  # else root may
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "started serve"), done.stderr
    assert (tmp_path / "home" / ".local" / "share" / "danvan" / "moi-truong" / "danvan-da-cai.txt").is_file()
    assert not (folder / "moi-truong").exists()


def test_without_a_fitting_python_it_says_which_to_install(tmp_path: Path):
    folder = unpack(tmp_path / "bundle")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tmp_path / "bin" / "python3").chmod(0o755)
    done = start(folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Chương trình cần Python 3.11 đến 3.15, loại 64-bit." in done.stderr


def test_outside_the_unpacked_folder_it_asks_to_unpack(tmp_path: Path):
    (tmp_path / "zip").mkdir()
    shutil.copy2(ROOT / "deploy" / "linux" / "chay-danvan.sh", tmp_path / "zip")
    done = start(tmp_path / "zip")
    assert (done.returncode, done.stderr) == (2, "Không thấy thư mục “chuong-trinh”; hãy giải nén cả tệp ZIP rồi chạy lại.\n")
