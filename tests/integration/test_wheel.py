"""The program as a wheel: what is in it, and that it works where there is no source, for somebody who has set nothing."""

from __future__ import annotations

import email
import subprocess
import tarfile
import time
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement

from danvan_metrics import __version__
from danvan_metrics.plan.rules import Field
from tests.builders_cli import ROSTER, fill_template
from tests.builders_install import PRIVATE, ROOT, Installed, build_package, copy_source, install_wheel
from tests.e2e.server import find_port

SHIPPED = "danvan_metrics/shipped"
READ_GUIDE = """
import os, sys
from streamlit.testing.v1 import AppTest
from danvan_metrics.folders import SHIPPED
os.chdir(SHIPPED)
app = AppTest.from_file(str(SHIPPED / "dashboard.py"), default_timeout=60)
app.run().switch_page("pages/guide.py").run()
app.query_params["trang"] = "01-bat-dau"
app.run()
print(len(app.exception), len(app.error), len(app.get("image")), sep="\\n")
print(*(one.value for one in app.markdown), sep="\\n")
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_source(tmp_path_factory.mktemp("source") / "danvan")


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_package(source, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return install_wheel(wheel, tmp_path_factory.mktemp("installed"))


def list_names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def read_metadata(wheel: Path) -> email.message.Message:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [one for one in archive.namelist() if one.endswith(".dist-info/METADATA")]
        return email.message_from_bytes(archive.read(name))


def list_files(*parts: str) -> set[str]:
    """What stands in these folders of the source, but for what Python writes there and what is private."""
    found = (path for part in parts for path in (ROOT / part).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {
        name for name in (path.relative_to(ROOT).as_posix() for path in found) if ".sqlite3" not in name and ".dump" not in name
    }


def test_everything_of_the_package_is_in_it(wheel: Path):
    """Style sheets, scripts, the words of the command line and the upgrades of the store too."""
    assert list_files("danvan_metrics") - list_names(wheel) == set()


def test_pages_data_and_guide_are_in_it(wheel: Path):
    shipped = {"dashboard.py", ".streamlit/config.toml", *list_files("pages", "data", "docs/images", "docs/huong-dan")}
    shipped |= {f"docs/{path.name}" for path in (ROOT / "docs").glob("huong-dan*.md")}
    assert {f"{SHIPPED}/{name}" for name in shipped} - list_names(wheel) == set()


@pytest.mark.parametrize("name", PRIVATE)
def test_what_is_private_is_in_neither_package(source: Path, wheel: Path, name: str, tmp_path: Path):
    with tarfile.open(build_package(source, tmp_path, "sdist")) as archive:
        names = {*archive.getnames(), *list_names(wheel)}
    assert (source / name).is_file()
    assert [one for one in names if one.endswith(Path(name).name)] == []


def test_the_source_package_makes_the_same_wheel(source: Path, wheel: Path, tmp_path: Path):
    with tarfile.open(build_package(source, tmp_path, "sdist")) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    [unpacked] = (tmp_path / "unpacked").iterdir()
    assert list_names(build_package(unpacked, tmp_path / "again", "wheel")) == list_names(wheel)


def test_it_says_what_it_is_and_needs_what_requirements_say(wheel: Path):
    told = read_metadata(wheel)
    assert (told["Name"], told["Version"], told["License-Expression"]) == ("danvan", __version__, "MIT")
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = {str(Requirement(line)).casefold() for line in lines if line and not line.startswith("#")}
    assert {str(Requirement(line)).casefold() for line in told.get_all("Requires-Dist")} == wanted


def test_it_is_called_by_its_own_name(installed: Installed):
    assert installed.call("danvan", "--version").strip().endswith(__version__)
    assert "danvan template" in installed.call("danvan", "template", "--help")
    assert "python -m danvan_metrics template" in installed.call("python", "-m", "danvan_metrics", "template", "--help")


def test_a_template_goes_out_and_a_return_comes_in_for_somebody_who_has_set_nothing(installed: Installed):
    """The store is made where this person's programs keep their own, not beside the program."""
    program = sorted(path for path in installed.environment.rglob("*") if "__pycache__" not in path.parts)
    installed.call("danvan", "template", "--school", "MN-DAPTHANH", "--period", "6m", "--out", "bieu-mau.xlsx")
    returned = fill_template(installed.home / "bao-cao.xlsx", "TH-MINHCAM", lines={"CT1.1": {Field.TO_DO: 8, Field.DONE: 5}})
    assert "TH-MINHCAM" in installed.call("danvan", "check", returned)
    assert "TH-MINHCAM" in installed.call("danvan", "import", returned)
    assert f"1/{len(ROSTER.schools)}" in installed.call("danvan", "summary", "--period", "6m")
    assert (installed.home / ".local" / "share" / "danvan" / "danvan.sqlite3").is_file()
    assert sorted(path for path in installed.environment.rglob("*") if "__pycache__" not in path.parts) == program


def test_it_serves_from_wherever_it_is_called(installed: Installed):
    port = find_port()
    command = [installed.environment / "bin" / "danvan", "serve", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, cwd=installed.home, env=installed.variables, stdout=subprocess.DEVNULL) as process:
        try:
            assert wait_for(process, f"http://127.0.0.1:{port}/song") == "Đang chạy."
            assert wait_for(process, f"http://127.0.0.1:{port}/san-sang") == "Sẵn sàng."
        finally:
            process.terminate()


def test_its_guide_opens_with_pictures(installed: Installed):
    exceptions, errors, pictures, *text = installed.call("python", "-c", READ_GUIDE).splitlines()
    assert (exceptions, errors) == ("0", "0")
    assert int(pictures) > 0
    assert (ROOT / "docs" / "huong-dan" / "01-bat-dau.md").read_text(encoding="utf-8").split("\n", 1)[0] in text


def wait_for(process: subprocess.Popen[bytes], address: str) -> str:
    """What the server answers at an address, once it does."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                return answer.read().decode()
        except OSError:
            time.sleep(0.2)
    return ""
