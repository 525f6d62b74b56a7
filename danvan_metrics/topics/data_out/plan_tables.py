"""Tables of what is asked: the plan itself, its periods, groups, indicators and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Group, Indicator
from danvan_metrics.topics.data_out.data_part import DataWhole
from danvan_metrics.topics.data_out.shared_columns import GROUP, INDICATOR, KIND_WORDS, LINE, PERIOD


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


Asked = TypeVar("Asked", bound=_Coded)
_T, _W, _N, _S = ColumnKind.TEXT, ColumnKind.WHOLE, ColumnKind.NUMBER, ColumnKind.SHARE
_D, _Y = ColumnKind.DAY, ColumnKind.YES_NO
_OF_UNIT: Final = Column(
    "unit_code", _T, "Đơn vị đặt thêm nội dung này cho các trường của mình.", blank="có trong kế hoạch chung"
)

ABOUT: Final = TidyTable(
    "about",
    "Nguồn của số liệu",
    "một lần xuất: số liệu của ai, theo kế hoạch nào, tính đến ngày nào",
    ("plan_code",),
    (
        Column("plan_title", _T, "Tên kế hoạch."),
        Column("plan_year", _W, "Năm của kế hoạch."),
        Column("plan_version", _T, "Phiên bản của kế hoạch trong phần mềm."),
        Column("office_code", _T, "Mã của Phòng; trong bảng scores, Phòng có mã này ở cột school_code."),
        Column("office_name", _T, "Tên Phòng."),
        Column("as_of", _D, "Ngày dùng để xét hạn nộp: số liệu tính đến ngày này."),
        Column("snapshot", _T, "Tên bản chốt, nếu là số liệu của một bản chốt.", blank="số liệu hiện tại"),
        Column("meeting_on", _D, "Ngày họp của bản chốt."),
        Column("program_version", _T, "Phiên bản phần mềm đã ghi bảng này."),
    ),
)
PERIODS: Final = TidyTable(
    "periods",
    "Kỳ báo cáo",
    "một kỳ báo cáo",
    ("period_code",),
    (
        PERIOD,
        Column("position", _W, "Thứ tự của kỳ trong năm, từ 1; dùng để sắp xếp."),
        Column("title", _T, "Tên kỳ."),
        Column("deadline", _D, "Phải nộp TRƯỚC ngày này; nộp đúng ngày này là muộn."),
        Column("last_day_on_time", _D, "Ngày cuối cùng còn đúng hạn."),
        Column("expected_share", _S, "Phần việc cả năm cần xong khi hết kỳ (tiến độ)."),
    ),
)
GROUPS: Final = TidyTable(
    "groups",
    "Nhóm chỉ tiêu",
    "một nhóm chỉ tiêu của kế hoạch",
    ("group_code",),
    (
        GROUP,
        Column("position", _W, "Thứ tự trong kế hoạch."),
        Column("parent_code", _T, "Mã nhóm lớn chứa nhóm này.", blank="nhóm này không nằm trong nhóm khác"),
        Column("title", _T, "Tên nhóm."),
        Column("short_title", _T, "Tên ngắn."),
        Column("section", _T, "Mục của kế hoạch."),
        _OF_UNIT,
    ),
)
INDICATORS: Final = TidyTable(
    "indicators",
    "Chỉ tiêu, nội dung",
    "một chỉ tiêu hoặc nội dung của kế hoạch",
    ("indicator_code",),
    (
        INDICATOR,
        Column("position", _W, "Thứ tự trong kế hoạch."),
        GROUP,
        Column("title", _T, "Tên ngắn của chỉ tiêu."),
        Column("text", _T, "Nội dung đầy đủ."),
        Column("kind", _T, "Loại chỉ tiêu.", words=KIND_WORDS),
        Column("kind_name", _T, "Loại, bằng chữ."),
        Column("unit", _T, "Đơn vị tính."),
        Column(
            "target", _N, "Mức phải đạt trong năm, hoặc giới hạn không được vượt (loại limit).", blank="kế hoạch không đặt số"
        ),
        Column("deadline", _D, "Phải xong TRƯỚC ngày này."),
        Column("weight", _N, "Trọng số khi tính bình quân của nhóm."),
        Column("section", _T, "Mục của kế hoạch."),
        Column("asked_of_schools", _Y, "Trường có phải thực hiện."),
        Column("asked_of_office", _Y, "Phòng có phải thực hiện."),
        Column("scored", _Y, "Có tính hoàn thành; FALSE là số chỉ theo dõi hoặc số suy ra."),
        Column("needs_evidence", _Y, "Góc nhìn có minh chứng có đòi ít nhất một minh chứng."),
        _OF_UNIT,
    ),
)
LINES: Final = TidyTable(
    "lines",
    "Dòng của biểu mẫu",
    "một dòng mà trường điền trong biểu mẫu; chỉ tiêu dạng danh mục có nhiều dòng",
    ("line_code",),
    (
        LINE,
        Column("position", _W, "Thứ tự trong kế hoạch."),
        INDICATOR,
        Column("text", _T, "Nội dung của dòng."),
        Column("unit", _T, "Đơn vị tính."),
    ),
)


def collect_about(whole: DataWhole) -> pd.DataFrame:
    """The one row of ABOUT."""
    plan, fixed = whole.plan, whole.snapshot
    row = (
        plan.title, plan.year, plan.version, plan.office.code, plan.office.name,
        whole.as_of, fixed.name if fixed else None, fixed.meeting_on if fixed else None, whole.program,
    )  # fmt: skip
    return _frame(ABOUT, [row])


def collect_periods(whole: DataWhole) -> pd.DataFrame:
    """The rows of PERIODS."""
    listed = enumerate(whole.plan.periods, start=1)
    return _frame(PERIODS, [(one.code, at, one.title, one.deadline, one.last_day_on_time, one.share) for at, one in listed])


def collect_groups(whole: DataWhole) -> pd.DataFrame:
    """The rows of GROUPS, those that units add behind the plan's own."""
    rows = [
        (group.code, position, group.parent, group.title, group.short, group.section, unit)
        for position, (group, unit) in enumerate(_list_groups(whole), start=1)
    ]
    return _frame(GROUPS, rows)


def collect_indicators(whole: DataWhole) -> pd.DataFrame:
    """The rows of INDICATORS."""
    rows = [
        (
            one.code, position, one.group, one.title, one.text, str(one.kind), one.kind.definition.name, one.unit,
            one.target, one.deadline, one.weight, one.section, Reporter.SCHOOL in one.reporters,
            Reporter.OFFICE in one.reporters, one.scored, one.needs_evidence, unit,
        )
        for position, (one, unit) in enumerate(_list_indicators(whole), start=1)
    ]  # fmt: skip
    return _frame(INDICATORS, rows)


def collect_lines_asked(whole: DataWhole) -> pd.DataFrame:
    """The rows of LINES."""
    asked = [(line, one) for one, _ in _list_indicators(whole) if one.entered for line in one.rows]
    rows = [(line.code, at, one.code, line.text, line.unit or one.unit) for at, (line, one) in enumerate(asked, start=1)]
    return _frame(LINES, rows)


def _list_groups(whole: DataWhole) -> Iterator[tuple[Group, str | None]]:
    return _tell_adding(whole.plan.groups, [(one.unit, one.groups) for one in whole.plan.unit_lines])


def _list_indicators(whole: DataWhole) -> Iterator[tuple[Indicator, str | None]]:
    return _tell_adding(whole.plan.indicators, [(one.unit, one.indicators) for one in whole.plan.unit_lines])


def _tell_adding(own: Iterable[Asked], added: Iterable[tuple[str, Iterable[Asked]]]) -> Iterator[tuple[Asked, str | None]]:
    """What is asked with the unit that adds it, the plan's own first; a unit's plan holds what is added to it already."""
    units = {one.code: unit for unit, asked in added for one in asked}
    listed = {one.code: one for one in (*own, *(one for _, asked in added for one in asked))}
    return ((one, units.get(code)) for code, one in listed.items())


def _frame(table: TidyTable, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[column.name for column in table.own], dtype=object)
