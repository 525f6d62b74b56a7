"""Workbooks computed anew by a spreadsheet program, from their formulas alone."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import openpyxl
import pytest
from openpyxl import Workbook


def recompute(contents: Mapping[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Every workbook with the results LibreOffice finds; the results it was written with are dropped before."""
    given, found = folder / "given", folder / "found"
    given.mkdir(parents=True)
    for name, content in contents.items():
        openpyxl.load_workbook(io.BytesIO(content)).save(given / f"{name}.xlsx")  # openpyxl keeps formulas or results, never both
    _convert([given / f"{name}.xlsx" for name in contents], "xlsx", found)
    return {name: openpyxl.load_workbook(found / f"{name}.xlsx", data_only=True) for name in contents}


def print_pages(file: Path) -> str:
    """What LibreOffice prints of a workbook: the text of its pages, line by line."""
    if not shutil.which("pdftotext"):
        _do_without("no pdftotext here: apt-get install poppler-utils")
    _convert([file], "pdf", file.parent)
    command = ["pdftotext", "-layout", str(file.with_suffix(".pdf")), "-"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def _convert(files: Sequence[Path], kind: str, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [find_calc(), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


def find_calc() -> str:
    """LibreOffice's path; without it the test is skipped, but never in CI."""
    return shutil.which("soffice") or _do_without("no LibreOffice here: apt-get install libreoffice-calc")


def _do_without(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
