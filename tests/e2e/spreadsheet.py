"""A spreadsheet program as a school uses it: LibreOffice, driven by tests/e2e/typist.py."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answers import Place
from tests.e2e.server import find_port

_FILTERS = {"xlsm": "xlsm:Calc MS Excel 2007 VBA XML"}
PYTHON_WITH_UNO = "/usr/bin/python3"


def type_into(source: bytes, folder: Path, typed: Mapping[Place, object], pasted: Mapping[Place, object] | None = None) -> bytes:
    """The workbook after a person typed `typed`, pasted `pasted` and saved it as .xlsx."""
    given, saved = folder / "mau.xlsx", folder / "da-ghi.xlsx"
    given.write_bytes(source)
    entries = [*_entries(typed, "type"), *_entries(pasted or {}, "paste")]
    command = [
        PYTHON_WITH_UNO,
        str(Path(__file__).with_name("typist.py")),
        find_office(),
        str(folder / "profile"),
        str(find_port()),
    ]
    lines = "\n".join(json.dumps(entry) for entry in entries)
    done = subprocess.run(
        [*command, str(given), str(saved)], input=lines, text=True, capture_output=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr
    return saved.read_bytes()


def save_as(content: bytes, folder: Path, ending: str) -> bytes:
    """The workbook as the program saves it in another format, “xls”, “ods” or “xlsm”."""
    given = folder / "da-ghi.xlsx"
    given.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        find_office(),
        profile,
        "--headless",
        "--convert-to",
        _FILTERS.get(ending, ending),
        "--outdir",
        str(folder),
        str(given),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    saved = folder / f"da-ghi.{ending}"
    assert saved.exists(), done.stdout + done.stderr
    return saved.read_bytes()


def find_office() -> str:
    """LibreOffice's path; without it, or without UNO, the test is skipped, but never in CI."""
    soffice = shutil.which("soffice")
    asked = subprocess.run([PYTHON_WITH_UNO, "-c", "import uno"], capture_output=True, check=False) if soffice else None
    if soffice and asked and asked.returncode == 0:
        return soffice
    reason = "no LibreOffice with UNO here: apt-get install libreoffice-calc python3-uno"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _entries(cells: Mapping[Place, object], how: str) -> list[dict[str, str]]:
    return [{"sheet": place.sheet, "cell": place.cell, "text": _write(value), "how": how} for place, value in cells.items()]


def _write(value: object) -> str:
    if isinstance(value, date):
        return format_date(value)
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)
