"""The report template: one workbook for one unit and one period (indicators.md, “The report template”)."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection

from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.units.roster import School
from danvan_metrics.workbook.answers import Return
from danvan_metrics.workbook.layout import SHEET_ITEMS, SHEET_TASKS, build_layout
from danvan_metrics.workbook.request import Request
from danvan_metrics.workbook.template.book import open_book
from danvan_metrics.workbook.template.dated_writer import DatedWriter
from danvan_metrics.workbook.template.evidence_sheet import write_evidence
from danvan_metrics.workbook.template.facts_sheet import write_facts
from danvan_metrics.workbook.template.guide_sheet import write_guide
from danvan_metrics.workbook.template.identity_sheet import write_identity
from danvan_metrics.workbook.template.lines_sheet import write_lines
from danvan_metrics.workbook.template.models_table import write_models
from danvan_metrics.workbook.template.row_contents import ITEMS, TASKS
from danvan_metrics.xml_text import make_xml_safe

_SHAPES: Final = {SHEET_TASKS: TASKS, SHEET_ITEMS: ITEMS}


def build_template(plan: Plan, school: School, period: Period, previous: Return | None = None) -> bytes:
    """The workbook as bytes, the same for the same arguments; `previous` is the return of the period before."""
    workbook = build_workbook(plan, school, period, previous)
    return write_dated_workbook(workbook, moment=workbook.properties.created)


def build_workbook(plan: Plan, school: School, period: Period, previous: Return | None = None) -> Workbook:
    """The workbook before it is written, created on the plan's date of issue."""
    layout = build_layout(plan, school.reporter)
    request = Request(plan, school, period, layout, previous)
    book = open_book()
    write_guide(book, request)
    write_facts(book, request)
    for sheet, shape in _SHAPES.items():
        if sheet in layout.sheets:
            write_lines(book, request, shape)
    if layout.models:
        write_models(book, request, layout.models)
    if layout.evidence:
        write_evidence(book, request, layout.evidence)
    write_identity(book, request)
    _describe(book.workbook, request)
    return book.workbook


def write_dated_workbook(workbook: Workbook, *, moment: datetime) -> bytes:
    """The workbook as bytes, last written at `moment` (without time zone): equal workbooks are equal bytes."""
    workbook.properties.modified = moment
    packed = io.BytesIO()
    writer: Any = DatedWriter(workbook, packed, moment)
    writer.save()
    return packed.getvalue()


def _describe(workbook: Workbook, request: Request) -> None:
    workbook.security = WorkbookProtection(lockStructure=True)
    properties = workbook.properties
    properties.creator = make_xml_safe(request.plan.office.name)
    properties.created = datetime.combine(request.plan.issued_on or request.plan.first_day, time())
    properties.title = make_xml_safe(f"Báo cáo {request.period_words} – {request.school.name}")
    properties.subject, properties.language = make_xml_safe(request.plan.title), "vi-VN"
