"""The roster's file as spreadsheet programs save it: any usual encoding, separator, line end and heading, told by its content."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
MOST_TOLD: Final = 10  # problems of one file; more would not be read
_LARGEST: Final = 5_000_000  # bytes; a district's has some thousands
_BYTE_ORDERS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SEPARATORS: Final = ",;\t"
_SEPARATOR_LINE: Final = re.compile(
    r"\Asep=([,;\t|])[ ;,\t]*(?:\r\n|\r|\n)", re.IGNORECASE
)  # Excel reads it and shows no row for it
_SAVE_AGAIN: Final = "hãy mở tệp gốc bằng phần mềm bảng tính, chọn Lưu thành (Save As) và kiểu “CSV UTF-8”"
_HEADINGS: Final = {fold(column).replace(" ", ""): column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One school's cells by column, cleaned; `number` is the row as a spreadsheet program counts it."""

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


def read_roster_file(path: Path) -> tuple[list[RosterRow], RosterProblems]:
    """The rows that hold anything, and what is wrong with them so far; PlanError where they cannot be had at all."""
    records = _split(path.name, _decode(path.name, _read_bytes(path)))
    heading = next((number for number, record in enumerate(records) if any(record)), None)
    if heading is None:
        raise PlanError(f"{path.name}: thiếu cột {', '.join(COLUMNS)}; hãy thêm vào dòng đầu.")
    problems = RosterProblems(path.name, _find_columns(path.name, records[heading]))
    numbered = enumerate(records[heading + 1 :], start=heading + 2)
    rows = [row for number, record in numbered if any(record) for row in _read_row(number, record, problems)]
    return rows, problems


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise PlanError(f"Không thấy danh sách trường “{path}”; hãy kiểm tra DANVAN_ROSTER trỏ tới tệp CSV.") from error
    except OSError as error:
        raise PlanError(
            f"Không đọc được danh sách trường “{path}”; hãy kiểm tra DANVAN_ROSTER trỏ tới một tệp CSV và quyền đọc tệp đó."
        ) from error
    if len(content) > _LARGEST:
        raise PlanError(f"Không đọc được danh sách trường “{path.name}” vì tệp lớn hơn 5 MB; hãy chỉ giữ các dòng của trường.")
    return content


def _decode(name: str, content: bytes) -> str:
    if content.startswith(_WORKBOOKS):
        raise PlanError(f"Không đọc được danh sách trường “{name}” vì đây là tệp bảng tính, chưa phải CSV; {_SAVE_AGAIN}.")
    encoding, mark = next(((named, mark) for mark, named in _BYTE_ORDERS if content.startswith(mark)), ("", b""))
    try:
        return content[len(mark) :].decode(encoding or _guess_encoding(content))
    except UnicodeDecodeError as error:
        raise PlanError(
            f"Không đọc được danh sách trường “{name}” vì tệp không lưu bằng bảng mã UTF-8 (kiểu “CSV” thường làm mất dấu "
            f"tiếng Việt); {_SAVE_AGAIN}."
        ) from error


def _guess_encoding(content: bytes) -> str:
    """UTF-8, unless every other byte of the headings, which are plain letters, is nought."""
    if b"\x00" not in content[:2]:
        return "utf-8"
    return "utf-16-be" if content[:1] == b"\x00" else "utf-16-le"


def _split(name: str, text: str) -> list[list[str]]:
    """Every row's cells, cleaned; the separator is the one that finds most of the headings."""
    told = _SEPARATOR_LINE.match(text)
    if told:
        return _parse(name, text[told.end() :], told[1])
    first = next((line for line in text.splitlines() if line.strip(_SEPARATORS + " ")), "")
    found = {sign: sum(_match(cell) is not None for cell in first.split(sign)) for sign in _SEPARATORS}
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


def _match(heading: str) -> str | None:
    """The column a heading means, however it is cased and spaced."""
    return _HEADINGS.get(fold(heading.strip('" ')).replace(" ", ""))


def _find_columns(name: str, headings: list[str]) -> dict[str, int]:
    matched = [_match(heading) for heading in headings]
    missing = [column for column in COLUMNS if column not in matched]
    if missing:
        raise PlanError(f"{name}: thiếu cột {', '.join(missing)}; hãy thêm vào dòng đầu.")
    twice = [column for column, times in Counter(matched).items() if column and times > 1]
    if twice:
        raise PlanError(f"{name}: cột {', '.join(twice)} có hai lần; hãy bỏ một cột.")
    # Another column of the office's own has its place too, under a name that none of ours has.
    return {column or f"#{place}": place for place, column in enumerate(matched) if column or headings[place]}


def _read_row(number: int, record: list[str], problems: RosterProblems) -> Iterator[RosterRow]:
    named = set(problems.places.values())
    beyond = next((place for place, cell in enumerate(record) if cell and place not in named), None)
    if beyond is not None:  # its other cells have moved too: what they say would only mislead
        problems.add(number, beyond, "thừa ô so với dòng đầu; hãy đặt trong dấu nháy kép ô nào có dấu phẩy.")
        return
    yield RosterRow(number, {column: record[place] if place < len(record) else "" for column, place in problems.places.items()})
