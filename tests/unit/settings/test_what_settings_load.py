"""Asking for settings is cheap, and the processes that read strangers' files learn nothing of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from danvan_metrics.child_processes import close_pipes, start_process
from danvan_metrics.folders import PACKAGE
from tests.builders_settings import write_settings

LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def list_modules(line: str, **said: str) -> set[str]:
    """What stands in memory after a line of Python, in an environment that says nothing but this."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DANVAN_", "CHROMIUM"))}
    paths = {"PYTHONPATH": str(PACKAGE.parent), "DANVAN_SETTINGS": os.devnull}
    done = subprocess.run(
        [sys.executable, "-c", f"{line}; {LOADED}"], env=environment | paths | said, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def test_the_names_alone_load_neither_pydantic_nor_what_reads_files():
    loaded = list_modules("import danvan_metrics.settings")
    assert {"pydantic", "pydantic_settings", "tomllib"} & loaded == set()


def test_defaults_are_had_without_what_lays_settings_over_one_another():
    loaded = list_modules("from danvan_metrics.settings import load_settings; load_settings()")
    assert "pydantic" in loaded
    assert {"pydantic_settings", "asyncio", "difflib", "tomllib"} & loaded == set()


@pytest.mark.parametrize(
    ("said", "loaded"),
    [
        ({"DANVAN_TODAY": "2020-09-17"}, False),
        ({"DANVAN_SETTINGS": "{file}"}, False),
        ({"DANVAN_SETTINGS": "{file}", "DANVAN_TODAY": "2020-09-17"}, True),
    ],
    ids=["variable", "file", "both"],
)
def test_what_lays_one_over_the_other_is_loaded_only_where_both_speak(said: dict[str, str], loaded, tmp_path: Path):
    """It takes a tenth of what pandas does."""
    path = write_settings(tmp_path, "[limits]\nread_seconds = 10\n")
    spoken = {name: text.format(file=path) for name, text in said.items()}
    modules = list_modules("from danvan_metrics.settings import load_settings; load_settings()", **spoken)
    assert ("pydantic_settings" in modules) is loaded


def test_a_process_that_reads_workbooks_knows_limits_and_no_setting():
    """Neither what declares settings nor what reads the file is in it: nothing an office chose is there to be given away."""
    loaded = list_modules("import danvan_metrics.spreadsheets.worker")
    assert "danvan_metrics.settings.settled" in loaded
    assert {"danvan_metrics.settings.gathering", "danvan_metrics.settings.settings_toml", "pydantic"} & loaded == set()


def test_a_process_beside_the_app_is_not_told_where_the_settings_are(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("DANVAN_SETTINGS", str(write_settings(tmp_path, "[sign_in]\nactor = 'Cô Mai'\n")))
    line = "import json, os; print(json.dumps([name for name in os.environ if name.startswith('DANVAN_')]))"
    with tempfile.TemporaryFile() as errors:
        process = start_process([sys.executable, "-c", line], errors=errors)
        told = json.loads(process.stdout.read())
        process.wait()
        close_pipes(process)
    assert told == []
