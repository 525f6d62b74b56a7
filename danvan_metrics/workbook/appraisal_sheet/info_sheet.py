"""The sheet Thông tin of a phiếu: which appraisal it is, who is in the team, and who fills it in on which day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.plan.rules import AnyRule, ChoiceRule
from danvan_metrics.vietnamese import NOTHING
from danvan_metrics.workbook.appraisal_sheet.sheet_layout import (
    DAY_LABEL,
    INFO_LABEL_AT,
    INFO_VALUE_AT,
    PERSON_LABEL,
    SHEET_INFO,
    SHEET_LINES,
)
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetRequest
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import PERSON_RULE, rule_of_day
from danvan_metrics.workbook.layout import place_at
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.hints import Prompt
from danvan_metrics.workbook.template.line_looks import Style, entry_style
from danvan_metrics.workbook.template.sheet_page import protect, set_up_page, set_widths, write_top
from danvan_metrics.workbook.template.wrapping import Wrapped, measure_height
from danvan_metrics.xml_text import make_xml_safe

_WIDTHS: Final = (4, 34, 74, 44)
_FIRST: Final = 5
_HELP: Final = "Hãy chọn người thẩm định và ghi ngày ở hai ô nền vàng, rồi chấm ở sheet Phiếu thẩm định."
_STEPS: Final = (
    ("Ô xám, ô vàng", "Ô xám là điều nhà trường tự khai; ô vàng để tổ thẩm định ghi. Dòng nào chưa kiểm thì để trống."),
    (
        "Cột Thẩm định",
        "Ghi điều tổ thấy; Xác nhận, Hạ hay Nâng tự suy ra khi so với tự khai. Nếu đúng, chỉ cần chọn “Xác nhận” ở cột Kết quả.",
    ),
    (
        "Cột Kết quả",
        "Chọn “Chưa đủ minh chứng”, “Không kiểm tra được” hoặc “Không áp dụng” thì để trống ô Thẩm định của dòng đó.",
    ),
    ("Cột Lý do", "Ghi ở mọi dòng không phải Xác nhận."),
    ("Cột Người, Ngày", "Chỉ ghi khi khác với hai ô nền vàng ở trang này."),
    ("Gửi lại", "Chấm xong, hãy lưu rồi đưa chính tệp này vào trang Chấm thẩm định của Phòng; đổi tên tệp cũng được."),
)


def write_info(book: Book, request: SheetRequest) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(SHEET_INFO)
    set_widths(sheet, _WIDTHS)
    write_top(book, sheet, request.report, _HELP)
    book.put(sheet, (1, 1), f"PHIẾU THẨM ĐỊNH – {request.report.period_words.upper()}", Style.SHEET_TITLE)
    row = _FIRST
    for label, value in list_facts(request):
        _write_fact(book, sheet, row, (label, value))
        row += 1
    row = _write_entries(book, sheet, row + 1, request)
    _write_steps(book, sheet, row + 1)
    book.enforce(sheet)
    set_up_page(sheet, request.report)
    sheet.page_setup.fitToHeight = 1
    name_page(sheet, request.title)
    protect(sheet)


def list_facts(request: SheetRequest) -> Iterator[tuple[str, str]]:
    """What stands locked on top, label and words."""
    yield "Cơ quan thẩm định", request.plan.office.name
    yield "Kế hoạch", request.plan.title
    yield "Đợt thẩm định", request.round.title
    yield "Đơn vị được thẩm định", request.school.name
    yield "Mã đơn vị", request.school.code
    yield "Kỳ báo cáo", request.report.period_words
    yield "Báo cáo được thẩm định", request.describe_return()
    if request.version > 1:
        yield "Lần thẩm định", f"Lần {request.version} (mở lại; chỉ chấm các dòng chưa được xác nhận)"
    yield "Tổ thẩm định", request.team or NOTHING
    yield "Thành viên", "\n".join(member.describe() for member in request.members) or NOTHING


def name_page(sheet: Worksheet, title: str) -> None:
    """Say on every printed page that this is a phiếu, where a template says which report it is."""
    page: Any = sheet
    page.oddHeader.right.text = make_xml_safe(title.replace("&", "&&"))


def rule_of_person(request: SheetRequest) -> AnyRule:
    """Who may fill it in: the team's members who do not work at the school; any name where no team is known."""
    names = tuple(member.name for member in request.members if member.workplace != request.school.code)
    return ChoiceRule(names, names) if names else PERSON_RULE


def _write_fact(book: Book, sheet: Worksheet, row: int, texts: tuple[str, str]) -> None:
    label, value = texts
    book.put(sheet, (row, INFO_LABEL_AT), label, Style.LABEL)
    book.put(sheet, (row, INFO_VALUE_AT), value, Style.FILLED)
    book.set_height(sheet, row, measure_height(Wrapped(value, _WIDTHS[INFO_VALUE_AT - 1], bold=True), least=22))


def _write_entries(book: Book, sheet: Worksheet, row: int, request: SheetRequest) -> int:
    day = rule_of_day(request.plan)
    entries: tuple[tuple[str, AnyRule, str, str | None], ...] = (
        (PERSON_LABEL, rule_of_person(request), "Chọn trong danh sách tổ thẩm định.", request.appraiser or None),
        (DAY_LABEL, day, "Để trống thì tính là ngày nộp phiếu.", None),
    )
    for number, (label, rule, more, value) in enumerate(entries, start=row):
        book.put(sheet, (number, INFO_LABEL_AT), label, Style.LABEL)
        book.put(sheet, (number, INFO_VALUE_AT), value, entry_style(rule))
        book.put(sheet, (number, INFO_VALUE_AT + 1), more, Style.HINT)
        book.set_height(sheet, number, 26)
        book.ask(place_at(SHEET_INFO, number, INFO_VALUE_AT).cell, rule, Prompt(label, more))
    return row + len(entries)


def _write_steps(book: Book, sheet: Worksheet, row: int) -> None:
    for column in (INFO_LABEL_AT, INFO_VALUE_AT, INFO_VALUE_AT + 1):
        book.put(sheet, (row, column), f"Cách ghi sheet {SHEET_LINES}" if column == INFO_LABEL_AT else None, Style.GROUP)
    book.set_height(sheet, row, 22)
    for number, (label, step) in enumerate(_STEPS, start=1):
        book.put(sheet, (row + number, INFO_LABEL_AT), label, Style.LABEL)
        book.put(sheet, (row + number, INFO_VALUE_AT), step, Style.WORDING)
        sheet.merge_cells(start_row=row + number, end_row=row + number, start_column=INFO_VALUE_AT, end_column=INFO_VALUE_AT + 1)
        width = sum(_WIDTHS[INFO_VALUE_AT - 1 : INFO_VALUE_AT + 1])
        book.set_height(sheet, row + number, measure_height(Wrapped(step, width), least=20))
