"""A list of people as a spreadsheet program saves it: one row a person, CSV in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from danvan_metrics.errors import UserError
from danvan_metrics.vietnamese import clean_text

COLUMNS: Final = ("subject", "name", "roles", "schools", "appraised")
_SEPARATORS: Final = ",;\t"
_SAVE_AGAIN: Final = "hãy lưu lại bằng phần mềm bảng tính, chọn kiểu “CSV UTF-8”"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as written, no role and no school looked up yet; number: the row as a spreadsheet program counts it."""

    number: int
    subject: str
    name: str
    roles: tuple[str, ...]
    schools: tuple[str, ...]
    appraised: tuple[str, ...]


def read_people_file(path: Path) -> tuple[PersonRow, ...]:
    """The rows that hold anything; UserError where the file, or one of its columns, cannot be had.

    Several roles or schools stand in one cell with semicolons between them.
    """
    rows = _split(path, _read_text(path))
    headings = [heading.casefold() for heading in rows[0]] if rows else []
    if missing := [column for column in COLUMNS if column not in headings]:
        raise UserError(f"{path.name}: thiếu cột {', '.join(missing)}; hãy ghi dòng đầu là {', '.join(COLUMNS)}.")
    numbered = enumerate(rows[1:], start=2)
    return tuple(_read_row(number, dict(zip(headings, row, strict=False))) for number, row in numbered if any(row))


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UserError(f"Không đọc được “{path}”; hãy kiểm tra tên tệp và quyền đọc tệp đó.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"“{path.name}” không phải tệp CSV lưu bằng bảng mã UTF-8; {_SAVE_AGAIN}.") from error


def _split(path: Path, text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)  # the headings hold none
    try:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return [[clean_text(cell) for cell in record] for record in records]
    except csv.Error as error:
        raise UserError(f"“{path.name}” không đọc được từng dòng, từng cột; {_SAVE_AGAIN}.") from error


def _read_row(number: int, cells: Mapping[str, str]) -> PersonRow:
    roles, schools, appraised = (_list(cells.get(column, "")) for column in COLUMNS[2:])
    return PersonRow(number, cells.get("subject", ""), cells.get("name", ""), roles, schools, appraised)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, cell.split(";"))))
