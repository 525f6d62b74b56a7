"""“Phiếu trường”: one A4 page to hand to the principal, with only what is unmet; what does not fit is counted, never dropped."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from docx.shared import Mm, Pt

from danvan_metrics.formats.docx.letterhead import name_letterhead, write_letterhead, write_title
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import Piece, add_pieces
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.formats.docx.styles import BODY
from danvan_metrics.formats.table import Band, Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.topics.school.needs import UnmetLine
from danvan_metrics.topics.school.needs_table import describe_action
from danvan_metrics.topics.school.school_sheet import SchoolSheet
from danvan_metrics.topics.scorecard.table import lay_out_score
from danvan_metrics.vietnamese import capitalise

TITLE: Final = "PHIẾU TRƯỜNG"
PAGE: Final = 253.0  # mm between the margins of the page, less what another program may set otherwise
_HEAD: Final = 33.0  # mm of letterhead and title; of a sample a line more
_SAMPLE: Final = 7.0
_GROUPS: Final = 20.0  # mm of the table of groups
_SIZE: Final = 11.0  # points
_LINE: Final = 4.7  # mm of a line of that size
_BETWEEN: Final = 1.5  # mm between paragraphs
_ROW: Final = 0.8  # mm that a table's row is higher than its lines
_LETTER: Final = 1.7  # mm of a letter of that size, and a little more
_CODE, _FIGURE = 16.0, 54.0  # mm
_MOST_CODES: Final = 30
_MOST_ACTIONS: Final = 5


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paragraph: how it begins, in bold (“”: nothing), and what follows."""

    lead: str
    text: str

    def __str__(self) -> str:
        return f"{self.lead}{self.text}"


def write_school_sheet(paper: Paper, sheet: SchoolSheet) -> None:
    """Write the page; the unmet lines take the room that everything else leaves."""
    office = sheet.plan.office
    write_letterhead(paper, replace(name_letterhead(office, "", None), number="", place_and_day=""))
    write_title(paper, TITLE, f"{sheet.school.name} – {sheet.period}", sample=sheet.sample)
    opening, closing = list(_list_opening(sheet)), list(_list_closing(sheet))
    for line in opening:
        _add_line(paper, line)
    if sheet.cells:
        _write_groups(paper, sheet)
    taken = _HEAD + sheet.sample * _SAMPLE + bool(sheet.cells) * _GROUPS + sum(map(measure_line, (*opening, *closing)))
    _write_unmet(paper, sheet, room=PAGE - taken)
    for line in closing:
        _add_line(paper, line)


def _list_opening(sheet: SchoolSheet) -> Iterator[PaperLine]:
    """What plan and lens, how the return came, and what stands instead of figures where there are none."""
    day = f"{sheet.as_of:%d/%m/%Y}"
    yield PaperLine("", f"{sheet.plan.title}. Số liệu: {sheet.lens}; tính đến ngày {day}.")
    on_time = f" Báo cáo đúng hạn từ đầu năm: {sheet.on_time}." if "/" in sheet.on_time else ""
    if sheet.absence:
        yield PaperLine("", f"{sheet.absence} Vì vậy phiếu chưa có số liệu của kỳ này.{on_time}")
    else:
        yield PaperLine("", f"Báo cáo {sheet.period}: {sheet.returned}.{on_time}")


def _write_groups(paper: Paper, sheet: SchoolSheet) -> None:
    cells = [lay_out_score(cell, sheet.school.code, sheet.scope) for cell in sheet.cells]
    row = group_rows([[replace(cell, note=cell.printed or "", printed=None) for cell in cells]])
    headings = name_columns(*(group.short for group in sheet.groups))
    table = Table("Kết quả theo nhóm", headings, row, "c" * len(sheet.groups))
    paper.add_bare_table(table, [WIDTH / len(sheet.groups)] * len(sheet.groups), together=True)


def _write_unmet(paper: Paper, sheet: SchoolSheet, *, room: float) -> None:
    """Write as many of the unmet lines as there is room for, the gravest first."""
    lines = sheet.unmet
    if not lines:
        if sheet.cells:
            _add_line(paper, PaperLine("", "Trong phần đã có số liệu không còn chỉ tiêu, nội dung nào chưa đạt."))
        return
    told = PaperLine(f"Còn {len(lines)} chỉ tiêu, nội dung chưa đạt", ", cần làm trước xếp trên:")
    _add_line(paper, told)
    kept = choose_rows(lines, room - measure_line(told) - _LINE - _ROW)
    bands = tuple(
        Band(capitalise(named), tuple(map(_lay_line, own))) for named, own in groupby(kept, key=lambda line: line.named)
    )
    table = Table("Chỉ tiêu, nội dung chưa đạt", name_columns("Mã", "Nội dung", "Kết quả"), bands, "nlc")
    paper.add_bare_table(table, (_CODE, WIDTH - _CODE - _FIGURE, _FIGURE))
    if len(kept) < len(lines):
        more = f"và {len(lines) - len(kept)} dòng khác, xem hồ sơ của trường ở {sheet.plan.office.short}."
        _add_line(paper, PaperLine("", more))


def _lay_line(line: UnmetLine) -> Row:
    return (Cell(line.code, strong=True), Cell(line.title), Cell(line.figure))


def choose_rows(lines: Sequence[UnmetLine], room: float) -> tuple[UnmetLine, ...]:
    """The first lines that fit into so many mm, with a line below that counts the others where some do not fit."""
    heights = [measure_row(line, before) for line, before in zip(lines, (None, *lines), strict=False)]
    if sum(heights) <= room:
        return tuple(lines)
    left, kept = room - _LINE - _BETWEEN, 0
    while kept < len(lines) and heights[kept] <= left:
        left -= heights[kept]
        kept += 1
    return tuple(lines[:kept])


def measure_row(line: UnmetLine, before: UnmetLine | None) -> float:
    """About how many mm high a row is, rather too many, with the heading that opens a band where it is the first of one."""
    lines = max(_count_lines(line.title, WIDTH - _CODE - _FIGURE - 3), _count_lines(line.figure, _FIGURE - 3))
    opens = before is None or before.named != line.named
    return lines * _LINE + _ROW + opens * (_LINE + _ROW)


def measure_line(line: PaperLine) -> float:
    """The same of a paragraph."""
    return _count_lines(str(line), WIDTH) * _LINE + _BETWEEN


def _count_lines(text: str, width: float) -> int:
    return max(1, math.ceil(len(text) * _LETTER / width))


def _list_closing(sheet: SchoolSheet) -> Iterator[PaperLine]:
    """What proof and which lines are missing, what was agreed, and whom to ask."""
    if sheet.unproven:
        many, codes = len(sheet.unproven), _name_codes([line.code for line in sheet.unproven])
        yield PaperLine("Minh chứng cần bổ sung", f": {many} chỉ tiêu, nội dung tự khai đạt mà minh chứng chưa đủ: {codes}.")
    if sheet.needs.unanswered:
        blank = sheet.needs.unanswered
        yield PaperLine("Dòng chưa ghi trong báo cáo", f": {len(blank)} dòng: {_name_codes(blank)}.")
    if sheet.actions:
        yield PaperLine("Việc đã thống nhất", f", đang làm: {len(sheet.actions)} việc.")
        yield from _list_actions(sheet)
    yield PaperLine("", f"Nhà trường cần trao đổi thêm, xin liên hệ: {sheet.plan.office.reach}.")


def _list_actions(sheet: SchoolSheet) -> Iterator[PaperLine]:
    for action in sheet.actions[:_MOST_ACTIONS]:
        past = ", đã qua hạn" if action.judge(sheet.as_of) is ActionState.OVERDUE else ""
        yield PaperLine("", f"– {capitalise(_shorten(describe_action(action)))}{past}.")
    if len(sheet.actions) > _MOST_ACTIONS:
        more = len(sheet.actions) - _MOST_ACTIONS
        yield PaperLine("", f"và {more} việc khác, xem hồ sơ của trường ở {sheet.plan.office.short}.")


def _shorten(text: str) -> str:
    """At most two lines: a task may be as long as somebody wrote it."""
    most = 160
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _name_codes(codes: Sequence[str]) -> str:
    more = len(codes) - _MOST_CODES
    named = ", ".join(codes[:_MOST_CODES])
    return f"{named} và {more} dòng khác" if more > 0 else named


def _add_line(paper: Paper, line: PaperLine) -> None:
    """A paragraph without indent."""
    paragraph = paper.document.add_paragraph(style=BODY)
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.line_spacing = Mm(0), 1.0
    shape.space_before, shape.space_after = Pt(2), Pt(2)
    lead = [Piece(line.lead, bold=True, size=_SIZE)] if line.lead else []
    add_pieces(paragraph, [*lead, Piece(line.text, size=_SIZE)])
