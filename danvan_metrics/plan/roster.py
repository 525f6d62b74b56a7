"""The roster: which schools there are, where, of which level, and since when."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from danvan_metrics.errors import PlanError
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Plan
from danvan_metrics.vietnamese import clean_text, sort_key

COLUMNS = (
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
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class School:
    """A unit that reports; `reporter` tells a school from the office itself."""

    code: str
    name: str
    short_name: str
    level: str
    commune: str
    type: str = ""
    other_names: tuple[str, ...] = ()
    model: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed: bool = False
    reporter: Reporter = Reporter.SCHOOL

    def is_valid_on(self, day: date) -> bool:
        """Whether the school stood on the roster that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Roster:
    """Schools in the office's order: model schools, then level, then name in the Vietnamese alphabet."""

    schools: tuple[School, ...]
    office: School

    @cached_property
    def by_code(self) -> dict[str, School]:
        """Every unit by code, the office among them."""
        return {unit.code: unit for unit in (*self.schools, self.office)}

    @property
    def provisional(self) -> bool:
        """Whether any school still waits for the office's confirmation."""
        return any(not school.confirmed for school in self.schools)

    @property
    def communes(self) -> tuple[str, ...]:
        """The communes that have a school, in alphabetical order."""
        return tuple(sorted({school.commune for school in self.schools}, key=sort_key))

    def select(
        self, *, on: date | None = None, level: str | None = None, commune: str | None = None, model: bool | None = None
    ) -> tuple[School, ...]:
        """Schools that match every filter given, in the roster's order; the office is never among them."""
        return tuple(
            school
            for school in self.schools
            if (on is None or school.is_valid_on(on))
            and (level is None or school.level == level)
            and (commune is None or school.commune == commune)
            and (model is None or school.model is model)
        )


def load_roster(path: Path, plan: Plan) -> Roster:
    """Read schools.csv (columns: COLUMNS); PlanError names file, line, key and remedy."""
    schools = list(_read_rows(path, plan))
    if not schools:
        raise PlanError(f"{path.name}: chưa có trường nào; hãy thêm mỗi trường một dòng.")
    _refuse_repeats(path, [*(school.code for school in schools), plan.office.code])
    levels = plan.levels
    schools.sort(key=lambda school: (not school.model, levels.index(school.level), sort_key(school.short_name)))
    return Roster(tuple(schools), _office_unit(plan))


def _office_unit(plan: Plan) -> School:
    office = plan.office
    return School(office.code, office.name, office.short, level="", commune="", confirmed=True, reporter=Reporter.OFFICE)


def _read_rows(path: Path, plan: Plan) -> Iterator[School]:
    reader = csv.DictReader(io.StringIO(_read_text(path), newline=""))
    _check_header(path, tuple(reader.fieldnames or ()))
    for row in reader:
        yield _read_school(row, plan, f"{path.name}, dòng {reader.line_num}")


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(f"Không đọc được danh sách trường “{path.name}”; hãy lưu lại dạng CSV UTF-8.") from error


def _check_header(path: Path, header: tuple[str, ...]) -> None:
    if len(header) == 1 and ";" in header[0]:
        raise PlanError(f"{path.name}: các cột đang cách nhau bằng dấu chấm phẩy; hãy lưu lại bằng dấu phẩy.")
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise PlanError(f"{path.name}: thiếu cột {', '.join(missing)}; hãy thêm vào dòng đầu.")


def _read_school(row: dict[str | None, str | list[str] | None], plan: Plan, place: str) -> School:
    values = _read_cells(row, place)
    first, last = (_read_day(values[key], key, place) for key in ("valid_from", "valid_to"))
    if first and last and last < first:
        raise PlanError(f"{place}: valid_to đứng trước valid_from; hãy sửa một trong hai ngày.")
    return School(
        code=_read_code(values["code"], place),
        name=values["name"],
        short_name=values["short_name"],
        level=_read_option(values["level"], plan.levels, "level", place),
        commune=values["commune"],
        type=_read_option(values["type"], ("", *plan.types), "type", place),
        other_names=tuple(filter(None, map(clean_text, values["other_names"].split(";")))),
        model=_read_flag(values["model"], "model", place),
        valid_from=first,
        valid_to=last,
        confirmed=_read_flag(values["confirmed"], "confirmed", place),
    )


def _read_cells(row: dict[str | None, str | list[str] | None], place: str) -> dict[str, str]:
    if None in row:
        raise PlanError(f"{place}: thừa ô so với dòng đầu; hãy đặt trong dấu nháy kép ô nào có dấu phẩy.")
    values = {key: clean_text(value) if isinstance(value, str) else "" for key, value in row.items() if key is not None}
    for required in ("code", "name", "short_name", "commune"):
        if not values[required]:
            raise PlanError(f"{place}: {required} đang trống; hãy ghi vào.")
    return values


def _read_code(text: str, place: str) -> str:
    if not _CODE.fullmatch(text):
        raise PlanError(f"{place}: code đang là “{text}”; hãy chỉ dùng chữ không dấu, chữ số và dấu gạch nối, ví dụ MN-NAMSON.")
    return text


def _read_option(text: str, options: tuple[str, ...], key: str, place: str) -> str:
    if text not in options:
        allowed = ", ".join(option or "(để trống)" for option in options)
        raise PlanError(f"{place}: {key} “{text}” không có trong kế hoạch; hãy dùng một trong: {allowed}.")
    return text


def _read_flag(text: str, key: str, place: str) -> bool:
    if text not in {"yes", "no"}:
        raise PlanError(f"{place}: {key} đang là “{text}”; hãy ghi yes hoặc no.")
    return text == "yes"


def _read_day(text: str, key: str, place: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PlanError(f"{place}: {key} đang là “{text}”; hãy ghi ngày dạng 2020-01-31 hoặc để trống.") from error


def _refuse_repeats(path: Path, codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise PlanError(f"{path.name}: mã trường “{code}” có hai lần; hãy đổi một mã.")
