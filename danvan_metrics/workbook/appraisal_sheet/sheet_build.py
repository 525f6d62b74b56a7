"""The phiếu thẩm định as a workbook: one school's return of one period, in one round."""

from __future__ import annotations

import re
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection

from danvan_metrics.vietnamese import slug
from danvan_metrics.workbook.appraisal_sheet.hidden_sheet import write_hidden
from danvan_metrics.workbook.appraisal_sheet.info_sheet import write_info
from danvan_metrics.workbook.appraisal_sheet.sheet_lines import write_sheet_lines
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetRequest
from danvan_metrics.workbook.template.book import open_book
from danvan_metrics.workbook.template.build import write_dated_workbook
from danvan_metrics.xml_text import make_xml_safe


def build_sheet(request: SheetRequest) -> bytes:
    """The workbook as bytes, the same for the same request."""
    workbook = build_sheet_workbook(request)
    return write_dated_workbook(workbook, moment=workbook.properties.created)


def build_sheet_workbook(request: SheetRequest) -> Workbook:
    """The workbook before it is written, dated on the day the return was received."""
    book = open_book()
    write_info(book, request)
    write_sheet_lines(book, request)
    write_hidden(book, request)
    _describe(book.workbook, request)
    return book.workbook


def name_sheet(request: SheetRequest) -> str:
    """The file's name, ASCII: “phieu-tham-dinh-dan-van-2020_6-thang_to-phong_MN-DAPTHANH.xlsx”."""
    code = re.sub(r"[^A-Za-z0-9-]+", "-", request.school.code).strip("-")
    plan, period, one_round = slug(request.plan.code), slug(request.period.title), slug(request.round.code)
    return f"phieu-tham-dinh-{plan}_{period}_{one_round}_{code}.xlsx"


def _describe(workbook: Workbook, request: SheetRequest) -> None:
    workbook.security = WorkbookProtection(lockStructure=True)
    properties = workbook.properties
    properties.creator = make_xml_safe(request.plan.office.name)
    properties.created = datetime.combine(request.received_on, time())
    properties.title = make_xml_safe(f"Phiếu thẩm định {request.report.period_words} – {request.school.name}")
    properties.subject, properties.language = make_xml_safe(request.plan.title), "vi-VN"
