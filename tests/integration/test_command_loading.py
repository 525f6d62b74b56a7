"""What checking one return loads: nothing it does not need, for loading was three quarters of its time (issue 16, point 3)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders_cli import Office
from tests.builders_officer import fill_workbook

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = {  # by whom each is loaded when it is wanted
    "pandas", "numpy", "pyarrow", "streamlit", "plotly", "pptx", "docx", "openpyxl", "xlsxwriter", "alembic", "psycopg",
    "kaleido", "xlrd", "python_calamine", "prometheus_client", "wcwidth", "PIL", "lxml",
}  # fmt: skip
ROOMS = ("metrics", "exports", "scoring", "sample", "appraising", "rewarding", "web.officer", "formats.docx", "formats.pptx")
TELL = (
    "import atexit, json, sys\n"
    "atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))\n"
    "sys.argv = ['danvan', *sys.argv[1:]]\n"
    "from danvan_metrics.__main__ import main\n"
    "main()\n"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loading")
    (folder / "a.xlsx").write_bytes(fill_workbook("TH-MINHCAM", "6m"))
    load(folder, "import", "a.xlsx")  # makes the store, so that checking finds one at its place with a return in it
    return folder


@pytest.mark.parametrize(
    "words", [("check", "a.xlsx"), ("check", "a.xlsx", "--json"), ("--version",), ("import", "--help")], ids=" ".join
)
def test_a_command_loads_no_library_it_does_not_need(desk: Path, words: tuple[str, ...]):
    loaded = load(desk, *words)
    assert {name.partition(".")[0] for name in loaded} & LIBRARIES == set()
    unneeded = tuple(f"danvan_metrics.{room}." for room in ROOMS)
    assert [name for name in loaded if name.startswith(unneeded)] == []


def test_help_and_version_open_neither_plan_nor_store(desk: Path):
    for words in (("--version",), ("--help",), ("check", "--help")):
        assert {"sqlalchemy", "danvan_metrics.plan.loader", "danvan_metrics.store.repository"} & load(desk, *words) == set()


def test_the_list_is_of_modules_that_other_commands_do_load(desk: Path):
    """Else a name misspelt here would hold for ever."""
    assert {"pandas", "numpy", "sqlalchemy", "danvan_metrics.metrics.dataset"} <= load(desk, "summary", "--period", "6m")


def load(folder: Path, *words: str) -> set[str]:
    """The modules that a command has loaded when it ends well."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **Office(folder).environment}
    done = subprocess.run(
        [sys.executable, "-c", TELL, *words], cwd=folder, env=variables, capture_output=True, encoding="utf-8", check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))
