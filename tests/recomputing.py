"""Workbooks computed anew by a spreadsheet program, from their formulas alone."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook


def recompute(contents: Mapping[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Every workbook with the results LibreOffice finds; the results it was written with are dropped before."""
    given, found = folder / "given", folder / "found"
    given.mkdir(parents=True)
    for name, content in contents.items():
        openpyxl.load_workbook(io.BytesIO(content)).save(given / f"{name}.xlsx")  # openpyxl keeps formulas or results, never both
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(given / f"{name}.xlsx") for name in contents]
    command = [find_calc(), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(found), *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return {name: openpyxl.load_workbook(found / f"{name}.xlsx", data_only=True) for name in contents}


def find_calc() -> str:
    """LibreOffice's path; without it the test is skipped, but never in CI."""
    soffice = shutil.which("soffice")
    if soffice:
        return soffice
    reason = "no LibreOffice here: apt-get install libreoffice-calc"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
