"""Where everything stands on a phiếu: its sheets, its columns, and the row of every line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from danvan_metrics.plan.model import Group, Indicator
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetLine, SheetRequest
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import SheetField

SHEET_KIND: Final = "danvan-phieu-tham-dinh"
SHEET_VERSION: Final = "1"
SHEET_INFO: Final = "Thông tin"
SHEET_LINES: Final = "Phiếu thẩm định"
SHEET_KEYS: Final = (
    "kind", "plan", "plan_version", "school", "period", "round", "submission", "version", "lane", "sheet_version",
)  # fmt: skip
LINE_KEY: Final = "dong/"  # on the hidden sheet, before a line's code: the revision of the verdict that went out with it

CODE_HEADING: Final = "Mã"
TEXT_HEADING: Final = "Nội dung"
DECLARED_HEADING: Final = "Tự khai"
EVIDENCE_HEADING: Final = "Minh chứng nêu"
FIELD_HEADINGS: Final = {
    SheetField.SEEN: "Đã xem (số minh chứng)",
    SheetField.METHOD: "Cách kiểm tra",
    SheetField.TO_DO: "Thẩm định: phải thực hiện",
    SheetField.DONE: "Thẩm định: đã thực hiện, mức độ",
    SheetField.OUTCOME: "Kết quả",
    SheetField.REASON: "Lý do",
    SheetField.PERSON: "Người",
    SheetField.DAY: "Ngày",
}
HEADINGS_IN_ORDER: Final = (CODE_HEADING, TEXT_HEADING, DECLARED_HEADING, EVIDENCE_HEADING, *FIELD_HEADINGS.values())
WIDTHS: Final = (10.0, 42.0, 15.0, 25.0, 9.0, 11.0, 11.5, 13.5, 15.0, 27.0, 15.0, 12.0)
CODE_AT, TEXT_AT, DECLARED_AT, EVIDENCE_AT = 1, 2, 3, 4
FIELD_COLUMNS: Final = {field: column for column, field in enumerate(FIELD_HEADINGS, start=EVIDENCE_AT + 1)}
COLUMNS: Final = {heading: column for column, heading in enumerate(HEADINGS_IN_ORDER, start=1)}
HEADINGS_AT: Final = 5  # three rows of title and two of help stand above

INFO_LABEL_AT, INFO_VALUE_AT = 2, 3
PERSON_LABEL: Final = "Người thẩm định"
DAY_LABEL: Final = "Ngày thẩm định"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the table: a group's heading, the stem of an indicator with several lines, or a line."""

    row: int
    group: Group | None = None
    stem: Indicator | None = None
    line: SheetLine | None = None


def place_rows(request: SheetRequest) -> tuple[SheetRow, ...]:
    """Every row of the table from top to bottom, the lines in their order."""
    return tuple(_place(request))


def _place(request: SheetRequest) -> Iterator[SheetRow]:
    number = count(HEADINGS_AT + 1)
    headed: set[str] = set()
    stem = ""
    for line in request.lines:
        indicator = line.indicator
        for group in _list_groups(request, indicator):
            if group.code not in headed:
                headed.add(group.code)
                yield SheetRow(next(number), group=group)
        if indicator.lines and indicator.code != stem:
            yield SheetRow(next(number), stem=indicator)
        stem = indicator.code
        yield SheetRow(next(number), line=line)


def _list_groups(request: SheetRequest, indicator: Indicator) -> tuple[Group, ...]:
    group = request.plan.group_by_code[indicator.group]
    return (request.plan.group_by_code[group.parent], group) if group.parent else (group,)
