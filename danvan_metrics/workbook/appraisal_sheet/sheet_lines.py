"""The sheet Phiếu thẩm định: a row per line, the school's word in grey, the office's in yellow, what is judged filled in."""

from __future__ import annotations

from typing import Final

from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.plan.model import Group
from danvan_metrics.plan.rules import AnyRule, ChoiceRule, Field
from danvan_metrics.plan.verdicts import METHODS, OUTCOMES, Verdict
from danvan_metrics.workbook.appraisal_sheet.declared_words import describe_declared
from danvan_metrics.workbook.appraisal_sheet.info_sheet import name_page, rule_of_person
from danvan_metrics.workbook.appraisal_sheet.sheet_layout import (
    CODE_AT,
    COLUMNS,
    DECLARED_AT,
    EVIDENCE_AT,
    FIELD_COLUMNS,
    FIELD_HEADINGS,
    HEADINGS_AT,
    HEADINGS_IN_ORDER,
    SHEET_LINES,
    TEXT_AT,
    WIDTHS,
    SheetRow,
    place_rows,
)
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetLine, SheetRequest
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import SheetField, rules_of_sheet_line, rules_of_value
from danvan_metrics.workbook.layout import place_at
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.hints import Prompt
from danvan_metrics.workbook.template.line_looks import BOLD, FONT_SIZES, OVERFLOWING, Style, entry_style
from danvan_metrics.workbook.template.row_contents import NOT_TAKEN
from danvan_metrics.workbook.template.sheet_page import protect, set_up_page, set_widths, write_headings, write_top
from danvan_metrics.workbook.template.wrapping import Wrapped, measure_height

_LEAST_LINE, _LEAST_HEADING = 36.0, 24.0
_LAST: Final = len(HEADINGS_IN_ORDER)
_HELP: Final = "Chỉ ghi ô nền vàng. Dòng chưa kiểm để trống; mọi dòng không phải “Xác nhận” cần ghi lý do."
_PROMPTS: Final = {
    SheetField.SEEN: "Số minh chứng tổ đã xem tận nơi.",
    SheetField.METHOD: "",
    SheetField.TO_DO: "Số tổ đếm được.",
    SheetField.DONE: "Điều tổ thấy; để trống nếu chưa kiểm hoặc chỉ chọn ở cột Kết quả.",
    SheetField.OUTCOME: "Chỉ cần chọn khi ô Thẩm định để trống.",
    SheetField.REASON: "Cần ghi ở mọi dòng không phải Xác nhận.",
    SheetField.PERSON: "Chỉ ghi khi không phải người ở sheet Thông tin.",
    SheetField.DAY: "Chỉ ghi khi khác ngày ở sheet Thông tin.",
}
_SIGNATURES: Final = ((TEXT_AT, "ĐẠI DIỆN NHÀ TRƯỜNG"), (FIELD_COLUMNS[SheetField.OUTCOME], "NGƯỜI THẨM ĐỊNH"))
_SIGNING_HEIGHTS: Final = (16.0, 20.0, 18.0, 64.0)

Value = str | float | None
SheetCells = dict[int, tuple[Value, Style]]


def write_sheet_lines(book: Book, request: SheetRequest) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(SHEET_LINES)
    set_widths(sheet, WIDTHS)
    write_top(book, sheet, request.report, _HELP)
    book.put(sheet, (4, 1), _describe_appraisal(request), Style.HELP)
    book.set_height(sheet, 4, 21)
    write_headings(book, sheet, HEADINGS_AT, HEADINGS_IN_ORDER, WIDTHS)
    rows = place_rows(request)
    for row in rows:
        _write_row(book, sheet, row, _fill(request, row))
        if row.line and not row.line.locked:
            _ask(book, request, row.row, row.line)
    book.enforce(sheet)
    last = rows[-1].row if rows else HEADINGS_AT
    sheet.auto_filter.ref = f"A{HEADINGS_AT}:{get_column_letter(_LAST)}{last}"
    sheet.freeze_panes = f"C{HEADINGS_AT + 1}"
    _write_signatures(book, sheet, last + 1)
    set_up_page(sheet, request.report, header_row=HEADINGS_AT)
    name_page(sheet, request.title)
    protect(sheet)


def _describe_appraisal(request: SheetRequest) -> str:
    team = f" · {request.team}" if request.team else ""
    return f"{request.round.title}{team} · {request.describe_return()}."


def _fill(request: SheetRequest, row: SheetRow) -> SheetCells:
    if row.group:
        return _fill_group(row.group)
    if row.stem:
        band: SheetCells = dict.fromkeys(range(1, _LAST + 1), ("", Style.STEM))
        return band | {CODE_AT: (row.stem.code, Style.STEM_CODE), TEXT_AT: (row.stem.text, Style.STEM)}
    return _fill_line(request, row.line) if row.line else {}


def _fill_group(group: Group) -> SheetCells:
    style = Style.SUBGROUP if group.parent else Style.GROUP
    band: SheetCells = dict.fromkeys(range(1, _LAST + 1), ("", style))
    return band | {CODE_AT: (group.code, style), TEXT_AT: (group.title, style)}


def _fill_line(request: SheetRequest, line: SheetLine) -> SheetCells:
    rules = rules_of_sheet_line(request.plan, line.indicator, line.code)
    told = _tell_verdict(request, line)
    cells: SheetCells = {
        CODE_AT: (line.code, Style.CODE),
        TEXT_AT: (line.text, Style.WORDING),
        DECLARED_AT: (_describe_declared(request, line), Style.PREVIOUS),
        EVIDENCE_AT: (_describe_evidence(line), Style.PREVIOUS),
    }
    for field, column in FIELD_COLUMNS.items():
        if field in rules:
            cells[column] = (told.get(field), Style.FILLED if line.locked else _choose_style(field, rules[field]))
        else:
            cells[column] = (NOT_TAKEN, Style.NOT_TAKEN)
    return cells


def _choose_style(field: SheetField, rule: AnyRule) -> Style:
    """What is chosen or named wraps as text does."""
    return Style.ENTRY_TEXT if field in {SheetField.OUTCOME, SheetField.PERSON, SheetField.REASON} else entry_style(rule)


def _describe_declared(request: SheetRequest, line: SheetLine) -> str:
    """What the school says, and under it what else is to be known."""
    declared = describe_declared(request.plan, line.indicator, line.declared)
    return f"{declared}\n({line.note})" if line.note else declared


def _describe_evidence(line: SheetLine) -> str:
    """The number of pieces before what they are; “” where the school names none."""
    counted = f"{line.pieces:g} minh chứng" if line.pieces else ""
    return ". ".join(filter(None, (counted, line.evidence)))


def _tell_verdict(request: SheetRequest, line: SheetLine) -> dict[SheetField, Value]:
    """What stands in a line that has been judged; nothing in one that is to be judged again."""
    if line.verdict is None or line.again:
        return {}
    verdict = line.verdict
    rule = rules_of_value(request.plan, line.indicator, line.code)[Field.DONE]
    return {
        SheetField.SEEN: verdict.seen,
        SheetField.METHOD: METHODS[verdict.method] if verdict.method else None,
        SheetField.TO_DO: verdict.to_do,
        SheetField.DONE: _tell_value(verdict, rule),
        SheetField.OUTCOME: OUTCOMES[verdict.outcome],
        SheetField.REASON: verdict.reason,
        SheetField.PERSON: verdict.appraiser,
        SheetField.DAY: f"{verdict.judged_on:%d/%m/%Y}" if verdict.judged_on else None,
    }


def _tell_value(verdict: Verdict, rule: AnyRule) -> Value:
    if verdict.choice is not None:
        return rule.label(verdict.choice) if isinstance(rule, ChoiceRule) else verdict.choice
    return f"{verdict.dated:%d/%m/%Y}" if verdict.dated else verdict.done


def _write_row(book: Book, sheet: Worksheet, row: SheetRow, cells: SheetCells) -> None:
    for column, (value, style) in cells.items():
        book.put(sheet, (row.row, column), value, style)
    wrapped = [
        Wrapped(value, WIDTHS[column - 1], FONT_SIZES.get(style, 12), style in BOLD)
        for column, (value, style) in cells.items()
        if isinstance(value, str) and value and style not in OVERFLOWING
    ]
    book.set_height(sheet, row.row, measure_height(*wrapped, least=_LEAST_LINE if row.line else _LEAST_HEADING))


def _ask(book: Book, request: SheetRequest, row: int, line: SheetLine) -> None:
    rules = {**rules_of_sheet_line(request.plan, line.indicator, line.code), SheetField.PERSON: rule_of_person(request)}
    for field, rule in rules.items():
        cell = place_at(SHEET_LINES, row, FIELD_COLUMNS[field]).cell
        book.ask(cell, rule, Prompt(_shorten(FIELD_HEADINGS[field]), _PROMPTS[field]))


def _shorten(heading: str) -> str:
    return heading.partition(" (")[0]


def _write_signatures(book: Book, sheet: Worksheet, row: int) -> None:
    """Room to sign under the table, for a phiếu filled in by hand."""
    for number, height in enumerate(_SIGNING_HEIGHTS, start=row):
        book.set_height(sheet, number, height)
    for column, words in _SIGNATURES:
        book.put(sheet, (row + 1, column), words, Style.LETTERHEAD_BOLD)
        book.put(sheet, (row + 2, column), "(ký, ghi rõ họ tên)", Style.LETTERHEAD)
    book.put(sheet, (row + 3, len(COLUMNS)), None, Style.PLAIN)
