"""The roster's files as spreadsheet programs save them: any usual encoding, separator, line end and heading."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from danvan_metrics.errors import PlanError
from danvan_metrics.vietnamese import clean_text, fold

COLUMNS: Final = (
    "code",
    "name",
    "short_name",
    "other_names",
    "level",
    "type",
    "commune",
    "model",
    "valid_from",
    "valid_to",
    "confirmed",
)
UNIT_COLUMNS: Final = ("code", "name", "short_name", "kind", "parent")
MOST_TOLD: Final = 10  # problems of one file; more would not be read
_LARGEST: Final = 20_000_000  # bytes; a district's has some thousands, a country's 8 million
_BYTE_ORDERS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SEPARATORS: Final = ",;\t"
_SEPARATOR_LINE: Final = re.compile(
    r"\Asep=([,;\t|])[ ;,\t]*(?:\r\n|\r|\n)", re.IGNORECASE
)  # Excel reads it and shows no row for it
_SAVE_AGAIN: Final = "hãy mở tệp gốc bằng phần mềm bảng tính, chọn Lưu thành (Save As) và kiểu “CSV UTF-8”"


@dataclass(frozen=True)
class RosterForm:
    """A kind of file: what people call it and its rows, the setting that names it, the columns it must have and may have."""

    title: str
    rows: str
    setting: str
    columns: tuple[str, ...]
    more: tuple[str, ...] = ()

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Columns by their folded names."""
        return {fold(column).replace(" ", ""): column for column in (*self.columns, *self.more)}


SCHOOLS_FORM: Final = RosterForm("danh sách trường", "trường", "DANVAN_ROSTER", COLUMNS, ("unit", "follows"))
UNITS_FORM: Final = RosterForm(
    "danh sách đơn vị",
    "đơn vị",
    "DANVAN_UNITS",
    UNIT_COLUMNS,
    ("other_names", "valid_from", "valid_to", "decision", "head", "signer", "recipients", "send_to", "follows"),
)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row's cells by column, cleaned; `number` is the row as a spreadsheet program counts it."""

    number: int
    cells: Mapping[str, str]


@dataclass
class RosterProblems:
    """What is wrong with a file, gathered so that all of it is told at once."""

    name: str
    places: Mapping[str, int] = field(default_factory=dict)
    told: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, row: int, column: str | int, sentence: str) -> None:
        """Something wrong in a cell: its row, its column by name or position (from 0), and a sentence that ends in a remedy."""
        self.told.append((row, self.places[column] if isinstance(column, str) else column, sentence))

    @cached_property
    def named(self) -> frozenset[int]:
        """The positions that have a heading."""
        return frozenset(self.places.values())

    def refuse(self) -> None:
        """PlanError with everything gathered, where there is anything."""
        lines = [f"dòng {row}, cột {_name_column(place)}: {sentence}" for row, place, sentence in sorted(self.told)]
        if len(lines) == 1:
            raise PlanError(f"{self.name}, {lines[0]}")
        if lines:
            more = [f"và {len(lines) - MOST_TOLD} chỗ khác."] if len(lines) > MOST_TOLD else []
            raise PlanError("\n- ".join([f"{self.name} có {len(lines)} chỗ cần sửa:", *lines[:MOST_TOLD], *more]))


def _name_column(position: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - hardly ever needed

    return str(xl_col_to_name(position))


def read_roster_file(path: Path, form: RosterForm = SCHOOLS_FORM) -> tuple[list[RosterRow], RosterProblems]:
    """The rows that hold anything, and what is wrong with them so far; PlanError where they cannot be had at all.

    A column that the form may have and the file has not is empty in every row.
    """
    records = _split(path.name, _decode(path.name, _read_bytes(path, form), form), form)
    heading = next((number for number, record in enumerate(records) if any(record)), None)
    if heading is None:
        raise PlanError(f"{path.name}: thiếu cột {', '.join(form.columns)}; hãy thêm vào dòng đầu.")
    problems = RosterProblems(path.name, _find_columns(path.name, records[heading], form))
    numbered = enumerate(records[heading + 1 :], start=heading + 2)
    missing = dict.fromkeys((column for column in form.more if column not in problems.places), "")
    rows = [row for number, record in numbered if any(record) for row in _read_row(number, record, problems, missing)]
    return rows, problems


def _read_bytes(path: Path, form: RosterForm) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise PlanError(f"Không thấy {form.title} “{path}”; hãy kiểm tra {form.setting} trỏ tới tệp CSV.") from error
    except OSError as error:
        raise PlanError(
            f"Không đọc được {form.title} “{path}”; hãy kiểm tra {form.setting} trỏ tới một tệp CSV và quyền đọc tệp đó."
        ) from error
    if len(content) > _LARGEST:
        limit = _LARGEST // 1_000_000
        told = f"Không đọc được {form.title} “{path.name}” vì tệp lớn hơn {limit} MB"
        raise PlanError(f"{told}; hãy chỉ giữ các dòng của {form.rows}.")
    return content


def _decode(name: str, content: bytes, form: RosterForm) -> str:
    if content.startswith(_WORKBOOKS):
        raise PlanError(f"Không đọc được {form.title} “{name}” vì đây là tệp bảng tính, chưa phải CSV; {_SAVE_AGAIN}.")
    encoding, mark = next(((named, mark) for mark, named in _BYTE_ORDERS if content.startswith(mark)), ("", b""))
    try:
        return content[len(mark) :].decode(encoding or _guess_encoding(content))
    except UnicodeDecodeError as error:
        raise PlanError(
            f"Không đọc được {form.title} “{name}” vì tệp không lưu bằng bảng mã UTF-8 (kiểu “CSV” thường làm mất dấu "
            f"tiếng Việt); {_SAVE_AGAIN}."
        ) from error


def _guess_encoding(content: bytes) -> str:
    """UTF-8, unless every other byte of the headings, which are plain letters, is nought."""
    if b"\x00" not in content[:2]:
        return "utf-8"
    return "utf-16-be" if content[:1] == b"\x00" else "utf-16-le"


def _split(name: str, text: str, form: RosterForm) -> list[list[str]]:
    """Every row's cells, cleaned; the separator is the one that finds most of the headings."""
    told = _SEPARATOR_LINE.match(text)
    if told:
        return _parse(name, text[told.end() :], told[1])
    first = next((line for line in text.splitlines() if line.strip(_SEPARATORS + " ")), "")
    found = {sign: sum(_match(cell, form) is not None for cell in first.split(sign)) for sign in _SEPARATORS}
    return _parse(name, text, max(found, key=lambda sign: found[sign]))


def _parse(name: str, text: str, separator: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            records.append([clean_text(cell) for cell in record])  # noqa: PERF401 - how many were read before an error is told
    except csv.Error as error:
        raise PlanError(
            f"{name}, dòng {len(records) + 1}: dấu nháy kép không khép lại hoặc đặt sai chỗ; "
            "hãy sửa dấu nháy ở dòng này, hoặc mở tệp bằng phần mềm bảng tính rồi lưu lại dạng CSV UTF-8."
        ) from error
    return records


def _match(heading: str, form: RosterForm) -> str | None:
    """The column a heading means, however it is cased and spaced."""
    return form.headings.get(fold(heading.strip('" ')).replace(" ", ""))


def _find_columns(name: str, headings: list[str], form: RosterForm) -> dict[str, int]:
    matched = [_match(heading, form) for heading in headings]
    missing = [column for column in form.columns if column not in matched]
    if missing:
        raise PlanError(f"{name}: thiếu cột {', '.join(missing)}; hãy thêm vào dòng đầu.")
    twice = [column for column, times in Counter(matched).items() if column and times > 1]
    if twice:
        raise PlanError(f"{name}: cột {', '.join(twice)} có hai lần; hãy bỏ một cột.")
    # Another column of the office's own has its place too, under a name that none of ours has.
    return {column or f"#{place}": place for place, column in enumerate(matched) if column or headings[place]}


def _read_row(number: int, record: list[str], problems: RosterProblems, missing: Mapping[str, str]) -> Iterator[RosterRow]:
    named = problems.named
    beyond = next((place for place, cell in enumerate(record) if cell and place not in named), None)
    if beyond is not None:  # its other cells have moved too: what they say would only mislead
        problems.add(number, beyond, "thừa ô so với dòng đầu; hãy đặt trong dấu nháy kép ô nào có dấu phẩy.")
        return
    cells = {column: record[place] if place < len(record) else "" for column, place in problems.places.items()}
    yield RosterRow(number, {**cells, **missing})
