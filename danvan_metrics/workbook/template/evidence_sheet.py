"""The sheet Minh chứng: a row per piece of evidence, with one code for every line it proves (appraisal.md, “Evidence”)."""

from __future__ import annotations

from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.plan.entries import evidence_rules
from danvan_metrics.plan.evidence_codes import write_evidence_code
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Plan
from danvan_metrics.workbook.labels import EVIDENCE_HEADINGS
from danvan_metrics.workbook.layout import EVIDENCE_ROWS_ASKED, HEADER_ROW, SHEET_EVIDENCE, EvidenceTable
from danvan_metrics.workbook.request import Request
from danvan_metrics.workbook.template.book import Book
from danvan_metrics.workbook.template.hints import Prompt
from danvan_metrics.workbook.template.line_looks import Style, entry_style
from danvan_metrics.workbook.template.sheet_page import protect, set_up_page, set_widths, write_headings, write_top

_WIDTHS: Final = (16, 46, 18, 24, 24, 34, 24)
_ROW_HEIGHT: Final = 32
_HOW: Final = "mỗi minh chứng một dòng, một mã; dùng cho nhiều dòng thì chỉ ghi một lần, kê các mã dòng ở cột cuối."
_ASKED: Final = f"Dành cho trường điểm: {_HOW}"
_FREE: Final = f"Không bắt buộc; nếu lập danh mục thì {_HOW}"


def write_evidence(book: Book, request: Request, table: EvidenceTable) -> None:
    """Write the sheet, with an example in words above its headings."""
    sheet = book.add_sheet(SHEET_EVIDENCE)
    set_widths(sheet, _WIDTHS)
    write_top(book, sheet, request, _ASKED if request.school.model else _FREE)
    book.put(sheet, (HEADER_ROW, 1), f"Ví dụ: {' · '.join(describe_example(request.plan))}", Style.HELP)
    book.set_height(sheet, HEADER_ROW, 21)
    write_headings(book, sheet, table.header_row, tuple(EVIDENCE_HEADINGS[key] for key in table.columns), _WIDTHS)
    _write_entries(book, sheet, request, table)
    book.enforce(sheet)
    sheet.freeze_panes = f"C{table.first_row}"
    set_up_page(sheet, request, header_row=table.header_row)
    protect(sheet)


def describe_example(plan: Plan) -> tuple[str, ...]:
    """One piece as a school would list it; its code is of the plan's first item, or of its first line with evidence."""
    asked = [one for one in plan.indicators_for(Reporter.SCHOOL) if one.needs_evidence and one.entered]
    line = next((one for one in asked if one.is_item), asked[0]).rows[0].code
    kind = next((kind for kind in plan.evidence_kinds if kind.startswith("Biên bản")), "Biên bản")
    day = plan.first_day.replace(month=3, day=12)
    return (
        write_evidence_code(plan, line, 1), "Biên bản họp triển khai trong nhà trường", kind,
        f"Số 15/BB, ngày {day:%d/%m/%Y}", "Nhà trường", "Hồ sơ văn phòng", line,
    )  # fmt: skip


def _write_entries(book: Book, sheet: Worksheet, request: Request, table: EvidenceTable) -> None:
    rules = evidence_rules(request.plan)
    styles = {key: entry_style(rule) for key, rule in rules.items()}
    last_row = table.header_row + EVIDENCE_ROWS_ASKED if request.school.model else table.last_row
    for row in range(table.first_row, last_row + 1):
        for key, column in table.columns.items():
            book.put(sheet, (row, column), None, styles[key])
        book.set_height(sheet, row, _ROW_HEIGHT)
    help_texts = _describe_help(request.plan)
    for key, rule in rules.items():
        first, last = table.cell(table.first_row, key).cell, table.cell(last_row, key).cell
        book.ask(f"{first}:{last}", rule, Prompt(EVIDENCE_HEADINGS[key], help_texts[key]))


def _describe_help(plan: Plan) -> dict[str, str]:
    code, title, _, number, _, _, line = describe_example(plan)
    return {
        "code": f"Ví dụ {code}: minh chứng thứ nhất của dòng {line}. Mỗi mã chỉ ghi một dòng.",
        "title": f"Tên văn bản, biên bản, ảnh… Ví dụ “{title}”.",
        "kind": "",
        "number": f"Ví dụ “{number}”; không có số thì chỉ ghi ngày.",
        "issuer": "Cơ quan, đơn vị ban hành.",
        "location": "Nơi giữ bản gốc, hoặc đường dẫn tới tệp.",
        "used_for": f"Mã các dòng mà minh chứng này chứng minh, cách nhau dấu chấm phẩy. Ví dụ {line}.",
    }
